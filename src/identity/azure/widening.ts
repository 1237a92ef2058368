import type { EscalationEdge, EscalationMethod, Residual } from '../identity.ts';
import { askingOf, type Asking } from './asking.ts';
import { reasons, weigh, type Match, type Weighed } from './decide.ts';
import { administersDirectory, anyTri } from './entra.ts';
import { wideningMethods as methods } from './methods-azure.ts';
import { otherEntraMethods } from './methods-entra.ts';
import { allOf, anyOf, negate, type Tri } from './residual.ts';
import { roleKey, type Role } from './roles.ts';
import { isWide, normalScope } from './scope.ts';
import type { Grant, Held, World } from './world.ts';

/** What a principal can make of its own rights. */
export interface Widening {
  /** Administrator as things are. */
  readonly administrator: boolean;
  /** Edges from the principal to itself: they end in an administrator. */
  readonly edges: readonly EscalationEdge[];
  /** Assignments that it could make for itself, each with the permission that it takes. */
  readonly more: readonly Held[];
  readonly taking: ReadonlyMap<string, EscalationEdge['permissions'][number]>;
}

const write = 'Microsoft.Authorization/roleAssignments/write';
const nobody = askingOf(undefined);

/**
 * Administrators hold roleAssignments/write without a limiting condition at a subscription or above (also by `*`), or are Global or Privileged Role
 * Administrator of the tenant.
 */
export const wideningOf = (world: World, who: string): Widening => {
  const id = world.directory.members.get(who)?.principal.id ?? who;
  const held = world.grantsOf(who);
  const edges: EscalationEdge[] = [];
  const directory = administersDirectory(world, who, nobody);
  let administrator = anyTri(directory) === true;
  const edge = (method: EscalationMethod, via: string | undefined, permissions: EscalationEdge['permissions'], condition: Residual | undefined): void =>
    void edges.push({ from: id, to: id, method: method.id, via, permissions, condition, widens: true });
  if (!administrator) {
    const tri = anyTri(directory);
    if (typeof tri === 'object')
      edge(otherEntraMethods.activate, undefined, [{ action: directory[0]?.because.policy ?? '', on: undefined, because: reasons(directory, false) }], tri);
  }
  const more: Held[] = [];
  const taking = new Map<string, EscalationEdge['permissions'][number]>();
  const add = (scope: string, role: Role, given: Residual | undefined, permission: EscalationEdge['permissions'][number]): void => {
    const grant = grantTo(who, role, scope, given);
    if (taking.has(grant.id)) return;
    taking.set(grant.id, permission);
    more.push({ grant, through: undefined });
  };
  for (const [action, method] of assigning) {
    for (const scope of scopesWith(held, action)) {
      const asked = ask(world, who, action, scope, nobody);
      const tri = net(asked);
      if (tri === false) continue;
      const permission = { action, on: scope, because: reasons(asked.allows, tri === true) };
      const limited = limits(asked);
      const free = typeof tri === 'object' ? limited === false : true;
      if (free) {
        if (!isWide(scope)) add(scope, everything, typeof tri === 'object' ? tri : undefined, permission);
        else if (tri === true && action === write) administrator = true;
        else widen(world, held, scope, tri, permission, method, edge, who);
        continue;
      }
      for (const role of world.roles.all) {
        const assigned = net(ask(world, who, action, scope, requestFor(world, who, role)));
        if (assigned === false || !role.permissions) continue;
        const given = typeof assigned === 'object' ? assigned : undefined;
        if (isWide(scope) && assignsFreely(role)) edge(method, scope, [permission], given);
        else add(scope, role, given, permission);
      }
    }
  }
  for (const one of customRolesHeld(world, who, held)) {
    if (isWide(one.scope)) edge(methods.definition, one.scope, [one.permission], typeof one.tri === 'object' ? one.tri : undefined);
    else add(one.scope, everything, typeof one.tri === 'object' ? one.tri : undefined, one.permission);
  }
  return { administrator, edges: administrator ? [] : edges, more, taking };
};

const assigning: readonly (readonly [action: string, method: EscalationMethod])[] = [
  [write, methods.assign],
  ['Microsoft.Authorization/roleAssignmentScheduleRequests/write', methods.scheduled],
  ['Microsoft.Authorization/roleEligibilityScheduleRequests/write', methods.eligible],
];
const everything: Role = {
  key: '*',
  name: '*',
  custom: undefined,
  permissions: [{ index: 0, written: { actions: ['*'], dataActions: ['*'] }, condition: undefined, allows: () => '*' }],
};

