import { addressMatcher } from './address.ts';
import type { Residual } from '../identity.ts';
import { and, type Truth } from '../residual.ts';
import { notKnown, type Look } from './context.ts';
import { arnMatcher, wildcardMatcher, wildcards, type Matcher } from './pattern.ts';
import type { Condition } from './statement.ts';
import { filled, pieces } from './variables.ts';

/**
 * The condition operators, in three values.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export type ConditionTest = (look: Look) => Truth;

export const conditionsTest = (conditions: readonly Condition[], version: string): ConditionTest | undefined => {
  if (conditions.length === 0) return undefined;
  const tests = conditions.map((one) => conditionTest(one, version));
  const [only] = tests;
  if (only && tests.length === 1) return only;
  return (look) => {
    const results: Truth[] = [];
    for (const test of tests) {
      const result = test(look);
      if (result === false) return false;
      results.push(result);
    }
    return and(results);
  };
};

/** What is wrong with a condition, for a person; undefined: nothing. */
export const conditionProblem = ({ operator, values }: Condition): string | undefined => {
  const known = operatorOf(operator);
  if (!known) return `unknown operator ${operator}`;
  const { accepts, variables } = families[known.family];
  const bad = accepts && values.find((value) => !(variables && value.includes('${')) && !accepts(value));
  return bad === undefined ? undefined : `${operator} does not take "${bad}"`;
};

type Family = 'string' | 'ignore-case' | 'like' | 'arn' | 'number' | 'date' | 'bool' | 'binary' | 'address' | 'null';
interface Operator {
  readonly name: string;
  readonly family: Family;
  /** The operator of which it is the exact opposite, also for an absent key. */
  readonly opposite: string | undefined;
  readonly negated: boolean;
  readonly compare: (given: number, wanted: number) => boolean;
}
interface Parsed extends Operator {
  readonly set: 'each' | 'some' | undefined;
  readonly ifExists: boolean;
}

const equal = (a: number, b: number): boolean => a === b;
const operators: ReadonlyMap<string, Operator> = new Map(
  (
    [
      ['StringEquals', 'string'],
      ['StringNotEquals', 'string', 'StringEquals'],
      ['StringEqualsIgnoreCase', 'ignore-case'],
      ['StringNotEqualsIgnoreCase', 'ignore-case', 'StringEqualsIgnoreCase'],
      ['StringLike', 'like'],
      ['StringNotLike', 'like', 'StringLike'],
      ['ArnEquals', 'arn'],
      ['ArnLike', 'arn'],
      ['ArnNotEquals', 'arn', 'ArnEquals'],
      ['ArnNotLike', 'arn', 'ArnLike'],
      ['NumericEquals', 'number'],
      ['NumericNotEquals', 'number', 'NumericEquals'],
      ['NumericLessThan', 'number', undefined, (a, b) => a < b],
      ['NumericLessThanEquals', 'number', undefined, (a, b) => a <= b],
      ['NumericGreaterThan', 'number', undefined, (a, b) => a > b],
      ['NumericGreaterThanEquals', 'number', undefined, (a, b) => a >= b],
      ['DateEquals', 'date'],
      ['DateNotEquals', 'date', 'DateEquals'],
      ['DateLessThan', 'date', undefined, (a, b) => a < b],
      ['DateLessThanEquals', 'date', undefined, (a, b) => a <= b],
      ['DateGreaterThan', 'date', undefined, (a, b) => a > b],
      ['DateGreaterThanEquals', 'date', undefined, (a, b) => a >= b],
      ['Bool', 'bool'],
      ['BinaryEquals', 'binary'],
      ['IpAddress', 'address'],
      ['NotIpAddress', 'address', 'IpAddress'],
      ['Null', 'null'],
    ] satisfies readonly (readonly [string, Family, (string | undefined)?, Operator['compare']?])[]
  ).map(([name, family, opposite, compare = equal]) => [name.toLowerCase(), { name, family, opposite, negated: opposite !== undefined, compare }]),
);

