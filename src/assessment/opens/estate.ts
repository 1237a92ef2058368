import { positionAt, root } from '#core/origin';
import { clouds, type Cloud } from '#core/resource';
import { isFields, isList, targetText, type Fields, type Target, type Value } from '#core/value';
import type { Identity, Principal } from '#identity/identity';
import { accountOf, type Inventory } from '#inventory/inventory';
import type { EvaluatedBlock } from '#sources/block';
import { identityIn } from '../access.ts';
import { publicKeysIn } from './public-key.ts';
import { stateText, type StateThing } from './states.ts';

/** What credentials are joined with: the code, the states beside it, and who may do what. */
export interface Estate {
  readonly inventory: Inventory;
  readonly blocks: readonly EvaluatedBlock[];
  readonly states: readonly StateThing[];
  /** The block at an address, with or without the folder of its root. Undefined: there is none, or several roots have one. */
  at(address: string, folder?: string): EvaluatedBlock | undefined;
  /** The block that an attribute names. */
  named(block: EvaluatedBlock, attribute: string): EvaluatedBlock | undefined;
  /** The block of a thing in a state: at its address, and of the same name where both tell one. */
  blockOf(thing: StateThing): EvaluatedBlock | undefined;
  /** The one that a state has at the address of a block. */
  stateOf(block: EvaluatedBlock): StateThing | undefined;
  identities(cloud: Cloud): readonly Identity[];
  identityOf(block: EvaluatedBlock): Identity | undefined;
  /** The principals of a block: itself, or the identities that it has from the provider. */
  principals(block: EvaluatedBlock): readonly Owned[];
  /** Who may use a public key: the blocks in which it stands. */
  trusting(print: string): readonly EvaluatedBlock[];
}
/** A principal and the engine that knows it. */
export interface Owned {
  readonly identity: Identity;
  readonly principal: Principal;
}

const told = new WeakMap<Inventory, readonly StateThing[]>();
/** States say what no code knows. Those of an inventory are told once, before anybody asks. */
export const tellStates = (inventory: Inventory, states: readonly StateThing[]): void => void told.set(inventory, states);

const remembered = new WeakMap<Inventory, Estate>();
/** Made once for an inventory. Who may do what is that of the base: a what-if about a credential changes no rights. */
export const estateOf = (inventory: Inventory): Estate => {
  const found = remembered.get(inventory) ?? estateFrom(inventory);
  remembered.set(inventory, found);
  return found;
};

const estateFrom = (inventory: Inventory): Estate => {
  const base = inventory.base ?? inventory;
  const blocks = inventory.blocks();
  const states = told.get(base) ?? [];
  const byAddress = new Map(blocks.map((block) => [block.address, block]));
  const bare = new Map<string, EvaluatedBlock | 'several'>();
  for (const block of blocks) {
    const short = bareAddress(block.address);
    bare.set(short, bare.has(short) ? 'several' : block);
  }
  const scopes = new Map<Cloud, Set<string>>(clouds.map((cloud) => [cloud, new Set()]));
  for (const { type, scope } of blocks) {
    const cloud = cloudOf(type);
    if (cloud) scopes.get(cloud)?.add(accountOf(scope));
  }
  const at = (address: string, folder?: string): EvaluatedBlock | undefined => {
    const exact = (folder ? byAddress.get(`${folder}:${address}`) : undefined) ?? byAddress.get(address);
    if (exact) return exact;
    const short = bare.get(address);
    // Of several roots with such a block nobody knows which one it is.
    return short === 'several' || (short && folder && rootOf(short.address) !== '' && rootOf(short.address) !== folder) ? undefined : short;
  };
  const identityOf = ({ type, scope }: EvaluatedBlock): Identity | undefined => {
    const cloud = cloudOf(type);
    return cloud && identityIn(base, cloud, accountOf(scope));
  };
  let keys: Map<string, EvaluatedBlock[]> | undefined;
  let stateAt: Map<string, StateThing> | undefined;
  return {
    inventory,
    blocks,
    states,
    at,
    blockOf: (thing) => {
      const block = at(thing.address, thing.folder);
      return block && isSame(block, thing) ? block : undefined;
    },
    named: (block, attribute) => {
      const target = targetOf(block.attributes[attribute]);
      return target && (byAddress.get(target.address) ?? byAddress.get(target.address.replace(/\[\*\]/g, '[0]')));
    },
    stateOf: (block) => {
      const { address } = block;
      stateAt ??= new Map(states.map((thing) => [`${thing.folder}:${thing.address}`, thing]));
      const folder = rootOf(address);
      const own = stateAt.get(`${folder}:${bareAddress(address)}`);
      const [other, ...more] = own || folder !== '' ? [] : states.filter((thing) => thing.address === address);
      const found = own ?? (more.length > 0 ? undefined : other);
      return found && isSame(block, found) ? found : undefined;
    },
    identities: (cloud) => [...(scopes.get(cloud) ?? [])].toSorted().flatMap((account) => identityIn(base, cloud, account) ?? []),
    identityOf,
    principals: (block) => {
      const identity = identityOf(block);
      return identity ? identity.principals.filter(({ address }) => address === block.address).map((principal) => ({ identity, principal })) : [];
    },
    trusting: (print) => (keys ??= keysIn(blocks)).get(print) ?? [],
  };
};

