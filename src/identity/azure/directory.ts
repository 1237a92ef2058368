import type { Diagnostic } from '#core/diagnostic';
import type { Principal, PrincipalKind } from '../identity.ts';
import type { Application, AzureInput, FederatedCredential, Group, ServicePrincipal, Source, User } from './input.ts';
import { duplicate, groupCycle } from './problems.ts';

/** Who there is, and who belongs to whom. Keys are ids in lower case. */
export interface Directory {
  readonly members: ReadonlyMap<string, Member>;
  /** Groups of a principal, through other groups too; the principal itself is not among them. */
  readonly groupsOf: (key: string) => ReadonlySet<string>;
  /** Groups that name the principal as a member themselves. */
  readonly directGroupsOf: (key: string) => ReadonlySet<string>;
  readonly users: ReadonlyMap<string, User>;
  readonly groups: ReadonlyMap<string, Group>;
  readonly servicePrincipals: ReadonlyMap<string, ServicePrincipal>;
  /** By client id. */
  readonly applications: ReadonlyMap<string, Application>;
  /** Groups whose members nobody knows, or not all of them. */
  readonly open: ReadonlySet<string>;
}
export interface Member {
  readonly key: string;
  readonly principal: Principal;
  /** Kinds as deny assignments and conditions name them. */
  readonly type: 'User' | 'Group' | 'ServicePrincipal' | 'Federated';
  readonly attributes: Readonly<Record<string, string | readonly string[]>> | undefined;
}

export const keyOf = (id: string): string => id.trim().toLowerCase();

export const directoryOf = (input: AzureInput, report: (diagnostic: Diagnostic) => void): Directory => {
  const members = new Map<string, Member>();
  const add = (one: Source & { id: string; name: string; attributes?: Member['attributes'] }, kind: PrincipalKind, type: Member['type']): boolean => {
    const key = keyOf(one.id);
    if (members.has(key)) {
      report(duplicate(one.id, 'principal'));
      return false;
    }
    const principal: Principal = {
      id: one.id,
      name: one.name,
      kind,
      account: input.tenant.id,
      at: one.at,
      ...(one.address !== undefined && { address: one.address }),
    };
    members.set(key, { key, principal, type, attributes: one.attributes });
    return true;
  };
  const users = index(input.users.filter((user) => add(user, 'user', 'User')));
  const groups = index(input.groups.filter((group) => add(group, 'group', 'Group')));
  const servicePrincipals = index(
    input.servicePrincipals.filter((one) => add(one, one.kind === 'managed' ? 'managed-identity' : 'service-principal', 'ServicePrincipal')),
  );
  const applications = new Map<string, Application>();
  for (const application of input.applications) {
    const key = keyOf(application.appId);
    if (applications.has(key)) report(duplicate(application.appId, 'application'));
    else applications.set(key, application);
  }
  for (const one of federatedSubjects(input)) if (!members.has(keyOf(one.id))) add(one, 'federated', 'Federated');
  const direct = new Map<string, Set<string>>();
  const open = new Set<string>();
  for (const [key, group] of groups) {
    if (group.members === undefined || group.moreMembers === true) open.add(key);
    for (const member of group.members ?? []) put(direct, keyOf(member), key);
  }
  for (const cycle of cycles(groups, direct))
    report(
      groupCycle(
        cycle.map((key) => groups.get(key)?.name ?? key),
        groups.get(cycle[0] ?? '')?.at,
      ),
    );
  return { members, users, groups, servicePrincipals, applications, open, directGroupsOf: (key) => direct.get(key) ?? none, groupsOf: transitive(direct) };
};

const none: ReadonlySet<string> = new Set();
const index = <T extends { id: string }>(list: readonly T[]): Map<string, T> => new Map(list.map((one) => [keyOf(one.id), one]));
const put = (map: Map<string, Set<string>>, key: string, value: string): void => {
  const found = map.get(key);
  if (found) found.add(value);
  else map.set(key, new Set([value]));
};

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

/** Each group that reaches itself, once per cycle, smallest key first. */
const cycles = (groups: ReadonlyMap<string, Group>, direct: ReadonlyMap<string, ReadonlySet<string>>): string[][] => {
  const reaches = (from: string): Set<string> => {
    const seen = new Set<string>();
    const waiting = [...(direct.get(from) ?? none)];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      waiting.push(...(direct.get(next) ?? none));
    }
    return seen;
  };
  const nested = [...groups.keys()].filter((key) => (direct.get(key)?.size ?? 0) > 0).toSorted();
  const reached = new Map(nested.map((key) => [key, reaches(key)]));
  const done = new Set<string>();
  const found: string[][] = [];
  for (const key of nested) {
    if (done.has(key) || !reached.get(key)?.has(key)) continue;
    const ring = nested.filter((other) => other === key || (reached.get(key)?.has(other) && reached.get(other)?.has(key)));
    for (const one of ring) done.add(one);
    found.push(ring);
  }
  return found;
};

/** An outside identity that a federated credential admits: a workflow of a repository, a service account of another cloud. */
export const federatedId = ({ issuer, subject }: FederatedCredential): string => `federated:${issuer ?? '?'}|${subject ?? '?'}`;

const federatedSubjects = (input: AzureInput): (Source & { id: string; name: string })[] =>
  [...input.applications, ...input.servicePrincipals].flatMap(({ federated }) =>
    (federated ?? []).map((one) => ({ id: federatedId(one), name: one.subject ?? one.name ?? '?', at: one.at, address: one.address })),
  );
