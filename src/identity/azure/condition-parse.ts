/** The tree of a condition of a role assignment. "Azure role assignment condition format and syntax" (Microsoft Learn). */
export type Condition =
  | { readonly is: 'and' | 'or'; readonly of: readonly Condition[] }
  | { readonly is: 'not'; readonly of: Condition }
  | { readonly is: 'action' | 'suboperation'; readonly pattern: string }
  | { readonly is: 'exists'; readonly attribute: Attribute }
  | { readonly is: 'compare'; readonly left: Operand; readonly operator: string; readonly across: Across | undefined; readonly right: Operand };

/** `ForAnyOfAllValues`: for any on the left and all on the right. */
export interface Across {
  readonly left: 'any' | 'all';
  readonly right: 'any' | 'all';
}
export interface Attribute {
  readonly source: 'principal' | 'resource' | 'request' | 'environment';
  /** Between the brackets, as written. */
  readonly name: string;
}
export type Operand = Attribute | { readonly values: readonly string[] };

/** Why a condition cannot be read, and where: `at` counts UTF-16 units from 0. */
export interface ConditionProblem {
  readonly problem: 'unexpected' | 'unfinished' | 'unknown-operator' | 'ambiguous' | 'too-deep';
  readonly about: string;
  readonly at: number;
}

/** Parses a condition. Names of functions, sources and operators are read without case, as the service does. */
export const parseCondition = (text: string): Condition | ConditionProblem => {
  try {
    const reader = new Reader(tokens(text), text.length);
    const tree = either(reader, 0);
    const rest = reader.peek();
    if (rest) throw new Stop({ problem: 'unexpected', about: rest.text, at: rest.at });
    return tree;
  } catch (failure) {
    if (failure instanceof Stop) return failure.found;
    throw failure;
  }
};

interface Token {
  readonly kind: 'symbol' | 'word' | 'text' | 'attribute';
  readonly text: string;
  readonly at: number;
}

/** Leaves the recursion at the first problem; never leaves this file. */
class Stop extends Error {
  readonly found: ConditionProblem;
  constructor(found: ConditionProblem) {
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
  peek(ahead = 0): Token | undefined {
    return this.tokens[this.at + ahead];
  }
  next(): Token {
    const token = this.tokens[this.at++];
    if (!token) throw new Stop({ problem: 'unfinished', about: '', at: this.length });
    return token;
  }
  /** Takes one of these symbols or words, if it is next. */
  take(...wanted: readonly string[]): boolean {
    const token = this.peek();
    if (!token || token.kind === 'text' || token.kind === 'attribute' || !wanted.includes(token.text.toLowerCase())) return false;
    this.at++;
    return true;
  }
  expect(symbol: string): void {
    const token = this.next();
    if (token.kind !== 'symbol' || token.text !== symbol) throw new Stop({ problem: 'unexpected', about: token.text, at: token.at });
  }
}

const tokens = (text: string): Token[] => {
  const found: Token[] = [];
  const pattern = /\s+|(?<attribute>@\w+\s*\[[^\]]*\])|(?<text>'(?:[^']|'')*'|"[^"]*")|(?<symbol>&&|\|\||[(){}!,])|(?<word>[^\s(){},'"!&|]+)/gy;
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (!match) throw new Stop({ problem: 'unexpected', about: text.charAt(at), at });
    const { attribute, text: quoted, symbol, word } = match.groups ?? {};
    if (attribute !== undefined) found.push({ kind: 'attribute', text: attribute, at });
    else if (quoted !== undefined) found.push({ kind: 'text', text: quoted.slice(1, -1).replaceAll("''", "'"), at });
    else if (symbol !== undefined) found.push({ kind: 'symbol', text: symbol, at });
    else if (word !== undefined) found.push({ kind: 'word', text: word, at });
  }
  return found;
};

const deepest = 200;

/** AND and OR side by side without parentheses are ambiguous: the document asks for parentheses. */
const either = (reader: Reader, depth: number): Condition => {
  if (depth > deepest) throw new Stop({ problem: 'too-deep', about: '', at: reader.peek()?.at ?? reader.length });
  const list = [unary(reader, depth)];
  let joint: 'and' | 'or' | undefined;
  for (;;) {
    const token = reader.peek();
    const is = reader.take('and', '&&') ? 'and' : reader.take('or', '||') ? 'or' : undefined;
    if (!is) break;
    if (joint && joint !== is) throw new Stop({ problem: 'ambiguous', about: token?.text ?? '', at: token?.at ?? reader.length });
    joint = is;
    list.push(unary(reader, depth));
  }
  const [only] = list;
  return only && !joint ? only : { is: joint ?? 'and', of: list };
};

