import { describe, expect, test } from 'vitest';
import { azureIdentity } from './azure.ts';
import type { AzureInput, DenyAssignment, RoleAssignment, RoleDefinition } from './input.ts';
import type { Context, Outcome } from '../identity.ts';
import { account, container, fewRoles, group, machine, production, root, smallTenant, subscription } from './small-tenant.ts';

const overview = 'https://learn.microsoft.com/azure/role-based-access-control/overview#how-azure-rbac-determines-if-a-user-has-access-to-a-resource';
const definitions = 'https://learn.microsoft.com/azure/role-based-access-control/role-definitions';
const denies = 'https://learn.microsoft.com/azure/role-based-access-control/deny-assignments';
const scopes = 'https://learn.microsoft.com/azure/role-based-access-control/scope-overview';
const pim = 'https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-configure';
const elevate = 'https://learn.microsoft.com/azure/role-based-access-control/elevate-access-global-admin';
const format = 'https://learn.microsoft.com/azure/role-based-access-control/conditions-format';

const start = 'Microsoft.Compute/virtualMachines/start/action';
const readBlob = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read';
const assign = (role: string, scope: string | undefined, more: Partial<RoleAssignment> = {}): RoleAssignment => ({
  id: `${role} at ${scope}`,
  principal: 'alice',
  role,
  scope,
  ...more,
});
const deny = (more: Partial<DenyAssignment> = {}): DenyAssignment => ({
  id: 'deny',
  permissions: [{ actions: ['*/action'] }],
  scope: group,
  principals: ['00000000-0000-0000-0000-000000000000'],
  ...more,
});
const custom = (permissions: RoleDefinition['permissions']): RoleDefinition => ({
  id: 'custom',
  name: 'Custom',
  permissions,
  assignableScopes: [subscription],
});
const people = { id: 'people', name: 'People', members: ['inner'] };
const inner = { id: 'inner', name: 'Inner', members: ['alice'] };
const limited = `((!(ActionMatches{'${readBlob}'})) OR (@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals 'blobs-example-container'))`;

interface Row {
  readonly name: string;
  readonly input: Partial<AzureInput>;
  readonly action?: string;
  readonly what?: string;
  readonly context?: Context;
  readonly is: Outcome;
  readonly missing?: readonly string[];
  readonly condition?: unknown;
  readonly source?: string;
}
const activated: Context = { keys: { 'pim:activation': 'true' }, is: 'partial' };
const now: Context = { keys: {}, is: 'complete' };
const approval = { is: 'eligible', activation: { mfa: true, approval: true } } as const;

