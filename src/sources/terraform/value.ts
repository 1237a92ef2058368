import type { Place } from '#core/origin';
import type { Reason, Target } from '#core/value';

/** A type of Terraform's type system. `any` is the type of what is not known to have a type. */
export type Type =
  | { readonly kind: 'string' | 'number' | 'bool' | 'any' }
  | { readonly kind: 'list'; readonly of: Type }
  | { readonly kind: 'set'; readonly of: Type }
  | { readonly kind: 'map'; readonly of: Type }
  | { readonly kind: 'tuple'; readonly of: readonly Type[] }
  | { readonly kind: 'object'; readonly of: ReadonlyMap<string, ObjectAttribute> };

/** `optional` only in constraints: the attribute may be missing, then it is `fallback` (or null). */
export interface ObjectAttribute {
  readonly type: Type;
  readonly optional: boolean;
  readonly fallback: Val | undefined;
}

/**
 * A value while Terraform is evaluated, with Terraform's types. `place` is the expression that made or passed on the value (undefined only for what a
 * function has just made: the evaluator sets it). Elements carry their own places, so that selecting one keeps its origin.
 * `sensitive` marks travel with the value. `assumed`: it rests on the default of a variable that a caller outside what was read may set.
 */
export type Val = StringVal | NumberVal | BoolVal | SequenceVal | RecordVal | NullVal | UnknownVal;

interface Common {
  readonly place: Place | undefined;
  readonly sensitive: boolean;
  readonly assumed: boolean;
  /** The attribute of a resource that it was read from. */
  readonly same?: Target;
}
export interface StringVal extends Common {
  readonly kind: 'string';
  readonly value: string;
  /** The structure this text was encoded from (jsonencode, yamlencode, aws_iam_policy_document). */
  readonly document: Val | undefined;
}
export interface NumberVal extends Common {
  readonly kind: 'number';
  readonly value: Num;
}
export interface BoolVal extends Common {
  readonly kind: 'bool';
  readonly value: boolean;
}
/** `of`: the element type of a list or set (needed when empty); undefined for a tuple. Sets are sorted and have no duplicates. */
export interface SequenceVal extends Common {
  readonly kind: 'list' | 'set' | 'tuple';
  readonly items: readonly Val[];
  readonly of: Type | undefined;
}
/** `of`: the element type of a map; undefined for an object. Iteration for results is in key order, whatever the order in the Map. */
export interface RecordVal extends Common {
  readonly kind: 'map' | 'object';
  readonly entries: ReadonlyMap<string, Val>;
  readonly of: Type | undefined;
  /** A nested block of a resource: what is not written the provider may fill in. */
  readonly rest: ((name: string) => Val) | undefined;
}
export interface NullVal extends Common {
  readonly kind: 'null';
  readonly type: Type;
}
export interface UnknownVal extends Common {
  readonly kind: 'unknown';
  readonly type: Type;
  readonly why: Reason;
  /** Text of which some parts are known: what the provider has to fill in are targets. */
  readonly parts: readonly (string | Target)[] | undefined;
  /** It is surely not null. */
  readonly notNull: boolean;
  /** It is one of these. */
  readonly oneOf: readonly Val[] | undefined;
  /** The structure behind a text that is not fully known. */
  readonly document: Val | undefined;
  /** A resource, data source or module instance: its attributes are found when asked for. */
  readonly attribute: ((name: string) => Val) | undefined;
  /** One of its elements, whatever the key (instances of which nobody knows how many there are). */
  readonly element: Val | undefined;
}

/** An integer that JavaScript holds exactly, or a decimal of 512 bits. */
export type Num = number | Decimal;
/** The part of decimal.js that is used; precision is set to 155 digits. */
export type Decimal = import('decimal.js').Decimal;
