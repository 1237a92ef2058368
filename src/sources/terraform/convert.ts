import { anyType, boolType, EvaluationFailure, list, mapOf, nul, num, numberType, object, sameType, set, str, stringType, tuple, typeOf } from './make.ts';
import { formatNumber, parseNumber } from './number.ts';
import type { Expression } from './syntax.ts';
import type { ObjectAttribute, RecordVal, SequenceVal, Type, Val } from './value.ts';

/** Converts as Terraform does, keeping places, marks and documents; throws EvaluationFailure. */
export const convert = (val: Val, type: Type): Val => {
  if (type.kind === 'any') return val;
  if (val.kind === 'null') return { ...nul(type), place: val.place, sensitive: val.sensitive, assumed: val.assumed };
  if (val.kind === 'unknown')
    return val.type.kind === 'any' || (isScalar(type) && isScalar(val.type))
      ? { ...val, type }
      : val.type.kind === type.kind || !isScalar(type)
        ? { ...val, type }
        : mismatch(val, type);
  switch (type.kind) {
    case 'string':
      return toText(val) ?? mismatch(val, type);
    case 'number':
      return toNumber(val) ?? mismatch(val, type);
    case 'bool':
      return toBool(val) ?? mismatch(val, type);
    case 'list':
    case 'set':
    case 'tuple':
      return 'items' in val ? keep(toSequence(val, type), val) : mismatch(val, type);
    case 'map':
      return 'entries' in val ? keep(toMap(val, type.of), val) : mismatch(val, type);
    case 'object':
      return 'entries' in val ? keep(toObject(val, type.of), val) : mismatch(val, type);
  }
};

const isScalar = ({ kind }: Type): boolean => kind === 'string' || kind === 'number' || kind === 'bool';
const keep = (made: Val, { place, sensitive, assumed }: Val): Val => ({ ...made, place, sensitive, assumed });

const toText = (val: Val): Val | undefined =>
  val.kind === 'string'
    ? val
    : val.kind === 'number'
      ? keep(str(formatNumber(val.value)), val)
      : val.kind === 'bool'
        ? keep(str(String(val.value)), val)
        : undefined;

const toNumber = (val: Val): Val | undefined => {
  if (val.kind === 'number') return val;
  const parsed = val.kind === 'string' ? parseNumber(val.value) : undefined;
  return parsed === undefined ? undefined : keep(num(parsed), val);
};

const toBool = (val: Val): Val | undefined => {
  if (val.kind === 'bool') return val;
  if (val.kind !== 'string') return undefined;
  const value = val.value === 'true' || val.value === '1' ? true : val.value === 'false' || val.value === '0' ? false : undefined;
  return value === undefined ? undefined : { kind: 'bool', value, place: val.place, sensitive: val.sensitive, assumed: val.assumed };
};

const toSequence = (val: SequenceVal, type: Extract<Type, { kind: 'list' | 'set' | 'tuple' }>): Val => {
  if (type.kind === 'tuple') {
    if (type.of.length !== val.items.length || val.kind === 'set') return mismatch(val, type);
    return tuple(val.items.map((item, i) => convert(item, type.of[i] ?? anyType)));
  }
  const of = type.of.kind === 'any' ? (unify(val.items.map(typeOf)) ?? (val.of && val.items.length === 0 ? val.of : undefined)) : type.of;
  if (of === undefined && val.items.length > 0) throw new EvaluationFailure('All elements must have the same type.', '要素の型をすべて揃える必要があります。');
  const items = of ? val.items.map((item) => convert(item, of)) : val.items;
  const element = items.length > 0 && type.of.kind === 'any' ? (of ?? anyType) : type.of.kind === 'any' ? (val.of ?? anyType) : type.of;
  return type.kind === 'list' ? list(items, element) : set(items, element);
};

const toMap = (val: RecordVal, wanted: Type): Val => {
  const entries = [...val.entries];
  const of = wanted.kind === 'any' ? unify(entries.map(([, entry]) => typeOf(entry))) : wanted;
  if (of === undefined && entries.length > 0)
    throw new EvaluationFailure('All elements of a map must have the same type.', 'マップの要素の型をすべて揃える必要があります。');
  return mapOf(new Map(entries.map(([name, entry]) => [name, convert(entry, of ?? anyType)])), of ?? val.of ?? anyType);
};

const toObject = (val: RecordVal, wanted: ReadonlyMap<string, ObjectAttribute>): Val => {
  const entries = new Map<string, Val>();
  for (const [name, { type, optional, fallback }] of wanted) {
    const given = val.entries.get(name);
    if (given === undefined && !optional) throw new EvaluationFailure(`Attribute "${name}" is required.`, `属性「${name}」は必須です。`);
    const missing = given === undefined || (given.kind === 'null' && fallback !== undefined);
    entries.set(name, missing ? (fallback ? convert(fallback, type) : nul(type)) : convert(given, type));
  }
  return object(entries);
};

const mismatch = (val: Val, type: Type): never => {
  throw new EvaluationFailure(
    `${article(formatType(type))} is required, not ${article(formatType(typeOf(val)))}.`,
    `${formatType(type)} 型の値が必要ですが、${formatType(typeOf(val))} 型の値です。`,
  );
};
const article = (word: string): string => (/^[aeiou]/.test(word) ? `an ${word}` : `a ${word}`);