/** A state of some other configuration may have the same addresses: names tell them apart. */
const isSame = (block: EvaluatedBlock, thing: StateThing): boolean =>
  block.type === thing.type &&
  naming.every((name) => {
    const [written, told] = [textAt(block, name), stateText(thing, name)];
    return written === undefined || told === undefined || written.toLowerCase() === told.toLowerCase();
  });
const naming = ['name', 'identifier', 'cluster_identifier', 'bucket', 'account_id', 'user', 'display_name', 'key_name', 'replication_group_id', 'domain_name'];

/** Without the folder of its root. */
export const bareAddress = (address: string): string => address.replace(/^[^"[\]]*?:(?=(?:module|data|[a-z]\w*)\.)/, '');
const rootOf = (address: string): string => address.slice(0, Math.max(0, address.length - bareAddress(address).length - 1));

export const cloudOf = (type: string): Cloud | undefined =>
  type.startsWith('aws_') ? 'aws' : /^azure(rm|ad)_/.test(type) ? 'azure' : /^google(_|workspace_)/.test(type) ? 'gcp' : undefined;

const keysIn = (blocks: readonly EvaluatedBlock[]): Map<string, EvaluatedBlock[]> => {
  const keys = new Map<string, EvaluatedBlock[]>();
  for (const block of blocks)
    for (const text of textsIn(block.attributes))
      if (text.length > 60 && /AAAA|-----BEGIN/.test(text))
        for (const print of publicKeysIn(text)) {
          const there = keys.get(print);
          if (!there) keys.set(print, [block]);
          else if (!there.includes(block)) there.push(block);
        }
  return keys;
};

/** Every text that stands in a block. */
function* textsIn(fields: Fields): Generator<string> {
  for (const value of Object.values(fields)) yield* textsOf(value, 0);
}
function* textsOf(value: Value, depth: number): Generator<string> {
  if (value.is === 'unknown' || value.is === 'reference') {
    for (const part of value.parts ?? []) if (typeof part === 'string') yield part;
    return;
  }
  const { value: data } = value;
  if (typeof data === 'string') yield data;
  else if (depth > 20) return;
  else if (isList(data)) for (const inner of data) yield* textsOf(inner, depth + 1);
  else if (isFields(data)) for (const inner of Object.values(data)) yield* textsOf(inner, depth + 1);
}

/** What an attribute names: the block whose attribute it was read from. */
export const targetOf = (value: Value | undefined): Target | undefined => {
  if (value === undefined) return undefined;
  const part = value.is === 'known' ? undefined : value.parts?.find((one) => typeof one !== 'string' && one.hole === undefined);
  return value.same ?? (typeof part === 'string' ? undefined : part);
};

/** The members of a list. */
export const listIn = (value: Value | undefined): readonly Value[] => (value?.is === 'known' && isList(value.value) ? value.value : []);
/** Nested blocks of a name. */
export const nestedIn = ({ attributes }: Pick<EvaluatedBlock, 'attributes'>, name: string): readonly Fields[] => {
  const value = attributes[name];
  return [...listIn(value), ...(value ? [value] : [])].flatMap((one) => (one.is === 'known' && isFields(one.value) ? [one.value] : []));
};
/** Whether something of a value leads to a block. */
export const leadsTo = (value: Value | undefined, address: string, depth = 0): boolean => {
  if (value === undefined || depth > 20) return false;
  if (value.same?.address === address) return true;
  if (value.is !== 'known')
    return (value.parts ?? []).some((part) => typeof part !== 'string' && part.address === address) || leadsTo(value.document, address, depth + 1);
  if (isList(value.value)) return value.value.some((one) => leadsTo(one, address, depth + 1));
  return isFields(value.value) && Object.values(value.value).some((one) => leadsTo(one, address, depth + 1));
};

/** A text, number or flag that is written there. */
export const textAt = ({ attributes }: EvaluatedBlock, name: string): string | undefined => {
  let here: Value | undefined;
  let fields: Fields | undefined = attributes;
  for (const part of name.split('.')) {
    here = fields?.[part];
    if (here?.is === 'known' && isList(here.value) && here.value[0]?.is === 'known' && isFields(here.value[0].value)) here = here.value[0];
    fields = here?.is === 'known' && isFields(here.value) ? here.value : undefined;
  }
  return here?.is === 'known' && here.value !== null && typeof here.value !== 'object' ? String(here.value) : undefined;
};
/** The same, with what a reference is written as. */
export const spelled = (block: EvaluatedBlock, name: string): string | undefined => {
  const value = block.attributes[name];
  return textAt(block, name) ?? (value?.is === 'reference' ? targetText(value) : undefined);
};
/** What the code writes, else what the state has. */
export const factAt = (estate: Estate, block: EvaluatedBlock, name: string): string | undefined => {
  const written = textAt(block, name);
  if (written !== undefined) return written;
  const thing = estate.stateOf(block);
  return thing && stateText(thing, name);
};

export const writtenAt = ({ place }: EvaluatedBlock): { readonly file: string; readonly line: number } => {
  const { file, start } = root(place);
  return { file: file.path, line: positionAt(file, start).line };
};
