import type { SourceFile } from '#core/origin';
import { Problem } from './problem.ts';
import type { Expression, TemplatePart } from './syntax.ts';

/** A template as it is read: texts and marks in a row. */
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

/** Applies the strip marks and builds the tree of directives. Texts that stand together become one. */
export const assembleTemplate = (file: SourceFile, tokens: readonly TemplateToken[], heredoc: boolean): TemplatePart[] => {
  const stripped = stripMarks(tokens);
  let at = 0;
  const until = (stops: readonly string[], opener: TemplateToken | undefined): TemplatePart[] => {
    const parts: TemplatePart[] = [];
    for (;;) {
      const token = stripped[at];
      if (token === undefined) {
        if (opener) throw new Problem('unclosed-interpolation', opener.start, opener.end, '');
        return parts;
      }
      if (stops.includes(token.is)) return parts;
      at++;
      const { start, end } = token;
      if (token.is === 'text') {
        const last = parts.at(-1);
        if (last?.kind === 'text') parts[parts.length - 1] = { ...last, end, value: last.value + token.value };
        else if (token.value) parts.push({ is: 'written', file, start, end, from: undefined, kind: 'text', value: token.value });
      } else if (token.is === 'value') parts.push({ is: 'written', file, start, end, from: undefined, kind: 'interpolation', value: token.value });
      else if (token.is === 'if') {
        const then = until(['else', 'endif'], token);
        const otherwise = stripped[at]?.is === 'else' ? (at++, until(['endif'], token)) : [];
        parts.push({
          is: 'written',
          file,
          start,
          end: stripped[at++]?.end ?? end,
          from: undefined,
          kind: 'template-if',
          condition: token.condition,
          then,
          otherwise,
        });
      } else if (token.is === 'for') {
        const body = until(['endfor'], token);
        parts.push({
          is: 'written',
          file,
          start,
          end: stripped[at++]?.end ?? end,
          from: undefined,
          kind: 'template-for',
          key: token.key,
          value: token.value,
          collection: token.collection,
          body,
        });
      } else throw new Problem('unexpected', start, end, token.is);
    }
  };
  const parts = until([], undefined);
  return heredoc && parts.length === 0 ? [] : parts;
};

/** A strip mark takes the white space of the text next to it; in a heredoc each line is a text of its own. */
export const stripMarks = (tokens: readonly TemplateToken[]): readonly TemplateToken[] => {
  if (!tokens.some((token) => token.is !== 'text' && (token.stripBefore || token.stripAfter))) return tokens;
  return tokens.map((token, i) => {
    if (token.is !== 'text') return token;
    const before = tokens[i - 1];
    const after = tokens[i + 1];
    let { value } = token;
    if (before && before.is !== 'text' && before.stripAfter) value = value.trimStart();
    if (after && after.is !== 'text' && after.stripBefore) value = value.trimEnd();
    return { ...token, value };
  });
};
