import type { SourceFile } from '#core/origin';
import { deepest, isWhite } from './lex.ts';
import { SyntaxProblem } from './parse-problem.ts';
import type { Expression, TemplatePart } from './syntax.ts';

/** A template as it is read, in a row. A text ends at a newline at the latest, for strip marks and indentation go by such pieces. */
export type TemplateToken =
  | { readonly is: 'text'; readonly value: string; readonly start: number; readonly end: number }
  | (Mark & { readonly is: 'value'; readonly value: Expression })
  | (Mark & { readonly is: 'if'; readonly condition: Expression })
  | (Mark & { readonly is: 'for'; readonly key: string | undefined; readonly value: string; readonly collection: Expression })
  | (Mark & { readonly is: 'else' | 'endif' | 'endfor' });
interface Mark {
  readonly start: number;
  readonly end: number;
  readonly stripBefore: boolean;
  readonly stripAfter: boolean;
}

/** Applies strip marks and indentation, joins texts and builds the tree of directives. */
export const assembleTemplate = (file: SourceFile, tokens: readonly TemplateToken[], indented: boolean): TemplatePart[] => {
  const stripped = strip(tokens);
  return nest(file, indented ? unindent(stripped) : stripped);
};

interface Open {
  readonly token: Extract<TemplateToken, { is: 'if' | 'for' }> | undefined;
  readonly then: TemplatePart[];
  otherwise: TemplatePart[] | undefined;
}

const nest = (file: SourceFile, tokens: readonly TemplateToken[]): TemplatePart[] => {
  const top: Open = { token: undefined, then: [], otherwise: undefined };
  const open: Open[] = [top];
  let inner = top;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token === undefined) break;
    const into = inner.otherwise ?? inner.then;
    if (token.is === 'text') {
      const { start } = token;
      let { value, end } = token;
      for (let next = tokens[i + 1]; next?.is === 'text'; next = tokens[++i + 1]) {
        value += next.value;
        ({ end } = next);
      }
      into.push({ is: 'written', file, start, end, from: undefined, kind: 'text', value: composed(value) });
    } else if (token.is === 'value') {
      into.push({ is: 'written', file, start: token.start, end: token.end, from: undefined, kind: 'interpolation', value: token.value });
    } else if (token.is === 'if' || token.is === 'for') {
      inner = { token, then: [], otherwise: undefined };
      open.push(inner);
      if (open.length > deepest) throw new SyntaxProblem('too-deep', token.start, token.end, '');
    } else if (token.is === 'else') {
      if (inner.token?.is !== 'if' || inner.otherwise) throw new SyntaxProblem('stray-directive', token.start, token.end, 'else');
      inner.otherwise = [];
    } else {
      const { token: opening, then, otherwise } = inner;
      const { end } = token;
      if (opening === undefined || token.is !== `end${opening.is}`) throw new SyntaxProblem('stray-directive', token.start, end, token.is);
      open.pop();
      inner = open.at(-1) ?? top;
      const { start } = opening;
      const place = { is: 'written', file, start, end, from: undefined } as const;
      (inner.otherwise ?? inner.then).push(
        opening.is === 'if'
          ? { ...place, kind: 'template-if', condition: opening.condition, then, otherwise: otherwise ?? [] }
          : { ...place, kind: 'template-for', key: opening.key, value: opening.value, collection: opening.collection, body: then },
      );
    }
  }
  if (inner.token) throw new SyntaxProblem('unclosed-directive', inner.token.start, inner.token.end, '');
  return top.then;
};

/** Texts are kept in Unicode's composed form, as the language does. */
export const composed = (text: string): string => {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) >= 0x300) return text.normalize('NFC');
  return text;
};

/** A strip mark takes the white space of the one text next to it. */
const strip = (tokens: readonly TemplateToken[]): readonly TemplateToken[] => {
  if (!tokens.some((token) => token.is !== 'text' && (token.stripBefore || token.stripAfter))) return tokens;
  return tokens.map((token, i) => {
    if (token.is !== 'text') return token;
    const before = tokens[i - 1];
    const after = tokens[i + 1];
    let { value } = token;
    if (before && before.is !== 'text' && before.stripAfter) value = value.slice(indentOf(value));
    if (after && after.is !== 'text' && after.stripBefore) value = value.slice(0, contentEnd(value));
    return { ...token, value };
  });
};

/** `<<-`: takes away the common indentation of lines that begin with a text; blank lines do not count, a line that begins otherwise has none. */
const unindent = (tokens: readonly TemplateToken[]): readonly TemplateToken[] => {
  let common = Infinity;
  let lineStart = true;
  const indented = new Set<TemplateToken>();
  for (const token of tokens) {
    if (lineStart) {
      const indent = token.is === 'text' ? indentOf(token.value) : 0;
      if (token.is !== 'text' || indent < token.value.length || !token.value.endsWith('\n')) {
        common = Math.min(common, indent);
        indented.add(token);
      }
    }
    lineStart = token.is === 'text' ? token.value.endsWith('\n') : false;
  }
  if (indented.size === 0 || common === 0) return tokens;
  return tokens.map((token) =>
    token.is === 'text' && indented.has(token) ? { ...token, start: token.start + common, value: token.value.slice(common) } : token,
  );
};

const indentOf = (text: string): number => {
  let at = 0;
  while (at < text.length && isWhite(text.charCodeAt(at))) at++;
  return at;
};
const contentEnd = (text: string): number => {
  let at = text.length;
  while (at > 0 && isWhite(text.charCodeAt(at - 1))) at--;
  return at;
};
