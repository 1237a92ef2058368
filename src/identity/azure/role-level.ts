import type { RoleLevel } from '#resources/facets';
import type { RolePermission } from './input.ts';
import { actionMatches } from './pattern.ts';

/**
 * What a role comes to where it is given. Rights under a condition of the role itself (Key Vault Data Access Administrator) give no others.
 * https://learn.microsoft.com/azure/role-based-access-control/role-definitions
 */
export const azureRoleLevel = (permissions: readonly RolePermission[]): RoleLevel => {
  const has = (action: string): boolean =>
    permissions.some(
      ({ actions, notActions, condition }) =>
        (condition ?? '') === '' &&
        actions.some((pattern) => actionMatches(pattern, action)) &&
        !(notActions ?? []).some((pattern) => actionMatches(pattern, action)),
    );
  const assigns = has('Microsoft.Authorization/roleAssignments/write');
  const writes = everything.every(has);
  if (assigns) return writes ? 'administrator' : 'grants-access';
  if (writes) return 'writes-everything';
  return has('Microsoft.ManagedIdentity/userAssignedIdentities/assign/action') ? 'impersonates' : 'other';
};

/** Who may do all of these may do nearly everything: they stand for the services. */
const everything = [
  'Microsoft.Compute/virtualMachines/write',
  'Microsoft.Network/networkSecurityGroups/write',
  'Microsoft.Storage/storageAccounts/delete',
  'Microsoft.Sql/servers/write',
  'Microsoft.KeyVault/vaults/write',
  'Microsoft.Web/sites/write',
];
