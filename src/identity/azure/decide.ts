import type { Because, Context, Decision } from '../identity.ts';
import { askingOf, counts, requestOf, type Asking } from './asking.ts';
import { evaluateCondition, type Request } from './condition.ts';
import type { Condition } from './condition-parse.ts';
import { keyOf } from './directory.ts';
import { allOf, anyOf, doubt, negate, type Tri } from './residual.ts';
import type { Permission, Plane, Unreadable } from './roles.ts';
import { normalScope } from './scope.ts';
import type { Deny, Held, World } from './world.ts';

/** One permission object of one assignment that matches, and whether it counts. */
export interface Match {
  readonly tri: Tri;
  readonly because: Because;
}
/** Everything that bears on one question, before it becomes an answer. */
export interface Weighed {
  readonly allow: Tri;
  readonly deny: Tri;
  readonly allows: readonly Match[];
  readonly denies: readonly Match[];
  readonly assumptions: ReadonlySet<string>;
  readonly missing: ReadonlySet<string>;
}

export interface Question {
  /** Key of the principal. */
  readonly who: string;
  readonly action: string;
  readonly plane: Plane;
  /** As the caller spelt it, and in normal form. */
  readonly what: string;
  readonly scope: string;
  readonly asking: Asking;
  /** Assignments that the principal could make for itself. */
  readonly more?: readonly Held[] | undefined;
}

/**
 * Azure RBAC for one plane, in the order of "How Azure RBAC determines if a user has access to a resource" (What is Azure RBAC?, Microsoft Learn): deny
 * assignments end it; else the union of the role assignments at and above the scope, each permission object with its own subtraction and condition.
 */
export const weigh = (world: World, question: Question): Weighed => {
  const { who, action, plane, scope, asking } = question;
  const lower = action.toLowerCase();
  const chain = world.scopes.chain(scope);
  const assumptions = new Set<string>();
  const missing = new Set<string>();
  const request = requestOf(world, asking, world.directory.members.get(who), action, question.what, (id) => assumptions.add(id));
  const allows: Match[] = [];
  for (const held of [...world.grantsOf(who), ...(question.more ?? [])]) allows.push(...matchesOf(world, held, plane, lower, chain, request, asking));
  const denies = world.denies.flatMap((deny) => denyOf(world, deny, who, plane, lower, chain, request));
  const allow = anyOf(allows.map(({ tri }) => tri));
  if (allow !== true) {
    for (const grant of world.anonymous)
      if (matchesOf(world, { grant, through: undefined }, plane, lower, chain, request, asking).length > 0) missing.add(`principal of ${grant.id}`);
    for (const group of world.directory.open) {
      if (group === who || world.directory.groupsOf(who).has(group)) continue;
      const matching = (world.grants.get(group) ?? []).some(
        (grant) => matchesOf(world, { grant, through: group }, plane, lower, chain, request, asking).length > 0,
      );
      if (matching) missing.add(`members of ${world.directory.groups.get(group)?.name ?? group}`);
    }
    for (const level of chain) if (world.scopes.unplaced.has(level)) missing.add(`what is above ${level}`);
  }
  if (allow !== false && world.input.denyAssignments === undefined) missing.add('deny assignments');
  return { allow, deny: anyOf(denies.map(({ tri }) => tri)), allows, denies, assumptions, missing };
};

const matchesOf = (
  world: World,
  { grant, through }: Held,
  plane: Plane,
  lower: string,
  chain: readonly string[],
  request: Request,
  asking: Asking,
): Match[] => {
  const level = grant.scope === undefined ? 0 : chain.indexOf(grant.scope);
  if (level < 0) return [];
  const where: Tri = grant.scope === undefined ? doubt(`the scope of ${grant.id}`) : true;
  const exists: Tri = grant.maybe === undefined ? true : doubt(`whether ${grant.id} exists: ${grant.maybe}`);
  const permissions = grant.role?.permissions;
  const group = through === undefined ? undefined : (world.directory.groups.get(through)?.name ?? through);
  const above = level > 0 ? grant.where : undefined;
  const because = (statement: number | undefined): Because => ({
    layer: 'role-assignment',
    effect: 'allow',
    policy: grant.roleName,
    statement,
    through: group !== undefined && above !== undefined ? `${group}, ${above}` : (group ?? above),
    at: grant.at,
  });
  const common = (): Tri => allOf([where, exists, grant.given ?? true, counts(grant.timing, grant.id, world, asking), conditionTri(grant.condition, request)]);
  if (permissions === undefined)
    return [{ tri: allOf([doubt(`what the role ${grant.roleName} allows`), common()]), because: because(undefined) }].filter(possible);
  const matching = permissions.filter((permission) => permission.allows(plane, lower) !== undefined);
  if (matching.length === 0) return [];
  const shared = common();
  return matching
    .map((permission) => ({ tri: allOf([shared, conditionTri(permission.condition, request)]), because: because(permission.index) }))
    .filter(possible);
};
const possible = ({ tri }: Match): boolean => tri !== false;

