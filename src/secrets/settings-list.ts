/** One `name=value` of a list such as a connection string. Offsets are those of the text that was read. */
export interface Setting {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The list of settings round `at`: `AccountName=x;AccountKey=y==` in any order, quoted or not, also with the comma of Redis. Names come in lower case
 * without blanks. Takes time linear in what it reads, at most `reach` each way.
 */
export const settingsAround = (text: string, at: number, separator: ';' | ',' | '&', reach = 1500): ReadonlyMap<string, Setting> => {
  const ends = separator === ';' ? /[\r\n"'`<>]/ : separator === '&' ? /[\s"'`<>|\\^{}]/ : /[\s"'`<>]/;
  let start = at;
  while (start > 0 && at - start < reach && !ends.test(text.charAt(start - 1))) start--;
  let end = at;
  while (end < text.length && end - at < reach && !ends.test(text.charAt(end))) end++;
  const found = new Map<string, Setting>();
  let from = start;
  while (from < end) {
    const stop = text.indexOf(separator, from);
    const to = stop < 0 || stop > end ? end : stop;
    const equals = text.indexOf('=', from);
    if (equals > from && equals < to) {
      const name = nameOf(text.slice(from, equals));
      const raw = text.slice(equals + 1, to);
      const value = raw.trim();
      const lead = raw.length - raw.trimStart().length;
      if (!found.has(name)) found.set(name, { value, start: equals + 1 + lead, end: equals + 1 + lead + value.length });
    }
    from = to + 1;
  }
  return found;
};

/** `AZURE_CONN=DefaultEndpointsProtocol` cannot happen (the first `=` splits), but `connection string: Server` and `?sv` can. */
const nameOf = (raw: string): string =>
  raw
    .slice(Math.max(raw.lastIndexOf('?') + 1, raw.lastIndexOf(': ') + 1, raw.lastIndexOf('amp;') < 0 ? 0 : raw.lastIndexOf('amp;') + 4))
    .toLowerCase()
    .replace(/\s+/g, '');
