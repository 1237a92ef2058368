import type { Because, Context } from '../identity.ts';
import { empty, rbac, type Match, type Weighed } from './decide.ts';
import { keyOf } from './directory.ts';
import type { AccessPolicy, Resource } from './input.ts';
import { actionMatches } from './pattern.ts';
import { allOf, anyOf, doubt, negate, type Tri } from './residual.ts';
import { normalScope, typeOf } from './scope.ts';
import type { World } from './world.ts';

/**
 * Azure RBAC and what decides beside it on data: account keys (Storage, Cosmos DB), access policies (Key Vault), own roles (Cosmos DB), the Entra
 * administrator (SQL). SQL has no RBAC operation for its data: `sql:query` asks for it.
 */
export const effective = (world: World, who: string, action: string, what: string | undefined, context: Context | undefined): Weighed => {
  const lower = action.toLowerCase();
  // Not an operation of RBAC: no wildcard of a role means it.
  const base = lower === sqlQuery ? empty : rbac(world, who, action, what, context);
  const scope = what === undefined ? undefined : normalScope(what);
  if (scope === undefined) return base;
  const service = services.find(({ operations }) => operations(lower, world));
  if (!service) return base;
  const resource = world.scopes
    .chain(scope)
    .flatMap((level) => world.resources.get(level) ?? [])
    .find(({ type }) => type.toLowerCase() === service.type);
  if (!resource && !typeOf(scope)?.startsWith(service.type)) return base;
  if (!resource) return { ...base, missing: new Set([...base.missing, `facts of ${what ?? ''}`]) };
  return service.weigh({ world, who, lower, resource, context, base });
};

const sqlQuery = 'sql:query';

interface Case {
  readonly world: World;
  readonly who: string;
  readonly lower: string;
  readonly resource: Resource;
  readonly context: Context | undefined;
  readonly base: Weighed;
}
interface Service {
  readonly type: string;
  readonly operations: (lower: string, world: World) => boolean;
  readonly weigh: (one: Case) => Weighed;
}

const isData = (lower: string, world: World, prefix: string): boolean => lower.startsWith(prefix) && world.roles.planeOf(lower) === 'data';

const services: readonly Service[] = [
  {
    type: 'microsoft.storage/storageaccounts',
    operations: (lower, world) => isData(lower, world, 'microsoft.storage/storageaccounts/'),
    // "Authorize access to data in Azure Storage": who has a key has everything, unless Shared Key is off.
    weigh: (one) =>
      byKey(
        one,
        ['Microsoft.Storage/storageAccounts/listKeys/action', 'Microsoft.Storage/storageAccounts/listAccountSas/action'],
        one.resource.facts?.sharedKeys,
      ),
  },
  {
    type: 'microsoft.keyvault/vaults',
    operations: (lower) =>
      /^microsoft\.keyvault\/vaults\/(secrets|keys|certificates|storageaccounts)\/.+\/?/.test(lower) &&
      !/^microsoft\.keyvault\/vaults\/(secrets\/(read|write)|keys\/write)$/.test(lower),
    weigh: byPolicies,
  },
  {
    type: 'microsoft.documentdb/databaseaccounts',
    operations: (lower, world) => isData(lower, world, 'microsoft.documentdb/databaseaccounts/'),
    weigh: (one) => byKey(byOwnRoles(one), ['Microsoft.DocumentDB/databaseAccounts/listKeys/action'], one.resource.facts?.localAuth),
  },
  { type: 'microsoft.sql/servers', operations: (lower) => lower === sqlQuery, weigh: bySqlAdministrator },
];

/** Adds a way in. Denials of the RBAC question do not close it. */
const also = (base: Weighed, ways: readonly Match[], missing: readonly string[] = []): Weighed => {
  const real = ways.filter(({ tri }) => tri !== false);
  if (real.length === 0 && missing.length === 0) return base;
  const others = anyOf(real.map(({ tri }) => tri));
  return {
    ...base,
    allow: anyOf([allOf([base.allow, negate(base.deny)]), others]),
    deny: others === false ? base.deny : base.deny === true && others !== true ? false : others === true ? false : base.deny,
    allows: [...base.allows, ...real],
    denies: others === false ? base.denies : [],
    missing: new Set([...base.missing, ...missing]),
  };
};

