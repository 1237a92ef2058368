import type { Look } from './context.ts';
import { notKnown } from './context.ts';
import { wildcards } from './pattern.ts';

/** A text with policy variables, cut up. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
export type Piece = string | { readonly key: string; readonly fallback: string | undefined };

/**
 * `wild`: `*` and `?` outside variables are wildcards. `${*}`, `${?}` and `${$}` are the plain signs. Undefined: no variables in it.
 * Version 2008-10-17 knows no variables: do not ask.
 */
export const pieces = (text: string, wild: boolean): readonly Piece[] | undefined => {
  if (!text.includes('${')) return undefined;
  const made: Piece[] = [];
  let last = 0;
  for (const found of text.matchAll(/\$\{([^{}]*)\}/g)) {
    const before = text.slice(last, found.index);
    if (before) made.push(wild ? wildcards(before) : before);
    last = found.index + found[0].length;
    const inner = found[1] ?? '';
    if (inner === '*' || inner === '?' || inner === '$') {
      made.push(inner);
      continue;
    }
    // Names of tags may hold spaces.
    const [, key = '', fallback] = /^\s*([^,]*[^,\s])\s*(?:,\s*'([^']*)'\s*)?$/.exec(inner) ?? [];
    made.push(key ? { key: key.toLowerCase(), fallback } : found[0]);
  }
  const rest = text.slice(last);
  if (rest) made.push(wild ? wildcards(rest) : rest);
  return made;
};

/**
 * The text with its variables filled in. `null`: a variable has no value in this request. `notKnown`: nobody knows. A multivalued key has no single value.
 */
export const filled = (parts: readonly Piece[], look: Look): string | null | typeof notKnown => {
  let text = '';
  for (const part of parts) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    const value = look(part.key);
    if (value === notKnown) return notKnown;
    const single = typeof value === 'string' ? value : value?.length === 1 ? value[0] : undefined;
    if (single === undefined) {
      if (part.fallback === undefined) return null;
      text += part.fallback;
    } else text += single;
  }
  return text;
};

/** Whatever the variables are: a pattern that is at least as wide. */
export const widest = (parts: readonly Piece[]): string => parts.map((part) => (typeof part === 'string' ? part : '\uE000')).join('');
export const keysIn = (parts: readonly Piece[]): string[] => parts.flatMap((part) => (typeof part === 'string' ? [] : [part.key]));
