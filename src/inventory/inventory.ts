import type { Diagnostic } from '#core/diagnostic';
import { graph, neighbours, type Edge } from '#core/graph';
import type { Resource } from '#core/resource';
import { isFields, isList, type Value } from '#core/value';
import type { Parts, ResourceType } from '#resources/resource-type';
import type { EvaluatedBlock } from '#sources/block';

/** Everything that was read, frozen. Ids are strings outside and dense numbers inside. A what-if is another inventory over this one. */
export interface Inventory {
  /** Numbers are below it; those of resources that a what-if took away are in `gone`. */
  readonly size: number;
  readonly gone: ReadonlySet<number>;
  /** Blocks of kinds that no resource type knows, by kind. */
  readonly unknownTypes: ReadonlyMap<string, number>;
  readonly unplaced: readonly EvaluatedBlock[];
  readonly diagnostics: readonly Diagnostic[];
  /** The one it was made of; undefined: it was made of what was read. */
  readonly base: Inventory | undefined;
  /** The resources in which this inventory differs from its base. */
  readonly changed: ReadonlySet<number>;
  indexOf(id: string): number | undefined;
  resource(i: number): Resource;
  type(i: number): ResourceType;
  parts(i: number): Parts;
  related(i: number, property: string): readonly number[];
  relatedBy(i: number, property?: string): readonly number[];
  namesUnseen(i: number, property: string): boolean;
  inScope(scope: string, type: string): readonly number[];
  /** The types of which there are resources in an account. */
  typesIn(account: string): readonly string[];
  /** Handed out by a root module: somebody outside what was read may use it. */
  isExported(i: number): boolean;
  /** A resource of another type names it somewhere, also where its type knows of no relation, or in a type that ippo does not know. */
  isMentioned(i: number): boolean;
  /** Everything that was evaluated, also blocks of kinds that no resource type knows. */
  blocks(): readonly EvaluatedBlock[];
  /** The blocks that differ from its base, and the addresses that are no more. */
  readonly revised: { readonly blocks: readonly EvaluatedBlock[]; readonly gone: ReadonlySet<string> };
  /** The inventory as it would be with these blocks instead. Only what they touch is formed again; the rest is shared. */
  patch(blocks: readonly EvaluatedBlock[], gone: ReadonlySet<string>): Inventory;
}

export interface Types {
  readonly own: ReadonlyMap<string, ResourceType>;
  /** A kind of block may fold into one of several types. */
  readonly folding: ReadonlyMap<string, readonly { readonly type: ResourceType; readonly by: string }[]>;
  readonly relations: readonly string[];
}
export const typesOf = (types: readonly ResourceType[]): Types => ({
  own: new Map(types.flatMap((type) => type.blocks.map((block) => [block, type] as const))),
  folding: foldingOf(types),
  relations: [...new Set(types.flatMap((type) => type.relations.map(({ property }) => property)))],
});

const foldingOf = (types: readonly ResourceType[]): Types['folding'] => {
  const folding = new Map<string, { type: ResourceType; by: string }[]>();
  for (const type of types) for (const [block, by] of Object.entries(type.folds)) folding.set(block, [...(folding.get(block) ?? []), { type, by }]);
  return folding;
};

