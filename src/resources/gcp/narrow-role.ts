import { root, type Origin } from '#core/origin';

/** A permission that a role of one's own spells out goes. What else to narrow, a person has to decide. */
export const narrowed = (origin: Origin): readonly { readonly drop: Origin }[] => {
  if (origin.is !== 'written') return [];
  const { file, start, end } = root(origin);
  return /^"[a-z][A-Za-z0-9]*\.[A-Za-z0-9]+\.[A-Za-z0-9]+"$/.test(file.text.slice(start, end)) ? [{ drop: origin }] : [];
};
