import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { azureIdentity } from './azure.ts';
import type { AzureInput, RoleAssignment, ServicePrincipal } from './input.ts';
import { fewRoles, group, machine, smallTenant, subscription } from './small-tenant.ts';

interface Expected {
  readonly administrators: readonly string[];
  readonly becomeAdministrator: Readonly<Record<string, { readonly by: readonly string[]; readonly if?: boolean }>>;
}
const folder = 'fixtures/identity/azure/planted';
const planted: AzureInput = JSON.parse(readFileSync(`${folder}/tenant.json`, 'utf8'));
const expected: Expected = JSON.parse(readFileSync(`${folder}/expected.json`, 'utf8'));

describe('planted tenant', () => {
  const identity = azureIdentity(planted, fewRoles);
  const found = identity.escalations();
  test('exactly the planted ones', () => {
    const chains = [...found.becomeAdministrator].map(([who, chain]) => [
      who,
      { by: chain.map(({ method }) => method), ...(chain.some(({ condition }) => condition) && { if: true }) },
    ]);
    expect({ administrators: [...found.administrators].toSorted(), becomeAdministrator: Object.fromEntries(chains) }).toEqual(expected);
  });
  test('no edge to whom nothing leads', () => {
    const targets = (from: string): string[] => [...new Set(found.edges.filter((edge) => edge.from === from).map(({ to }) => to))];
    for (const decoy of ['dan', 'nora', 'connie', 'carl', 'tim', 'vic', 'oscar', 'ed', 'kurt', 'klaus', 'lena', 'holly', 'sp-hr'])
      expect([decoy, targets(decoy)]).toEqual([decoy, []]);
    expect(targets('wes')).toEqual(['mi-reader']);
    expect(targets('gus')).toEqual(['marketing']);
    expect(targets('ivy')).toEqual(['marketing']);
    expect(targets('lara')).toEqual(['sp-reports']);
    // Application Administrator: neither managed identities nor what is locked or disabled.
    expect(targets('alan').toSorted()).toEqual(['sp-reports', 'sp-terraform']);
    // Helpdesk Administrator: no administrators, no owner of a role-assignable group.
    for (const safe of ['paul', 'alan', 'dora', 'rob']) expect(targets('hugo')).not.toContain(safe);
  });
  test('each step names its permissions and their reasons', () => {
    const rita = found.becomeAdministrator.get('rita')?.[0];
    expect(rita?.permissions.map(({ action }) => action)).toEqual([
      'Microsoft.Authorization/roleAssignments/write',
      'Microsoft.Compute/virtualMachines/extensions/write',
    ]);
    expect(rita?.permissions[0]?.because[0]).toMatchObject({
      layer: 'role-assignment',
      policy: 'Role Based Access Control Administrator',
      at: { file: 'tenant.json' },
    });
    expect(found.becomeAdministrator.get('hugo')?.[0]).toMatchObject({ to: 'una', method: 'entra-reset-password', condition: undefined });
    expect(found.edges.find(({ from, to }) => from === 'hugo' && to === 'olga')?.condition).toEqual({ key: 'mfa', operator: 'PassedBy', values: ['olga'] });
  });
  test('every edge names a method, and every method has both languages', () => {
    for (const { method } of found.edges) expect(found.methods.has(method)).toBe(true);
    expect(found.methods.size).toBeGreaterThanOrEqual(60);
    for (const { title, does, source } of found.methods.values()) {
      expect(title.ja).not.toBe(title.en);
      expect(does.ja).not.toBe(does.en);
      expect(does.ja).toMatch(/(ます)。$/);
      expect(source).toMatch(/^https:\/\/learn\.microsoft\.com\//);
    }
  });
});

const assign = (role: string, scope: string, more: Partial<RoleAssignment> = {}): RoleAssignment => ({
  id: `${role} at ${scope}`,
  principal: 'alice',
  role,
  scope,
  ...more,
});
const identity: ServicePrincipal = { id: 'mi', name: 'mi', kind: 'managed', resource: machine };
const target: Partial<AzureInput> = {
  servicePrincipals: [identity],
  resources: [{ id: machine, type: 'Microsoft.Compute/virtualMachines', name: 'vm', identities: ['mi'] }],
};
const onlyRole = (id: string): string =>
  `((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${id}}))`;
const onlyType = (type: string): string =>
  `((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'${type}'}))`;
const condition = 'https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-examples';

describe('who is administrator, who can become one', () =>
  test.for<{ name: string; input: Partial<AzureInput>; is: 'administrator' | readonly string[] | 'conditional' | 'no'; source?: string }>([
    { name: 'Owner of a subscription', input: { assignments: [assign('Owner', subscription)] }, is: 'administrator' },
    { name: 'User Access Administrator of a subscription', input: { assignments: [assign('User Access Administrator', subscription)] }, is: 'administrator' },
    {
      name: 'Contributor of a subscription',
      input: { assignments: [assign('Contributor', subscription)] },
      is: 'no',
      source: 'https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/privileged#contributor',
    },
    { name: 'Owner of a resource group without anybody stronger', input: { assignments: [assign('Owner', group)] }, is: 'no' },
    {
      name: 'may assign roles in a group with a strong machine',
      input: { ...target, assignments: [assign('User Access Administrator', group), assign('Owner', subscription, { id: 'm', principal: 'mi' })] },
      is: ['azure-vm-extension'],
    },
    {
      name: 'Owner of a subscription, denied',
      input: {
        assignments: [assign('Owner', subscription)],
        denyAssignments: [{ id: 'd', permissions: [{ actions: ['Microsoft.Authorization/*/write'] }], scope: subscription, principals: ['alice'] }],
      },
      is: 'no',
    },
    {
      name: 'condition: Owner may be assigned',
      input: {
        assignments: [assign('Role Based Access Control Administrator', subscription, { condition: onlyRole('8e3af657-a8ff-443c-a75c-2fe8c4bcb635') })],
      },
      is: ['azure-role-assignment'],
      source: condition,
    },
    {
      name: 'condition: Reader only',
      input: {
        assignments: [assign('Role Based Access Control Administrator', subscription, { condition: onlyRole('acdd72a7-3385-48ef-bd42-f606fba81ae7') })],
      },
      is: 'no',
      source: condition,
    },
    {
      name: 'condition: to users only, a user',
      input: { assignments: [assign('Role Based Access Control Administrator', subscription, { condition: onlyType('User') })] },
      is: ['azure-role-assignment'],
      source: condition,
    },
    {
      name: 'condition: to service principals only, a user',
      input: { assignments: [assign('Role Based Access Control Administrator', subscription, { condition: onlyType('ServicePrincipal') })] },
      is: 'no',
      source: condition,
    },
    {
      name: 'condition on something else',
      input: {
        assignments: [
          assign('Role Based Access Control Administrator', subscription, { condition: "@Environment[UtcNow] DateTimeGreaterThan '2030-01-01T00:00:00Z'" }),
        ],
      },
      is: 'no',
    },
    { name: 'condition that nobody can read', input: { assignments: [assign('Owner', subscription, { condition: '(' })] }, is: 'conditional' },
    { name: 'eligible Owner', input: { assignments: [assign('Owner', subscription, { state: { is: 'eligible' } })] }, is: 'conditional' },
    {
      name: 'eligible Owner who may weaken the rules',
      input: {
        roles: [
          { id: 'r', name: 'R', permissions: [{ actions: ['Microsoft.Authorization/roleManagementPolicies/write'] }], assignableScopes: [`${subscription}x`] },
        ],
        assignments: [assign('Owner', subscription, { state: { is: 'eligible', activation: { approval: true } } }), assign('r', subscription)],
      },
      is: ['azure-pim-policy'],
    },
    {
      name: 'a condition that forgets PIM requests',
      input: { assignments: [assign('User Access Administrator', subscription, { condition: onlyRole('acdd72a7-3385-48ef-bd42-f606fba81ae7') })] },
      is: ['azure-pim-eligibility'],
      source: 'https://learn.microsoft.com/azure/role-based-access-control/conditions-troubleshoot#symptom---condition-is-not-enforced',
    },
    {
      name: 'PIM requests',
      input: {
        roles: [
          {
            id: 'r',
            name: 'R',
            permissions: [{ actions: ['Microsoft.Authorization/roleAssignmentScheduleRequests/write'] }],
            assignableScopes: [`${subscription}x`],
          },
        ],
        assignments: [assign('r', subscription)],
      },
      is: ['azure-pim-request'],
    },
    {
      name: 'Global Administrator',
      input: { directoryAssignments: [{ id: 'd', principal: 'alice', role: 'Global Administrator', scope: '/' }] },
      is: 'administrator',
    },
    {
      name: 'Privileged Role Administrator',
      input: { directoryAssignments: [{ id: 'd', principal: 'alice', role: 'Privileged Role Administrator', scope: '/' }] },
      is: 'administrator',
    },
    {
      name: 'eligible Global Administrator',
      input: { directoryAssignments: [{ id: 'd', principal: 'alice', role: 'Global Administrator', scope: '/', state: { is: 'eligible' } }] },
      is: 'conditional',
    },
    {
      name: 'a target that is not strong',
      input: { ...target, assignments: [assign('Virtual Machine Contributor', group), assign('Reader', subscription, { id: 'm', principal: 'mi' })] },
      is: 'no',
    },
    {
      name: 'two steps',
      input: {
        ...target,
        users: smallTenant().users,
        groups: [{ id: 'g', name: 'G', members: [], owners: ['alice'], roleAssignable: false, membersFrom: 'assigned' }],
        assignments: [assign('Virtual Machine Contributor', group, { principal: 'g' }), assign('Owner', subscription, { id: 'm', principal: 'mi' })],
      },
      is: ['entra-group-member', 'azure-vm-extension'],
    },
    {
      name: 'a machine whose identities nobody knows',
      input: {
        ...target,
        resources: [{ id: machine, type: 'Microsoft.Compute/virtualMachines', name: 'vm' }],
        assignments: [assign('Virtual Machine Contributor', group), assign('Owner', subscription, { id: 'm', principal: 'mi' })],
      },
      is: 'no',
    },
    {
      name: 'an unknown role',
      input: { ...target, assignments: [assign('nowhere', group), assign('Owner', subscription, { id: 'm', principal: 'mi' })] },
      is: 'conditional',
    },
    {
      name: 'sign-in to a machine',
      input: {
        ...target,
        resources: [{ id: machine, type: 'Microsoft.Compute/virtualMachines', name: 'vm', identities: ['mi'], facts: { entraLogin: true } }],
        assignments: [assign('Virtual Machine Administrator Login', group), assign('Owner', subscription, { id: 'm', principal: 'mi' })],
      },
      is: ['azure-vm-admin-login'],
    },
    {
      name: 'sign-in without the extension',
      input: {
        ...target,
        resources: [{ id: machine, type: 'Microsoft.Compute/virtualMachines', name: 'vm', identities: ['mi'], facts: { entraLogin: false } }],
        assignments: [assign('Virtual Machine Administrator Login', group), assign('Owner', subscription, { id: 'm', principal: 'mi' })],
      },
      is: 'no',
    },
  ])('$name', ({ input, is }) => {
    const found = azureIdentity(smallTenant(input), fewRoles).escalations();
    const chain = found.becomeAdministrator.get('alice');
    if (is === 'administrator') expect(found.administrators).toContain('alice');
    else expect(found.administrators).not.toContain('alice');
    if (is === 'no' || is === 'administrator') expect(chain).toBeUndefined();
    else if (is === 'conditional') expect(chain?.some((edge) => edge.condition)).toBe(true);
    else expect(chain?.map(({ method }) => method)).toEqual(is);
    if (Array.isArray(is)) expect(chain?.every((edge) => !edge.condition)).toBe(true);
  }));