export const buildInventory = (blocks: Iterable<EvaluatedBlock>, types: Types, exported: ReadonlySet<string> = none): Inventory => {
  const { own, folding, relations } = types;
  const typeOf: ResourceType[] = [];
  const parts: [EvaluatedBlock, ...EvaluatedBlock[]][] = [];
  const waiting: EvaluatedBlock[] = [];
  const byAddress = new Map<string, number>();
  const byName = new Map<string, number>();
  const byScope = new Map<string, number[]>();
  const byAccount = new Map<string, Set<string>>();
  const unknownTypes = new Map<string, number>();

  for (const block of blocks) {
    const type = own.get(block.type);
    if (!type) {
      waiting.push(block);
      continue;
    }
    const i = parts.push([block]) - 1;
    const name = type.nameOf(block);
    typeOf.push(type);
    byAddress.set(block.address, i);
    // The name alone, and with the scope: two roots may use one name for two things.
    if (name !== undefined) for (const key of [`${type.type} ${name}`, `${type.type} ${name} ${block.scope}`]) if (!byName.has(key)) byName.set(key, i);
    byAccount.set(accountOf(block.scope), (byAccount.get(accountOf(block.scope)) ?? new Set()).add(type.type));
    for (const scope of [block.scope, accountOf(block.scope)]) {
      const key = `${scope} ${type.type}`;
      const there = byScope.get(key);
      if (there) there.push(i);
      else byScope.set(key, [i]);
    }
  }

  const find = (value: Value, type: string, scope: string): readonly number[] =>
    resolve(value, type, scope, byAddress, byName, (i, wanted) => typeOf[i]?.type === wanted);
  // Blocks that fold may be named themselves (`depends` on the policy instead of the bucket): their address stands for their host.
  const unplaced: EvaluatedBlock[] = [];
  const strangers: EvaluatedBlock[] = [];
  const missing = new Map<string, Set<string>>();
  for (const block of waiting) {
    const folds = folding.get(block.type);
    if (!folds) {
      strangers.push(block);
      unknownTypes.set(block.type, (unknownTypes.get(block.type) ?? 0) + 1);
      continue;
    }
    const host = hostOf(block, folds, find, (i) => typeOf[i]);
    if (host !== undefined) {
      parts[host]?.push(block);
      byAddress.set(block.address, host);
      continue;
    }
    unplaced.push(block);
    // A name that we do not have is another account's resource; an unknown one might be any of ours.
    if (folds.some(({ by }) => block.attributes[by]?.is === 'unknown')) missing.set(block.scope, (missing.get(block.scope) ?? new Set()).add(block.type));
  }

  const resources = parts.map((from, i) => form(from, typeOf[i], missing));
  const kinds = new Map(relations.map((property, kind) => [property, kind]));
  const edges: Edge[] = [];
  const unseen = new Set<string>();
  resources.forEach((resource, from) => {
    for (const { property, type } of typeOf[from]?.relations ?? []) {
      const value = resource.properties[property];
      if (value === undefined || isSlotList(value)) continue;
      for (const to of find(value, type, resource.scope)) edges.push({ from, to, kind: kinds.get(property) ?? 0 });
      if (hasUnseen(value, type, resource.scope, find)) unseen.add(`${from} ${property}`);
    }
  });
  const { out, in: into } = graph(resources.length, edges);
  let all: readonly EvaluatedBlock[] | undefined;
  const at = (i: number): Resource => resources[i] ?? lost(i);

  let mentioned: ReadonlySet<number> | undefined;
  const inventory: Inventory = {
    size: resources.length,
    gone: new Set(),
    unknownTypes,
    unplaced,
    diagnostics: [],
    base: undefined,
    changed: new Set(),
    indexOf: (id) => byAddress.get(id),
    resource: at,
    type: (i) => typeOf[i] ?? lost(i),
    parts: (i) => parts[i] ?? lost(i),
    related: (i, property) => neighbours(out, i, kinds.get(property) ?? -1),
    relatedBy: (i, property) => neighbours(into, i, property === undefined ? undefined : (kinds.get(property) ?? -1)),
    namesUnseen: (i, property) => unseen.has(`${i} ${property}`),
    inScope: (scope, type) => byScope.get(`${scope} ${type}`) ?? [],
    typesIn: (account) => [...(byAccount.get(account) ?? [])],
    isExported: (i) => exported.has(at(i).id),
    blocks: () => (all ??= [...parts.flat(), ...strangers, ...unplaced]),
    revised: { blocks: [], gone: none },
    isMentioned: (i) => (mentioned ??= mentions(parts, typeOf, [...strangers, ...unplaced], byAddress)).has(i),
    patch: (changed, gone) => patched(inventory, { types, byAddress, byName, missing, form }, changed, gone),
  };
  return inventory;
};

interface Inside {
  readonly types: Types;
  readonly byAddress: ReadonlyMap<string, number>;
  readonly byName: ReadonlyMap<string, number>;
  readonly missing: ReadonlyMap<string, ReadonlySet<string>>;
  readonly form: typeof form;
}

