import type { Place } from '#core/origin';
import { attributeOf } from './config.ts';
import { members, type Names, type Scope } from './expressions.ts';
import { anyType, marked, object, tuple, unknownVal } from './make.ts';
import { mostPerBlock } from './repetition.ts';
import type { Attribute, Block, Body } from './syntax.ts';
import type { Val } from './value.ts';

/** How attributes are evaluated: one that fails is unknown. */
export interface Evaluating {
  attempt(attribute: Attribute, scope: Scope): Val;
  /** False: there would be too many. */
  affords(elements: number, place: Place): boolean;
}
const meta = new Set(['count', 'for_each', 'provider', 'depends_on', 'lifecycle', 'provisioner', 'connection']);

/** The nested blocks, by kind; `dynamic` ones are written out. */
export const nestedBlocks = (blocks: readonly Block[], scope: Scope, by: Evaluating): Map<string, Val> => {
  const found = new Map<string, Val[]>();
  const add = (name: string, val: Val): void => {
    const there = found.get(name);
    if (there) there.push(val);
    else found.set(name, [val]);
  };
  for (const block of blocks) {
    if (block.type !== 'dynamic') {
      add(block.type, { ...object(bodyEntries(block.body, scope, false, by)), place: block });
      continue;
    }
    const name = blockKind(block);
    const content = block.body.blocks.find(({ type }) => type === 'content');
    const over = attributeOf(block.body, 'for_each');
    if (!content || !over) continue;
    const collection = by.attempt(over, scope);
    if (collection.kind === 'unknown') {
      add(name, { ...unknownVal(collection.why), place: over });
      continue;
    }
    const iterator = attributeOf(block.body, 'iterator')?.value;
    const variable = iterator?.kind === 'variable' ? iterator.name : iterator?.kind === 'string' ? iterator.value : name;
    const all = collection.kind === 'null' || !('items' in collection || 'entries' in collection) ? [] : members(collection);
    // A block has several attributes.
    if (!by.affords(all.length * 10, over)) {
      add(name, { ...unknownVal({ code: 'too-large', about: name }), place: over });
      continue;
    }
    for (const [key, value] of all.slice(0, mostPerBlock)) {
      const names: Names = {
        name: variable,
        val: object(
          new Map([
            ['key', key],
            ['value', marked(value, collection.sensitive, collection.assumed)],
          ]),
        ),
        next: scope.names,
      };
      add(name, { ...object(bodyEntries(content.body, { ...scope, names }, false, by)), place: content });
    }
  }
  return new Map([...found].map(([name, vals]) => [name, { ...tuple(vals), place: vals[0]?.place }]));
};

/** The arguments and nested blocks of a body; of a resource (`top`) without what steers Terraform itself. */
export const bodyEntries = (body: Body, scope: Scope, top: boolean, by: Evaluating): Map<string, Val> => {
  const entries = new Map<string, Val>();
  for (const attribute of body.attributes) if (!top || !meta.has(attribute.name)) entries.set(attribute.name, by.attempt(attribute, scope));
  const blocks = top ? body.blocks.filter(({ type }) => !meta.has(type)) : body.blocks;
  if (blocks.length > 0) for (const [name, val] of nestedBlocks(blocks, scope, by)) entries.set(name, val);
  return entries;
};

/** Nested blocks, of which the provider may fill in what is not written, or null. */
export const computed = (blocks: Val, address: string, name: string): Val =>
  'items' in blocks
    ? {
        ...blocks,
        items: blocks.items.map((item, i) =>
          'entries' in item
            ? {
                ...item,
                entries: new Map([...item.entries].filter(([, { kind }]) => kind !== 'null')),
                rest: (inner: string) =>
                  unknownVal({ code: 'after-apply', about: `${address}.${name}[${i}].${inner}` }, anyType, {
                    parts: [{ address, attribute: `${name}[${i}].${inner}` }],
                  }),
              }
            : item,
        ),
      }
    : blocks;

/** What a block is, also if it is written as `dynamic`. */
export const blockKind = (block: Block): string => (block.type === 'dynamic' ? (block.labels[0]?.text ?? '') : block.type);
