import { codeAt, commentEnd, lineEnd, nameEnd, type Reader } from './lex.ts';
import { heredocAt, isClosed, isMarkerLine } from './parse-template.ts';

const topBlocks = new Set([
  'resource',
  'data',
  'ephemeral',
  'module',
  'variable',
  'output',
  'locals',
  'provider',
  'terraform',
  'moved',
  'import',
  'removed',
  'check',
]);

/** Whether a block of the top level begins at this line start. */
export const isTopBlock = (r: Reader, lineStart: number): boolean => {
  const end = nameEnd(r, lineStart);
  if (end === lineStart || !topBlocks.has(r.text.slice(lineStart, Math.min(end, lineStart + 20)))) return false;
  let at = end;
  while (codeAt(r, at) === 32 || codeAt(r, at) === 9) at++;
  return codeAt(r, at) === 34 || codeAt(r, at) === 123;
};

/**
 * The end of the item that began at `start` and could not be read: the newline at which its brackets are balanced, the brace that closes its parent,
 * or the line that, by its indentation, begins the next item although a bracket or quote is still open.
 */
export const skipItem = (r: Reader, start: number): number => {
  const { text, end } = r;
  const column = columnOf(r, start);
  const open: number[] = [];
  // How many of each kind are open: a closing sign without a partner must not cost a search.
  let braces = 0;
  let brackets = 0;
  let parentheses = 0;
  const pop = (): number => {
    const sign = open.pop() ?? -1;
    if (sign === 123 || sign === 36) braces--;
    else if (sign === 91) brackets--;
    else if (sign === 40) parentheses--;
    return sign;
  };
  let at = start;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (open.length > 0 && open[open.length - 1] === 34) {
      if (code === 34 || code === 10) {
        pop();
        at += code === 34 ? 1 : 0;
      } else if (code === 92 && codeAt(r, at + 1) !== 10) at += 2;
      else if ((code === 36 || code === 37) && codeAt(r, at + 1) === 123) {
        open.push(36);
        braces++;
        at += 2;
      } else if ((code === 36 || code === 37) && codeAt(r, at + 1) === code && codeAt(r, at + 2) === 123) at += 3;
      else at++;
      continue;
    }
    if (code === 10) {
      if (open.length === 0 || isNextItem(r, at + 1, column)) return at;
      at++;
    } else if (code === 34) {
      open.push(34);
      at++;
    } else if (code === 123 || code === 91 || code === 40) {
      open.push(code);
      if (code === 123) braces++;
      else if (code === 91) brackets++;
      else parentheses++;
      at++;
    } else if (code === 125) {
      if (braces === 0 && at > start) return at;
      for (let sign = pop(); sign !== 123 && sign !== 36 && sign !== -1;) sign = pop();
      at++;
    } else if (code === 93) {
      if (brackets > 0) while (pop() !== 91);
      at++;
    } else if (code === 41) {
      if (parentheses > 0) while (pop() !== 40);
      at++;
    } else at = skipQuiet(r, at, code);
  }
  return end;
};

/** Behind a comment or heredoc, or the next sign. */
const skipQuiet = (r: Reader, at: number, code: number): number => {
  const next = codeAt(r, at + 1);
  if (code === 35 || (code === 47 && (next === 47 || next === 42))) {
    const end = commentEnd(r, at);
    return end < 0 ? at + 2 : end;
  }
  const head = code === 60 && next === 60 ? heredocAt(r, at) : undefined;
  if (!head || !isClosed(r, head.marker, head.body)) return at + 1;
  let line = head.body;
  while (line < r.end && !isMarkerLine(r, line, head.marker)) line = lineEnd(r, line) + 1;
  return Math.min(lineEnd(r, line), r.end);
};

/** Whether the line, by its place, begins something new or closes the parent, whatever is still open before it. */
const isNextItem = (r: Reader, lineStart: number, column: number): boolean => {
  let at = lineStart;
  while (at - lineStart <= column && (codeAt(r, at) === 32 || codeAt(r, at) === 9)) at++;
  const indent = at - lineStart;
  if (indent === 0 && isTopBlock(r, lineStart)) return true;
  if (column === 0 || indent > column) return false;
  return codeAt(r, at) === 125 ? indent < column : nameEnd(r, at) > at;
};

const columnOf = (r: Reader, start: number): number => {
  let at = start;
  while (at > 0 && (r.text.charCodeAt(at - 1) === 32 || r.text.charCodeAt(at - 1) === 9)) at--;
  return at === 0 || r.text.charCodeAt(at - 1) === 10 ? start - at : 0;
};
