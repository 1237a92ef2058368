import type { EscalationEdge, EscalationMethod, Residual } from '../identity.ts';
import { allOf, doubt, type Tri } from '../azure/residual.ts';
import { askingOf } from './conditions.ts';
import { net, reasons, weigh, type Aside, type Weighed } from './decide.ts';
import { isLevel } from './hierarchy.ts';
import { otherMethods as methods } from './methods.ts';
import type { Role } from './roles.ts';
import { satisfiableByTags } from './tag-choice.ts';
import type { Boundary, Deny, Grant, Held, World } from './world.ts';

export type Needed = EscalationEdge['permissions'][number];
/** How a permission can be had, and the steps before it. */
export interface Way {
  readonly tri: Tri;
  readonly permissions: readonly Needed[];
  /** The limit that has to go first. */
  readonly lifts: EscalationMethod | undefined;
}
/** What a principal can make of its own rights. */
export interface Power {
  /** Sets the policy of a project, a folder or an organization, as things are. */
  readonly administrator: boolean;
  /** Edges from the principal to itself: they end in an administrator. */
  readonly edges: readonly EscalationEdge[];
  /** Cheap, before anything is weighed. */
  readonly mayHold: (permission: string) => boolean;
  readonly way: (permission: string, place: string) => Way;
}

const nobody = askingOf(undefined);
const grantsAttribute = 'iam.googleapis.com/modifiedGrantsByRole';
const kinds = ['projects', 'folders', 'organizations'] as const;
const known = new WeakMap<World, Map<string, Power>>();

export const powerOf = (world: World, who: string): Power => {
  const all = known.get(world) ?? new Map<string, Power>();
  known.set(world, all);
  const found = all.get(who) ?? newPower(world, who);
  all.set(who, found);
  return found;
};

const newPower = (world: World, who: string): Power => {
  const held = world.grantsOf(who);
  const own = plainWay(world, who);
  const edges: EscalationEdge[] = [];
  const more: Held[] = [];
  const taking = new Map<string, Needed>();
  const edge = (method: EscalationMethod, via: string | undefined, permissions: readonly Needed[], tri: Tri): void =>
    void edges.push({ from: who, to: who, method: method.id, via, permissions, condition: typeof tri === 'object' ? tri : undefined, widens: true });
  const take = (level: string, role: Role, given: Tri, permission: Needed): void => {
    const grant = grantTo(who, role, level);
    if (taking.has(grant.id)) return;
    taking.set(grant.id, permission);
    more.push({ grant, reaches: given, through: undefined });
  };
  let administrator = false;
  const open: { kind: (typeof kinds)[number]; place: string }[] = [];
  for (const kind of kinds) {
    const action = `resourcemanager.${kind}.setIamPolicy`;
    for (const place of placesWith(world, held, action, kind)) {
      const asked = own(action, place);
      const tri = net(asked);
      if (tri === true) administrator = true;
      else if (typeof tri === 'object' && limitsRoles(tri)) takeRoles(world, who, kind, place, asked, tri, edge, take);
      else if (typeof tri === 'object') edge(methods[kind], place, [{ action, on: place, because: reasons(asked.allows, false) }], tri);
      if (tri !== true) open.push({ kind, place });
    }
  }
  if (administrator) return { administrator, edges: [], mayHold: () => true, way: wayOf(world, who, [], taking, own) };
  for (const one of customRoles(world, who, held, own)) {
    if (isLevel(one.level)) edge(methods.role, one.via, [one.permission], one.tri);
    else take(one.level, everything(world), one.tri, one.permission);
  }
  const way = wayOf(world, who, more, taking, own);
  for (const { kind, place } of open) {
    const found = way(`resourcemanager.${kind}.setIamPolicy`, place);
    if (found.lifts && found.tri !== false) edge(found.lifts, place, found.permissions, found.tri);
  }
  return {
    administrator,
    edges,
    mayHold: (permission) => [...held, ...more].some(({ grant }) => grant.role?.permissions?.has(permission) ?? true),
    way,
  };
};

type Ask = (permission: string, place: string) => Weighed;
const plainWay = (world: World, who: string): Ask => {
  const cache = new Map<string, Weighed>();
  return (permission, place) => {
    const key = `${permission} ${place}`;
    const found = cache.get(key) ?? weigh(world, who, permission, place, nobody);
    cache.set(key, found);
    return found;
  };
};

