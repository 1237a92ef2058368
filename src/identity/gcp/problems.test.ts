import { expect, test } from 'vitest';
import type { GcpInput } from './input.ts';
import { admin, alice, bind, bucket, identityOf, project, when } from './small-organization.ts';

const sound = bind('roles/storage.objectViewer', project, ['user:bob@example.com']);
const at = { file: 'main.tf', line: 3 };
const bad = (more: Record<string, unknown>): Partial<GcpInput> => ({
  bindings: [sound, { ...bind('roles/storage.objectViewer', project, [alice], { id: 'x', at }), ...more }],
});

test.for<[name: string, input: Partial<GcpInput>, code: string]>([
  ['a role that is nowhere', bad({ role: 'roles/nowhere' }), 'gcp-unknown-role'],
  ['a place that is none', bad({ resource: 'the bucket' }), 'gcp-bad-resource'],
  ['a member that is none', bad({ members: ['alice@example.com'] }), 'gcp-bad-member'],
  ['a condition that cannot be read', bad(when('resource.name ==')), 'gcp-bad-condition'],
  ['a function that nobody knows', bad(when('resource.name.shout() == "X"')), 'gcp-unknown-function'],
  ['a condition on a basic role', bad({ role: 'roles/editor', ...when('true') }), 'gcp-condition-on-basic-role'],
  ['a condition for everybody', bad({ members: ['allUsers'], ...when('true') }), 'gcp-condition-on-everybody'],
  ['a moment that is none', { asOf: 'noon', bindings: [sound] }, 'gcp-bad-date'],
  [
    'two accounts with one address',
    { bindings: [sound], serviceAccounts: [{ email: 'a@prod-app.iam.gserviceaccount.com' }, { email: 'A@prod-app.iam.gserviceaccount.com' }] },
    'gcp-duplicate-id',
  ],
  [
    'two roles with one id',
    {
      bindings: [sound],
      roles: [
        { id: `${project}/roles/r`, permissions: [] },
        { id: `${project}/roles/r`, permissions: [] },
      ],
    },
    'gcp-duplicate-id',
  ],
  [
    'two resources with one name',
    { bindings: [sound], resources: [bucket, 'gs://data'].map((id) => ({ id, type: 'storage.googleapis.com/Bucket', name: 'data', parent: project })) },
    'gcp-duplicate-id',
  ],
  [
    'two pools with one id',
    { bindings: [sound], pools: ['111', 'prod-app'].map((id) => ({ id: `projects/${id}/locations/global/workloadIdentityPools/ci` })) },
    'gcp-duplicate-id',
  ],
  [
    'a resource without a name',
    {
      bindings: [sound],
      resources: [
        { id: bucket, type: 'storage.googleapis.com/Bucket', name: 'data', parent: project },
        { id: '?', type: 'x', name: 'x', at },
      ],
    },
    'gcp-bad-resource',
  ],
  [
    'groups in a circle',
    {
      bindings: [sound],
      groups: [
        { email: 'g@example.com', members: ['group:h@example.com'] },
        { email: 'h@example.com', members: ['group:g@example.com'] },
      ],
    },
    'gcp-group-cycle',
  ],
  ['a group in itself', { bindings: [sound], groups: [{ email: 'g@example.com', members: ['group:g@example.com'] }] }, 'gcp-group-cycle'],
  [
    'folders in a circle',
    {
      bindings: [sound],
      folders: [
        { id: 'folders/1', parent: 'folders/2' },
        { id: 'folders/2', parent: 'folders/1' },
      ],
    },
    'gcp-hierarchy-cycle',
  ],
  [
    'a permission that no role knows',
    { bindings: [sound], roles: [{ id: `${project}/roles/r`, permissions: ['storage.objects.fly'] }] },
    'gcp-unknown-permission',
  ],
  [
    'a denial of somebody who is nobody',
    {
      bindings: [sound],
      denyPolicies: [{ id: 'd', attachedTo: 'projects/other-app', at, rules: [{ principals: ['alice'], permissions: ['storage.googleapis.com/*.*'] }] }],
    },
    'gcp-bad-member',
  ],
  [
    'a denial under a condition that cannot be read',
    {
      bindings: [sound],
      denyPolicies: [
        {
          id: 'd',
          attachedTo: 'projects/other-app',
          at,
          rules: [{ principals: ['principalSet://goog/public:all'], permissions: ['storage.googleapis.com/*.*'], condition: { expression: '(' } }],
        },
      ],
    },
    'gcp-bad-condition',
  ],
  [
    'a boundary that was not read',
    { bindings: [sound], boundaryBindings: [{ id: 'b', policy: 'nowhere', target: '//cloudresourcemanager.googleapis.com/projects/222', at }] },
    'gcp-unknown-boundary',
  ],
  [
    'a pool whose condition cannot be read',
    {
      bindings: [sound],
      pools: [{ id: 'projects/111/locations/global/workloadIdentityPools/ci', providers: [{ name: 'p', at, condition: { expression: 'assertion.' } }] }],
    },
    'gcp-bad-condition',
  ],
])('%s', ([, input, code]) => {
  const identity = identityOf(input);
  const found = identity.diagnostics.filter((one) => one.code === code);
  expect(found).toHaveLength(1);
  for (const { message } of found) expect(message.ja).not.toBe(message.en);
  if (JSON.stringify(input).includes('main.tf')) expect(found[0]?.message.en).toContain('(main.tf:3)');
  // The rest is evaluated.
  expect(identity.can('user:bob@example.com', 'storage.objects.get', bucket).decision).toBe('allow');
});

test('a sound organization has nothing to report', () =>
  expect(identityOf({ bindings: [sound, bind('roles/owner', project, [admin])] }).diagnostics).toEqual([]));

test('a huge condition, a long chain of groups and a huge list of members are read', () => {
  const groups = Array.from({ length: 3000 }, (_, i) => ({ email: `g${i}@example.com`, members: [i === 2999 ? alice : `group:g${i + 1}@example.com`] }));
  const long = `resource.name == "${'x'.repeat(200_000)}"`;
  const identity = identityOf({
    groups,
    bindings: [
      sound,
      bind('roles/storage.objectViewer', project, ['group:g0@example.com']),
      bind('roles/storage.objectViewer', project, [admin], { id: 'long', ...when(long) }),
    ],
  });
  expect(identity.can(alice, 'storage.objects.get', bucket).decision).toBe('allow');
  expect(identity.can(admin, 'storage.objects.get', bucket).decision).toBe('implicit-deny');
});