const conditionTri = (condition: Condition | Unreadable | undefined, request: Request): Tri =>
  condition === undefined ? true : 'doubt' in condition ? doubt(condition.doubt) : evaluateCondition(condition, request);

/** "Understand Azure deny assignments" (Microsoft Learn). That exclusion reaches members of nested groups is taken from how tokens list groups. */
const denyOf = (world: World, deny: Deny, who: string, plane: Plane, lower: string, chain: readonly string[], request: Request): Match[] => {
  const level = deny.scope === undefined ? 0 : chain.indexOf(deny.scope);
  if (level < 0 || (deny.onlyHere && level > 0)) return [];
  const matching = deny.permissions.filter((permission: Permission) => permission.allows(plane, lower) !== undefined);
  if (matching.length === 0) return [];
  const applies = deny.everyone ? true : among(world, deny.principals, who);
  const tri = allOf([
    deny.scope === undefined ? doubt(`the scope of ${deny.name}`) : true,
    applies,
    negate(among(world, deny.excluded, who)),
    conditionTri(deny.condition, request),
    anyOf(matching.map((permission) => conditionTri(permission.condition, request))),
  ]);
  const because: Because = {
    layer: 'deny-assignment',
    effect: 'deny',
    policy: deny.name,
    statement: matching[0]?.index,
    through: level > 0 ? deny.scope : undefined,
    at: deny.at,
  };
  return tri === false ? [] : [{ tri, because }];
};

/** Is it one of these, or in a group that is? Groups with unknown members leave it open. */
const among = (world: World, keys: ReadonlySet<string>, who: string): Tri => {
  if (keys.has(who)) return true;
  const groups = world.directory.groupsOf(who);
  const open: Tri[] = [];
  for (const key of keys) {
    if (groups.has(key)) return true;
    if (world.directory.open.has(key)) open.push(doubt(`members of ${world.directory.groups.get(key)?.name ?? key}`));
  }
  return anyOf(open);
};

/** The answer, with its reasons. Conditional denials over no permission at all change nothing. */
export const decisionOf = ({ allow, deny, allows, denies, assumptions, missing }: Weighed): Decision => {
  const rest = { assumptions: [...assumptions].toSorted(), missing: [...missing].toSorted() };
  if (deny === true) return { decision: 'explicit-deny', condition: undefined, because: reasons(denies, true), ...rest };
  const total = allOf([allow, negate(deny)]);
  if (total === true) return { decision: 'allow', condition: undefined, because: reasons(allows, true), ...rest };
  if (total === false) return { decision: 'implicit-deny', condition: undefined, because: [nothing], ...rest };
  return { decision: 'allow-if', condition: total, because: [...reasons(allows, allow === true), ...reasons(denies, false)], ...rest };
};
const nothing: Because = { layer: 'role-assignment', effect: 'nothing-allows', policy: '', statement: undefined, through: undefined, at: undefined };

/** Sorted, so that the order of the input changes nothing. `sure`: only what holds without a condition. */
export const reasons = (matches: readonly Match[], sure: boolean): Because[] => {
  const key = (because: Because): string =>
    [because.policy, because.through, because.statement, because.at?.file, because.at?.line, because.at?.pointer].join('\n');
  const byKey = new Map(matches.filter(({ tri }) => !sure || tri === true).map(({ because }) => [key(because), because]));
  return [...byKey].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, because]) => because);
};

/** Both planes, joined. `what` undefined: the tenant itself. */
export const rbac = (world: World, who: string, action: string, what: string | undefined, context: Context | undefined, more?: readonly Held[]): Weighed => {
  const scope = what === undefined ? '/' : normalScope(what);
  const asking = askingOf(context);
  const stated = asking.keys.get('plane')?.[0];
  const plane = stated === 'data' || stated === 'control' ? stated : world.roles.planeOf(action.toLowerCase());
  if (scope === undefined) return { ...empty, missing: new Set(['scope']) };
  const ask = (one: Plane): Weighed => weigh(world, { who: keyOf(who), action, plane: one, what: what ?? '/', scope, asking, more });
  if (plane === 'control' || plane === 'data') return ask(plane);
  const control = ask('control');
  if (plane === 'both') return joined(control, ask('data'));
  // No role tells the plane of this operation; most operations belong to the control plane.
  return { ...control, assumptions: new Set([...control.assumptions, 'azure-operation-is-control-plane']) };
};
/** Before anything is asked. */
export const empty: Weighed = { allow: false, deny: false, allows: [], denies: [], assumptions: new Set(), missing: new Set() };
const joined = (a: Weighed, b: Weighed): Weighed => ({
  allow: anyOf([allOf([a.allow, negate(a.deny)]), allOf([b.allow, negate(b.deny)])]),
  deny: allOf([a.deny, b.deny]),
  allows: [...a.allows, ...b.allows],
  denies: [...a.denies, ...b.denies],
  assumptions: new Set([...a.assumptions, ...b.assumptions]),
  missing: new Set([...a.missing, ...b.missing]),
});
