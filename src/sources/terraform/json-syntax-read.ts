import type { SourceFile } from '#core/origin';
import { deepest, reader, report, type Reader } from './lex.ts';
import { SyntaxProblem } from './parse-problem.ts';

/** JSON with places. A text is decoded; `escaped` tells that its units do not stand one for one in the file. */
export type Json = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'object'; readonly members: readonly Member[] }
  | { readonly kind: 'array'; readonly items: readonly Json[] }
  | { readonly kind: 'string'; readonly value: string; readonly escaped: boolean }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
);
export interface Member {
  readonly key: JsonText;
  readonly value: Json;
}
export type JsonText = Extract<Json, { kind: 'string' }>;

/** Reads JSON. At the first mistake the reading ends, and what was read up to there is kept. */
export const readJson = (file: SourceFile, start?: number, end?: number): { readonly r: Reader; readonly value: Json | undefined } => {
  const r = reader(file, start, end);
  const value = readValue(r, 0);
  if (value && white(r) !== -1) stop(r);
  return { r, value };
};

/** Notes the mistake and leaves nothing to read. */
const stop = (r: Reader, code: 'json' | 'too-deep' = 'json', start = r.at): undefined => {
  if (r.diagnostics.length === 0) report(r, new SyntaxProblem(code, Math.min(start, r.end), Math.min(start + 1, r.end), ''));
  r.at = r.end;
  return undefined;
};

const unit = (r: Reader): number => (r.at < r.end ? r.text.charCodeAt(r.at) : -1);

/** Skips white space; answers the unit that follows. */
const white = (r: Reader): number => {
  let code = unit(r);
  while (code === 32 || code === 10 || code === 13 || code === 9) {
    r.at++;
    code = unit(r);
  }
  return code;
};

const readValue = (r: Reader, depth: number): Json | undefined => {
  const code = white(r);
  if (depth > deepest) return stop(r, 'too-deep');
  if (code === 34) return readText(r);
  if (code === 123) return readObject(r, depth);
  if (code === 91) return readArray(r, depth);
  if (code === 45 || (code >= 48 && code <= 57)) return readNumber(r);
  const { at: start } = r;
  for (const word of ['true', 'false', 'null'] as const) {
    if (!r.text.startsWith(word, start)) continue;
    r.at += word.length;
    return word === 'null' ? { kind: 'null', start, end: r.at } : { kind: 'boolean', start, end: r.at, value: word === 'true' };
  }
  return stop(r);
};

const readObject = (r: Reader, depth: number): Json => {
  const { at: start } = r;
  const members: Member[] = [];
  r.at++;
  for (let code = white(r); code !== 125; code = white(r)) {
    const key = code === 34 ? readText(r) : stop(r);
    if (!key) break;
    if (white(r) !== 58) {
      stop(r);
      break;
    }
    r.at++;
    const value = readValue(r, depth + 1);
    if (!value) break;
    members.push({ key, value });
    if (!readSeparator(r, 125)) break;
  }
  if (unit(r) === 125) r.at++;
  return { kind: 'object', start, end: r.at, members };
};

const readArray = (r: Reader, depth: number): Json => {
  const { at: start } = r;
  const items: Json[] = [];
  r.at++;
  for (let code = white(r); code !== 93; code = white(r)) {
    const item = readValue(r, depth + 1);
    if (!item) break;
    items.push(item);
    if (!readSeparator(r, 93)) break;
  }
  if (unit(r) === 93) r.at++;
  return { kind: 'array', start, end: r.at, items };
};

/** Whether another one may follow. A comma before the closing sign is a mistake that does not stop the reading. */
const readSeparator = (r: Reader, close: number): boolean => {
  const code = white(r);
  if (code === close) return false;
  if (code !== 44) {
    stop(r);
    return false;
  }
  const { at: comma } = r;
  r.at++;
  if (white(r) === close) report(r, new SyntaxProblem('json', comma, comma + 1, ''));
  return true;
};

const readNumber = (r: Reader): Json | undefined => {
  const { text, at: start } = r;
  let at = start + (text.charCodeAt(start) === 45 ? 1 : 0);
  const digits = (): boolean => {
    const from = at;
    while (at < r.end && text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57) at++;
    return at > from;
  };
  const whole = digits();
  const fraction = text.charCodeAt(at) === 46 ? (at++, digits()) : true;
  const exponent = (text.charCodeAt(at) | 32) === 101 ? (at++, (text.charCodeAt(at) === 43 || text.charCodeAt(at) === 45) && at++, digits()) : true;
  if (!whole || !fraction || !exponent) return stop(r, 'json', start);
  r.at = at;
  return { kind: 'number', start, end: at, text: text.slice(start, at) };
};

const readText = (r: Reader): JsonText | undefined => {
  const { text, end, at: start } = r;
  let escaped = false;
  let at = start + 1;
  for (;;) {
    const code = at < end ? text.charCodeAt(at) : -1;
    if (code === 34) break;
    if (code < 32) return stop(r, 'json', code === -1 ? start : at);
    if (code === 92) escaped = true;
    at += code === 92 ? 2 : 1;
  }
  r.at = at + 1;
  if (!escaped) return { kind: 'string', start, end: r.at, value: text.slice(start + 1, at), escaped };
  const decoded = decode(text, start + 1, at);
  return decoded ? { kind: 'string', start, end: r.at, value: decoded.text, escaped } : stop(r, 'json', start);
};

/** The text between two offsets without its escapes, and where each of its units stands; undefined if an escape is wrong. */
export const decode = (text: string, start: number, end: number): { readonly text: string; readonly offsets: readonly number[] } | undefined => {
  const offsets: number[] = [];
  const pieces: string[] = [];
  let plain = start;
  let at = start;
  while (at < end) {
    offsets.push(at);
    if (text.charCodeAt(at) !== 92) {
      at++;
      continue;
    }
    pieces.push(text.slice(plain, at));
    const sign = text.charAt(at + 1);
    const length = sign === 'u' ? 6 : 2;
    const unit = sign === 'u' ? hexUnit(text.slice(at + 2, Math.min(at + 6, end))) : escapes.get(sign);
    if (unit === undefined) return undefined;
    pieces.push(unit);
    at += length;
    plain = at;
  }
  pieces.push(text.slice(plain, end));
  offsets.push(end);
  return { text: pieces.join(''), offsets };
};
const hexUnit = (hex: string): string | undefined => (/^[0-9a-fA-F]{4}$/.test(hex) ? String.fromCharCode(Number.parseInt(hex, 16)) : undefined);
const escapes = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);