describe('Azure RBAC', () =>
  test.for<Row>([
    { name: 'nothing assigned', input: {}, is: 'implicit-deny', source: overview },
    { name: 'at the resource', input: { assignments: [assign('Virtual Machine Contributor', machine)] }, is: 'allow', source: scopes },
    { name: 'at the resource group', input: { assignments: [assign('Virtual Machine Contributor', group)] }, is: 'allow', source: scopes },
    { name: 'at the subscription', input: { assignments: [assign('Contributor', subscription)] }, is: 'allow', source: scopes },
    { name: 'at the management group', input: { assignments: [assign('Contributor', production)] }, is: 'allow', source: scopes },
    { name: 'at the management group above', input: { assignments: [assign('Contributor', root)] }, is: 'allow', source: scopes },
    { name: 'at the tenant', input: { assignments: [assign('Owner', '/')] }, is: 'allow', source: scopes },
    { name: 'at a sibling', input: { assignments: [assign('Owner', `${group}2`)] }, is: 'implicit-deny', source: scopes },
    { name: 'below the scope asked', input: { assignments: [assign('Owner', machine)] }, what: group, is: 'implicit-deny', source: scopes },
    {
      name: 'scope in another case',
      input: { assignments: [assign('Virtual Machine Contributor', group.toUpperCase().replace('/SUBSCRIPTIONS', '/subscriptions'))] },
      is: 'allow',
    },
    {
      name: 'a child of the resource',
      input: { assignments: [assign('Contributor', account)] },
      action: 'Microsoft.Storage/storageAccounts/blobServices/containers/write',
      what: container,
      is: 'allow',
      source: scopes,
    },
    { name: 'wrong role', input: { assignments: [assign('Reader', subscription)] }, is: 'implicit-deny', source: overview },
    {
      name: 'union of roles',
      input: { assignments: [assign('Reader', subscription), assign('Virtual Machine Contributor', group)] },
      is: 'allow',
      source: `${overview.split('#')[0]}#multiple-role-assignments`,
    },
    {
      name: 'through a nested group',
      input: { groups: [people, inner], assignments: [assign('Contributor', group, { principal: 'people' })] },
      is: 'allow',
      source: `${overview.split('#')[0]}#groups`,
    },
    {
      name: 'through groups in a circle',
      input: { groups: [people, { ...inner, members: ['alice', 'people'] }], assignments: [assign('Contributor', group, { principal: 'people' })] },
      is: 'allow',
    },
    {
      name: 'NotActions subtract',
      input: { assignments: [assign('Contributor', subscription)] },
      action: 'Microsoft.Authorization/roleAssignments/write',
      what: subscription,
      is: 'implicit-deny',
      source: definitions,
    },
    {
      name: 'another role gives what NotActions take',
      input: { assignments: [assign('Contributor', subscription), assign('User Access Administrator', group)] },
      action: 'Microsoft.Authorization/roleAssignments/write',
      what: group,
      is: 'allow',
      source: `${definitions}#notactions`,
    },
    {
      name: 'each permission object subtracts for itself',
      input: {
        roles: [custom([{ actions: ['Microsoft.Compute/*'], notActions: [start] }, { actions: ['Microsoft.Compute/*/action'] }])],
        assignments: [assign('custom', group)],
      },
      is: 'allow',
      source: definitions,
    },
    {
      name: 'Owner has no data actions',
      input: { assignments: [assign('Owner', subscription)] },
      action: readBlob,
      what: `${subscription}/resourceGroups/x`,
      is: 'implicit-deny',
      source: `${definitions}#data-actions-example`,
    },
    {
      name: 'data action',
      input: { assignments: [assign('Storage Blob Data Reader', account)] },
      action: readBlob,
      what: container,
      is: 'allow',
      source: `${definitions}#data-actions-example`,
    },
    {
      name: 'NotDataActions subtract',
      input: { roles: [custom([{ actions: [], dataActions: ['Microsoft.Storage/*'], notDataActions: [readBlob] }])], assignments: [assign('custom', account)] },
      action: readBlob,
      what: container,
      is: 'implicit-deny',
      source: definitions,
    },
    {
      name: 'wildcard of Actions is not one of DataActions',
      input: { roles: [custom([{ actions: ['Microsoft.Storage/*'] }])], assignments: [assign('custom', account)] },
      action: readBlob,
      what: container,
      is: 'implicit-deny',
      source: definitions,
    },
    {
      name: 'action in another case',
      input: { assignments: [assign('Virtual Machine Contributor', group)] },
      action: start.toUpperCase(),
      is: 'allow',
      source: definitions,
    },
    { name: 'denied to everybody', input: { assignments: [assign('Owner', subscription)], denyAssignments: [deny()] }, is: 'explicit-deny', source: denies },
    { name: 'denied before anything is allowed', input: { denyAssignments: [deny()] }, is: 'explicit-deny', source: overview },
    {
      name: 'excluded from the denial',
      input: { assignments: [assign('Owner', subscription)], denyAssignments: [deny({ excludePrincipals: ['alice'] })] },
      is: 'allow',
      source: denies,
    },
    {
      name: 'excluded through a group',
      input: { groups: [people, inner], assignments: [assign('Owner', subscription)], denyAssignments: [deny({ excludePrincipals: ['people'] })] },
      is: 'allow',
      source: denies,
    },
    {
      name: 'denied through a group',
      input: { groups: [people, inner], assignments: [assign('Owner', subscription)], denyAssignments: [deny({ principals: ['people'] })] },
      is: 'explicit-deny',
      source: denies,
    },
    {
      name: 'denied to somebody else',
      input: { assignments: [assign('Owner', subscription)], denyAssignments: [deny({ principals: ['bob'] })] },
      is: 'allow',
      source: denies,
    },
    {
      name: 'NotActions of the denial',
      input: { assignments: [assign('Owner', subscription)], denyAssignments: [deny({ permissions: [{ actions: ['*'], notActions: [start] }] })] },
      is: 'allow',
      source: denies,
    },
    {
      name: 'not for child scopes',
      input: { assignments: [assign('Owner', subscription)], denyAssignments: [deny({ doNotApplyToChildScopes: true })] },
      is: 'allow',
      source: denies,
    },
    {
      name: 'not for child scopes, at the scope',
      input: { assignments: [assign('Owner', subscription)], denyAssignments: [deny({ doNotApplyToChildScopes: true })] },
      what: group,
      is: 'explicit-deny',
      source: denies,
    },
    {
      name: 'data actions of a denial',
      input: { assignments: [assign('Storage Blob Data Reader', account)], denyAssignments: [deny({ permissions: [{ actions: [], dataActions: ['*'] }] })] },
      action: readBlob,
      what: container,
      is: 'explicit-deny',
      source: denies,
    },
    {
      name: 'denial at a group with unknown members',
      input: { groups: [{ id: 'open', name: 'Open' }], assignments: [assign('Owner', subscription)], denyAssignments: [deny({ principals: ['open'] })] },
      is: 'allow-if',
      condition: { not: { doubt: 'members of Open' } },
    },
    {
      name: 'denials not collected',
      input: { assignments: [assign('Owner', subscription)], denyAssignments: undefined },
      is: 'allow',
      missing: ['deny assignments'],
    },
    {
      name: 'condition met by the id of the resource',
      input: { assignments: [assign('Storage Blob Data Reader', account, { condition: limited })] },
      action: readBlob,
      what: container,
      is: 'allow',
      source: format,
    },
    {
      name: 'condition not met',
      input: { assignments: [assign('Storage Blob Data Reader', account, { condition: limited })] },
      action: readBlob,
      what: `${account}/blobServices/default/containers/other`,
      is: 'implicit-deny',
      source: format,
    },
    {
      name: 'condition left over',
      input: { assignments: [assign('Storage Blob Data Reader', account, { condition: limited })] },
      action: readBlob,
      what: account,
      is: 'allow-if',
      source: format,
    },
    {
      name: 'condition beside an assignment without one',
      input: { assignments: [assign('Storage Blob Data Reader', account, { condition: limited }), assign('Storage Blob Data Contributor', group)] },
      action: readBlob,
      what: account,
      is: 'allow',
      source: 'https://learn.microsoft.com/azure/role-based-access-control/conditions-troubleshoot#symptom---condition-is-not-enforced',
    },
    {
      name: 'condition of another action',
      input: { assignments: [assign('Storage Blob Data Contributor', account, { condition: limited })] },
      action: readBlob.replace('/read', '/write'),
      what: account,
      is: 'allow',
      source: format,
    },
    {
      name: 'condition inside the role',
      input: { roles: [custom([{ actions: [start], condition: '@Resource[HasObotoken] boolequals true' }])], assignments: [assign('custom', group)] },
      is: 'allow-if',
      condition: { key: '@Resource[HasObotoken]', operator: 'BoolEquals', values: ['true'] },
    },
    {
      name: 'principal attribute',
      input: {
        users: [{ id: 'alice', name: 'alice', attributes: { Engineering_Project: ['Baker', 'Cascade'] } }],
        assignments: [
          assign('Virtual Machine Contributor', group, {
            condition: "@Principal[Microsoft.Directory/CustomSecurityAttributes/Id:Engineering_Project] ForAnyOfAnyValues:StringEquals {'Cascade'}",
          }),
        ],
      },
      is: 'allow',
      source: 'https://learn.microsoft.com/azure/role-based-access-control/conditions-custom-security-attributes',
    },
    { name: 'unreadable condition', input: { assignments: [assign('Virtual Machine Contributor', group, { condition: 'Exists' })] }, is: 'allow-if' },
    {
      name: 'condition nobody knows',
      input: { assignments: [assign('Virtual Machine Contributor', group, { condition: { doubt: 'var.condition' } })] },
      is: 'allow-if',
      condition: { doubt: 'var.condition' },
    },
    { name: 'eligible', input: { assignments: [assign('Owner', group, { state: { is: 'eligible' } })] }, is: 'allow-if', source: pim },
    { name: 'eligible, now', input: { assignments: [assign('Owner', group, { state: { is: 'eligible' } })] }, context: now, is: 'implicit-deny', source: pim },
    {
      name: 'eligible, after activation',
      input: { assignments: [assign('Owner', group, { state: { is: 'eligible', activation: { mfa: true } } })] },
      context: activated,
      is: 'allow',
      source: pim,
    },
    {
      name: 'eligible, approval still open',
      input: { assignments: [assign('Owner', group, { state: approval })] },
      context: activated,
      is: 'allow-if',
      condition: { key: 'pim:approval', operator: 'Is', values: [`Owner at ${group}`] },
      source: pim,
    },
    {
      name: 'eligible, after approval',
      input: { assignments: [assign('Owner', group, { state: approval })] },
      context: { keys: { 'pim:activation': 'true', 'pim:approval': 'true' }, is: 'partial' },
      is: 'allow',
      source: pim,
    },
    {
      name: 'before its time',
      input: { assignments: [assign('Owner', group, { state: { is: 'active', from: '2026-07-01T00:00:00Z' } })] },
      is: 'implicit-deny',
      source: pim,
    },
    {
      name: 'in its time',
      input: { assignments: [assign('Owner', group, { state: { is: 'active', from: '2026-05-01T00:00:00Z', until: '2026-07-01T00:00:00Z' } })] },
      is: 'allow',
      source: pim,
    },
    {
      name: 'after its time',
      input: { assignments: [assign('Owner', group, { state: { is: 'active', until: '2026-06-01T00:00:00Z' } })] },
      is: 'implicit-deny',
      source: pim,
    },
    {
      name: 'time not known',
      input: { tenant: { id: 'tenant' }, assignments: [assign('Owner', group, { state: { is: 'active', until: '2026-06-01T00:00:00Z' } })] },
      is: 'allow-if',
      condition: { key: 'time', operator: 'DateTimeLessThan', values: ['2026-06-01T00:00:00Z'] },
    },
    { name: 'unknown role', input: { assignments: [assign('no such role', group)] }, is: 'allow-if' },
    { name: 'unknown role elsewhere', input: { assignments: [assign('no such role', `${group}2`)] }, is: 'implicit-deny' },
    { name: 'role nobody knows', input: { assignments: [assign('x', group, { role: undefined })] }, is: 'allow-if' },
    { name: 'custom role nobody could read', input: { roles: [custom(undefined)], assignments: [assign('custom', group)] }, is: 'allow-if' },
    { name: 'scope nobody knows', input: { assignments: [assign('Owner', undefined)] }, is: 'allow-if' },
    { name: 'scope that is none', input: { assignments: [assign('Owner', 'rg')] }, is: 'allow-if' },
    { name: 'it may not exist', input: { assignments: [assign('Owner', group, { maybe: 'var.on' })] }, is: 'allow-if' },
    {
      name: 'principal nobody knows',
      input: { assignments: [assign('Owner', group, { principal: undefined })] },
      is: 'implicit-deny',
      missing: [`principal of Owner at ${group}`],
    },
    {
      name: 'group with unknown members',
      input: { groups: [{ id: 'open', name: 'Open' }], assignments: [assign('Owner', group, { principal: 'open' })] },
      is: 'implicit-deny',
      missing: ['members of Open'],
    },
    {
      name: 'subscription without a known place',
      input: { subscriptions: [{ id: subscription }] },
      is: 'implicit-deny',
      missing: [`what is above ${subscription}`],
    },
    {
      name: 'elevateAccess by the wildcard of Owner',
      input: { assignments: [assign('Owner', '/')] },
      action: 'Microsoft.Authorization/elevateAccess/action',
      what: '/',
      is: 'implicit-deny',
      source: elevate,
    },
    {
      name: 'elevateAccess of a Global Administrator',
      input: { directoryAssignments: [{ id: 'd', principal: 'alice', role: 'Global Administrator', scope: '/' }] },
      action: 'Microsoft.Authorization/elevateAccess/action',
      what: '/',
      is: 'allow',
      source: elevate,
    },
    {
      name: 'Global Administrator without RBAC',
      input: { directoryAssignments: [{ id: 'd', principal: 'alice', role: 'Global Administrator', scope: '/' }] },
      is: 'implicit-deny',
      source: elevate,
    },
  ])('$name', ({ input, action = start, what, context, is, missing, condition }) => {
    const identity = azureIdentity(smallTenant(input), fewRoles);
    const found = identity.can('alice', action, what ?? machine, context);
    expect(found.decision).toBe(is);
    if (missing) expect(found.missing).toEqual(missing);
    if (condition !== undefined) expect(found.condition).toEqual(condition);
    expect(found.condition === undefined).toBe(is !== 'allow-if');
    expect(found.because.length).toBeGreaterThan(0);
  }));

