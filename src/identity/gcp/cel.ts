import { RE2JS } from 're2js';
import type { Residual } from '../identity.ts';
import { allOf, anyOf, doubt, negate, type Tri } from '../azure/residual.ts';
import { durationOf, momentOf, timePart } from './cel-time.ts';
import { celText, type Cel } from './cel-parse.ts';

/** What an expression is worth. `open`: nobody knows what stands under this name. `broken`: evaluation fails, with the reason. */
export type Val =
  | string
  | number
  | boolean
  | null
  | { readonly moment: number }
  | { readonly span: number }
  | { readonly list: readonly Val[] }
  | { readonly open: string }
  | { readonly broken: string };

/** When it is true, and when it is false. Where it fails it is neither: an allow policy then grants nothing, a deny policy denies. */
export interface Verdict {
  readonly yes: Tri;
  readonly no: Tri;
}
export interface Facts {
  /** Of `resource.name`, `assertion.sub`; undefined: nobody knows. */
  readonly lookup: (path: string) => Val | undefined;
  /** Functions of the surroundings, such as `resource.matchTag`; undefined: there is none of that name. */
  readonly call: (name: string, args: readonly Val[]) => Verdict | Val | undefined;
}

const sure = (is: boolean): Verdict => ({ yes: is, no: !is });
const failed: Verdict = { yes: false, no: false };
export const hangsOn = (atom: Residual): Verdict => ({ yes: atom, no: negate(atom) });

export const evaluateCel = (cel: Cel, facts: Facts): Verdict => {
  switch (cel.is) {
    case 'and': {
      const parts = cel.of.map((one) => evaluateCel(one, facts));
      return { yes: allOf(parts.map(({ yes }) => yes)), no: anyOf(parts.map(({ no }) => no)) };
    }
    case 'or': {
      const parts = cel.of.map((one) => evaluateCel(one, facts));
      return { yes: anyOf(parts.map(({ yes }) => yes)), no: allOf(parts.map(({ no }) => no)) };
    }
    case 'not': {
      const { yes, no } = evaluateCel(cel.of, facts);
      return { yes: no, no: yes };
    }
    case 'choice': {
      const asked = evaluateCel(cel.if, facts);
      const [then, other] = [evaluateCel(cel.then, facts), evaluateCel(cel.else, facts)];
      return {
        yes: anyOf([allOf([asked.yes, then.yes]), allOf([asked.no, other.yes])]),
        no: anyOf([allOf([asked.yes, then.no]), allOf([asked.no, other.no])]),
      };
    }
    case 'compare':
      return compare(cel.operator, cel.left, cel.right, facts);
    default:
      return verdictOf(cel.is === 'call' ? called(cel, facts) : valueOf(cel, facts));
  }
};

const verdictOf = (found: Verdict | Val): Verdict => {
  if (typeof found === 'boolean') return sure(found);
  if (typeof found === 'object' && found !== null) {
    if ('yes' in found) return found;
    if ('open' in found) return hangsOn({ key: found.open, operator: '==', values: ['true'] });
  }
  return failed;
};

/** The value of an expression that is no condition. */
const valueOf = (cel: Cel, facts: Facts): Val => {
  switch (cel.is) {
    case 'value':
      return cel.value;
    case 'list':
      return { list: cel.of.map((one) => valueOf(one, facts)) };
    case 'name':
    case 'member':
    case 'index': {
      const path = pathOf(cel);
      return path === undefined ? { open: celText(cel) } : (facts.lookup(path) ?? { open: path });
    }
    case 'call': {
      const found = called(cel, facts);
      return typeof found === 'object' && found !== null && 'yes' in found ? settled(found, cel) : found;
    }
    case 'negative': {
      const inner = valueOf(cel.of, facts);
      return typeof inner === 'number' ? -inner : isOpen(inner) ? { open: celText(cel) } : broken('- of what is no number');
    }
    case 'arithmetic':
      return calculated(cel.operator, valueOf(cel.left, facts), valueOf(cel.right, facts), cel);
    case 'choice': {
      const asked = evaluateCel(cel.if, facts);
      if (asked.yes === true) return valueOf(cel.then, facts);
      if (asked.no === true) return valueOf(cel.else, facts);
      return asked.yes === false && asked.no === false ? broken('? of what fails') : { open: celText(cel) };
    }
    default:
      return settled(evaluateCel(cel, facts), cel);
  }
};
const settled = ({ yes, no }: Verdict, cel: Cel): Val =>
  yes === true ? true : no === true ? false : yes === false && no === false ? broken(celText(cel)) : { open: celText(cel) };

