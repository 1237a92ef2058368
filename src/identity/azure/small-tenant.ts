import { readFileSync } from 'node:fs';
import type { AzureInput, BuiltInRole } from './input.ts';

/** For tests: an empty tenant with one subscription below two management groups, to be filled. */
export const smallTenant = (more: Partial<AzureInput> = {}): AzureInput => ({
  tenant: { id: 'tenant', securityDefaults: false, asOf: '2026-06-01T12:00:00Z' },
  managementGroups: [
    { id: root, parent: null },
    { id: production, parent: root },
  ],
  subscriptions: [{ id: subscription, parent: production }],
  resourceGroups: [{ id: group }],
  resources: [],
  roles: [],
  assignments: [],
  denyAssignments: [],
  users: ['alice', 'bob', 'carol'].map((id) => ({ id, name: id, upn: `${id}@contoso.com`, guest: false })),
  groups: [],
  applications: [],
  servicePrincipals: [],
  administrativeUnits: [],
  appGrants: [],
  directoryAssignments: [],
  conditionalAccess: [],
  ...more,
});

export const root = '/providers/Microsoft.Management/managementGroups/root';
export const production = '/providers/Microsoft.Management/managementGroups/production';
export const subscription = '/subscriptions/11111111-1111-1111-1111-111111111111';
export const group = `${subscription}/resourceGroups/rg`;
export const machine = `${group}/providers/Microsoft.Compute/virtualMachines/vm`;
export const account = `${group}/providers/Microsoft.Storage/storageAccounts/st`;
export const container = `${account}/blobServices/default/containers/blobs-example-container`;
export const vault = `${group}/providers/Microsoft.KeyVault/vaults/kv`;

/** A few built-in roles, shortened; see fixtures/identity/azure/README.md. */
export const fewRoles: readonly BuiltInRole[] = JSON.parse(readFileSync('fixtures/identity/azure/roles.json', 'utf8'));
