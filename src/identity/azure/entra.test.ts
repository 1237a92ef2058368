import { describe, expect, test } from 'vitest';
import type { Outcome } from '../identity.ts';
import { azureIdentity } from './azure.ts';
import { mayReset } from './directory-roles.ts';
import type { AzureInput, DirectoryAssignment } from './input.ts';
import { fewRoles, smallTenant } from './small-tenant.ts';

const matrix = 'https://learn.microsoft.com/entra/identity/role-based-access-control/privileged-roles-permissions#who-can-reset-passwords';
const roles = 'https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference';
const groups = 'https://learn.microsoft.com/entra/identity/role-based-access-control/groups-concept';
const units = 'https://learn.microsoft.com/entra/identity/role-based-access-control/admin-units-restricted-management';

// Columns of the table in the document, in its order.
const who = [
  'Password Administrator',
  'Helpdesk Administrator',
  'Authentication Administrator',
  'User Administrator',
  'Privileged Authentication Administrator',
  'Global Administrator',
];
describe(`who can reset passwords (${matrix})`, () =>
  test.for<[held: readonly string[], inProtectedGroup: boolean, may: string]>([
    [['Authentication Administrator'], false, '--x-xx'],
    [['Directory Readers'], false, 'xxxxxx'],
    [['Global Administrator'], false, '----xx'],
    [['Groups Administrator'], false, '---xxx'],
    [['Guest Inviter'], false, 'xxxxxx'],
    [['Helpdesk Administrator'], false, '-x-xxx'],
    [['Message Center Reader'], false, '-xxxxx'],
    [['Password Administrator'], false, 'xxxxxx'],
    [['Privileged Authentication Administrator'], false, '----xx'],
    [['Privileged Role Administrator'], false, '----xx'],
    [['Reports Reader'], false, '-xxxxx'],
    [[], false, 'xxxxxx'],
    [[], true, '----xx'],
    [['User Administrator'], false, '---xxx'],
    [['User Experience Success Manager'], false, '-xxxxx'],
    [['Usage Summary Reports Reader'], false, '-xxxxx'],
    [['Application Administrator'], false, '----xx'],
    [['Directory Readers', 'Security Reader'], false, '----xx'],
  ])('%s, in a role-assignable group: %s', ([held, inProtectedGroup, may]) =>
    expect(who.map((role) => (mayReset(role, { roles: held, inProtectedGroup }) ? 'x' : '-')).join('')).toBe(may),
  ));

const has = (role: string, more: Partial<DirectoryAssignment> = {}): DirectoryAssignment => ({
  id: `${role} of alice`,
  principal: 'alice',
  role,
  scope: '/',
  ...more,
});
const password = 'microsoft.directory/users/password/update';
const members = 'microsoft.directory/groups/members/update';
const credentials = 'microsoft.directory/applications/credentials/update';
const g = { id: 'g', name: 'G', members: [], roleAssignable: false, kind: 'security' } as const;
const unit = { id: 'unit', name: 'Unit', members: ['bob', 'g'], restricted: false };
const application = { id: 'app', appId: 'client', name: 'App', owners: ['alice'] };