const broken = (why: string): Val => ({ broken: why });
export const isOpen = (val: Val): val is { open: string } => typeof val === 'object' && val !== null && 'open' in val;
const isBroken = (val: Val): val is { broken: string } => typeof val === 'object' && val !== null && 'broken' in val;
const isList = (val: Val): val is { list: readonly Val[] } => typeof val === 'object' && val !== null && 'list' in val;
const isMoment = (val: Val): val is { moment: number } => typeof val === 'object' && val !== null && 'moment' in val;
const isSpan = (val: Val): val is { span: number } => typeof val === 'object' && val !== null && 'span' in val;

/** `assertion['aud']` is `assertion.aud`. */
const pathOf = (cel: Cel): string | undefined => {
  if (cel.is === 'name') return cel.name;
  if (cel.is !== 'member' && cel.is !== 'index') return undefined;
  const of = pathOf(cel.of);
  if (of === undefined) return undefined;
  if (cel.is === 'member') return `${of}.${cel.name}`;
  return cel.at.is === 'value' ? `${of}.${String(cel.at.value)}` : undefined;
};

const compare = (operator: string, leftCel: Cel, rightCel: Cel, facts: Facts): Verdict => {
  const left = valueOf(leftCel, facts);
  const right = valueOf(rightCel, facts);
  if (isBroken(left) || isBroken(right)) return failed;
  if (operator === 'in') return within(left, right);
  if (isOpen(left) || isOpen(right)) {
    const [key, flipped, other] = isOpen(left) ? [left.open, operator, right] : [isOpen(right) ? right.open : '', turned[operator] ?? operator, left];
    const verdict = hangsOn({ key, operator: flipped === '!=' ? '==' : flipped, values: [plain(other)] });
    return flipped === '!=' ? { yes: verdict.no, no: verdict.yes } : verdict;
  }
  if (operator === '==' || operator === '!=') return sure(same(left, right) === (operator === '=='));
  const [a, b] = [ordered(left), ordered(right)];
  if (a === undefined || b === undefined || typeof a !== typeof b || isMoment(left) !== isMoment(right) || isSpan(left) !== isSpan(right)) return failed;
  return sure(operator === '<' ? a < b : operator === '<=' ? a <= b : operator === '>' ? a > b : a >= b);
};
const turned: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' };

const within = (left: Val, right: Val): Verdict => {
  if (isOpen(right)) return hangsOn({ key: right.open, operator: 'contains', values: [plain(left)] });
  if (!isList(right)) return failed;
  if (isOpen(left)) {
    const values = right.list.filter((one) => !isOpen(one) && !isBroken(one)).map(plain);
    return right.list.some(isOpen)
      ? hangsOn(doubt(`${left.open} in a list`))
      : values.length === 0
        ? sure(false)
        : hangsOn({ key: left.open, operator: 'in', values });
  }
  const parts = right.list.map((one): Tri => (isOpen(one) ? { key: one.open, operator: '==', values: [plain(left)] } : same(left, one)));
  const any = anyOf(parts);
  return { yes: any, no: negate(any) };
};

const same = (left: Val, right: Val): boolean => {
  if (isList(left) && isList(right)) return left.list.length === right.list.length && left.list.every((one, i) => same(one, right.list[i] ?? null));
  if (isMoment(left) && isMoment(right)) return left.moment === right.moment;
  if (isSpan(left) && isSpan(right)) return left.span === right.span;
  return left === right;
};
const ordered = (val: Val): number | string | undefined => {
  if (typeof val === 'number' || typeof val === 'string') return val;
  return isMoment(val) ? val.moment : isSpan(val) ? val.span : undefined;
};
/** For people, inside what is left over. */
export const plain = (val: Val): string => {
  if (typeof val !== 'object' || val === null) return String(val);
  if ('open' in val) return val.open;
  if ('broken' in val) return val.broken;
  if ('moment' in val) return new Date(val.moment).toISOString().replace('.000Z', 'Z');
  return 'span' in val ? `${val.span / 1000}s` : `[${val.list.map(plain).join(', ')}]`;
};

