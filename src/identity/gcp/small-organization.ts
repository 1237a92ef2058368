import { gcpRoles } from '../data/files.ts';
import type { Identity } from '../identity.ts';
import { gcpIdentity } from './gcp.ts';
import type { Binding, GcpInput } from './input.ts';

/** For tests: an organization with a folder, two projects below it and one beside it, to be filled. */
export const smallOrganization = (more: Partial<GcpInput> = {}): GcpInput => ({
  asOf: '2026-06-01T03:30:00Z',
  organizations: [{ id: organization, customerId: 'C01abc', domains: ['example.com'] }],
  folders: [{ id: folder, parent: organization }],
  projects: [
    { id: project, number: '111', parent: folder, automaticEditor: false },
    { id: other, number: '222', parent: organization, automaticEditor: false },
  ],
  resources: [
    { id: bucket, type: 'storage.googleapis.com/Bucket', name: 'data', parent: project },
    { id: instance, type: 'compute.googleapis.com/Instance', name: 'vm', accounts: [robot] },
  ],
  roles: [],
  bindings: [],
  denyPolicies: [],
  boundaries: [],
  boundaryBindings: [],
  serviceAccounts: [{ email: robot }, { email: 'admin@prod-app.iam.gserviceaccount.com' }],
  users: ['alice', 'bob', 'carol'].map((name) => ({ email: `${name}@example.com` })),
  groups: [],
  pools: [],
  constraints: [],
  tags: [],
  ...more,
});

export const organization = 'organizations/1000';
export const folder = 'folders/2000';
export const project = 'projects/prod-app';
export const other = 'projects/other-app';
export const bucket = '//storage.googleapis.com/projects/_/buckets/data';
export const instance = '//compute.googleapis.com/projects/prod-app/zones/asia-northeast1-a/instances/vm';
export const robot = 'robot@prod-app.iam.gserviceaccount.com';
export const robotPlace = `//iam.googleapis.com/projects/prod-app/serviceAccounts/${robot}`;
export const admin = 'serviceAccount:admin@prod-app.iam.gserviceaccount.com';
export const alice = 'user:alice@example.com';
export const pool = 'projects/111/locations/global/workloadIdentityPools/ci';

export const bind = (role: string, resource: string, members: readonly string[] = [alice], more: Partial<Binding> = {}): Binding => ({
  role,
  resource,
  members,
  ...more,
});
export const when = (expression: string, title = 'limit'): Pick<Binding, 'condition'> => ({ condition: { title, expression } });

export const identityOf = (more: Partial<GcpInput>): Identity => gcpIdentity(smallOrganization(more), gcpRoles());
