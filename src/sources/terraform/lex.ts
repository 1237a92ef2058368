import type { Diagnostic } from '#core/diagnostic';
import type { SourceFile } from '#core/origin';
import { problemAt, SyntaxProblem, type ProblemCode } from './parse-problem.ts';
import type { Comment } from './syntax.ts';

/** Nested expressions and blocks. */
export const deepest = 200;
/** Height of a tree: what a chain of operators or attributes adds without nesting. Whoever walks the tree can rely on it. */
export const highest = 1000;
const mostDiagnostics = 20;

/** Where the reading of one text stands. */
export interface Reader {
  readonly file: SourceFile;
  /** Differs from the text of the file only where escapes of JSON are decoded. */
  readonly text: string;
  readonly end: number;
  at: number;
  /** Newlines are white space here: inside parentheses, brackets and template sequences. */
  loose: boolean;
  depth: number;
  /** Of the expression that was read last. */
  height: number;
  /** There is no end of a comment behind this offset. */
  lastCommentEnd: number;
  /** The last line that holds this name alone, as the end of a heredoc does; made when first needed. */
  lastMarkers: Map<string, number> | undefined;
  readonly comments: Comment[];
  readonly diagnostics: Diagnostic[];
}

export const reader = (file: SourceFile, start = 0, end = file.text.length, text = file.text): Reader => ({
  file,
  text,
  end,
  at: start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : start,
  loose: false,
  depth: 0,
  height: 0,
  lastCommentEnd: Infinity,
  lastMarkers: undefined,
  comments: [],
  diagnostics: [],
});

/** The UTF-16 unit at an offset, -1 at the end. */
export const codeAt = (r: Reader, at: number): number => (at < r.end ? r.text.charCodeAt(at) : -1);

/** Skips white space and comments, newlines only where they do not count; answers the unit that follows. */
export const space = (r: Reader): number => {
  const { text, end, loose } = r;
  let at = r.at;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (code === 32 || code === 9) at++;
    else if (code === 10 && loose) at++;
    else if (code === 13 && loose && codeAt(r, at + 1) === 10) at += 2;
    else if (code === 35 || (code === 47 && isCommentSecond(codeAt(r, at + 1)))) at = comment(r, at);
    else {
      r.at = at;
      return code;
    }
  }
  r.at = at;
  return -1;
};

/** Skips white space, comments and newlines. */
export const lines = (r: Reader): number => {
  const { loose } = r;
  r.loose = true;
  const code = space(r);
  r.loose = loose;
  return code;
};

const isCommentSecond = (code: number): boolean => code === 47 || code === 42;

const comment = (r: Reader, start: number): number => {
  const end = commentEnd(r, start);
  if (end < 0) throw new SyntaxProblem('unclosed-comment', start, start + 2, '');
  r.comments.push({ start, end });
  return end;
};

/** The end of the comment that starts here, without its newline; -1 if it never ends. */
export const commentEnd = (r: Reader, start: number): number => {
  const { text, end } = r;
  if (text.charCodeAt(start) === 47 && text.charCodeAt(start + 1) === 42) {
    if (start >= r.lastCommentEnd) return -1;
    for (let at = start + 2; at + 1 < end; at++) if (text.charCodeAt(at) === 42 && text.charCodeAt(at + 1) === 47) return at + 2;
    r.lastCommentEnd = start;
    return -1;
  }
  const at = lineEnd(r, start);
  return text.charCodeAt(at - 1) === 13 && at < end ? at - 1 : at;
};

/** The offset of the next newline, or the end. */
export const lineEnd = (r: Reader, start: number): number => {
  const { text, end } = r;
  let at = start;
  while (at < end && text.charCodeAt(at) !== 10) at++;
  return at;
};

/** The end of the name that starts here; `start` itself if there is none. */
export const nameEnd = (r: Reader, start: number): number => {
  const { text, end } = r;
  const first = codeAt(r, start);
  if (!(first < 128 ? isLetter(first) : idStart.test(characterAt(r, start)))) return start;
  let at = start;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (code < 128) {
      if (!isLetter(code) && !isDigit(code) && code !== 45) return at;
      at++;
    } else {
      const character = characterAt(r, at);
      if (!idContinue.test(character)) return at;
      at += character.length;
    }
  }
  return at;
};
const idStart = /^\p{ID_Start}$/u;
const idContinue = /^\p{ID_Continue}$/u;
const characterAt = (r: Reader, at: number): string => String.fromCodePoint(r.text.codePointAt(at) ?? 0);

/** Reads a name. */
export const name = (r: Reader): string => {
  const start = r.at;
  const end = nameEnd(r, start);
  if (end === start) fail(r, 'expected-name', start);
  r.at = end;
  return r.text.slice(start, end);
};

export const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;

/** White space of Unicode, which the strip marks and the indentation of heredocs go by. */
export const isWhite = (code: number): boolean =>
  code === 32 ||
  (code >= 9 && code <= 13) ||
  (code > 128 &&
    (code === 0x85 ||
      code === 0xa0 ||
      code === 0x1680 ||
      (code >= 0x2000 && code <= 0x200a) ||
      code === 0x2028 ||
      code === 0x2029 ||
      code === 0x202f ||
      code === 0x205f ||
      code === 0x3000));

/** Stops the reading of the current item. */
export const fail = (r: Reader, code: ProblemCode, start: number, end = -1, detail = found(r, start)): never => {
  throw new SyntaxProblem(code, start, Math.min(end < 0 ? start + Math.max(1, detail.length) : end, r.end), detail);
};

/** A problem with what stands at an offset. */
export const problemHere = (r: Reader, code: ProblemCode, start: number): SyntaxProblem => {
  const detail = found(r, start);
  return new SyntaxProblem(code, start, Math.min(start + Math.max(1, detail.length), r.end), detail);
};

/** What stands at an offset, for a message: a word or a sign. */
const found = (r: Reader, start: number): string => {
  if (start >= r.end) return '';
  const end = Math.min(nameEnd(r, start), start + 40);
  if (end > start) return r.text.slice(start, end);
  const sign = characterAt(r, start);
  return sign === '\n' || sign === '\r' ? '' : sign;
};

/** Keeps a problem and goes on. */
export const report = (r: Reader, problem: unknown): void => {
  const diagnostic = problemAt(r.file, problem);
  if (r.diagnostics.length < mostDiagnostics) r.diagnostics.push(diagnostic);
};

export const enter = (r: Reader, start: number): void => {
  if (++r.depth > deepest) fail(r, 'too-deep', start);
};

/** Adds a storey on top of what was read; `height` is that of the highest part. */
export const raise = (r: Reader, height: number, start: number): number => {
  if (height >= highest) fail(r, 'too-deep', start);
  return height + 1;
};
