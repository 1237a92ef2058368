import { describe, expect, test } from 'vitest';
import { azureIdentity } from './azure.ts';
import type { AzureInput, ConditionalAccessPolicy } from './input.ts';
import { powerfulPrincipals } from './powerful.ts';
import { account, fewRoles, group, smallTenant, subscription } from './small-tenant.ts';

const access = 'https://learn.microsoft.com/entra/identity/conditional-access/concept-conditional-access-policies';
const defaults = 'https://learn.microsoft.com/entra/fundamentals/security-defaults';
const policy = (more: Partial<ConditionalAccessPolicy>): ConditionalAccessPolicy => ({
  id: 'p',
  name: 'P',
  state: 'enabled',
  include: { users: ['All'] },
  applications: ['All'],
  narrowedBy: [],
  grant: ['mfa'],
  grantOperator: 'OR',
  ...more,
});
const owner: Partial<AzureInput> = { assignments: [{ id: 'a', principal: 'alice', role: 'Owner', scope: subscription }] };

describe('does signing in demand MFA', () =>
  test.for<{ name: string; input: Partial<AzureInput>; is: 'yes' | 'no' | 'unknown'; source?: string }>([
    { name: 'everybody, everywhere', input: { conditionalAccess: [policy({})] }, is: 'yes', source: access },
    { name: 'no policy', input: { conditionalAccess: [] }, is: 'no' },
    { name: 'not collected', input: { conditionalAccess: undefined }, is: 'unknown' },
    { name: 'security defaults', input: { tenant: { id: 'tenant', securityDefaults: true } }, is: 'yes', source: defaults },
    { name: 'no policy, defaults unknown', input: { tenant: { id: 'tenant' }, conditionalAccess: [] }, is: 'unknown', source: defaults },
    { name: 'report-only', input: { conditionalAccess: [policy({ state: 'report-only' })] }, is: 'no', source: access },
    { name: 'excluded', input: { conditionalAccess: [policy({ exclude: { users: ['alice'] } })] }, is: 'no', source: access },
    {
      name: 'excluded through a nested group',
      input: {
        groups: [
          { id: 'g', name: 'G', members: ['h'] },
          { id: 'h', name: 'H', members: ['alice'] },
        ],
        conditionalAccess: [policy({ exclude: { groups: ['g'] } })],
      },
      is: 'no',
      source: access,
    },
    {
      name: 'exclusion with unknown members',
      input: { groups: [{ id: 'g', name: 'G' }], conditionalAccess: [policy({ exclude: { groups: ['g'] } })] },
      is: 'unknown',
    },
    {
      name: 'excluded, another policy includes',
      input: { conditionalAccess: [policy({ exclude: { users: ['alice'] } }), policy({ id: 'q', include: { users: ['alice'] } })] },
      is: 'yes',
      source: access,
    },
    { name: 'another application', input: { conditionalAccess: [policy({ applications: ['some-app'] })] }, is: 'no', source: access },
    {
      name: 'Azure management',
      input: { conditionalAccess: [policy({ applications: ['797f4846-ba00-4fd7-ba43-dac1f8f63013'] })] },
      is: 'yes',
      source: 'https://learn.microsoft.com/azure/role-based-access-control/conditional-access-azure-management',
    },
    { name: 'authentication strength', input: { conditionalAccess: [policy({ grant: ['strength'] })] }, is: 'yes', source: access },
    { name: 'or a compliant device', input: { conditionalAccess: [policy({ grant: ['mfa', 'compliantDevice'] })] }, is: 'unknown', source: access },
    {
      name: 'and a compliant device',
      input: { conditionalAccess: [policy({ grant: ['mfa', 'compliantDevice'], grantOperator: 'AND' })] },
      is: 'yes',
      source: access,
    },
    { name: 'compliant device only', input: { conditionalAccess: [policy({ grant: ['compliantDevice'] })] }, is: 'no', source: access },
    { name: 'in some places only', input: { conditionalAccess: [policy({ narrowedBy: ['locations'] })] }, is: 'unknown', source: access },
    {
      name: 'by Entra role',
      input: {
        directoryAssignments: [{ id: 'd', principal: 'alice', role: 'Security Reader', scope: '/' }],
        conditionalAccess: [policy({ include: { roles: ['5d6b6bb7-de71-4623-b4af-96380a352509'] } })],
      },
      is: 'yes',
      source: access,
    },
    {
      name: 'by a role that is not held',
      input: { conditionalAccess: [policy({ include: { roles: ['62e90394-69f5-4237-9190-012177145e10'] } })] },
      is: 'no',
      source: access,
    },
    { name: 'whom it includes is unknown', input: { conditionalAccess: [policy({ include: undefined })] }, is: 'unknown' },
    { name: 'state unknown', input: { conditionalAccess: [policy({ state: undefined })] }, is: 'unknown' },
  ])('$name', ({ input, is }) => {
    const [alice] = powerfulPrincipals(smallTenant({ ...owner, ...input }), fewRoles);
    expect(alice?.who).toBe('alice');
    expect(alice?.mfa.is).toBe(is);
    expect(alice?.mfa.why.ja).not.toBe(alice?.mfa.why.en);
  }));

test('powerful: administrators, those who can become one, readers of data, those who can switch off what is recorded', () => {
  const input = smallTenant({
    resources: [{ id: account, type: 'Microsoft.Storage/storageAccounts', name: 'st', identities: [], facts: { sharedKeys: true } }],
    assignments: [
      { id: 'a', principal: 'alice', role: 'Owner', scope: subscription },
      { id: 'b', principal: 'bob', role: 'Storage Account Contributor', scope: group, state: { is: 'eligible' } },
      { id: 'c', principal: 'carol', role: 'Reader', scope: subscription },
    ],
  });
  const found = powerfulPrincipals(input, fewRoles, azureIdentity(input, fewRoles));
  expect(found.map(({ who, administrator, data, audit }) => [who, administrator, data.length > 0, audit.length > 0])).toEqual([
    ['alice', true, true, true],
    ['bob', false, true, false],
  ]);
  expect(found[1]?.data.every(({ conditional }) => conditional)).toBe(true);
});
