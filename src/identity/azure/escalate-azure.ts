import type { EscalationEdge } from '../identity.ts';
import { effective } from './data-planes.ts';
import { rbac, reasons, type Weighed } from './decide.ts';
import { keyOf } from './directory.ts';
import type { Resource } from './input.ts';
import { azureMethods, type AzureMethod } from './methods-azure.ts';
import { allOf, doubt, type Tri } from './residual.ts';
import { isWide, typeOf } from './scope.ts';
import { net, type Widening } from './widening.ts';
import type { World } from './world.ts';

type Needed = EscalationEdge['permissions'][number];

/** Edges through things in Azure, one for each target and method. */
export const azureEdges = (world: World, who: string, widening: Widening): EscalationEdge[] => {
  const from = world.directory.members.get(who)?.principal.id ?? who;
  const edges: EscalationEdge[] = [];
  for (const method of azureMethods) {
    if (!method.needs.every(({ action }) => mayMatch(world, who, widening, action))) continue;
    for (const found of method.yields === 'chosen-identity' ? chosen(world, who, widening, method) : used(world, who, widening, method)) {
      const target = world.directory.members.get(keyOf(found.to));
      if (!target || target.key === who || world.directory.servicePrincipals.get(target.key)?.enabled === false) continue;
      const condition = typeof found.tri === 'object' ? found.tri : undefined;
      edges.push({ from, to: target.principal.id, method: method.id, via: found.via, permissions: found.permissions, condition, widens: false });
    }
  }
  return best(edges);
};

interface Found {
  readonly to: string;
  readonly via: string;
  readonly tri: Tri;
  readonly permissions: readonly Needed[];
}

/** Cheap, before anything is weighed: some role that is held or could be taken names the action, in either plane; vaults may have policies instead. */
const mayMatch = (world: World, who: string, { more }: Widening, action: string): boolean => {
  const lower = action.toLowerCase();
  if (lower.startsWith('microsoft.keyvault/')) return true;
  return [...world.grantsOf(who), ...more].some(({ grant }) => {
    const permissions = grant.role?.permissions;
    return (
      permissions === undefined ||
      permissions.some((permission) => permission.allows('control', lower) !== undefined || permission.allows('data', lower) !== undefined)
    );
  });
};

const needed = (world: World, who: string, widening: Widening, action: string, what: string): { tri: Tri; permissions: readonly Needed[] } => {
  const plain = effective(world, who, action, what, undefined);
  const tri = net(plain);
  if (tri === true || widening.more.length === 0) return { tri, permissions: [{ action, on: what, because: reasons(plain.allows, tri === true) }] };
  const wider = rbac(world, who, action, what, undefined, widening.more);
  const taken = taking(widening, wider);
  const total = net(wider);
  // A role that must first be taken is worth its step only where it opens more than what is held.
  if (total === false || (typeof tri === 'object' && typeof total === 'object'))
    return { tri, permissions: [{ action, on: what, because: reasons(plain.allows, false) }] };
  return { tri: total, permissions: [...taken, { action, on: what, because: reasons(wider.allows, total === true) }] };
};

const taking = (widening: Widening, weighed: Weighed): Needed[] => {
  const names = new Set(weighed.allows.map(({ because }) => because.policy));
  const found = widening.more.find(({ grant }) => names.has(grant.roleName));
  const permission = found && widening.taking.get(found.grant.id);
  return permission ? [permission] : [];
};

/** Scopes where the first permission is held or could be taken; `everywhere` if nobody knows where, or if policies decide beside roles. */
const heldAt = (world: World, who: string, { more }: Widening, action: string): ReadonlySet<string> | 'everywhere' => {
  const lower = action.toLowerCase();
  if (lower.startsWith('microsoft.keyvault/')) return 'everywhere';
  const scopes = new Set<string>();
  for (const { grant } of [...world.grantsOf(who), ...more]) {
    const permissions = grant.role?.permissions;
    const names =
      permissions === undefined ||
      permissions.some((permission) => permission.allows('control', lower) !== undefined || permission.allows('data', lower) !== undefined);
    if (!names) continue;
    if (grant.scope === undefined) return 'everywhere';
    scopes.add(grant.scope);
  }
  return scopes;
};

function* used(world: World, who: string, widening: Widening, method: AzureMethod): Generator<Found> {
  const scopes = heldAt(world, who, widening, method.needs[0]?.action ?? '');
  for (const { scope, id, thing, targets } of thingsOf(world, method)) {
    if (targets.length === 0 || (scopes !== 'everywhere' && !world.scopes.chain(scope).some((level) => scopes.has(level)))) continue;
    const parts = method.needs.map(({ action }) => needed(world, who, widening, action, id));
    const tri = allOf([...parts.map((part) => part.tri), must(method, thing)]);
    if (tri === false) continue;
    const permissions = parts.flatMap((part) => part.permissions);
    for (const to of targets) yield { to, via: id, tri, permissions };
  }
}

