import type { Diagnostic } from '#core/diagnostic';
import type { SourceFile } from '#core/origin';
import { Problem, problemAt, problems, type ProblemCode } from './problem.ts';
import type { Attribute, Block, Body, Comment, Expression, Label, ParsedFile, Splat, SplatStep, TemplatePart } from './syntax.ts';
import { assembleTemplate, stripMarks, type TemplateToken } from './template.ts';

const deepest = 200;
const mostDiagnostics = 20;

/**
 * Reads a file in HCL native syntax. Never throws: what cannot be read is a diagnostic, and reading goes on behind it, so that one bad block does not
 * lose the file. https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 */
export const parseHcl = (file: SourceFile): ParsedFile => {
  const first = new Parser(file, false);
  const body = first.file_();
  // A block that never closes swallows the rest: read again, and let a block keyword at the start of a line close what is open.
  if (!first.unclosed) return { file, body, comments: first.comments, diagnostics: first.diagnostics };
  const second = new Parser(file, true);
  return { file, body: second.file_(), comments: second.comments, diagnostics: second.diagnostics };
};

/** Reads one expression that spans the range; undefined with diagnostics if it cannot. */
export const parseExpression = (
  file: SourceFile,
  start = 0,
  end = file.text.length,
): { readonly expression: Expression | undefined; readonly diagnostics: readonly Diagnostic[] } => {
  const parser = new Parser(file, false, start, end);
  try {
    return { expression: parser.whole(), diagnostics: [] };
  } catch (problem) {
    return { expression: undefined, diagnostics: [problemAt(file, problem)] };
  }
};

/** Reads a text that is a template as a whole (`templatefile`, a string of JSON syntax). */
export const parseTemplateText = (
  file: SourceFile,
  start = 0,
  end = file.text.length,
): { readonly parts: readonly TemplatePart[]; readonly diagnostics: readonly Diagnostic[] } => {
  const parser = new Parser(file, false, start, end);
  try {
    return { parts: parser.bareTemplate(), diagnostics: [] };
  } catch (problem) {
    return { parts: [], diagnostics: [problemAt(file, problem)] };
  }
};

const blockKeywords = new Set(['resource', 'data', 'module', 'variable', 'output', 'locals', 'provider', 'terraform', 'moved', 'import', 'removed', 'check']);
const precedence: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
};
type BinaryOperator = Extract<Expression, { kind: 'binary' }>['operator'];
const isOperator = (text: string): text is BinaryOperator => text in precedence;

class Parser {
  readonly comments: Comment[] = [];
  readonly diagnostics: Diagnostic[] = [];
  unclosed = false;
  private position: number;
  private readonly end: number;
  private readonly text: string;
  private readonly file: SourceFile;
  private readonly columns: boolean;
  private depth = 0;
  /** Newlines are white space here (inside parentheses and brackets). */
  private loose = false;

  constructor(file: SourceFile, columns: boolean, start = 0, end = file.text.length) {
    this.file = file;
    this.text = file.text;
    this.columns = columns;
    this.position = start === 0 && file.text.charCodeAt(0) === 0xfeff ? 1 : start;
    this.end = end;
  }

  file_(): Body {
    const attributes: Attribute[] = [];
    const blocks: Block[] = [];
    while (this.position < this.end) {
      this.body(attributes, blocks, true);
      // Only a stray closing brace stops the top level early.
      if (this.position < this.end) {
        this.report(problems.strayBrace(this.position, this.position + 1));
        this.position++;
      }
    }
    return { attributes, blocks };
  }

  whole(): Expression {
    this.loose = true;
    const expression = this.expression();
    this.space();
    if (this.position < this.end) this.fail('unexpected', this.position);
    return expression;
  }

  bareTemplate(): TemplatePart[] {
    const tokens: TemplateToken[] = [];
    let from = this.position;
    let text = '';
    const flush = (): void => {
      if (text) tokens.push({ is: 'text', value: text, start: from, end: this.position });
      text = '';
    };
    while (this.position < this.end) {
      const sign = this.text[this.position];
      if ((sign === '$' || sign === '%') && this.text[this.position + 1] === '{') {
        flush();
        tokens.push(this.sequence());
        from = this.position;
      } else if ((sign === '$' || sign === '%') && this.text[this.position + 1] === sign && this.text[this.position + 2] === '{') {
        text += `${sign}{`;
        this.position += 3;
      } else {
        text += sign;
        this.position++;
      }
    }
    flush();
    return assembleTemplate(this.file, tokens, false);
  }