/** A conditional right to assign: by activation of an eligible role, else by whatever else it depends on. */
const widen = (
  world: World,
  held: readonly Held[],
  scope: string,
  tri: Tri,
  permission: EscalationEdge['permissions'][number],
  method: EscalationMethod,
  edge: (method: EscalationMethod, via: string | undefined, permissions: EscalationEdge['permissions'], condition: Residual | undefined) => void,
  who: string,
): void => {
  const condition = typeof tri === 'object' ? tri : undefined;
  const eligible =
    condition !== undefined && held.some(({ grant }) => grant.timing.eligible && permission.because.some(({ policy }) => policy === grant.roleName));
  edge(eligible ? methods.activate : method, scope, [permission], condition);
  if (!eligible) return;
  const action = 'Microsoft.Authorization/roleManagementPolicies/write';
  const asked = ask(world, who, action, scope, nobody);
  if (net(asked) === true) edge(methods.policy, scope, [{ action, on: scope, because: reasons(asked.allows, true) }, permission], undefined);
};

const ask = (world: World, who: string, action: string, scope: string, asking: Asking): Weighed =>
  weigh(world, { who, action, plane: 'control', what: scope, scope, asking });
export const net = ({ allow, deny }: Weighed): Tri => allOf([allow, negate(deny)]);

/** Scopes where some held role, before conditions, gives the action. Assignments whose scope nobody knows count at the tenant. */
const scopesWith = (held: readonly Held[], action: string): string[] => {
  const lower = action.toLowerCase();
  const found = held
    .filter(({ grant }) => grant.role?.permissions?.some((permission) => permission.allows('control', lower) !== undefined))
    .flatMap(({ grant }) => grant.scope ?? []);
  return [...new Set(found)].toSorted();
};

/** Do conditions ask about the assignment that is made? False: no way through them asks. */
const limits = (asked: Weighed): boolean => asked.allows.length > 0 && asked.allows.every(({ tri }) => typeof tri === 'object' && asksRequest(tri));
const asksRequest = (residual: Residual): boolean => {
  if ('all' in residual) return residual.all.some(asksRequest);
  if ('any' in residual) return residual.any.some(asksRequest);
  if ('not' in residual) return asksRequest(residual.not);
  return 'key' in residual && /^@request\[microsoft\.authorization\//i.test(residual.key);
};

/** The request that assigns `role` to the principal itself: what a condition may ask, the attacker has chosen. */
const requestFor = (world: World, who: string, role: Role): Asking => {
  const prefix = '@Request[Microsoft.Authorization/roleAssignments:';
  const type = world.directory.members.get(who)?.type ?? 'User';
  return askingOf({
    keys: { [`${prefix}RoleDefinitionId]`]: roleKey(role.key), [`${prefix}PrincipalId]`]: who, [`${prefix}PrincipalType]`]: type },
    is: 'partial',
  });
};

const assignsFreely = (role: Role): boolean =>
  (role.permissions ?? []).some((permission) => permission.condition === undefined && permission.allows('control', write.toLowerCase()) !== undefined);

const grantTo = (who: string, role: Role, scope: string, given: Residual | undefined): Grant => ({
  id: `${who} takes ${role.key} at ${scope}`,
  principal: who,
  named: who,
  role,
  roleName: role.name,
  scope,
  where: scope,
  condition: undefined,
  timing: { eligible: false, activation: undefined, from: undefined, until: undefined, broken: false },
  given,
  maybe: undefined,
  at: undefined,
});

interface CustomHeld {
  readonly scope: string;
  readonly tri: Tri;
  readonly permission: EscalationEdge['permissions'][number];
}
/** Custom roles held that the principal may rewrite: roleDefinitions/write in every assignable scope. "Azure custom roles" (Microsoft Learn). */
const customRolesHeld = (world: World, who: string, held: readonly Held[]): CustomHeld[] => {
  const action = methods.definition.permissions[0] ?? '';
  if (scopesWith(held, action).length === 0) return [];
  return held.flatMap(({ grant }): CustomHeld[] => {
    const scopes = grant.role?.custom?.assignableScopes?.map(normalScope);
    if (!scopes || scopes.length === 0 || grant.scope === undefined || grant.timing.eligible || grant.condition) return [];
    const asked = scopes.map((scope) => (scope === undefined ? undefined : ask(world, who, action, scope, nobody)));
    const tri = allOf(asked.map((one): Tri => (one ? net(one) : false)));
    const matches: Match[] = asked.flatMap((one) => one?.allows ?? []);
    // What it takes on must count for the role that is widened too.
    const own = net(weighOwn(world, who, grant.scope));
    const total = allOf([tri, own]);
    return total === false ? [] : [{ scope: grant.scope, tri: total, permission: { action, on: grant.scope, because: reasons(matches, total === true) } }];
  });
};
/** Whether a denial at the scope would take role assignments away again. */
const weighOwn = (world: World, who: string, scope: string): Weighed => {
  const asked = ask(world, who, write, scope, nobody);
  return { ...asked, allow: true, deny: anyOf([asked.deny]) };
};