/** Levels of a kind that lie at or below a grant of the permission; without one, the level of the grant stands for those below it. */
const placesWith = (world: World, held: readonly Held[], action: string, kind: string): string[] => {
  const declared = [...world.input.projects, ...world.input.folders, ...world.input.organizations]
    .map(({ id }) => id)
    .filter((id) => id.startsWith(`${kind}/`));
  const found = new Set<string>();
  for (const { grant } of held) {
    if (!(grant.role?.permissions?.has(action) ?? true)) continue;
    const { level } = grant;
    const below = level === undefined ? declared : declared.filter((id) => world.hierarchy.chain(id).includes(level));
    for (const id of below) found.add(id);
    if (level !== undefined && isLevel(level) && (level.startsWith(`${kind}/`) || (below.length === 0 && kind === 'projects'))) found.add(level);
  }
  return [...found].toSorted();
};

/** Does the condition ask which roles change? */
const limitsRoles = (residual: Residual): boolean => {
  if ('all' in residual) return residual.all.some(limitsRoles);
  if ('any' in residual) return residual.any.every(limitsRoles);
  if ('not' in residual) return limitsRoles(residual.not);
  return 'key' in residual && residual.key === grantsAttribute;
};
const rolesIn = (residual: Residual): string[] => {
  if ('all' in residual) return residual.all.flatMap(rolesIn);
  if ('any' in residual) return residual.any.flatMap(rolesIn);
  if ('not' in residual) return rolesIn(residual.not);
  return 'key' in residual && residual.key === grantsAttribute ? [...residual.values] : [];
};

/** Roles that the condition lets it grant: one that sets policies makes an administrator, any other is taken on. */
const takeRoles = (
  world: World,
  who: string,
  kind: (typeof kinds)[number],
  place: string,
  asked: Weighed,
  residual: Residual,
  edge: (method: EscalationMethod, via: string, permissions: readonly Needed[], tri: Tri) => void,
  take: (level: string, role: Role, given: Tri, permission: Needed) => void,
): void => {
  const action = `resourcemanager.${kind}.setIamPolicy`;
  const permission: Needed = { action, on: place, because: reasons(asked.allows, false) };
  // Besides the roles that it names, the widest one stands for all that a denying list forgets.
  for (const name of new Set([...rolesIn(residual), 'roles/owner', 'roles/resourcemanager.projectIamAdmin', 'roles/iam.securityAdmin'])) {
    const role = world.roles.find(name);
    const given = net(weigh(world, who, action, place, askingOf({ keys: { [grantsAttribute]: [name] }, is: 'partial' })));
    if (!role?.permissions || given === false) continue;
    if (role.permissions.has(action)) edge(methods[kind], place, [permission], given);
    else take(place, role, given, permission);
  }
};

const everything = (world: World): Role => ({ id: '*', permissions: new Set(world.roles.data.permissions), custom: undefined });
const grantTo = (who: string, role: Role, level: string): Grant => ({
  id: `${who} takes ${role.id} at ${level}`,
  members: [],
  names: [who],
  anonymous: false,
  role,
  roleName: role.id,
  level,
  condition: undefined,
  maybe: undefined,
  at: undefined,
});

/** Custom roles held that the principal may rewrite. */
function* customRoles(world: World, who: string, held: readonly Held[], own: Ask): Generator<{ level: string; via: string; tri: Tri; permission: Needed }> {
  const action = 'iam.roles.update';
  for (const { grant, reaches } of held) {
    const custom = grant.role?.custom;
    const place = custom && world.hierarchy.canonical(custom.id);
    if (!custom || place === undefined || grant.level === undefined || custom.off === true) continue;
    const asked = own(action, place);
    const tri = net(asked);
    if (tri === false) continue;
    // What the role is given must count where it is held.
    const kind = kinds.find((one) => grant.level?.startsWith(`${one}/`)) ?? 'projects';
    const widened: Held = { grant: { ...grant, role: everything(world) }, reaches, through: undefined };
    const counts = isLevel(grant.level) ? net(weigh(world, who, `resourcemanager.${kind}.setIamPolicy`, grant.level, nobody, { more: [widened] })) : reaches;
    const total = allOf([tri, counts]);
    if (total !== false)
      yield { level: grant.level, via: custom.id, tri: total, permission: { action, on: place, because: reasons(asked.allows, tri === true) } };
  }
}

/** The plain way, else with a role that is first taken, else after lifting what stands in the way. */
const wayOf = (world: World, who: string, more: readonly Held[], taking: ReadonlyMap<string, Needed>, own: Ask): Power['way'] => {
  const cache = new Map<string, Way>();
  let lifting: Lifting | undefined;
  const find = (permission: string, place: string): Way => {
    const plain = own(permission, place);
    const tri = net(plain);
    const straight: Way = { tri, permissions: [{ action: permission, on: place, because: reasons(plain.allows, tri === true) }], lifts: undefined };
    if (tri === true) return straight;
    const wider = more.length === 0 ? plain : weigh(world, who, permission, place, nobody, { more });
    const taken = net(wider);
    const first = more.length === 0 ? undefined : takenBy(wider, more, taking);
    if (taken === true && first)
      return { tri: taken, permissions: [first, { action: permission, on: place, because: reasons(wider.allows, true) }], lifts: undefined };
    lifting ??= liftingOf(world, own);
    const lifted = lift(world, who, permission, place, lifting, more, wider, own);
    if (lifted && (lifted.tri === true || (tri === false && taken === false))) return lifted;
    if (tri === false && taken !== false && first)
      return { tri: taken, permissions: [first, { action: permission, on: place, because: reasons(wider.allows, false) }], lifts: undefined };
    return straight;
  };
  return (permission, place) => {
    const key = `${permission} ${place}`;
    const found = cache.get(key) ?? find(permission, place);
    cache.set(key, found);
    return found;
  };
};