interface Thing {
  readonly scope: string;
  readonly id: string;
  readonly thing: Resource | undefined;
  readonly targets: readonly string[];
}
/** Things of a method, and whom they lead to. Unknown identities lead to nobody that could be named. */
const thingsOf = (world: World, method: AzureMethod): Thing[] => {
  if (method.yields === 'the-identity')
    return userAssigned(world).map(({ id, resource }) => ({ scope: resource.toLowerCase(), id: resource, thing: undefined, targets: [id] }));
  return method.things.flatMap((type) =>
    world.resourcesOf(type).map(([scope, thing]) => ({ scope, id: thing.id, thing, targets: targetsOf(world, method, thing) })),
  );
};

const userAssigned = (world: World): { id: string; resource: string }[] =>
  [...world.directory.servicePrincipals.values()].flatMap(({ kind, id, resource }) =>
    kind === 'managed' && resource !== undefined && typeOf(resource.toLowerCase()) === 'microsoft.managedidentity/userassignedidentities'
      ? [{ id, resource }]
      : [],
  );

const targetsOf = (world: World, { yields }: AzureMethod, thing: Resource): readonly string[] => {
  if (yields === 'its-identities') return thing.identities ?? [];
  if (yields === 'credentials-it-keeps') return thing.facts?.keepsCredentialsOf ?? [];
  return (thing.facts?.keepsCodeOf ?? []).flatMap(
    (id) => world.resources.get(id.toLowerCase())?.identities ?? (world.directory.members.has(keyOf(id)) ? [id] : []),
  );
};

const must = ({ must: wanted }: AzureMethod, thing: Resource | undefined): Tri => {
  if (!wanted || !thing) return true;
  const fact = thing.facts?.[wanted.fact];
  return fact === undefined ? doubt(`${wanted.fact} of ${thing.name}`) : fact === wanted.be;
};

/** A user-assigned identity that may be assigned, and a place where a thing that carries it may be written. */
function* chosen(world: World, who: string, widening: Widening, method: AzureMethod): Generator<Found> {
  const identities = userAssigned(world);
  if (identities.length === 0) return;
  const places = placesOf(world, who, widening, method);
  let place: { tri: Tri; permissions: readonly Needed[]; at: string } | undefined;
  for (const at of places) {
    const parts = method.needs.filter(({ on }) => on === 'place').map(({ action }) => needed(world, who, widening, action, at));
    const tri = allOf(parts.map((part) => part.tri));
    if (tri === false) continue;
    if (place === undefined || (tri === true && place.tri !== true)) place = { tri, permissions: parts.flatMap((part) => part.permissions), at };
    if (tri === true) break;
  }
  if (!place) return;
  for (const { id, resource } of identities) {
    const parts = method.needs.filter(({ on }) => on === 'identity').map(({ action }) => needed(world, who, widening, action, resource));
    const tri = allOf([place.tri, ...parts.map((part) => part.tri)]);
    if (tri !== false) yield { to: id, via: place.at, tri, permissions: [...place.permissions, ...parts.flatMap((part) => part.permissions)] };
  }
}

/** Resource groups below the scopes that are held, and existing things of the type. A wide scope without a known group stands for itself. */
const placesOf = (world: World, who: string, { more }: Widening, method: AzureMethod): string[] => {
  const actions = method.needs.filter(({ on }) => on === 'place').map(({ action }) => action.toLowerCase());
  const places = new Set<string>();
  for (const { grant } of [...world.grantsOf(who), ...more]) {
    const permissions = grant.role?.permissions;
    if (permissions && !actions.some((action) => permissions.some((permission) => permission.allows('control', action) !== undefined))) continue;
    const scope = grant.scope ?? '/';
    if (!isWide(scope)) {
      places.add(scope);
      for (const type of method.things) for (const [id] of world.resourcesOf(type)) if (world.scopes.chain(id).includes(scope)) places.add(id);
      continue;
    }
    const groups = world.input.resourceGroups.map(({ id }) => id.toLowerCase()).filter((id) => world.scopes.chain(id).includes(scope));
    for (const group of groups) places.add(group);
    if (groups.length === 0) places.add(scope);
  }
  // A place of another type cannot hold the thing.
  return [...places].filter((place) => typeOf(place) === undefined || method.things.some((type) => typeOf(place) === type.toLowerCase())).toSorted();
};

/** One edge for each target and method: without a condition if there is one, else the first by name of the thing. */
const best = (edges: readonly EscalationEdge[]): EscalationEdge[] => {
  const found = new Map<string, EscalationEdge>();
  for (const edge of edges) {
    const key = `${edge.method}\n${edge.to}`;
    const before = found.get(key);
    if (!before || (before.condition && !edge.condition)) found.set(key, edge);
  }
  return [...found.values()];
};
