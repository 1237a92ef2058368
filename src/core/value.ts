import { absent, type Origin } from './origin.ts';

export type Literal = string | number | boolean | null;
export type Fields = { readonly [name: string]: Value };
export type Data = Literal | readonly Value[] | Fields;

/** What a source says about one attribute. */
export type Value = Known<Data> | Unknown | Reference;
/** What a facet states. A reference has no place here: as text it is unknown, as identity it has become a relation. */
export type Fact<T> = Known<T> | Unknown<T>;

/** `assumed`: it rests on a dated default, on a default of a variable that a caller may set, or on something to be looked up in the account. */
export interface Known<T> {
  readonly is: 'known';
  readonly value: T;
  readonly origin: Origin;
  readonly assumed: boolean;
  /** A text that was encoded from a structure (`jsonencode`, a policy document): the structure, with the origins of its parts. */
  readonly document?: Value;
  readonly same?: Target;
}

/** `oneOf`: it is one of these, nobody can say which (both branches of a condition that is not known). */
export interface Unknown<T = Data> {
  readonly is: 'unknown';
  readonly why: Reason;
  readonly origin: Origin;
  readonly oneOf?: readonly (T extends Data ? Value | Fact<T> : Fact<T>)[];
  /** A text of which some parts are known; the others are holes. */
  readonly parts?: readonly (string | Target)[];
  readonly document?: Value;
  readonly same?: Target;
}

/** Text that only the provider can finish, such as `"${aws_s3_bucket.a.arn}/*"`. A lone reference has one part. */
export interface Reference {
  readonly is: 'reference';
  readonly parts: readonly (string | Target)[];
  readonly origin: Origin;
  readonly document?: Value;
  /** The attribute of another block that this value was read from: what it names, also where the text alone would not tell. */
  readonly same?: Target;
}

/** `address` is that of a block in the source (`module.a.aws_s3_bucket.b["k"]`); `attribute` may be empty (the whole thing). */
export interface Target {
  readonly address: string;
  readonly attribute: string;
  /** It names nothing: a hole in a text, of which nobody knows what stands there. */
  readonly hole?: Reason;
}

/** Why something is unknown, as data; reports turn it into a sentence in each language. `about` names the attribute, variable, module or block. */
export interface Reason {
  readonly code: ReasonCode;
  readonly about: string;
}
export type ReasonCode =
  | 'after-apply'
  | 'absent-undecided'
  | 'version-undecided'
  | 'maybe-set-elsewhere'
  | 'no-value-given'
  | 'unresolved-module'
  | 'not-in-plan'
  | 'unexpected-type'
  | 'evaluation-failed'
  | 'depends-on-unknown'
  | 'not-reproducible'
  | 'unreadable-file'
  | 'too-large'
  | 'sensitive'
  | 'account-fact'
  | 'no-such-source';

export const known = <T>(value: T, origin: Origin, assumed = false): Known<T> => ({ is: 'known', value, origin, assumed });
export const unknown = (code: ReasonCode, about: string, origin: Origin = absent): Unknown<never> => ({ is: 'unknown', why: { code, about }, origin });

/** Applies `fn` to what is known, also to each of several possible values; the origin and the certainty stay. */
export const map = <T, U>(fact: Fact<T>, fn: (value: T) => U): Fact<U> => {
  if (fact.is === 'known') return known(fn(fact.value), fact.origin, fact.assumed);
  if (!fact.oneOf) return blank(fact);
  // Each of a fact's possible values is a fact of the same type.
  return { is: 'unknown', why: fact.why, origin: fact.origin, oneOf: (fact.oneOf as readonly Fact<T>[]).map((one) => map(one, fn)) as never };
};

/** The doubt alone, fit for a fact of any type. */
export const blank = (fact: Unknown<unknown> | Reference): Unknown<never> =>
  fact.is === 'reference' ? unknown('after-apply', targetText(fact), fact.origin) : { is: 'unknown', why: fact.why, origin: fact.origin };

/** Both must be known. The origin is that of the first: name the deciding fact first. */
export const both = <A, B, U>(a: Fact<A>, b: Fact<B>, fn: (a: A, b: B) => U): Fact<U> =>
  a.is === 'unknown' ? blank(a) : b.is === 'unknown' ? blank(b) : known(fn(a.value, b.value), a.origin, a.assumed || b.assumed);

/** True if one is true, whatever the others are; unknown if one might be; else false, and assumed if one of them is. */
export const any = (facts: readonly Fact<boolean>[]): Fact<boolean> => decided(facts, true);
/** False if one is false, whatever the others are; unknown if one might be; else true, and assumed if one of them is. */
export const all = (facts: readonly Fact<boolean>[]): Fact<boolean> => decided(facts, false);
export const not = (fact: Fact<boolean>): Fact<boolean> => map(fact, (value) => !value);

const decided = (facts: readonly Fact<boolean>[], decisive: boolean): Fact<boolean> => {
  let open: Unknown<boolean> | undefined;
  let last: Known<boolean> | undefined;
  let assumed = false;
  for (const fact of facts) {
    if (fact.is === 'unknown') open ??= fact;
    else if (fact.value === decisive) return fact;
    else {
      last ??= fact;
      assumed ||= fact.assumed;
    }
  }
  return open ?? known(!decisive, last?.origin ?? absent, assumed);
};

/** Not written, and no default stands in for it: there is none. */
export const isAbsent = (value: Value | Fact<unknown>): boolean => value.is === 'unknown' && value.why.code === 'absent-undecided';

export const isFields = (data: unknown): data is Fields => typeof data === 'object' && data !== null && !Array.isArray(data);
export const isList = (data: unknown): data is readonly Value[] => Array.isArray(data);

/** The values below `path`; the first element stands for a list (a nested block that may occur once). Undefined: absent or null. */
export const at = (fields: Fields, path: readonly string[]): Value | undefined => {
  let here: Value | undefined;
  let inside: Fields | undefined = fields;
  for (let i = 0; i < path.length; i++) {
    here = inside?.[path[i] ?? ''];
    if (here === undefined || here.is !== 'known') return here;
    let data: Data | undefined = here.value;
    if (isList(data) && i < path.length - 1) {
      here = data[0];
      if (here === undefined || here.is !== 'known') return here;
      data = here.value;
    }
    inside = isFields(data) ? data : undefined;
  }
  return here?.is === 'known' && here.value === null ? undefined : here;
};

/** The parts of a reference as one text, targets in braces' place. */
export const targetText = (value: Reference): string =>
  value.parts.map((part) => (typeof part === 'string' ? part : part.attribute ? `${part.address}.${part.attribute}` : part.address)).join('');
