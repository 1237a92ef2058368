import { expect, test } from 'vitest';
import { azureRoles } from '#identity/data/files';
import { azureIdentity } from './azure.ts';
import { azureMethods } from './methods-azure.ts';
import { group, smallTenant, subscription } from './small-tenant.ts';
import { worldOf } from './world.ts';

const { all } = azureRoles();
const world = worldOf(smallTenant(), all);

test('every built-in role is read, with its condition', () => {
  expect(world.roles.all.length).toBe(all.length);
  expect(world.diagnostics).toEqual([]);
  const permissions = world.roles.all.flatMap((role) => role.permissions ?? []);
  expect(permissions.filter(({ condition }) => condition).length).toBeGreaterThanOrEqual(31);
  expect(permissions.filter(({ condition }) => condition && 'doubt' in condition)).toEqual([]);
});

// Wildcards and NotActions applied. Managed Identity Operator counts for assign: see pattern.ts.
test.for<[action: string, plane: 'control' | 'data', roles: number]>([
  ['Microsoft.Authorization/roleAssignments/write', 'control', 28],
  ['Microsoft.Authorization/roleDefinitions/write', 'control', 2],
  ['Microsoft.Authorization/elevateAccess/action', 'control', 2],
  ['Microsoft.Compute/virtualMachines/runCommand/action', 'control', 5],
  ['Microsoft.Compute/virtualMachines/extensions/write', 'control', 11],
  ['Microsoft.Compute/virtualMachines/write', 'control', 16],
  ['Microsoft.Compute/virtualMachines/loginAsAdmin/action', 'data', 1],
  ['Microsoft.Compute/virtualMachines/login/action', 'data', 2],
  ['Microsoft.HybridCompute/machines/extensions/write', 'control', 20],
  ['Microsoft.ManagedIdentity/userAssignedIdentities/assign/action', 'control', 4],
  ['Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write', 'control', 5],
  ['Microsoft.Web/sites/write', 'control', 5],
  ['Microsoft.Web/sites/config/list/action', 'control', 6],
  ['Microsoft.Storage/storageAccounts/listKeys/action', 'control', 24],
  ['Microsoft.KeyVault/vaults/write', 'control', 7],
  ['Microsoft.KeyVault/vaults/accessPolicies/write', 'control', 7],
  ['Microsoft.KeyVault/vaults/secrets/getSecret/action', 'data', 4],
  ['Microsoft.ContainerService/managedClusters/listClusterAdminCredential/action', 'control', 4],
  ['Microsoft.Compute/disks/beginGetAccess/action', 'control', 12],
])('%s (%s) is in %i roles', ([action, plane, count]) =>
  expect(world.roles.all.filter(({ permissions }) => permissions?.some((one) => one.allows(plane, action.toLowerCase()) !== undefined))).toHaveLength(count),
);

test('each permission of a method is in some built-in role, in the plane that is asked', () => {
  const lost = azureMethods
    .flatMap(({ permissions }) => permissions)
    .filter((action) => {
      const lower = action.toLowerCase();
      const plane = world.roles.planeOf(lower) === 'data' ? 'data' : 'control';
      return !world.roles.all.some(
        ({ name, permissions }) => name !== 'Owner' && name !== 'Contributor' && permissions?.some((one) => one.allows(plane, lower) !== undefined),
      );
    });
  expect([...new Set(lost)]).toEqual([]);
});

test('roles with a condition inside may not assign every role', () => {
  const limited = all.filter(({ permissions }) => permissions.some(({ condition }) => condition?.includes('RoleDefinitionId'))).map(({ name }) => name);
  expect(limited.length).toBeGreaterThan(20);
  const input = smallTenant({
    users: limited.map((id) => ({ id, name: id })),
    assignments: limited.map((role) => ({ id: role, principal: role, role, scope: subscription })),
  });
  const identity = azureIdentity(input, all);
  const { administrators } = identity.escalations();
  for (const name of limited) {
    const { decision } = identity.can(name, 'Microsoft.Authorization/roleAssignments/write', group);
    expect([name, decision === 'allow' && administrators.has(name)]).toEqual([name, false]);
  }
});
