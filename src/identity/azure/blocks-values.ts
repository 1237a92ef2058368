import type { Diagnostic } from '#core/diagnostic';
import { positionAt, root, type Origin, type Place } from '#core/origin';
import { at, isFields, isList, targetText, type Fields, type Target, type Value } from '#core/value';
import type { EvaluatedBlock } from '#sources/block';
import type { Written } from '../identity.ts';
import type { Source } from './input.ts';

/** What an attribute says: a text, nothing, or something that nobody knows before deployment. */
export type Read = { readonly is: 'text'; readonly text: string } | { readonly is: 'absent' } | { readonly is: 'unknown'; readonly why: string };

/** The text behind `address.attribute`, such as the ARM id of a resource group. */
export type Resolve = (target: Target) => string | undefined;

export const sourceOf = (block: EvaluatedBlock): Source => ({ at: writtenAt(block.place), address: block.address });

export const writtenAt = (place: Place): Written => {
  const written = root(place);
  return { file: written.file.path, line: positionAt(written.file, written.start).line };
};

export const read = (value: Value | undefined, resolve: Resolve): Read => {
  if (value === undefined) return { is: 'absent' };
  if (value.is === 'known') {
    if (value.value === null) return { is: 'absent' };
    return typeof value.value === 'object' ? { is: 'unknown', why: 'unexpected type' } : { is: 'text', text: String(value.value) };
  }
  if (value.is === 'unknown') return value.why.code === 'absent-undecided' ? { is: 'absent' } : { is: 'unknown', why: value.why.about || value.why.code };
  const parts = value.parts.map((part) => (typeof part === 'string' ? part : resolve(part)));
  return parts.every((part) => part !== undefined) ? { is: 'text', text: joined(parts) } : { is: 'unknown', why: targetText(value) };
};

/** `"${data.azurerm_subscription.x.id}${data.azurerm_role_definition.y.id}"`: the last id counts. */
const joined = (parts: readonly string[]): string => {
  const text = parts.join('');
  const [, inner] = /^\/subscriptions\/[^/]+(\/providers\/Microsoft\.Authorization\/roleDefinitions\/.+)$/i.exec(text) ?? [];
  return inner ?? text;
};

/** One attribute of a block, below nested blocks too. */
export const attribute = (fields: Fields, path: string, resolve: Resolve): Read => read(at(fields, path.split('.')), resolve);

export const textOf = (found: Read): string | undefined => (found.is === 'text' ? found.text : undefined);
export const flagOf = (found: Read): boolean | undefined => (found.is === 'text' ? found.text === 'true' : undefined);

/** A list of texts: `undefined` if the list as a whole is not known; `open`: it has members nobody knows. */
export const listOf = (value: Value | undefined, resolve: Resolve): { texts: readonly string[]; open: boolean } | 'absent' | undefined => {
  if (value === undefined || (value.is === 'unknown' && value.why.code === 'absent-undecided')) return 'absent';
  if (value.is !== 'known') return undefined;
  if (value.value === null) return 'absent';
  if (!isList(value.value)) return undefined;
  const found = value.value.map((one) => read(one, resolve));
  return { texts: found.flatMap((one) => (one.is === 'text' ? [one.text] : [])), open: found.some(({ is }) => is === 'unknown') };
};
/** For lists where what is not known must not be lost: undefined if there is such a member. */
export const closedList = (value: Value | undefined, resolve: Resolve, absent: readonly string[] | undefined): readonly string[] | undefined => {
  const found = listOf(value, resolve);
  if (found === 'absent') return absent;
  return found === undefined || found.open ? undefined : found.texts;
};

/** Nested blocks of a name. `undefined`: nobody knows how many. */
export const nested = (fields: Fields, name: string): readonly Fields[] | undefined => {
  const value = fields[name];
  if (value === undefined) return [];
  if (value.is !== 'known') return value.is === 'unknown' && value.why.code === 'absent-undecided' ? [] : undefined;
  if (isFields(value.value)) return [value.value];
  if (!isList(value.value)) return [];
  return value.value.flatMap((one) => (one.is === 'known' && isFields(one.value) ? [one.value] : []));
};

/** Told once for each attribute whose value stays open. */
export const openValue = (block: EvaluatedBlock, name: string, why: string): Diagnostic => ({
  code: 'azure-unknown-value',
  severity: 'note',
  at: placeOf(block.attributes[name]?.origin) ?? block.place,
  message: {
    en: `${name} of ${block.address} is not known before deployment (${why}); answers that depend on it are doubtful.`,
    ja: `${block.address} の ${name} はデプロイ前には決まりません(${why})。これに左右される判定は保留になります。`,
  },
});
const placeOf = (origin: Origin | undefined): Place | undefined => (origin?.is === 'written' ? root(origin) : undefined);
