import type { Because, Context, Decision } from '../identity.ts';
import { allOf, anyOf, doubt, negate, type Tri } from '../azure/residual.ts';
import { evaluateCel, type Facts } from './cel.ts';
import { askingOf, factsOf, type Asking, type Condition } from './conditions.ts';
import { emailOf, gkeAccount, principalKey } from './members.ts';
import { longForm, matchesPattern, shortForm } from './roles.ts';
import type { Boundary, Deny, Grant, Held, World } from './world.ts';

/** One binding or rule that matches, and whether it counts. */
export interface Match {
  readonly tri: Tri;
  readonly because: Because;
}
/** Everything that bears on one question, before it becomes an answer. */
export interface Weighed {
  readonly allow: Tri;
  readonly deny: Tri;
  /** Is the place within what principal access boundaries leave? */
  readonly eligible: Tri;
  /** Can anybody come in as this principal? */
  readonly admitted: Tri;
  readonly allows: readonly Match[];
  readonly denies: readonly Match[];
  readonly limits: readonly Match[];
  readonly assumptions: ReadonlySet<string>;
}

/** What is laid aside to see what would be without it: limits that the principal could remove, tags that it could set, roles it could take. */
export interface Aside {
  readonly deny?: ((deny: Deny) => boolean) | undefined;
  readonly boundary?: ((boundary: Boundary) => boolean) | undefined;
  readonly tags?: 'open' | undefined;
  /** Any resource below the place. */
  readonly resource?: 'open' | undefined;
  readonly more?: readonly Held[] | undefined;
}

/**
 * In the order of "Policy evaluation" (Google Cloud IAM): principal access boundary policies, deny policies, then the union of the allow policies of the
 * place and of everything above it.
 */
export const weigh = (world: World, who: string, permission: string, place: string, asking: Asking, aside: Aside = {}): Weighed => {
  const { hierarchy, directory } = world;
  const chain = hierarchy.chain(place);
  const assumptions = new Set<string>();
  const facts = factsOf(world.input, hierarchy, world.tagsOn, permission, place, asking, aside);
  const allows = [...world.grantsOf(who), ...(aside.more ?? [])].flatMap((held) => matchOf(held, permission, chain, facts));
  const allow = anyOf(allows.map(({ tri }) => tri));
  const long = longForm(permission);
  const denies = world.denies.filter((deny) => !aside.deny?.(deny)).flatMap((deny) => denyOf(world, deny, who, long, chain, facts));
  const limits = limitsOf(world, who, long, chain, aside, assumptions);
  return {
    allow,
    deny: anyOf(denies.map(({ tri }) => tri)),
    eligible: limits.eligible,
    admitted: directory.admitted(who),
    allows,
    denies,
    limits: limits.matches,
    assumptions,
  };
};

const matchOf = ({ grant, reaches, through }: Held, permission: string, chain: readonly string[], facts: Facts): Match[] => {
  const level = grant.level === undefined ? 0 : chain.indexOf(grant.level);
  if (level < 0) return [];
  const permissions = grant.role?.permissions;
  if (permissions && !permissions.has(permission)) return [];
  const tri = allOf([
    reaches,
    grant.level === undefined ? doubt(`the resource of ${grant.id}`) : true,
    grant.maybe === undefined ? true : doubt(`whether ${grant.id} exists: ${grant.maybe}`),
    permissions === undefined ? doubt(`what the role ${grant.roleName} allows`) : true,
    grantsIf(grant.condition, facts),
  ]);
  return tri === false ? [] : [{ tri, because: becauseOf(grant, through, level > 0) }];
};
const becauseOf = (grant: Grant, through: string | undefined, above: boolean): Because => ({
  layer: 'binding',
  effect: 'allow',
  policy: grant.roleName,
  statement: grant.id === '' ? undefined : grant.id,
  through: [through, above ? grant.level : undefined].filter((one) => one !== undefined).join(', ') || undefined,
  at: grant.at,
});

/** "If the condition cannot be evaluated, the binding grants nothing." */
const grantsIf = (condition: Condition | undefined, facts: Facts): Tri =>
  condition === undefined ? true : 'doubt' in condition ? doubt(condition.doubt) : evaluateCel(condition.cel, facts).yes;
