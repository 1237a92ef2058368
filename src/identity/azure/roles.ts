import type { Diagnostic } from '#core/diagnostic';
import { parseCondition, type Condition } from './condition-parse.ts';
import { keyOf } from './directory.ts';
import type { BuiltInRole, RoleDefinition, RolePermission, Source } from './input.ts';
import { matcher } from './pattern.ts';
import { badCondition, duplicate } from './problems.ts';

export type Plane = 'control' | 'data';

export interface Role {
  readonly key: string;
  readonly name: string;
  /** Undefined: nobody knows what it allows. */
  readonly permissions: readonly Permission[] | undefined;
  /** Undefined: built in. */
  readonly custom: RoleDefinition | undefined;
}
/** One permission object: its own subtraction, its own condition. */
export interface Permission {
  readonly index: number;
  readonly written: RolePermission;
  readonly condition: Condition | Unreadable | undefined;
  /** The pattern that allows it after subtraction; the action comes in lower case. */
  readonly allows: (plane: Plane, lower: string) => string | undefined;
}
export interface Unreadable {
  readonly doubt: string;
}

export interface Roles {
  readonly all: readonly Role[];
  /** By GUID, ARM id, Terraform address or name. */
  readonly find: (idOrName: string) => Role | undefined;
  /** Undefined: no role says whether it belongs to the control plane or to the data plane. */
  readonly planeOf: (lower: string) => Plane | 'both' | undefined;
  /** Operations that roles spell out, in lower case, with the plane they appear in. */
  readonly operations: ReadonlyMap<string, Plane | 'both'>;
}

export const rolesOf = (custom: readonly RoleDefinition[], builtIn: readonly BuiltInRole[], report: (diagnostic: Diagnostic) => void): Roles => {
  const byKey = new Map<string, Role>();
  const byName = new Map<string, Role>();
  const add = (role: BuiltInRole | RoleDefinition, own: RoleDefinition | undefined): void => {
    const key = roleKey(role.id);
    if (byKey.has(key)) {
      report(duplicate(role.id, 'role'));
      return;
    }
    const permissions = role.permissions?.map((permission, i) => permissionOf(permission, i, role.name, own ?? {}, report));
    const made: Role = { key, name: role.name, permissions, custom: own };
    byKey.set(key, made);
    if (own?.address !== undefined && !byKey.has(keyOf(own.address))) byKey.set(keyOf(own.address), made);
    const name = role.name.toLowerCase();
    if (!byName.has(name)) byName.set(name, made);
  };
  for (const role of builtIn) add(role, undefined);
  for (const role of custom) add(role, role);
  const all = [...new Set(byKey.values())];
  const operations = operationsOf(all);
  return {
    all,
    find: (id) => byKey.get(roleKey(id)) ?? byName.get(id.trim().toLowerCase()),
    operations,
    planeOf: (lower) => operations.get(lower) ?? wellKnown(lower) ?? fromWildcards(all, lower),
  };
};

/** The GUID of an ARM id; else the id itself. */
export const roleKey = (id: string): string => {
  const text = keyOf(id);
  const match = /\/roledefinitions\/([^/|]+)(?:\|.*)?$/.exec(text);
  return match?.[1] ?? text;
};

export const permissionOf = (written: RolePermission, index: number, role: string, source: Source, report: (diagnostic: Diagnostic) => void): Permission => {
  const sets = { control: setOf(written.actions, written.notActions ?? []), data: setOf(written.dataActions ?? [], written.notDataActions ?? []) };
  const known = new Map<string, string | undefined>();
  return {
    index,
    written,
    condition: conditionOf(written.condition, `${role} [${index}]`, source, report),
    allows: (plane, lower) => {
      const id = `${plane === 'data' ? 'd' : 'c'}${lower}`;
      if (known.has(id)) return known.get(id);
      const found = sets[plane](lower);
      known.set(id, found);
      return found;
    },
  };
};