/** The one type that all can be converted to; undefined if there is none. */
export const unify = (types: readonly Type[]): Type | undefined => {
  const [first, ...rest] = types;
  if (first === undefined) return undefined;
  let result = first;
  for (const type of rest) {
    const both = unifyTwo(result, type);
    if (both === undefined) return undefined;
    result = both;
  }
  return result;
};

const unifyTwo = (a: Type, b: Type): Type | undefined => {
  if (sameType(a, b)) return a;
  if (a.kind === 'any') return b;
  if (b.kind === 'any') return a;
  if (isScalar(a) && isScalar(b)) return a.kind === 'string' || b.kind === 'string' ? stringType : undefined;
  if (isSequence(a) && isSequence(b)) {
    if (a.kind === 'tuple' && b.kind === 'tuple' && a.of.length === b.of.length) {
      const each = a.of.map((one, i) => unifyTwo(one, b.of[i] ?? anyType));
      if (each.every((one) => one !== undefined)) return { kind: 'tuple', of: each };
    }
    const of = unify([...members(a), ...members(b)]) ?? anyType;
    // A list is the stronger of two proper collections; a tuple follows the other.
    return { kind: a.kind === 'list' || b.kind === 'list' || (a.kind === 'tuple' && b.kind === 'tuple') ? 'list' : 'set', of };
  }
  if (a.kind === 'map' && b.kind === 'map') {
    const of = unifyTwo(a.of, b.of);
    return of && { kind: 'map', of };
  }
  if (a.kind === 'object' && b.kind === 'object') {
    const names = [...a.of.keys()];
    if (names.length === b.of.size && names.every((name) => b.of.has(name))) {
      const of = new Map<string, ObjectAttribute>();
      for (const [name, { type }] of a.of) {
        const both = unifyTwo(type, b.of.get(name)?.type ?? anyType);
        if (!both) return undefined;
        of.set(name, { type: both, optional: false, fallback: undefined });
      }
      return { kind: 'object', of };
    }
  }
  if ((a.kind === 'map' || a.kind === 'object') && (b.kind === 'map' || b.kind === 'object')) {
    const of = unify([...members(a), ...members(b)]);
    return of && { kind: 'map', of };
  }
  return undefined;
};

const isSequence = (type: Type): type is Extract<Type, { kind: 'list' | 'set' | 'tuple' }> =>
  type.kind === 'list' || type.kind === 'set' || type.kind === 'tuple';
const members = (type: Type): readonly Type[] => {
  if (type.kind === 'tuple') return type.of;
  if (type.kind === 'object') return [...type.of.values()].map(({ type: inner }) => inner);
  return 'of' in type ? [type.of] : [];
};

/** A type as people write it: `list(string)`. */
export const formatType = (type: Type): string => {
  switch (type.kind) {
    case 'any':
      return 'dynamic';
    case 'string':
    case 'number':
    case 'bool':
      return type.kind;
    case 'list':
    case 'set':
    case 'map':
      return `${type.kind}(${formatType(type.of)})`;
    case 'tuple':
      return `tuple([${type.of.map(formatType).join(', ')}])`;
    case 'object':
      return `object({${[...type.of]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, { type: inner }]) => `${name}=${formatType(inner)}`)
        .join(', ')}})`;
  }
};

/** Reads a type constraint, also the quoted ones of old code. Throws EvaluationFailure. `evaluate` reads the defaults of optional(). */
export const typeConstraint = (expression: Expression, evaluate: (e: Expression) => Val): Type => {
  if (expression.kind === 'string') return named(expression.value);
  if (expression.kind === 'variable') return named(expression.name);
  if (expression.kind === 'template' && expression.parts.length === 1 && expression.parts[0]?.kind === 'interpolation')
    return typeConstraint(expression.parts[0].value, evaluate);
  if (expression.kind !== 'call') throw wrong();
  const [argument] = expression.args;
  if (argument === undefined || expression.args.length !== 1) throw wrong();
  switch (expression.name) {
    case 'list':
    case 'set':
    case 'map':
      return { kind: expression.name, of: typeConstraint(argument, evaluate) };
    case 'tuple':
      if (argument.kind !== 'tuple') throw wrong();
      return { kind: 'tuple', of: argument.items.map((item) => typeConstraint(item, evaluate)) };
    case 'object': {
      if (argument.kind !== 'object') throw wrong();
      const of = new Map<string, ObjectAttribute>();
      for (const { key, value } of argument.items) if (key.kind === 'string') of.set(key.value, attributeConstraint(value, evaluate));
      return { kind: 'object', of };
    }
    default:
      throw wrong();
  }
};

const attributeConstraint = (expression: Expression, evaluate: (e: Expression) => Val): ObjectAttribute => {
  if (expression.kind !== 'call' || expression.name !== 'optional') return { type: typeConstraint(expression, evaluate), optional: false, fallback: undefined };
  const [inner, fallback] = expression.args;
  if (!inner) throw wrong();
  const type = typeConstraint(inner, evaluate);
  return { type, optional: true, fallback: fallback ? convert(evaluate(fallback), type) : undefined };
};

const named = (name: string): Type => {
  switch (name) {
    case 'string':
      return stringType;
    case 'number':
      return numberType;
    case 'bool':
      return boolType;
    case 'any':
      return anyType;
    case 'list':
    case 'set':
    case 'map':
      return { kind: name, of: anyType };
    default:
      throw wrong();
  }
};
const wrong = (): EvaluationFailure => new EvaluationFailure('This is not a type constraint.', '型制約として読み取れません。', true);
