import { absent, positionAt, root, type Origin, type Place } from '#core/origin';
import type { Cloud, Resource } from '#core/resource';
import { known, unknown, type Value } from '#core/value';
import { azureIdentity } from '#identity/azure/azure';
import { fromBlocks as azureFromBlocks } from '#identity/azure/from-blocks';
import { powerfulPrincipals as powerfulInAzure } from '#identity/azure/powerful';
import { azureRoles, gcpRoles } from '#identity/data/files';
import { fromBlocks as gcpFromBlocks } from '#identity/gcp/from-blocks';
import { gcpIdentity } from '#identity/gcp/gcp';
import { powerfulPrincipals as powerfulInGcp } from '#identity/gcp/powerful';
import type { EscalationEdge, Identity, Principal, PrincipalKind, Residual, Written } from '#identity/identity';
import { accountOf, type Inventory } from '#inventory/inventory';
import type { Facets, Unguarded } from '#resources/facets';
import type { EvaluatedBlock } from '#sources/block';
import type { Access } from './access.ts';
import { ascentOf } from './ascent.ts';
import { lookAround } from './look-around.ts';

/** The clouds in which rights are roles that are given somewhere. */
type GrantCloud = Exclude<Cloud, 'aws'>;

interface Read {
  readonly identity: Identity;
  /** Powerful people of whom signing in demands no second factor, by id. */
  unguarded(): ReadonlyMap<string, Unguarded>;
}
const reading: Readonly<Record<GrantCloud, { readonly kinds: RegExp; readonly read: (blocks: readonly EvaluatedBlock[]) => Read }>> = {
  azure: {
    kinds: /^azure(rm|ad)_/,
    read: (blocks) => {
      const { input } = azureFromBlocks(blocks);
      const identity = azureIdentity(input, azureRoles().all);
      return {
        identity,
        unguarded: () => unguardedOf(powerfulInAzure(input, azureRoles().all, identity).filter(({ mfa }) => mfa.is === 'no')),
      };
    },
  },
  gcp: {
    kinds: /^google(workspace)?_/,
    read: (blocks) => {
      const { input } = gcpFromBlocks(blocks);
      const identity = gcpIdentity(input, gcpRoles());
      return { identity, unguarded: () => unguardedOf(powerfulInGcp(input, gcpRoles(), identity).filter(({ twoStep }) => twoStep === false)) };
    },
  },
};

interface Powerful {
  readonly who: string;
  readonly administrator: boolean;
  readonly becomes: readonly EscalationEdge[];
  readonly data: readonly { readonly on: string }[];
  readonly audit: readonly unknown[];
}
const unguardedOf = (all: readonly Powerful[]): ReadonlyMap<string, Unguarded> =>
  new Map(
    all.map(({ who, administrator, becomes, data, audit }) => [
      who,
      {
        by: ['password'],
        administrator: administrator || becomes.length > 0,
        stores: [...new Set(data.map(({ on }) => on.slice(on.lastIndexOf('/') + 1)))],
        stopsAudit: audit.length > 0,
      },
    ]),
  );

/** What the engine of a cloud says of the resources of one inventory. Each account (of Terraform: each root) is a world of its own, made when first asked for. */
export const grantAccess = (inventory: Inventory, cloud: GrantCloud): Access => {
  let byAccount: Map<string, EvaluatedBlock[]> | undefined;
  const worlds = new Map<string, World>();
  const worldIn = (account: string): World => {
    const found = worlds.get(account);
    if (found) return found;
    byAccount ??= grouped(
      inventory.blocks().filter(({ type }) => reading[cloud].kinds.test(type)),
      ({ scope }) => accountOf(scope),
    );
    const made = worldFrom(inventory, cloud, reading[cloud].read(byAccount.get(account) ?? []), account);
    worlds.set(account, made);
    return made;
  };
  const worldOf = (i: number): World => worldIn(accountOf(inventory.resource(i).scope));
  return { power: (i) => powerOf(worldOf(i), inventory, i), holders: () => undefined, identityIn: (account) => worldIn(account).identity };
};

