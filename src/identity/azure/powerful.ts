import type { EscalationEdge, Escalations, Identity } from '../identity.ts';
import { azureIdentity } from './azure.ts';
import { mfaFor, type Mfa } from './conditional-access.ts';
import { keyOf } from './directory.ts';
import type { AzureInput, BuiltInRole } from './input.ts';
import { worldOf } from './world.ts';

/** A person who could do great harm, and whether signing in demands MFA of them. */
export interface PowerfulPrincipal {
  readonly who: string;
  readonly administrator: boolean;
  /** The chain by which they become one; empty: they cannot, or they are one. */
  readonly becomes: readonly EscalationEdge[];
  readonly data: readonly Reach[];
  readonly audit: readonly Reach[];
  readonly mfa: Mfa;
}
export interface Reach {
  readonly action: string;
  readonly on: string;
  readonly conditional: boolean;
}

/** Users who are administrators, can become one, reach data of a store, or can switch off what is recorded. By evaluation, not by names of roles. */
export const powerfulPrincipals = (input: AzureInput, roles: readonly BuiltInRole[], identity: Identity = azureIdentity(input, roles)): PowerfulPrincipal[] => {
  const world = worldOf(input, roles);
  const escalations = identity.escalations();
  return input.users
    .filter(({ enabled }) => enabled !== false)
    .map((user) => powerOf(identity, escalations, input, user.id, mfaFor(world, keyOf(user.id))))
    .filter(({ administrator, becomes, data, audit }) => administrator || becomes.length > 0 || data.length > 0 || audit.length > 0)
    .toSorted((a, b) => (a.who < b.who ? -1 : 1));
};

const powerOf = (identity: Identity, { administrators, becomeAdministrator }: Escalations, input: AzureInput, who: string, mfa: Mfa): PowerfulPrincipal => ({
  who,
  administrator: administrators.has(who),
  becomes: becomeAdministrator.get(who) ?? [],
  ...reachOf(identity, input, who),
  mfa,
});

/** Data and records that somebody gets at. */
export const reachOf = (
  identity: Pick<Identity, 'can'>,
  input: AzureInput,
  who: string,
): { readonly data: readonly Reach[]; readonly audit: readonly Reach[] } => ({
  data: input.resources.flatMap((thing) => probe(identity, who, dataProbes[thing.type.toLowerCase()] ?? [], thing.id)),
  audit: [
    ...input.resources.flatMap((thing) => probe(identity, who, auditProbes[thing.type.toLowerCase()] ?? [], thing.id)),
    ...input.subscriptions.flatMap(({ id }) => probe(identity, who, subscriptionProbes, id)),
  ],
});

const probe = (identity: Pick<Identity, 'can'>, who: string, actions: readonly string[], on: string): Reach[] =>
  actions.flatMap((action): Reach[] => {
    const { decision } = identity.can(who, action, on);
    return decision === 'allow' || decision === 'allow-if' ? [{ action, on, conditional: decision === 'allow-if' }] : [];
  });

const storage = 'Microsoft.Storage/storageAccounts';
const dataProbes: Readonly<Record<string, readonly string[]>> = {
  'microsoft.storage/storageaccounts': [
    `${storage}/blobServices/containers/blobs/read`,
    `${storage}/blobServices/containers/blobs/delete`,
    `${storage}/queueServices/queues/messages/read`,
    `${storage}/tableServices/tables/entities/read`,
    `${storage}/delete`,
  ],
  'microsoft.keyvault/vaults': ['Microsoft.KeyVault/vaults/secrets/getSecret/action', 'Microsoft.KeyVault/vaults/delete'],
  'microsoft.documentdb/databaseaccounts': [
    'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/items/read',
    'Microsoft.DocumentDB/databaseAccounts/delete',
  ],
  'microsoft.sql/servers': ['sql:query', 'Microsoft.Sql/servers/administrators/write', 'Microsoft.Sql/servers/delete'],
  'microsoft.sql/servers/databases': ['Microsoft.Sql/servers/databases/export/action', 'Microsoft.Sql/servers/databases/delete'],
  'microsoft.compute/disks': ['Microsoft.Compute/disks/beginGetAccess/action', 'Microsoft.Compute/disks/delete'],
  'microsoft.recoveryservices/vaults': ['Microsoft.RecoveryServices/vaults/delete'],
};
const auditProbes: Readonly<Record<string, readonly string[]>> = {
  'microsoft.insights/diagnosticsettings': ['Microsoft.Insights/diagnosticSettings/write', 'Microsoft.Insights/diagnosticSettings/delete'],
  'microsoft.operationalinsights/workspaces': ['Microsoft.OperationalInsights/workspaces/delete', 'Microsoft.OperationalInsights/workspaces/purge/action'],
  'microsoft.authorization/locks': ['Microsoft.Authorization/locks/delete'],
};
const subscriptionProbes = ['Microsoft.Insights/diagnosticSettings/delete', 'Microsoft.Security/pricings/write', 'Microsoft.Authorization/locks/delete'];
