import { convert, unify } from './convert.ts';
import { anyType, bool, boolType, deepUnknown, EvaluationFailure, fingerprint, num, numberType, partsOf, sameType, typeOf, unknownVal } from './make.ts';
import { arithmetic, compare } from './number.ts';
import type { Binary, Unary } from './syntax.ts';
import type { UnknownVal, Val } from './value.ts';

/** At most so many possible values are followed. */
const mostMembers = 8;

export const unary = (operator: Unary['operator'], operand: Val): Val =>
  perMember([operand], operator === '-' ? numberType : boolType, ([val]) => {
    if (!val || val.kind === 'null') throw nullOperand();
    if (operator === '!') {
      const truth = convert(val, boolType);
      return truth.kind === 'bool' ? marks(bool(!truth.value), val) : truth;
    }
    const number = convert(val, numberType);
    return number.kind === 'number' ? marks(num(arithmetic('-', 0, number.value) ?? 0), val) : number;
  });

export const binary = (operator: Binary['operator'], left: Val, right: () => Val): Val => {
  if (operator === '&&' || operator === '||') return logic(operator, left, right);
  const other = right();
  if (operator === '==' || operator === '!=') {
    const same = equals(left, other);
    return same.kind === 'bool' && operator === '!=' ? { ...same, value: !same.value } : same.kind === 'unknown' && operator === '!=' ? unary('!', same) : same;
  }
  const result = operator === '<' || operator === '<=' || operator === '>' || operator === '>=' ? boolType : numberType;
  return perMember([left, other], result, ([a, b]) => {
    if (!a || !b || a.kind === 'null' || b.kind === 'null') throw nullOperand();
    const [x, y] = [convert(a, numberType), convert(b, numberType)];
    if (x.kind !== 'number' || y.kind !== 'number') return x.kind === 'unknown' ? x : y;
    switch (operator) {
      case '<':
        return marks(bool(compare(x.value, y.value) < 0), a, b);
      case '<=':
        return marks(bool(compare(x.value, y.value) <= 0), a, b);
      case '>':
        return marks(bool(compare(x.value, y.value) > 0), a, b);
      case '>=':
        return marks(bool(compare(x.value, y.value) >= 0), a, b);
      default: {
        const value = arithmetic(operator, x.value, y.value);
        if (value === undefined) throw new EvaluationFailure('Division by zero.', 'ゼロで割ることはできません。');
        return marks(num(value), a, b);
      }
    }
  });
};

/** The known side decides, also if the other is not known or fails. */
const logic = (operator: '&&' | '||', left: Val, right: () => Val): Val => {
  const decisive = operator === '||';
  const a = truth(left);
  if (a.kind === 'bool' && a.value === decisive) return a;
  const b = truth(right());
  if (b.kind === 'bool' && b.value === decisive) return b;
  if (a.kind === 'unknown') return a;
  return b;
};

const truth = (val: Val): Val => {
  if (val.kind === 'null') throw nullOperand();
  return val.kind === 'unknown' ? perMember([val], boolType, ([one]) => convert(one ?? val, boolType)) : convert(val, boolType);
};

/** `==`: no conversion, so `1 == "1"` is false. */
export const equals = (a: Val, b: Val): Val => {
  if (a.kind === 'null' || b.kind === 'null') {
    const other = a.kind === 'null' ? b : a;
    if (other.kind === 'null') return bool(true);
    if (other.kind === 'unknown' && !other.notNull)
      return other.oneOf ? perMember([a, b], boolType, ([x, y]) => equals(x ?? a, y ?? b)) : unknownVal(other.why, boolType);
    return bool(false);
  }
  if (a.kind === 'unknown' || b.kind === 'unknown') {
    const [x, y] = [partsOf(a), partsOf(b)];
    // Different beginnings make different texts.
    const [p, q] = [x?.[0], y?.[0]];
    if (typeof p === 'string' && typeof q === 'string' && x && y) {
      const known = Math.min(p.length, q.length);
      if (p.slice(0, known) !== q.slice(0, known) || (x.length === 1 && p.length < q.length) || (y.length === 1 && q.length < p.length)) return bool(false);
    }
    return perMember([a, b], boolType, ([one, two]) => equals(one ?? a, two ?? b));
  }
  const open = deepUnknown(a) ?? deepUnknown(b);
  if (open) return unknownVal(open.why, boolType);
  if (a.kind === 'string' && b.kind === 'string') return marks(bool(a.value === b.value), a, b);
  if (a.kind === 'number' && b.kind === 'number') return marks(bool(compare(a.value, b.value) === 0), a, b);
  if (a.kind === 'bool' && b.kind === 'bool') return marks(bool(a.value === b.value), a, b);
  if (a.kind !== b.kind || !sameType(typeOf(a), typeOf(b))) return marks(bool(false), a, b);
  return marks(bool(fingerprint(a) === fingerprint(b)), a, b);
};

