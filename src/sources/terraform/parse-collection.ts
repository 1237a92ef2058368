import { codeAt, fail, lines, name, nameEnd, raise, space, type Reader } from './lex.ts';
import { missing, readExpression } from './parse-expression.ts';
import type { Expression, For, ObjectItem, ObjectNode, StringNode, Tuple } from './syntax.ts';

/** `[...]`: a list or a `for`. */
export const readTuple = (r: Reader): Tuple | For => {
  const { at: start, loose } = r;
  r.loose = true;
  r.at++;
  space(r);
  if (isWord(r, 'for')) return readFor(r, start, 93, loose);
  const items: Expression[] = [];
  let height = 0;
  while (space(r) !== 93) {
    items.push(readExpression(r));
    height = Math.max(height, r.height);
    const after = space(r);
    if (after === 44) r.at++;
    else if (after !== 93) missing(r, ']');
  }
  r.at++;
  r.loose = loose;
  r.height = raise(r, height, start);
  return { is: 'written', file: r.file, start, end: r.at, from: undefined, kind: 'tuple', items };
};

/** `{...}`: an object or a `for`. */
export const readBraces = (r: Reader): ObjectNode | For => {
  const { at: start, loose } = r;
  r.at++;
  lines(r);
  if (isWord(r, 'for')) return readFor(r, start, 125, loose);
  r.loose = false;
  const items: ObjectItem[] = [];
  let height = 0;
  while (lines(r) !== 125) {
    const bare = readBareKey(r);
    if (!bare) r.height = 0;
    const key = bare ?? readExpression(r);
    height = Math.max(height, r.height);
    const sign = space(r);
    const second = codeAt(r, r.at + 1);
    if (!(sign === 61 && second !== 61 && second !== 62) && !(sign === 58 && second !== 58)) fail(r, 'expected-equals', r.at);
    r.at++;
    const value = readExpression(r);
    height = Math.max(height, r.height);
    items.push({ is: 'written', file: r.file, start: key.start, end: value.end, from: undefined, key, bare: bare !== undefined, value });
    const after = space(r);
    if (after === 44) r.at++;
    else if (after !== 10 && after !== 125 && !(after === 13 && codeAt(r, r.at + 1) === 10)) fail(r, 'expected-item-end', r.at);
  }
  r.at++;
  r.loose = loose;
  r.height = raise(r, height, start);
  return { is: 'written', file: r.file, start, end: r.at, from: undefined, kind: 'object', items };
};

/** A name right before `=` or `:`, taken literally. */
const readBareKey = (r: Reader): StringNode | undefined => {
  const { at: start } = r;
  const end = nameEnd(r, start);
  if (end === start) return undefined;
  let at = end;
  let code = codeAt(r, at);
  while (code === 32 || code === 9) code = codeAt(r, ++at);
  const second = codeAt(r, at + 1);
  if (!(code === 61 && second !== 61 && second !== 62) && !(code === 58 && second !== 58)) return undefined;
  r.at = at;
  r.height = 0;
  return { is: 'written', file: r.file, start, end, from: undefined, kind: 'string', value: r.text.slice(start, end), heredoc: false };
};

const isWord = (r: Reader, word: string): boolean => r.text.startsWith(word, r.at) && nameEnd(r, r.at) === r.at + word.length;

/** `for` and what follows it, up to the closing sign. */
const readFor = (r: Reader, start: number, close: number, loose: boolean): For => {
  r.loose = true;
  r.at += 3;
  const { key, value, collection } = readForIntroduction(r);
  let { height } = r;
  if (space(r) !== 58 || codeAt(r, r.at + 1) === 58) missing(r, ':');
  r.at++;
  let result = readExpression(r);
  height = Math.max(height, r.height);
  let resultKey: Expression | undefined;
  const arrow = space(r) === 61 && codeAt(r, r.at + 1) === 62;
  if (arrow !== (close === 125)) fail(r, arrow ? 'unexpected' : 'expected-arrow', r.at);
  if (arrow) {
    r.at += 2;
    resultKey = result;
    result = readExpression(r);
    height = Math.max(height, r.height);
  }
  const group = arrow && space(r) === 46 && codeAt(r, r.at + 1) === 46 && codeAt(r, r.at + 2) === 46;
  if (group) r.at += 3;
  let condition: Expression | undefined;
  space(r);
  if (isWord(r, 'if')) {
    r.at += 2;
    condition = readExpression(r);
    height = Math.max(height, r.height);
  }
  if (space(r) !== close) missing(r, close === 93 ? ']' : '}');
  r.at++;
  r.loose = loose;
  r.height = raise(r, height, start);
  const parts = { key, value, collection, resultKey, result, condition, group };
  return { is: 'written', file: r.file, start, end: r.at, from: undefined, kind: 'for', ...parts };
};

/** `key, value in collection`. */
export const readForIntroduction = (r: Reader): { readonly key: string | undefined; readonly value: string; readonly collection: Expression } => {
  space(r);
  let value = name(r);
  let key: string | undefined;
  if (space(r) === 44) {
    r.at++;
    space(r);
    key = value;
    value = name(r);
    space(r);
  }
  if (!isWord(r, 'in')) fail(r, 'expected-in', r.at);
  r.at += 2;
  return { key, value, collection: readExpression(r) };
};
