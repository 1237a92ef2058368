import { describe, expect, test } from 'vitest';
import type { Context, Outcome } from '../identity.ts';
import type { GcpInput } from './input.ts';
import { admin, alice, bind, bucket, folder, identityOf, instance, organization, other, pool, project, robot, robotPlace, when } from './small-organization.ts';

const hierarchy = 'https://cloud.google.com/iam/docs/resource-hierarchy-access-control';
const roles = 'https://cloud.google.com/iam/docs/roles-overview';
const principals = 'https://cloud.google.com/iam/docs/principal-identifiers';
const overview = 'https://cloud.google.com/iam/docs/policy-types';
const denial = 'https://cloud.google.com/iam/docs/deny-overview';
const boundary = 'https://cloud.google.com/iam/docs/principal-access-boundary-policies';
const federation = 'https://cloud.google.com/iam/docs/workload-identity-federation';
const convenience = 'https://cloud.google.com/storage/docs/access-control/iam';
const gke = 'https://cloud.google.com/kubernetes-engine/docs/concepts/workload-identity';
const impersonation = 'https://cloud.google.com/iam/docs/service-account-impersonation';

interface Row {
  readonly name: string;
  readonly input: Partial<GcpInput>;
  readonly who?: string;
  readonly action?: string;
  readonly what?: string | undefined;
  readonly context?: Context;
  readonly is: Outcome;
  readonly missing?: readonly string[];
  readonly condition?: unknown;
  readonly because?: unknown;
  readonly source: string;
}
const check = ({ input, who = alice, action = 'storage.objects.get', what = bucket, context, is, missing, condition, because }: Row): void => {
  const found = identityOf(input).can(who, action, what, context);
  expect(found.decision).toBe(is);
  if (missing) expect(found.missing).toEqual(missing);
  if (condition !== undefined) expect(found.condition).toEqual(condition);
  if (because !== undefined) expect(found.because[0]).toMatchObject(Object(because));
  expect(found.condition === undefined).toBe(is !== 'allow-if');
};
const reader = 'roles/storage.objectViewer';
const readers = [bind(reader, project)];
const object = `${bucket}/objects/a/b.txt`;
const start = 'compute.instances.start';

