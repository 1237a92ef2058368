import { folderOf } from '#secrets/folder-of';
import { createHash } from 'node:crypto';
import { isFields, isList, type Value } from '#core/value';
import type { EvaluatedBlock } from '#sources/block';
import type { FoundCredential } from './credentials.ts';
import { stateText, stateTexts, type StateThing } from './opens/states.ts';

/** What stands for a value where two are compared; it leaves no report. */
export const digestOf = (value: string): string => createHash('sha256').update(value).digest('base64');

/** Arguments and attributes that hold secrets, in code and state. */
const secretive = /pass|secret|token|(?:^|_)key|private_key|credential|connection_string|kube_config|value$|result$|auth/i;
const shortest = 6;

interface Holder {
  readonly address: string;
  readonly folder: string;
  readonly attribute: string;
  readonly type: string;
  readonly file: string;
}

/** The facts of credentials whose very value a state or the evaluated code holds: where; and that it was replaced, where the state has other keys. */
export const joinedByValue = (found: readonly FoundCredential[], blocks: readonly EvaluatedBlock[], states: readonly StateThing[]): FoundCredential[] => {
  if (found.length === 0) return [];
  const wanted = new Set(found.map(({ digest }) => digest));
  const inStates = holders(wanted, stateValues(states));
  let inCode: ReadonlyMap<string, readonly Holder[]> | undefined;
  return found.map((one) => {
    const told = inStates.get(one.digest);
    const holder = best(told?.filter(({ file }) => file === one.at.path)) ?? best(told);
    if (holder)
      return withFacts(one, { address: holder.address, folder: holder.folder, attribute: holder.attribute, state: 'current', ...others(told, holder) });
    if (one.facts['address'] !== undefined) return withFacts(one, { folder: folderOf(one.at.path) });
    inCode ??= holders(wanted, codeValues(blocks));
    const written = best(inCode.get(one.digest));
    if (written) return withFacts(one, { address: written.address, attribute: written.attribute, ...others(inCode.get(one.digest), written) });
    return isReplaced(one, states) ? withFacts(one, { state: 'rotated' }) : one;
  });
};

const withFacts = (one: FoundCredential, more: Readonly<Record<string, string>>): FoundCredential => ({ ...one, facts: { ...one.facts, ...more } });

/** What uses a value says more than what made it up or keeps it. */
const best = (among: readonly Holder[] | undefined): Holder | undefined =>
  among?.toSorted((a, b) => rank(a) - rank(b) || (a.address < b.address ? -1 : a.address > b.address ? 1 : 0))[0];
/** One password for two things opens both. */
const others = (among: readonly Holder[] | undefined, best: Holder): Readonly<Record<string, string>> => {
  const found = [
    ...new Set((among ?? []).filter((one) => rank(one) === rank(best) && one.type === best.type && one.address !== best.address).map(({ address }) => address)),
  ];
  return found.length === 0 ? {} : { also: found.toSorted().join(' ') };
};
const rank = ({ type }: Holder): number => (type.startsWith('random_') ? 2 : /secret_version$|ssm_parameter$|key_vault_secret$/.test(type) ? 1 : 0);

const holders = (wanted: ReadonlySet<string>, values: Iterable<Holder & { readonly value: string }>): ReadonlyMap<string, readonly Holder[]> => {
  const found = new Map<string, Holder[]>();
  const digests = new Map<string, string>();
  for (const { value, ...holder } of values) {
    const digest = digests.get(value) ?? digestOf(value);
    digests.set(value, digest);
    if (wanted.has(digest)) found.set(digest, [...(found.get(digest) ?? []), holder]);
  }
  return found;
};

function* stateValues(states: readonly StateThing[]): Generator<Holder & { readonly value: string }> {
  for (const { address, folder, type, file, values } of states)
    for (const [attribute, value] of stateTexts(values))
      if (value.length >= shortest && secretive.test(attribute)) yield { address, folder, type, file, attribute, value };
}

function* codeValues(blocks: readonly EvaluatedBlock[]): Generator<Holder & { readonly value: string }> {
  for (const { address, type, place, attributes } of blocks)
    for (const [attribute, value] of Object.entries(attributes))
      for (const text of texts(attribute, value, 0)) yield { address, folder: '', type, file: place.file.path, attribute, value: text };
}
function* texts(name: string, value: Value, depth: number): Generator<string> {
  if (value.is !== 'known' || depth > 10) return;
  if (typeof value.value === 'string') {
    if (value.value.length >= shortest && secretive.test(name)) yield value.value;
  } else if (isList(value.value)) for (const inner of value.value) yield* texts(name, inner, depth + 1);
  else if (isFields(value.value)) for (const [inner, one] of Object.entries(value.value)) yield* texts(inner, one, depth + 1);
}

/** A state has both keys of what it opens, and this is neither. */
const isReplaced = ({ kind, facts, digest, isKey }: FoundCredential, states: readonly StateThing[]): boolean => {
  // A signature in place of a key, and a key of another policy, are among none of them.
  if (!isKey || !/^azure-(storage|cosmos|redis|servicebus|eventhub)/.test(kind) || (facts['policy'] ?? rootPolicy) !== rootPolicy) return false;
  const name = (facts['account'] ?? facts['host']?.split('.')[0])?.toLowerCase();
  const thing =
    name === undefined
      ? undefined
      : states.find((one) => one.type.startsWith('azurerm_') && stateText(one, 'name')?.toLowerCase() === name && keysOf(one).length >= 2);
  return thing !== undefined && !keysOf(thing).some((key) => digestOf(key) === digest);
};
const rootPolicy = 'RootManageSharedAccessKey';
const keysOf = ({ values }: StateThing): string[] =>
  Object.entries(values).flatMap(([name, value]) =>
    typeof value === 'string' && value !== '' && /^(?:default_)?(?:primary|secondary)_(?:access_|read_only_|readonly_)?key$|^admin_password$/.test(name)
      ? [value]
      : [],
  );
