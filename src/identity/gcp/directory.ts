import type { Diagnostic } from '#core/diagnostic';
import type { Principal, PrincipalKind } from '../identity.ts';
import { anyOf, doubt, type Tri } from '../azure/residual.ts';
import { evaluateCel } from './cel.ts';
import { isLevel, projectOfEmail, type Hierarchy } from './hierarchy.ts';
import type { GcpInput, Group, IdentityPool, ServiceAccount, Source, User } from './input.ts';
import { emailOf, gkeAccount, memberOf, outsideIdentity, outsideSet, principalKey, type Member } from './members.ts';
import { claimsFor, identityFacts } from './outside.ts';
import { duplicate, groupCycle } from './problems.ts';
import type { Condition } from './conditions.ts';

/** Who there is, and who belongs to whom. Keys are principals as allow policies write them, in one spelling. */
export interface Directory {
  readonly principals: ReadonlyMap<string, Principal>;
  readonly users: ReadonlyMap<string, User>;
  readonly groups: ReadonlyMap<string, Group>;
  readonly accounts: ReadonlyMap<string, ServiceAccount>;
  readonly pools: ReadonlyMap<string, IdentityPool>;
  /** Groups of a principal, through other groups too. */
  readonly groupsOf: (key: string) => ReadonlySet<string>;
  /** Groups whose members nobody knows, or not all of them. */
  readonly open: ReadonlySet<string>;
  /** Does an entry mean this principal? `strict`: groups with unknown members leave it open instead of saying no. */
  readonly means: (member: Member, who: string, strict: boolean) => Tri;
  /** Can anybody come in as this principal at all? Outside identities pass the conditions of a provider. */
  readonly admitted: (who: string) => Tri;
  /** `projects/p` of a service account that lies in a project of yours. */
  readonly projectOf: (key: string) => string | undefined;
}

