import type { Diagnostic } from '#core/diagnostic';
import type { GcpRoles } from '../data/gcp-roles.ts';
import { allOf, anyOf, doubt, type Tri } from '../azure/residual.ts';
import { conditionFrom, type Condition } from './conditions.ts';
import { momentOf } from './cel-time.ts';
import { directoryOf, type Directory } from './directory.ts';
import { hierarchyOf, type Hierarchy } from './hierarchy.ts';
import type { Binding, BoundaryBinding, BoundaryPolicy, DenyPolicy, GcpInput, Source, TagBinding } from './input.ts';
import { memberOf, type Member } from './members.ts';
import { badDate, badMember, badPlace, conditionOnBasicRole, conditionOnEverybody, duplicate, levelCycle, unknownBoundary, unknownRole } from './problems.ts';
import { isBasic, rolesOf, type Role, type Roles } from './roles.ts';

/** The input, read once: everything by key, conditions compiled, problems gathered. */
export interface World {
  readonly input: GcpInput;
  readonly hierarchy: Hierarchy;
  readonly directory: Directory;
  readonly roles: Roles;
  readonly grants: readonly Grant[];
  /** Grants that reach a principal by any way, at any level. */
  readonly grantsOf: (who: string) => readonly Held[];
  readonly denies: readonly Deny[];
  readonly boundaries: readonly Boundary[];
  /** Undefined: nobody knows. */
  readonly tagsOn: (place: string) => readonly TagBinding[] | undefined;
  /** Is a constraint of the organization policy enforced at a place? */
  readonly enforced: (constraint: string, place: string, byDefault: boolean) => Tri;
  readonly diagnostics: readonly Diagnostic[];
}

/** A role binding. */
export interface Grant {
  readonly id: string;
  readonly members: readonly Member[];
  readonly names: readonly string[];
  /** Someone whom nobody knows. */
  readonly anonymous: boolean;
  /** Undefined: nobody knows which. */
  readonly role: Role | undefined;
  readonly roleName: string;
  /** Undefined: nobody knows where. */
  readonly level: string | undefined;
  readonly condition: Condition | undefined;
  /** Why it may not exist at all. */
  readonly maybe: string | undefined;
  readonly at: Source['at'];
}
export interface Held {
  readonly grant: Grant;
  /** Does it reach the principal? */
  readonly reaches: Tri;
  /** The group or set that it comes through. */
  readonly through: string | undefined;
}

export interface Deny {
  readonly id: string;
  readonly rule: number;
  /** Undefined: nobody knows where. */
  readonly level: string | undefined;
  /** Undefined: nobody knows whom, or what. */
  readonly members: readonly Member[] | undefined;
  readonly except: readonly Member[];
  readonly permissions: readonly string[] | undefined;
  readonly exceptPermissions: readonly string[];
  readonly condition: Condition | undefined;
  readonly at: Source['at'];
}

/** A boundary policy bound to a set of principals. */
export interface Boundary {
  readonly id: string;
  readonly policy: string;
  /** Undefined: nobody knows whom. */
  readonly target: Member | undefined;
  /** What stays eligible. Undefined: nobody knows. */
  readonly places: ReadonlySet<string> | undefined;
  readonly blocks: readonly string[] | undefined;
  readonly condition: Condition | undefined;
  readonly at: Source['at'];
}

export const worldOf = (input: GcpInput, data: GcpRoles): World => {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);
  if (input.asOf !== undefined && momentOf(input.asOf) === undefined) report(badDate(input.asOf));
  const hierarchy = hierarchyOf(input);
  for (const level of hierarchy.cyclic) report(levelCycle(level));
  for (const id of hierarchy.duplicates) report(duplicate(id, 'resource'));
  for (const { id, name, at } of hierarchy.unreadable) report(badPlace(id, name, at));
  const roles = rolesOf(input.roles, data, report);
  const grants = [...input.bindings, ...automatic(input)]
    .map((binding) => grantOf(binding, roles, hierarchy, report))
    .toSorted((a, b) => compare(sortKey(a), sortKey(b)));
  const poolConditions = new Map<string, Condition | undefined>();
  for (const pool of input.pools)
    for (const [i, provider] of (pool.providers ?? []).entries())
      poolConditions.set(`${pool.id} ${i}`, conditionFrom(provider.condition, provider.address ?? provider.name, provider, 'allow', report));
  const directory = directoryOf(
    input,
    hierarchy,
    (pool, provider) => poolConditions.get(`${pool.id} ${provider}`),
    (who, role, project) => {
      const levels = hierarchy.chain(project);
      return anyOf(
        grants
          .filter(({ roleName, level }) => roleName === role && level !== undefined && levels.includes(level))
          .map((grant) => anyOf(grant.members.map((member) => (member.is === 'holders' ? false : directory.means(member, who, false))))),
      );
    },
    report,
  );
  return {
    input,
    hierarchy,
    directory,
    roles,
    grants,
    grantsOf: heldBy(grants, directory),
    denies: (input.denyPolicies ?? [])
      .flatMap((policy) => deniesOf(policy, hierarchy, report))
      .toSorted((a, b) => compare(`${a.id} ${a.rule}`, `${b.id} ${b.rule}`)),
    boundaries: boundariesOf(input.boundaries ?? [], input.boundaryBindings ?? [], hierarchy, report),
    tagsOn: tagsOf(input, hierarchy),
    enforced: enforcedOf(input, hierarchy),
    diagnostics: diagnostics.toSorted((a, b) => compare(a.message.en, b.message.en)),
  };
};
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const sortKey = ({ level, roleName, id, names, at }: Grant): string => [level, roleName, id, names.join(' '), at?.file, at?.line, at?.pointer].join('\n');