/** Blocks that say who has what, and of others those attributes that lead to it. */
const kinds =
  /^azuread_|_iam_|role_|_role$|_identity|identity_|service_account|_project$|_folder$|management_group|azurerm_subscription|_policy|access_boundary|pool/;
const telling = new Set(
  'name project project_id folder_id org_id account_id display_name resource_group_name identity service_account service_account_name service_account_email service_config template node_config scopes metadata tags labels shared_access_key_enabled storage_account_name access_policy rbac_authorization_enabled enable_rbac_authorization local_authentication_disabled local_authentication_enabled local_account_disabled azuread_administrator workload_identity_config'.split(
    ' ',
  ),
);
export const bearsOnGrants = (inventory: Inventory, base: Inventory, cloud: GrantCloud): boolean => {
  const { blocks, gone } = inventory.revised;
  if (gone.size > 0 && base.blocks().some(({ address, type }) => gone.has(address) && reading[cloud].kinds.test(type))) return true;
  const own = blocks.filter(({ type }) => reading[cloud].kinds.test(type));
  if (own.length === 0) return false;
  const addresses = new Set(own.map(({ address }) => address));
  const before = new Map(base.blocks().flatMap((block) => (addresses.has(block.address) ? [[block.address, block] as const] : [])));
  return own.some((block) => {
    const old = before.get(block.address);
    return old === undefined || kinds.test(block.type) || [...telling].some((name) => textOf(old.attributes[name]) !== textOf(block.attributes[name]));
  });
};
const textOf = (value: Value | undefined): string =>
  value === undefined ? '' : JSON.stringify(value, (key, inner: unknown) => (key === 'origin' ? undefined : inner));

interface World {
  readonly identity: Identity;
  unguarded(): ReadonlyMap<string, Unguarded>;
  /** Those of a block, by its address: the block itself, or the identity that it has from the provider. */
  readonly principals: ReadonlyMap<string, readonly Principal[]>;
  /** Those that are no resource here, by the resource that gives them the first right of their way up. */
  readonly outside: ReadonlyMap<number, readonly string[]>;
  /** The resource that is written there. */
  at(written: Written | undefined): number | undefined;
}

const worldFrom = (inventory: Inventory, cloud: GrantCloud, { identity, unguarded: ask }: Read, account: string): World => {
  let unguarded: ReadonlyMap<string, Unguarded> | undefined;
  let places: Map<string, number> | undefined;
  const at = (written: Written | undefined): number | undefined =>
    written && (places ??= placesOf(inventory, cloud, account)).get(`${written.file}:${written.line ?? 0}`);
  const outside = new Map<number, string[]>();
  const own = new Set(identity.principals.flatMap(({ id, address }) => (address !== undefined && inventory.indexOf(address) !== undefined ? [id] : [])));
  for (const [who, [first]] of identity.escalations().becomeAdministrator) {
    if (own.has(who)) continue;
    const giving = first?.permissions.flatMap(({ because }) => because).find(({ effect }) => effect === 'allow');
    const i = at(giving?.at);
    if (i !== undefined) outside.set(i, [...(outside.get(i) ?? []), who]);
  }
  return { identity, unguarded: () => (unguarded ??= ask()), principals: grouped(identity.principals, ({ address }) => address ?? ''), outside, at };
};

const placesOf = (inventory: Inventory, cloud: GrantCloud, account: string): Map<string, number> => {
  const places = new Map<string, number>();
  for (let i = 0; i < inventory.size; i++) {
    if (inventory.gone.has(i)) continue;
    const resource = inventory.resource(i);
    if (resource.cloud !== cloud || accountOf(resource.scope) !== account || !inventory.type(i).facets.includes('roleGrant')) continue;
    const key = keyOf(resource.place);
    if (!places.has(key)) places.set(key, i);
  }
  return places;
};
const keyOf = (place: Place): string => `${place.file.path}:${positionAt(place.file, place.start).line}`;

const grouped = <T>(all: readonly T[], by: (one: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const there = groups.get(by(one));
    if (there) there.push(one);
    else groups.set(by(one), [one]);
  }
  return groups;
};