/** Those that policies name are principals too: users are never declared on Google Cloud. `holds`: has this one the basic role on the project? */
export const directoryOf = (
  input: GcpInput,
  hierarchy: Hierarchy,
  conditionOf: (pool: IdentityPool, provider: number) => Condition | undefined,
  holds: (who: string, role: string, project: string) => Tri,
  report: (diagnostic: Diagnostic) => void,
): Directory => {
  const principals = new Map<string, Principal>();
  const add = (key: string, kind: PrincipalKind, source: Source & { name?: string | undefined }, account: string): boolean => {
    if (principals.has(key)) return false;
    const { at, address, name } = source;
    principals.set(key, { id: key, name: name ?? nameOf(key), kind, account, at, ...(address !== undefined && { address }) });
    return true;
  };
  const [organization] = input.organizations;
  const home = organization?.id ?? '';
  const projectOf = (key: string): string | undefined => {
    const declared = accounts.get(key)?.project;
    const email = emailOf(key);
    const found = declared ?? (email === undefined ? undefined : projectOfEmail(email));
    return found === undefined ? undefined : (hierarchy.canonical(found) ?? found);
  };
  const index = <T extends Source & { email: string }>(list: readonly T[], prefix: string): Map<string, T> => {
    const found = new Map<string, T>();
    for (const one of list) {
      const key = `${prefix}:${one.email.toLowerCase()}`;
      if (found.has(key)) report(duplicate(key, 'principal'));
      else found.set(key, one);
    }
    return found;
  };
  const users = index(input.users, 'user');
  const groups = index(input.groups, 'group');
  const accounts = index(input.serviceAccounts, 'serviceAccount');
  for (const [key, one] of users) add(key, 'user', one, home);
  for (const [key, one] of groups) add(key, 'group', one, home);
  for (const [key, one] of accounts) add(key, 'service-account', one, projectOf(key) ?? '');
  for (const one of input.identities ?? []) add(principalKey(one.id), 'federated', one, '');
  const named = [
    ...input.bindings.flatMap(({ members, at }) => (members ?? []).map((member) => [member, at] as const)),
    ...input.groups.flatMap(({ members, managers, at }) => [...(members ?? []), ...(managers ?? [])].map((member) => [member, at] as const)),
  ];
  for (const [written] of named.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) {
    const member = memberOf(written);
    const key = member.is === 'one' || member.is === 'group' ? member.key : written.trim();
    const kind = kindOf(member, key);
    if (kind) add(key, kind, {}, kind === 'service-account' ? (projectOf(key) ?? '') : kind === 'federated' || kind === 'anyone' ? '' : home);
  }

  const direct = new Map<string, Set<string>>();
  const open = new Set<string>([...principals].flatMap(([key, { kind }]) => (kind === 'group' && key.startsWith('group:') && !groups.has(key) ? [key] : [])));
  for (const [key, group] of groups) {
    if (group.members === undefined || group.moreMembers === true) open.add(key);
    for (const written of group.members ?? []) {
      const member = principalKey(written);
      const found = direct.get(member);
      if (found) found.add(key);
      else direct.set(member, new Set([key]));
    }
  }
  for (const ring of rings(groups, direct)) report(groupCycle(ring, groups.get(ring[0] ?? '')?.at));

  const pools = new Map<string, IdentityPool>();
  for (const pool of input.pools) {
    const key = poolKey(hierarchy, pool.id);
    if (pools.has(key)) report(duplicate(pool.id, 'pool'));
    else pools.set(key, pool);
  }
  const identities = new Map((input.identities ?? []).map((one) => [principalKey(one.id), one]));
  const groupsOf = transitive(direct);

  const means = (member: Member, who: string, strict: boolean): Tri => {
    switch (member.is) {
      case 'one':
        return member.key === who || samePool(hierarchy, member.key, who);
      case 'group':
        if (who === member.key || groupsOf(who).has(member.key)) return true;
        return strict && (open.has(member.key) || !groups.has(member.key)) && !who.startsWith('all') ? doubt(`members of ${member.key}`) : false;
      case 'domain':
        return who === `domain:${member.domain}` || (who.startsWith('user:') && who.endsWith(`@${member.domain}`));
      case 'everybody':
        return true;
      case 'signed-in':
        return who === 'allAuthenticatedUsers' || who.startsWith('domain:') || (emailOf(who) !== undefined && gkeAccount(who) === undefined);
      case 'pool':
        return meansPool(member, who);
      case 'holders':
        return holds(who, member.role, hierarchy.canonical(member.project) ?? member.project);
      case 'level':
        return meansLevel(hierarchy.canonical(member.level) ?? member.level, member.kind, who);
      case 'customer':
        return ofDomains(
          who,
          input.organizations.filter(({ customerId }) => customerId === undefined || customerId === member.customer),
        );
      case 'deleted':
      case 'unreadable':
        return false;
    }
  };

  const meansPool = ({ pool, part }: Extract<Member, { is: 'pool' }>, who: string): Tri => {
    const gke = gkeAccount(who);
    const key = poolKey(hierarchy, pool);
    if (gke) {
      if (!key.endsWith(`/workloadIdentityPools/${gke.project}.svc.id.goog`)) return false;
      if (part.startsWith('kubernetes.')) return doubt(`cluster of ${who}`);
      return part === '*' || part === `namespace/${gke.namespace}`;
    }
    const one = outsideIdentity(who);
    const set = outsideSet(who);
    if (poolKey(hierarchy, one?.pool ?? set?.pool ?? '') !== key) return false;
    if (part === '*' || set?.part === part) return true;
    const known = identities.get(who);
    const [, group] = /^group\/(.+)$/.exec(part) ?? [];
    if (group !== undefined) {
      if (known?.groups) return known.groups.includes(group);
      return { key: 'google.groups', operator: 'contains', values: [group] };
    }
    const [, name = '', value = ''] = /^attribute\.(\w+)\/(.+)$/.exec(part) ?? [];
    if (name === '') return false;
    const [, setName, setValue] = /^attribute\.(\w+)\/(.+)$/.exec(set?.part ?? '') ?? [];
    if (setName === name) return setValue === value;
    const told = known?.attributes?.[name] ?? (one && attributeFrom(pools.get(key), name, one.subject));
    return told === undefined ? { key: `attribute.${name}`, operator: '==', values: [value] } : told === value;
  };

  /** All of an organization: its users and workforce pools as well ("Principal access boundary policies", Google Cloud). */
  const meansLevel = (level: string, kind: string | undefined, who: string): Tri => {
    if (!isLevel(level)) return false;
    const below = (project: string | undefined): boolean => project !== undefined && hierarchy.chain(project).includes(level);
    const gke = gkeAccount(who);
    if (gke) return kind === undefined && below(`projects/${gke.project}`);
    if (who.startsWith('serviceAccount:')) {
      if (kind === 'ServiceAgent') return projectOf(who) === undefined;
      return below(projectOf(who));
    }
    if (kind !== undefined) return false;
    const pool = outsideIdentity(who)?.pool ?? outsideSet(who)?.pool;
    if (pool !== undefined) return pool.startsWith('projects/') ? below(hierarchy.projectOf(poolKey(hierarchy, pool))) : level.startsWith('organizations/');
    if (!level.startsWith('organizations/')) return false;
    return ofDomains(
      who,
      input.organizations.filter(({ id }) => id === level),
    );
  };
  const ofDomains = (who: string, organizations: GcpInput['organizations']): Tri => {
    const domain = who.startsWith('domain:') ? who.slice('domain:'.length) : /^(?:user|group):\S+@(\S+)$/.exec(who)?.[1];
    if (domain === undefined || organizations.length === 0) return false;
    if (organizations.some(({ domains }) => domains?.includes(domain))) return true;
    return organizations.some(({ domains }) => domains === undefined) ? doubt(`whether ${who} belongs to the organization`) : false;
  };

  const admitted = (who: string): Tri => {
    if (users.get(who)?.suspended === true || accounts.get(who)?.disabled === true) return false;
    const one = outsideIdentity(who);
    const set = outsideSet(who);
    const pool = pools.get(poolKey(hierarchy, one?.pool ?? set?.pool ?? ''));
    if (!pool) return true;
    if (pool.disabled === true) return false;
    if (pool.providers === undefined) return true;
    return anyOf(
      pool.providers.map((provider, i): Tri => {
        if (provider.disabled === true) return false;
        const condition = conditionOf(pool, i);
        if (!condition) return true;
        if ('doubt' in condition) return doubt(condition.doubt);
        return evaluateCel(condition.cel, identityFacts(provider, one?.subject, set?.part, identities.get(who))).yes;
      }),
    );
  };
  const admissions = new Map<string, Tri>();
  return {
    principals,
    users,
    groups,
    accounts,
    pools,
    groupsOf,
    open,
    means,
    projectOf,
    admitted: (who) => {
      const found = admissions.get(who) ?? admitted(who);
      admissions.set(who, found);
      return found;
    },
  };
};

