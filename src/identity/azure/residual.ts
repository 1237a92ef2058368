import type { Residual } from '../identity.ts';

/** True, false, or what it depends on. */
export type Tri = boolean | Residual;

/** Simplified: false if one is false, nested lists flattened, repeats dropped, contradictions between fixed values found. */
export const allOf = (parts: readonly Tri[]): Tri => {
  const left: Residual[] = [];
  for (const part of parts) {
    if (part === false) return false;
    if (part === true) continue;
    if ('all' in part) left.push(...part.all);
    else left.push(part);
  }
  const all = distinct(left);
  if (contradictory(all)) return false;
  const [only] = all;
  return only === undefined ? true : all.length === 1 ? only : { all };
};

export const anyOf = (parts: readonly Tri[]): Tri => {
  const left: Residual[] = [];
  for (const part of parts) {
    if (part === true) return true;
    if (part === false) continue;
    if ('any' in part) left.push(...part.any);
    else left.push(part);
  }
  const any = distinct(left);
  const [only] = any;
  return only === undefined ? false : any.length === 1 ? only : { any };
};

export const negate = (part: Tri): Tri => (typeof part === 'boolean' ? !part : 'not' in part ? part.not : { not: part });

export const doubt = (text: string): Residual => ({ doubt: text });

/** One text for equal residuals: the order of a list does not count. */
export const residualKey = (residual: Residual): string => {
  if ('all' in residual) return `(${residual.all.map(residualKey).toSorted().join(' & ')})`;
  if ('any' in residual) return `(${residual.any.map(residualKey).toSorted().join(' | ')})`;
  if ('not' in residual) return `!${residualKey(residual.not)}`;
  if ('doubt' in residual) return `?${residual.doubt}`;
  return `${residual.key} ${residual.operator} ${JSON.stringify(residual.values)}`;
};

/** Sorted, so that the order of the input changes nothing. */
const distinct = (list: readonly Residual[]): Residual[] => {
  if (list.length < 2) return [...list];
  const byKey = new Map<string, Residual>();
  for (const one of list) byKey.set(residualKey(one), one);
  return [...byKey].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
};

/** A thing and its opposite, or two fixed values of one single-valued attribute. */
const contradictory = (list: readonly Residual[]): boolean => {
  if (list.length < 2) return false;
  const keys = new Set(list.map(residualKey));
  /** It follows from the list. */
  const stands = (one: Residual): boolean => keys.has(residualKey(one)) || ('all' in one && one.all.every(stands)) || ('any' in one && one.any.some(stands));
  if (list.some((one) => 'not' in one && stands(one.not))) return true;
  const fixed = new Map<string, ReadonlySet<string>>();
  for (const one of list) {
    if (!('key' in one) || !single.has(one.operator.toLowerCase()) || one.values.some((value) => value.startsWith('@'))) continue;
    const plain = /guid|ignorecase|bool/i.test(one.operator);
    const values = new Set(one.values.map((value) => (plain ? value.toLowerCase().replaceAll('-', '') : value)));
    const id = `${one.key.toLowerCase()} ${one.operator.toLowerCase()}`;
    const before = fixed.get(id);
    if (before && ![...values].some((value) => before.has(value))) return true;
    fixed.set(id, values);
  }
  return false;
};
const single = new Set(['stringequals', 'stringequalsignorecase', 'guidequals', 'numericequals', 'boolequals', 'datetimeequals']);
