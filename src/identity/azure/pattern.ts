/**
 * Matches an operation against a pattern of a role: without case, `*` stands for any text, also across `/`. `/` + `*` + `/` stands for one slash too:
 * Managed Identity Operator holds `userAssignedIdentities` + `/` + `*` + `/assign/action` and may assign, by the operation `userAssignedIdentities/assign/action`.
 */
export const actionMatches = (pattern: string, action: string): boolean => matcher(pattern)(action.toLowerCase());

/** For many tests of one pattern: the action must come in lower case. */
export const matcher = (pattern: string): ((lower: string) => boolean) => {
  const known = matchers.get(pattern);
  if (known) return known;
  const made = compile(pattern.toLowerCase());
  matchers.set(pattern, made);
  return made;
};

const matchers = new Map<string, (lower: string) => boolean>();

const compile = (pattern: string): ((lower: string) => boolean) => {
  if (!pattern.includes('*')) return (lower) => lower === pattern;
  if (/^\*+$/.test(pattern)) return () => true;
  if (pattern.includes('/*/')) {
    const source = pattern
      .split(/(\/\*\/|\*)/)
      .map((part) => (part === '/*/' ? '/(?:.*/)?' : part === '*' ? '.*' : part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&')));
    const expression = new RegExp(`^${source.join('')}$`, 's');
    return (lower) => expression.test(lower);
  }
  const parts = pattern.split('*');
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  const middle = parts.slice(1, -1).filter((part) => part !== '');
  return (lower) => {
    if (lower.length < first.length + last.length || !lower.startsWith(first) || !lower.endsWith(last)) return false;
    let from = first.length;
    const end = lower.length - last.length;
    for (const part of middle) {
      const found = lower.indexOf(part, from);
      if (found < 0 || found + part.length > end) return false;
      from = found + part.length;
    }
    return from <= end;
  };
};

/** `StringLike`: `*` any text, `?` one character, both may be escaped by a backslash. With case. */
export const textLike = (pattern: string, text: string): boolean => {
  let source = '';
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern.charAt(i);
    const next = pattern.charAt(i + 1);
    if (char === '\\' && (next === '*' || next === '?')) {
      source += `\\${next}`;
      i++;
    } else source += char === '*' ? '[^]*' : char === '?' ? '[^]' : char.replace(/[\\^$.|+()[\]{}]/g, '\\$&');
  }
  return new RegExp(`^${source}$`).test(text);
};
