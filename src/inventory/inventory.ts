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
  /** The resources in which this inventory differs from the one it was made of. */
  readonly changed: ReadonlySet<number>;
  indexOf(id: string): number | undefined;
  resource(i: number): Resource;
  type(i: number): ResourceType;
  parts(i: number): Parts;
  related(i: number, property: string): readonly number[];
  relatedBy(i: number, property?: string): readonly number[];
  namesUnseen(i: number, property: string): boolean;
  inScope(scope: string, type: string): readonly number[];
}

export interface Types {
  readonly own: ReadonlyMap<string, ResourceType>;
  readonly folding: ReadonlyMap<string, { readonly type: ResourceType; readonly by: string }>;
  readonly relations: readonly string[];
}
export const typesOf = (types: readonly ResourceType[]): Types => ({
  own: new Map(types.flatMap((type) => type.blocks.map((block) => [block, type] as const))),
  folding: new Map(types.flatMap((type) => Object.entries(type.folds).map(([block, by]) => [block, { type, by }] as const))),
  relations: [...new Set(types.flatMap((type) => type.relations.map(({ property }) => property)))],
});

export const buildInventory = (blocks: Iterable<EvaluatedBlock>, { own, folding, relations }: Types): Inventory => {
  const typeOf: ResourceType[] = [];
  const parts: [EvaluatedBlock, ...EvaluatedBlock[]][] = [];
  const waiting: EvaluatedBlock[] = [];
  const byAddress = new Map<string, number>();
  const byName = new Map<string, number>();
  const byScope = new Map<string, number[]>();
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
    for (const scope of [block.scope, accountOf(block.scope)]) {
      const key = `${scope} ${type.type}`;
      const there = byScope.get(key);
      if (there) there.push(i);
      else byScope.set(key, [i]);
    }
  }

  const find = (value: Value, type: string, scope: string): readonly number[] => resolve(value, type, scope, byAddress, byName);
  // Blocks that fold may be named themselves (`depends` on the policy instead of the bucket): their address stands for their host.
  const unplaced: EvaluatedBlock[] = [];
  const missing = new Map<string, Set<string>>();
  for (const block of waiting) {
    const fold = folding.get(block.type);
    if (!fold) {
      unknownTypes.set(block.type, (unknownTypes.get(block.type) ?? 0) + 1);
      continue;
    }
    const by = block.attributes[fold.by];
    const [host] = by ? find(by, fold.type.type, block.scope) : [];
    if (host !== undefined) {
      parts[host]?.push(block);
      byAddress.set(block.address, host);
      continue;
    }
    unplaced.push(block);
    // A name that we do not have is another account's resource; an unknown one might be any of ours.
    if (by?.is === 'unknown') missing.set(block.scope, (missing.get(block.scope) ?? new Set()).add(block.type));
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
  const at = (i: number): Resource => resources[i] ?? lost(i);

  return {
    size: resources.length, gone: new Set(), unknownTypes, unplaced, diagnostics: [], changed: new Set(),
    indexOf: (id) => byAddress.get(id),
    resource: at,
    type: (i) => typeOf[i] ?? lost(i),
    parts: (i) => parts[i] ?? lost(i),
    related: (i, property) => neighbours(out, i, kinds.get(property) ?? -1),
    relatedBy: (i, property) => neighbours(into, i, property === undefined ? undefined : (kinds.get(property) ?? -1)),
    namesUnseen: (i, property) => unseen.has(`${i} ${property}`),
    inScope: (scope, type) => byScope.get(`${scope} ${type}`) ?? [],
  };
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
const resolve = (value: Value, type: string, scope: string, byAddress: ReadonlyMap<string, number>, byName: ReadonlyMap<string, number>): readonly number[] => {
  if (value.is === 'unknown') return value.oneOf ? value.oneOf.flatMap((one) => resolve(one, type, scope, byAddress, byName)) : [];
  if (value.is === 'reference') {
    for (const part of value.parts) {
      const found = typeof part === 'string' ? undefined : byAddress.get(part.address);
      if (found !== undefined) return [found];
    }
    return [];
  }
  if (isList(value.value)) return [...new Set(value.value.flatMap((each) => resolve(each, type, scope, byAddress, byName)))];
  if (isFields(value.value) || value.value === null) return [];
  const name = String(value.value);
  const last = name.startsWith('arn:') ? (name.split(/[:/]/).at(-1) ?? name) : name;
  const found = byName.get(`${type} ${name} ${scope}`) ?? byName.get(`${type} ${name}`) ?? byName.get(`${type} ${last} ${scope}`);
  return found === undefined ? [] : [found];
};

/** It names something, and that (or one of them) is not among what was read. */
const hasUnseen = (value: Value, type: string, scope: string, find: (value: Value, type: string, scope: string) => readonly number[]): boolean => {
  if (value.is === 'unknown') return value.why.code !== 'absent-undecided';
  if (value.is === 'known' && isList(value.value)) return value.value.some((each) => hasUnseen(each, type, scope, find));
  if (value.is === 'known' && (value.value === null || value.value === '')) return false;
  return find(value, type, scope).length === 0;
};