describe('hierarchy and roles', () =>
  test.for<Row>([
    { name: 'nothing granted', input: {}, is: 'implicit-deny', because: { layer: 'binding', effect: 'nothing-allows' }, source: overview },
    {
      name: 'on the bucket',
      input: { bindings: [bind(reader, bucket)] },
      is: 'allow',
      because: { layer: 'binding', policy: reader, through: undefined },
      source: hierarchy,
    },
    { name: 'on the project', input: { bindings: readers }, is: 'allow', because: { through: project }, source: hierarchy },
    { name: 'on the folder', input: { bindings: [bind(reader, folder)] }, is: 'allow', because: { through: folder }, source: hierarchy },
    { name: 'on the organization', input: { bindings: [bind(reader, organization)] }, is: 'allow', because: { through: organization }, source: hierarchy },
    { name: 'on another project', input: { bindings: [bind(reader, other)] }, is: 'implicit-deny', source: hierarchy },
    { name: 'on another bucket', input: { bindings: [bind(reader, `${bucket}2`)] }, is: 'implicit-deny', source: hierarchy },
    { name: 'on a folder above another project only', input: { bindings: [bind(reader, 'folders/2001')] }, is: 'implicit-deny', source: hierarchy },
    {
      name: 'an object below the bucket',
      input: { bindings: [bind(reader, bucket)] },
      what: object,
      is: 'allow',
      because: { through: bucket },
      source: hierarchy,
    },
    { name: 'an object as gs://', input: { bindings: [bind(reader, bucket)] }, what: 'gs://data/a/b.txt', is: 'allow', source: hierarchy },
    { name: 'a grant below does not reach up', input: { bindings: [bind(reader, object)] }, is: 'implicit-deny', source: hierarchy },
    {
      name: 'a project by number',
      input: { bindings: [bind('roles/compute.instanceAdmin.v1', 'projects/111')] },
      action: start,
      what: instance,
      is: 'allow',
      source: hierarchy,
    },
    {
      name: 'a resource with the number of its project',
      input: { bindings: [bind('roles/compute.instanceAdmin.v1', project)] },
      action: start,
      what: instance.replace('prod-app', '111'),
      is: 'allow',
      source: hierarchy,
    },
    {
      name: 'a project by its full name',
      input: { bindings: [bind('roles/browser', project)] },
      action: 'resourcemanager.projects.get',
      what: '//cloudresourcemanager.googleapis.com/projects/prod-app',
      is: 'allow',
      source: hierarchy,
    },
    {
      name: 'a self link',
      input: { bindings: [bind('roles/compute.instanceAdmin.v1', project)] },
      action: start,
      what: 'https://www.googleapis.com/compute/v1/projects/prod-app/zones/asia-northeast1-a/instances/vm',
      is: 'allow',
      source: hierarchy,
    },
    {
      name: 'a service account by its address',
      input: { bindings: [bind('roles/iam.serviceAccountUser', project)] },
      action: 'iam.serviceAccounts.actAs',
      what: robot,
      is: 'allow',
      source: impersonation,
    },
    { name: 'the union of roles', input: { bindings: [bind('roles/viewer', folder), bind(reader, bucket)] }, is: 'allow', source: overview },
    { name: 'a role without the permission', input: { bindings: [bind('roles/compute.viewer', project)] }, is: 'implicit-deny', source: roles },
    {
      name: 'Viewer does not write',
      input: { bindings: [bind('roles/viewer', organization)] },
      action: start,
      what: instance,
      is: 'implicit-deny',
      source: roles,
    },
    { name: 'Editor starts machines', input: { bindings: [bind('roles/editor', organization)] }, action: start, what: instance, is: 'allow', source: roles },
    {
      name: 'Editor sets no policy',
      input: { bindings: [bind('roles/editor', project)] },
      action: 'resourcemanager.projects.setIamPolicy',
      what: project,
      is: 'implicit-deny',
      source: roles,
    },
    {
      name: 'Editor acts as service accounts',
      input: { bindings: [bind('roles/editor', project)] },
      action: 'iam.serviceAccounts.actAs',
      what: robotPlace,
      is: 'allow',
      source: roles,
    },
    {
      name: 'Editor makes no tokens',
      input: { bindings: [bind('roles/editor', project)] },
      action: 'iam.serviceAccounts.getAccessToken',
      what: robotPlace,
      is: 'implicit-deny',
      source: roles,
    },
    {
      name: 'Owner sets the policy',
      input: { bindings: [bind('roles/owner', project)] },
      action: 'resourcemanager.projects.setIamPolicy',
      what: project,
      is: 'allow',
      source: roles,
    },
    {
      name: 'a custom role',
      input: { roles: [{ id: `${project}/roles/r`, permissions: ['storage.objects.get'] }], bindings: [bind(`${project}/roles/r`, project)] },
      is: 'allow',
      source: roles,
    },
    {
      name: 'a custom role without the permission',
      input: { roles: [{ id: `${project}/roles/r`, permissions: ['storage.objects.list'] }], bindings: [bind(`${project}/roles/r`, project)] },
      is: 'implicit-deny',
      source: roles,
    },
    {
      name: 'a custom role that is disabled',
      input: { roles: [{ id: `${project}/roles/r`, permissions: ['storage.objects.get'], off: true }], bindings: [bind(`${project}/roles/r`, project)] },
      is: 'implicit-deny',
      source: 'https://cloud.google.com/iam/docs/creating-custom-roles',
    },
    {
      name: 'a custom role that nobody knows',
      input: { roles: [{ id: `${project}/roles/r` }], bindings: [bind(`${project}/roles/r`, project)] },
      is: 'allow-if',
      condition: { doubt: `what the role ${project}/roles/r allows` },
      source: roles,
    },
    { name: 'a role that is nowhere', input: { bindings: [bind('roles/nowhere', project)] }, is: 'allow-if', source: roles },
    {
      name: 'a place that nobody knows',
      input: { bindings: [{ id: 'b', role: reader, members: [alice] }] },
      is: 'allow-if',
      condition: { doubt: 'the resource of b' },
      source: hierarchy,
    },
    {
      name: 'a binding that may not exist',
      input: { bindings: [bind(reader, project, [alice], { id: 'b', maybe: 'var.on' })] },
      is: 'allow-if',
      condition: { doubt: 'whether b exists: var.on' },
      source: overview,
    },
    {
      name: 'members that nobody knows',
      input: { bindings: [{ id: 'b', resource: project, role: reader }, bind('roles/viewer', other)] },
      is: 'implicit-deny',
      missing: ['principal of b'],
      source: overview,
    },
    {
      name: 'what is above is not known',
      input: { projects: [{ id: project }], bindings: [bind('roles/viewer', other)] },
      is: 'implicit-deny',
      missing: [`what is above ${project}`],
      source: hierarchy,
    },
    {
      name: 'a project without an organization',
      input: { projects: [{ id: project, parent: null }], bindings: [bind('roles/viewer', other)] },
      is: 'implicit-deny',
      missing: [],
      source: hierarchy,
    },
    {
      name: 'a bucket whose project nobody knows',
      input: { bindings: readers },
      what: '//storage.googleapis.com/projects/_/buckets/unknown',
      is: 'implicit-deny',
      missing: ['what is above //storage.googleapis.com/projects/_/buckets/unknown'],
      source: hierarchy,
    },
    {
      name: 'a permission in its long form',
      input: { bindings: readers },
      action: 'storage.googleapis.com/objects.get',
      is: 'allow',
      source: 'https://cloud.google.com/iam/docs/deny-permissions-support',
    },
    {
      name: 'Resource Manager in its long form',
      input: { bindings: [bind('roles/owner', project)] },
      action: 'cloudresourcemanager.googleapis.com/projects.setIamPolicy',
      what: project,
      is: 'allow',
      source: 'https://cloud.google.com/iam/docs/deny-permissions-support',
    },
    {
      name: 'a permission that nobody knows',
      input: { bindings: [bind('roles/owner', project)] },
      action: 'nothing.at.all',
      is: 'implicit-deny',
      missing: ['permission nothing.at.all'],
      source: roles,
    },
    { name: 'a name that is none', input: { bindings: readers }, what: 'a bucket', is: 'implicit-deny', missing: ['resource'], source: hierarchy },
    { name: 'things that could not be read', input: { doubts: ['module.a'] }, is: 'implicit-deny', missing: ['module.a'], source: overview },
    {
      name: 'somebody who was not read',
      input: { bindings: readers },
      who: 'user:dave@example.com',
      is: 'implicit-deny',
      missing: ['principal user:dave@example.com'],
      source: principals,
    },
    {
      name: 'deny policies and boundaries not collected',
      input: { bindings: readers, denyPolicies: undefined, boundaries: undefined },
      is: 'allow',
      missing: ['deny policies', 'principal access boundary policies'],
      source: overview,
    },
    {
      name: 'default account with the automatic Editor',
      input: {
        projects: [{ id: project, number: '111', parent: null, automaticEditor: true }],
        serviceAccounts: [{ email: '111-compute@developer.gserviceaccount.com' }],
      },
      who: 'serviceAccount:111-compute@developer.gserviceaccount.com',
      action: start,
      what: instance,
      is: 'allow',
      source: 'https://cloud.google.com/iam/docs/service-account-types#default',
    },
    {
      name: 'default account, nobody knows whether Editor',
      input: { projects: [{ id: project, number: '111', parent: null }], serviceAccounts: [{ email: '111-compute@developer.gserviceaccount.com' }] },
      who: 'serviceAccount:111-compute@developer.gserviceaccount.com',
      action: start,
      what: instance,
      is: 'allow-if',
      source: 'https://cloud.google.com/iam/docs/service-account-types#default',
    },
    {
      name: 'default account without it',
      input: { serviceAccounts: [{ email: '111-compute@developer.gserviceaccount.com' }] },
      who: 'serviceAccount:111-compute@developer.gserviceaccount.com',
      action: start,
      what: instance,
      is: 'implicit-deny',
      source: 'https://cloud.google.com/iam/docs/service-account-types#default',
    },
  ])('$name', check));

