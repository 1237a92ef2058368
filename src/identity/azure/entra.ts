import type { Diagnostic } from '#core/diagnostic';
import type { Because } from '../identity.ts';
import { counts, type Asking } from './asking.ts';
import type { Match } from './decide.ts';
import { directoryRole, directoryRoles, mayReset, type DirectoryRole } from './directory-roles.ts';
import { keyOf, type Directory } from './directory.ts';
import type { AzureInput, Source, User } from './input.ts';
import { actionMatches } from './pattern.ts';
import { unknownDirectoryRole } from './problems.ts';
import { allOf, anyOf, doubt, type Tri } from './residual.ts';
import { timingOf, type Timing, type World } from './world.ts';

/** Entra roles and app permissions, by principal. Additive; nothing denies. */
export interface Entra {
  /** Through groups that name the principal as a member too: role-assignable groups cannot be nested. */
  readonly rolesOf: (key: string) => readonly HeldRole[];
  readonly permissionsOf: (key: string) => readonly AppPermission[];
  /** Administrative units by id. */
  readonly units: ReadonlyMap<string, Unit>;
}
export interface HeldRole {
  readonly id: string;
  readonly role: DirectoryRole | undefined;
  readonly name: string;
  /** `/`: the tenant. Undefined: nobody knows. */
  readonly scope: { readonly unit: string } | { readonly object: string } | '/' | undefined;
  readonly timing: Timing;
  readonly maybe: string | undefined;
  readonly through: string | undefined;
  readonly at: Source['at'];
}
export interface AppPermission {
  /** Undefined: nobody knows which. */
  readonly name: string | undefined;
  readonly at: Source['at'];
}
interface Unit {
  readonly name: string;
  readonly members: ReadonlySet<string> | undefined;
  readonly restricted: boolean | undefined;
}

export const entraOf = (input: AzureInput, directory: Directory, report: (diagnostic: Diagnostic) => void): Entra => {
  const custom = new Map(
    (input.directoryRoles ?? []).flatMap((role) =>
      [keyOf(role.id), keyOf(role.name), ...(role.address === undefined ? [] : [keyOf(role.address)])].map((key) => [key, role] as const),
    ),
  );
  const find = (role: string): DirectoryRole | undefined => {
    const own = custom.get(keyOf(role));
    return own?.actions ? { id: own.id, name: own.name, actions: own.actions } : directoryRole(role);
  };
  const direct = new Map<string, HeldRole[]>();
  for (const written of input.directoryAssignments.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const role = written.role === undefined ? undefined : find(written.role);
    if (written.role !== undefined && !role) report(unknownDirectoryRole(written.role, written.at));
    if (written.principal === undefined) continue;
    const timing = timingOf(written.state, written.address ?? written.id, written, report);
    const held: HeldRole = {
      id: written.id,
      role,
      name: role?.name ?? written.role ?? '?',
      scope: scopeOf(written.scope),
      timing,
      maybe: written.maybe,
      through: undefined,
      at: written.at,
    };
    const key = keyOf(written.principal);
    direct.set(key, [...(direct.get(key) ?? []), held]);
  }
  const grants = new Map<string, AppPermission[]>();
  for (const { principal, api, permission, at } of input.appGrants) {
    if (!isGraph(api)) continue;
    grants.set(keyOf(principal), [...(grants.get(keyOf(principal)) ?? []), { name: permission, at }]);
  }
  return {
    rolesOf: (key) => [
      ...(direct.get(key) ?? []),
      ...[...directory.directGroupsOf(key)]
        .toSorted()
        .flatMap((group) => (direct.get(group) ?? []).map((held) => ({ ...held, through: directory.groups.get(group)?.name ?? group }))),
    ],
    permissionsOf: (key) => grants.get(key) ?? [],
    units: new Map(
      input.administrativeUnits.map((unit) => [
        keyOf(unit.id),
        { name: unit.name, members: unit.members && new Set(unit.members.map(keyOf)), restricted: unit.restricted },
      ]),
    ),
  };
};