/** `condition ? then : otherwise`; the branches are brought to one type. */
export const conditional = (condition: Val, then: () => Val, otherwise: () => Val): Val => {
  if (condition.kind === 'null') throw nullOperand();
  const truthful = truth(condition);
  if (truthful.kind === 'bool') {
    const chosen = truthful.value ? then() : otherwise();
    const other = quietly(truthful.value ? otherwise : then);
    const type = other && unify([typeOf(chosen), typeOf(other)]);
    if (other && !type && chosen.kind !== 'null' && other.kind !== 'null' && !bothStructures(chosen, other))
      throw new EvaluationFailure('Both results of a condition must have the same type.', '条件式の 2 つの結果は、型が同じでなければなりません。');
    const result = type && chosen.kind !== 'unknown' ? convert(chosen, type) : chosen;
    return truthful.sensitive || truthful.assumed
      ? { ...result, sensitive: result.sensitive || truthful.sensitive, assumed: result.assumed || truthful.assumed }
      : result;
  }
  const [a, b] = [then(), otherwise()];
  const type = unify([typeOf(a), typeOf(b)]) ?? anyType;
  const members = [a, b].flatMap((val) => (val.kind === 'unknown' && val.oneOf ? val.oneOf : [type.kind === 'any' ? val : convert(val, type)]));
  const why = truthful.kind === 'unknown' ? truthful.why : { code: 'depends-on-unknown' as const, about: '' };
  return unknownVal(why, type, {
    oneOf: members.length <= mostMembers ? members : undefined,
    notNull: members.every((val) => val.kind !== 'null' && (val.kind !== 'unknown' || val.notNull)),
  });
};

const bothStructures = (a: Val, b: Val): boolean => ('items' in a && 'items' in b) || ('entries' in a && 'entries' in b);
/** The branch that is not taken matters for the type only. */
const quietly = (branch: () => Val): Val | undefined => {
  try {
    return branch();
  } catch (failure) {
    if (failure instanceof EvaluationFailure) return undefined;
    throw failure;
  }
};

/** Computes for every combination of possible values where there are few, else gives an unknown of the result's type. */
export const perMember = (args: readonly Val[], result: UnknownVal['type'], compute: (args: readonly Val[]) => Val): Val => {
  const open = args.find((arg): arg is UnknownVal => arg.kind === 'unknown');
  if (!open) return compute(args);
  const choices = args.map((arg) => (arg.kind === 'unknown' ? arg.oneOf : [arg]));
  const size = choices.reduce((product, choice) => product * (choice?.length ?? Infinity), 1);
  const marks_ = { sensitive: args.some(({ sensitive }) => sensitive), assumed: args.some(({ assumed }) => assumed) };
  if (size > mostMembers) return unknownVal(open.why, result, marks_);
  let rows: Val[][] = [[]];
  for (const choice of choices) rows = rows.flatMap((row) => (choice ?? []).map((one) => [...row, one]));
  const members: Val[] = [];
  for (const row of rows) {
    const member = row.some((one) => one.kind === 'unknown') ? unknownVal(open.why, result) : quietly(() => compute(row));
    if (member) members.push(member);
  }
  const prints = new Set(members.map((one) => (one.kind === 'unknown' ? '?' : fingerprint(one))));
  const [first] = members;
  if (prints.size === 1 && first && first.kind !== 'unknown') return { ...first, ...marks_ };
  return unknownVal(open.why, result, {
    ...marks_,
    oneOf: members.length > 0 ? members : undefined,
    notNull: members.every(({ kind }) => kind !== 'null' && kind !== 'unknown'),
  });
};

const marks = (val: Val, ...from: readonly Val[]): Val => {
  const sensitive = from.some((one) => one.sensitive);
  const assumed = from.some((one) => one.assumed);
  return sensitive || assumed ? { ...val, sensitive, assumed } : val;
};
const nullOperand = (): EvaluationFailure => new EvaluationFailure('A null value cannot be used here.', 'ここでは null を使えません。');