  /** Attributes and blocks up to a closing brace or the end. */
  private body(attributes: Attribute[], blocks: Block[], top: boolean): void {
    const seen = new Set<string>();
    for (;;) {
      this.lines();
      if (this.position >= this.end || this.at('}')) return;
      if (!top && this.columns && this.startsTopBlock()) return;
      const start = this.position;
      const { depth } = this;
      try {
        this.item(attributes, blocks, seen, top);
      } catch (problem) {
        this.report(problem);
        this.depth = depth;
        this.loose = false;
        this.position = this.recover(start);
      }
    }
  }

  private item(attributes: Attribute[], blocks: Block[], seen: Set<string>, top: boolean): void {
    const start = this.position;
    const name = this.identifier();
    this.blank();
    if (this.at('=') && this.text[this.position + 1] !== '=') {
      this.position++;
      const value = this.expression();
      const attribute: Attribute = { is: 'written', file: this.file, start, end: value.end, from: undefined, name, value };
      if (seen.has(name)) this.report(problems.duplicate(start, value.end, name));
      else attributes.push(attribute);
      seen.add(name);
      this.endOfItem(top);
      return;
    }
    const labels: Label[] = [];
    while (!this.at('{')) {
      const from = this.position;
      if (this.at('"')) {
        const string = this.quoted();
        if (string.kind !== 'string') this.fail('label', from);
        labels.push({ is: 'written', file: this.file, start: from, end: this.position, from: undefined, text: string.kind === 'string' ? string.value : '' });
      } else if (this.startsIdentifier(this.position)) {
        const text = this.identifier();
        labels.push({ is: 'written', file: this.file, start: from, end: this.position, from: undefined, text });
      } else this.fail('expected-block', from);
      this.blank();
    }
    const open = this.position;
    if (++this.depth > deepest) this.fail('too-deep', open);
    this.position++;
    const inner: { attributes: Attribute[]; blocks: Block[] } = { attributes: [], blocks: [] };
    this.body(inner.attributes, inner.blocks, false);
    this.depth--;
    const close = this.position;
    if (this.at('}')) this.position++;
    else {
      this.unclosed = true;
      this.report(problems.unclosedBlock(start, open + 1));
    }
    blocks.push({ is: 'written', file: this.file, start, end: this.position, from: undefined, type: name, labels, body: inner, open, close });
    this.endOfItem(top);
  }

  private endOfItem(top: boolean): void {
    this.blank();
    if (this.position >= this.end || this.at('\n') || this.at('}')) return;
    if (this.at('\r') && this.text[this.position + 1] === '\n') return;
    // After a block that was closed for us the next item follows at once.
    if (this.columns && (top || this.startsTopBlock()) && this.text[this.position - 1] === '\n') return;
    this.fail('expected-newline', this.position);
  }

  private startsTopBlock(): boolean {
    if (this.position > 0 && this.text[this.position - 1] !== '\n') return false;
    const word = /[a-z]+/y;
    word.lastIndex = this.position;
    const [found] = word.exec(this.text) ?? [];
    return found !== undefined && blockKeywords.has(found);
  }

  /** The end of the broken item that began at `start`: the line end at which its brackets are balanced, or the brace that closes its parent. */
  private recover(start: number): number {
    let nesting = 0;
    let at = start;
    const { text, end } = this;
    while (at < end) {
      const sign = text[at];
      if (sign === '"') at = skipQuoted(text, at, end);
      else if (sign === '#' || (sign === '/' && text[at + 1] === '/')) at = lineEnd(text, at, end) - 1;
      else if (sign === '/' && text[at + 1] === '*') {
        const close = text.indexOf('*/', at + 2);
        at = close < 0 ? end : close + 1;
      } else if (sign === '{' || sign === '[' || sign === '(') nesting++;
      else if (sign === '}' || sign === ']' || sign === ')') {
        if (nesting === 0 && sign === '}' && at > start) return at;
        nesting = Math.max(0, nesting - 1);
      } else if (sign === '\n') {
        if (nesting === 0) return Math.max(at, start + 1);
        // Unbalanced for good: the next line that begins a block of its own ends it.
        const word = /(?:resource|data|module|variable|output|locals|provider|terraform)\b/y;
        word.lastIndex = at + 1;
        if (word.test(text)) return at;
      }
      at++;
    }
    return end;
  }

