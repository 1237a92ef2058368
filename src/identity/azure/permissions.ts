import type { AccessLevel, Because, Permissions, ServicePermissions } from '../identity.ts';
import { askingOf } from './asking.ts';
import { weigh } from './decide.ts';
import { keyOf } from './directory.ts';
import { azureMethods, wideningMethods } from './methods-azure.ts';
import type { Plane } from './roles.ts';
import { isManagementGroup } from './scope.ts';
import { wideningOf } from './widening.ts';
import type { Held, World } from './world.ts';

const nobody = askingOf(undefined);

/**
 * What a principal can do, by resource provider. Azure has no complete list of operations here: those are counted that roles and methods spell out. An
 * operation counts where it is allowed anywhere, also under a condition.
 */
export const permissionsOf = (world: World, who: string): Permissions => {
  const key = keyOf(who);
  const held = world.grantsOf(key);
  const services = [...providers(world)].map(([provider, operations]) => serviceOf(world, key, held, provider, operations)).filter((one) => one.allowed > 0);
  return { who, administrator: wideningOf(world, key).administrator, services };
};

type Operation = readonly [lower: string, plane: Plane];
const catalogues = new WeakMap<World, ReadonlyMap<string, readonly Operation[]>>();
const providers = (world: World): ReadonlyMap<string, readonly Operation[]> => {
  const known = catalogues.get(world);
  if (known) return known;
  const found = new Map<string, Operation[]>();
  const add = (lower: string, plane: Plane): void => {
    const provider = lower.slice(0, lower.indexOf('/'));
    if (provider !== '') found.set(provider, [...(found.get(provider) ?? []), [lower, plane]]);
  };
  for (const [lower, plane] of world.roles.operations) {
    if (plane !== 'data') add(lower, 'control');
    if (plane !== 'control') add(lower, 'data');
  }
  const seen = new Set(world.roles.operations.keys());
  for (const action of [...azureMethods, ...Object.values(wideningMethods)].flatMap(({ permissions }) => permissions)) {
    const lower = action.toLowerCase();
    if (seen.has(lower)) continue;
    seen.add(lower);
    add(lower, world.roles.planeOf(lower) === 'data' ? 'data' : 'control');
  }
  const sorted = new Map(
    [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([provider, list]) => [provider, list.toSorted(([a], [b]) => (a < b ? -1 : 1))]),
  );
  catalogues.set(world, sorted);
  return sorted;
};

const serviceOf = (world: World, who: string, held: readonly Held[], provider: string, operations: readonly Operation[]): ServicePermissions => {
  const levels: Partial<Record<AccessLevel, string[]>> = {};
  const wildcards = new Map<string, { pattern: string; because: Because }>();
  let allowed = 0;
  let everywhere = true;
  let conditional = false;
  for (const [lower, plane] of operations) {
    const matching = held.filter(({ grant }) => grant.role?.permissions?.some((permission) => permission.allows(plane, lower) !== undefined));
    if (matching.length === 0) continue;
    const answers = [...new Set(matching.map(({ grant }) => grant.scope ?? '/'))].map((scope) => ({
      scope,
      weighed: weigh(world, { who, action: lower, plane, what: scope, scope, asking: nobody }),
    }));
    const open = answers.filter(({ weighed }) => weighed.allow !== false && weighed.deny !== true);
    if (open.length === 0) continue;
    allowed++;
    (levels[levelOf(lower)] ??= []).push(lower);
    const sure = open.filter(({ weighed }) => weighed.allow === true && weighed.deny === false);
    if (sure.length === 0) conditional = true;
    if (!sure.some(({ scope }) => scope === '/' || isRoot(world, scope)) && !coversAll(world, new Set(sure.map(({ scope }) => scope)))) everywhere = false;
    for (const { grant } of matching) {
      for (const permission of grant.role?.permissions ?? []) {
        const pattern = permission.allows(plane, lower);
        if (!pattern?.includes('*')) continue;
        const because: Because = {
          layer: 'role-assignment',
          effect: 'allow',
          policy: grant.roleName,
          statement: permission.index,
          through: grant.where,
          at: grant.at,
        };
        wildcards.set(`${pattern}\n${grant.id}`, { pattern, because });
      }
    }
  }
  return {
    service: provider,
    levels,
    everywhere: everywhere && allowed > 0,
    conditional,
    total: operations.length,
    allowed,
    wildcards: [...wildcards].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one),
  };
};

/** The management group at the top, which stands for the tenant. */
const isRoot = (world: World, scope: string): boolean => isManagementGroup(scope) && scope.endsWith(`/${world.input.tenant.id.toLowerCase()}`);
const coversAll = (world: World, scopes: ReadonlySet<string>): boolean =>
  world.input.subscriptions.length > 0 && world.input.subscriptions.every(({ id }) => world.scopes.chain(id.toLowerCase()).some((level) => scopes.has(level)));

const levelOf = (lower: string): AccessLevel => {
  if (/^microsoft\.authorization\/.+\/(write|delete|action)$|\/(accesspolicies|sqlroleassignments|sqlroledefinitions)\/(write|delete)$/.test(lower))
    return 'permissions';
  if (/\/tags\/(write|delete)$/.test(lower)) return 'tagging';
  return lower.endsWith('/read') ? 'read' : 'write';
};
