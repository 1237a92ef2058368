import type { EscalationEdge } from '../identity.ts';
import { allOf, doubt, type Tri } from '../azure/residual.ts';
import { accountName } from './hierarchy.ts';
import type { Resource } from './input.ts';
import { emailOf, gkeAccount, memberOf, outsideIdentity, outsideSet, principalKey } from './members.ts';
import { gcpMethods, otherMethods, type GcpMethod } from './methods.ts';
import { together, type Needed, type Power, type Way } from './power.ts';
import type { World } from './world.ts';

/** A service account that lies in a project of yours. */
interface Target {
  readonly key: string;
  readonly place: string;
  readonly project: string;
}
interface Found {
  readonly to: string;
  readonly via: string | undefined;
  readonly tri: Tri;
  readonly permissions: readonly Needed[];
}

/** Edges of one principal, one for each target and method. */
export const gcpEdges = (world: World, who: string, power: Power, powerOf: (who: string) => Power): EscalationEdge[] => {
  const targets = targetsOf(world);
  const edges: EscalationEdge[] = [];
  const add = (method: string, found: Found): void => {
    if (found.to === who || found.tri === false || !world.directory.principals.has(found.to)) return;
    const condition = typeof found.tri === 'object' ? found.tri : undefined;
    edges.push({ from: who, to: found.to, method, via: found.via, permissions: found.permissions, condition, widens: false });
  };
  for (const method of gcpMethods) {
    if (!method.needs.every(({ action, or }) => power.mayHold(action) || (or !== undefined && power.mayHold(or)))) continue;
    for (const found of waysOf(world, power, method, targets)) add(method.id, found);
  }
  if (power.mayHold('iam.serviceAccountKeys.create') && power.mayHold('orgpolicy.policy.set'))
    for (const found of unlocked(world, power, targets)) add(otherMethods.constraint.id, found);
  if (power.mayHold('iam.serviceAccounts.implicitDelegation')) for (const found of delegated(power, targets, powerOf)) add(otherMethods.delegation.id, found);
  for (const found of managed(world, who)) add(otherMethods.group.id, found);
  for (const found of delegatedUsers(world, who)) add(otherMethods.workspace.id, found);
  return best(edges);
};

const known = new WeakMap<World, readonly Target[]>();
const targetsOf = (world: World): readonly Target[] => {
  const found = known.get(world);
  if (found) return found;
  const made = [...world.directory.principals.values()].flatMap(({ id, kind }): Target[] => {
    const project = kind === 'service-account' ? world.directory.projectOf(id) : undefined;
    const email = emailOf(id);
    if (project === undefined || email === undefined || world.directory.accounts.get(id)?.disabled === true) return [];
    return [{ key: id, project, place: accountName(email, project) }];
  });
  known.set(world, made);
  return made;
};

const waysOf = (world: World, power: Power, method: GcpMethod, targets: readonly Target[]): Iterable<Found> => {
  switch (method.yields) {
    case 'account':
      return held(world, power, method, targets);
    case 'chosen':
      return chosen(world, power, method, targets);
    case 'chosen-on-thing':
      return chosenOn(world, power, method, targets);
    case 'its-accounts':
    case 'code-it-keeps':
    case 'pods':
      return used(world, power, method);
    case 'build-account':
    case 'google-apis':
      return agents(world, power, method);
    case 'pool':
      return admitted(world, power, method);
  }
};

/** The ways to all that a method needs. */
const wayTo = (power: Power, method: GcpMethod, on: { thing?: string; place?: string | undefined; account?: string | undefined }): Way => {
  const of = ({ action, or, on: where }: GcpMethod['needs'][number]): Way => {
    const place = on[where];
    if (place === undefined) return { tri: false, permissions: [], lifts: undefined };
    const way = power.way(action, place);
    const second = or === undefined || way.tri === true ? way : power.way(or, place);
    return second.tri === true || way.tri === false ? second : way;
  };
  return together(
    method.needs.map(of),
    method.helps.map((one) => [of(one), `whether ${one.action} is demanded as well`] as const),
  );
};

function* held(world: World, power: Power, method: GcpMethod, targets: readonly Target[]): Generator<Found> {
  for (const { key, place, project } of targets) {
    const { tri, permissions } = wayTo(power, method, { account: place });
    const closed = method.constraint === undefined ? false : world.enforced(method.constraint, project, false);
    if (closed !== true) yield { to: key, via: place, tri: closed === false ? tri : allOf([tri, { not: closed }]), permissions };
  }
}