  // --- expressions ---

  private expression(): Expression {
    if (++this.depth > deepest) this.fail('too-deep', this.position);
    const condition = this.binary(1);
    this.space();
    let result = condition;
    if (this.at('?')) {
      this.position++;
      const then = this.expression();
      this.space();
      this.expect(':');
      const otherwise = this.expression();
      result = { is: 'written', file: this.file, start: condition.start, end: otherwise.end, from: undefined, kind: 'conditional', condition, then, otherwise };
    }
    this.depth--;
    return result;
  }

  private binary(least: number): Expression {
    let left = this.unary();
    for (;;) {
      this.space();
      const operator = this.operator();
      if (operator === undefined || (precedence[operator] ?? 0) < least) return left;
      this.position += operator.length;
      const right = this.binary((precedence[operator] ?? 0) + 1);
      left = { is: 'written', file: this.file, start: left.start, end: right.end, from: undefined, kind: 'binary', operator, left, right };
    }
  }

  private operator(): BinaryOperator | undefined {
    const two = this.text.slice(this.position, this.position + 2);
    if (isOperator(two)) return two;
    const one = two[0] ?? '';
    return isOperator(one) && !(one === '/' && (two === '//' || two === '/*')) ? one : undefined;
  }

  private unary(): Expression {
    this.space();
    const start = this.position;
    if (!this.at('-') && !this.at('!')) return this.postfix(this.term());
    const operator = this.at('-') ? '-' : '!';
    this.position++;
    if (++this.depth > deepest) this.fail('too-deep', start);
    const operand = this.unary();
    this.depth--;
    return { is: 'written', file: this.file, start, end: operand.end, from: undefined, kind: 'unary', operator, operand };
  }

  private term(): Expression {
    this.space();
    const start = this.position;
    const code = this.text.charCodeAt(start);
    if (start >= this.end) this.fail('expected-expression', start);
    if (code === 34) return this.quoted();
    if (code >= 48 && code <= 57) return this.numeral();
    if (code === 40) {
      const inner = this.inside(')', () => this.expression());
      return { is: 'written', file: this.file, start, end: this.position, from: undefined, kind: 'parentheses', inner };
    }
    if (code === 91) return this.brackets();
    if (code === 123) return this.braces();
    if (code === 60 && this.text.charCodeAt(start + 1) === 60) return this.heredoc();
    if (!this.startsIdentifier(start)) this.fail('expected-expression', start);
    return this.named();
  }

  private named(): Expression {
    const start = this.position;
    let name = this.identifier();
    while (this.text.startsWith('::', this.position)) {
      this.position += 2;
      name += `::${this.identifier()}`;
    }
    if (this.at('(')) return this.call(start, name);
    if (name === 'true' || name === 'false')
      return { is: 'written', file: this.file, start, end: this.position, from: undefined, kind: 'boolean', value: name === 'true' };
    if (name === 'null') return { is: 'written', file: this.file, start, end: this.position, from: undefined, kind: 'null' };
    return { is: 'written', file: this.file, start, end: this.position, from: undefined, kind: 'variable', name };
  }

  private call(start: number, name: string): Expression {
    const args: Expression[] = [];
    let spread = false;
    this.inside(')', () => {
      for (;;) {
        this.space();
        if (this.at(')')) return;
        args.push(this.expression());
        this.space();
        if (this.text.startsWith('...', this.position)) {
          this.position += 3;
          spread = true;
          this.space();
        }
        if (!this.at(',')) return;
        this.position++;
      }
    });
    return { is: 'written', file: this.file, start, end: this.position, from: undefined, kind: 'call', name, args, spread };
  }

  private numeral(): Expression {
    const start = this.position;
    const number = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
    number.lastIndex = start;
    const [text = ''] = number.exec(this.text) ?? [];
    this.position = start + text.length;
    if (this.startsIdentifier(this.position)) this.fail('unexpected', this.position);
    return { is: 'written', file: this.file, start, end: this.position, from: undefined, kind: 'number', text };
  }

