import { absent, type Default } from '#core/origin';
import { isFields, isList, known, targetText, unknown, type Fact, type Fields, type Literal, type Unknown, type Value } from '#core/value';
import type { EvaluatedBlock, Format } from '#sources/block';

/** A property and all that is known of it: its names in the sources, and what its absence means. */
export interface Property<T> {
  /**
   * Where it is read: `path` in the type's own block, `block#path` in one that folds in. The last one written wins; a step adds it at the last one.
   * A path names nested blocks and the attribute, with dots; the first of several nested blocks counts.
   */
  readonly from: readonly (string | Spelling)[];
  readonly absent: readonly Absence[];
  /** Brings a source's value into form (CloudFormation writes "true"). */
  readonly read: (value: Value) => T;
  /** It names other resources of this type (or of one of several types). */
  readonly names?: string;
}
/** A source that spells values in its own way: `{ path: 'versioning.enabled', means: { true: 'Enabled' } }`. Read backwards by steps. */
export interface Spelling {
  readonly path: string;
  readonly means: Readonly<Record<string, Literal>>;
}

/** What an absent property means: in one format or all, for a range of versions. */
export interface Absence extends Range {
  readonly value: Literal;
  readonly by: 'provider' | 'service';
  readonly since: string;
  /** Nobody has to look it up in the account: it is so for everybody (false: assumed). */
  readonly sure: boolean;
}
/** `within`: only if that block is there, and just the attribute is missing. No guard at all is another thing than a guard without the flag. */
interface Range {
  readonly format?: Format;
  readonly from?: number;
  readonly below?: number;
  readonly within?: string;
}

type Sources = readonly (string | Spelling)[];

const scalar =
  <T extends Literal>(parse: (data: unknown) => T | undefined) =>
  (from: Sources = [], ...absences: Absence[]): Property<Fact<T>> => {
    const read = (value: Value): Fact<T> => {
      if (value.is === 'unknown') {
        const { why, origin, oneOf } = value;
        return oneOf ? { is: 'unknown', why, origin, oneOf: oneOf.map((each: Value) => read(each)) as never } : { is: 'unknown', why, origin };
      }
      if (value.is === 'reference') return unknown('after-apply', targetText(value), value.origin);
      const parsed = parse(value.value);
      if (parsed === undefined) return unknown('unexpected-type', typeof value.value, value.origin);
      // The usual case costs nothing: the block's own value is shared.
      return parsed === value.value ? (value as Fact<T>) : known(parsed, value.origin, value.assumed);
    };
    return { from, absent: absences, read };
  };

export const text = scalar((data) => (typeof data === 'string' ? data : typeof data === 'number' || typeof data === 'boolean' ? String(data) : undefined));
export const flag = scalar((data) => (typeof data === 'boolean' ? data : data === 'true' ? true : data === 'false' ? false : undefined));
export const number = scalar((data) =>
  typeof data === 'number' ? data : typeof data === 'string' && data.trim() !== '' && Number.isFinite(Number(data)) ? Number(data) : undefined,
);

/** Kept as the source gave it: a name of another resource (text, reference, or a list of them), or anything structured. */
export const names = (type: string, from: Sources = []): Property<Value> => ({ from, absent: [], names: type, read: (value) => value });
/** A list, a map or a document, as the source gave it. */
export const raw = (from: Sources = [], ...absences: Absence[]): Property<Value> => ({ from, absent: absences, read: (value) => value });
/** A JSON document, such as a policy: its structure where there is one, else the text (see policy.ts). */
export const document = (from: Sources = []): Property<Value> => ({ from, absent: [], read: (value) => value.document ?? value });

/** Gathered from every block that adds to it, not read from one path: rules, statements, disks. `doubt` stands for what may be there as well. */
export interface Gathered<T> {
  readonly gather: (block: EvaluatedBlock) => readonly T[];
  readonly doubt: (why: Unknown) => T;
}
export const gathered = <T>(gather: Gathered<T>['gather'], doubt: Gathered<T>['doubt']): Gathered<T> => ({ gather, doubt });

// Each property is read through its own declared reader, so the type parameter may be forgotten here.
export type Properties = { readonly [name: string]: Property<Value | Fact<Literal>> | Gathered<unknown> };
/** A resource as its own type sees it. */
export type View<P> = { readonly [K in keyof P]: P[K] extends Property<infer T> ? T : P[K] extends Gathered<infer T> ? readonly T[] : never };

/** The provider (or the format) always sends this when nothing is written. */
export const provider = (value: Literal, range: Range = {}): Absence => ({ format: 'terraform', value, by: 'provider', since: '', sure: true, ...range });
/** The service does this when nothing is sent, since a date; it may differ by account or age, so it is assumed. */
export const service = (value: Literal, since: string, range: Range = {}): Absence => ({ value, by: 'service', since, sure: false, ...range });
/** The service does this when nothing is sent, documented for everybody. */
export const always = (value: Literal, since: string, range: Range = {}): Absence => ({ value, by: 'service', since, sure: true, ...range });

/** The value that stands for absence: one object per type, format, version and set of blocks. */
export const absentValue = (
  rules: readonly Absence[],
  about: string,
  [{ format, version }, ...folded]: readonly [EvaluatedBlock, ...EvaluatedBlock[]],
): Value => {
  const there = rules.filter(({ within }) => !within || folded.some(({ type }) => type === within));
  const own = there.filter((rule) => rule.format === format);
  const fitting = own.length > 0 ? own : there.filter((rule) => !rule.format);
  const fit = fitting.filter((rule) => version === undefined || (version >= (rule.from ?? 0) && version < (rule.below ?? Infinity)));
  const narrowest = fit.filter(({ within }) => within);
  const [rule, ...others] = narrowest.length > 0 ? narrowest : fit;
  if (!rule) return unknown('absent-undecided', about, absent);
  if (others.some((other) => other.value !== rule.value)) return unknown('version-undecided', about, absent);
  const origin: Default = { is: 'default', by: rule.by, since: rule.since, basis: about };
  return known(rule.value, origin, !rule.sure);
};

/** The nested blocks of a kind (`ingress`, `setting`), or the objects of a list; an unknown list or element goes to `doubt`. */
export const each = <T>(list: Value | undefined, fn: (fields: Fields, value: Value) => T, doubt: (why: Unknown) => T): T[] => {
  if (list === undefined || (list.is === 'known' && list.value === null)) return [];
  if (list.is !== 'known') return [doubt(unknown('after-apply', list.is === 'reference' ? targetText(list) : list.why.about, list.origin))];
  if (isList(list.value)) return list.value.flatMap((item) => each(item, fn, doubt));
  return isFields(list.value) ? [fn(list.value, list)] : [doubt(unknown('unexpected-type', typeof list.value, list.origin))];
};

/** A field of a nested block, read as a property would read it; `otherwise` (usually a default) when it is absent or null. */
export const field = <T>(fields: Fields, name: string, property: Property<T>, otherwise: T): T => {
  const value = fields[name];
  return value === undefined || (value.is === 'known' && value.value === null) ? otherwise : property.read(value);
};