const unary = (reader: Reader, depth: number): Condition => {
  if (depth > deepest) throw new Stop({ problem: 'too-deep', about: '', at: reader.peek()?.at ?? reader.length });
  if (reader.take('!', 'not')) return { is: 'not', of: unary(reader, depth + 1) };
  if (reader.take('(')) {
    const inner = either(reader, depth + 1);
    reader.expect(')');
    return inner;
  }
  if (reader.take('exists')) return { is: 'exists', attribute: attributeOf(reader.next()) };
  if (reader.take('actionmatches')) return { is: 'action', pattern: braced(reader) };
  if (reader.take('suboperationmatches')) return { is: 'suboperation', pattern: braced(reader) };
  return comparison(reader);
};

const braced = (reader: Reader): string => {
  const { values, at } = list(reader);
  const [only] = values;
  if (only === undefined || values.length > 1) throw new Stop({ problem: 'unexpected', about: values.join(', '), at });
  return only;
};

const comparison = (reader: Reader): Condition => {
  const left = operand(reader);
  const token = reader.next();
  const [head = '', tail] = token.text.split(':');
  const across = tail === undefined ? undefined : acrossOf(head);
  const operator = operators.get((tail ?? head).toLowerCase());
  if (token.kind !== 'word' || !operator || (tail !== undefined && !across))
    throw new Stop({ problem: token.kind === 'word' ? 'unknown-operator' : 'unexpected', about: token.text, at: token.at });
  return { is: 'compare', left, operator, across, right: operand(reader) };
};

const acrossOf = (text: string): Across | undefined => {
  const match = /^for(any|all)of(any|all)values$/i.exec(text);
  if (!match) return undefined;
  const side = (one: string | undefined): 'any' | 'all' => (one?.toLowerCase() === 'all' ? 'all' : 'any');
  return { left: side(match[1]), right: side(match[2]) };
};

const operand = (reader: Reader): Operand => {
  const token = reader.peek();
  if (token?.kind === 'attribute') return attributeOf(reader.next());
  if (token?.kind === 'symbol' && token.text === '{') return { values: list(reader).values };
  const single = reader.next();
  if (single.kind === 'symbol') throw new Stop({ problem: 'unexpected', about: single.text, at: single.at });
  return { values: [single.text] };
};

const list = (reader: Reader): { values: string[]; at: number } => {
  const at = reader.peek()?.at ?? reader.length;
  reader.expect('{');
  const values: string[] = [];
  while (!reader.take('}')) {
    const token = reader.next();
    if (token.kind === 'symbol') throw new Stop({ problem: 'unexpected', about: token.text, at: token.at });
    values.push(token.text);
    if (!reader.take(',') && reader.peek()?.text !== '}') {
      const wrong = reader.next();
      throw new Stop({ problem: 'unexpected', about: wrong.text, at: wrong.at });
    }
  }
  return { values, at };
};

const attributeOf = (token: Token): Attribute => {
  const match = /^@(\w+)\s*\[([^\]]*)\]$/.exec(token.text);
  const source = sources.find((one) => one === match?.[1]?.toLowerCase());
  if (token.kind !== 'attribute' || !source) throw new Stop({ problem: 'unexpected', about: token.text, at: token.at });
  return { source, name: (match?.[2] ?? '').trim() };
};
const sources = ['principal', 'resource', 'request', 'environment'] as const;

const named = [
  ...['StringEquals', 'StringNotEquals', 'StringStartsWith', 'StringNotStartsWith', 'StringLike', 'StringNotLike'].flatMap((name) => [
    name,
    `${name}IgnoreCase`,
  ]),
  ...['Numeric', 'DateTime'].flatMap((type) =>
    ['Equals', 'NotEquals', 'GreaterThan', 'GreaterThanEquals', 'LessThan', 'LessThanEquals'].map((name) => `${type}${name}`),
  ),
  'BoolEquals',
  'BoolNotEquals',
  'GuidEquals',
  'GuidNotEquals',
];
const operators = new Map(named.map((name) => [name.toLowerCase(), name]));