const team = 'group:team@example.com';
const people = { email: 'team@example.com', members: ['group:inner@example.com'] };
const inner = { email: 'inner@example.com', members: [alice] };
const subject = `principal://iam.googleapis.com/${pool}/subject/repo:acme/app:ref:refs/heads/main`;
const wholePool = `principalSet://iam.googleapis.com/${pool}/*`;
const repository = `principalSet://iam.googleapis.com/${pool}/attribute.repository/acme/app`;
const provider = {
  name: 'github',
  issuer: 'https://token.actions.githubusercontent.com',
  mapping: { 'google.subject': 'assertion.sub', 'attribute.repository': 'assertion.repository' },
};
const withProvider = (expression?: string): Partial<GcpInput> => ({
  pools: [{ id: pool, providers: [{ ...provider, condition: expression === undefined ? null : { expression } }] }],
});
const workforce = 'locations/global/workforcePools/staff';
const worker = `principal://iam.googleapis.com/${workforce}/subject/raha@example.com`;
const pod = 'serviceAccount:prod-app.svc.id.goog[web/api]';

describe('principals', () =>
  test.for<Row>([
    { name: 'another user', input: { bindings: [bind(reader, project, ['user:bob@example.com'])] }, is: 'implicit-deny', source: principals },
    { name: 'addresses in any case', input: { bindings: [bind(reader, project, ['user:Alice@Example.com'])] }, is: 'allow', source: principals },
    {
      name: 'in a group',
      input: { groups: [inner], bindings: [bind(reader, project, ['group:inner@example.com'])] },
      is: 'allow',
      because: { through: `group:inner@example.com, ${project}` },
      source: principals,
    },
    {
      name: 'in a group of a group',
      input: { groups: [people, inner], bindings: [bind(reader, bucket, [team])] },
      is: 'allow',
      because: { through: team },
      source: principals,
    },
    {
      name: 'groups in a circle',
      input: { groups: [people, { ...inner, members: [alice, team] }], bindings: [bind(reader, project, [team])] },
      is: 'allow',
      source: principals,
    },
    {
      name: 'not in the group',
      input: { groups: [people, inner], bindings: [bind(reader, project, [team])] },
      who: 'user:bob@example.com',
      is: 'implicit-deny',
      source: principals,
    },
    {
      name: 'a group whose members nobody knows',
      input: { bindings: [bind(reader, project, [team])] },
      is: 'implicit-deny',
      missing: [`members of ${team}`],
      source: principals,
    },
    { name: 'the group itself', input: { bindings: [bind(reader, project, [team])] }, who: team, is: 'allow', source: principals },
    {
      name: 'a service account in a group',
      input: { groups: [{ email: 'team@example.com', members: [admin] }], bindings: [bind(reader, project, [team])] },
      who: admin,
      is: 'allow',
      source: principals,
    },
    { name: 'the domain', input: { bindings: [bind(reader, project, ['domain:example.com'])] }, is: 'allow', source: principals },
    { name: 'another domain', input: { bindings: [bind(reader, project, ['domain:example.org'])] }, is: 'implicit-deny', source: principals },
    {
      name: 'a domain does not hold service accounts',
      input: { bindings: [bind(reader, project, ['domain:example.com'])] },
      who: admin,
      is: 'implicit-deny',
      source: principals,
    },
    { name: 'everybody', input: { bindings: [bind(reader, bucket, ['allUsers'])] }, is: 'allow', because: { through: 'allUsers' }, source: principals },
    { name: 'everybody, asked as such', input: { bindings: [bind(reader, bucket, ['allUsers'])] }, who: 'allUsers', is: 'allow', source: principals },
    { name: 'the signed-in', input: { bindings: [bind(reader, bucket, ['allAuthenticatedUsers'])] }, is: 'allow', source: principals },
    {
      name: 'the signed-in: service accounts too',
      input: { bindings: [bind(reader, bucket, ['allAuthenticatedUsers'])] },
      who: admin,
      is: 'allow',
      source: principals,
    },
    {
      name: 'the signed-in: not everybody',
      input: { bindings: [bind(reader, bucket, ['allAuthenticatedUsers'])] },
      who: 'allUsers',
      is: 'implicit-deny',
      source: principals,
    },
    {
      name: 'the signed-in: no outside identities',
      input: { bindings: [bind(reader, bucket, ['allAuthenticatedUsers'])] },
      who: subject,
      is: 'implicit-deny',
      source: principals,
    },
    {
      name: 'a deleted user',
      input: { bindings: [bind(reader, project, ['deleted:user:alice@example.com?uid=123'])] },
      is: 'implicit-deny',
      source: principals,
    },
    {
      name: 'a deleted service account',
      input: { bindings: [bind(reader, project, [`deleted:${admin}?uid=123`])] },
      who: admin,
      is: 'implicit-deny',
      source: principals,
    },
    {
      name: 'a disabled service account',
      input: { serviceAccounts: [{ email: robot, disabled: true }], bindings: [bind(reader, project, [`serviceAccount:${robot}`])] },
      who: `serviceAccount:${robot}`,
      is: 'implicit-deny',
      source: 'https://cloud.google.com/iam/docs/service-accounts-disable-enable',
    },
    {
      name: 'a suspended user',
      input: { users: [{ email: 'alice@example.com', suspended: true }], bindings: readers },
      is: 'implicit-deny',
      source: principals,
    },
    {
      name: 'all service accounts of a project',
      input: { bindings: [bind(reader, bucket, ['principalSet://cloudresourcemanager.googleapis.com/projects/111/type/ServiceAccount'])] },
      who: admin,
      is: 'allow',
      source: principals,
    },
    {
      name: 'all service accounts of a folder',
      input: { bindings: [bind(reader, bucket, ['principalSet://cloudresourcemanager.googleapis.com/folders/2000/type/ServiceAccount'])] },
      who: admin,
      is: 'allow',
      source: principals,
    },
    {
      name: 'all service accounts of another project',
      input: { bindings: [bind(reader, bucket, ['principalSet://cloudresourcemanager.googleapis.com/projects/222/type/ServiceAccount'])] },
      who: admin,
      is: 'implicit-deny',
      source: principals,
    },
    {
      name: 'owners of the project, on a bucket',
      input: { bindings: [bind('roles/storage.legacyBucketOwner', bucket, ['projectOwner:prod-app']), bind('roles/owner', project)] },
      action: 'storage.buckets.setIamPolicy',
      is: 'allow',
      source: convenience,
    },
    {
      name: 'editors are no owners',
      input: { bindings: [bind('roles/storage.legacyBucketOwner', bucket, ['projectOwner:prod-app']), bind('roles/editor', project)] },
      action: 'storage.buckets.setIamPolicy',
      is: 'implicit-deny',
      source: convenience,
    },
    {
      name: 'viewers of the project, on a bucket',
      input: {
        bindings: [bind('roles/storage.legacyObjectReader', bucket, ['projectViewer:prod-app']), bind('roles/viewer', project, ['domain:example.com'])],
      },
      is: 'allow',
      source: convenience,
    },
    {
      name: 'editors of another project',
      input: { bindings: [bind('roles/storage.legacyBucketOwner', bucket, ['projectEditor:other-app']), bind('roles/editor', project)] },
      action: 'storage.buckets.update',
      is: 'implicit-deny',
      source: convenience,
    },
    { name: 'one subject of a pool', input: { bindings: [bind(reader, project, [subject])] }, who: subject, is: 'allow', source: federation },
    {
      name: 'one subject, the project by its id',
      input: { bindings: [bind(reader, project, [subject.replace('/111/', '/prod-app/')])] },
      who: subject,
      is: 'allow',
      source: federation,
    },
    {
      name: 'another subject',
      input: { bindings: [bind(reader, project, [subject])] },
      who: subject.replace('main', 'dev'),
      is: 'implicit-deny',
      source: federation,
    },
    { name: 'a whole pool', input: { bindings: [bind(reader, project, [wholePool])] }, who: subject, is: 'allow', source: federation },
    {
      name: 'another pool',
      input: { bindings: [bind(reader, project, [wholePool.replace('/ci/', '/cd/')])] },
      who: subject,
      is: 'implicit-deny',
      source: federation,
    },
    {
      name: 'an attribute that is known',
      input: { identities: [{ id: subject, attributes: { repository: 'acme/app' } }], bindings: [bind(reader, project, [repository])] },
      who: subject,
      is: 'allow',
      source: federation,
    },
    {
      name: 'another value of the attribute',
      input: { identities: [{ id: subject, attributes: { repository: 'acme/web' } }], bindings: [bind(reader, project, [repository])] },
      who: subject,
      is: 'implicit-deny',
      source: federation,
    },
    {
      name: 'an attribute that nobody knows',
      input: { bindings: [bind(reader, project, [repository])] },
      who: subject,
      is: 'allow-if',
      condition: { key: 'attribute.repository', operator: '==', values: ['acme/app'] },
      source: federation,
    },
    {
      name: 'an attribute that the subject tells',
      input: { ...withProvider(), bindings: [bind(reader, project, [repository])] },
      who: subject,
      is: 'allow',
      source: federation,
    },
    { name: 'the set itself', input: { bindings: [bind(reader, project, [repository])] }, who: repository, is: 'allow', source: federation },
    { name: 'a set within a whole pool', input: { bindings: [bind(reader, project, [wholePool])] }, who: repository, is: 'allow', source: federation },
    {
      name: 'another set of the attribute',
      input: { bindings: [bind(reader, project, [repository])] },
      who: repository.replace('app', 'web'),
      is: 'implicit-deny',
      source: federation,
    },
    {
      name: 'a group of a pool that is known',
      input: {
        identities: [{ id: worker, groups: ['admins'] }],
        bindings: [bind(reader, project, [`principalSet://iam.googleapis.com/${workforce}/group/admins`])],
      },
      who: worker,
      is: 'allow',
      source: principals,
    },
    {
      name: 'a group of a pool that nobody knows',
      input: { bindings: [bind(reader, project, [`principalSet://iam.googleapis.com/${workforce}/group/admins`])] },
      who: worker,
      is: 'allow-if',
      condition: { key: 'google.groups', operator: 'contains', values: ['admins'] },
      source: principals,
    },
    {
      name: 'a workforce pool',
      input: { bindings: [bind(reader, project, [`principalSet://iam.googleapis.com/${workforce}/*`])] },
      who: worker,
      is: 'allow',
      source: principals,
    },
    {
      name: 'a provider that lets the subject in',
      input: { ...withProvider("assertion.repository_owner == 'acme'"), bindings: [bind(reader, project, [subject])] },
      who: subject,
      is: 'allow',
      source: federation,
    },
    {
      name: 'a provider that keeps the subject out',
      input: { ...withProvider("assertion.repository_owner == 'other'"), bindings: [bind(reader, project, [subject])] },
      who: subject,
      is: 'implicit-deny',
      because: { layer: 'identity-pool' },
      source: federation,
    },
    {
      name: 'a condition on a claim that nobody knows',
      input: { ...withProvider("assertion.environment == 'production'"), bindings: [bind(reader, project, [subject])] },
      who: subject,
      is: 'allow-if',
      condition: { key: 'assertion.environment', operator: '==', values: ['production'] },
      source: federation,
    },
    {
      name: 'a condition on the attribute of a set',
      input: { ...withProvider("attribute.repository.startsWith('acme/')"), bindings: [bind(reader, project, [repository])] },
      who: repository,
      is: 'allow',
      source: federation,
    },
    {
      name: 'a condition that shuts a set out',
      input: { ...withProvider("attribute.repository.startsWith('other/')"), bindings: [bind(reader, project, [repository])] },
      who: repository,
      is: 'implicit-deny',
      source: federation,
    },
    {
      name: 'a pool that is disabled',
      input: { pools: [{ id: pool, disabled: true }], bindings: [bind(reader, project, [wholePool])] },
      who: subject,
      is: 'implicit-deny',
      source: federation,
    },
    {
      name: 'a provider that is disabled',
      input: { pools: [{ id: pool, providers: [{ name: 'p', disabled: true }] }], bindings: [bind(reader, project, [wholePool])] },
      who: subject,
      is: 'implicit-deny',
      source: federation,
    },
    {
      name: 'a second provider lets in',
      input: { pools: [{ id: pool, providers: [{ name: 'p', disabled: true }, { name: 'q' }] }], bindings: [bind(reader, project, [wholePool])] },
      who: subject,
      is: 'allow',
      source: federation,
    },
    {
      name: 'an account of GKE',
      input: { bindings: [bind('roles/iam.workloadIdentityUser', robotPlace, [pod])] },
      who: pod,
      action: 'iam.serviceAccounts.getAccessToken',
      what: robotPlace,
      is: 'allow',
      source: gke,
    },
    {
      name: 'another account of GKE',
      input: { bindings: [bind('roles/iam.workloadIdentityUser', robotPlace, [pod])] },
      who: pod.replace('/api', '/worker'),
      action: 'iam.serviceAccounts.getAccessToken',
      what: robotPlace,
      is: 'implicit-deny',
      source: gke,
    },
    {
      name: 'an account of GKE as a subject',
      input: {
        bindings: [
          bind(reader, project, [
            'principal://iam.googleapis.com/projects/111/locations/global/workloadIdentityPools/prod-app.svc.id.goog/subject/ns/web/sa/api',
          ]),
        ],
      },
      who: pod,
      is: 'allow',
      source: gke,
    },
    {
      name: 'a namespace of GKE',
      input: {
        bindings: [
          bind(reader, project, ['principalSet://iam.googleapis.com/projects/111/locations/global/workloadIdentityPools/prod-app.svc.id.goog/namespace/web']),
        ],
      },
      who: pod,
      is: 'allow',
      source: gke,
    },
    {
      name: 'another namespace',
      input: {
        bindings: [
          bind(reader, project, ['principalSet://iam.googleapis.com/projects/111/locations/global/workloadIdentityPools/prod-app.svc.id.goog/namespace/batch']),
        ],
      },
      who: pod,
      is: 'implicit-deny',
      source: gke,
    },
    {
      name: 'an entry that names nobody',
      input: { bindings: [bind(reader, project, ['alice'], { id: 'b' })] },
      is: 'implicit-deny',
      missing: ['principal of b'],
      source: principals,
    },
    {
      name: 'impersonation on the account',
      input: { bindings: [bind('roles/iam.serviceAccountTokenCreator', robotPlace)] },
      action: 'iam.serviceAccounts.getAccessToken',
      what: robot,
      is: 'allow',
      source: impersonation,
    },
    {
      name: 'impersonation of another account',
      input: { bindings: [bind('roles/iam.serviceAccountTokenCreator', robotPlace)] },
      action: 'iam.serviceAccounts.getAccessToken',
      what: 'admin@prod-app.iam.gserviceaccount.com',
      is: 'implicit-deny',
      source: impersonation,
    },
  ])('$name', check));

