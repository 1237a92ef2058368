import type { Diagnostic } from '#core/diagnostic';
import type { GcpRoles } from '../data/gcp-roles.ts';
import type { CustomRole } from './input.ts';
import { duplicate, unknownPermission } from './problems.ts';

export interface Role {
  readonly id: string;
  /** Undefined: nobody knows what it allows. */
  readonly permissions: ReadonlySet<string> | undefined;
  /** Undefined: predefined. */
  readonly custom: CustomRole | undefined;
}
export interface Roles {
  /** By name with `roles/`, by id or Terraform address of a custom one. */
  readonly find: (name: string) => Role | undefined;
  readonly custom: readonly Role[];
  readonly data: GcpRoles;
}

export const rolesOf = (custom: readonly CustomRole[], data: GcpRoles, report: (diagnostic: Diagnostic) => void): Roles => {
  const own = new Map<string, Role>();
  for (const written of custom.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    if (own.has(written.id)) {
      report(duplicate(written.id, 'role'));
      continue;
    }
    for (const permission of written.permissions ?? [])
      if (data.idOf(permission) === undefined) report(unknownPermission(permission, written.address ?? written.id, written.at));
    const role: Role = { id: written.id, permissions: written.off === true ? none : written.permissions && new Set(written.permissions), custom: written };
    own.set(written.id, role);
    if (written.address !== undefined && !own.has(written.address)) own.set(written.address, role);
  }
  const predefined = new Map<string, Role>();
  const find = (name: string): Role | undefined => {
    const found = own.get(name) ?? predefined.get(name);
    if (found) return found;
    const ids = data.permissionsOf(name);
    if (!ids) return undefined;
    const role: Role = { id: name, permissions: new Set(ids.map((id) => data.permissions[id] ?? '')), custom: undefined };
    predefined.set(name, role);
    return role;
  };
  return { find, custom: [...new Set(own.values())], data };
};
const none: ReadonlySet<string> = new Set();

/** "Conditions can't be used with basic roles" ("Overview of IAM Conditions", Google Cloud). */
export const isBasic = (role: string): boolean => /^roles\/(owner|editor|viewer|writer|reader|admin)$/.test(role);

/** The form of deny and boundary policies: `compute.googleapis.com/instances.create` for `compute.instances.create`. */
export const longForm = (permission: string): string => {
  if (permission.includes('/')) return permission;
  const dot = permission.indexOf('.');
  const service = permission.slice(0, dot);
  return `${services[service] ?? service}.googleapis.com/${permission.slice(dot + 1)}`;
};
/** Prefixes of permissions that differ from the host name of their service. */
const services: Readonly<Record<string, string>> = { resourcemanager: 'cloudresourcemanager', clientauthconfig: 'iap' };

/** The form of roles, for either form. `iam.googleapis.com/workloadIdentityPools.create` is both. */
export const shortForm = (permission: string, data: GcpRoles): string => {
  const match = /^([a-z0-9-]+)\.googleapis\.com\/(.+)$/.exec(permission);
  if (!match || data.idOf(permission) !== undefined) return permission;
  const service = Object.entries(services).find(([, host]) => host === match[1])?.[0] ?? match[1] ?? '';
  return `${service}.${match[2] ?? ''}`;
};

/** `service.googleapis.com/*.*`, `.../instances.*`, `.../*.create` ("Permissions supported in deny policies", Google Cloud). */
export const matchesPattern = (pattern: string, long: string): boolean => {
  if (!pattern.includes('*')) return pattern === long;
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${escaped.replace(/\.\*\\\.\.\*$/, '.*')}$`).test(long);
};
