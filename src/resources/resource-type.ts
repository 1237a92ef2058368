import type { ServiceModel } from '#framework/responsibility';
import type { Edit } from '#core/finding';
import { absent, root, type Origin, type Place } from '#core/origin';
import type { Home, Resource, Slot } from '#core/resource';
import { at, isAbsent, unknown, type Literal, type Value } from '#core/value';
import type { EvaluatedBlock } from '#sources/block';
import type { Around, FacetName, Facets, Remedy } from './facets.ts';
import { absentValue, type Properties, type Property, type View } from './property.ts';

export interface TypeSpec<P extends Properties> {
  readonly cloud: Home;
  /** What it is called by the provider: `Amazon S3`, and who answers for which layer of it. */
  readonly service: string;
  readonly model: ServiceModel;
  /** Terraform blocks that are this resource; the type's own name always is. */
  readonly terraform: readonly string[];
  /** Blocks that only add to it, with the attribute that names it. */
  readonly folds?: Readonly<Record<string, string>>;
  /** The property by which others may name it in plain text. */
  readonly name?: keyof P & string;
  readonly properties: P;
  /** Undefined: the facet does not apply to this very resource. */
  readonly facets: { readonly [F in FacetName]?: (self: View<P>, around: Around, resource: Resource) => Facets[F] | undefined };
  readonly remedies?: { readonly [R in Remedy]?: (self: View<P>, because: readonly Origin[], around: Around) => readonly Change<P>[] };
  /** Remedies that the provider can only carry out by making the resource anew ("forces new resource" in its documentation). */
  readonly recreatedBy?: readonly Remedy[];
}

/** A change in the provider's words: set a property, or take away what is written at an origin, or change just that value. */
export type Change<P> =
  | { readonly set: keyof P & string; readonly to: Literal }
  | { readonly drop: Origin }
  | { readonly replace: Origin; readonly to: Literal | readonly string[] }
  /** Set a property of another resource (a neighbour, the account). */
  | { readonly on: Resource; readonly type: ResourceType; readonly set: string; readonly to: Literal }
  /** Add an attribute to a block that is no resource here. */
  | { readonly addAt: Place; readonly path: readonly string[]; readonly to: Literal }
  /** Add an attribute (below nested blocks, if named) to this resource's own block. */
  | { readonly add: readonly string[]; readonly to: Literal };

/** The blocks a resource is made of: its own first, then those folded in. */
export type Parts = readonly [EvaluatedBlock, ...EvaluatedBlock[]];

/** A type with its own property names hidden, as the rest of ippo sees it. */
export interface ResourceType {
  readonly type: string;
  readonly cloud: Home;
  readonly service: string;
  readonly model: ServiceModel;
  readonly blocks: readonly string[];
  readonly folds: Readonly<Record<string, string>>;
  readonly relations: readonly { readonly property: string; readonly type: string }[];
  readonly facets: readonly FacetName[];
  readonly remedies: readonly Remedy[];
  /** `unplaced`: kinds of blocks that may belong to this resource; what they could set is not known to be absent. */
  properties(parts: Parts, unplaced: ReadonlySet<string>): Resource['properties'];
  /** The plain text by which other blocks may name it. */
  nameOf(part: EvaluatedBlock): string | undefined;
  facet<F extends FacetName>(name: F, resource: Resource, around: Around): Facets[F] | undefined;
  remedy(name: Remedy, resource: Resource, parts: Parts, because: readonly Origin[], around: Around, partsOf: (other: Resource) => Parts): readonly Edit[];
  /** The edits that bring a property to a value, in the source's own names. */
  write(property: string, parts: Parts, to: Literal): readonly Edit[];
}

