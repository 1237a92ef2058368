import { absent, chain, positionAt, root, type Origin } from '#core/origin';
import type { Cloud, Resource } from '#core/resource';
import { known } from '#core/value';
import type { AwsIdentity } from '#identity/aws/aws';
import type { HolderState } from '#identity/aws/estate';
import { powerfulPrincipals, type Power } from '#identity/aws/powerful';
import type { Because, EscalationEdge, Identity, Principal } from '#identity/identity';
import { accountOf, type Inventory } from '#inventory/inventory';
import type { Facets, PolicyHolders, Statement } from '#resources/facets';
import { bearsOnGrants, grantAccess } from './access-of-grants.ts';
import { ascentOf } from './ascent.ts';
import { awsIdentityFrom, awsInputFrom } from './identity-of.ts';
import { lookAround } from './look-around.ts';

/** What the identity engine says of the resources of one inventory. Made when first asked for. */
export interface Access {
  power(i: number): Facets['power'] | undefined;
  holders(i: number): PolicyHolders | undefined;
  /** The engine of an account, as `accountOf` names it. */
  identityIn(account: string): Identity;
}

export const identityIn = (inventory: Inventory, cloud: Cloud, account: string): Identity => accessOf(inventory, cloud).identityIn(account);

const made: Readonly<Record<Cloud, WeakMap<Inventory, Access>>> = { aws: new WeakMap(), azure: new WeakMap(), gcp: new WeakMap() };
/** Of one cloud. A what-if that changes nothing about identities has the answers of its base. */
export const accessOf = (inventory: Inventory, cloud: Cloud): Access => {
  const found = made[cloud].get(inventory);
  if (found) return found;
  const bears = inventory.base !== undefined && (cloud === 'aws' ? bearsOnAccess(inventory, inventory.base) : bearsOnGrants(inventory, inventory.base, cloud));
  const access = inventory.base && !bears ? accessOf(inventory.base, cloud) : cloud === 'aws' ? accessFrom(inventory) : grantAccess(inventory, cloud);
  made[cloud].set(inventory, access);
  return access;
};

/** What a resource says about access: identities always, others if their policy or their roles differ. */
const bearsOnAccess = (inventory: Inventory, base: Inventory): boolean =>
  [...inventory.changed].some((i) => {
    const before = i < base.size ? sayingOf(base, i) : '';
    return before !== (inventory.gone.has(i) ? '' : sayingOf(inventory, i));
  });
const sayingOf = (inventory: Inventory, i: number): string => {
  const { id, type } = inventory.resource(i);
  const said = (['identityPolicy', 'managedPolicies', 'trust', 'resourcePolicy', 'runsAs', 'person', 'accessKey'] as const).flatMap((name) =>
    inventory.type(i).facets.includes(name) ? [inventory.type(i).facet(name, inventory.resource(i), lookAround(inventory, i))] : [],
  );
  const relations = type.startsWith('AWS::IAM::') ? inventory.type(i).relations.map(({ property }) => inventory.related(i, property)) : [];
  return said.length + relations.length === 0 ? '' : JSON.stringify([id, said, relations], withoutOrigins);
};
/** Where it is written does not matter, nor whether a key is turned off: rights are the same. Of other resources their name is enough. */
const withoutOrigins = (key: string, value: unknown): unknown =>
  key === 'origin' || key === 'active' ? undefined : typeof value === 'object' && value !== null && 'properties' in value && 'id' in value ? value.id : value;

