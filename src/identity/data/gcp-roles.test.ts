import { expect, test } from 'vitest';
import { gcpRoles } from './files.ts';

const roles = gcpRoles();

test('counts of the data set', () => {
  expect(roles.names).toHaveLength(2461);
  expect(roles.permissions).toHaveLength(13_790);
  expect(roles.names.reduce((sum, name) => sum + (roles.permissionsOf(name)?.length ?? 0), 0)).toBe(165_179);
  expect(roles.names.filter((name) => roles.permissionsOf(name)?.length === 0)).toHaveLength(27);
  expect(new Set(roles.names.map((name) => roles.permissionsOf(name)?.join(' '))).size).toBe(2304);
});

test.for<[role: string, count: number]>([
  ['roles/owner', 13_568],
  ['roles/editor', 11_979],
  ['roles/viewer', 6064],
])('%s has %i permissions', ([role, count]) => expect(roles.permissionsOf(role)).toHaveLength(count));

// Counted in the source itself: in how many roles a permission is.
test.for<[permission: string, count: number]>([
  ['resourcemanager.projects.setIamPolicy', 11],
  ['resourcemanager.folders.setIamPolicy', 6],
  ['resourcemanager.organizations.setIamPolicy', 4],
  ['iam.roles.update', 5],
  ['iam.serviceAccounts.getAccessToken', 33],
  ['iam.serviceAccountKeys.create', 7],
  ['iam.serviceAccounts.actAs', 46],
  ['compute.instances.create', 34],
  ['run.jobs.runWithOverrides', 16],
  ['deploymentmanager.deployments.create', 9],
  ['iam.googleapis.com/workloadIdentityPoolProviders.create', 3],
  ['iam.denypolicies.update', 1],
])('%s is in %i roles', ([permission, count]) => {
  const id = roles.idOf(permission);
  expect(id).toBeDefined();
  expect(roles.names.filter((name) => roles.permissionsOf(name)?.includes(id ?? -1))).toHaveLength(count);
});

test('names, titles and what is not there', () => {
  expect(roles.title('roles/editor')).toBe('Editor');
  expect(roles.permissionsOf('roles/nowhere')).toBeUndefined();
  expect(roles.idOf('nothing.at.all')).toBeUndefined();
  expect(roles.version).toMatch(/^[0-9a-f]{40} \d{4}-\d\d-\d\d$/);
  const [first = -1] = roles.permissionsOf('roles/accessapproval.approver') ?? [];
  expect(roles.permissions[first]).toMatch(/^accessapproval\./);
});
