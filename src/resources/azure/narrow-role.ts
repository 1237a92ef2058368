import { root, type Origin } from '#core/origin';

/** The same change in the provider's words for each type that holds rights. */
export type Narrowing = { readonly drop: Origin } | { readonly replace: Origin; readonly to: string };

/** Owner without the right to give rights is Contributor; a permission that a role of one's own spells out goes. */
export const narrowed = (origin: Origin): readonly Narrowing[] => {
  if (origin.is !== 'written') return [];
  const { file, start, end } = root(origin);
  const written = file.text.slice(start, end);
  if (/^"owner"$/i.test(written)) return [{ replace: origin, to: 'Contributor' }];
  const [, before] = /^"([^"$]*)8e3af657-a8ff-443c-a75c-2fe8c4bcb635"$/i.exec(written) ?? [];
  if (before !== undefined) return [{ replace: origin, to: `${before}b24988ac-6180-42a0-ab88-20f7382dd24c` }];
  return /^"Microsoft\.[^*"$]+"$/i.test(written) ? [{ drop: origin }] : [];
};