/** Each account is a world of its own: roots of one repository are often several. */
const accessFrom = (inventory: Inventory): Access => {
  const accounts = new Map<string, number[]>();
  for (let i = 0; i < inventory.size; i++) {
    if (inventory.gone.has(i) || inventory.resource(i).cloud !== 'aws') continue;
    const account = accountOf(inventory.resource(i).scope);
    const there = accounts.get(account);
    if (there) there.push(i);
    else accounts.set(account, [i]);
  }
  const worlds = new Map<string, World>();
  const worldIn = (account: string): World => {
    const known = worlds.get(account) ?? worldFrom(inventory, accounts.get(account) ?? []);
    worlds.set(account, known);
    return known;
  };
  const worldOf = (i: number): World => worldIn(accountOf(inventory.resource(i).scope));
  return {
    identityIn: (account) => worldIn(account).identity,
    power: (i) => powerOf(worldOf(i), inventory, i),
    holders: (i) => holdersOf(worldOf(i), inventory.resource(i).id),
  };
};

interface World {
  readonly identity: AwsIdentity;
  /** By address. */
  readonly principals: ReadonlyMap<string, Principal>;
  /** Of the users. */
  powers(): ReadonlyMap<string, Power>;
  /** The statements as they are written, by place and number or Sid. */
  statement(because: Because): Statement | undefined;
  /** Where a managed policy of AWS is attached. */
  attachment(policy: string): Origin | undefined;
}

const worldFrom = (inventory: Inventory, among: readonly number[]): World => {
  const identity = awsIdentityFrom(awsInputFrom(inventory, among));
  let statements: Map<string, Statement> | undefined;
  let attachments: Map<string, Origin> | undefined;
  let powers: ReadonlyMap<string, Power> | undefined;
  return {
    identity,
    powers: () => (powers ??= powerfulPrincipals(identity, undefined, ({ kind }) => kind === 'user')),
    principals: new Map(identity.principals.flatMap((one) => (one.address === undefined ? [] : [[one.address, one] as const]))),
    statement: ({ at, statement }) => at && (statements ??= statementsAmong(inventory, among)).get(`${at.file}:${String(at.line)} ${String(statement)}`),
    attachment: (policy) => (attachments ??= attachmentsAmong(inventory, among)).get(policy),
  };
};

const statementsAmong = (inventory: Inventory, among: readonly number[]): Map<string, Statement> => {
  const found = new Map<string, Statement>();
  for (const i of among) {
    const type = inventory.type(i);
    for (const name of ['identityPolicy', 'trust'] as const) {
      if (!type.facets.includes(name)) continue;
      const { statements = [] } = type.facet(name, inventory.resource(i), lookAround(inventory, i)) ?? {};
      statements.forEach((statement, number) => {
        if (statement.origin.is !== 'written') return;
        const place = chain(statement.origin).at(-1) ?? root(statement.origin);
        const key = `${place.file.path}:${positionAt(place.file, place.start).line} ${String(statement.sid ?? number)}`;
        if (!found.has(key)) found.set(key, statement);
      });
    }
  }
  return found;
};

const attachmentsAmong = (inventory: Inventory, among: readonly number[]): Map<string, Origin> => {
  const found = new Map<string, Origin>();
  for (const i of among) {
    const type = inventory.type(i);
    if (!type.facets.includes('managedPolicies')) continue;
    for (const arn of type.facet('managedPolicies', inventory.resource(i), lookAround(inventory, i))?.arns ?? [])
      if (arn.is === 'known') found.set(arn.value.slice(arn.value.lastIndexOf('/') + 1), arn.origin);
  }
  return found;
};

const powerOf = (world: World, inventory: Inventory, i: number): Facets['power'] | undefined => {
  const { id, type } = inventory.resource(i);
  const holder = kinds[type];
  const principal = holder && world.principals.get(id);
  if (!holder || !principal) return undefined;
  const { administrators, becomeAdministrator, methods } = world.identity.escalations();
  const power = holder === 'user' ? world.powers().get(principal.id) : undefined;
  const hops = becomeAdministrator.get(principal.id);
  const origin = hops && placeToCut(world, hops);
  const doubtful = hops?.some(({ condition }) => condition !== undefined) ?? false;
  return {
    holder,
    administrator: known(administrators.has(principal.id), absent),
    becomesAdministrator: known(hops && ascentOf(world.identity, hops, methods), origin ?? absent, doubtful),
    withoutMfa: holder === 'user' ? unguarded(power, inventory.resource(i)) : undefined,
  };
};

