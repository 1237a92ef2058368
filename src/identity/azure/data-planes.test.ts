import { describe, expect, test } from 'vitest';
import type { Outcome } from '../identity.ts';
import { azureIdentity } from './azure.ts';
import type { AccessPolicy, AzureInput, ResourceFacts } from './input.ts';
import { account, container, fewRoles, group, smallTenant, vault } from './small-tenant.ts';

const readBlob = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read';
const secret = 'Microsoft.KeyVault/vaults/secrets/getSecret/action';
const items = 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/items/read';
const cosmos = `${group}/providers/Microsoft.DocumentDB/databaseAccounts/cosmos`;
const server = `${group}/providers/Microsoft.Sql/servers/sql`;
const storage = 'https://learn.microsoft.com/azure/storage/common/shared-key-authorization-prevent';
const vaults = 'https://learn.microsoft.com/azure/key-vault/general/rbac-access-policy';
const cosmosAccess = 'https://learn.microsoft.com/azure/cosmos-db/nosql/how-to-disable-key-based-authentication';
const sql = 'https://learn.microsoft.com/azure/azure-sql/database/authentication-aad-overview';
const policy = (more: Partial<AccessPolicy>): AccessPolicy => ({ principal: 'alice', secrets: [], keys: [], certificates: [], ...more });