  private brackets(): Expression {
    const start = this.position;
    return this.inside(']', () => {
      this.space();
      if (this.isFor()) return this.forExpression(start, ']');
      const items: Expression[] = [];
      for (;;) {
        this.space();
        if (this.at(']')) break;
        items.push(this.expression());
        this.space();
        if (!this.at(',')) break;
        this.position++;
      }
      this.space();
      this.must(']');
      return { is: 'written', file: this.file, start, end: this.position + 1, from: undefined, kind: 'tuple', items };
    });
  }

  private braces(): Expression {
    const start = this.position;
    this.position++;
    const { loose } = this;
    this.lines();
    if (this.isFor()) {
      this.loose = true;
      const result = this.forExpression(start, '}');
      this.position++;
      this.loose = loose;
      return result;
    }
    this.loose = false;
    const items: { readonly [K in keyof import('./syntax.ts').ObjectItem]: import('./syntax.ts').ObjectItem[K] }[] = [];
    for (;;) {
      this.lines();
      if (this.at('}')) break;
      const from = this.position;
      const { key, bare } = this.objectKey();
      this.blank();
      if (!this.at('=') && !this.at(':')) this.fail('expected-equals', this.position);
      this.position++;
      this.lines();
      const value = this.expression();
      items.push({ is: 'written', file: this.file, start: from, end: value.end, from: undefined, key, bare, value });
      this.blank();
      if (this.at(',')) this.position++;
      else if (!this.at('\n') && !this.at('}') && !this.at('\r')) this.fail('expected-item-end', this.position);
    }
    this.position++;
    this.loose = loose;
    return { is: 'written', file: this.file, start, end: this.position, from: undefined, kind: 'object', items };
  }

  private objectKey(): { key: Expression; bare: boolean } {
    const start = this.position;
    if (this.startsIdentifier(start)) {
      const value = this.identifier();
      const end = this.position;
      this.blank();
      if ((this.at('=') && this.text[this.position + 1] !== '=') || this.at(':'))
        return { key: { is: 'written', file: this.file, start, end, from: undefined, kind: 'string', value, heredoc: false }, bare: true };
      this.position = start;
    }
    return { key: this.expression(), bare: false };
  }

  private isFor(): boolean {
    if (!this.text.startsWith('for', this.position)) return false;
    const next = this.text.charCodeAt(this.position + 3);
    return next === 32 || next === 9 || next === 10 || next === 13;
  }

  /** Behind the opening bracket, at `for`; leaves the position at the closing one. */
  private forExpression(start: number, close: ']' | '}'): Expression {
    this.position += 3;
    this.space();
    let value = this.identifier();
    let key: string | undefined;
    this.space();
    if (this.at(',')) {
      this.position++;
      this.space();
      key = value;
      value = this.identifier();
      this.space();
    }
    if (this.identifier() !== 'in') this.fail('expected-in', this.position);
    const collection = this.expression();
    this.space();
    this.expect(':');
    let result = this.expression();
    let resultKey: Expression | undefined;
    let condition: Expression | undefined;
    let group = false;
    this.space();
    if (this.text.startsWith('=>', this.position)) {
      if (close === ']') this.fail('unexpected', this.position);
      this.position += 2;
      resultKey = result;
      result = this.expression();
      this.space();
      if (this.text.startsWith('...', this.position)) {
        this.position += 3;
        group = true;
        this.space();
      }
    } else if (close === '}') this.fail('expected-arrow', this.position);
    if (this.startsIdentifier(this.position)) {
      const at = this.position;
      if (this.identifier() !== 'if') this.fail('unexpected', at);
      condition = this.expression();
      this.space();
    }
    this.must(close);
    return {
      is: 'written',
      file: this.file,
      start,
      end: this.position + 1,
      from: undefined,
      kind: 'for',
      key,
      value,
      collection,
      resultKey,
      result,
      condition,
      group,
    };
  }

  /** What stands between brackets, newlines being white space; the position ends up behind the closing one. */
  private inside<T>(close: string, read: () => T): T {
    const { loose } = this;
    this.loose = true;
    this.position++;
    const result = read();
    this.space();
    this.expect(close);
    this.loose = loose;
    return result;
  }