const takenBy = (weighed: Weighed, more: readonly Held[], taking: ReadonlyMap<string, Needed>): Needed | undefined => {
  const names = new Set(weighed.allows.map(({ because }) => because.statement));
  const found = more.find(({ grant }) => names.has(grant.id));
  return found && taking.get(found.grant.id);
};

interface Lifting {
  readonly denies: ReadonlyMap<Deny, Needed>;
  readonly boundaries: ReadonlyMap<Boundary, Needed>;
}
const liftingOf = (world: World, own: Ask): Lifting => {
  const able = (actions: readonly string[], place: string | undefined): Needed | undefined => {
    if (place === undefined) return undefined;
    const action = actions.find((one) => net(own(one, place)) === true);
    return action === undefined ? undefined : { action, on: place, because: reasons(own(action, place).allows, true) };
  };
  const denies = new Map<Deny, Needed>();
  for (const deny of world.denies) {
    const needed = able(methods.denial.permissions, deny.level);
    if (needed) denies.set(deny, needed);
  }
  const boundaries = new Map<Boundary, Needed>();
  for (const boundary of world.boundaries) {
    const home = /^(organizations\/[^/]+)/.exec(boundary.policy)?.[1] ?? world.input.organizations[0]?.id;
    const needed = able(methods.boundary.permissions, home);
    if (needed) boundaries.set(boundary, needed);
  }
  return { denies, boundaries };
};

const lift = (
  world: World,
  who: string,
  permission: string,
  place: string,
  { denies, boundaries }: Lifting,
  more: readonly Held[],
  before: Weighed,
  own: Ask,
): Way | undefined => {
  const aside: Aside = { more, deny: (deny) => denies.has(deny), boundary: (boundary) => boundaries.has(boundary) };
  const steps: Needed[] = [];
  let method: EscalationMethod | undefined;
  const name = (statement: string | number | undefined, policy: string): string => `${policy} ${statement ?? ''}`;
  const hit = new Set([...before.denies, ...before.limits].map(({ because }) => name(because.statement, because.policy)));
  const step = (lifts: EscalationMethod, needed: Needed): void => {
    method = lifts;
    steps.push(needed);
  };
  for (const [deny, needed] of denies) if (hit.has(name(deny.rule, deny.id))) step(methods.denial, needed);
  for (const [boundary, needed] of boundaries) if (hit.has(name(boundary.id, boundary.policy))) step(methods.boundary, needed);
  const after = method ? weigh(world, who, permission, place, nobody, aside) : before;
  const tri = net(after);
  const finish = (total: Tri, weighed: Weighed): Way => ({
    tri: total,
    permissions: [
      ...new Map(steps.map((one) => [`${one.action} ${one.on ?? ''}`, one])).values(),
      { action: permission, on: place, because: reasons(weighed.allows, false) },
    ],
    lifts: method,
  });
  if (tri === true && method) return finish(true, after);
  const tag = methods.tag.permissions[0] ?? '';
  const at = [place, ...world.input.organizations.map(({ id }) => id)].find((one) => net(own(tag, one)) === true);
  if (at !== undefined) {
    const chosen = weigh(world, who, permission, place, nobody, { ...aside, tags: 'open' });
    if (satisfiableByTags(net(chosen))) {
      steps.push({ action: tag, on: at, because: reasons(own(tag, at).allows, true) });
      method = methods.tag;
      return finish(true, chosen);
    }
  }
  return method && tri !== false ? finish(tri, after) : undefined;
};

/** A way that needs all of them. */
export const together = (ways: readonly Way[], helps: readonly (readonly [Way, string])[]): Way => ({
  tri: allOf([...ways.map(({ tri }) => tri), ...helps.map(([{ tri }, what]): Tri => (tri === true ? true : doubt(what)))]),
  permissions: [...ways.flatMap(({ permissions }) => permissions), ...helps.flatMap(([{ tri, permissions }]) => (tri === true ? permissions : []))],
  lifts: ways.find(({ lifts }) => lifts)?.lifts,
});
