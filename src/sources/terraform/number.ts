import { Decimal } from 'decimal.js';
import type { Num } from './value.ts';

// Terraform computes with 512 bits, about 155 decimal digits.
Decimal.set({ precision: 155, toExpNeg: -400, toExpPos: 400, rounding: Decimal.ROUND_HALF_EVEN });

/** A small integer stays a JavaScript number. */
export const fromDecimal = (value: Decimal): Num => {
  if (value.isInteger() && value.abs().lte(Number.MAX_SAFE_INTEGER)) return value.toNumber();
  return value.isFinite() ? value : value.isNegative() ? -Infinity : Infinity;
};
export const decimal = (value: Num): Decimal => (typeof value === 'number' ? new Decimal(value) : value);
/** From a literal or a text; undefined if it is no number as Terraform reads them. */
export const parseNumber = (text: string): Num | undefined => {
  if (/^-?\d{1,15}$/.test(text)) return Number(text) + 0;
  return text.length <= 1000 && /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,4})?$/.test(text) ? fromDecimal(new Decimal(text)) : undefined;
};
export const isWhole = (value: Num): boolean => (typeof value === 'number' ? Number.isInteger(value) : value.isInteger());
/** As Terraform writes a number into text: no exponent, no needless zeros. */
export const formatNumber = (value: Num): string => {
  if (typeof value === 'number') return Number.isFinite(value) ? (Object.is(value, -0) ? '0' : String(value)) : value > 0 ? 'Inf' : '-Inf';
  return value.toSignificantDigits(150).toFixed();
};

export const arithmetic = (operator: '+' | '-' | '*' | '/' | '%', a: Num, b: Num): Num | undefined => {
  if (typeof a === 'number' && typeof b === 'number' && operator !== '/' && operator !== '%') {
    const fast = operator === '+' ? a + b : operator === '-' ? a - b : a * b;
    if (Number.isSafeInteger(fast)) return fast + 0;
  }
  const [x, y] = [decimal(a), decimal(b)];
  switch (operator) {
    case '+':
      return fromDecimal(x.plus(y));
    case '-':
      return fromDecimal(x.minus(y));
    case '*':
      return fromDecimal(x.times(y));
    case '/':
      return y.isZero() ? (x.isZero() ? undefined : x.isNegative() ? -Infinity : Infinity) : fromDecimal(x.dividedBy(y));
    case '%':
      return y.isZero() ? undefined : fromDecimal(x.modulo(y));
  }
};
export const compare = (a: Num, b: Num): number => (typeof a === 'number' && typeof b === 'number' ? a - b : decimal(a).comparedTo(decimal(b)));