/** Keys where a constraint forbids them, by somebody who can lift it. */
function* unlocked(world: World, power: Power, targets: readonly Target[]): Generator<Found> {
  for (const { key, place, project } of targets) {
    if (world.enforced('iam.disableServiceAccountKeyCreation', project, false) === false) continue;
    const { tri, permissions } = together([power.way('orgpolicy.policy.set', project), power.way('iam.serviceAccountKeys.create', place)], []);
    yield { to: key, via: place, tri, permissions };
  }
}

/** "iam.disableCrossProjectServiceAccountUsage" is enforced where nothing else is said: an account is used in its own project. */
const placesFor = (world: World, project: string): Iterable<readonly [place: string, across: Tri]> => {
  const closed = world.enforced('iam.disableCrossProjectServiceAccountUsage', project, true);
  if (closed === true) return [[project, true]];
  return [
    [project, true],
    ...world.input.projects.filter(({ id }) => id !== project).map(({ id }): [string, Tri] => [id, closed === false ? true : { not: closed }]),
  ];
};

function* chosen(world: World, power: Power, method: GcpMethod, targets: readonly Target[]): Generator<Found> {
  for (const { key, place: account, project } of targets)
    for (const [place, across] of placesFor(world, project)) {
      const { tri, permissions } = wayTo(power, method, { place, account });
      yield { to: key, via: place, tri: allOf([across, tri]), permissions };
    }
}

const thingsOf = (world: World, { things }: GcpMethod): (readonly [place: string, thing: Resource])[] =>
  [...world.hierarchy.resources].filter(([, { type }]) => things.includes(type));

function* chosenOn(world: World, power: Power, method: GcpMethod, targets: readonly Target[]): Generator<Found> {
  for (const [thing] of thingsOf(world, method)) {
    const project = world.hierarchy.projectOf(thing);
    for (const { key, place: account, project: home } of targets)
      for (const [place, across] of placesFor(world, home)) {
        if (place !== project) continue;
        const { tri, permissions } = wayTo(power, method, { thing, place: project, account });
        yield { to: key, via: thing, tri: allOf([across, tri]), permissions };
      }
  }
}

function* used(world: World, power: Power, method: GcpMethod): Generator<Found> {
  for (const [place, thing] of thingsOf(world, method)) {
    const project = world.hierarchy.projectOf(place);
    for (const { to, if: depends } of yieldedBy(world, method, place, thing)) {
      const home = world.directory.projectOf(to);
      const account = home === undefined ? undefined : accountName(emailOf(to) ?? '', home);
      const { tri, permissions } = wayTo(power, method, { thing: place, place: project, account });
      yield { to, via: place, tri: allOf([tri, depends]), permissions };
    }
  }
}

