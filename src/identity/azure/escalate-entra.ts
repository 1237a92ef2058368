import type { EscalationEdge } from '../identity.ts';
import { askingOf } from './asking.ts';
import { mfaFor } from './conditional-access.ts';
import { reasons, type Match } from './decide.ts';
import { byOwnership } from './directory-plane.ts';
import { federatedId, keyOf } from './directory.ts';
import { anyTri, byPermission, byRole } from './entra.ts';
import type { ServicePrincipal, User } from './input.ts';
import { entraMethods, otherEntraMethods, type EntraMethod } from './methods-entra.ts';
import { allOf, doubt, type Tri } from './residual.ts';
import type { World } from './world.ts';

const nobody = askingOf(undefined);

/** Edges through Entra ID, one for each target and method. `worthwhile`: devices matter only where an administrator signs in. */
export const entraEdges = (world: World, who: string, worthwhile: (key: string) => boolean): EscalationEdge[] => {
  const from = world.directory.members.get(who)?.principal.id ?? who;
  const edges: EscalationEdge[] = [];
  const push = (method: string, to: string, via: string | undefined, matches: readonly Match[], action: string, tri: Tri): void => {
    if (tri === false) return;
    const permissions = [{ action, on: via ?? to, because: reasons(matches, tri === true) }];
    edges.push({ from, to, method, via, permissions, condition: typeof tri === 'object' ? tri : undefined, widens: to === from });
  };
  for (const method of entraMethods) {
    if (!mayApply(world, who, method)) continue;
    if (method.reaches === 'itself') {
      const matches = byPermission(world, who, method.grants);
      push(method.id, from, undefined, matches, method.grants[0] ?? '', allOf([anyTri(matches), further(method)]));
      continue;
    }
    for (const target of targets(world, who, method)) {
      if (target.key === who || (method.reaches === 'device-user' && !worthwhile(target.key))) continue;
      const { matches, action } = holds(world, who, method, target);
      const tri = allOf([anyTri(matches), target.must, further(method)]);
      const weakened = passwordOnly(world, who, method, target.user, tri);
      push(weakened.by, target.id, target.via, [...matches, ...weakened.matches], action, weakened.tri);
    }
  }
  return edges;
};

/** Signing in by tokens of an outside identity provider. */
export const federatedEdges = (world: World): EscalationEdge[] => {
  const method = otherEntraMethods.federated.id;
  return [...world.directory.servicePrincipals.values()].flatMap((one) => {
    const application = one.appId === undefined ? undefined : world.directory.applications.get(keyOf(one.appId));
    return [...(one.federated ?? []), ...(application?.federated ?? [])].flatMap((credential): EscalationEdge[] => {
      const unsure = credential.subject === undefined || credential.issuer === undefined;
      const condition = unsure ? { doubt: `whom the federated credential of ${one.name} admits` } : undefined;
      const to = world.directory.members.get(keyOf(one.id))?.principal.id ?? one.id;
      return [{ from: federatedId(credential), to, method, via: credential.name, permissions: [], condition, widens: false }];
    });
  });
};

const mayApply = (world: World, who: string, { actions, grants, owners }: EntraMethod): boolean =>
  owners || (actions.length > 0 && world.entra.rolesOf(who).length > 0) || (grants.length > 0 && world.entra.permissionsOf(who).length > 0);

const further = (method: EntraMethod): Tri => (method.doubt === undefined ? true : doubt(method.doubt));

interface Target {
  readonly key: string;
  readonly id: string;
  /** The object acted upon, where it is another one. */
  readonly object: string;
  readonly via: string | undefined;
  readonly must: Tri;
  readonly user?: User;
}

const holds = (world: World, who: string, method: EntraMethod, target: Target): { matches: Match[]; action: string } => {
  let action = method.actions[0] ?? method.grants[0] ?? '';
  const matches: Match[] = [];
  for (const one of method.actions) {
    const found = [...byRole(world, who, one, target.object, nobody), ...(method.owners ? byOwnership(world, who, one, target.object) : [])];
    if (found.length > 0) action = one;
    matches.push(...found);
  }
  const granted = byPermission(world, who, method.grants);
  if (granted.length > 0 && method.actions.length > 0 && matches.length === 0) action = method.grants[0] ?? action;
  // Passwords need the Entra role beside the permission ("In app-only scenarios ...", Update user, Microsoft Graph).
  if (method.reaches === 'user-password' && method.grants.length > 0) {
    const role = byRole(world, who, 'microsoft.directory/users/password/update', target.object, nobody);
    const both = allOf([anyTri(granted), anyTri(role)]);
    return { matches: both === false ? [] : granted.map((one) => ({ ...one, tri: both })), action };
  }
  return { matches: [...matches, ...granted], action };
};

