import type { Diagnostic } from '#core/diagnostic';
import type { SourceFile } from '#core/origin';
import { codeAt, enter, fail, lines, name, nameEnd, problemHere, reader, report, space, type Reader } from './lex.ts';
import { readExpression } from './parse-expression.ts';
import { problemAt, SyntaxProblem } from './parse-problem.ts';
import { isTopBlock, skipItem } from './parse-recover.ts';
import { readBareTemplate, readQuoted } from './parse-template.ts';
import type { Attribute, Block, Body, Expression, Label, ParsedFile, TemplatePart } from './syntax.ts';

/**
 * Reads a file in HCL native syntax. Never throws: what cannot be read is a diagnostic, and reading goes on behind it, so that one bad block does not
 * lose the file. https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 */
export const parseHcl = (file: SourceFile): ParsedFile => {
  const first = readFile(file, false);
  // A block that never closes swallows the rest: read again, and let a block of the top level at the start of a line close what is open.
  const { r, body } = first.unclosed ? readFile(file, true) : first;
  return { file, body, comments: r.comments, diagnostics: r.diagnostics };
};

/** Reads one expression that spans the range; undefined with diagnostics if it cannot. Newlines do not count. */
export const parseExpression = (
  file: SourceFile,
  start = 0,
  end = file.text.length,
): { readonly expression: Expression | undefined; readonly diagnostics: readonly Diagnostic[] } => {
  const r = reader(file, start, end);
  try {
    return { expression: readWholeExpression(r), diagnostics: r.diagnostics };
  } catch (problem) {
    return { expression: undefined, diagnostics: [problemAt(file, problem)] };
  }
};

/** Reads a text that is a template as a whole, without quotes and backslash escapes (`templatefile`, `templatestring`). */
export const parseTemplateText = (
  file: SourceFile,
  start = 0,
  end = file.text.length,
): { readonly parts: readonly TemplatePart[]; readonly diagnostics: readonly Diagnostic[] } => {
  const r = reader(file, start, end);
  try {
    return { parts: readBareTemplate(r), diagnostics: r.diagnostics };
  } catch (problem) {
    return { parts: [], diagnostics: [problemAt(file, problem)] };
  }
};

/** Reads up to the end of the text; throws a problem. */
export const readWholeExpression = (r: Reader): Expression => {
  r.loose = true;
  const expression = readExpression(r);
  if (space(r) !== -1) fail(r, 'unexpected', r.at);
  return expression;
};

interface Reading {
  readonly r: Reader;
  /** A block of the top level at the start of a line closes all that is open. */
  readonly byColumn: boolean;
  /** How much was read again after errors; bounded, so that time stays linear. */
  again: number;
  unclosed: boolean;
}

const readFile = (file: SourceFile, byColumn: boolean): { readonly r: Reader; readonly body: Body; readonly unclosed: boolean } => {
  const r = reader(file);
  const reading: Reading = { r, byColumn, again: 0, unclosed: false };
  const body: OpenBody = { attributes: [], blocks: [], names: undefined };
  for (;;) {
    readBody(reading, body, true);
    if (r.at >= r.end) break;
    // Only a closing brace stops the top level early.
    report(r, new SyntaxProblem('stray-brace', r.at, r.at + 1, ''));
    r.at++;
  }
  return { r, body: closed(body), unclosed: reading.unclosed };
};

interface OpenBody {
  readonly attributes: Attribute[];
  readonly blocks: Block[];
  /** Made when there are many. */
  names: Set<string> | undefined;
}
const closed = ({ attributes, blocks }: OpenBody): Body => ({ attributes, blocks });

/** Attributes and blocks up to a closing brace, the end, or a block of the top level where that closes all. */
const readBody = (reading: Reading, body: OpenBody, top: boolean): void => {
  const { r } = reading;
  const { depth } = r;
  for (;;) {
    const start = nextItem(reading);
    const code = codeAt(r, start);
    if (code === -1 || code === 125) return;
    if (!top && reading.byColumn && isLineStart(r, start) && isTopBlock(r, start)) return;
    try {
      readItem(reading, body, top, false);
    } catch (problem) {
      recover(reading, problem, start, depth);
    }
  }
};

/** Skips to the next item; a comment that never ends is skipped as a line. */
const nextItem = (reading: Reading): number => {
  const { r } = reading;
  for (;;) {
    try {
      lines(r);
      return r.at;
    } catch (problem) {
      recover(reading, problem, problem instanceof SyntaxProblem ? problem.start : r.at, r.depth);
    }
  }
};

