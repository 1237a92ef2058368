import { codeAt, enter, fail, isWhite, lineEnd, name, nameEnd, raise, report, space, type Reader } from './lex.ts';
import { readForIntroduction } from './parse-collection.ts';
import { readExpression } from './parse-expression.ts';
import { SyntaxProblem } from './parse-problem.ts';
import type { StringNode, Template, TemplatePart } from './syntax.ts';
import { assembleTemplate, type TemplateToken } from './template.ts';

/** Reads a string in quotes, which must end on its line. */
export const readQuoted = (r: Reader): StringNode | Template => {
  const { file, text, end, at: start } = r;
  let wide = false;
  let at = start + 1;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (code === 34) {
      const value = text.slice(start + 1, at);
      r.at = at + 1;
      r.height = 0;
      return { is: 'written', file, start, end: r.at, from: undefined, kind: 'string', value: wide ? value.normalize('NFC') : value, heredoc: false };
    }
    if (code === 92 || code === 10 || code === 13 || isSequence(r, at, code)) break;
    if (code >= 0x300) wide = true;
    at++;
  }
  const tokens: TemplateToken[] = [];
  let height = 0;
  let from = start + 1;
  let value = '';
  let plain = from;
  for (;;) {
    const code = codeAt(r, at);
    if (code === 92) {
      value += text.slice(plain, at);
      r.at = at;
      value += readEscape(r);
      plain = at = r.at;
    } else if (isSequence(r, at, code)) {
      if (codeAt(r, at + 1) === code) {
        value += text.slice(plain, at + 1);
        plain = at + 2;
        at += 3;
        continue;
      }
      if (at > from) tokens.push({ is: 'text', value: value + text.slice(plain, at), start: from, end: at });
      r.at = at;
      tokens.push(readSequence(r));
      height = Math.max(height, r.height);
      value = '';
      from = plain = at = r.at;
    } else if (code === 34) break;
    else if (code === 10 || code === 13 || code === -1) fail(r, 'unclosed-string', start, at);
    else at++;
  }
  if (at > from) tokens.push({ is: 'text', value: value + text.slice(plain, at), start: from, end: at });
  r.at = at + 1;
  return string(r, start, tokens, height, false, false);
};

/** `${`, `%{` or one of their escapes `$${`, `%%{`. */
const isSequence = (r: Reader, at: number, code: number): boolean => {
  if (code !== 36 && code !== 37) return false;
  const next = codeAt(r, at + 1);
  return next === 123 || (next === code && codeAt(r, at + 2) === 123);
};

const string = (r: Reader, start: number, tokens: readonly TemplateToken[], height: number, heredoc: boolean, indented: boolean): StringNode | Template => {
  const { file, at: end } = r;
  const parts = assembleTemplate(file, tokens, indented);
  r.height = raise(r, height, start);
  const [only] = parts;
  const value = parts.length === 0 ? '' : parts.length === 1 && only?.kind === 'text' ? only.value : undefined;
  if (value !== undefined) return { is: 'written', file, start, end, from: undefined, kind: 'string', value, heredoc };
  return { is: 'written', file, start, end, from: undefined, kind: 'template', parts, heredoc };
};

const readEscape = (r: Reader): string => {
  const { text, at: start } = r;
  const sign = codeAt(r, start + 1);
  const plain = sign === 110 ? '\n' : sign === 114 ? '\r' : sign === 116 ? '\t' : sign === 34 ? '"' : sign === 92 ? '\\' : '';
  if (plain !== '') {
    r.at = start + 2;
    return plain;
  }
  const digits = sign === 117 ? 4 : sign === 85 ? 8 : 0;
  const end = start + 2 + digits;
  let point = digits === 0 || end > r.end ? Number.NaN : 0;
  for (let at = start + 2; at < end && point === point; at++) point = point * 16 + hexDigit(text.charCodeAt(at));
  if (!(point <= 0x10_ffff) || (point >= 0xd800 && point <= 0xdfff)) {
    const to = Math.min(sign === 10 || sign === 13 ? start + 1 : start + 2, r.end);
    fail(r, 'bad-escape', start, to, text.slice(start, to));
  }
  r.at = end;
  return String.fromCodePoint(point);
};
const hexDigit = (code: number): number => {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : Number.NaN;
};

/** `${ ... }` or `%{ ... }`. */
const readSequence = (r: Reader): TemplateToken => {
  const { at: start, loose } = r;
  const directive = codeAt(r, start) === 37;
  enter(r, start);
  r.at += 2;
  const stripBefore = codeAt(r, r.at) === 126;
  if (stripBefore) r.at++;
  r.loose = true;
  r.height = 0;
  const inner = directive ? readDirective(r) : ({ is: 'value', value: readExpression(r) } as const);
  const close = space(r);
  const stripAfter = close === 126 && codeAt(r, r.at + 1) === 125;
  if (stripAfter) r.at++;
  else if (close !== 125) fail(r, 'unclosed-interpolation', start, Math.max(start + 2, Math.min(r.at, lineEnd(r, start))));
  r.at++;
  r.loose = loose;
  r.depth--;
  return { ...inner, start, end: r.at, stripBefore, stripAfter };
};