const calculated = (operator: string, left: Val, right: Val, cel: Cel): Val => {
  if (isBroken(left)) return left;
  if (isBroken(right)) return right;
  if (isOpen(left) || isOpen(right)) return { open: celText(cel) };
  const sign = operator === '-' ? -1 : 1;
  if (operator === '+' || operator === '-') {
    if (isMoment(left) && isSpan(right)) return { moment: left.moment + sign * right.span };
    if (isSpan(left) && isMoment(right) && operator === '+') return { moment: left.span + right.moment };
    if (isMoment(left) && isMoment(right) && operator === '-') return { span: left.moment - right.moment };
    if (isSpan(left) && isSpan(right)) return { span: left.span + sign * right.span };
    if (typeof left === 'string' && typeof right === 'string' && operator === '+') return left + right;
    if (isList(left) && isList(right) && operator === '+') return { list: [...left.list, ...right.list] };
  }
  if (typeof left !== 'number' || typeof right !== 'number') return broken(`${operator} of other types`);
  if (operator === '+' || operator === '-') return left + sign * right;
  if (operator === '*') return left * right;
  if (right === 0) return broken('division by zero');
  return operator === '/' ? Math.trunc(left / right) : left % right;
};

/** A function: of the surroundings, of a value, or one that nobody here knows. */
const called = (cel: Extract<Cel, { is: 'call' }>, facts: Facts): Verdict | Val => {
  const args = cel.args.map((one) => valueOf(one, facts));
  const path = cel.on && pathOf(cel.on);
  const host = facts.call(path === undefined ? (cel.on ? `.${cel.name}` : cel.name) : `${path}.${cel.name}`, args);
  if (host !== undefined) return host;
  if (!cel.on) return created(cel, args);
  const on = valueOf(cel.on, facts);
  if (isBroken(on)) return on;
  const failing = args.find(isBroken);
  if (failing) return failing;
  if (!methods.has(cel.name)) return hangsOn(doubt(celText(cel)));
  if (isOpen(on)) {
    if (cel.name in tests || cel.name === 'hasOnly') {
      const values = args.flatMap((one) => (isList(one) ? one.list.map(plain) : [plain(one)]));
      return hangsOn({ key: on.open, operator: cel.name, values });
    }
    return { open: `${on.open}.${cel.name}(${args.map((one) => JSON.stringify(plain(one))).join(', ')})` };
  }
  if (args.some(isOpen)) return { open: celText(cel) };
  return applied(cel.name, on, args);
};

const created = (cel: Extract<Cel, { is: 'call' }>, args: readonly Val[]): Verdict | Val => {
  const [one = null] = args;
  if (isBroken(one)) return one;
  if (!['timestamp', 'duration', 'string', 'int', 'size', 'has'].includes(cel.name)) return hangsOn(doubt(celText(cel)));
  // A field that is named in `has` is there or nobody knows.
  if (cel.name === 'has') return isOpen(one) ? hangsOn({ key: one.open, operator: 'has', values: [] }) : sure(true);
  if (isOpen(one)) return { open: celText(cel) };
  if (cel.name === 'size') return sizeOf(one);
  if (cel.name === 'string') return plain(one);
  if (cel.name === 'int') return typeof one === 'string' && !/^-?\d+$/.test(one) ? broken('int of a text') : Math.trunc(Number(plain(one)));
  if (typeof one !== 'string') return isMoment(one) || isSpan(one) ? one : broken(`${cel.name} of what is no text`);
  if (cel.name === 'timestamp') {
    const moment = momentOf(one);
    return moment === undefined ? broken(`timestamp ${one}`) : { moment };
  }
  const span = durationOf(one);
  return span === undefined ? broken(`duration ${one}`) : { span };
};
const sizeOf = (val: Val): Val => (typeof val === 'string' ? [...val].length : isList(val) ? val.list.length : broken('size of neither text nor list'));