  private postfix(term: Expression): Expression {
    let result = term;
    for (;;) {
      const here = this.position;
      this.space();
      if (this.at('.') && this.text[this.position + 1] !== '.') {
        this.position++;
        this.space();
        if (this.at('*')) {
          this.position++;
          result = this.attributeSplat(result);
        } else if (isDigit(this.text.charCodeAt(this.position))) {
          const start = this.position;
          while (isDigit(this.text.charCodeAt(this.position))) this.position++;
          const key: Expression = {
            is: 'written',
            file: this.file,
            start,
            end: this.position,
            from: undefined,
            kind: 'number',
            text: this.text.slice(start, this.position),
          };
          result = { is: 'written', file: this.file, start: result.start, end: this.position, from: undefined, kind: 'index', of: result, key };
        } else {
          const name = this.identifier();
          result = { is: 'written', file: this.file, start: result.start, end: this.position, from: undefined, kind: 'attribute', of: result, name };
        }
      } else if (this.at('[')) {
        result = this.indexed(result);
      } else {
        this.position = here;
        return result;
      }
    }
  }

  private indexed(of: Expression): Expression {
    const start = this.position;
    const star = /\[\s*\*\s*\]/y;
    star.lastIndex = start;
    const [splat] = star.exec(this.text) ?? [];
    if (splat) {
      this.position = start + splat.length;
      const steps: SplatStep[] = [];
      for (;;) {
        if (this.at('.') && this.startsIdentifier(this.position + 1)) {
          this.position++;
          steps.push({ attribute: this.identifier() });
        } else if (this.at('[') && !/\[\s*\*\s*\]/y.test(this.text.slice(this.position, this.position + 8))) {
          steps.push({ index: this.inside(']', () => this.expression()) });
        } else break;
      }
      const node: Splat = { is: 'written', file: this.file, start: of.start, end: this.position, from: undefined, kind: 'splat', of, full: true, steps };
      return node;
    }
    const key = this.inside(']', () => this.expression());
    return { is: 'written', file: this.file, start: of.start, end: this.position, from: undefined, kind: 'index', of, key };
  }

  private attributeSplat(of: Expression): Expression {
    const steps: SplatStep[] = [];
    while (this.at('.') && this.startsIdentifier(this.position + 1)) {
      this.position++;
      steps.push({ attribute: this.identifier() });
    }
    return { is: 'written', file: this.file, start: of.start, end: this.position, from: undefined, kind: 'splat', of, full: false, steps };
  }

  // --- strings ---

  private quoted(): Extract<Expression, { kind: 'string' | 'template' }> {
    const start = this.position++;
    const tokens: TemplateToken[] = [];
    let text = '';
    let from = this.position;
    const flush = (): void => {
      if (text) tokens.push({ is: 'text', value: text, start: from, end: this.position });
      text = '';
    };
    for (;;) {
      let run = this.position;
      // The usual letters in one go.
      while (run < this.end) {
        const code = this.text.charCodeAt(run);
        if (code === 34 || code === 92 || code === 36 || code === 37 || code === 10) break;
        run++;
      }
      if (run > this.position) {
        text += this.text.slice(this.position, run);
        this.position = run;
      }
      if (run >= this.end || this.text[run] === '\n') this.fail('unclosed-string', start);
      const sign = this.text[run];
      if (sign === '"') break;
      if (sign === '\\') text += this.escape();
      else if (this.text[run + 1] === '{') {
        flush();
        tokens.push(this.sequence());
        from = this.position;
      } else if (this.text[run + 1] === sign && this.text[run + 2] === '{') {
        text += `${sign}{`;
        this.position += 3;
      } else {
        text += sign;
        this.position++;
      }
    }
    flush();
    this.position++;
    return this.stringNode(start, tokens, false);
  }

  private stringNode(start: number, tokens: readonly TemplateToken[], heredoc: boolean): Extract<Expression, { kind: 'string' | 'template' }> {
    const parts = assembleTemplate(this.file, tokens, heredoc);
    const { file, position: end } = this;
    const [only] = parts;
    if (parts.length === 0) return { is: 'written', file, start, end, from: undefined, kind: 'string', value: '', heredoc };
    if (parts.length === 1 && only?.kind === 'text') return { is: 'written', file, start, end, from: undefined, kind: 'string', value: only.value, heredoc };
    return { is: 'written', file, start, end, from: undefined, kind: 'template', parts, heredoc };
  }