describe('Entra', () =>
  test.for<{ name: string; input: Partial<AzureInput>; action: string; what?: string; is: Outcome; source?: string }>([
    { name: 'no role', input: {}, action: password, what: 'bob', is: 'implicit-deny', source: roles },
    {
      name: 'Helpdesk over a user',
      input: { directoryAssignments: [has('Helpdesk Administrator')] },
      action: password,
      what: 'bob',
      is: 'allow',
      source: matrix,
    },
    {
      name: 'Helpdesk over an administrator',
      input: { directoryAssignments: [has('Helpdesk Administrator'), has('Global Administrator', { id: 'b', principal: 'bob' })] },
      action: password,
      what: 'bob',
      is: 'implicit-deny',
      source: matrix,
    },
    {
      name: 'Helpdesk over an eligible administrator',
      input: { directoryAssignments: [has('Helpdesk Administrator'), has('Global Administrator', { id: 'b', principal: 'bob', state: { is: 'eligible' } })] },
      action: password,
      what: 'bob',
      is: 'allow-if',
    },
    {
      name: 'role by template id',
      input: { directoryAssignments: [has('729827e3-9c14-49f7-bb1b-9608f156bbb8')] },
      action: password,
      what: 'bob',
      is: 'allow',
      source: roles,
    },
    {
      name: 'scope: administrative unit',
      input: { administrativeUnits: [unit], directoryAssignments: [has('Helpdesk Administrator', { scope: '/administrativeUnits/unit' })] },
      action: password,
      what: 'bob',
      is: 'allow',
      source: 'https://learn.microsoft.com/entra/identity/role-based-access-control/manage-roles-portal',
    },
    {
      name: 'outside the administrative unit',
      input: { administrativeUnits: [unit], directoryAssignments: [has('Helpdesk Administrator', { scope: '/administrativeUnits/unit' })] },
      action: password,
      what: 'carol',
      is: 'implicit-deny',
    },
    {
      name: 'administrative unit with unknown members',
      input: {
        administrativeUnits: [{ ...unit, members: undefined }],
        directoryAssignments: [has('Helpdesk Administrator', { scope: '/administrativeUnits/unit' })],
      },
      action: password,
      what: 'bob',
      is: 'allow-if',
    },
    {
      name: 'restricted unit against the tenant',
      input: { administrativeUnits: [{ ...unit, restricted: true }], directoryAssignments: [has('Helpdesk Administrator')] },
      action: password,
      what: 'bob',
      is: 'implicit-deny',
      source: units,
    },
    {
      name: 'restricted unit, its own administrator',
      input: {
        administrativeUnits: [{ ...unit, restricted: true }],
        directoryAssignments: [has('Helpdesk Administrator', { scope: '/administrativeUnits/unit' })],
      },
      action: password,
      what: 'bob',
      is: 'allow',
      source: units,
    },
    {
      name: 'eligible',
      input: { directoryAssignments: [has('Helpdesk Administrator', { state: { is: 'eligible', activation: { mfa: true } } })] },
      action: password,
      what: 'bob',
      is: 'allow-if',
    },
    {
      name: 'through a role-assignable group',
      input: { groups: [{ ...g, members: ['alice'], roleAssignable: true }], directoryAssignments: [has('Helpdesk Administrator', { principal: 'g' })] },
      action: password,
      what: 'bob',
      is: 'allow',
      source: groups,
    },
    {
      name: 'Groups Administrator',
      input: { groups: [g], directoryAssignments: [has('Groups Administrator')] },
      action: members,
      what: 'g',
      is: 'allow',
      source: roles,
    },
    {
      name: 'Groups Administrator, role-assignable group',
      input: { groups: [{ ...g, roleAssignable: true }], directoryAssignments: [has('Groups Administrator')] },
      action: members,
      what: 'g',
      is: 'implicit-deny',
      source: groups,
    },
    {
      name: 'role-assignable or not is unknown',
      input: { groups: [{ id: 'g', name: 'G' }], directoryAssignments: [has('Groups Administrator')] },
      action: members,
      what: 'g',
      is: 'allow-if',
    },
    {
      name: 'owner of a role-assignable group',
      input: { groups: [{ ...g, roleAssignable: true, owners: ['alice'] }] },
      action: members,
      what: 'g',
      is: 'allow',
      source: groups,
    },
    {
      name: 'Intune Administrator over a Microsoft 365 group',
      input: { groups: [{ ...g, kind: 'microsoft-365' }], directoryAssignments: [has('Intune Administrator')] },
      action: 'microsoft.directory/groups.security/members/update',
      what: 'g',
      is: 'implicit-deny',
      source: roles,
    },
    { name: 'Application Administrator', input: { directoryAssignments: [has('Application Administrator')] }, action: credentials, is: 'allow', source: roles },
    { name: 'owner of the application', input: { applications: [application] }, action: credentials, what: 'app', is: 'allow' },
    {
      name: 'owner of another application',
      input: { applications: [{ ...application, owners: ['bob'] }] },
      action: credentials,
      what: 'app',
      is: 'implicit-deny',
    },
    {
      name: 'custom role',
      input: { directoryRoles: [{ id: 'c', name: 'C', actions: [credentials] }], directoryAssignments: [has('c')] },
      action: credentials,
      is: 'allow',
    },
    { name: 'unknown role', input: { directoryAssignments: [has('no such role')] }, action: credentials, is: 'allow-if' },
    {
      name: 'action outside the table',
      input: { directoryAssignments: [has('Security Reader')] },
      action: 'microsoft.directory/auditLogs/allProperties/read',
      is: 'allow-if',
    },
    { name: 'role without the action', input: { directoryAssignments: [has('Security Reader')] }, action: credentials, is: 'implicit-deny', source: roles },
    {
      name: 'app permission',
      input: { appGrants: [{ principal: 'alice', api: 'Microsoft Graph', permission: 'Group.ReadWrite.All' }] },
      action: 'group.readwrite.all',
      is: 'allow',
    },
    {
      name: 'app permission of another API',
      input: { appGrants: [{ principal: 'alice', api: 'Own API', permission: 'Group.ReadWrite.All' }] },
      action: 'Group.ReadWrite.All',
      is: 'implicit-deny',
    },
    {
      name: 'app permission nobody knows',
      input: { appGrants: [{ principal: 'alice', api: 'Microsoft Graph' }] },
      action: 'Group.ReadWrite.All',
      is: 'allow-if',
    },
  ])('$name', ({ input, action, what, is }) => expect(azureIdentity(smallTenant(input), fewRoles).can('alice', action, what).decision).toBe(is)));