const operatorOf = (written: string): Parsed | undefined => {
  const [, set, name = ''] = /^(?:(forallvalues|foranyvalue):)?([a-z]+)$/.exec(written.toLowerCase()) ?? [];
  const ifExists = name.endsWith('ifexists');
  const found = operators.get(ifExists ? name.slice(0, -8) : name);
  if (!found || (ifExists && found.family === 'null')) return undefined;
  return { ...found, set: set === undefined ? undefined : set === 'forallvalues' ? 'each' : 'some', ifExists };
};

const conditionTest = (condition: Condition, version: string): ConditionTest => {
  const operator = operatorOf(condition.operator);
  const { values, open } = condition;
  const key = condition.key.toLowerCase();
  const problem = conditionProblem(condition);
  if (!operator || open !== undefined || problem !== undefined) {
    const doubt = { doubt: open ?? problem ?? '' };
    return () => doubt;
  }
  // The old version of the policy language has no variables: what looks like one is text, and is left over as such.
  const written = version === '2008-10-17' ? { ...condition, values: values.map((value) => value.replaceAll('${', '${$}{')) } : condition;
  const atom = atomOf(written, operator);
  if (operator.family === 'null') return nullTest(key, values, atom);
  const matches = valuesMatcher(operator, values, version);
  const { negated, set, ifExists } = operator;
  return (look) => {
    const given = look(key);
    if (given === notKnown) return atom;
    const list = given === undefined ? [] : typeof given === 'string' ? [given] : given;
    const isAbsent = list.length === 0;
    if (set !== undefined && isNullSet(list)) return set === 'each' || (isAbsent && ifExists);
    if (set === 'each') {
      for (const one of list) {
        const found = matches(one, look);
        if (found === notKnown) return atom;
        if (found === negated) return false;
      }
      return true;
    }
    if (set === 'some') {
      for (const one of list) {
        const found = matches(one, look);
        if (found === notKnown) return atom;
        if (found !== negated) return true;
      }
      return false;
    }
    if (isAbsent) return ifExists || negated;
    // A multivalued key without a set operator is not documented: one matching value is a match.
    let found: boolean = false;
    for (const one of list) {
      const result = matches(one, look);
      if (result === notKnown) return atom;
      found ||= result;
    }
    return found !== negated;
  };
};

/** "A null dataset, such as an empty string" counts for set operators as if the key were absent. */
const isNullSet = (list: readonly string[]): boolean => list.length === 0 || (list.length === 1 && list[0] === '');

/**
 * What is left over of a condition that nobody can judge. Negated operators become the opposite of the plain ones, so that a Deny "unless" and an Allow "if"
 * of the same fact are seen to be the same: `StringNotEquals` is exactly not `StringEquals`, and no value equals any is exactly not some value equals one.
 */
const atomOf = ({ key, values }: Condition, { name, opposite, set, ifExists, family }: Parsed): Residual => {
  if (family === 'null') {
    const wanted = new Set(values.map((value) => value.toLowerCase()));
    const absent: Residual = { key, operator: 'Null', values: ['true'] };
    return wanted.size > 1 ? { key, operator: 'Null', values: [...wanted].sort() } : wanted.has('false') ? { not: absent } : absent;
  }
  const prefix = set === undefined ? '' : set === 'each' ? 'ForAllValues:' : 'ForAnyValue:';
  if (opposite === undefined || (set === 'some' && ifExists)) return { key, operator: `${prefix}${name}${ifExists ? 'IfExists' : ''}`, values: [...values] };
  const turned = set === undefined ? '' : set === 'each' ? 'ForAnyValue:' : 'ForAllValues:';
  return { not: { key, operator: `${turned}${opposite}`, values: [...values] } };
};

const nullTest =
  (key: string, values: readonly string[], atom: Truth): ConditionTest =>
  (look) => {
    const given = look(key);
    if (given === notKnown) return atom;
    const isAbsent = given === undefined || (typeof given !== 'string' && given.length === 0);
    return values.some((value) => (value.toLowerCase() === 'true') === isAbsent);
  };

