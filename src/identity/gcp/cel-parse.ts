/** The tree of a condition. "Conditions attribute reference" and "Overview of IAM Conditions" (Google Cloud): a part of the Common Expression Language. */
export type Cel =
  | { readonly is: 'value'; readonly value: string | number | boolean | null }
  | { readonly is: 'name'; readonly name: string }
  | { readonly is: 'member'; readonly of: Cel; readonly name: string }
  | { readonly is: 'index'; readonly of: Cel; readonly at: Cel }
  | { readonly is: 'call'; readonly name: string; readonly on: Cel | undefined; readonly args: readonly Cel[] }
  | { readonly is: 'list'; readonly of: readonly Cel[] }
  | { readonly is: 'not' | 'negative'; readonly of: Cel }
  | { readonly is: 'and' | 'or'; readonly of: readonly Cel[] }
  | { readonly is: 'compare' | 'arithmetic'; readonly operator: string; readonly left: Cel; readonly right: Cel }
  | { readonly is: 'choice'; readonly if: Cel; readonly then: Cel; readonly else: Cel };

/** Why a condition cannot be read, and where: `at` counts UTF-16 units from 0. */
export interface CelProblem {
  readonly problem: 'unexpected' | 'unfinished' | 'too-deep';
  readonly about: string;
  readonly at: number;
}

export const parseCel = (text: string): Cel | CelProblem => {
  try {
    const read = tokens(text);
    if (read.length > most) throw new Stop({ problem: 'too-deep', about: '', at: read[most]?.at ?? 0 });
    const reader = new Reader(read, text.length);
    const tree = choice(reader, 0);
    const rest = reader.peek();
    if (rest) throw new Stop({ problem: 'unexpected', about: rest.text, at: rest.at });
    return tree;
  } catch (failure) {
    if (failure instanceof Stop) return failure.found;
    throw failure;
  }
};

interface Token {
  readonly kind: 'symbol' | 'word' | 'text' | 'number';
  readonly text: string;
  readonly at: number;
}

/** Leaves the recursion at the first problem; never leaves this file. */
class Stop extends Error {
  readonly found: CelProblem;
  constructor(found: CelProblem) {
    super(found.problem);
    this.found = found;
  }
}

class Reader {
  private at = 0;
  private readonly tokens: readonly Token[];
  readonly length: number;
  constructor(list: readonly Token[], length: number) {
    this.tokens = list;
    this.length = length;
  }
  peek(): Token | undefined {
    return this.tokens[this.at];
  }
  next(): Token {
    const token = this.tokens[this.at++];
    if (!token) throw new Stop({ problem: 'unfinished', about: '', at: this.length });
    return token;
  }
  /** Takes one of these symbols or words, if it is next. */
  take(...wanted: readonly string[]): string | undefined {
    const token = this.peek();
    if (!token || token.kind === 'text' || token.kind === 'number' || !wanted.includes(token.text)) return undefined;
    this.at++;
    return token.text;
  }
  expect(symbol: string): void {
    const token = this.next();
    if (token.kind !== 'symbol' || token.text !== symbol) throw new Stop({ problem: 'unexpected', about: token.text, at: token.at });
  }
}

const tokens = (text: string): Token[] => {
  const found: Token[] = [];
  const pattern =
    /\s+|\/\/[^\n]*|(?<raw>[rR](?:"[^"]*"|'[^']*'))|(?<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?u?)|(?<word>[A-Za-z_]\w*)|(?<symbol>&&|\|\||[=!<>]=|[()[\]{}.,?:!<>+\-*/%])/gsy;
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (!match) throw new Stop({ problem: 'unexpected', about: text.charAt(at), at });
    const { raw, text: quoted, number, word, symbol } = match.groups ?? {};
    if (raw !== undefined) found.push({ kind: 'text', text: raw.slice(2, -1), at });
    else if (quoted !== undefined) found.push({ kind: 'text', text: unescaped(quoted.slice(1, -1)), at });
    else if (number !== undefined) found.push({ kind: 'number', text: number.replace(/u$/, ''), at });
    else if (word !== undefined) found.push({ kind: 'word', text: word, at });
    else if (symbol !== undefined) found.push({ kind: 'symbol', text: symbol, at });
  }
  return found;
};
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
const unescaped = (text: string): string => text.replace(/\\(.)/gs, (_, one: string) => escapes[one] ?? one);

const deepest = 200;
/** Far above the twelve operators that a condition may have; keeps long chains off the stack. */
const most = 2000;
const guard = (reader: Reader, depth: number): void => {
  if (depth > deepest) throw new Stop({ problem: 'too-deep', about: '', at: reader.peek()?.at ?? reader.length });
};