const setOf = (patterns: readonly string[], not: readonly string[]): ((lower: string) => string | undefined) => {
  const wanted = patterns.map((pattern) => [pattern, matcher(pattern)] as const);
  const taken = not.map(matcher);
  return (lower) => {
    const found = wanted.find(([, matches]) => matches(lower));
    return found && !taken.some((matches) => matches(lower)) ? found[0] : undefined;
  };
};

/** Parsed once for each text. */
export const conditionOf = (
  written: string | null | undefined | Unreadable,
  where: string,
  source: Source,
  report: (diagnostic: Diagnostic) => void,
): Condition | Unreadable | undefined => {
  if (written === null || written === undefined) return undefined;
  if (typeof written !== 'string') return written;
  if (written.trim() === '') return undefined;
  const parsed = parseCondition(written);
  if ('is' in parsed) return parsed;
  report(badCondition(parsed, where, source.at));
  return { doubt: `the condition of ${where}` };
};

const operationsOf = (roles: readonly Role[]): Map<string, Plane | 'both'> => {
  const found = new Map<string, Plane | 'both'>();
  const note = (patterns: readonly string[], plane: Plane): void => {
    for (const pattern of patterns) {
      if (pattern.includes('*')) continue;
      const lower = pattern.toLowerCase();
      const before = found.get(lower);
      found.set(lower, before === undefined || before === plane ? plane : 'both');
    }
  };
  for (const { permissions } of roles) {
    for (const { written } of permissions ?? []) {
      note([...written.actions, ...(written.notActions ?? [])], 'control');
      note([...(written.dataActions ?? []), ...(written.notDataActions ?? [])], 'data');
    }
  }
  return found;
};

/** Data operations that questions ask for most; they are data also where no role at hand says so. "Resource provider operations" (Microsoft Learn). */
const dataPrefixes = [
  'microsoft.storage/storageaccounts/blobservices/containers/blobs/',
  'microsoft.storage/storageaccounts/fileservices/fileshares/files/',
  'microsoft.storage/storageaccounts/queueservices/queues/messages/',
  'microsoft.storage/storageaccounts/tableservices/tables/entities/',
  'microsoft.keyvault/vaults/secrets/getsecret/',
  'microsoft.keyvault/vaults/secrets/setsecret/',
  'microsoft.keyvault/vaults/secrets/readmetadata/',
  'microsoft.keyvault/vaults/keys/',
  'microsoft.keyvault/vaults/certificates/',
  'microsoft.compute/virtualmachines/login',
  'microsoft.documentdb/databaseaccounts/sqldatabases/containers/items/',
  'microsoft.documentdb/databaseaccounts/readmetadata',
];
/** They lie below a data prefix and still belong to the control plane. */
const controlOperations = new Set(['microsoft.keyvault/vaults/keys/read', 'microsoft.keyvault/vaults/keys/write']);
const wellKnown = (lower: string): Plane | 'both' | undefined => {
  if (controlOperations.has(lower)) return 'both';
  return dataPrefixes.some((prefix) => lower.startsWith(prefix)) ? 'data' : undefined;
};

/** A narrow data wildcard names it and no narrow control wildcard does. */
const fromWildcards = (roles: readonly Role[], lower: string): Plane | undefined => {
  let data = false;
  for (const { permissions } of roles) {
    for (const { written } of permissions ?? []) {
      if ([...written.actions, ...(written.notActions ?? [])].some((pattern) => isNarrow(pattern) && matcher(pattern)(lower))) return undefined;
      data ||= (written.dataActions ?? []).some((pattern) => isNarrow(pattern) && matcher(pattern)(lower));
    }
  }
  return data ? 'data' : undefined;
};
const isNarrow = (pattern: string): boolean => pattern.split('*')[0]?.split('/').length === 4 || (pattern.split('*')[0]?.split('/').length ?? 0) > 4;
