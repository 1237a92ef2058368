/**
 * The line (from 1) on which the value of a JSON pointer begins. Walks the text once and parses nothing; undefined if the text has no such value. A pointer
 * that goes on inside a text (a document kept as a string) ends at that text.
 */
export const lineOfPointer = (text: string, pointer: string): number | undefined => {
  const path = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  let at = skipSpace(text, 0);
  for (const part of path) {
    const found = text[at] === '{' ? member(text, at, part) : text[at] === '[' ? element(text, at, Number(part)) : text[at] === '"' ? at : undefined;
    if (found === undefined) return undefined;
    at = found;
  }
  let line = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) line++;
  return line;
};

const skipSpace = (text: string, from: number): number => {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text[at] ?? '')) at++;
  return at;
};

/** The offset behind a string that begins at `from`. */
const endOfString = (text: string, from: number): number => {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
};

const endOfValue = (text: string, from: number): number => {
  if (text[from] === '"') return endOfString(text, from);
  if (text[from] !== '{' && text[from] !== '[') {
    let at = from;
    while (at < text.length && !',]} \t\r\n'.includes(text[at] ?? '')) at++;
    return at;
  }
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const sign = text[at];
    if (sign === '"') at = endOfString(text, at) - 1;
    else if (sign === '{' || sign === '[') depth++;
    else if ((sign === '}' || sign === ']') && --depth === 0) return at + 1;
  }
  return text.length;
};

const member = (text: string, open: number, name: string): number | undefined => {
  let at = skipSpace(text, open + 1);
  while (at < text.length && text[at] === '"') {
    const end = endOfString(text, at);
    const key = text.slice(at + 1, end - 1);
    const value = skipSpace(text, skipSpace(text, end) + 1);
    if (key === name || (key.includes('\\') && unescaped(key) === name)) return value;
    at = skipSpace(text, endOfValue(text, value));
    if (text[at] !== ',') return undefined;
    at = skipSpace(text, at + 1);
  }
  return undefined;
};
const unescaped = (key: string): string => {
  try {
    return String(JSON.parse(`"${key}"`));
  } catch {
    return key;
  }
};

const element = (text: string, open: number, index: number): number | undefined => {
  let at = skipSpace(text, open + 1);
  for (let i = 0; at < text.length && text[at] !== ']'; i++) {
    if (i === index) return at;
    at = skipSpace(text, endOfValue(text, at));
    if (text[at] !== ',') return undefined;
    at = skipSpace(text, at + 1);
  }
  return undefined;
};