const isGraph = (api: string): boolean => /^microsoft\s?graph$/i.test(api) || api === '00000003-0000-0000-c000-000000000000';
const scopeOf = (scope: string | undefined): HeldRole['scope'] => {
  if (scope === undefined) return undefined;
  if (scope === '/' || scope === '') return '/';
  const unit = /^\/?administrativeUnits\/(.+)$/i.exec(scope)?.[1];
  return unit === undefined ? { object: keyOf(scope.replace(/^\//, '')) } : { unit: keyOf(unit) };
};

/** Entra roles that give an action. `target`: key of the object acted upon; undefined: the tenant. */
export const byRole = (world: World, who: string, action: string, target: string | undefined, asking: Asking): Match[] =>
  world.entra.rolesOf(who).flatMap((held): Match[] => {
    const gives: Tri = held.role ? held.role.actions.some((pattern) => actionMatches(pattern, action)) : doubt(`what the Entra role ${held.name} allows`);
    if (gives === false) return [];
    const exists: Tri = held.maybe === undefined ? true : doubt(`whether ${held.id} exists: ${held.maybe}`);
    const tri = allOf([gives, exists, counts(held.timing, held.id, world, asking), reaches(world, held.scope, target), protects(world, held, action, target)]);
    const because: Because = { layer: 'directory-role', effect: 'allow', policy: held.name, statement: undefined, through: held.through, at: held.at };
    return tri === false ? [] : [{ tri, because }];
  });

const reaches = (world: World, scope: HeldRole['scope'], target: string | undefined): Tri => {
  if (scope === undefined) return doubt('the scope of an Entra role');
  if (target !== undefined) {
    // Restricted management: administrators of the tenant cannot act on members of the unit.
    for (const [id, unit] of world.entra.units) {
      if (unit.restricted === false || !unit.members?.has(target)) continue;
      if (typeof scope === 'object' && 'unit' in scope && scope.unit === id) continue;
      return unit.restricted ? false : doubt(`whether ${unit.name} is restricted`);
    }
  }
  if (scope === '/') return true;
  if (target === undefined) return false;
  if ('object' in scope) return scope.object === target;
  const unit = world.entra.units.get(scope.unit);
  return unit?.members ? unit.members.has(target) : doubt(`members of ${unit?.name ?? scope.unit}`);
};

/** What the object itself has against it: the password matrix for users, the protection of role-assignable groups. */
const protects = (world: World, held: HeldRole, action: string, target: string | undefined): Tri => {
  if (target === undefined) return true;
  const user = world.directory.users.get(target);
  if (user && held.role && /^microsoft\.directory\/users\/(password|authenticationmethods)\//i.test(action)) return resettable(world, held, user);
  const group = world.directory.groups.get(target);
  if (group && held.role && /^microsoft\.directory\/groups(\.security)?\/members\//i.test(action)) {
    if (/groups\.security/i.test(action) && group.kind === 'microsoft-365') return false;
    if (held.name === 'Global Administrator') return true;
    return group.roleAssignable === undefined ? doubt(`whether ${group.name} is role-assignable`) : !group.roleAssignable;
  }
  return true;
};

const resettable = (world: World, held: HeldRole, user: User): Tri => {
  const key = keyOf(user.id);
  const roles = world.entra.rolesOf(key);
  const restricted = roles.some(({ scope }) => typeof scope === 'object' && 'unit' in scope && world.entra.units.get(scope.unit)?.restricted === true);
  const owned = [...world.directory.groups.values()].filter(
    ({ owners, id }) => owners?.some((owner) => keyOf(owner) === key) || world.directory.directGroupsOf(key).has(keyOf(id)),
  );
  const inProtectedGroup = owned.some(({ roleAssignable }) => roleAssignable === true)
    ? true
    : owned.some(({ roleAssignable }) => roleAssignable === undefined)
      ? undefined
      : false;
  const named = (list: readonly HeldRole[]): string[] => [...list.map(({ name }) => name), ...(restricted ? ['(restricted administrative unit)'] : [])];
  const ask = (list: readonly HeldRole[]): Tri => {
    // "Can reset passwords for non-administrators in the assigned administrative unit only" (Assign Microsoft Entra roles).
    if (held.scope !== '/' && list.length > 0) return false;
    const answer = mayReset(held.name, { roles: named(list), inProtectedGroup });
    return answer ?? doubt(`whether ${user.name} is in a role-assignable group`);
  };
  const active = ask(roles.filter(({ timing }) => !timing.eligible));
  const both = ask(roles);
  // No document says whether a role that somebody may only activate protects already.
  return active === true && both !== true ? doubt(`whether an eligible role protects ${user.name}`) : both === true ? true : active;
};

/** App permissions that act without a user, such as `RoleManagement.ReadWrite.Directory`. */
export const byPermission = (world: World, who: string, names: readonly string[]): Match[] =>
  world.entra.permissionsOf(who).flatMap(({ name, at }): Match[] => {
    if (name !== undefined && !names.some((one) => one.toLowerCase() === name.toLowerCase())) return [];
    const because: Because = { layer: 'app-permission', effect: 'allow', policy: name ?? '?', statement: undefined, through: undefined, at };
    return [{ tri: name === undefined ? doubt('an app permission') : true, because }];
  });

/** True: an action that some role here spells out, so that silence of the others means something. */
export const isListed = (action: string): boolean => listed.has(action.toLowerCase());
const listed = new Set(directoryRoles.flatMap(({ actions }) => actions.map((one) => one.toLowerCase())));

/** Global Administrator or Privileged Role Administrator of the whole tenant; `only` one of them by name. */
export const administersDirectory = (world: World, who: string, asking: Asking, only?: string): Match[] =>
  world.entra.rolesOf(who).flatMap((held): Match[] => {
    if (only === undefined ? held.name !== 'Global Administrator' && held.name !== 'Privileged Role Administrator' : held.name !== only) return [];
    const exists: Tri = held.maybe === undefined ? true : doubt(`whether ${held.id} exists: ${held.maybe}`);
    const tri = allOf([
      exists,
      counts(held.timing, held.id, world, asking),
      held.scope === undefined ? doubt('the scope of an Entra role') : held.scope === '/',
    ]);
    return tri === false
      ? []
      : [{ tri, because: { layer: 'directory-role', effect: 'allow', policy: held.name, statement: undefined, through: held.through, at: held.at } }];
  });

export const anyTri = (matches: readonly Match[]): Tri => anyOf(matches.map(({ tri }) => tri));
