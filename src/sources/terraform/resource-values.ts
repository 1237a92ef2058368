import { blockKind, bodyEntries, computed, nestedBlocks } from './bodies.ts';
import { attributeOf } from './config.ts';
import { dataAttribute } from './data-sources.ts';
import { attempt, remembered, type Evaluation } from './evaluation.ts';
import { evaluate, type Scope } from './expressions.ts';
import { blockInstance, blockOf, expansion, instancesVal } from './instances.ts';
import { anyType, nul, unknownVal } from './make.ts';
import type { BlockInstance, ModuleInstance } from './module-instance.ts';
import type { Block, Body } from './syntax.ts';
import { allTags, defaultTags } from './tags.ts';
import type { Val } from './value.ts';
import { functionsOf } from './world.ts';

/** All instances of a resource, data source or ephemeral resource as one value. */
export const resourceVal = (e: Evaluation, module: ModuleInstance, mode: BlockInstance['mode'], name: string): Val => {
  const found = expansion(e, module, mode, name);
  return instancesVal(e, found, (each) => instanceVal(e, blockInstance(module, mode, name, each, found)));
};

/** One resource as a value: its attributes are found when asked for. */
export const instanceVal = (e: Evaluation, instance: BlockInstance): Val => {
  const attribute = (name: string): Val => resourceAttribute(e, instance, name);
  // What is opened for one run only is never the same twice, and no identity.
  if (instance.mode === 'ephemeral') return unknownVal({ code: 'not-reproducible', about: instance.address }, anyType, { notNull: true, attribute });
  return unknownVal({ code: 'after-apply', about: instance.address }, anyType, {
    notNull: true,
    parts: [{ address: instance.address, attribute: '' }],
    attribute,
  });
};

/** What is written; else what the provider will fill in. */
const resourceAttribute = (e: Evaluation, instance: BlockInstance, name: string): Val => {
  const { address } = instance;
  return remembered(
    e,
    `${address}|attribute:${name}`,
    () => {
      // Whoever reads an attribute depends on the block as a whole.
      e.memory.touch(`${instance.module.path}|${instance.mode}:${instance.name}`);
      const block = blockOf(e, instance);
      const target = { address, attribute: name };
      const body = block?.body ?? { attributes: [], blocks: [] };
      const scope = e.scope(instance.module, instance.each);
      const said = saidAttribute(e, instance, block, body, name, scope);
      if (said) return said;
      const written = attributeOf(body, name);
      const own = written ? [] : body.blocks.filter((inner) => blockKind(inner) === name);
      const nested = nestedBlocks(own, scope, e.evaluating).get(name);
      const val = written ? evaluate(written.value, scope) : nested ? computed(nested, address, name) : made(e, instance, block, body, name, scope);
      if (instance.mode === 'ephemeral') return val ?? unknownVal({ code: 'not-reproducible', about: `${address}.${name}` });
      if (val === undefined || val.kind === 'null')
        return unknownVal({ code: 'after-apply', about: `${address}.${name}` }, anyType, { parts: [target], notNull: name === 'id' || name === 'arn' });
      // A value that is not known now is still the same thing as this attribute.
      return val.kind === 'unknown' && !val.parts && !val.oneOf ? { ...val, parts: [target], same: target } : { ...val, same: target };
    },
    () => blockOf(e, instance),
  );
};

/** What an attribute is whatever is written. */
const saidAttribute = (e: Evaluation, instance: BlockInstance, block: Block | undefined, body: Body, name: string, scope: Scope): Val | undefined => {
  if (instance.mode === 'data')
    return dataAttribute(
      instance.name.split('.')[0] ?? '',
      name,
      () => bodyEntries(body, scope, true, e.evaluating),
      () => e.providers.region(instance, block),
      () => defaultTags(e, instance, block),
      (text, variables) => functionsOf(e, instance.module).template({ path: `data.${instance.name}`, text }, variables),
    );
  // A write-only argument goes to the provider and is never read back.
  return instance.mode === 'resource' && name.endsWith('_wo') && attributeOf(body, name) ? nul() : undefined;
};

/** What is not written but follows from what is. */
const made = (e: Evaluation, instance: BlockInstance, block: Block | undefined, body: Body, name: string, scope: Scope): Val | undefined => {
  if (instance.mode !== 'resource') return undefined;
  if (name === 'tags_all') {
    const tags = attributeOf(body, 'tags');
    return allTags(e, instance, block, tags && attempt(e.problems, tags, scope));
  }
  const input = name === 'output' && instance.name.startsWith('terraform_data.') ? attributeOf(body, 'input') : undefined;
  return input && evaluate(input.value, scope);
};