const deny = (more: Record<string, unknown> = {}, attachedTo: string | undefined = project): Partial<GcpInput> => ({
  bindings: readers,
  denyPolicies: [
    { id: 'deny', attachedTo, rules: [{ principals: ['principalSet://goog/public:all'], permissions: ['storage.googleapis.com/objects.get'], ...more }] },
  ],
});
const prod = { on: project, key: '1000/env', value: 'prod', keyId: 'tagKeys/1', valueId: 'tagValues/2' };
const tagged = (expression: string, more: Partial<GcpInput> = {}): Partial<GcpInput> => ({ ...deny({ condition: { expression } }), tags: [prod], ...more });

describe('deny policies', () =>
  test.for<Row>([
    { name: 'everybody', input: deny(), is: 'explicit-deny', because: { layer: 'deny-policy', policy: 'deny', statement: 0 }, source: denial },
    { name: 'on the folder above', input: deny({}, folder), is: 'explicit-deny', because: { through: folder }, source: denial },
    { name: 'on the organization', input: deny({}, organization), is: 'explicit-deny', source: denial },
    { name: 'on another project', input: deny({}, other), is: 'allow', source: denial },
    { name: 'without any grant', input: { ...deny(), bindings: [] }, is: 'explicit-deny', source: denial },
    { name: 'beats Owner', input: { ...deny(), bindings: [bind('roles/owner', organization), ...readers] }, is: 'explicit-deny', source: overview },
    { name: 'one user', input: deny({ principals: ['principal://goog/subject/alice@example.com'] }), is: 'explicit-deny', source: principals },
    { name: 'another user', input: deny({ principals: ['principal://goog/subject/bob@example.com'] }), is: 'allow', source: principals },
    { name: 'a deleted user', input: deny({ principals: ['deleted:principal://goog/subject/alice@example.com?uid=1'] }), is: 'allow', source: principals },
    {
      name: 'a group',
      input: { ...deny({ principals: ['principalSet://goog/group/inner@example.com'] }), groups: [inner] },
      is: 'explicit-deny',
      source: principals,
    },
    {
      name: 'a group whose members nobody knows',
      input: deny({ principals: ['principalSet://goog/group/team@example.com'] }),
      is: 'allow-if',
      condition: { not: { doubt: `members of ${team}` } },
      source: principals,
    },
    {
      name: 'a service account',
      input: {
        ...deny({ principals: ['principal://iam.googleapis.com/projects/-/serviceAccounts/admin@prod-app.iam.gserviceaccount.com'] }),
        bindings: [bind(reader, project, [admin])],
      },
      who: admin,
      is: 'explicit-deny',
      source: principals,
    },
    {
      name: 'all users of the customer',
      input: deny({ principals: ['principalSet://goog/cloudIdentityCustomerId/C01abc'] }),
      is: 'explicit-deny',
      source: principals,
    },
    {
      name: 'all users of another customer',
      input: deny({ principals: ['principalSet://goog/cloudIdentityCustomerId/C09xyz'] }),
      is: 'allow',
      source: principals,
    },
    {
      name: 'a whole pool',
      input: { ...deny({ principals: [wholePool] }), bindings: [bind(reader, project, [subject])] },
      who: subject,
      is: 'explicit-deny',
      source: principals,
    },
    { name: 'except the user', input: deny({ exceptPrincipals: ['principal://goog/subject/alice@example.com'] }), is: 'allow', source: denial },
    { name: 'except somebody else', input: deny({ exceptPrincipals: ['principal://goog/subject/bob@example.com'] }), is: 'explicit-deny', source: denial },
    {
      name: 'except a group',
      input: { ...deny({ exceptPrincipals: ['principalSet://goog/group/inner@example.com'] }), groups: [inner] },
      is: 'allow',
      source: denial,
    },
    {
      name: 'except a group whose members nobody knows',
      input: deny({ exceptPrincipals: ['principalSet://goog/group/team@example.com'] }),
      is: 'allow-if',
      condition: { doubt: `members of ${team}` },
      source: denial,
    },
    {
      name: 'an exception in one policy does not hold in another',
      input: {
        bindings: readers,
        denyPolicies: [
          ...(deny({ exceptPrincipals: ['principal://goog/subject/alice@example.com'] }).denyPolicies ?? []),
          { id: 'second', attachedTo: folder, rules: [{ principals: ['principalSet://goog/public:all'], permissions: ['storage.googleapis.com/*.*'] }] },
        ],
      },
      is: 'explicit-deny',
      because: { policy: 'second' },
      source: denial,
    },
    { name: 'another permission', input: deny({ permissions: ['storage.googleapis.com/objects.delete'] }), is: 'allow', source: denial },
    {
      name: 'all verbs of a resource',
      input: deny({ permissions: ['storage.googleapis.com/objects.*'] }),
      is: 'explicit-deny',
      source: 'https://cloud.google.com/iam/docs/deny-permissions-support',
    },
    {
      name: 'one verb of all resources',
      input: deny({ permissions: ['storage.googleapis.com/*.get'] }),
      is: 'explicit-deny',
      source: 'https://cloud.google.com/iam/docs/deny-permissions-support',
    },
    {
      name: 'another verb of all resources',
      input: deny({ permissions: ['storage.googleapis.com/*.delete'] }),
      is: 'allow',
      source: 'https://cloud.google.com/iam/docs/deny-permissions-support',
    },
    {
      name: 'all of the service',
      input: deny({ permissions: ['storage.googleapis.com/*.*'] }),
      is: 'explicit-deny',
      source: 'https://cloud.google.com/iam/docs/deny-permissions-support',
    },
    {
      name: 'all of another service',
      input: deny({ permissions: ['compute.googleapis.com/*.*'] }),
      is: 'allow',
      source: 'https://cloud.google.com/iam/docs/deny-permissions-support',
    },
    {
      name: 'except the permission',
      input: deny({ permissions: ['storage.googleapis.com/objects.*'], exceptPermissions: ['storage.googleapis.com/objects.get'] }),
      is: 'allow',
      source: denial,
    },
    {
      name: 'except another permission',
      input: deny({ permissions: ['storage.googleapis.com/objects.*'], exceptPermissions: ['storage.googleapis.com/objects.list'] }),
      is: 'explicit-deny',
      source: denial,
    },
    {
      name: 'Resource Manager under the name of its service',
      input: { ...deny({ permissions: ['cloudresourcemanager.googleapis.com/projects.setIamPolicy'] }), bindings: [bind('roles/owner', project)] },
      action: 'resourcemanager.projects.setIamPolicy',
      what: project,
      is: 'explicit-deny',
      source: 'https://cloud.google.com/iam/docs/deny-permissions-support',
    },
    {
      name: 'where nobody knows',
      input: {
        ...deny(),
        denyPolicies: [{ id: 'deny', rules: [{ principals: ['principalSet://goog/public:all'], permissions: ['storage.googleapis.com/objects.get'] }] }],
      },
      is: 'allow-if',
      source: denial,
    },
    { name: 'whom nobody knows', input: deny({ principals: undefined }), is: 'allow-if', condition: { not: { doubt: 'principals of deny' } }, source: denial },
    {
      name: 'what nobody knows',
      input: deny({ permissions: undefined }),
      is: 'allow-if',
      condition: { not: { doubt: 'permissions of deny' } },
      source: denial,
    },
    { name: 'tag that is there', input: tagged("resource.matchTag('1000/env', 'prod')"), is: 'explicit-deny', source: denial },
    { name: 'tag with another value', input: tagged("resource.matchTag('1000/env', 'dev')"), is: 'allow', source: denial },
    { name: 'tag by id', input: tagged("resource.matchTagId('tagKeys/1', 'tagValues/2')"), is: 'explicit-deny', source: denial },
    { name: 'all but the tagged', input: tagged("!resource.matchTag('1000/env', 'prod')"), is: 'allow', source: denial },
    {
      name: 'tags that nobody knows',
      input: tagged("resource.matchTag('1000/env', 'prod')", { tags: undefined }),
      is: 'allow-if',
      condition: { not: { key: 'tag 1000/env', operator: '==', values: ['prod'] } },
      source: denial,
    },
    { name: 'a condition that fails denies', input: tagged('resource.matchTag(1, 2)'), is: 'explicit-deny', source: denial },
    { name: 'a condition that nobody can read denies', input: tagged('resource.matchTag('), is: 'explicit-deny', source: denial },
    {
      name: 'a condition that is not known',
      input: deny({ condition: { doubt: 'var.condition' } }),
      is: 'allow-if',
      condition: { not: { doubt: 'var.condition' } },
      source: denial,
    },
    {
      name: 'a conditional denial over no grant',
      input: { ...tagged("resource.matchTag('1000/env', 'prod')", { tags: undefined }), bindings: [] },
      is: 'implicit-deny',
      source: overview,
    },
  ])('$name', check));

