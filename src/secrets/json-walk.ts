/** A text in a JSON document and the names that lead to it. */
export interface JsonText {
  readonly path: readonly (string | number)[];
  /** As written, escapes and all, without quotes. */
  readonly raw: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Every string value of a JSON document.
 * Tolerates remarks and trailing commas, stops at what is no JSON. One pass.
 */
export const walkJson = (text: string, each: (one: JsonText) => void): void => {
  const path: (string | number)[] = [];
  const kinds: ('object' | 'array')[] = [];
  let key: string | undefined;
  let i = 0;
  while (i < text.length) {
    const c = text.charCodeAt(i);
    if (c === 34) {
      let end = i + 1;
      while (end < text.length && text.charCodeAt(end) !== 34) end += text.charCodeAt(end) === 92 ? 2 : 1;
      const raw = text.slice(i + 1, end);
      let after = end + 1;
      while (after < text.length && text.charCodeAt(after) <= 32) after++;
      if (kinds.at(-1) === 'object' && key === undefined && text.charCodeAt(after) === 58) {
        key = raw;
        path[kinds.length - 1] = raw;
        i = after + 1;
        continue;
      }
      each({ path: path.slice(0, kinds.length), raw, start: i + 1, end });
      key = undefined;
      i = end + 1;
      continue;
    }
    if (c === 123 || c === 91) {
      kinds.push(c === 123 ? 'object' : 'array');
      path[kinds.length - 1] = c === 123 ? '' : 0;
      key = undefined;
    } else if (c === 125 || c === 93) {
      kinds.pop();
      path.length = Math.max(kinds.length, 0);
      key = undefined;
    } else if (c === 44) {
      key = undefined;
      const last = path[kinds.length - 1];
      if (kinds.at(-1) === 'array' && typeof last === 'number') path[kinds.length - 1] = last + 1;
    } else if (c === 47 && text.charCodeAt(i + 1) === 47) {
      const stop = text.indexOf('\n', i);
      i = stop < 0 ? text.length : stop;
    }
    if (kinds.length > 200) return;
    i++;
  }
};

/** A JSON string with its escapes turned back. */
export const jsonText = (raw: string): string => {
  if (!raw.includes('\\')) return raw;
  try {
    const value: unknown = JSON.parse(`"${raw}"`);
    return typeof value === 'string' ? value : raw;
  } catch {
    return raw;
  }
};