interface Row {
  readonly name: string;
  readonly id: string;
  readonly facts: ResourceFacts;
  readonly role?: string;
  readonly action: string;
  readonly what?: string;
  readonly is: Outcome;
  readonly layer?: string;
  readonly input?: Partial<AzureInput>;
  readonly source?: string;
}
describe('what decides beside Azure RBAC', () =>
  test.for<Row>([
    {
      name: 'Owner reads blobs by a key',
      id: account,
      facts: { sharedKeys: true },
      role: 'Owner',
      action: readBlob,
      what: container,
      is: 'allow',
      layer: 'key',
      source: storage,
    },
    { name: 'keys are off', id: account, facts: { sharedKeys: false }, role: 'Owner', action: readBlob, what: container, is: 'implicit-deny', source: storage },
    { name: 'whether keys are on is unknown', id: account, facts: {}, role: 'Owner', action: readBlob, what: container, is: 'allow-if' },
    { name: 'Reader has no key', id: account, facts: { sharedKeys: true }, role: 'Reader', action: readBlob, is: 'implicit-deny', source: storage },
    {
      name: 'denied key',
      id: account,
      facts: { sharedKeys: true },
      role: 'Owner',
      action: readBlob,
      input: {
        denyAssignments: [{ id: 'd', permissions: [{ actions: ['*/listKeys/action', '*/listAccountSas/action'] }], scope: group, principals: ['alice'] }],
      },
      is: 'implicit-deny',
    },
    {
      name: 'denied data action, key left',
      id: account,
      facts: { sharedKeys: true },
      role: 'Owner',
      action: readBlob,
      input: { denyAssignments: [{ id: 'd', permissions: [{ actions: [], dataActions: ['*'] }], scope: group, principals: ['alice'] }] },
      is: 'allow',
      layer: 'key',
    },
    {
      name: 'RBAC mode',
      id: vault,
      facts: { rbacMode: true, accessPolicies: [] },
      role: 'Key Vault Secrets User',
      action: secret,
      is: 'allow',
      layer: 'role-assignment',
      source: vaults,
    },
    {
      name: 'RBAC mode ignores access policies',
      id: vault,
      facts: { rbacMode: true, accessPolicies: [policy({ secrets: ['get'] })] },
      action: secret,
      is: 'implicit-deny',
      source: vaults,
    },
    {
      name: 'access policy',
      id: vault,
      facts: { rbacMode: false, accessPolicies: [policy({ secrets: ['Get'] })] },
      action: secret,
      is: 'allow',
      layer: 'access-policy',
      source: vaults,
    },
    {
      name: 'access policy for all',
      id: vault,
      facts: { rbacMode: false, accessPolicies: [policy({ secrets: ['all'] })] },
      action: secret,
      is: 'allow',
      source: vaults,
    },
    {
      name: 'access policy of another kind',
      id: vault,
      facts: { rbacMode: false, accessPolicies: [policy({ keys: ['get'] })] },
      action: secret,
      is: 'implicit-deny',
      source: vaults,
    },
    {
      name: 'access policy of keys',
      id: vault,
      facts: { rbacMode: false, accessPolicies: [policy({ keys: ['unwrapKey'] })] },
      action: 'Microsoft.KeyVault/vaults/keys/unwrap/action',
      is: 'allow',
      source: vaults,
    },
    {
      name: 'access policy through a group',
      id: vault,
      facts: { rbacMode: false, accessPolicies: [policy({ principal: 'g', secrets: ['get'] })] },
      action: secret,
      input: { groups: [{ id: 'g', name: 'G', members: ['alice'] }] },
      is: 'allow',
      source: vaults,
    },
    {
      name: 'access policy mode ignores data roles',
      id: vault,
      facts: { rbacMode: false, accessPolicies: [] },
      role: 'Key Vault Secrets User',
      action: secret,
      is: 'implicit-deny',
      source: vaults,
    },
    { name: 'mode unknown', id: vault, facts: { accessPolicies: [policy({ secrets: ['get'] })] }, action: secret, is: 'allow-if' },
    {
      name: 'Cosmos DB by key',
      id: cosmos,
      facts: { localAuth: true, dataRoles: [] },
      role: 'DocumentDB Account Contributor',
      action: items,
      is: 'allow',
      layer: 'key',
      source: cosmosAccess,
    },
    {
      name: 'Cosmos DB without keys',
      id: cosmos,
      facts: { localAuth: false, dataRoles: [] },
      role: 'DocumentDB Account Contributor',
      action: items,
      is: 'implicit-deny',
      source: cosmosAccess,
    },
    {
      name: 'Cosmos DB by its own role',
      id: cosmos,
      facts: {
        localAuth: false,
        dataRoles: [{ principal: 'alice', name: 'Reader', dataActions: ['Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/*/read'] }],
      },
      action: items,
      is: 'allow',
      layer: 'data-role',
      source: 'https://learn.microsoft.com/azure/cosmos-db/nosql/how-to-grant-data-plane-access',
    },
    {
      name: 'SQL administrator',
      id: server,
      facts: { entraAdministrator: 'alice' },
      action: 'sql:query',
      is: 'allow',
      layer: 'sql-administrator',
      source: sql,
    },
    {
      name: 'SQL administrator through a group',
      id: server,
      facts: { entraAdministrator: 'g' },
      input: { groups: [{ id: 'g', name: 'G', members: ['alice'] }] },
      action: 'sql:query',
      is: 'allow',
      source: sql,
    },
    {
      name: 'SQL without an Entra administrator',
      id: server,
      facts: { entraAdministrator: null },
      role: 'Owner',
      action: 'sql:query',
      is: 'implicit-deny',
      source: sql,
    },
    { name: 'SQL administrator unknown', id: server, facts: {}, action: 'sql:query', is: 'implicit-deny' },
  ])('$name', ({ id, facts, role, action, what, is, layer, input }) => {
    const type = id.split('/').slice(-3, -1).join('/');
    const assignments = role === undefined ? [] : [{ id: 'a', principal: 'alice', role, scope: group }];
    const found = azureIdentity(smallTenant({ resources: [{ id, type, name: 'thing', facts }], assignments, ...input }), fewRoles).can(
      'alice',
      action,
      what ?? id,
    );
    expect(found.decision).toBe(is);
    if (layer !== undefined) expect(found.because.map((because) => because.layer)).toContain(layer);
  }));

test('a thing that was not read is named as missing', () =>
  expect(azureIdentity(smallTenant(), fewRoles).can('alice', readBlob, container).missing).toEqual([`facts of ${container}`]));