const readDirective = (r: Reader) => {
  space(r);
  const { at: start } = r;
  const word = name(r);
  if (word === 'if') return { is: 'if', condition: readExpression(r) } as const;
  if (word === 'for') return { is: 'for', ...readForIntroduction(r) } as const;
  if (word === 'else' || word === 'endif' || word === 'endfor') return { is: word } as const;
  return fail(r, 'bad-directive', start);
};

/** `<<NAME` or `<<-NAME`, lines, and the name alone on a line. */
export const readHeredoc = (r: Reader): StringNode | Template => {
  const { text, at: start } = r;
  const head = heredocAt(r, start);
  if (!head) return fail(r, 'bad-heredoc', start, start + 2);
  const { marker, indented, body } = head;
  // One heredoc without an end has made the table: further ones need not read to the end of the file to find out.
  if (r.lastMarkers && !isClosed(r, marker, body)) return fail(r, 'unclosed-heredoc', start, body - 1, marker.slice(0, 40));
  const tokens: TemplateToken[] = [];
  let height = 0;
  let at = body;
  let lineStart = true;
  while (at < r.end) {
    if (lineStart && isMarkerLine(r, at, marker)) {
      const line = lineEnd(r, at);
      if (line >= r.end) report(r, new SyntaxProblem('heredoc-at-end', start, body - 1, ''));
      r.at = line < r.end && text.charCodeAt(line - 1) === 13 ? line - 1 : line;
      return string(r, start, tokens, height, true, indented);
    }
    r.at = at;
    const token = readTextLine(r) ?? readSequence(r);
    if (token.is !== 'text') height = Math.max(height, r.height);
    tokens.push(token);
    at = r.at;
    lineStart = token.is === 'text' && text.charCodeAt(at - 1) === 10;
  }
  isClosed(r, marker, body);
  return fail(r, 'unclosed-heredoc', start, body - 1, marker.slice(0, 40));
};

/** Whether a line behind the offset holds the marker alone. The last such lines are gathered once for a text. */
export const isClosed = (r: Reader, marker: string, from: number): boolean => {
  if (!r.lastMarkers) {
    r.lastMarkers = new Map<string, number>();
    for (let line = 0; line < r.end; line = lineEnd(r, line) + 1) {
      let start = line;
      while (codeAt(r, start) !== 10 && isWhite(codeAt(r, start))) start++;
      const end = nameEnd(r, start);
      const word = r.text.slice(start, end);
      if (end > start && isMarkerLine(r, line, word)) r.lastMarkers.set(word, line);
    }
  }
  return (r.lastMarkers.get(marker) ?? -1) >= from;
};

/** The text up to the next sequence or behind the next newline; undefined at a sequence. */
const readTextLine = (r: Reader): TemplateToken | undefined => {
  const { text, end, at: start } = r;
  let at = start;
  let value = '';
  let plain = start;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (code === 10) {
      at++;
      break;
    }
    if (isSequence(r, at, code)) {
      if (codeAt(r, at + 1) !== code) break;
      value += text.slice(plain, at + 1);
      plain = at + 2;
      at += 3;
    } else at++;
  }
  if (at === start) return undefined;
  r.at = at;
  return { is: 'text', value: plain === start ? text.slice(start, at) : value + text.slice(plain, at), start, end: at };
};

/** The opening of a heredoc, if one stands here: its name, whether indentation is removed, and where its lines begin. */
export const heredocAt = (r: Reader, start: number): { readonly marker: string; readonly indented: boolean; readonly body: number } | undefined => {
  const indented = codeAt(r, start + 2) === 45;
  const from = start + (indented ? 3 : 2);
  const end = nameEnd(r, from);
  const newline = codeAt(r, end) === 13 ? end + 1 : end;
  if (end === from || codeAt(r, newline) !== 10) return undefined;
  return { marker: r.text.slice(from, end), indented, body: newline + 1 };
};

/** Whether the line that starts here holds the name alone. */
export const isMarkerLine = (r: Reader, start: number, marker: string): boolean => {
  let at = start;
  while (codeAt(r, at) !== 10 && isWhite(codeAt(r, at))) at++;
  if (!r.text.startsWith(marker, at)) return false;
  at += marker.length;
  while (codeAt(r, at) !== 10 && isWhite(codeAt(r, at))) at++;
  return at >= r.end || codeAt(r, at) === 10;
};

/** Reads the whole text as a template, without quotes and backslash escapes. */
export const readBareTemplate = (r: Reader): TemplatePart[] => {
  const tokens: TemplateToken[] = [];
  while (r.at < r.end) tokens.push(readTextLine(r) ?? readSequence(r));
  return assembleTemplate(r.file, tokens, false);
};
