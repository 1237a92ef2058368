import { root, type Origin } from '#core/origin';

/** The same change in the provider's words for each type that holds rights. */
type Narrowing = { readonly drop: Origin } | { readonly replace: Origin; readonly to: string };

/**
 * Owner without the right to give rights is Editor: still much, but it cannot hand the project over. A permission that a role of one's own spells out goes.
 * What else to narrow, a person has to decide.
 */
export const narrowed = (origin: Origin): readonly Narrowing[] => {
  if (origin.is !== 'written') return [];
  const { file, start, end } = root(origin);
  const written = file.text.slice(start, end);
  if (written === '"roles/owner"') return [{ replace: origin, to: 'roles/editor' }];
  return /^"[a-z][A-Za-z0-9]*\.[A-Za-z0-9]+\.[A-Za-z0-9]+"$/.test(written) ? [{ drop: origin }] : [];
};