/** What the subject alone tells of an attribute, if every provider maps it so. */
const attributeFrom = (pool: IdentityPool | undefined, name: string, subject: string): string | undefined => {
  const told = (pool?.providers ?? []).map((provider) => {
    const source = provider.mapping?.[`attribute.${name}`];
    return source === undefined ? undefined : claimsFor(provider, subject).get(source);
  });
  const [first] = told;
  return first !== undefined && told.every((one) => one === first) ? first : undefined;
};

const poolKey = (hierarchy: Hierarchy, pool: string): string =>
  pool === '' ? '' : (hierarchy.canonical(`//iam.googleapis.com/${pool.replace(/^\/\/iam\.googleapis\.com\//, '')}`) ?? pool);
/** One subject of one pool, written with the number or with the id of its project. */
const samePool = (hierarchy: Hierarchy, a: string, b: string): boolean => {
  const [one, other] = [outsideIdentity(a), outsideIdentity(b)];
  return one !== undefined && other !== undefined && one.subject === other.subject && poolKey(hierarchy, one.pool) === poolKey(hierarchy, other.pool);
};

const nameOf = (key: string): string =>
  emailOf(key) ?? /\/subject\/(.+)$/.exec(key)?.[1] ?? key.replace(/^principalSet:\/\/iam\.googleapis\.com\/.*?(?:Pools)\//, '');
const kindOf = (member: Member, key: string): PrincipalKind | undefined => {
  switch (member.is) {
    case 'one':
      if (key.startsWith('user:')) return 'user';
      return key.startsWith('principal://') || gkeAccount(key) ? 'federated' : 'service-account';
    case 'group':
    case 'domain':
      return 'group';
    case 'everybody':
    case 'signed-in':
      return 'anyone';
    case 'pool':
      return 'federated';
    default:
      return undefined;
  }
};

const none: ReadonlySet<string> = new Set();
/** Cycles cost nothing: every group is visited once. */
const transitive = (direct: ReadonlyMap<string, ReadonlySet<string>>): ((key: string) => ReadonlySet<string>) => {
  const known = new Map<string, ReadonlySet<string>>();
  return (key) => {
    const found = known.get(key);
    if (found) return found;
    const reached = new Set<string>();
    const waiting = [...(direct.get(key) ?? none)];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (next === key || reached.has(next)) continue;
      reached.add(next);
      waiting.push(...(direct.get(next) ?? none));
    }
    known.set(key, reached);
    return reached;
  };
};

/** Groups that reach themselves, each ring once. */
const rings = (groups: ReadonlyMap<string, Group>, direct: ReadonlyMap<string, ReadonlySet<string>>): string[][] => {
  const core = cyclicCore(groups, direct);
  const reached = transitive(new Map([...core].map((key) => [key, new Set([...(direct.get(key) ?? none)].filter((above) => core.has(above)))])));
  // A group that is a member of itself reaches itself, which the closure leaves out.
  const meet = (a: string, b: string): boolean => (a === b ? (direct.get(a)?.has(a) ?? false) : reached(a).has(b) && reached(b).has(a));
  const done = new Set<string>();
  const found: string[][] = [];
  for (const key of [...core].toSorted()) {
    if (done.has(key)) continue;
    const ring = [...core].filter((other) => other === key || meet(key, other)).toSorted();
    for (const one of ring) done.add(one);
    if (ring.length > 1 || meet(key, key)) found.push(ring);
  }
  return found;
};

/** What is left when groups that belong to none of the rest, again and again, are taken away. */
const cyclicCore = (groups: ReadonlyMap<string, Group>, direct: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> => {
  const below = new Map<string, string[]>();
  const left = new Map<string, number>();
  for (const key of groups.keys()) {
    const above = [...(direct.get(key) ?? none)];
    left.set(key, above.length);
    for (const one of above) below.set(one, [...(below.get(one) ?? []), key]);
  }
  const waiting = [...left].flatMap(([key, count]) => (count === 0 ? [key] : []));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    left.delete(next);
    for (const key of below.get(next) ?? []) {
      const count = (left.get(key) ?? 0) - 1;
      left.set(key, count);
      if (count === 0) waiting.push(key);
    }
  }
  return new Set(left.keys());
};