/** Of a user with a password or a key. Without either nobody can tell whether a person signs in. */
const unguarded = (power: Power | undefined, { place }: Resource): Facets['power']['withoutMfa'] => {
  if (power?.mfa.is === 'unknown') return undefined;
  if (power?.mfa.is !== 'not-demanded') return known(undefined, place);
  const name = (arn: string): string => arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
  return known(
    {
      by: power.mfa.by,
      administrator: power.administrator !== undefined || power.becomes.length > 0,
      stores: power.stores.map(({ store }) => name(store)),
      stopsAudit: power.audit.length > 0,
    },
    place,
  );
};
const kinds: Readonly<Record<string, 'user' | 'group' | 'role'>> = { 'AWS::IAM::User': 'user', 'AWS::IAM::Group': 'group', 'AWS::IAM::Role': 'role' };

/**
 * What to narrow so that the way ends: the permission of the last hop that says the most about identity, where it is written. The last hop is what all who
 * come this way share.
 */
const placeToCut = (world: World, edges: readonly EscalationEdge[]): Origin | undefined => {
  const [last] = edges.slice(-1);
  const ranked = [...(last?.permissions ?? [])].sort((a, b) => weightOf(b.action) - weightOf(a.action));
  for (const { action, because } of ranked)
    for (const reason of because) {
      if (reason.effect !== 'allow') continue;
      const statement = world.statement(reason);
      const origin = statement ? originOf(statement, action) : world.attachment(reason.policy);
      if (origin) return origin;
    }
  return undefined;
};
const weightOf = (action: string): number => (/^iam:/i.test(action) ? 2 : /^sts:/i.test(action) ? 1 : 0);

/** The pattern that names the action; the statement, if that is all it names. */
const originOf = ({ actions, origin }: Statement, action: string): Origin => {
  const naming = actions.find((one) => one.is === 'known' && matches(one.value, action));
  return naming === undefined || (actions.length === 1 && naming.is === 'known' && !/[*?]/.test(naming.value)) ? origin : naming.origin;
};
const matches = (pattern: string, action: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    'i',
  ).test(action);

const holdersOf = ({ identity }: World, address: string): PolicyHolders | undefined => {
  const { holders, input } = identity.engine.estate;
  const managed = input.managed.find((one) => one.address === address)?.id;
  const groups = new Set(
    input.groups.filter((one) => one.address === address || (managed !== undefined && one.attached.includes(managed))).map(({ arn }) => arn),
  );
  const having = holders.filter(
    ({ is }) =>
      is.address === address || (managed !== undefined && is.attached.includes(managed)) || ('groups' in is && is.groups.some((group) => groups.has(group))),
  );
  // Who else is in a group, and what an unread boundary leaves, nobody knows.
  const open =
    groups.size > 0 || having.some(({ boundary = [] }) => boundary.some(({ statements }) => statements.some(({ source }) => source.doubt !== undefined)));
  if (having.length === 0 || open || !having.some((holder) => isLimited(holder, identity))) return undefined;
  const permissions = having.map(({ is }) => identity.permissionsOf(is.arn));
  return {
    administrator: permissions.some(({ administrator }) => administrator),
    whole: (service) => permissions.some(({ services }) => services.some((one) => one.service === service && one.everywhere && one.allowed === one.total)),
  };
};
/** A boundary, a Deny or a guardrail may take away what a policy gives. */
const isLimited = ({ boundary, identity: policies, is }: HolderState, { engine: { estate } }: AwsIdentity): boolean =>
  boundary !== undefined ||
  policies.some(({ statements }) => statements.some(({ source }) => source.effect === 'Deny')) ||
  (estate.guardrails.get(is.account)?.scps.length ?? 0) > 0;
