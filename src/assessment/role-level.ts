import type { Cloud } from '#core/resource';
import { azureRoleLevel } from '#identity/azure/role-level';
import { azureRoles } from '#identity/data/files';
import type { RoleLevel, RolePermissions } from '#resources/facets';

/** What a role of the provider comes to. The roles of a cloud are read when its first role is asked for. */
export const roleNamed = (cloud: Cloud, name: string): { readonly name: string; readonly level: RoleLevel } | undefined => {
  const azure = cloud === 'azure' ? azureRoles().find(name) : undefined;
  return azure && { name: azure.name, level: azureRoleLevel(azure.permissions) };
};

export const roleLevel = (cloud: Cloud, permissions: readonly RolePermissions[]): RoleLevel => (cloud === 'azure' ? azureRoleLevel(permissions) : 'other');
