/**
 * Tells on which line (from 1) the value of a JSON pointer begins; undefined if the text has no such value. A pointer that goes on inside a text (a document
 * kept as a string) ends at that text. Objects and lists are walked when first asked for and remembered: many pointers into one large file cost little.
 */
export const linesOf = (text: string): ((pointer: string) => number | undefined) => {
  const inside = new Map<number, ReadonlyMap<string, number>>();
  const membersAt = (open: number): ReadonlyMap<string, number> => {
    const known = inside.get(open);
    if (known) return known;
    const found = text.charCodeAt(open) === brace ? membersOf(text, open) : elementsOf(text, open);
    inside.set(open, found);
    return found;
  };
  let starts: readonly number[] | undefined;
  return (pointer) => {
    let at = skipSpace(text, 0);
    for (const part of pointer.split('/').slice(1)) {
      const sign = text.charCodeAt(at);
      if (sign === quote) break;
      const next = sign === brace || sign === bracket ? membersAt(at).get(part.replaceAll('~1', '/').replaceAll('~0', '~')) : undefined;
      if (next === undefined) return undefined;
      at = next;
    }
    return lineAt((starts ??= lineStarts(text)), at);
  };
};

const quote = 0x22;
const comma = 0x2c;
const backslash = 0x5c;
const bracket = 0x5b;
const closingBracket = 0x5d;
const brace = 0x7b;
const closingBrace = 0x7d;

const lineStarts = (text: string): number[] => {
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return starts;
};
const lineAt = (starts: readonly number[], at: number): number => {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle;
  }
  return low + 1;
};

const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
const skipSpace = (text: string, from: number): number => {
  let at = from;
  while (at < text.length && isSpace(text.charCodeAt(at))) at++;
  return at;
};

/** The offset behind a string that begins at `from`. */
const endOfString = (text: string, from: number): number => {
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === backslash) at++;
    else if (code === quote) return at + 1;
  }
  return text.length;
};

const endOfValue = (text: string, from: number): number => {
  const first = text.charCodeAt(from);
  if (first === quote) return endOfString(text, from);
  if (first !== brace && first !== bracket) {
    let at = from;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === comma || code === closingBracket || code === closingBrace || isSpace(code)) break;
    }
    return at;
  }
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) at = endOfString(text, at) - 1;
    else if (code === brace || code === bracket) depth++;
    else if ((code === closingBrace || code === closingBracket) && --depth === 0) return at + 1;
  }
  return text.length;
};

const membersOf = (text: string, open: number): ReadonlyMap<string, number> => {
  const found = new Map<string, number>();
  let at = skipSpace(text, open + 1);
  while (text.charCodeAt(at) === quote) {
    const end = endOfString(text, at);
    const value = skipSpace(text, skipSpace(text, end) + 1);
    // Of two members with one name the last one counts, as for JSON.parse.
    found.set(unescaped(text.slice(at + 1, end - 1)), value);
    at = skipSpace(text, endOfValue(text, value));
    if (text.charCodeAt(at) !== comma) break;
    at = skipSpace(text, at + 1);
  }
  return found;
};
const unescaped = (key: string): string => {
  if (!key.includes('\\')) return key;
  try {
    return String(JSON.parse(`"${key}"`));
  } catch {
    return key;
  }
};

const elementsOf = (text: string, open: number): ReadonlyMap<string, number> => {
  const found = new Map<string, number>();
  let at = skipSpace(text, open + 1);
  for (let i = 0; at < text.length && text.charCodeAt(at) !== closingBracket; i++) {
    found.set(String(i), at);
    at = skipSpace(text, endOfValue(text, at));
    if (text.charCodeAt(at) !== comma) break;
    at = skipSpace(text, at + 1);
  }
  return found;
};