/** Does a value of the request match one of the policy's? */
type ValueMatch = (given: string, look: Look) => boolean | typeof notKnown;

const valuesMatcher = (operator: Operator, values: readonly string[], version: string): ValueMatch => {
  const family = families[operator.family];
  const hasVariables = family.variables && version !== '2008-10-17';
  const tests: ValueMatch[] = values.map((value) => {
    const parts = hasVariables ? pieces(value, family.wild) : undefined;
    if (!parts) return family.matcher(family.wild ? wildcards(value) : value, operator.compare);
    return (given, look) => {
      const text = filled(parts, look);
      return text === notKnown ? notKnown : text === null ? false : family.matcher(text, operator.compare)(given);
    };
  });
  return (given, look) => {
    let open = false;
    for (const test of tests) {
      const found = test(given, look);
      if (found === notKnown) open = true;
      else if (found) return true;
    }
    return open ? notKnown : false;
  };
};

interface FamilyRules {
  readonly variables: boolean;
  readonly wild: boolean;
  readonly accepts: Matcher | undefined;
  matcher(wanted: string, compare: Operator['compare']): Matcher;
}
const numeric = (wanted: string, compare: Operator['compare'], read: (text: string) => number | undefined): Matcher => {
  const right = read(wanted);
  return (given) => {
    const left = read(given);
    return left !== undefined && right !== undefined && compare(left, right);
  };
};
const numberOf = (text: string): number | undefined => (/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : undefined);
/** Milliseconds. ISO 8601 or seconds since 1970. https://www.w3.org/TR/NOTE-datetime */
const dateOf = (text: string): number | undefined => {
  if (/^\d{5,}$/.test(text.trim())) return Number(text) * 1000;
  if (!/^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/i.test(text.trim())) return undefined;
  const time = Date.parse(/T/i.test(text) && !/(Z|[+-]\d{2}:?\d{2})$/i.test(text) ? `${text}Z` : text);
  return Number.isNaN(time) ? undefined : time;
};
/** Base64 without what does not count: padding and white space. */
const bytesOf = (text: string): string => text.replace(/[\s=]+/g, '');
const isBool = (text: string): boolean => /^(true|false)$/i.test(text);
const families: Readonly<Record<Family, FamilyRules>> = {
  string: { variables: true, wild: false, accepts: undefined, matcher: (wanted) => (given) => given === wanted },
  'ignore-case': {
    variables: true,
    wild: false,
    accepts: undefined,
    matcher: (wanted) =>
      (
        (low) => (given: string) =>
          given.toLowerCase() === low
      )(wanted.toLowerCase()),
  },
  like: { variables: true, wild: true, accepts: undefined, matcher: (wanted) => wildcardMatcher(wanted) },
  arn: { variables: true, wild: true, accepts: undefined, matcher: (wanted) => arnMatcher(wanted) },
  number: { variables: false, wild: false, accepts: (text) => numberOf(text) !== undefined, matcher: (wanted, compare) => numeric(wanted, compare, numberOf) },
  date: { variables: false, wild: false, accepts: (text) => dateOf(text) !== undefined, matcher: (wanted, compare) => numeric(wanted, compare, dateOf) },
  bool: {
    variables: true,
    wild: false,
    accepts: isBool,
    matcher: (wanted) => (given) => isBool(given) && given.toLowerCase() === wanted.toLowerCase(),
  },
  binary: {
    variables: false,
    wild: false,
    accepts: (text) => /^[A-Za-z0-9+/\s]*=*\s*$/.test(text),
    matcher: (wanted) => {
      const bytes = bytesOf(wanted);
      return (given) => bytesOf(given) === bytes;
    },
  },
  address: {
    variables: false,
    wild: false,
    accepts: (text) => addressMatcher(text) !== undefined,
    matcher: (wanted) => addressMatcher(wanted) ?? (() => false),
  },
  null: { variables: false, wild: false, accepts: isBool, matcher: () => () => false },
};