interface Yielded {
  readonly to: string;
  readonly if: Tri;
}
const yieldedBy = (world: World, method: GcpMethod, place: string, thing: Resource): Yielded[] => {
  if (method.yields === 'code-it-keeps')
    return (thing.facts?.keepsCodeOf ?? []).flatMap((name) =>
      (world.hierarchy.resources.get(world.hierarchy.canonical(name) ?? '')?.accounts ?? []).map((account) => ({ to: accountKey(account), if: true })),
    );
  const accounts = (thing.accounts ?? []).map(accountKey);
  if (method.yields === 'pods') {
    const project = world.hierarchy.projectOf(place)?.replace(/^projects\//, '');
    const pods = [...world.directory.principals.keys()].filter((key) => gkeAccount(key)?.project === project);
    const { workloadIdentity } = thing.facts ?? {};
    const node: Tri = workloadIdentity === undefined ? doubt(`whether pods of ${thing.name} reach the account of the node`) : !workloadIdentity;
    return [...pods.map((to) => ({ to, if: true })), ...accounts.map((to) => ({ to, if: node }))];
  }
  const { osLogin, scopes } = thing.facts ?? {};
  const login: Tri = method.id !== 'gcp-os-admin-login' ? true : (osLogin ?? doubt(`whether OS Login is on for ${thing.name}`));
  // Tokens of a machine reach no further than its scopes.
  const reach = scopes === undefined || scopes.length === 0 || scopes.some((scope) => /(^|\/)cloud-platform$/.test(scope));
  return accounts.map((to) => ({ to, if: allOf([login, reach]) }));
};
const accountKey = (written: string): string => principalKey(written.includes(':') ? written : `serviceAccount:${written}`);

function* agents(world: World, power: Power, method: GcpMethod): Generator<Found> {
  for (const project of world.input.projects) {
    const { tri, permissions } = wayTo(power, method, { place: project.id });
    if (tri === false) continue;
    for (const { to, if: depends } of method.yields === 'google-apis'
      ? agentOf(world, project.id, 'cloudservices')
      : builders(world, project.id, project.buildAccount))
      yield { to, via: project.id, tri: allOf([tri, depends]), permissions };
  }
}

/** Agents have the number of their project as their name; where nobody knows the number, the project that grants them something. */
const agentOf = (world: World, project: string, service: string): Yielded[] =>
  [...world.directory.principals.keys()].flatMap((key) => {
    const [, number] = new RegExp(`^serviceAccount:([a-z0-9-]+)@${service}\\.gserviceaccount\\.com$`).exec(key) ?? [];
    if (number === undefined) return [];
    const home = world.hierarchy.canonical(`projects/${number}`);
    const own =
      home === project ||
      (world.hierarchy.numberOf(project) === undefined && world.grantsOf(key).some(({ grant, through }) => grant.level === project && through === undefined));
    return own ? [{ to: key, if: true }] : [];
  });

/** New projects build as the default account of Compute Engine, older ones as an account of Cloud Build's own. */
const builders = (world: World, project: string, said: string | undefined): Yielded[] => {
  if (said !== undefined) return [{ to: accountKey(said), if: true }];
  const legacy = agentOf(world, project, 'cloudbuild');
  if (legacy.length > 0) return legacy;
  return [...world.directory.principals.keys()]
    .filter((key) => key.endsWith('-compute@developer.gserviceaccount.com') && world.directory.projectOf(key) === project)
    .map((to) => ({ to, if: doubt(`which account builds in ${project}`) }));
};

/** Everybody of a pool that policies name. */
function* admitted(world: World, power: Power, method: GcpMethod): Generator<Found> {
  for (const to of world.directory.principals.keys()) {
    const pool = outsideIdentity(to)?.pool ?? outsideSet(to)?.pool;
    const place = pool?.includes('workloadIdentityPools') ? world.hierarchy.canonical(`//iam.googleapis.com/${pool}`) : undefined;
    if (place === undefined) continue;
    const providers = world.directory.pools.get(place)?.providers;
    const exists: Tri = method.id !== 'gcp-pool-provider-update' ? true : providers === undefined ? doubt(`providers of ${place}`) : providers.length > 0;
    const { tri, permissions } = wayTo(power, method, { thing: place });
    yield { to, via: place, tri: allOf([tri, exists]), permissions };
  }
}

/** Through one account that may be delegated through, to all that it may make tokens of. */
function* delegated(power: Power, targets: readonly Target[], powerOf: (who: string) => Power): Generator<Found> {
  for (const through of targets) {
    const first = power.way('iam.serviceAccounts.implicitDelegation', through.place);
    if (first.tri === false) continue;
    const its = powerOf(through.key);
    if (!its.mayHold('iam.serviceAccounts.getAccessToken')) continue;
    for (const { key, place } of targets) {
      if (key === through.key) continue;
      const { tri, permissions } = together([first, its.way('iam.serviceAccounts.getAccessToken', place)], []);
      yield { to: key, via: through.key, tri, permissions };
    }
  }
}

function* managed(world: World, who: string): Generator<Found> {
  for (const [key, { managers, email }] of world.directory.groups)
    for (const written of managers ?? []) {
      const tri = world.directory.means(memberOf(written), who, false);
      yield { to: key, via: email, tri, permissions: [] };
    }
}

/** A service account that may act for the users of the domain on all of Google Cloud. */
function* delegatedUsers(world: World, who: string): Generator<Found> {
  const scopes = world.directory.accounts.get(who)?.delegatedScopes ?? [];
  if (!scopes.some((scope) => /\/auth\/(cloud-platform|admin\.directory\.(user|group|rolemanagement))/.test(scope))) return;
  const domains = world.input.organizations.flatMap(({ domains: list }) => list ?? []);
  for (const to of [...world.directory.principals.keys()].filter((key) => key.startsWith('user:'))) {
    const domain = to.slice(to.indexOf('@') + 1);
    const tri: Tri = domains.length === 0 ? doubt(`whether ${to} belongs to the domain`) : domains.includes(domain);
    yield { to, via: undefined, tri, permissions: [] };
  }
}

/** One edge for each target and method: without a condition if there is one, else the first by name of the thing. */
const best = (edges: readonly EscalationEdge[]): EscalationEdge[] => {
  const found = new Map<string, EscalationEdge>();
  for (const edge of edges) {
    const key = `${edge.method}\n${edge.to}`;
    const before = found.get(key);
    if (!before || (before.condition && !edge.condition) || (Boolean(before.condition) === Boolean(edge.condition) && (edge.via ?? '') < (before.via ?? '')))
      found.set(key, edge);
  }
  return [...found.values()];
};