const patched = (
  base: Inventory,
  { types, byAddress: addresses, byName: names, missing, form: formed }: Inside,
  blocks: readonly EvaluatedBlock[],
  goneAddresses: ReadonlySet<string>,
): Inventory => {
  const byAddress = new Map(addresses);
  const byName = new Map(names);
  const fresh = new Map<number, { parts: [EvaluatedBlock, ...EvaluatedBlock[]]; type: ResourceType; resource: Resource | undefined }>();
  const gone = new Set<number>();
  let size = base.size;
  const touch = (i: number): { parts: [EvaluatedBlock, ...EvaluatedBlock[]]; type: ResourceType; resource: Resource | undefined } => {
    const found = fresh.get(i) ?? { parts: [...base.parts(i)] as [EvaluatedBlock, ...EvaluatedBlock[]], type: base.type(i), resource: undefined };
    fresh.set(i, found);
    return found;
  };
  const without = (address: string): void => {
    const i = byAddress.get(address);
    if (i === undefined) return;
    const found = touch(i);
    if (found.parts[0].address === address) gone.add(i);
    else found.parts = [found.parts[0], ...found.parts.slice(1).filter((part) => part.address !== address)];
  };
  for (const address of goneAddresses) without(address);
  for (const block of blocks) {
    const type = types.own.get(block.type);
    if (!type) continue;
    const i = byAddress.get(block.address) ?? size++;
    const found = i < base.size ? touch(i) : { parts: [block] as [EvaluatedBlock, ...EvaluatedBlock[]], type, resource: undefined };
    found.parts[0] = block;
    fresh.set(i, found);
    gone.delete(i);
    byAddress.set(block.address, i);
    const name = type.nameOf(block);
    if (name !== undefined) byName.set(`${type.type} ${name} ${block.scope}`, i);
  }
  const find = (value: Value, type: string, scope: string): readonly number[] =>
    resolve(value, type, scope, byAddress, byName, (i, wanted) => (fresh.get(i)?.type ?? base.type(i)).type === wanted);
  for (const block of blocks) {
    const folds = types.folding.get(block.type);
    if (!folds || types.own.has(block.type)) continue;
    without(block.address);
    const host = hostOf(block, folds, find, (i) => fresh.get(i)?.type ?? base.type(i));
    if (host === undefined) continue;
    touch(host).parts.push(block);
    byAddress.set(block.address, host);
  }
  for (const i of gone) fresh.delete(i);
  for (const found of fresh.values()) found.resource = formed(found.parts, found.type, missing);

  const resource = (i: number): Resource => fresh.get(i)?.resource ?? base.resource(i);
  const typeAt = (i: number): ResourceType => fresh.get(i)?.type ?? base.type(i);
  const outgoing = (i: number, property: string): readonly number[] => {
    const relation = typeAt(i).relations.find((each) => each.property === property);
    const value = relation && resource(i).properties[property];
    return relation && value !== undefined && !isSlotList(value) ? find(value, relation.type, resource(i).scope).filter((to) => !gone.has(to)) : [];
  };
  const incoming = new Map<number, { from: number; property: string }[]>();
  for (const from of fresh.keys())
    for (const { property } of typeAt(from).relations)
      for (const to of outgoing(from, property)) incoming.set(to, [...(incoming.get(to) ?? []), { from, property }]);
  const added = new Map<string, number[]>();
  for (const [i] of fresh)
    if (i >= base.size)
      for (const scope of [resource(i).scope, accountOf(resource(i).scope)])
        added.set(`${scope} ${resource(i).type}`, [...(added.get(`${scope} ${resource(i).type}`) ?? []), i]);

  let all: readonly EvaluatedBlock[] | undefined;

  return {
    ...base,
    base,
    blocks: () => (all ??= revisedBlocks(base, blocks, goneAddresses)),
    revised: { blocks, gone: goneAddresses },
    isExported: (i) => i < base.size && base.isExported(i),
    isMentioned: (i) => i < base.size && base.isMentioned(i),
    size,
    gone,
    changed: new Set([...fresh.keys(), ...gone]),
    indexOf: (id) => byAddress.get(id),
    resource,
    type: typeAt,
    parts: (i) => fresh.get(i)?.parts ?? base.parts(i),
    related: (i, property) => (fresh.has(i) ? outgoing(i, property) : base.related(i, property).filter((to) => !gone.has(to))),
    relatedBy: (i, property) => [
      ...new Set([
        ...(i < base.size ? base.relatedBy(i, property).filter((from) => !fresh.has(from) && !gone.has(from)) : []),
        ...(incoming.get(i) ?? []).filter((one) => property === undefined || one.property === property).map(({ from }) => from),
      ]),
    ],
    namesUnseen: (i, property) => {
      if (!fresh.has(i)) return base.namesUnseen(i, property);
      const relation = typeAt(i).relations.find((each) => each.property === property);
      const value = relation && resource(i).properties[property];
      return relation !== undefined && value !== undefined && !isSlotList(value) && hasUnseen(value, relation.type, resource(i).scope, find);
    },
    inScope: (scope, type) => [...base.inScope(scope, type).filter((i) => !gone.has(i)), ...(added.get(`${scope} ${type}`) ?? [])],
    patch: () => {
      throw new Error('A what-if is not patched again: patch the base with both changes.');
    },
  };
};

const revisedBlocks = (base: Inventory, blocks: readonly EvaluatedBlock[], gone: ReadonlySet<string>): EvaluatedBlock[] => {
  const fresh = new Map(blocks.map((block) => [block.address, block]));
  const kept = base.blocks().flatMap((block) => {
    const now = fresh.get(block.address);
    fresh.delete(block.address);
    return now ?? (gone.has(block.address) ? [] : block);
  });
  return [...kept, ...fresh.values()];
};

