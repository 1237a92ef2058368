import type { Because, Context, Decision } from '../identity.ts';
import { askingOf } from './asking.ts';
import { decisionOf, type Match } from './decide.ts';
import { keyOf } from './directory.ts';
import { administersDirectory, anyTri, byPermission, byRole, isListed } from './entra.ts';
import { doubt } from './residual.ts';
import type { World } from './world.ts';

/** Asked of Entra, not of Azure RBAC: actions of directory roles, Graph app permissions (they have no slash), and `elevateAccess`. */
export const isDirectoryAction = (action: string): boolean =>
  /^microsoft\.(directory|intune|cloudpc)\//i.test(action) || isPermission(action) || isElevation(action);

const isPermission = (action: string): boolean => /^[a-z][\w-]*(\.[\w-]+)+$/i.test(action);
const isElevation = (action: string): boolean => /^microsoft\.authorization\/elevateaccess\/action$/i.test(action);

export const directoryDecision = (world: World, who: string, action: string, what: string | undefined, context: Context | undefined): Decision => {
  const asking = askingOf(context);
  const key = keyOf(who);
  const target = what === undefined || what === '/' ? undefined : keyOf(what);
  const assumptions = new Set<string>();
  let matches: Match[];
  if (isElevation(action)) {
    // "This toggle is only available to users who are assigned the Global Administrator role" (Elevate access, Microsoft Learn).
    matches = world.directory.members.get(key)?.type === 'ServicePrincipal' ? [] : administersDirectory(world, key, asking, 'Global Administrator');
  } else if (isPermission(action)) matches = byPermission(world, key, [action]);
  else {
    matches = [...byRole(world, key, action, target, asking), ...byOwnership(world, key, action, target)];
    if (!isListed(action) && anyTri(matches) !== true && world.entra.rolesOf(key).length > 0) {
      assumptions.add('entra-role-actions-incomplete');
      const [first] = world.entra.rolesOf(key);
      if (first) matches.push({ tri: doubt(`whether ${first.name} includes ${action}`), because: because('directory-role', first.name, first.at) });
    }
  }
  return decisionOf({ allow: anyTri(matches), deny: false, allows: matches, denies: [], assumptions, missing: new Set() });
};

const because = (layer: string, policy: string, at: Because['at']): Because => ({
  layer,
  effect: 'allow',
  policy,
  statement: undefined,
  through: undefined,
  at,
});

/** Owners of applications and service principals may add credentials, owners of groups may add members. */
export const byOwnership = (world: World, who: string, action: string, target: string | undefined): Match[] => {
  if (target === undefined) return [];
  const owns = (owners: readonly string[] | undefined): boolean => (owners ?? []).some((owner) => keyOf(owner) === who);
  const owned = (name: string, owners: readonly string[] | undefined, at: Because['at']): Match[] =>
    owns(owners) ? [{ tri: true, because: because('owner', name, at) }] : [];
  if (/^microsoft\.directory\/groups(\.security)?\/members\/update$/i.test(action)) {
    const group = world.directory.groups.get(target);
    return group ? owned(group.name, group.owners, group.at) : [];
  }
  if (/^microsoft\.directory\/serviceprincipals\/credentials\/update$/i.test(action)) {
    const one = world.directory.servicePrincipals.get(target);
    return one ? owned(one.name, one.owners, one.at) : [];
  }
  if (/^microsoft\.directory\/applications\/credentials\/update$/i.test(action)) {
    const one = [...world.directory.applications.values()].find(({ id, appId }) => keyOf(id) === target || keyOf(appId) === target);
    return one ? owned(one.name, one.owners, one.at) : [];
  }
  return [];
};
