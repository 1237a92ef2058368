import { nearest } from '#sources/terraform/functions/index';
import type { Found, IdentityCloud } from './identity.ts';

/** Something that people call by a name. */
export interface Nameable {
  readonly id: string;
  readonly name: string;
  readonly kind?: string;
  readonly address?: string | undefined;
  /** Further names that mean only this: a user principal name, a client id. */
  readonly also?: readonly string[];
}

/** Those that a word means: of all ways to be meant the closest one that somebody answers to. */
export const meant = <T extends Nameable>(all: readonly T[], word: string): Found<T> => {
  const lower = word.toLowerCase();
  for (const answers of ways) {
    const matches = all.filter((one) => answers(one, word, lower));
    // The same id twice is one thing that two folders describe.
    if (matches.length > 0) return { matches: [...new Map(matches.toReversed().map((one) => [one.id, one])).values()].toReversed(), near: [] };
  }
  return { matches: [], near: looksLike(word, [...new Set(all.flatMap(namesOf))]) };
};

/** From the closest to the loosest. */
const ways: readonly ((one: Nameable, word: string, lower: string) => boolean)[] = [
  ({ id, address }, word) => id === word || address === word,
  ({ name, also = [] }, word) => name === word || also.includes(word),
  ({ id, name, kind, also = [] }, _, lower) => [id, name, `${kind ?? ''}/${name}`, ...also].some((one) => one.toLowerCase() === lower),
  ({ address }, _, lower) => address !== undefined && labelOf(address).toLowerCase() === lower,
  ({ address }, _, lower) => address !== undefined && withoutKey(labelOf(address)).toLowerCase() === lower,
  ({ name, also = [] }, _, lower) => [name, ...also].some((one) => one.includes('@') && one.toLowerCase().startsWith(`${lower}@`)),
  // `webshop-prod-app` answers to `app`.
  ({ name }, _, lower) => lower.length > 1 && /[-_./]/.test(name.charAt(name.length - lower.length - 1)) && name.toLowerCase().endsWith(lower),
];

/** `app` of `module.shop.aws_iam_role.app`. */
const labelOf = (address: string): string => /(?:^|\.)([^.[\]]+(?:\[[^\]]*\])*)$/.exec(address)?.[1] ?? address;
const withoutKey = (label: string): string => label.replace(/\[.*$/, '');
const namesOf = ({ name, address, also = [] }: Nameable): readonly string[] => [
  name,
  ...[name, ...also].filter((one) => one.includes('@')).map((one) => one.slice(0, one.indexOf('@'))),
  ...(address === undefined ? [] : [withoutKey(labelOf(address))]),
];

/** Names that a slip of the keyboard, or a part of the name, may have meant; three at most. */
export const looksLike = (word: string, names: readonly string[]): readonly string[] => {
  const lower = word.toLowerCase();
  const spelt = new Map(names.map((name) => [name.toLowerCase(), name]));
  const near = nearest(lower, [...spelt.keys()]);
  const parts = lower.length < 3 ? [] : [...spelt.keys()].filter((name) => name.includes(lower)).toSorted();
  return [...new Set(near === undefined ? parts : [near, ...parts])].slice(0, 3).map((name) => spelt.get(name) ?? name);
};

/** The cloud whose actions look like this; undefined: none of them. */
export const cloudOfAction = (action: string): IdentityCloud | undefined => {
  if (/^[a-z][\w-]*(\.googleapis\.com\/[\w.]+|\.[a-zA-Z]\w*\.\w+(\.\w+)*)$/.test(action)) return 'gcp';
  if (/^[a-z0-9-]+:[a-z0-9*?]+$/i.test(action)) return action.toLowerCase() === 'sql:query' ? 'azure' : 'aws';
  if (/^[a-z][\w-]*(\.[\w-]+)+$/i.test(action) || /^[\w.-]+\/[\w./*-]+$/.test(action)) return 'azure';
  return undefined;
};