const recover = (reading: Reading, problem: unknown, start: number, depth: number): void => {
  const { r } = reading;
  report(r, problem);
  const { at } = r;
  r.depth = depth;
  r.loose = false;
  r.at = skipItem(r, start);
  reading.again += Math.max(0, at - r.at);
  if (reading.again > 4 * r.end) r.at = Math.max(r.at, at);
};

const readItem = (reading: Reading, body: OpenBody, top: boolean, oneLine: boolean): void => {
  const { r } = reading;
  const { at: start } = r;
  const end = nameEnd(r, start);
  if (end === start) fail(r, 'expected-name', start);
  r.at = end;
  const word = r.text.slice(start, end);
  const next = space(r);
  if (next === 61 && codeAt(r, r.at + 1) !== 61 && codeAt(r, r.at + 1) !== 62) {
    r.at++;
    addAttribute(r, body, start, word, readExpression(r));
  } else if (next === 34 || next === 123 || nameEnd(r, r.at) > r.at) readBlock(reading, body, start, word);
  else fail(r, next === 61 ? 'expected-expression' : 'expected-block', next === 61 ? r.at + 1 : r.at);
  if (!oneLine) readItemEnd(reading, top);
};

const addAttribute = (r: Reader, body: OpenBody, start: number, word: string, value: Expression): void => {
  const { attributes } = body;
  if (attributes.length === 8) body.names ??= new Set(attributes.map((attribute) => attribute.name));
  if (body.names ? body.names.has(word) : attributes.some((attribute) => attribute.name === word)) {
    report(r, new SyntaxProblem('duplicate', start, start + word.length, word));
    return;
  }
  body.names?.add(word);
  attributes.push({ is: 'written', file: r.file, start, end: value.end, from: undefined, name: word, value });
};

/** An item ends with its line. */
const readItemEnd = ({ r, byColumn }: Reading, top: boolean): void => {
  const code = space(r);
  if (isNewline(r, code)) return;
  if (byColumn && isLineStart(r, r.at) && isTopBlock(r, r.at)) return;
  report(r, problemHere(r, 'expected-newline', r.at));
  if (code === 125 && !top) return;
  r.at = skipItem(r, r.at);
};

const isNewline = (r: Reader, code: number): boolean => code === 10 || code === -1 || (code === 13 && codeAt(r, r.at + 1) === 10);
const isLineStart = (r: Reader, at: number): boolean => at === 0 || r.text.charCodeAt(at - 1) === 10;

const readBlock = (reading: Reading, parent: OpenBody, start: number, type: string): void => {
  const { r } = reading;
  const labels: Label[] = [];
  for (let code = space(r); code !== 123; code = space(r)) {
    const { at } = r;
    if (code === 34) {
      const label = readQuoted(r);
      if (label.kind === 'string') labels.push({ is: 'written', file: r.file, start: at, end: r.at, from: undefined, text: label.value });
      else fail(r, 'label', at, r.at);
    } else {
      if (nameEnd(r, at) === at) fail(r, 'expected-block', at);
      const text = name(r);
      labels.push({ is: 'written', file: r.file, start: at, end: r.at, from: undefined, text });
    }
  }
  const { at: open } = r;
  enter(r, open);
  r.at++;
  const body: OpenBody = { attributes: [], blocks: [], names: undefined };
  if (!isNewline(r, space(r)) && codeAt(r, r.at) !== 125) readOneLine(reading, body);
  readBody(reading, body, false);
  r.depth--;
  const { at: close } = r;
  if (codeAt(r, close) === 125) r.at++;
  else {
    reading.unclosed = true;
    report(r, new SyntaxProblem('unclosed-block', start, open + 1, ''));
  }
  parent.blocks.push({ is: 'written', file: r.file, start, end: r.at, from: undefined, type, labels, body: closed(body), open, close });
};

/** `{ name = value }`. What else stands on the line is an error, yet read. */
const readOneLine = (reading: Reading, body: OpenBody): void => {
  const { r } = reading;
  const { depth } = r;
  let told = false;
  for (;;) {
    const { at: start } = r;
    const blocks = body.blocks.length;
    try {
      readItem(reading, body, false, true);
    } catch (problem) {
      recover(reading, problem, start, depth);
      return;
    }
    const code = space(r);
    if (code === 125 && blocks === body.blocks.length) return;
    if (!told) report(r, new SyntaxProblem('one-line-block', start, r.at, ''));
    told = true;
    if (code === 44) {
      r.at++;
      space(r);
    }
    if (isNewline(r, codeAt(r, r.at)) || codeAt(r, r.at) === 125) return;
  }
};
