/** One `name=value` of a list such as a connection string. Offsets are those of the text that was read. */
export interface Setting {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const letters = (pattern: RegExp): Uint8Array => Uint8Array.from({ length: 256 }, (_, c) => Number(pattern.test(String.fromCharCode(c))));
const endsList = letters(/[\r\n"'`<>]/);
const endsQuery = letters(/[\s"'`<>|\\^{}]/);
const endsWord = letters(/[\s"'`<>]/);

/**
 * The list of settings round `at`: `AccountName=x;AccountKey=y==` in any order, quoted or not, also with the comma of Redis. Names come in lower case
 * without blanks. Takes time linear in what it reads, at most `reach` each way.
 */
export const settingsAround = (text: string, at: number, separator: ';' | ',' | '&', reach = 1500): ReadonlyMap<string, Setting> => {
  // Several kinds ask for the same list, one after the other.
  if (last?.at === at && last.separator === separator && last.reach === reach && last.text === text) return last.found;
  const found = read(text, at, separator, reach);
  last = { text, at, separator, reach, found };
  return found;
};
let last:
  | { readonly text: string; readonly at: number; readonly separator: string; readonly reach: number; readonly found: ReadonlyMap<string, Setting> }
  | undefined;

const read = (text: string, at: number, separator: ';' | ',' | '&', reach: number): ReadonlyMap<string, Setting> => {
  const ends = separator === ';' ? endsList : separator === '&' ? endsQuery : endsWord;
  let start = at;
  while (start > 0 && at - start < reach && ends[text.charCodeAt(start - 1) & 0xff] === 0) start--;
  let end = at;
  while (end < text.length && end - at < reach && ends[text.charCodeAt(end) & 0xff] === 0) end++;
  const found = new Map<string, Setting>();
  let from = start;
  while (from < end && found.size < 64) {
    const stop = text.indexOf(separator, from);
    const to = stop < 0 || stop > end ? end : stop;
    // `SAS_URL=https://host/?sv=x&sig=y`: the query begins behind the address.
    if (separator === '&' && from === start) {
      const query = text.lastIndexOf('?', to - 1);
      if (query >= from) from = query + 1;
    }
    const equals = text.indexOf('=', from);
    if (equals > from && equals < to) {
      const name = nameOf(text.slice(from, equals));
      const raw = text.slice(equals + 1, to);
      const value = raw.trim();
      const lead = raw.length - raw.trimStart().length;
      // `CONN=AccountName=x`: the name of the whole stands before the first one.
      const inner = from === start ? /^["']?([A-Za-z][A-Za-z ]{1,40})=(?=[^=])/.exec(value) : undefined;
      if (inner) {
        const at = equals + 1 + lead + inner[0].length;
        found.set(nameOf(inner[1] ?? ''), { value: value.slice(inner[0].length), start: at, end: at + value.length - inner[0].length });
      } else if (!found.has(name)) found.set(name, { value, start: equals + 1 + lead, end: equals + 1 + lead + value.length });
    }
    from = to + 1;
  }
  return found;
};

/** `connection string: Server` is Server, `https://host/?sv` is sv. */
const nameOf = (raw: string): string =>
  raw
    .slice(Math.max(raw.lastIndexOf('?') + 1, raw.lastIndexOf(': ') + 1, raw.lastIndexOf('amp;') < 0 ? 0 : raw.lastIndexOf('amp;') + 4))
    .toLowerCase()
    .replace(/\s+/g, '');