const bound = (
  resources: readonly string[] | undefined,
  target: string,
  more: Partial<GcpInput> = {},
  binding: Record<string, unknown> = {},
): Partial<GcpInput> => ({
  bindings: [...readers, bind(reader, project, [admin, subject, pod])],
  boundaries: [{ id: `${organization}/locations/global/principalAccessBoundaryPolicies/b`, resources }],
  boundaryBindings: [{ id: 'bb', policy: `${organization}/locations/global/principalAccessBoundaryPolicies/b`, target, ...binding }],
  ...more,
});
const everyone = '//cloudresourcemanager.googleapis.com/organizations/1000';
const otherOnly = ['//cloudresourcemanager.googleapis.com/projects/other-app'];

describe('principal access boundaries', () =>
  test.for<Row>([
    { name: 'the place is left', input: bound(['//cloudresourcemanager.googleapis.com/organizations/1000'], everyone), is: 'allow', source: boundary },
    { name: 'its project is left', input: bound(['//cloudresourcemanager.googleapis.com/projects/111'], everyone), is: 'allow', source: boundary },
    {
      name: 'the place is not left',
      input: bound(otherOnly, everyone),
      is: 'implicit-deny',
      because: { layer: 'principal-access-boundary', policy: `${organization}/locations/global/principalAccessBoundaryPolicies/b` },
      source: boundary,
    },
    { name: 'nothing is left', input: bound([], everyone), is: 'implicit-deny', source: boundary },
    { name: 'no binding: everything is left', input: { ...bound([], everyone), boundaryBindings: [] }, is: 'allow', source: boundary },
    {
      name: 'it gives nothing by itself',
      input: { ...bound(['//cloudresourcemanager.googleapis.com/organizations/1000'], everyone), bindings: [] },
      is: 'implicit-deny',
      because: { layer: 'binding' },
      source: boundary,
    },
    {
      name: 'the union of two policies',
      input: bound(otherOnly, everyone, {
        boundaries: [
          { id: 'a', resources: otherOnly },
          { id: 'c', resources: ['projects/prod-app'] },
        ],
        boundaryBindings: [
          { id: 'x', policy: 'a', target: everyone },
          { id: 'y', policy: 'c', target: everyone },
        ],
      }),
      is: 'allow',
      source: boundary,
    },
    {
      name: 'bound to the Workspace of the user',
      input: bound(otherOnly, '//iam.googleapis.com/locations/global/workspace/C01abc'),
      is: 'implicit-deny',
      source: boundary,
    },
    { name: 'bound to another Workspace', input: bound(otherOnly, '//iam.googleapis.com/locations/global/workspace/C09xyz'), is: 'allow', source: boundary },
    {
      name: 'bound to a project: its service accounts',
      input: bound(otherOnly, '//cloudresourcemanager.googleapis.com/projects/111'),
      who: admin,
      is: 'implicit-deny',
      source: boundary,
    },
    {
      name: 'bound to a project: its pools',
      input: bound(otherOnly, '//cloudresourcemanager.googleapis.com/projects/111'),
      who: subject,
      is: 'implicit-deny',
      source: boundary,
    },
    {
      name: 'bound to a project: its clusters',
      input: bound(otherOnly, '//cloudresourcemanager.googleapis.com/projects/111'),
      who: pod,
      is: 'implicit-deny',
      source: boundary,
    },
    { name: 'bound to a project: not the users', input: bound(otherOnly, '//cloudresourcemanager.googleapis.com/projects/111'), is: 'allow', source: boundary },
    {
      name: 'bound to a folder',
      input: bound(otherOnly, '//cloudresourcemanager.googleapis.com/folders/2000'),
      who: admin,
      is: 'implicit-deny',
      source: boundary,
    },
    { name: 'bound to a pool', input: bound(otherOnly, `//iam.googleapis.com/${pool}`), who: subject, is: 'implicit-deny', source: boundary },
    { name: 'bound to another pool', input: bound(otherOnly, `//iam.googleapis.com/${pool}2`), who: subject, is: 'allow', source: boundary },
    {
      name: 'users whose organization nobody knows',
      input: bound(otherOnly, everyone, { organizations: [{ id: organization }] }),
      is: 'allow-if',
      source: boundary,
    },
    {
      name: 'users of another organization',
      input: bound(otherOnly, everyone, { bindings: [bind(reader, project, ['user:dave@gmail.com'])] }),
      who: 'user:dave@gmail.com',
      is: 'allow',
      source: boundary,
    },
    {
      name: 'for service accounts only: a user',
      input: bound(otherOnly, everyone, {}, { condition: { expression: "principal.type == 'iam.googleapis.com/ServiceAccount'" } }),
      is: 'allow',
      source: boundary,
    },
    {
      name: 'for service accounts only: one',
      input: bound(otherOnly, everyone, {}, { condition: { expression: "principal.type == 'iam.googleapis.com/ServiceAccount'" } }),
      who: admin,
      is: 'implicit-deny',
      source: boundary,
    },
    {
      name: 'for all but one',
      input: bound(otherOnly, everyone, {}, { condition: { expression: "principal.subject != 'alice@example.com'" } }),
      is: 'allow',
      source: boundary,
    },
    {
      name: 'permissions that it does not block pass',
      input: bound(otherOnly, everyone, {
        boundaries: [{ id: `${organization}/locations/global/principalAccessBoundaryPolicies/b`, resources: otherOnly, blocks: ['compute.googleapis.com/*'] }],
      }),
      is: 'allow',
      source: 'https://cloud.google.com/iam/docs/pab-blocked-permissions',
    },
    {
      name: 'permissions that it blocks do not',
      input: bound(otherOnly, everyone, {
        boundaries: [{ id: `${organization}/locations/global/principalAccessBoundaryPolicies/b`, resources: otherOnly, blocks: ['storage.googleapis.com/*'] }],
      }),
      is: 'implicit-deny',
      source: 'https://cloud.google.com/iam/docs/pab-blocked-permissions',
    },
    { name: 'what it leaves is not known', input: bound(undefined, everyone), is: 'allow-if', source: boundary },
    { name: 'a policy that was not read', input: bound(otherOnly, everyone, { boundaries: [] }), is: 'allow-if', source: boundary },
    {
      name: 'whom it binds is not known',
      input: bound(otherOnly, everyone, { boundaryBindings: [{ id: 'bb', policy: `${organization}/locations/global/principalAccessBoundaryPolicies/b` }] }),
      is: 'allow-if',
      source: boundary,
    },
    { name: 'a deny policy is told first', input: { ...bound(otherOnly, everyone), ...deny() }, is: 'explicit-deny', source: overview },
  ])('$name', check));

