import type { Cloud } from '#core/resource';
import { azureRoleLevel } from '#identity/azure/role-level';
import { azureRoles, gcpRoles } from '#identity/data/files';
import { gcpRoleLevel } from '#identity/gcp/role-level';
import type { RoleLevel, RolePermissions } from '#resources/facets';

interface Named {
  readonly name: string;
  readonly level: RoleLevel;
}

/** What a role of the provider comes to. The roles of a cloud are read when its first role is asked for. */
export const roleNamed = (cloud: Cloud, name: string): Named | undefined => {
  const key = `${cloud} ${name}`;
  if (!judged.has(key)) judged.set(key, cloud === 'azure' ? azureRole(name) : cloud === 'gcp' ? gcpRole(name) : undefined);
  return judged.get(key);
};
const judged = new Map<string, Named | undefined>();

const azureRole = (name: string): Named | undefined => {
  const found = azureRoles().find(name);
  return found && { name: found.name, level: azureRoleLevel(found.permissions) };
};
const gcpRole = (name: string): Named | undefined => {
  const roles = gcpRoles();
  const permissions = roles.permissionsOf(name);
  if (!permissions) return undefined;
  const held = new Set(permissions);
  return {
    name,
    level: gcpRoleLevel((permission) => {
      const id = roles.idOf(permission);
      return id !== undefined && held.has(id);
    }),
  };
};

/** What a role of one's own comes to. */
export const roleLevel = (cloud: Cloud, permissions: readonly RolePermissions[]): RoleLevel => {
  if (cloud === 'azure') return azureRoleLevel(permissions);
  const held = new Set(permissions.flatMap(({ actions }) => actions));
  return cloud === 'gcp' ? gcpRoleLevel((permission) => held.has(permission)) : 'other';
};