export const resourceType = <P extends Properties>(type: string, spec: TypeSpec<P>): ResourceType & Viewing<P> => {
  const declared = Object.entries<Properties[string]>(spec.properties);
  const readings = declared.flatMap(([name, property]) => ('read' in property ? readingsOf(type, spec.terraform, name, property) : []));
  const gatherers = declared.flatMap(([name, property]) => ('gather' in property ? [{ name, ...property }] : []));
  const byBlock = new Map<string, Reading[]>();
  for (const reading of readings) byBlock.set(reading.block, [...(byBlock.get(reading.block) ?? []), reading]);
  // The one cast: `properties` below fills every slot through the declared readers, so the view is what was declared.
  const view = (resource: Resource) => resource.properties as View<P>;
  const write = (property: string, parts: Parts, to: Literal): Edit[] =>
    written(
      readings.filter((reading) => reading.name === property),
      parts,
      to,
      type,
      spec.folds ?? {},
    );

  const templates = new Map<string, Record<string, Slot>>();
  /** What a resource is when nothing is written: copied for each, which keeps one hidden class. */
  const template = (parts: Parts): Record<string, Slot> => {
    const key = `${parts[0].format} ${parts[0].version} ${parts.map((part) => part.type).join()}`;
    const found = templates.get(key);
    if (found) return found;
    const absence = (name: string, property: Properties[string]): Slot => ('read' in property ? absentValue(property.absent, `${type}.${name}`, parts) : []);
    const fresh = Object.fromEntries(declared.map(([name, property]) => [name, absence(name, property)]));
    templates.set(key, fresh);
    return fresh;
  };

  return {
    type,
    view,
    write,
    cloud: spec.cloud,
    service: spec.service,
    model: spec.model,
    blocks: [type, ...spec.terraform],
    folds: spec.folds ?? {},
    relations: declared.flatMap(([name, property]) => ('read' in property && property.names ? [{ property: name, type: property.names }] : [])),
    facets: Object.keys(spec.facets) as FacetName[],
    remedies: Object.keys(spec.remedies ?? {}) as Remedy[],

    properties(parts, unplaced) {
      const properties: Record<string, Slot> = { ...template(parts) };
      if (unplaced.size > 0) {
        const elsewhere = (block: string) => unknown('maybe-set-elsewhere', block, absent);
        for (const { block, name } of readings) if (unplaced.has(block)) properties[name] = elsewhere(block);
        const adding = Object.keys(spec.folds ?? {}).filter((block) => unplaced.has(block));
        for (const { name, doubt } of gatherers) properties[name] = adding.map((block) => doubt(elsewhere(block)));
      }
      for (const part of parts) {
        for (const reading of byBlock.get(part.type) ?? []) {
          const value = reading.read(part);
          if (value !== undefined) properties[reading.name] = part.maybe && !parts[0].maybe ? either(value, properties[reading.name], part.type) : value;
        }
      }
      for (const { name, gather } of gatherers) {
        const found = parts.flatMap((part) => gather(part));
        const doubts = properties[name];
        properties[name] = Array.isArray(doubts) && doubts.length > 0 ? [...doubts, ...found] : found;
      }
      return properties;
    },
    nameOf(part) {
      const value = (byBlock.get(part.type) ?? []).find(({ name }) => name === spec.name)?.read(part);
      return value?.is === 'known' && typeof value.value === 'string' ? value.value : undefined;
    },
    facet: (name, resource, around) => spec.facets[name]?.(view(resource), around, resource),
    remedy(name, resource, parts, because, around, partsOf) {
      const edits = (spec.remedies?.[name]?.(view(resource), because, around) ?? []).flatMap((change): readonly Edit[] => {
        if ('drop' in change) return change.drop.is === 'written' ? [{ do: 'remove', at: root(change.drop) }] : [];
        if ('replace' in change) return change.replace.is === 'written' ? [{ do: 'replace', at: root(change.replace), value: change.to }] : [];
        if ('on' in change) return change.type.write(change.set, partsOf(change.on), change.to);
        if ('addAt' in change) return [{ do: 'add', at: change.addAt, block: undefined, by: undefined, path: change.path, value: change.to }];
        if ('add' in change) return [{ do: 'add', at: parts[0].place, block: undefined, by: undefined, path: change.add, value: change.to }];
        return write(change.set, parts, change.to);
      });
      return spec.recreatedBy?.includes(name) ? edits.map((edit) => ({ ...edit, recreates: true })) : edits;
    },
  };
};

/** A block that may not exist: what it says, or what holds without it. */
const either = (value: Value, otherwise: Slot | undefined, about: string): Value => {
  const without = otherwise !== undefined && 'is' in otherwise ? [otherwise as Value] : [];
  return { is: 'unknown', why: { code: 'maybe-set-elsewhere', about }, origin: value.origin, oneOf: [value, ...without] };
};

/** What others need to read this type's properties as it reads them itself. */
export interface Viewing<P> {
  view(resource: Resource): View<P>;
}

/** How one property is read out of one kind of block, and written back. */
interface Reading {
  readonly name: string;
  readonly block: string;
  readonly path: readonly string[];
  read(part: EvaluatedBlock): Value | undefined;
  spell(value: Literal): Literal;
}

const readingsOf = (type: string, blocks: readonly string[], name: string, property: Exclude<Properties[string], { gather: unknown }>): Reading[] => {
  const reading = (block: string, path: readonly string[], means?: Readonly<Record<string, Literal>>): Reading => ({
    name,
    block,
    path,
    read(part) {
      const value = at(part.attributes, path);
      if (value === undefined) return undefined;
      const canonical = means && value.is === 'known' && Object.hasOwn(means, String(value.value)) ? means[String(value.value)] : undefined;
      return (property as Property<Value>).read(canonical !== undefined && value.is === 'known' ? { ...value, value: canonical } : value);
    },
    spell: (value) => {
      const spelt = Object.entries(means ?? {}).find(([, canonical]) => canonical === value)?.[0];
      return spelt === undefined ? value : spelt === 'true' ? true : spelt === 'false' ? false : spelt;
    },
  });
  return [
    reading(type, name.split('.')),
    ...property.from.flatMap((source) => {
      const [path, means] = typeof source === 'string' ? [source, undefined] : [source.path, source.means];
      const [block, inner] = path.split('#');
      if (block !== undefined && inner !== undefined) return [reading(block, inner.split('.'), means)];
      return blocks.map((own) => reading(own, path.split('.'), means));
    }),
  ];
};

/** Where a property is written it is changed at the root of its chain; where it is absent it is added, in the newest way the source knows. */
const written = (readings: readonly Reading[], parts: Parts, to: Literal, own: string, folds: Readonly<Record<string, string>>): Edit[] => {
  for (const part of parts.toReversed()) {
    for (const { block, path, spell } of readings.toReversed()) {
      const now = block === part.type ? at(part.attributes, path) : undefined;
      const value = spell(to);
      if (now?.origin.is !== 'written' || isAbsent(now)) continue;
      return now.is === 'known' && String(now.value) === String(value) ? [] : [{ do: 'replace', at: root(now.origin), value }];
    }
  }
  const terraform = parts[0].format === 'terraform';
  const newest = terraform ? readings.toReversed().find(({ block }) => block !== own && (block === parts[0].type || block in folds)) : readings[0];
  if (!newest) return [];
  const host = parts.find((part) => part.type === newest.block);
  const by = folds[newest.block];
  return [
    host
      ? { do: 'add', at: host.place, block: undefined, by: undefined, path: newest.path, value: newest.spell(to) }
      : { do: 'add', at: parts[0].place, block: newest.block, by, path: newest.path, value: newest.spell(to) },
  ];
};