function* targets(world: World, who: string, method: EntraMethod): Generator<Target> {
  const { users, groups, servicePrincipals } = world.directory;
  const target = (id: string, must: Tri, rest: Partial<Target> = {}): Target => ({
    key: keyOf(id),
    id: world.directory.members.get(keyOf(id))?.principal.id ?? id,
    object: keyOf(id),
    via: undefined,
    must,
    ...rest,
  });
  switch (method.reaches) {
    case 'application':
    case 'owned-application':
    case 'service-principal':
      for (const one of servicePrincipals.values()) yield* applicationTarget(world, who, method, one, target);
      return;
    case 'group':
    case 'pim-group':
    case 'package-group':
      for (const group of groups.values()) {
        const key = keyOf(group.id);
        if (world.directory.groupsOf(who).has(key)) continue;
        // Members of a role-assignable group need Privileged Role Administrator, an owner, or PIM for Groups.
        const plain: Tri = group.roleAssignable === undefined ? doubt(`whether ${group.name} is role-assignable`) : !group.roleAssignable;
        const byHand: Tri = group.membersFrom === undefined || group.membersFrom === 'assigned';
        const owner = method.owners && byOwnership(world, who, method.actions[0] ?? '', key).length > 0;
        if (method.reaches === 'package-group') yield target(group.id, group.inAccessPackage === undefined ? false : group.inAccessPackage);
        else if (method.reaches === 'pim-group') yield target(group.id, group.pim === true);
        else if (method.actions.some((action) => /groups(\.security)?\/members/i.test(action))) yield target(group.id, owner ? byHand : allOf([byHand, true]));
        else yield target(group.id, allOf([byHand, plain]));
      }
      return;
    case 'user-password':
    case 'user-method':
    case 'federated-user':
    case 'device-user':
      for (const user of users.values()) {
        if (user.enabled === false) continue;
        yield target(user.id, userMust(method, user), {
          user,
          ...(method.reaches === 'federated-user' || method.reaches === 'device-user' ? { object: '' } : {}),
        });
      }
      return;
    case 'itself':
      return;
  }
}

/** Domains below onmicrosoft.com cannot be federated; guests sign in at home; devices must be managed. */
const userMust = ({ reaches }: EntraMethod, user: User): Tri => {
  if (reaches === 'device-user') return user.managedDevice ?? false;
  if (reaches !== 'federated-user') return true;
  if (user.guest === true) return false;
  return user.upn === undefined ? doubt(`the domain of ${user.name}`) : !/\.onmicrosoft\.com$/i.test(user.upn);
};

/** Credentials go on the application where it is registered here, on the service principal unless it is locked; never on a managed identity. */
function* applicationTarget(
  world: World,
  who: string,
  method: EntraMethod,
  one: ServicePrincipal,
  target: (id: string, must: Tri, rest?: Partial<Target>) => Target,
): Generator<Target> {
  if (one.kind === 'managed' || one.enabled === false) return;
  const application = one.appId === undefined ? undefined : world.directory.applications.get(keyOf(one.appId));
  if (method.reaches === 'service-principal') {
    yield target(one.id, one.locked === true ? false : one.locked === undefined && !application ? doubt(`whether ${one.name} is locked`) : true);
    return;
  }
  const owned = (owners: readonly string[] | undefined): boolean => owners?.some((owner) => keyOf(owner) === who) ?? false;
  if (method.reaches === 'owned-application' && !owned(application?.owners) && !(owned(one.owners) && one.locked !== true)) return;
  if (!application) {
    if (method.reaches === 'owned-application') yield target(one.id, true);
    return;
  }
  yield target(one.id, application.credentialsBlocked !== true, { object: keyOf(application.id), via: application.id });
}

/** A new password alone does not pass MFA; who may change Conditional Access takes it away first. */
const passwordOnly = (
  world: World,
  who: string,
  method: EntraMethod,
  user: User | undefined,
  tri: Tri,
): { by: string; tri: Tri; matches: readonly Match[] } => {
  if (method.reaches !== 'user-password' || !user || tri === false) return { by: method.id, tri, matches: [] };
  const mfa = mfaFor(world, keyOf(user.id));
  if (mfa.is === 'no') return { by: method.id, tri, matches: [] };
  const weaken = [
    ...byRole(world, who, 'microsoft.directory/conditionalAccessPolicies/basic/update', undefined, nobody),
    ...byPermission(world, who, ['Policy.ReadWrite.ConditionalAccess']),
  ];
  if (anyTri(weaken) === true) return { by: otherEntraMethods.weaken.id, tri, matches: weaken };
  const open: Tri = mfa.is === 'yes' ? { key: 'mfa', operator: 'PassedBy', values: [user.id] } : doubt(`whether signing in as ${user.name} asks for MFA`);
  return { by: method.id, tri: allOf([tri, open]), matches: [] };
};
