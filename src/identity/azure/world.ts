import type { Diagnostic } from '#core/diagnostic';
import type { Condition } from './condition-parse.ts';
import { timeOrder } from './condition.ts';
import { entraOf, type Entra } from './entra.ts';
import { directoryOf, keyOf, type Directory } from './directory.ts';
import type { Activation, AssignmentState, AzureInput, BuiltInRole, DenyAssignment, Resource, Source } from './input.ts';
import type { Residual } from '../identity.ts';
import { badDate, badScope, duplicate, scopeCycle, unknownPrincipal, unknownRole } from './problems.ts';
import { conditionOf, permissionOf, rolesOf, type Permission, type Role, type Roles, type Unreadable } from './roles.ts';
import { normalScope, scopesOf, typeOf, type Scopes } from './scope.ts';

/** The input, read once: everything by key, patterns and conditions compiled, problems gathered. */
export interface World {
  readonly input: AzureInput;
  readonly directory: Directory;
  readonly entra: Entra;
  readonly scopes: Scopes;
  readonly roles: Roles;
  /** By principal. */
  readonly grants: ReadonlyMap<string, readonly Grant[]>;
  /** Grants of a principal and of its groups. */
  readonly grantsOf: (key: string) => readonly Held[];
  /** Grants to somebody nobody knows. */
  readonly anonymous: readonly Grant[];
  readonly denies: readonly Deny[];
  readonly resources: ReadonlyMap<string, Resource>;
  /** By ARM type in lower case. */
  readonly resourcesOf: (type: string) => readonly (readonly [scope: string, resource: Resource])[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A role assignment. */
export interface Grant {
  readonly id: string;
  /** Undefined: nobody knows who. */
  readonly principal: string | undefined;
  /** As written. */
  readonly named: string | undefined;
  /** Undefined: nobody knows which. */
  readonly role: Role | undefined;
  readonly roleName: string;
  /** Undefined: nobody knows where. */
  readonly scope: string | undefined;
  /** The scope as written, for people. */
  readonly where: string | undefined;
  readonly condition: Condition | Unreadable | undefined;
  readonly timing: Timing;
  /** What it depends on beyond its own condition. */
  readonly given?: Residual | undefined;
  /** Why it may not exist at all. */
  readonly maybe: string | undefined;
  readonly at: Source['at'];
}
export interface Timing {
  readonly eligible: boolean;
  readonly activation: Activation | undefined;
  readonly from: string | undefined;
  readonly until: string | undefined;
  /** A date that is none. */
  readonly broken: boolean;
}
export interface Held {
  readonly grant: Grant;
  /** Key of the group that holds it. */
  readonly through: string | undefined;
}

export interface Deny {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly Permission[];
  readonly scope: string | undefined;
  readonly onlyHere: boolean;
  readonly everyone: boolean;
  readonly principals: ReadonlySet<string>;
  readonly excluded: ReadonlySet<string>;
  readonly condition: Condition | Unreadable | undefined;
  readonly at: Source['at'];
}

export const worldOf = (input: AzureInput, builtIn: readonly BuiltInRole[]): World => {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);
  const directory = directoryOf(input, report);
  const scopes = scopesOf(input);
  for (const scope of scopes.cyclic) report(scopeCycle(scope));
  const roles = rolesOf(input.roles, builtIn, report);
  const compiled = grantsOf(input, roles, directory, report);
  const byPrincipal = new Map<string, Grant[]>();
  for (const grant of compiled) {
    if (grant.principal === undefined) continue;
    const list = byPrincipal.get(grant.principal);
    if (list) list.push(grant);
    else byPrincipal.set(grant.principal, [grant]);
  }
  const resources = new Map<string, Resource>();
  const byType = new Map<string, (readonly [string, Resource])[]>();
  for (const resource of input.resources.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const scope = normalScope(resource.id);
    if (scope === undefined) report(badScope(resource.id, resource.name, resource.at));
    else if (resources.has(scope)) report(duplicate(resource.id, 'resource'));
    else {
      resources.set(scope, resource);
      const type = typeOf(scope) ?? resource.type.toLowerCase();
      byType.set(type, [...(byType.get(type) ?? []), [scope, resource]]);
    }
  }
  return {
    input,
    directory,
    entra: entraOf(input, directory, report),
    scopes,
    roles,
    grants: byPrincipal,
    grantsOf: heldBy(byPrincipal, directory),
    anonymous: compiled.filter(({ principal }) => principal === undefined),
    denies: (input.denyAssignments ?? []).map((deny) => denyOf(deny, report)).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    resources,
    resourcesOf: (type) => byType.get(type.toLowerCase()) ?? [],
    diagnostics,
  };
};

const heldBy = (grants: ReadonlyMap<string, readonly Grant[]>, directory: Directory): World['grantsOf'] => {
  const known = new Map<string, readonly Held[]>();
  return (key) => {
    const found = known.get(key);
    if (found) return found;
    const held: Held[] = (grants.get(key) ?? []).map((grant) => ({ grant, through: undefined }));
    for (const group of [...directory.groupsOf(key)].toSorted()) for (const grant of grants.get(group) ?? []) held.push({ grant, through: group });
    known.set(key, held);
    return held;
  };
};

const grantsOf = (input: AzureInput, roles: Roles, directory: Directory, report: (diagnostic: Diagnostic) => void): Grant[] => {
  const seen = new Set<string>();
  const missing = new Set<string>();
  return input.assignments
    .toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
    .flatMap((written): Grant[] => {
      const where = written.address ?? written.id;
      // Two assignments with one id: both count, for nobody knows which is meant.
      if (seen.has(keyOf(written.id))) report(duplicate(written.id, 'assignment'));
      seen.add(keyOf(written.id));
      const role = written.role === undefined ? undefined : roles.find(written.role);
      if (written.role !== undefined && !role) report(unknownRole(written.role, where, written.at));
      const scope = written.scope === undefined ? undefined : normalScope(written.scope);
      if (written.scope !== undefined && scope === undefined) report(badScope(written.scope, where, written.at));
      const principal = written.principal === undefined ? undefined : keyOf(written.principal);
      if (principal !== undefined && !directory.members.has(principal) && !missing.has(principal)) {
        missing.add(principal);
        report(unknownPrincipal(written.principal ?? '', where, written.at));
      }
      return [
        {
          id: written.id,
          principal,
          named: written.principal,
          role,
          roleName: role?.name ?? written.role ?? '?',
          scope,
          where: written.scope,
          condition: conditionOf(written.condition, where, written, report),
          timing: timingOf(written.state, where, written, report),
          maybe: written.maybe,
          at: written.at,
        },
      ];
    });
};

/** Also for directory role assignments. */
export const timingOf = (state: AssignmentState | undefined, where: string, source: Source, report: (diagnostic: Diagnostic) => void): Timing => {
  const dates = [state?.from, state?.until].filter((date) => date !== undefined);
  const wrong = dates.filter((date) => timeOrder(date, date) === undefined);
  for (const date of wrong) report(badDate(date, where, source.at));
  const eligible = state?.is === 'eligible';
  return { eligible, activation: eligible ? state.activation : undefined, from: state?.from, until: state?.until, broken: wrong.length > 0 };
};

const everyone = '00000000-0000-0000-0000-000000000000';
const denyOf = (written: DenyAssignment, report: (diagnostic: Diagnostic) => void): Deny => {
  const scope = normalScope(written.scope);
  if (scope === undefined) report(badScope(written.scope, written.id, written.at));
  const principals = new Set(written.principals.map(keyOf));
  return {
    id: written.id,
    name: written.name ?? written.id,
    permissions: written.permissions.map((permission, i) => permissionOf(permission, i, written.name ?? written.id, written, report)),
    scope,
    // "Default value is false" (Understand Azure deny assignments).
    onlyHere: written.doNotApplyToChildScopes ?? false,
    everyone: principals.has(everyone),
    principals,
    excluded: new Set((written.excludePrincipals ?? []).map(keyOf)),
    condition: conditionOf(written.condition, written.id, written, report),
    at: written.at,
  };
};