const powerOf = (world: World, inventory: Inventory, i: number): Facets['power'] | undefined => {
  const { id } = inventory.resource(i);
  const { administrators, becomeAdministrator, methods } = world.identity.escalations();
  const own = world.principals.get(id) ?? [];
  const ids = own.length > 0 ? own.map((one) => one.id) : (world.outside.get(i) ?? []);
  const [first] = ids;
  if (first === undefined) return undefined;
  const who = ids.find((one) => becomeAdministrator.has(one)) ?? first;
  const hops = becomeAdministrator.get(who);
  const origin = hops && placeToCut(world, inventory, hops);
  const doubted = hops?.find(({ condition }) => condition && isDoubtful(condition));
  const conditional = hops?.some(({ condition }) => condition !== undefined) ?? false;
  const kind = world.identity.principals.find((one) => one.id === who)?.kind;
  return {
    holder: (kind && holders[kind]) ?? 'workload',
    administrator: known(administrators.has(who), absent),
    // A way that stands only if what nobody knows turns out so is no finding.
    becomesAdministrator:
      doubted === undefined
        ? known(hops && ascentOf(world.identity, hops, methods), origin ?? absent, conditional)
        : unknown('depends-on-unknown', givingIn(world, inventory, doubted) ?? inventory.resource(i).id, origin ?? absent),
    withoutMfa: kind === 'user' ? known(world.unguarded().get(who), inventory.resource(i).place) : undefined,
  };
};
/** It stands only if something that nobody knows turns out so. */
const isDoubtful = (residual: Residual): boolean =>
  'doubt' in residual ||
  ('not' in residual ? isDoubtful(residual.not) : ('all' in residual ? residual.all : 'any' in residual ? residual.any : []).some(isDoubtful));
/** The resource that gives the right of which something is not known. */
const givingIn = (world: World, inventory: Inventory, edge: EscalationEdge): string | undefined => {
  const i = edge.permissions
    .flatMap(({ because }) => because)
    .map(({ at }) => world.at(at))
    .find((one) => one !== undefined);
  return i === undefined ? undefined : inventory.resource(i).id;
};
const holders: Readonly<Partial<Record<PrincipalKind, 'user' | 'group'>>> = { user: 'user', group: 'group', anyone: 'group' };

/** What to narrow so that the way ends: the role that gives the last hop its weightiest permission, and in a role of one's own that permission. */
const placeToCut = (world: World, inventory: Inventory, edges: readonly EscalationEdge[]): Origin | undefined => {
  const ranked = [...(edges.at(-1)?.permissions ?? [])].sort((a, b) => weightOf(b.action) - weightOf(a.action));
  for (const { action, because } of ranked)
    for (const reason of because) {
      const i = reason.effect === 'allow' ? world.at(reason.at) : undefined;
      if (i === undefined) continue;
      const grants = inventory.type(i).facet('roleGrant', inventory.resource(i), lookAround(inventory, i))?.grants ?? [];
      const grant = grants.length === 1 ? grants[0] : (grants.find(({ role }) => role.is === 'known' && role.value === reason.policy) ?? grants[0]);
      return (grant?.definition && permissionIn(inventory, grant.definition, action)) ?? grant?.role.origin ?? inventory.resource(i).place;
    }
  return undefined;
};
const weightOf = (action: string): number =>
  /setIamPolicy$|^Microsoft\.Authorization\//i.test(action) ? 2 : /^iam\.|^Microsoft\.ManagedIdentity\//i.test(action) ? 1 : 0;

const permissionIn = (inventory: Inventory, definition: Resource, action: string): Origin | undefined => {
  const i = inventory.indexOf(definition.id);
  const permissions = i === undefined ? undefined : inventory.type(i).facet('roleDefinition', definition, lookAround(inventory, i))?.permissions;
  const named = permissions?.find((one) => one.is === 'known' && one.value.toLowerCase() === action.toLowerCase());
  return named && named.origin.is === 'written' ? root(named.origin) : undefined;
};
