import { codeAt, enter, fail, isDigit, name, nameEnd, raise, space, type Reader } from './lex.ts';
import { readBraces, readTuple } from './parse-collection.ts';
import { readHeredoc, readQuoted } from './parse-template.ts';
import type { Binary, Call, Expression, NumberNode, Parentheses, SplatStep } from './syntax.ts';

/** The name that stands for the element of a splat within a splat, which is kept as a `for`. No source can spell it. */
export const elementName = '*';

const operators: readonly Binary['operator'][] = ['||', '&&', '==', '!=', '<', '<=', '>', '>=', '+', '-', '*', '/', '%'];
const precedences: readonly number[] = [1, 2, 3, 3, 4, 4, 4, 4, 5, 5, 6, 6, 6];

/** Reads an expression; the position ends up at the sign that follows it. */
export const readExpression = (r: Reader): Expression => {
  enter(r, r.at);
  const condition = readBinary(r, 1);
  if (codeAt(r, r.at) !== 63) {
    r.depth--;
    return condition;
  }
  let { height } = r;
  r.at++;
  const then = readExpression(r);
  height = Math.max(height, r.height);
  if (space(r) !== 58 || codeAt(r, r.at + 1) === 58) missing(r, ':');
  r.at++;
  const otherwise = readExpression(r);
  r.height = raise(r, Math.max(height, r.height), condition.start);
  r.depth--;
  return { is: 'written', file: r.file, start: condition.start, end: otherwise.end, from: undefined, kind: 'conditional', condition, then, otherwise };
};

const readBinary = (r: Reader, least: number): Expression => {
  let left = readPostfix(r);
  let { height } = r;
  for (;;) {
    const index = operatorAt(r);
    const operator = operators[index];
    const precedence = precedences[index];
    if (operator === undefined || precedence === undefined || precedence < least) {
      r.height = height;
      return left;
    }
    r.at += operator.length;
    const right = readBinary(r, precedence + 1);
    height = raise(r, Math.max(height, r.height), left.start);
    left = { is: 'written', file: r.file, start: left.start, end: right.end, from: undefined, kind: 'binary', operator, left, right };
  }
};

/** The index of the operator that stands here, or -1. */
const operatorAt = (r: Reader): number => {
  switch (codeAt(r, r.at)) {
    case 124:
      return codeAt(r, r.at + 1) === 124 ? 0 : -1;
    case 38:
      return codeAt(r, r.at + 1) === 38 ? 1 : -1;
    case 61:
      return codeAt(r, r.at + 1) === 61 ? 2 : -1;
    case 33:
      return codeAt(r, r.at + 1) === 61 ? 3 : -1;
    case 60:
      return codeAt(r, r.at + 1) === 61 ? 5 : 4;
    case 62:
      return codeAt(r, r.at + 1) === 61 ? 7 : 6;
    case 43:
      return 8;
    case 45:
      return 9;
    case 42:
      return 10;
    case 47:
      return 11;
    case 37:
      return 12;
    default:
      return -1;
  }
};

const readPostfix = (r: Reader): Expression => readSteps(r, readTerm(r));

/** `.name`, `.0`, `.*`, `[key]` and `[*]` behind a term. */
const readSteps = (r: Reader, term: Expression): Expression => {
  let of = term;
  let { height } = r;
  for (;;) {
    const next = space(r);
    const { at: start } = r;
    if (next === 46) {
      if (codeAt(r, start + 1) === 46) break;
      r.at++;
      const step = space(r);
      if (step === 42) {
        of = readAttributeSplat(r, of);
      } else if (isDigit(step)) {
        const key = readLegacyIndex(r);
        of = { is: 'written', file: r.file, start: of.start, end: r.at, from: undefined, kind: 'index', of, key };
      } else {
        const attribute = name(r);
        of = { is: 'written', file: r.file, start: of.start, end: r.at, from: undefined, kind: 'attribute', of, name: attribute };
      }
    } else if (next === 91) {
      r.at++;
      if (space(r) === 42) {
        r.at++;
        if (space(r) !== 93) missing(r, ']');
        r.at++;
        r.height = height;
        of = readFullSplat(r, of);
        height = r.height;
      } else {
        const key = readKey(r);
        height = Math.max(height, r.height);
        of = { is: 'written', file: r.file, start: of.start, end: r.at, from: undefined, kind: 'index', of, key };
      }
    } else break;
    height = raise(r, height, start);
  }
  r.height = height;
  return of;
};