/** "If the condition cannot be evaluated, the deny rule applies" ("Deny policies", Google Cloud). */
const deniesIf = (condition: Condition | undefined, facts: Facts): Tri => {
  if (condition === undefined) return true;
  if ('doubt' in condition) return condition.broken || doubt(condition.doubt);
  return negate(evaluateCel(condition.cel, facts).no);
};

const denyOf = (world: World, deny: Deny, who: string, long: string, chain: readonly string[], facts: Facts): Match[] => {
  const level = deny.level === undefined ? 0 : chain.indexOf(deny.level);
  if (level < 0) return [];
  const { permissions } = deny;
  if (permissions && !permissions.some((pattern) => matchesPattern(pattern, long))) return [];
  if (deny.exceptPermissions.some((pattern) => matchesPattern(pattern, long))) return [];
  const among = (members: Deny['members']): Tri =>
    members === undefined ? doubt(`principals of ${deny.id}`) : anyOf(members.map((one) => world.directory.means(one, who, true)));
  const tri = allOf([
    deny.level === undefined ? doubt(`where ${deny.id} is attached`) : true,
    permissions === undefined ? doubt(`permissions of ${deny.id}`) : true,
    among(deny.members),
    negate(among(deny.except)),
    deniesIf(deny.condition, facts),
  ]);
  const because: Because = {
    layer: 'deny-policy',
    effect: 'deny',
    policy: deny.id,
    statement: deny.rule,
    through: level > 0 ? deny.level : undefined,
    at: deny.at,
  };
  return tri === false ? [] : [{ tri, because }];
};

interface Limits {
  readonly eligible: Tri;
  readonly matches: readonly Match[];
}
/** The union of what the policies leave that are bound to sets of this principal; none bound: everything ("Principal access boundary policies"). */
const limitsOf = (world: World, who: string, long: string, chain: readonly string[], aside: Aside, assumptions: Set<string>): Limits => {
  const bound = world.boundaries
    .filter((boundary) => !aside.boundary?.(boundary))
    .flatMap((boundary) => {
      const binds = allOf([
        boundary.target === undefined ? doubt(`whom ${boundary.id} binds`) : world.directory.means(boundary.target, who, true),
        grantsIf(boundary.condition, principalFacts(who)),
      ]);
      if (binds === false) return [];
      if (boundary.blocks === undefined) assumptions.add('gcp-boundary-blocks-every-permission');
      else if (!boundary.blocks.some((pattern) => matchesPattern(pattern, long))) return [{ boundary, binds, leaves: true }];
      const leaves: Tri = boundary.places === undefined ? doubt(`resources of ${boundary.policy}`) : chain.some((level) => boundary.places?.has(level));
      return [{ boundary, binds, leaves }];
    });
  if (bound.length === 0) return { eligible: true, matches: [] };
  // Bound by none of them, or left by one that binds.
  const eligible = anyOf([allOf(bound.map(({ binds }) => negate(binds))), ...bound.map(({ binds, leaves }) => allOf([binds, leaves]))]);
  return {
    eligible,
    matches: bound
      .filter(({ leaves }) => leaves !== true)
      .map(({ boundary, binds }) => ({
        tri: binds,
        because: {
          layer: 'principal-access-boundary',
          effect: 'nothing-allows',
          policy: boundary.policy,
          statement: boundary.id,
          through: undefined,
          at: boundary.at,
        },
      })),
  };
};
const principalFacts = (who: string): Facts => ({
  lookup: (path) => {
    if (path === 'principal.subject') return emailOf(who) ?? who;
    if (path === 'principal.type') {
      if (who.startsWith('user:')) return 'iam.googleapis.com/WorkspaceIdentity';
      if (gkeAccount(who) || /workloadIdentityPools/.test(who)) return 'iam.googleapis.com/WorkloadPoolIdentity';
      if (who.startsWith('serviceAccount:')) return 'iam.googleapis.com/ServiceAccount';
      return /workforcePools/.test(who) ? 'iam.googleapis.com/WorkforcePoolIdentity' : undefined;
    }
    return undefined;
  },
  call: () => undefined,
});

export const net = ({ allow, deny, eligible, admitted }: Weighed): Tri => allOf([allow, negate(deny), eligible, admitted]);

