/** A pattern of one path segment, ready to be matched: `*`, `?`, `[a-z]`, `\` before a plain character. Never a slash. */
export interface Wildcard {
  readonly test: (name: string) => boolean;
}

/**
 * Patterns come from repositories of strangers, so they are never turned into `RegExp`: many stars would backtrack without end. Here only the last star is
 * taken back, which is at most pattern length times name length. https://git-scm.com/docs/gitignore#_pattern_format
 */
export const wildcard = (pattern: string): Wildcard => {
  if (!/[*?[\\]/.test(pattern)) return { test: (name) => name === pattern };
  const suffix = pattern.slice(1);
  if (pattern.startsWith('*') && !/[*?[\\]/.test(suffix)) return { test: (name) => name.endsWith(suffix) };
  const parts = partsOf(pattern);
  // A class that is not closed matches nothing, as in git.
  if (!parts) return { test: () => false };
  return { test: (name) => matches(parts, name) };
};

type Part = { readonly is: 'star' } | { readonly is: 'one'; readonly test: (character: string) => boolean };

const partsOf = (pattern: string): readonly Part[] | undefined => {
  const parts: Part[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern.charAt(i);
    if (character === '*') {
      if (parts.at(-1)?.is !== 'star') parts.push({ is: 'star' });
    } else if (character === '?') parts.push({ is: 'one', test: () => true });
    else if (character === '[') {
      const found = classAt(pattern, i);
      if (!found) return undefined;
      parts.push({ is: 'one', test: found.test });
      i = found.end;
    } else {
      const wanted = character === '\\' ? pattern.charAt(++i) : character;
      parts.push({ is: 'one', test: (one) => one === wanted });
    }
  }
  return parts;
};

const named: Readonly<Record<string, RegExp>> = {
  alpha: /[a-z]/i,
  digit: /\d/,
  alnum: /[a-z\d]/i,
  upper: /[A-Z]/,
  lower: /[a-z]/,
  space: /\s/,
  punct: /[!-/:-@[-`{-~]/,
  xdigit: /[\da-f]/i,
  blank: /[ \t]/,
};

const classAt = (pattern: string, start: number): { readonly test: (character: string) => boolean; readonly end: number } | undefined => {
  let i = start + 1;
  const inverted = pattern.charAt(i) === '!' || pattern.charAt(i) === '^';
  if (inverted) i++;
  const tests: ((character: string) => boolean)[] = [];
  for (let first = true; ; first = false) {
    if (i >= pattern.length) return undefined;
    if (pattern.charAt(i) === ']' && !first) break;
    const posix = /^\[:(\w+):\]/.exec(pattern.slice(i, i + 12));
    const set = posix?.[1] === undefined ? undefined : named[posix[1]];
    if (posix && set) {
      tests.push((one) => set.test(one));
      i += posix[0].length;
      continue;
    }
    if (pattern.charAt(i) === '\\') i++;
    const low = pattern.charAt(i++);
    if (pattern.charAt(i) === '-' && i + 1 < pattern.length && pattern.charAt(i + 1) !== ']') {
      i++;
      if (pattern.charAt(i) === '\\') i++;
      const high = pattern.charAt(i++);
      tests.push((one) => one >= low && one <= high);
    } else tests.push((one) => one === low);
  }
  return { test: (character) => tests.some((test) => test(character)) !== inverted, end: i };
};

const matches = (parts: readonly Part[], name: string): boolean => {
  let part = 0;
  let at = 0;
  let star = -1;
  let resume = 0;
  while (at < name.length) {
    const here = parts[part];
    if (here?.is === 'one' && here.test(name.charAt(at))) {
      part++;
      at++;
    } else if (here?.is === 'star') {
      star = part++;
      resume = at;
    } else if (star >= 0) {
      part = star + 1;
      at = ++resume;
    } else return false;
  }
  while (parts[part]?.is === 'star') part++;
  return part === parts.length;
};