/** The key between brackets, of which the opening one is read. */
const readKey = (r: Reader): Expression => {
  const { loose } = r;
  r.loose = true;
  const key = readExpression(r);
  if (space(r) !== 93) missing(r, ']');
  r.at++;
  r.loose = loose;
  return key;
};

/** The digits behind a point. `a.0.1` is read as two of them, although Terraform takes `0.1` for a fraction and refuses it. */
const readLegacyIndex = (r: Reader): NumberNode => {
  const { at: start } = r;
  while (isDigit(codeAt(r, r.at))) r.at++;
  return { is: 'written', file: r.file, start, end: r.at, from: undefined, kind: 'number', text: r.text.slice(start, r.at) };
};

/** `of.*`, of which the star is next, and the attributes behind it. */
const readAttributeSplat = (r: Reader, of: Expression): Expression => {
  r.at++;
  let { at: end } = r;
  const steps: SplatStep[] = [];
  while (space(r) === 46 && codeAt(r, r.at + 1) !== 46) {
    r.at++;
    if (isDigit(space(r))) steps.push({ index: readLegacyIndex(r) });
    else steps.push({ attribute: name(r) });
    end = r.at;
    if (steps.length > 200) fail(r, 'too-deep', r.at);
  }
  return { is: 'written', file: r.file, start: of.start, end, from: undefined, kind: 'splat', of, full: false, steps };
};

/** Everything behind `of[*]` applies to each element. A further splat in there turns it into a `for` over the elements. */
const readFullSplat = (r: Reader, of: Expression): Expression => {
  const { file, height: heightOf } = r;
  const marker = r.at;
  r.height = 0;
  const element: Expression = { is: 'written', file, start: of.start, end: marker, from: undefined, kind: 'variable', name: elementName };
  enter(r, marker);
  const each = readSteps(r, element);
  r.depth--;
  r.height = Math.max(r.height, heightOf);
  const { start } = of;
  const steps = stepsFrom(each, element);
  if (steps) return { is: 'written', file, start, end: each.end, from: undefined, kind: 'splat', of, full: true, steps };
  const collection: Expression = { is: 'written', file, start, end: marker, from: undefined, kind: 'splat', of, full: true, steps: [] };
  const names = { key: undefined, value: elementName } as const;
  const rest = { resultKey: undefined, result: each, condition: undefined, group: false } as const;
  return { is: 'written', file, start, end: each.end, from: undefined, kind: 'for', ...names, collection, ...rest };
};

/** The plain steps that lead from `root` to an expression; undefined if there is anything else between. */
const stepsFrom = (expression: Expression, root: Expression): SplatStep[] | undefined => {
  const steps: SplatStep[] = [];
  let at = expression;
  while (at !== root) {
    if (at.kind === 'attribute') steps.push({ attribute: at.name });
    else if (at.kind === 'index') steps.push({ index: at.key });
    else return undefined;
    at = at.of;
  }
  return steps.reverse();
};

const readTerm = (r: Reader): Expression => {
  const code = space(r);
  const { at: start } = r;
  if (code === 34) return readQuoted(r);
  if (isDigit(code)) return readNumber(r);
  if (code === 91) return readTuple(r);
  if (code === 123) return readBraces(r);
  if (code === 40) return readParentheses(r);
  if (code === 45 || code === 33) {
    enter(r, start);
    r.at++;
    const operand = readPostfix(r);
    r.height = raise(r, r.height, start);
    r.depth--;
    return { is: 'written', file: r.file, start, end: operand.end, from: undefined, kind: 'unary', operator: code === 45 ? '-' : '!', operand };
  }
  if (code === 60 && codeAt(r, start + 1) === 60) return readHeredoc(r);
  return readNamed(r);
};