/** The resource that a block adds to: named by the attribute of the fold, and of its type. */
const hostOf = (
  block: EvaluatedBlock,
  folds: readonly { readonly type: ResourceType; readonly by: string }[],
  find: (value: Value, type: string, scope: string) => readonly number[],
  typeAt: (i: number) => ResourceType | undefined,
): number | undefined => {
  for (const { type, by } of folds) {
    const value = block.attributes[by];
    const host = value && find(value, type.type, block.scope).find((i) => typeAt(i) === type);
    if (host !== undefined) return host;
  }
  return undefined;
};

const lost = (i: number): never => {
  throw new Error(`There is no resource ${i}`);
};
/** Of `account/region`. */
export const accountOf = (scope: string): string => scope.slice(0, scope.lastIndexOf('/'));
const isSlotList = (slot: Resource['properties'][string]): slot is readonly unknown[] => Array.isArray(slot);

const form = (from: Parts, type: ResourceType | undefined, missing: ReadonlyMap<string, ReadonlySet<string>>): Resource => {
  const { address: id, scope, place, maybe } = from[0];
  if (!type) throw new Error(`${id} has no type`);
  return { id, type: type.type, cloud: type.cloud, scope, place, maybe, properties: type.properties(from, missing.get(scope) ?? none) };
};
const none: ReadonlySet<string> = new Set();

/** The numbers of the resources that a value names: by reference, by plain name, or by an ARN or URL that ends in the name. */
const resolve = (
  value: Value,
  type: string,
  scope: string,
  byAddress: ReadonlyMap<string, number>,
  byName: ReadonlyMap<string, number>,
  is: (i: number, type: string) => boolean,
): readonly number[] => {
  const same = value.same && byAddress.get(value.same.address);
  if (same !== undefined && is(same, type)) return [same];
  if (value.is === 'unknown') return value.oneOf ? value.oneOf.flatMap((one) => resolve(one, type, scope, byAddress, byName, is)) : [];
  if (value.is === 'reference') {
    for (const part of value.parts) {
      const found = typeof part === 'string' ? undefined : byAddress.get(part.address);
      if (found !== undefined && is(found, type)) return [found];
    }
    return [];
  }
  if (isList(value.value)) return [...new Set(value.value.flatMap((each) => resolve(each, type, scope, byAddress, byName, is)))];
  if (isFields(value.value) || value.value === null) return [];
  const name = String(value.value);
  const last = name.startsWith('arn:') ? (name.split(/[:/]/).at(-1) ?? name) : name;
  const found = byName.get(`${type} ${name} ${scope}`) ?? byName.get(`${type} ${name}`) ?? byName.get(`${type} ${last} ${scope}`);
  return found === undefined ? [] : [found];
};

/** The resources that blocks of other types name, wherever it stands. */
const mentions = (
  parts: readonly Parts[],
  typeOf: readonly ResourceType[],
  strangers: readonly EvaluatedBlock[],
  byAddress: ReadonlyMap<string, number>,
): ReadonlySet<number> => {
  const found = new Set<number>();
  const note = (address: string, by: ResourceType | undefined): void => {
    const i = byAddress.get(address);
    if (i !== undefined && typeOf[i] !== by) found.add(i);
  };
  const look = (value: Value, by: ResourceType | undefined): void => {
    if (value.same) note(value.same.address, by);
    if (value.is === 'reference') for (const part of value.parts) if (typeof part !== 'string') note(part.address, by);
    if (value.is === 'unknown') for (const one of value.oneOf ?? []) look(one, by);
    if (value.document) look(value.document, by);
    if (value.is !== 'known' || typeof value.value !== 'object' || value.value === null) return;
    for (const inner of isList(value.value) ? value.value : Object.values(value.value)) look(inner, by);
  };
  const lookAll = ({ attributes }: EvaluatedBlock, by: ResourceType | undefined): void => {
    for (const value of Object.values(attributes)) look(value, by);
  };
  parts.forEach((blocks, i) => blocks.forEach((block) => lookAll(block, typeOf[i])));
  for (const block of strangers) lookAll(block, undefined);
  return found;
};

/** It names something, and that (or one of them) is not among what was read. */
const hasUnseen = (value: Value, type: string, scope: string, find: (value: Value, type: string, scope: string) => readonly number[]): boolean => {
  if (value.is === 'unknown') return value.why.code !== 'absent-undecided';
  if (value.is === 'known' && isList(value.value)) return value.value.some((each) => hasUnseen(each, type, scope, find));
  if (value.is === 'known' && (value.value === null || value.value === '')) return false;
  return find(value, type, scope).length === 0;
};