/** Default service accounts get Editor by themselves unless a constraint forbids it ("Default service accounts", Google Cloud). */
const automatic = (input: GcpInput): Binding[] =>
  input.projects.flatMap((project): Binding[] => {
    if (project.automaticEditor === false) return [];
    const id = project.id.replace(/^projects\//, '');
    const wanted = new Set([
      `${project.number ?? id}-compute@developer.gserviceaccount.com`,
      `${id}-compute@developer.gserviceaccount.com`,
      `${id}@appspot.gserviceaccount.com`,
    ]);
    const members = input.serviceAccounts.filter(({ email }) => wanted.has(email)).map(({ email }) => `serviceAccount:${email}`);
    if (members.length === 0) return [];
    const maybe = project.automaticEditor === true ? undefined : `the automatic grant to default service accounts of ${id}`;
    return [{ id: 'automatic', resource: project.id, role: 'roles/editor', members, maybe, at: project.at }];
  });

const grantOf = (written: Binding, roles: Roles, hierarchy: Hierarchy, report: (diagnostic: Diagnostic) => void): Grant => {
  const where = written.address ?? written.id ?? `${written.role ?? '?'} on ${written.resource ?? '?'}`;
  const role = written.role === undefined ? undefined : roles.find(written.role);
  if (written.role !== undefined && !role) report(unknownRole(written.role, where, written.at));
  const level = written.resource === undefined ? undefined : hierarchy.canonical(written.resource);
  if (written.resource !== undefined && level === undefined) report(badPlace(written.resource, where, written.at));
  const condition = conditionFrom(written.condition, where, written, 'allow', report);
  const roleName = role?.id ?? written.role ?? '?';
  const refused = condition !== undefined && isBasic(roleName);
  if (refused) report(conditionOnBasicRole(roleName, where, written.at));
  let anonymous = written.members === undefined || written.moreMembers === true;
  const members: Member[] = [];
  for (const name of [...new Set(written.members ?? [])].toSorted()) {
    const member = memberOf(name);
    if (member.is === 'unreadable') {
      report(badMember(name, where, written.at));
      anonymous = true;
    } else if (condition && (member.is === 'everybody' || member.is === 'signed-in')) report(conditionOnEverybody(name, where, written.at));
    else if (!refused) members.push(member);
  }
  return {
    id: written.address ?? written.id ?? (condition && 'cel' in condition ? (condition.title ?? '') : ''),
    members,
    names: [...(written.members ?? [])].toSorted(),
    anonymous: anonymous && !refused,
    role,
    roleName,
    level,
    condition,
    maybe: written.maybe,
    at: written.at,
  };
};

const heldBy = (grants: readonly Grant[], directory: Directory): World['grantsOf'] => {
  const known = new Map<string, readonly Held[]>();
  const candidates = candidatesOf(grants);
  return (who) => {
    const found = known.get(who);
    if (found) return found;
    const held = candidates(who).flatMap((grant): Held[] => {
      const reached = grant.members.map((member) => ({ member, tri: directory.means(member, who, false) }));
      const reaches = anyOf(reached.map(({ tri }) => tri));
      if (reaches === false) return [];
      const direct = reached.some(({ member, tri }) => member.is === 'one' && tri === true);
      const by = reached.find(({ tri }) => tri === true) ?? reached.find(({ tri }) => tri !== false);
      return [{ grant, reaches, through: direct || !by ? undefined : memberText(by.member, who) }];
    });
    known.set(who, held);
    return held;
  };
};
/** The grants that may mean somebody: those that name them, and those that mean more than they name. In the order of all. */
const candidatesOf = (grants: readonly Grant[]): ((who: string) => readonly Grant[]) => {
  const naming = new Map<string, number[]>();
  const broad: number[] = [];
  grants.forEach(({ members }, i) => {
    if (!members.every((member) => member.is === 'one' && isPlain(member.key))) broad.push(i);
    else
      for (const key of new Set(members.flatMap((member) => (member.is === 'one' ? [member.key] : [])))) {
        const there = naming.get(key);
        if (there) there.push(i);
        else naming.set(key, [i]);
      }
  });
  return (who) => (isPlain(who) ? [...(naming.get(who) ?? []), ...broad].sort((a, b) => a - b).flatMap((i) => grants[i] ?? []) : grants);
};
/** One account, known under this name only. */
const isPlain = (key: string): boolean => /^(user|serviceAccount):[^[]+$/.test(key);

const memberText = (member: Member, who: string): string | undefined => {
  switch (member.is) {
    case 'group':
      return member.key === who ? undefined : member.key;
    case 'domain':
      return `domain:${member.domain}`;
    case 'everybody':
      return 'allUsers';
    case 'signed-in':
      return 'allAuthenticatedUsers';
    case 'pool':
      return `principalSet://iam.googleapis.com/${member.pool}/${member.part}`;
    case 'holders':
      return `${member.role} of ${member.project}`;
    case 'level':
      return member.level;
    default:
      return undefined;
  }
};

const readMembers = (names: readonly string[], where: string, source: Source, report: (diagnostic: Diagnostic) => void): readonly Member[] | undefined => {
  const members = names.map((name) => ({ name, member: memberOf(name) }));
  const wrong = members.filter(({ member }) => member.is === 'unreadable');
  for (const { name } of wrong) report(badMember(name, where, source.at));
  return wrong.length > 0 ? undefined : members.map(({ member }) => member);
};

const deniesOf = (policy: DenyPolicy, hierarchy: Hierarchy, report: (diagnostic: Diagnostic) => void): Deny[] => {
  const where = policy.address ?? policy.id;
  const level = policy.attachedTo === undefined ? undefined : hierarchy.canonical(policy.attachedTo);
  if (policy.attachedTo !== undefined && level === undefined) report(badPlace(policy.attachedTo, where, policy.at));
  return policy.rules.map((rule, i) => ({
    id: policy.id,
    rule: i,
    level,
    members: rule.principals && readMembers(rule.principals, where, policy, report),
    // An exception that cannot be read excepts nobody for sure.
    except: rule.exceptPrincipals === undefined ? [] : (readMembers(rule.exceptPrincipals, where, policy, report) ?? rule.exceptPrincipals.map(memberOf)),
    permissions: rule.permissions,
    exceptPermissions: rule.exceptPermissions ?? [],
    condition: conditionFrom(rule.condition, where, policy, 'deny', report),
    at: rule.at ?? policy.at,
  }));
};

const boundariesOf = (
  policies: readonly BoundaryPolicy[],
  bindings: readonly BoundaryBinding[],
  hierarchy: Hierarchy,
  report: (diagnostic: Diagnostic) => void,
): Boundary[] =>
  bindings
    .map((binding): Boundary => {
      const where = binding.address ?? binding.id;
      const policy = policies.find(({ id, address }) => id === binding.policy || (address !== undefined && address === binding.policy));
      if (binding.policy !== undefined && !policy) report(unknownBoundary(binding.policy, where, binding.at));
      const target = binding.target === undefined ? undefined : memberOf(binding.target);
      if (binding.target !== undefined && target?.is === 'unreadable') report(badMember(binding.target, where, binding.at));
      return {
        id: binding.id,
        policy: policy?.id ?? binding.policy ?? '?',
        target: target?.is === 'unreadable' ? undefined : target,
        places: policy?.resources && new Set(policy.resources.flatMap((name) => hierarchy.canonical(name) ?? [])),
        blocks: policy?.blocks,
        condition: conditionFrom(binding.condition, where, binding, 'allow', report),
        at: policy?.at ?? binding.at,
      };
    })
    .toSorted((a, b) => compare(a.id, b.id));

const tagsOf = ({ tags }: GcpInput, hierarchy: Hierarchy): World['tagsOn'] => {
  if (tags === undefined) return () => undefined;
  const byPlace = new Map<string, TagBinding[]>();
  for (const tag of tags) {
    const place = hierarchy.canonical(tag.on) ?? tag.on;
    byPlace.set(place, [...(byPlace.get(place) ?? []), tag]);
  }
  return (place) => byPlace.get(place) ?? [];
};

/** The nearest policy counts ("Understanding hierarchy evaluation", Resource Manager). */
const enforcedOf =
  ({ constraints }: GcpInput, hierarchy: Hierarchy): World['enforced'] =>
  (constraint, place, byDefault) => {
    for (const level of hierarchy.chain(place)) {
      const found = constraints?.filter(({ on, name }) => (hierarchy.canonical(on) ?? on) === level && name === constraint);
      if (!found || found.length === 0) continue;
      return allOf(found.map(({ enforced }): Tri => enforced ?? doubt(`${constraint} on ${level}`)));
    }
    return byDefault;
  };
