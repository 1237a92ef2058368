import { attributeOf } from './config.ts';
import { attempt, type Evaluation } from './evaluation.ts';
import { anyType, nul, object, tuple, unknownVal } from './make.ts';
import type { BlockInstance, Each, Expansion, ModuleInstance } from './module-instance.ts';
import { expand, once } from './repetition.ts';
import type { Block } from './syntax.ts';
import type { Val } from './value.ts';

type Kind = BlockInstance['mode'] | 'module';

/** How often a block exists, by its `count` or `for_each`. */
export const expansion = (e: Evaluation, module: ModuleInstance, kind: Kind, name: string): Expansion => {
  const found = e.memory.get(
    `${module.path}|${kind}:${name}`,
    () => expanded(e, module, kind, name),
    () => once,
  );
  return 'because' in found ? found : once;
};

const expanded = (e: Evaluation, module: ModuleInstance, kind: Kind, name: string): Expansion => {
  const block = declared(e, module, kind, name);
  const written = block && (attributeOf(block.body, 'count') ?? attributeOf(block.body, 'for_each'));
  if (!written) return (block && enabled(e, module, block)) ?? once;
  return expand(
    written,
    attempt(e.problems, written, e.scope(module)),
    module.path + name,
    (count) => e.budget.allows(count),
    (code, message) => e.problems.report(code, written, message),
  );
};

/** OpenTofu: `lifecycle { enabled = ... }` makes one instance or none. */
const enabled = (e: Evaluation, module: ModuleInstance, { body }: Block): Expansion | undefined => {
  const lifecycle = body.blocks.find(({ type }) => type === 'lifecycle');
  const written = lifecycle && attributeOf(lifecycle.body, 'enabled');
  if (!written) return undefined;
  const val = attempt(e.problems, written, e.scope(module));
  const because = val.place ?? written;
  if (val.kind === 'unknown') return { ...once, because, open: { ...val, place: because } };
  return val.kind === 'bool' && !val.value ? { ...once, because, each: [] } : once;
};

const declared = ({ configs }: Evaluation, { dir }: ModuleInstance, kind: Kind, name: string): Block | undefined => {
  const config = configs.get(dir);
  switch (kind) {
    case 'resource':
      return config?.resources.get(name);
    case 'data':
      return config?.data.get(name);
    case 'ephemeral':
      return config?.ephemeral.get(name);
    case 'module':
      return config?.calls.get(name);
  }
};

/** The block that an instance is made of. */
export const blockOf = (e: Evaluation, { module, mode, name }: BlockInstance): Block | undefined => declared(e, module, mode, name);

export const blockInstance = (
  module: ModuleInstance,
  mode: BlockInstance['mode'],
  name: string,
  each: Each | undefined,
  { open }: Expansion,
): BlockInstance => ({
  address: `${module.path}${mode === 'resource' ? '' : `${mode}.`}${name}${each?.key ?? ''}`,
  module,
  name,
  mode,
  each,
  maybe: module.maybe ?? open,
});

/** The instances of one resource of a module. */
export const instancesNamed = (e: Evaluation, module: ModuleInstance, name: string): BlockInstance[] => {
  const found = expansion(e, module, 'resource', name);
  return found.each.map((each) => blockInstance(module, 'resource', name, each, found));
};

/** All instances as one value: a handle, a tuple or an object of handles. Made once, for whoever picks one of many asks for all. */
export const instancesVal = (e: Evaluation, found: Expansion, handle: (each: Each | undefined) => Val): Val => {
  if (found.kind === 'single') return together(found, handle);
  const of = made.get(e) ?? new WeakMap<Expansion, Val>();
  made.set(e, of);
  const val = of.get(found) ?? together(found, handle);
  of.set(found, val);
  return val;
};
const made = new WeakMap<Evaluation, WeakMap<Expansion, Val>>();

const together = ({ kind, each, open }: Expansion, handle: (each: Each | undefined) => Val): Val => {
  switch (kind) {
    case 'single':
      return each.length === 0 ? nul() : handle(undefined);
    case 'count':
      return tuple(each.map(handle));
    case 'each':
      return object(new Map(each.map((one) => [one?.names['key']?.kind === 'string' ? one.names['key'].value : '', handle(one)])));
    case 'unknown':
      return unknownVal(open?.why ?? { code: 'depends-on-unknown', about: '' }, anyType, { element: handle(each[0]), notNull: true });
  }
};
