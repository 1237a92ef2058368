import type { Place } from '#core/origin';
import type { Reason, Target } from '#core/value';
import type { Text } from '#framework/text';
import type { Num, RecordVal, SequenceVal, Type, UnknownVal, Val } from './value.ts';

/** An error in what the user wrote, in an expression. No stack: it is thrown often and always caught. */
export class EvaluationFailure {
  readonly text: Text;
  /** `static`: try() and can() do not catch it. */
  readonly fixed: boolean;
  constructor(en: string, ja: string, fixed = false) {
    this.text = { en, ja };
    this.fixed = fixed;
  }
}

export const anyType: Type = { kind: 'any' };
export const stringType: Type = { kind: 'string' };
export const numberType: Type = { kind: 'number' };
export const boolType: Type = { kind: 'bool' };

const plain = { place: undefined, sensitive: false, assumed: false } as const;

export const str = (value: string, document?: Val): Val => ({ kind: 'string', value, document, ...plain });
export const num = (value: Num): Val => ({ kind: 'number', value, ...plain });
export const bool = (value: boolean): Val => ({ kind: 'bool', value, ...plain });
export const nul = (type: Type = anyType): Val => ({ kind: 'null', type, ...plain });
export const tuple = (items: readonly Val[]): SequenceVal => ({ kind: 'tuple', items, of: undefined, ...plain });
export const list = (items: readonly Val[], of: Type): SequenceVal => ({ kind: 'list', items, of, ...plain });
export const object = (entries: ReadonlyMap<string, Val>): RecordVal => ({ kind: 'object', entries, of: undefined, rest: undefined, ...plain });
export const mapOf = (entries: ReadonlyMap<string, Val>, of: Type): RecordVal => ({ kind: 'map', entries, of, rest: undefined, ...plain });

/** Sorts and drops duplicates. A member that is not known stays. */
export const set = (items: readonly Val[], of: Type): SequenceVal => {
  const seen = new Map<string, Val>();
  let open = 0;
  for (const item of items) {
    const key = deepUnknown(item) ? `?${open++}` : fingerprint(item);
    if (!seen.has(key)) seen.set(key, item);
  }
  const sorted = [...seen.values()].toSorted(compareInSet);
  return { kind: 'set', items: sorted, of, ...plain };
};

const compareInSet = (a: Val, b: Val): number => {
  if (a.kind === 'string' && b.kind === 'string') return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
  if (a.kind === 'number' && b.kind === 'number') return Number(a.value) - Number(b.value);
  if (a.kind === 'bool' && b.kind === 'bool') return Number(a.value) - Number(b.value);
  if (a.kind === 'unknown' || b.kind === 'unknown') return Number(a.kind === 'unknown') - Number(b.kind === 'unknown');
  const [x, y] = [fingerprint(a), fingerprint(b)];
  return x < y ? -1 : x > y ? 1 : 0;
};

export const unknownVal = (why: Reason, type: Type = anyType, more: Partial<Omit<UnknownVal, 'kind' | 'why' | 'type'>> = {}): UnknownVal => ({
  kind: 'unknown',
  type,
  why,
  parts: undefined,
  notNull: false,
  oneOf: undefined,
  document: undefined,
  attribute: undefined,
  element: undefined,
  ...plain,
  ...more,
});

/** Text of which parts are known. */
export const partial = (parts: readonly (string | Target)[], why: Reason, document?: Val): Val => {
  const merged: (string | Target)[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (typeof part === 'string' && typeof last === 'string') merged[merged.length - 1] = last + part;
    else if (part !== '') merged.push(part);
  }
  const [only] = merged;
  if (merged.length === 0) return str('', document);
  if (merged.length === 1 && typeof only === 'string') return str(only, document);
  return unknownVal(why, stringType, { parts: merged, notNull: true, document });
};

/** The parts of a text, known or not; undefined if nothing can be said of it. */
export const partsOf = (val: Val): readonly (string | Target)[] | undefined =>
  val.kind === 'string' ? [val.value] : val.kind === 'number' || val.kind === 'bool' ? [String(val.value)] : val.kind === 'unknown' ? val.parts : undefined;

/** The same of a text that stands within another: what is not known at all is a hole in it. */
export const partsWithin = (val: Val): readonly (string | Target)[] | undefined =>
  partsOf(val) ?? (val.kind === 'unknown' ? [{ address: val.why.about, attribute: '', hole: val.why }] : undefined);

export const withPlace = <V extends Val>(val: V, place: Place): V => ({ ...val, place });
export const marked = (val: Val, sensitive: boolean, assumed: boolean): Val =>
  (sensitive && !val.sensitive) || (assumed && !val.assumed) ? { ...val, sensitive: val.sensitive || sensitive, assumed: val.assumed || assumed } : val;

export const typeOf = (val: Val): Type => {
  switch (val.kind) {
    case 'string':
      return stringType;
    case 'number':
      return numberType;
    case 'bool':
      return boolType;
    case 'null':
    case 'unknown':
      return val.type;
    case 'list':
    case 'set':
      return { kind: val.kind, of: val.of ?? anyType };
    case 'map':
      return { kind: 'map', of: val.of ?? anyType };
    case 'tuple':
      return { kind: 'tuple', of: val.items.map(typeOf) };
    case 'object':
      return { kind: 'object', of: new Map([...val.entries].map(([name, entry]) => [name, { type: typeOf(entry), optional: false, fallback: undefined }])) };
  }
};

export const sameType = (a: Type, b: Type): boolean => {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  if ((a.kind === 'list' || a.kind === 'set' || a.kind === 'map') && a.kind === b.kind) return sameType(a.of, b.of);
  if (a.kind === 'tuple' && b.kind === 'tuple') return a.of.length === b.of.length && a.of.every((one, i) => sameType(one, b.of[i] ?? anyType));
  if (a.kind === 'object' && b.kind === 'object')
    return a.of.size === b.of.size && [...a.of].every(([name, { type }]) => sameType(type, b.of.get(name)?.type ?? { kind: 'tuple', of: [] }));
  return true;
};

/** The first unknown value inside, or the value itself. */
export const deepUnknown = (val: Val): UnknownVal | undefined => {
  if (val.kind === 'unknown') return val;
  if ('items' in val) {
    for (const item of val.items) {
      const found = deepUnknown(item);
      if (found) return found;
    }
  } else if ('entries' in val) {
    for (const entry of val.entries.values()) {
      const found = deepUnknown(entry);
      if (found) return found;
    }
  }
  return undefined;
};

/** A text that two values share only if they are equal (types told apart). Of known values. */
export const fingerprint = (val: Val): string => {
  switch (val.kind) {
    case 'string':
      return JSON.stringify(val.value);
    case 'number':
      return `n${val.value}`;
    case 'bool':
      return String(val.value);
    case 'null':
      return 'null';
    case 'unknown':
      return '?';
    case 'list':
    case 'set':
    case 'tuple':
      return `${val.kind}[${val.items.map(fingerprint).join()}]`;
    case 'map':
    case 'object':
      return `${val.kind}{${sortedEntries(val)
        .map(([name, entry]) => `${JSON.stringify(name)}:${fingerprint(entry)}`)
        .join()}}`;
  }
};

/** In key order, as Terraform goes through maps and objects. */
export const sortedEntries = ({ entries }: RecordVal): [string, Val][] => [...entries].toSorted(([a], [b]) => compareText(a, b));

/** By code points, which for text of the basic plane is by code units. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