test('reasons name the role, the group, the level and the place', () => {
  const at = { file: 'main.tf', line: 7 };
  const input = smallTenant({ groups: [people, inner], assignments: [assign('Contributor', subscription, { principal: 'people', at })] });
  expect(azureIdentity(input, fewRoles).can('alice', start, machine).because).toEqual([
    { layer: 'role-assignment', effect: 'allow', policy: 'Contributor', statement: 0, through: `People, ${subscription}`, at },
  ]);
});

test('who can: principals that were read, and those that assignments name', () => {
  const input = smallTenant({
    groups: [{ id: 'open', name: 'Open' }],
    assignments: [
      assign('Contributor', group),
      assign('Owner', group, { principal: 'Stranger' }),
      assign('Owner', group, { principal: 'open' }),
      assign('Owner', group, { principal: 'bob', state: { is: 'eligible' } }),
    ],
  });
  const found = azureIdentity(input, fewRoles).whoCan(start, machine);
  expect(found.map(({ who, known, decision }) => [who, known, decision.decision])).toEqual([
    ['Stranger', false, 'allow'],
    ['alice', true, 'allow'],
    ['bob', true, 'allow-if'],
    ['open', true, 'allow'],
  ]);
});

test('permissions by provider and level', () => {
  const input = smallTenant({ assignments: [assign('Virtual Machine Contributor', group), assign('Reader', '/', { principal: 'bob' })] });
  const identity = azureIdentity(input, fewRoles);
  const compute = identity.permissionsOf('alice').services.find(({ service }) => service === 'microsoft.compute');
  expect(compute).toMatchObject({ everywhere: false, conditional: false });
  expect(compute?.levels.write).toContain('microsoft.compute/virtualmachines/runcommand/action');
  expect(compute?.wildcards.map(({ pattern }) => pattern)).toContain('Microsoft.Compute/virtualMachines/*');
  expect(compute?.allowed).toBeLessThan(compute?.total ?? 0);
  const bob = identity.permissionsOf('bob');
  expect(bob.administrator).toBe(false);
  expect(bob.services.every(({ everywhere, levels }) => everywhere && Object.keys(levels).join() === 'read')).toBe(true);
});
