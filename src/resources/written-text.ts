import { root } from '#core/origin';
import type { Unknown } from '#core/value';

/**
 * A template of which a variable is not known, with `-` in the place of what is not: `/subscriptions/-`. Undefined: nothing of it is written. The shape is
 * often enough to tell what it names.
 */
export const writtenText = ({ origin }: Unknown<unknown>): string | undefined => {
  if (origin.is !== 'written') return undefined;
  const { file, start, end } = root(origin);
  const [, template] = /^"((?:[^"\\$%]|\$\{[^{}"]*\})*)"$/.exec(file.text.slice(start, end)) ?? [];
  if (template === undefined) return undefined;
  const text = template.replace(/\$\{[^}]*\}/g, '-');
  return text.replaceAll('-', '') === '' ? undefined : text;
};
