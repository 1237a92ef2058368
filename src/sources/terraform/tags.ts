import { blockKind, nestedBlocks } from './bodies.ts';
import { attributeOf } from './config.ts';
import { convert } from './convert.ts';
import { attempt, remembered, type Evaluation } from './evaluation.ts';
import { EvaluationFailure, mapOf, marked, object, stringType, unknownVal } from './make.ts';
import type { BlockInstance } from './module-instance.ts';
import type { Configuration } from './providers.ts';
import type { Block } from './syntax.ts';
import type { RecordVal, Val } from './value.ts';

/**
 * `tags_all` of an AWS resource: the provider's `default_tags` under its own tags, without what `ignore_tags` names; undefined if there is nothing to say.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/resource-tagging
 */
export const allTags = (e: Evaluation, instance: BlockInstance, block: Block | undefined, own: Val | undefined): Val | undefined => {
  if (!instance.name.startsWith('aws_') || untagged.has(instance.name.slice(0, instance.name.indexOf('.')))) return undefined;
  const rules = tagRules(e, instance, block);
  return rules && rules.entries.size > 0 ? merged(own, rules) : own;
};

/** The tags that the provider of this block adds to every resource. */
export const defaultTags = (e: Evaluation, instance: BlockInstance, block: Block | undefined): Val | undefined =>
  tagRules(e, instance, block)?.entries.get('tags') ?? mapOf(new Map(), stringType);

/** Has `tag` blocks instead, which the provider leaves alone. */
const untagged = new Set(['aws_autoscaling_group']);

/** `tags`, `keys` and `key_prefixes` of a provider configuration; undefined if there is none. */
const tagRules = (e: Evaluation, instance: BlockInstance, block: Block | undefined): RecordVal | undefined => {
  if (!e.providers.haveTags) return undefined;
  const { key, found } = e.providers.configuration(instance, block, 'aws');
  if (!found) return undefined;
  const rules = remembered(
    e,
    `${instance.module.root.prefix}|provider:${key}`,
    () => {
      const [added, ignored] = [nested(e, found, 'default_tags'), nested(e, found, 'ignore_tags')];
      const entries = new Map<string, Val>();
      for (const [from, name] of [
        [added, 'tags'],
        [ignored, 'keys'],
        [ignored, 'key_prefixes'],
      ] as const) {
        const val = from && 'entries' in from ? from.entries.get(name) : from;
        if (val && val.kind !== 'null') entries.set(name, val);
      }
      return object(entries);
    },
    () => found.block,
  );
  return 'entries' in rules ? rules : undefined;
};

/** A nested block that may stand once; JSON syntax writes it as an argument. */
const nested = (e: Evaluation, { module, block, each }: Configuration, name: string): Val | undefined => {
  const scope = e.scope(module, each);
  const written = attributeOf(block.body, name);
  const blocks = block.body.blocks.filter((inner) => blockKind(inner) === name);
  const val = written ? attempt(e.problems, written, scope) : nestedBlocks(blocks, scope, e.evaluating).get(name);
  return val && 'items' in val ? val.items[0] : val;
};

const merged = (own: Val | undefined, rules: RecordVal): Val => {
  const defaults = rules.entries.get('tags');
  const place = own?.place ?? defaults?.place;
  const open = (val: Val): Val => ({ ...(val.kind === 'unknown' ? val : unknownVal({ code: 'unexpected-type', about: 'tags' })), parts: undefined, place });
  const entries = new Map<string, Val>();
  for (const val of [defaults, own]) {
    if (!val || val.kind === 'null') continue;
    const tags = asTags(val);
    if (!('entries' in tags)) return open(tags);
    for (const [name, tag] of tags.entries) entries.set(name, marked(tag.place ? tag : { ...tag, place: val.place }, val.sensitive, val.assumed));
  }
  for (const [name, ignores] of ignoring) {
    const ignored = rules.entries.get(name);
    if (!ignored) continue;
    if (!('items' in ignored) || ignored.items.some(({ kind }) => kind !== 'string')) return open(ignored);
    for (const key of entries.keys()) if (ignored.items.some((one) => one.kind === 'string' && ignores(key, one.value))) entries.delete(key);
  }
  return { ...mapOf(entries, stringType), place };
};

const ignoring: readonly (readonly [string, (key: string, ignored: string) => boolean])[] = [
  ['keys', (key, ignored) => key === ignored],
  ['key_prefixes', (key, ignored) => key.startsWith(ignored)],
];

const asTags = (val: Val): Val => {
  try {
    return convert(val, { kind: 'map', of: stringType });
  } catch (failure) {
    if (failure instanceof EvaluationFailure) return unknownVal({ code: 'unexpected-type', about: 'tags' });
    throw failure;
  }
};