const tests: Readonly<Record<string, (text: string, other: string) => boolean | undefined>> = {
  startsWith: (text, other) => text.startsWith(other),
  endsWith: (text, other) => text.endsWith(other),
  contains: (text, other) => text.includes(other),
  matches: (text, other) => {
    try {
      return RE2JS.compile(other).matcher(text).find();
    } catch {
      return undefined;
    }
  },
};
const methods = new Set([
  ...Object.keys(tests),
  'hasOnly',
  'extract',
  'size',
  'lowerAscii',
  'upperAscii',
  'split',
  'join',
  'trim',
  'replace',
  ...['FullYear', 'Month', 'Date', 'DayOfMonth', 'DayOfWeek', 'DayOfYear', 'Hours', 'Minutes', 'Seconds', 'Milliseconds'].map((part) => `get${part}`),
]);

const applied = (name: string, on: Val, args: readonly Val[]): Val => {
  const [first, second] = args;
  if (name === 'size') return sizeOf(on);
  if (isMoment(on)) return typeof first === 'string' || first === undefined ? (timePart(name, on.moment, first) ?? broken(`${name} of a time`)) : broken(name);
  if (isList(on)) {
    if (name === 'hasOnly' && first !== undefined && isList(first)) return on.list.every((one) => first.list.some((other) => same(one, other)));
    if (name === 'join') return on.list.map(plain).join(typeof first === 'string' ? first : '');
    return broken(`${name} of a list`);
  }
  if (typeof on !== 'string') return broken(`${name} of what is no text`);
  if (name === 'lowerAscii') return on.toLowerCase();
  if (name === 'upperAscii') return on.toUpperCase();
  if (name === 'trim') return on.trim();
  if (typeof first !== 'string') return broken(`${name} without a text`);
  if (name === 'extract') return extracted(on, first);
  if (name === 'split') return { list: on.split(first) };
  if (name === 'replace') return typeof second === 'string' ? on.replaceAll(first, second) : broken('replace');
  return tests[name]?.(on, first) ?? broken(`${name} ${first}`);
};

/** "Extract text": between what stands before and behind the braces; empty where it does not fit ("Conditions attribute reference", Google Cloud). */
const extracted = (text: string, template: string): Val => {
  const match = /^([^{}]*)\{\w+\}([^{}]*)$/.exec(template);
  if (!match) return broken(`extract ${template}`);
  const [, before = '', behind = ''] = match;
  const start = text.indexOf(before);
  if (start < 0) return '';
  const from = start + before.length;
  if (behind === '') return text.slice(from);
  const end = text.indexOf(behind, from);
  return end < 0 ? '' : text.slice(from, end);
};

/** Functions in it that nobody here knows. */
export const unknownCalls = (cel: Cel, hosts: ReadonlySet<string>): string[] => {
  const below = (list: readonly Cel[]): string[] => list.flatMap((one) => unknownCalls(one, hosts));
  switch (cel.is) {
    case 'value':
    case 'name':
      return [];
    case 'member':
    case 'not':
    case 'negative':
      return unknownCalls(cel.of, hosts);
    case 'index':
      return below([cel.of, cel.at]);
    case 'list':
    case 'and':
    case 'or':
      return below(cel.of);
    case 'compare':
    case 'arithmetic':
      return below([cel.left, cel.right]);
    case 'choice':
      return below([cel.if, cel.then, cel.else]);
    case 'call': {
      const known = cel.on ? methods.has(cel.name) || hosts.has(`${pathOf(cel.on) ?? ''}.${cel.name}`) : creators.has(cel.name) || hosts.has(cel.name);
      return [...(known ? [] : [cel.name]), ...below([...(cel.on ? [cel.on] : []), ...cel.args])];
    }
  }
};
const creators = new Set(['timestamp', 'duration', 'string', 'int', 'size', 'has']);