/** The answer, with its reasons. */
const decisionOf = (weighed: Weighed, missing: ReadonlySet<string>): Decision => {
  const { allow, deny, eligible, admitted, allows, denies, limits, assumptions } = weighed;
  const rest = { assumptions: [...assumptions].toSorted(), missing: [...missing].toSorted() };
  if (deny === true) return { decision: 'explicit-deny', condition: undefined, because: reasons(denies, true), ...rest };
  const total = net(weighed);
  if (total === true) return { decision: 'allow', condition: undefined, because: reasons(allows, true), ...rest };
  if (total === false) {
    const because: Because[] = [];
    if (admitted === false) because.push(nothing('identity-pool'));
    if (eligible === false) because.push(...reasons(limits, false));
    if (allow === false || because.length === 0) because.push(nothing('binding'));
    return { decision: 'implicit-deny', condition: undefined, because, ...rest };
  }
  return {
    decision: 'allow-if',
    condition: total,
    because: [...reasons(allows, allow === true), ...reasons(denies, false), ...(eligible === true ? [] : reasons(limits, false))],
    ...rest,
  };
};
const nothing = (layer: string): Because => ({ layer, effect: 'nothing-allows', policy: '', statement: undefined, through: undefined, at: undefined });

/** Sorted, so that the order of the input changes nothing. `sure`: only what holds without a condition. */
export const reasons = (matches: readonly Match[], sure: boolean): Because[] => {
  const key = ({ layer, policy, through, statement, at }: Because): string => [layer, policy, through, statement, at?.file, at?.line, at?.pointer].join('\n');
  const byKey = new Map(matches.filter(({ tri }) => !sure || tri === true).map(({ because }) => [key(because), because]));
  return [...byKey].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, because]) => because);
};

/** `what` undefined: the organization if there is one, else the only project. */
export const decide = (world: World, who: string, action: string, what: string | undefined, context: Context | undefined): Decision => {
  const key = principalKey(who);
  const place = what === undefined ? top(world) : world.hierarchy.canonical(what);
  const missing = new Set(world.input.doubts ?? []);
  if (!world.directory.principals.has(key)) missing.add(`principal ${who}`);
  if (place === undefined) missing.add('resource');
  const permission = shortForm(action, world.roles.data);
  const weighed = place === undefined ? empty : weigh(world, key, permission, place, askingOf(context));
  const known = world.roles.data.idOf(permission) !== undefined || world.roles.custom.some(({ permissions }) => permissions?.has(permission));
  if (!known) missing.add(`permission ${action}`);
  for (const one of place === undefined ? [] : missingFor(world, key, permission, place, askingOf(context), weighed)) missing.add(one);
  return decisionOf(weighed, missing);
};

/** Inputs that could change the answer. */
function* missingFor(world: World, who: string, permission: string, place: string, asking: Asking, { allow }: Weighed): Generator<string> {
  const { hierarchy, directory } = world;
  if (allow !== false) {
    if (world.input.denyPolicies === undefined) yield 'deny policies';
    if (world.input.boundaries === undefined) yield 'principal access boundary policies';
  }
  if (allow === true) return;
  const chain = hierarchy.chain(place);
  const facts = factsOf(world.input, hierarchy, world.tagsOn, permission, place, asking, {});
  const matches = (grant: Grant): boolean => matchOf({ grant, reaches: true, through: undefined }, permission, chain, facts).length > 0;
  for (const grant of world.grants) if (grant.anonymous && matches(grant)) yield `principal of ${grant.id || grant.roleName}`;
  for (const group of directory.open) {
    if (group === who || directory.groupsOf(who).has(group) || who.startsWith('all')) continue;
    if (world.grantsOf(group).some(({ grant, through }) => through === undefined && matches(grant))) yield `members of ${group}`;
  }
  const open = hierarchy.open(place);
  if (open !== undefined) yield `what is above ${open}`;
}

const top = ({ input }: World): string | undefined => {
  const [organization, another] = input.organizations;
  const [project, other] = input.projects;
  return organization && !another ? organization.id : project && !other && !organization ? project.id : undefined;
};
const empty: Weighed = {
  allow: false,
  deny: false,
  eligible: true,
  admitted: true,
  allows: [],
  denies: [],
  limits: [],
  assumptions: new Set(),
};