const byKey = ({ world, who, resource, context, base }: Case, actions: readonly string[], accepted: boolean | undefined): Weighed => {
  if (accepted === false) return base;
  const ways = actions.map((action): Match => {
    const weighed = rbac(world, who, action, resource.id, context);
    const [reason] = weighed.allows;
    const open: Tri = accepted === undefined ? doubt(`whether ${resource.name} accepts keys`) : true;
    return {
      tri: allOf([weighed.allow, negate(weighed.deny), open]),
      because: { ...because('key', reason?.because.policy ?? '', resource), statement: action },
    };
  });
  return also(base, ways);
};

const because = (layer: string, policy: string, { at }: { at?: Because['at'] }): Because => ({
  layer,
  effect: 'allow',
  policy,
  statement: undefined,
  through: undefined,
  at,
});

/** `enableRbacAuthorization` decides which of the two counts. "Azure role-based access control (Azure RBAC) vs. access policies (legacy)" (Microsoft Learn). */
function byPolicies({ world, who, lower, resource, base }: Case): Weighed {
  const mode = resource.facts?.rbacMode;
  if (mode === true) return base;
  const unsure = mode === undefined ? doubt(`whether RBAC or access policies decide on ${resource.name}`) : true;
  const policies = resource.facts?.accessPolicies;
  const open: string[] = policies === undefined ? [`access policies of ${resource.name}`] : [];
  const ways = (policies ?? []).flatMap((policy): Match[] => {
    if (!permits(policy, lower)) return [];
    if (policy.principal === undefined) {
      open.push(`principal of an access policy of ${resource.name}`);
      return [];
    }
    const tri = isOrIn(world, who, policy.principal);
    return tri === false ? [] : [{ tri: allOf([unsure, tri]), because: { ...because('access-policy', resource.name, policy), at: policy.at ?? resource.at } }];
  });
  const own: Weighed = mode === false ? { ...base, allow: false, deny: false, allows: [], denies: [] } : { ...base, allow: allOf([base.allow, unsure]) };
  return also(own, ways, open);
}

const isOrIn = (world: World, who: string, principal: string): boolean => {
  const key = keyOf(who);
  return key === keyOf(principal) || world.directory.groupsOf(key).has(keyOf(principal));
};

/** The operation as access policies call it. */
const permits = (policy: AccessPolicy, lower: string): boolean => {
  const [, , kind = '', ...rest] = lower.split('/');
  const operation = rest.filter((part) => part !== 'action').join('/');
  const wanted = policyNames[`${kind}/${operation}`] ?? [operation];
  const granted = kind === 'secrets' ? policy.secrets : kind === 'keys' ? policy.keys : kind === 'certificates' ? policy.certificates : policy.storage;
  return (granted ?? []).some((one) => one.toLowerCase() === 'all' || wanted.includes(one.toLowerCase()));
};
const policyNames: Readonly<Record<string, readonly string[]>> = {
  'secrets/getsecret': ['get'],
  'secrets/setsecret': ['set'],
  'secrets/readmetadata': ['list'],
  'keys/read': ['get', 'list'],
  'keys/wrap': ['wrapkey'],
  'keys/unwrap': ['unwrapkey'],
  'certificates/read': ['get', 'list'],
};

function byOwnRoles(one: Case): Case {
  const ways = (one.resource.facts?.dataRoles ?? []).flatMap((role): Match[] =>
    isOrIn(one.world, one.who, role.principal) && role.dataActions.some((pattern) => actionMatches(pattern, one.lower))
      ? [{ tri: true, because: because('data-role', role.name, role) }]
      : [],
  );
  const missing = one.resource.facts?.dataRoles === undefined ? [`data roles of ${one.resource.name}`] : [];
  return { ...one, base: also(one.base, ways, missing) };
}

function bySqlAdministrator({ world, who, resource, base }: Case): Weighed {
  const administrator = resource.facts?.entraAdministrator;
  if (administrator === undefined) return also(base, [], [`Entra administrator of ${resource.name}`]);
  const ways =
    administrator !== null && isOrIn(world, who, administrator) ? [{ tri: true, because: because('sql-administrator', resource.name, resource) }] : [];
  return also(base, ways, ['users inside the database']);
}