/** `a ? b : c` binds weakest. */
const choice = (reader: Reader, depth: number): Cel => {
  guard(reader, depth);
  const first = either(reader, depth);
  if (!reader.take('?')) return first;
  const then = choice(reader, depth + 1);
  reader.expect(':');
  return { is: 'choice', if: first, then, else: choice(reader, depth + 1) };
};
const joined =
  (is: 'and' | 'or', symbol: string, inner: (reader: Reader, depth: number) => Cel) =>
  (reader: Reader, depth: number): Cel => {
    const first = inner(reader, depth);
    const of = [first];
    while (reader.take(symbol)) of.push(inner(reader, depth));
    return of.length === 1 ? first : { is, of };
  };
const comparison = (reader: Reader, depth: number): Cel => {
  let left = sum(reader, depth);
  for (let operator = reader.take(...comparisons); operator; operator = reader.take(...comparisons))
    left = { is: 'compare', operator, left, right: sum(reader, depth) };
  return left;
};
const comparisons = ['==', '!=', '<=', '>=', '<', '>', 'in'];
const both = joined('and', '&&', comparison);
const either = joined('or', '||', both);

const arithmetic =
  (symbols: readonly string[], inner: (reader: Reader, depth: number) => Cel) =>
  (reader: Reader, depth: number): Cel => {
    let left = inner(reader, depth);
    for (let operator = reader.take(...symbols); operator; operator = reader.take(...symbols))
      left = { is: 'arithmetic', operator, left, right: inner(reader, depth) };
    return left;
  };
const unary = (reader: Reader, depth: number): Cel => {
  guard(reader, depth);
  if (reader.take('!')) return { is: 'not', of: unary(reader, depth + 1) };
  if (reader.take('-')) return { is: 'negative', of: unary(reader, depth + 1) };
  return postfix(reader, depth);
};
const product = arithmetic(['*', '/', '%'], unary);
const sum = arithmetic(['+', '-'], product);

const postfix = (reader: Reader, depth: number): Cel => {
  let made = primary(reader, depth);
  for (;;) {
    if (reader.take('.')) {
      const token = reader.next();
      if (token.kind !== 'word') throw new Stop({ problem: 'unexpected', about: token.text, at: token.at });
      made = reader.take('(') ? { is: 'call', name: token.text, on: made, args: list(reader, ')', depth) } : { is: 'member', of: made, name: token.text };
    } else if (reader.take('[')) {
      const at = choice(reader, depth + 1);
      reader.expect(']');
      made = { is: 'index', of: made, at };
    } else return made;
  }
};

const primary = (reader: Reader, depth: number): Cel => {
  const token = reader.next();
  if (token.kind === 'text') return { is: 'value', value: token.text };
  if (token.kind === 'number') return { is: 'value', value: Number(token.text) };
  if (token.kind === 'word') {
    if (token.text === 'true' || token.text === 'false') return { is: 'value', value: token.text === 'true' };
    if (token.text === 'null') return { is: 'value', value: null };
    return reader.take('(') ? { is: 'call', name: token.text, on: undefined, args: list(reader, ')', depth) } : { is: 'name', name: token.text };
  }
  if (token.text === '(') {
    const inner = choice(reader, depth + 1);
    reader.expect(')');
    return inner;
  }
  if (token.text === '[') return { is: 'list', of: list(reader, ']', depth) };
  throw new Stop({ problem: 'unexpected', about: token.text, at: token.at });
};

const list = (reader: Reader, end: string, depth: number): Cel[] => {
  const found: Cel[] = [];
  while (!reader.take(end)) {
    found.push(choice(reader, depth + 1));
    if (reader.take(',')) continue;
    reader.expect(end);
    break;
  }
  return found;
};

/** Back to text, in one form for equal trees. */
export const celText = (cel: Cel): string => {
  switch (cel.is) {
    case 'value':
      return typeof cel.value === 'string' ? JSON.stringify(cel.value) : String(cel.value);
    case 'name':
      return cel.name;
    case 'member':
      return `${celText(cel.of)}.${cel.name}`;
    case 'index':
      return `${celText(cel.of)}[${celText(cel.at)}]`;
    case 'call':
      return `${cel.on ? `${celText(cel.on)}.` : ''}${cel.name}(${cel.args.map(celText).join(', ')})`;
    case 'list':
      return `[${cel.of.map(celText).join(', ')}]`;
    case 'not':
      return `!(${celText(cel.of)})`;
    case 'negative':
      return `-${celText(cel.of)}`;
    case 'and':
      return cel.of.map((one) => `(${celText(one)})`).join(' && ');
    case 'or':
      return cel.of.map((one) => `(${celText(one)})`).join(' || ');
    case 'compare':
    case 'arithmetic':
      return `${celText(cel.left)} ${cel.operator} ${celText(cel.right)}`;
    case 'choice':
      return `(${celText(cel.if)}) ? (${celText(cel.then)}) : (${celText(cel.else)})`;
  }
};