const readNamed = (r: Reader): Expression => {
  const { file, at: start } = r;
  const end = nameEnd(r, start);
  if (end === start) fail(r, 'expected-expression', start);
  r.at = end;
  const word = r.text.slice(start, end);
  const next = space(r);
  if (next === 40 || (next === 58 && codeAt(r, r.at + 1) === 58)) return readCall(r, start, word);
  r.height = 0;
  if (word === 'true' || word === 'false') return { is: 'written', file, start, end, from: undefined, kind: 'boolean', value: word === 'true' };
  if (word === 'null') return { is: 'written', file, start, end, from: undefined, kind: 'null' };
  return { is: 'written', file, start, end, from: undefined, kind: 'variable', name: word };
};

const readCall = (r: Reader, start: number, first: string): Call => {
  let called = first;
  while (space(r) === 58 && codeAt(r, r.at + 1) === 58) {
    r.at += 2;
    space(r);
    called += `::${name(r)}`;
  }
  if (codeAt(r, r.at) !== 40) missing(r, '(');
  const { loose } = r;
  r.loose = true;
  r.at++;
  const args: Expression[] = [];
  let spread = false;
  let height = 0;
  while (space(r) !== 41) {
    args.push(readExpression(r));
    height = Math.max(height, r.height);
    const after = space(r);
    if (after === 44) {
      r.at++;
      continue;
    }
    if (after === 46 && codeAt(r, r.at + 1) === 46 && codeAt(r, r.at + 2) === 46) {
      r.at += 3;
      spread = true;
      space(r);
    }
    if (codeAt(r, r.at) !== 41) missing(r, ')');
  }
  r.at++;
  r.loose = loose;
  r.height = raise(r, height, start);
  return { is: 'written', file: r.file, start, end: r.at, from: undefined, kind: 'call', name: called, args, spread };
};

/** Digits, points and exponents as far as they go, as the language takes them; `10.0.0.0` is one bad number. */
const readNumber = (r: Reader): NumberNode => {
  const { at: start } = r;
  let at = start + 1;
  let end = at;
  let points = 0;
  let exponents = 0;
  let good = true;
  let pending = 0;
  for (;;) {
    const code = codeAt(r, at);
    const exponent = code === 101 || code === 69 ? exponentEnd(r, at) : 0;
    if (code === 46) {
      pending++;
      at++;
      continue;
    }
    if (!isDigit(code) && exponent === 0) break;
    points += pending;
    if (pending > 0 && (exponents > 0 || points > 1)) good = false;
    pending = 0;
    if (exponent > 0 && ++exponents > 1) good = false;
    at = exponent > 0 ? exponent : at + 1;
    end = at;
  }
  const text = r.text.slice(start, end);
  if (!good) fail(r, 'bad-number', start, end, text.slice(0, 40));
  r.at = end;
  r.height = 0;
  return { is: 'written', file: r.file, start, end, from: undefined, kind: 'number', text };
};
const exponentEnd = (r: Reader, at: number): number => {
  const sign = codeAt(r, at + 1);
  if (isDigit(sign)) return at + 2;
  return (sign === 43 || sign === 45) && isDigit(codeAt(r, at + 2)) ? at + 3 : 0;
};

const readParentheses = (r: Reader): Parentheses => {
  const { at: start, loose } = r;
  r.loose = true;
  r.at++;
  const inner = readExpression(r);
  if (space(r) !== 41) missing(r, ')');
  r.at++;
  r.loose = loose;
  r.height = raise(r, r.height, start);
  return { is: 'written', file: r.file, start, end: r.at, from: undefined, kind: 'parentheses', inner };
};

/** Stops at a sign that ought to stand here. */
export const missing = (r: Reader, sign: string): never => fail(r, 'expected-sign', r.at, r.at + 1, sign);
