import { num, numberType } from '../make.ts';
import { arithmetic, compare, decimal, fromDecimal } from '../number.ts';
import type { Num } from '../value.ts';
import { failed, number, text, whole, type FunctionTable } from './function.ts';

const spec = { min: 1, max: 1, result: numberType };
const finite = (value: number): Num => {
  if (Number.isNaN(value)) throw failed('The result is not a number.', '結果が数値になりません。');
  return Number.isSafeInteger(value) || !Number.isFinite(value) ? value : fromDecimal(decimal(value));
};

export const numericFunctions: FunctionTable = {
  abs: { ...spec, call: (args) => num(compare(number(args, 0), 0) < 0 ? (arithmetic('-', 0, number(args, 0)) ?? 0) : number(args, 0)) },
  ceil: { ...spec, call: (args) => num(rounded(number(args, 0), 'ceil')) },
  floor: { ...spec, call: (args) => num(rounded(number(args, 0), 'floor')) },
  log: { ...spec, min: 2, max: 2, call: (args) => num(finite(Math.log(Number(number(args, 0))) / Math.log(Number(number(args, 1))))) },
  max: { ...spec, max: Infinity, call: (args) => num(args.map((_, i) => number(args, i)).reduce((a, b) => (compare(b, a) > 0 ? b : a))) },
  min: { ...spec, max: Infinity, call: (args) => num(args.map((_, i) => number(args, i)).reduce((a, b) => (compare(b, a) < 0 ? b : a))) },
  parseint: { ...spec, min: 2, max: 2, call: (args) => num(parseWhole(text(args, 0), whole(args, 1))) },
  pow: { ...spec, min: 2, max: 2, call: (args) => num(finite(Number(number(args, 0)) ** Number(number(args, 1)))) },
  signum: { ...spec, call: (args) => num(Math.sign(compare(number(args, 0), 0))) },
};

const rounded = (value: Num, way: 'ceil' | 'floor'): Num =>
  typeof value === 'number' ? Math[way](value) + 0 : fromDecimal(way === 'ceil' ? value.ceil() : value.floor());

const digits = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const parseWhole = (written: string, base: number): Num => {
  if (base < 2 || base > 62) throw failed('The base must be from 2 to 62.', '基数は 2 から 62 まででなければなりません。');
  const negative = written.startsWith('-');
  const body = negative || written.startsWith('+') ? written.slice(1) : written;
  let value = decimal(0);
  if (body === '' || body.length > 200) throw failed(`"${written}" is not a number of base ${base}.`, `「${written}」は ${base} 進数の数値ではありません。`);
  for (const letter of body) {
    const digit = digits.indexOf(base <= 36 ? letter.toLowerCase() : letter);
    if (digit < 0 || digit >= base) throw failed(`"${written}" is not a number of base ${base}.`, `「${written}」は ${base} 進数の数値ではありません。`);
    value = value.times(base).plus(digit);
  }
  return fromDecimal(negative ? value.negated() : value);
};
