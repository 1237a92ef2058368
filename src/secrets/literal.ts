import type { Assignment } from './assignment.ts';
import type { PathKind } from './path-kind.ts';

const longestValue = 4096;

/** Where a sticky pattern that stands at `at` ends. */
export const further = (pattern: RegExp, text: string, at: number): number | undefined => {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
};

export const isSpace = (c: number): boolean => c === 32 || c === 9;
const isLineEnd = (c: number): boolean => c === 10 || c === 13;
/** What `\s` takes, of letters of one byte. */
const isBlank = (c: number): boolean => c === 32 || (c >= 9 && c <= 13) || c === 160;

/** A text that a name is given, and where it stands. */
export interface Literal {
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
  readonly part: boolean;
}

export const literalAt = (text: string, from: number, kind: PathKind, bound: Assignment['bound'], escaped: boolean, element: boolean): Literal | undefined => {
  let i = from;
  const most = Math.min(text.length, from + longestValue);
  const stop = from + 200;
  const skipped = bound === 'call' ? 10 : 32;
  while (i < most && i < stop && (isSpace(text.charCodeAt(i)) || text.charCodeAt(i) === skipped)) i++;
  // The value on the next line: `= (\n "x"`, `: >-\n  x`.
  const lead = text.charCodeAt(i);
  if (bound !== 'space' ? /[>|(\\\r\n]/.test(text.charAt(i)) : lead === 92) {
    const next = lead === 92 && kind.writes !== 'code' ? continued : folded;
    next.lastIndex = i;
    if (next.exec(text)) i = next.lastIndex;
  }
  if (i >= most) return undefined;
  if (bound === 'element' && element) {
    const data = text.startsWith('<![CDATA[', i);
    if (data) i += 9;
    const end = data ? text.indexOf(']]>', i) : text.indexOf('<', i);
    // `'<your_api_key>', { x: '<y>' }` is no element.
    if (end < 0 || end > most || end === i || !(data || text.startsWith('</', end))) return undefined;
    const value = text.slice(i, end).trim();
    const start = i + text.slice(i, end).indexOf(value);
    return value === '' || value.includes('\n') ? undefined : { value, start, end: start + value.length, quoted: true, part: false };
  }
  prefixed.lastIndex = i;
  const open = prefixed.exec(text);
  if (open) return quotedAt(text, i + open[0].length, most, open[2] === undefined ? '' : open[2], open[1] ?? '', escaped || open[0].includes('\\'), kind);
  // Environment look-ups with a literal behind: `os.getenv("PASSWORD", "x")` is read at the inner name.
  if (kind.writes === 'code' || bound === 'call' || bound === 'compare') return undefined;
  // Without quotes, HCL has expressions only; scripts inside it are written without blanks.
  if (bound === 'assign' && /\.(?:tf|tfvars|hcl|nomad)$/.test(kind.path) && /\s/.test(text.charAt(from))) return undefined;
  return bareAt(text, i, most, kind, bound);
};

/** `'X-Api-Key: value'`: name and value in one text, as headers are given to commands. */
const headerValue = /[ \t]{0,2}([^\s"'`$<{][^\s"'`]{7,400})(["'`])/y;
export const headerAt = (text: string, at: number, quote: string): Literal | undefined => {
  headerValue.lastIndex = at;
  const match = headerValue.exec(text);
  const value = match?.[1];
  if (!match || value === undefined || match[2] !== quote) return undefined;
  const start = headerValue.lastIndex - 1 - value.length;
  return { value, start, end: start + value.length, quoted: true, part: false };
};

/** `'NAME=value'`: an item of a list, an argument. */
const pairValue = /([^\s"'`$<{&;,%=][^\s"'`&;<>]{3,400})(?=["'`&;\s])/y;
export const pairAt = (text: string, at: number): Literal | undefined => {
  pairValue.lastIndex = at;
  const value = pairValue.exec(text)?.[1];
  return value === undefined || value.endsWith('\\') ? undefined : { value, start: at, end: at + value.length, quoted: true, part: false };
};

/** `?api_key=value&x=y`. */
const queryValue = /[^\s"'`<>&#(){}$\\]{4,1000}/y;
export const queryAt = (text: string, at: number): Literal | undefined => {
  queryValue.lastIndex = at;
  const value = queryValue.exec(text)?.[0];
  return value === undefined ? undefined : { value, start: at, end: at + value.length, quoted: true, part: false };
};

const folded = /[>|][+-]?\d?[ \t]*\r?\n[ \t]+|\([ \t]*\r?\n[ \t]*(?=["'`])|\\?\r?\n[ \t]*(?=["'`])/y;
const prefixed = /([rbfuRBFUL@$]{0,2}|String\.raw|\(|&|\w{1,20}\(|\[\]byte\()(\\?["'`]|"""|''')/y;
/** A line that goes on in the next one, of shells and property files. */
const continued = /\\\r?\n[ \t]*/y;

/** `"a" + "b"` over lines: what stands between two literals of one value. */
const plus = /(["'])[ \t]{0,8}(?:\\?\r?\n[ \t]{0,80})?[+.&][ \t]{0,8}(?:\\?\r?\n[ \t]{0,80})?\1/y;
/** Python and C join literals that follow each other. */
const adjacent = /(["'])[ \t]{0,8}\\?\r?\n[ \t]{0,80}\1(?!\1)/y;
const joinsNeighbours = /\.(?:pyi?|c|cc|cpp|cxx|h|hpp|m|mm)$/;
const mostLiterals = 16;

const quotedAt = (text: string, from: number, most: number, quote: string, prefix: string, escaped: boolean, kind: PathKind): Literal | undefined => {
  const mark = quote.replace('\\', '');
  const triple = text.startsWith(mark + mark, from) && mark.length === 1;
  const start = triple ? from + 2 : from;
  const closing = triple ? mark + mark + mark : escaped ? `\\${mark}` : mark;
  let end = start;
  const first = closing.charCodeAt(0);
  let slashes = false;
  while (end < most) {
    const c = text.charCodeAt(end);
    if (c === first && (closing.length === 1 || text.startsWith(closing, end))) break;
    if (c === 92) {
      slashes = true;
      end += 2;
      continue;
    }
    if ((c === 10 || c === 13) && mark !== '`' && !triple) return undefined;
    end++;
  }
  if (end >= most || end === start) return undefined;
  let raw = text.slice(start, end);
  if (!escaped && closing.length === 1 && mark !== '`')
    for (let count = 1; count < mostLiterals; count++) {
      const next = further(plus, text, end) ?? (joinsNeighbours.test(kind.path) ? further(adjacent, text, end) : undefined);
      // Bounded: without an end the text may be megabytes.
      const length = next === undefined ? -1 : text.slice(next, most).search(/["'\\\n]/);
      if (next === undefined || length < 0 || text.charAt(next + length) !== mark) break;
      raw += text.slice(next, next + length);
      end = next + length;
    }
  // A literal in a literal: `"\"value\""`, `'"value"'`.
  const inner = slashes || /["']/.test(raw.charAt(0)) ? /^(\\?["'])([^"'\\]{4,})\1$/.exec(raw) : undefined;
  if (inner?.[1] !== undefined && inner[2] !== undefined)
    return { value: inner[2], start: start + inner[1].length, end: end - inner[1].length, quoted: true, part: false };
  const after = /^[\s)]{0,20}(?:\+|\.format|%\s|\.\s["'$]|\.replace)/.test(text.slice(end + closing.length, end + closing.length + 30));
  const filled = (/[fF$]/.test(prefix) && raw.includes('{')) || (mark === '`' && raw.includes('${'));
  return { value: slashes && !escaped && !/[rR@]/.test(prefix) ? unescaped(raw) : raw, start, end, quoted: true, part: after || filled };
};

/** A longer value without quotes is none that anybody would judge. */
const longestBare = 2100;

const bareAt = (text: string, from: number, most: number, kind: PathKind, bound: Assignment['bound']): Literal | undefined => {
  const inConfig = bound === 'colon' && kind.writes === 'config';
  const reach = Math.min(most, from + longestBare);
  let end = from;
  // Only configuration has values with blanks in them; elsewhere nothing behind the first is looked at, however long the line.
  while (end < reach && !(inConfig ? isLineEnd(text.charCodeAt(end)) : isBlank(text.charCodeAt(end)))) end++;
  let raw = text.slice(from, end);
  // A remark behind the value, and whatever a list or a command goes on with.
  const remark = inConfig ? /\s(?:#|\/\/|;|--)/.exec(raw) : null;
  if (remark) raw = raw.slice(0, remark.index);
  const stop = (inConfig ? /\s{2,}|[,}\]]\s*$/ : /[;,]$|[)}\]"'`](?=[,;)]|$)/).exec(raw);
  if (stop) raw = raw.slice(0, stop.index);
  raw = raw.trimEnd();
  // `password=first\` and the rest on the next line.
  if (raw.endsWith('\\') && !/\s/.test(raw) && kind.path.endsWith('.properties')) {
    const rest = /^\r?\n[ \t]*(\S{1,400})/.exec(text.slice(end, Math.min(most, end + 500)));
    if (rest?.[1] !== undefined) return { value: raw.slice(0, -1) + rest[1], start: from, end: end + rest[0].length, quoted: false, part: false };
  }
  return raw === '' ? undefined : { value: raw, start: from, end: from + raw.length, quoted: false, part: false };
};

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0' };
const unescaped = (raw: string): string =>
  raw.replace(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))/g, (_, four?: string, two?: string, one?: string) =>
    one === undefined ? String.fromCharCode(Number.parseInt(four ?? two ?? '0', 16)) : (escapes[one] ?? one),
  );

/** `${DB_PASSWORD:-value}` of shells, `${db.password:value}` of Spring: what stands there if nothing is set. */
const fallbackValue = /:[-=]?([^\s"'`{}$?+][^\s"'`{}$]{3,200})\}/y;
export const fallbackAt = (text: string, nameEnd: number): Literal | undefined => {
  fallbackValue.lastIndex = nameEnd;
  const value = fallbackValue.exec(text)?.[1];
  if (value === undefined) return undefined;
  const end = fallbackValue.lastIndex - 1;
  return { value, start: end - value.length, end, quoted: true, part: false };
};
