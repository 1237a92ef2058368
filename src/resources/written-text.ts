import { root } from '#core/origin';
import type { Unknown } from '#core/value';

/**
 * A template of which a variable is not known, as it is written: `/subscriptions/${var.id}`. Undefined: nothing of it is written out. The shape is often
 * enough to tell what it names.
 */
export const writtenText = ({ origin }: Unknown<unknown>): string | undefined => {
  if (origin.is !== 'written') return undefined;
  const { file, start, end } = root(origin);
  const [, template] = /^"((?:[^"\\$%]|\$\{[^{}"]*\})*)"$/.exec(file.text.slice(start, end)) ?? [];
  if (template === undefined) return undefined;
  // A slash in an expression is none of the text.
  return template.replace(/\$\{[^}]*\}/g, '') === '' ? undefined : template.replace(/\$\{[^}]*\/[^}]*\}/g, '-');
};
