import { parseJsonWithin } from './json-syntax.ts';
import type { Expression, StringNode, Template } from './syntax.ts';

/**
 * The structure of a policy that stands as JSON in a heredoc, each part at its place, so that a statement is found and edited where it is written.
 * Undefined: it is none, or what is put in shapes it, so that only the finished text can be read.
 */
export const jsonInHeredoc = (node: StringNode | Template): Expression | undefined => {
  if (!node.heredoc) return undefined;
  const known = remembered.get(node);
  if (known !== undefined) return known ?? undefined;
  const { file, start, end } = node;
  const { text } = file;
  const from = text.indexOf('\n', start) + 1;
  const to = text.lastIndexOf('\n', end - 2);
  const inner = from > start && to > from ? text.slice(from, to) : '';
  const tree = inner.includes('"Statement"') && !/%\{/.test(inner) ? parseJsonWithin(file, from, to) : undefined;
  remembered.set(node, tree ?? null);
  return tree;
};
const remembered = new WeakMap<StringNode | Template, Expression | null>();
