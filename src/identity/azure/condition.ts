import type { Across, Attribute, Condition, Operand } from './condition-parse.ts';
import { actionMatches, textLike } from './pattern.ts';
import { allOf, anyOf, doubt, negate, type Tri } from './residual.ts';

/** What a condition may ask about. */
export interface Request {
  readonly action: string;
  /** Undefined: nobody knows which; `null`: the action has none. */
  readonly suboperation: string | null | undefined;
  /** Values of an attribute; `absent`: the request has none; undefined: nobody knows. */
  readonly attribute: (attribute: Attribute) => readonly string[] | 'absent' | undefined;
  /** Told when an answer rests on something that no document says. */
  readonly assume: (assumption: string) => void;
}

/** True, false, or what is left of it when some attributes are not known. */
export const evaluateCondition = (condition: Condition, request: Request): Tri => {
  switch (condition.is) {
    case 'and':
      return allOf(condition.of.map((one) => evaluateCondition(one, request)));
    case 'or':
      return anyOf(condition.of.map((one) => evaluateCondition(one, request)));
    case 'not':
      return negate(evaluateCondition(condition.of, request));
    case 'action':
      return actionMatches(condition.pattern, request.action);
    case 'suboperation':
      if (request.suboperation === null) return false;
      if (request.suboperation !== undefined) return actionMatches(condition.pattern, request.suboperation);
      return { key: 'suboperation', operator: 'SubOperationMatches', values: [condition.pattern] };
    case 'exists': {
      const values = request.attribute(condition.attribute);
      if (values !== undefined) return values !== 'absent';
      return { key: attributeText(condition.attribute), operator: 'Exists', values: [] };
    }
    case 'compare':
      return compare(condition, request);
  }
};

export const attributeText = ({ source, name }: Attribute): string => `@${source.charAt(0).toUpperCase()}${source.slice(1)}[${name}]`;

const compare = ({ left, operator, across, right }: Extract<Condition, { is: 'compare' }>, request: Request): Tri => {
  const a = valuesOf(left, request);
  const b = valuesOf(right, request);
  if (a === 'absent' || b === 'absent') {
    // No document says how an attribute compares that the request does not have.
    request.assume('azure-absent-attribute-compares-false');
    return false;
  }
  if (a === undefined || b === undefined) return atom(left, operator, across, right);
  const test = tests[operator];
  if (!test) return doubt(`operator ${operator}`);
  // Several values without a cross product: any pair counts for a positive operator, every pair for a negative one.
  const negative = operator.includes('Not');
  const sides = across ?? { left: negative ? 'all' : 'any', right: negative ? 'all' : 'any' };
  let broken = false;
  const one = (x: string): boolean => {
    const each = (y: string): boolean => {
      const result = test(x, y);
      if (result === undefined) broken = true;
      return result === true;
    };
    return sides.right === 'all' ? b.every(each) : b.some(each);
  };
  const result = sides.left === 'all' ? a.every(one) : a.some(one);
  return broken ? doubt(`${operator} of ${[...a, ...b].join(', ')}`) : result;
};

const valuesOf = (operand: Operand, request: Request): readonly string[] | 'absent' | undefined =>
  'values' in operand ? operand.values : request.attribute(operand);

const atom = (left: Operand, operator: string, across: Across | undefined, right: Operand): Tri => {
  const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
  const full = across ? `For${upper(across.left)}Of${upper(across.right)}Values:${operator}` : operator;
  if ('values' in left) return { key: 'values' in right ? '' : attributeText(right), operator: full, values: left.values };
  return { key: attributeText(left), operator: full, values: 'values' in right ? right.values : [attributeText(right)] };
};

/** Undefined: one of the two is no value of the operator's type. */
type Test = (left: string, right: string) => boolean | undefined;
const not =
  (test: Test): Test =>
  (left, right) => {
    const result = test(left, right);
    return result === undefined ? undefined : !result;
  };

const ordered =
  (order: (left: string, right: string) => number | undefined, wanted: (sign: number) => boolean): Test =>
  (left, right) => {
    const sign = order(left, right);
    return sign === undefined ? undefined : wanted(sign);
  };
const orderings: readonly (readonly [string, (sign: number) => boolean])[] = [
  ['Equals', (sign) => sign === 0],
  ['NotEquals', (sign) => sign !== 0],
  ['GreaterThan', (sign) => sign > 0],
  ['GreaterThanEquals', (sign) => sign >= 0],
  ['LessThan', (sign) => sign < 0],
  ['LessThanEquals', (sign) => sign <= 0],
];

/** "Only integers are supported." */
const numericOrder = (left: string, right: string): number | undefined => {
  if (!/^[+-]?\d+$/.test(left.trim()) || !/^[+-]?\d+$/.test(right.trim())) return undefined;
  const difference = BigInt(left.trim()) - BigInt(right.trim());
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
};

/** `yyyy-mm-ddThh:mm:ss.mmmmmmmZ`, compared to its full precision. */
export const timeOrder = (left: string, right: string): number | undefined => {
  const a = instant(left);
  const b = instant(right);
  if (!a || !b) return undefined;
  return a.ms !== b.ms ? Math.sign(a.ms - b.ms) : a.rest < b.rest ? -1 : a.rest > b.rest ? 1 : 0;
};
const instant = (text: string): { ms: number; rest: string } | undefined => {
  const match = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,12}))?(Z|[+-]\d\d:\d\d)?)?$/i.exec(text.trim());
  if (!match) return undefined;
  const ms = Date.parse(`${match[1]}T${match[2] ?? '00:00:00'}${match[4] ?? 'Z'}`);
  return Number.isNaN(ms) ? undefined : { ms, rest: (match[3] ?? '').padEnd(12, '0') };
};

const guid = (text: string): string => text.trim().toLowerCase().replace(/[-{}]/g, '');
const bool = (text: string): boolean | undefined => (/^true$/i.test(text) ? true : /^false$/i.test(text) ? false : undefined);

const base: Readonly<Record<string, Test>> = {
  StringEquals: (left, right) => left === right,
  StringStartsWith: (left, right) => left.startsWith(right),
  StringLike: (left, right) => textLike(right, left),
  GuidEquals: (left, right) => guid(left) === guid(right),
  BoolEquals: (left, right) => {
    const a = bool(left);
    const b = bool(right);
    return a === undefined || b === undefined ? undefined : a === b;
  },
};
const inverted = (name: string): string => name.replace(/^(String|Guid|Bool)/, '$1Not');
const tests: Readonly<Record<string, Test>> = Object.fromEntries([
  ...Object.entries(base).flatMap(([name, test]): [string, Test][] => {
    const plain: Test = (left, right) => test(left.toLowerCase(), right.toLowerCase());
    return [
      [name, test],
      [inverted(name), not(test)],
      [`${name}IgnoreCase`, plain],
      [`${inverted(name)}IgnoreCase`, not(plain)],
    ];
  }),
  ...orderings.flatMap(([name, wanted]): [string, Test][] => [
    [`Numeric${name}`, ordered(numericOrder, wanted)],
    [`DateTime${name}`, ordered(timeOrder, wanted)],
  ]),
]);
