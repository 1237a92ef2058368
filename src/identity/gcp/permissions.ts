import type { AccessLevel, Because, Permissions, ServicePermissions } from '../identity.ts';
import { askingOf } from './conditions.ts';
import { net, weigh } from './decide.ts';
import { principalKey } from './members.ts';
import { isBasic } from './roles.ts';
import { powerOf } from './power.ts';
import type { Held, World } from './world.ts';

const nobody = askingOf(undefined);

/** What a principal can do, by service: a permission counts where it is allowed anywhere, also under a condition. */
export const permissionsOf = (world: World, who: string): Permissions => {
  const key = principalKey(who);
  const held = world.grantsOf(key);
  const wanted = new Set(held.flatMap(({ grant }) => [...(grant.role?.permissions ?? [])]));
  const byService = new Map<string, string[]>();
  for (const permission of [...wanted].toSorted()) {
    const service = serviceOf(permission);
    const list = byService.get(service);
    if (list) list.push(permission);
    else byService.set(service, [permission]);
  }
  const totals = totalsOf(world);
  const services = [...byService]
    .map(([service, permissions]) => serviceRights(world, key, held, service, permissions, totals.get(service) ?? 0))
    .filter(({ allowed }) => allowed > 0);
  return { who, administrator: powerOf(world, key).administrator, services };
};

const serviceOf = (permission: string): string => /^([^./]+)/.exec(permission)?.[1] ?? '';
const totalsOf = (world: World): Map<string, number> => {
  const totals = new Map<string, number>();
  for (const permission of world.roles.data.permissions) totals.set(serviceOf(permission), (totals.get(serviceOf(permission)) ?? 0) + 1);
  return totals;
};

const serviceRights = (
  world: World,
  who: string,
  held: readonly Held[],
  service: string,
  permissions: readonly string[],
  total: number,
): ServicePermissions => {
  const levels: Partial<Record<AccessLevel, string[]>> = {};
  const wide = new Map<string, { pattern: string; because: Because }>();
  let allowed = 0;
  let everywhere = true;
  let conditional = false;
  for (const permission of permissions) {
    const matching = held.filter(({ grant }) => grant.role?.permissions?.has(permission));
    const places = [...new Set(matching.map(({ grant }) => grant.level ?? ''))];
    const answers = places.map((place) => {
      const weighed = weigh(world, who, permission, place, nobody, { resource: 'open' });
      return { place, weighed, tri: net(weighed) };
    });
    const possible = answers.filter(({ tri }) => tri !== false);
    if (possible.length === 0) continue;
    allowed++;
    (levels[levelOf(permission)] ??= []).push(permission);
    const sure = new Set(possible.filter(({ tri }) => tri === true).map(({ place }) => place));
    if (sure.size === 0) conditional = true;
    if (!coversAll(world, sure)) everywhere = false;
    for (const { because } of possible.flatMap(({ weighed }) => weighed.allows))
      if (isBasic(because.policy)) wide.set(`${because.policy} ${because.statement ?? ''} ${because.through ?? ''}`, { pattern: because.policy, because });
  }
  return {
    service,
    levels,
    everywhere: everywhere && allowed > 0,
    conditional,
    total: Math.max(total, allowed),
    allowed,
    wildcards: [...wide].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one),
  };
};

const coversAll = (world: World, places: ReadonlySet<string>): boolean =>
  places.size > 0 &&
  [...world.input.projects, ...(world.input.projects.length === 0 ? world.input.organizations : [])].every(({ id }) =>
    world.hierarchy.chain(id).some((level) => places.has(level)),
  );

/** Access levels as AWS names them, from the verb. */
const levelOf = (permission: string): AccessLevel => {
  const verb = permission.slice(permission.lastIndexOf('.') + 1);
  if (/TagBinding$|^setLabels$/.test(verb)) return 'tagging';
  if (
    verb === 'setIamPolicy' ||
    /^(iam\.(roles|denypolicies|serviceAccountKeys)|resourcemanager\.tagValueBindings|orgpolicy\.policy)\.(create|update|delete|set|undelete|upload)/.test(
      permission,
    )
  )
    return 'permissions';
  if (/^iam\.serviceAccounts\.(actAs|getAccessToken|getOpenIdToken|implicitDelegation|signBlob|signJwt)$/.test(permission)) return 'permissions';
  if (/^(list|search|aggregate)/.test(verb)) return 'list';
  return /^(get|read|fetch|query|lookup|check|view|export|access|download|describe|use(ReadOnly|ToDecrypt|ToVerify)|validate|calculate|analyze|estimate)/.test(
    verb,
  )
    ? 'read'
    : 'write';
};