const condition = 'https://cloud.google.com/iam/docs/conditions-overview';
const inFuture = when('request.time < timestamp("2030-01-01T00:00:00Z")');
describe('conditional bindings', () =>
  test.for<Row>([
    { name: 'that hold', input: { bindings: [bind(reader, project, [alice], inFuture)] }, is: 'allow', because: { statement: 'limit' }, source: condition },
    {
      name: 'that do not hold',
      input: { bindings: [bind(reader, project, [alice], when('request.time < timestamp("2020-01-01T00:00:00Z")'))] },
      is: 'implicit-deny',
      source: condition,
    },
    {
      name: 'on a time that nobody knows',
      input: { asOf: undefined, bindings: [bind(reader, project, [alice], inFuture)] },
      is: 'allow-if',
      condition: { key: 'request.time', operator: '<', values: ['2030-01-01T00:00:00Z'] },
      source: condition,
    },
    {
      name: 'on a time that the caller gives',
      input: { asOf: undefined, bindings: [bind(reader, project, [alice], inFuture)] },
      context: { keys: { 'request.time': '2031-01-01T00:00:00Z' }, is: 'partial' },
      is: 'implicit-deny',
      source: condition,
    },
    {
      name: 'an unconditional binding of the same role makes it idle',
      input: { bindings: [bind(reader, project, [alice], when('false')), ...readers] },
      is: 'allow',
      source: condition,
    },
    {
      name: 'one of two',
      input: { bindings: [bind(reader, project, [alice], when('false')), bind(reader, folder, [alice], inFuture)] },
      is: 'allow',
      source: condition,
    },
    {
      name: 'on a basic role: refused',
      input: { bindings: [bind('roles/editor', project, [alice], inFuture)] },
      action: start,
      what: instance,
      is: 'implicit-deny',
      source: condition,
    },
    { name: 'for everybody: refused', input: { bindings: [bind(reader, bucket, ['allUsers'], inFuture)] }, is: 'implicit-deny', source: condition },
    {
      name: 'for the signed-in: refused, the others stay',
      input: { bindings: [bind(reader, bucket, ['allAuthenticatedUsers', alice], inFuture)] },
      is: 'allow',
      source: condition,
    },
    {
      name: 'one that nobody can read',
      input: { bindings: [bind(reader, project, [alice], { id: 'b', ...when('resource.name ==') })] },
      is: 'allow-if',
      condition: { doubt: 'the condition of b' },
      source: condition,
    },
    {
      name: 'one that nobody knows',
      input: { bindings: [bind(reader, project, [alice], { condition: { doubt: 'var.condition' } })] },
      is: 'allow-if',
      condition: { doubt: 'var.condition' },
      source: condition,
    },
    {
      name: 'one that fails grants nothing',
      input: { bindings: [bind(reader, project, [alice], when('request.time < "2030"'))] },
      is: 'implicit-deny',
      source: condition,
    },
  ])('$name', check));

test('everybody who can, and those outside by name', () => {
  const found = identityOf({
    groups: [inner],
    bindings: [
      bind(reader, bucket, ['group:inner@example.com', team, 'domain:example.org', 'allAuthenticatedUsers']),
      bind(reader, project, [subject, `deleted:${admin}?uid=1`]),
    ],
  }).whoCan('storage.objects.get', bucket);
  expect(found.map(({ who, known }) => [who, known])).toEqual([
    ['allAuthenticatedUsers', false],
    ['domain:example.org', false],
    [team, true],
    [subject, true],
    [admin, true],
    [`serviceAccount:${robot}`, true],
    [alice, true],
    ['user:bob@example.com', true],
    ['user:carol@example.com', true],
  ]);
});

test('without a resource it is about the organization', () => {
  const { can } = identityOf({ bindings: [bind('roles/resourcemanager.organizationAdmin', organization)] });
  expect(can(alice, 'resourcemanager.organizations.setIamPolicy', undefined).decision).toBe('allow');
  expect(can('user:bob@example.com', 'resourcemanager.organizations.setIamPolicy', undefined).decision).toBe('implicit-deny');
});
