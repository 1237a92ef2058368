import { expect, test } from 'vitest';
import { azureIdentity } from './azure.ts';
import type { AzureInput } from './input.ts';
import { fewRoles, group, machine, smallTenant, subscription } from './small-tenant.ts';

const sound = { id: 'sound', principal: 'bob', role: 'Owner', scope: subscription };
const at = { file: 'main.tf', line: 3 };

test.for<[name: string, input: Partial<AzureInput>, code: string]>([
  ['a role that is nowhere', { assignments: [sound, { id: 'x', principal: 'alice', role: 'nowhere', scope: group, at }] }, 'azure-unknown-role'],
  ['a scope that is none', { assignments: [sound, { id: 'x', principal: 'alice', role: 'Owner', scope: 'rg', at }] }, 'azure-bad-scope'],
  [
    'a condition that cannot be read',
    { assignments: [sound, { id: 'x', principal: 'alice', role: 'Owner', scope: group, condition: 'a b c', at }] },
    'azure-bad-condition',
  ],
  [
    'a condition in a role',
    {
      roles: [{ id: 'r', name: 'R', permissions: [{ actions: ['*'], condition: '(' }], at }],
      assignments: [sound, { id: 'x', principal: 'alice', role: 'r', scope: group }],
    },
    'azure-bad-condition',
  ],
  [
    'a date that is none',
    { assignments: [sound, { id: 'x', principal: 'alice', role: 'Owner', scope: group, state: { is: 'active', until: 'tomorrow' }, at }] },
    'azure-bad-date',
  ],
  ['a principal that was not read', { assignments: [sound, { id: 'x', principal: 'nobody', role: 'Owner', scope: group, at }] }, 'azure-unknown-principal'],
  [
    'two assignments with one id',
    { assignments: [sound, { id: 'x', principal: 'alice', role: 'Owner', scope: group }, { id: 'X', principal: 'alice', role: 'Reader', scope: group }] },
    'azure-duplicate-id',
  ],
  ['two principals with one id', { assignments: [sound], groups: [{ id: 'ALICE', name: 'A', members: [] }] }, 'azure-duplicate-id'],
  [
    'two roles with one id',
    { assignments: [sound], roles: [{ id: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635', name: 'Other', permissions: [] }] },
    'azure-duplicate-id',
  ],
  [
    'two resources with one id',
    {
      assignments: [sound],
      resources: [machine, machine.toUpperCase().replace('/SUBSCRIPTIONS', '/subscriptions')].map((id) => ({
        id,
        type: 'Microsoft.Compute/virtualMachines',
        name: 'vm',
      })),
    },
    'azure-duplicate-id',
  ],
  [
    'groups in a circle',
    {
      assignments: [sound],
      groups: [
        { id: 'g', name: 'G', members: ['h'] },
        { id: 'h', name: 'H', members: ['g'] },
      ],
    },
    'azure-group-cycle',
  ],
  ['a group in itself', { assignments: [sound], groups: [{ id: 'g', name: 'G', members: ['g'] }] }, 'azure-group-cycle'],
  [
    'management groups in a circle',
    {
      assignments: [sound],
      managementGroups: [{ id: '/providers/Microsoft.Management/managementGroups/a', parent: '/providers/Microsoft.Management/managementGroups/a' }],
    },
    'azure-scope-cycle',
  ],
  [
    'an Entra role that is nowhere',
    { assignments: [sound], directoryAssignments: [{ id: 'd', principal: 'alice', role: 'nowhere', scope: '/' }] },
    'azure-unknown-directory-role',
  ],
])('%s', ([, input, code]) => {
  const identity = azureIdentity(smallTenant(input), fewRoles);
  const found = identity.diagnostics.filter((one) => one.code === code);
  expect(found).toHaveLength(1);
  for (const { message } of found) expect(message.ja).not.toBe(message.en);
  if (JSON.stringify(input).includes('main.tf')) expect(found[0]?.message.en).toContain('(main.tf:3)');
  // The rest is evaluated.
  expect(identity.can('bob', 'Microsoft.Compute/virtualMachines/start/action', machine).decision).toBe('allow');
});

test('a sound tenant has nothing to report', () => expect(azureIdentity(smallTenant({ assignments: [sound] }), fewRoles).diagnostics).toEqual([]));
