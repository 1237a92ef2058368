import type { Target } from '#core/value';
import { convert } from '../convert.ts';
import { boolType, EvaluationFailure, numberType, partsWithin, stringType } from '../make.ts';
import { decimal, formatNumber } from '../number.ts';
import type { Val } from '../value.ts';
import { encodeJson } from './json.ts';
import { failed } from './function.ts';

const verb = /%(?:%|([-+ #0]*)(\d+)?(?:\.(\d+)?)?(?:\[(\d+)\])?([a-zA-Z]))/g;

/** Go's verbs as Terraform has them: %v %#v %t %b %d %o %x %X %e %E %f %g %G %s %q, with flags, width, precision and argument numbers. */
export const format = (pattern: string, args: readonly Val[]): string => {
  let next = 0;
  let last = 0;
  const result = pattern.replace(
    verb,
    (
      whole,
      flags: string | undefined,
      width: string | undefined,
      precision: string | undefined,
      position: string | undefined,
      letter: string | undefined,
      offset: number,
    ) => {
      checkRest(pattern.slice(last, offset));
      last = offset + whole.length;
      if (letter === undefined) return '%';
      const size = width === undefined ? undefined : Number(width);
      const hasPrecision = /\.\d*/.test(whole);
      const digits = precision === undefined ? (hasPrecision ? 0 : undefined) : Number(precision);
      const i = position === undefined ? next++ : Number(position) - 1;
      if (position !== undefined) next = i + 1;
      if ((size ?? 0) > 100_000 || (digits ?? 0) > 1000) throw failed('format: the width is too large.', 'format: 幅の指定が大きすぎます。');
      return pad(one(letter, flags ?? '', digits, argument(args, i)), size ?? 0, flags ?? '', letter);
    },
  );
  checkRest(pattern.slice(last));
  if (next < args.length && !/%\[/.test(pattern)) throw failed('format: there are more arguments than verbs.', 'format: 書式指定より引数が多くなっています。');
  return result;
};

/** With unknown arguments: the parts of the result, if every unknown one is a plain %s or %v. */
export const formatParts = (pattern: string, args: readonly Val[]): (string | Target)[] | undefined => {
  const parts: (string | Target)[] = [];
  let next = 0;
  let last = 0;
  for (const match of pattern.matchAll(verb)) {
    parts.push(pattern.slice(last, match.index));
    last = match.index + match[0].length;
    if (match[0] === '%%') {
      parts.push('%');
      continue;
    }
    if (match[4] !== undefined) return undefined;
    const arg = args[next++];
    if (!arg) return undefined;
    if (arg.kind !== 'unknown') parts.push(format(match[0], [arg]));
    else {
      const inner = match[0] === '%s' || match[0] === '%v' ? partsWithin(arg) : undefined;
      if (!inner) return undefined;
      parts.push(...inner);
    }
  }
  parts.push(pattern.slice(last));
  return parts;
};

const checkRest = (between: string): void => {
  if (between.includes('%'))
    throw failed(
      `format: "${between.slice(between.indexOf('%'), between.indexOf('%') + 3)}" is no verb.`,
      `format: 「${between.slice(between.indexOf('%'), between.indexOf('%') + 3)}」は書式指定ではありません。`,
    );
};
const argument = (args: readonly Val[], i: number): Val => {
  const arg = args[i];
  if (!arg) throw failed('format: there are more verbs than arguments.', 'format: 書式指定に対して引数が足りません。');
  return arg;
};

const one = (letter: string, flags: string, precision: number | undefined, arg: Val): string => {
  if (letter === 'v') {
    if (flags.includes('#')) return encodeJson(arg);
    if (arg.kind === 'null') return 'null';
    if (arg.kind === 'string') return cut(arg.value, precision);
    if (arg.kind === 'number') return one('g', flags, precision, arg);
    return arg.kind === 'bool' ? String(arg.value) : encodeJson(arg);
  }
  if (arg.kind === 'null') throw failed('format: an argument is null.', 'format: 引数が null です。');
  if (letter === 't') {
    const truth = convert(arg, boolType);
    return truth.kind === 'bool' ? String(truth.value) : '';
  }
  if (letter === 's' || letter === 'q') {
    const value = convert(arg, stringType);
    const shown = cut(value.kind === 'string' ? value.value : '', precision);
    return letter === 's' ? shown : JSON.stringify(shown);
  }
  if (letter === 'x' || letter === 'X') {
    if (arg.kind === 'string' && !/^-?\d+$/.test(arg.value)) {
      const hex = Buffer.from(arg.value, 'utf8').toString('hex');
      return letter === 'x' ? hex : hex.toUpperCase();
    }
  }
  const value = convert(arg, numberType);
  if (value.kind !== 'number') throw new EvaluationFailure('format: a number is required.', 'format: 数値が必要です。');
  const big = decimal(value.value);
  const sign = big.isNegative() && !big.isZero() ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  const absolute = big.abs();
  switch (letter) {
    case 'd':
      if (!absolute.isInteger()) throw failed('format: a whole number is required.', 'format: 整数が必要です。');
      return (
        sign +
        absolute
          .truncated()
          .toFixed()
          .padStart(precision ?? 0, '0')
      );
    case 'b':
      return sign + BigInt(absolute.truncated().toFixed()).toString(2);
    case 'o':
      return sign + (flags.includes('#') ? '0' : '') + BigInt(absolute.truncated().toFixed()).toString(8);
    case 'x':
    case 'X': {
      const hex = (flags.includes('#') ? '0x' : '') + BigInt(absolute.truncated().toFixed()).toString(16);
      return sign + (letter === 'x' ? hex : hex.toUpperCase());
    }
    case 'f':
    case 'F':
      return sign + absolute.toFixed(precision ?? 6);
    case 'e':
    case 'E': {
      const text = goExponent(absolute.toExponential(precision ?? 6));
      return sign + (letter === 'e' ? text : text.toUpperCase());
    }
    case 'g':
    case 'G': {
      const exponent = absolute.isZero() ? 0 : absolute.e;
      const most = precision ?? 6;
      // Go's shortest form turns to an exponent at six digits.
      if (precision === undefined) return sign + (exponent < -4 || exponent >= 6 ? goExponent(absolute.toExponential()) : formatNumber(absolute));
      const text =
        exponent < -4 || exponent >= Math.max(1, most)
          ? goExponent(absolute.toSignificantDigits(Math.max(1, most)).toExponential())
          : absolute.toSignificantDigits(Math.max(1, most)).toFixed();
      return sign + (letter === 'g' ? text : text.toUpperCase());
    }
    default:
      throw failed(`format: "%${letter}" is no verb.`, `format: 「%${letter}」は書式指定ではありません。`);
  }
};

const cut = (value: string, precision: number | undefined): string => (precision === undefined ? value : [...value].slice(0, precision).join(''));
const goExponent = (text: string): string => text.replace(/e([+-])(\d)$/, 'e$10$2');
const pad = (text: string, width: number, flags: string, letter: string): string => {
  const length = [...text].length;
  if (length >= width) return text;
  if (flags.includes('-')) return text + ' '.repeat(width - length);
  if (flags.includes('0') && letter !== 'q') {
    const [, sign = '', rest = ''] = /^([-+ ]?)(.*)$/s.exec(text) ?? [];
    return sign + '0'.repeat(width - length) + rest;
  }
  return ' '.repeat(width - length) + text;
};