  private escape(): string {
    const start = this.position;
    const sign = this.text[start + 1] ?? '';
    const plain = ({ n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' } as const)[sign];
    if (plain !== undefined) {
      this.position += 2;
      return plain;
    }
    const digits = sign === 'u' ? 4 : sign === 'U' ? 8 : 0;
    const hex = this.text.slice(start + 2, start + 2 + digits);
    if (digits === 0 || !/^[0-9a-fA-F]+$/.test(hex) || hex.length < digits || Number.parseInt(hex, 16) > 0x10_ffff) this.fail('bad-escape', start);
    this.position += 2 + digits;
    return String.fromCodePoint(Number.parseInt(hex, 16));
  }

  /** `${ ... }` or `%{ ... }`. */
  private sequence(): TemplateToken {
    const start = this.position;
    const directive = this.text[start] === '%';
    this.position += 2;
    const stripBefore = this.at('~');
    if (stripBefore) this.position++;
    const { loose } = this;
    this.loose = true;
    if (++this.depth > deepest) this.fail('too-deep', start);
    const inner = directive ? this.directive() : { is: 'value' as const, value: this.expression() };
    this.depth--;
    this.space();
    const stripAfter = this.at('~');
    if (stripAfter) this.position++;
    if (!this.at('}')) this.fail('unclosed-interpolation', start);
    this.position++;
    this.loose = loose;
    return { ...inner, start, end: this.position, stripBefore, stripAfter };
  }

  private directive():
    | { is: 'if'; condition: Expression }
    | { is: 'for'; key: string | undefined; value: string; collection: Expression }
    | { is: 'else' | 'endif' | 'endfor' } {
    this.space();
    const at = this.position;
    const word = this.identifier();
    if (word === 'if') return { is: 'if', condition: this.expression() };
    if (word === 'else' || word === 'endif' || word === 'endfor') return { is: word };
    if (word !== 'for') this.fail('bad-directive', at);
    this.space();
    let value = this.identifier();
    let key: string | undefined;
    this.space();
    if (this.at(',')) {
      this.position++;
      this.space();
      key = value;
      value = this.identifier();
      this.space();
    }
    if (this.identifier() !== 'in') this.fail('expected-in', this.position);
    return { is: 'for', key, value, collection: this.expression() };
  }

  private heredoc(): Expression {
    const start = this.position;
    const opening = /<<(-?)([\p{ID_Start}_][\p{ID_Continue}-]*)[ \t]*\r?\n/uy;
    opening.lastIndex = start;
    const [whole, flush, marker = ''] = opening.exec(this.text) ?? [];
    if (whole === undefined) this.fail('bad-heredoc', start);
    this.position = start + (whole?.length ?? 0);
    const tokens: TemplateToken[] = [];
    let text = '';
    let from = this.position;
    let lineStart = true;
    const cut = (): void => {
      if (text) tokens.push({ is: 'text', value: text, start: from, end: this.position });
      text = '';
      from = this.position;
    };
    for (;;) {
      if (this.position >= this.end) this.fail('unclosed-heredoc', start);
      if (lineStart) {
        const line = lineEnd(this.text, this.position, this.end);
        // Long lines are compared by their ends only.
        if (line - this.position < marker.length + 400 && this.text.slice(this.position, line).trim() === marker) {
          cut();
          this.position = this.text[line - 1] === '\r' ? line - 1 : line;
          break;
        }
        lineStart = false;
      }
      const sign = this.text[this.position] ?? '';
      if ((sign === '$' || sign === '%') && this.text[this.position + 1] === '{') {
        cut();
        tokens.push(this.sequence());
        from = this.position;
      } else if ((sign === '$' || sign === '%') && this.text[this.position + 1] === sign && this.text[this.position + 2] === '{') {
        text += `${sign}{`;
        this.position += 3;
      } else if (sign === '\n') {
        text += sign;
        this.position++;
        cut();
        lineStart = true;
      } else {
        let run = this.position + 1;
        while (run < this.end) {
          const code = this.text.charCodeAt(run);
          if (code === 10 || code === 36 || code === 37) break;
          run++;
        }
        text += this.text.slice(this.position, run);
        this.position = run;
      }
    }
    return this.stringNode(start, flush ? unindent(stripMarks(tokens)) : tokens, true);
  }

  // --- letters ---

  private identifier(): string {
    const start = this.position;
    if (!this.startsIdentifier(start)) this.fail('expected-name', start);
    let at = start + 1;
    while (at < this.end) {
      const code = this.text.charCodeAt(at);
      if (isWord(code)) at++;
      else if (code > 127 && /[\p{ID_Continue}]/u.test(String.fromCodePoint(this.text.codePointAt(at) ?? 0)))
        at += (this.text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
      else break;
    }
    this.position = at;
    return this.text.slice(start, at);
  }

  private startsIdentifier(at: number): boolean {
    if (at >= this.end) return false;
    const code = this.text.charCodeAt(at);
    if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95) return true;
    return code > 127 && /\p{ID_Start}/u.test(String.fromCodePoint(this.text.codePointAt(at) ?? 0));
  }

  private at(sign: string): boolean {
    return this.position < this.end && this.text[this.position] === sign;
  }

  private expect(sign: string): void {
    this.must(sign);
    this.position++;
  }

  private must(sign: string): void {
    if (!this.at(sign)) this.fail('expected-sign', this.position, sign);
  }

  /** White space as it counts here. */
  private space(): void {
    this.skip(this.loose);
  }
  /** White space within the line. */
  private blank(): void {
    this.skip(this.loose);
  }
  /** White space and newlines. */
  private lines(): void {
    this.skip(true);
  }

  private skip(newlines: boolean): void {
    const { text, end } = this;
    while (this.position < end) {
      const code = text.charCodeAt(this.position);
      if (code === 32 || code === 9 || (code === 10 && newlines) || (code === 13 && (newlines || text.charCodeAt(this.position + 1) === 10))) this.position++;
      else if (code === 35 || (code === 47 && text.charCodeAt(this.position + 1) === 47)) this.comment(lineEnd(text, this.position, end));
      else if (code === 47 && text.charCodeAt(this.position + 1) === 42) {
        const close = text.indexOf('*/', this.position + 2);
        if (close < 0) this.fail('unclosed-comment', this.position);
        this.comment(close + 2);
      } else return;
    }
  }

  private comment(end: number): void {
    this.comments.push({ start: this.position, end });
    this.position = end;
  }

  private fail(code: ProblemCode, at: number, detail?: string): never {
    throw new Problem(code, at, Math.min(at + 1, this.end), detail ?? this.text.slice(at, at + 12).split('\n')[0] ?? '');
  }

  private report(problem: unknown): void {
    if (this.diagnostics.length < mostDiagnostics) this.diagnostics.push(problemAt(this.file, problem));
    else if (!(problem instanceof Problem)) throw problem;
  }
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isWord = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || code === 45;

const lineEnd = (text: string, from: number, end: number): number => {
  const found = text.indexOf('\n', from);
  return found < 0 || found > end ? end : found;
};

/** The closing quote of a string, or the end of its line. */
const skipQuoted = (text: string, start: number, end: number): number => {
  let at = start + 1;
  while (at < end && text[at] !== '"' && text[at] !== '\n') at += text[at] === '\\' ? 2 : 1;
  return text[at] === '\n' ? at - 1 : at;
};

/** Takes the common indentation of the lines away (`<<-`); a line that begins with an interpolation has none. */
const unindent = (tokens: readonly TemplateToken[]): TemplateToken[] => {
  let common = Infinity;
  let lineStart = true;
  const adjust = new Set<TemplateToken>();
  for (const token of tokens) {
    if (lineStart) {
      lineStart = false;
      if (token.is !== 'text') common = 0;
      else {
        const indent = token.value.length - token.value.trimStart().length;
        if (indent < token.value.length || !token.value.endsWith('\n')) {
          common = Math.min(common, indent);
          adjust.add(token);
        }
      }
    }
    if (token.is === 'text' && token.value.endsWith('\n')) lineStart = true;
  }
  return common === Infinity
    ? [...tokens]
    : tokens.map((token) => (adjust.has(token) && token.is === 'text' ? { ...token, value: token.value.slice(common) } : token));
};
