import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { gcpRoles } from '#identity/data/files';
import type { EscalationEdge } from '../identity.ts';
import { gcpIdentity } from './gcp.ts';
import type { CustomRole, GcpInput, Resource } from './input.ts';
import { gcpMethods, type GcpMethod } from './methods.ts';
import { powerfulPrincipals } from './powerful.ts';
import {
  admin,
  alice,
  bind,
  bucket,
  folder,
  identityOf,
  instance,
  organization,
  other,
  pool,
  project,
  robot,
  robotPlace,
  smallOrganization,
  when,
} from './small-organization.ts';

interface Expected {
  readonly administrators: readonly string[];
  readonly becomeAdministrator: Readonly<Record<string, { readonly by: readonly string[]; readonly if?: boolean }>>;
}
const planted: GcpInput = JSON.parse(readFileSync('fixtures/identity/gcp/planted/organization.json', 'utf8'));
const expected: Expected = JSON.parse(readFileSync('fixtures/identity/gcp/planted/expected.json', 'utf8'));

describe('planted organization', () => {
  const identity = gcpIdentity(planted, gcpRoles());
  const found = identity.escalations();
  test('exactly the planted ones', () => {
    const chains = [...found.becomeAdministrator].map(([who, chain]) => [
      who,
      { by: chain.map(({ method }) => method), ...(chain.some(({ condition }) => condition) && { if: true }) },
    ]);
    expect(identity.diagnostics.map(({ code }) => code)).toEqual(['gcp-condition-on-basic-role']);
    expect({ administrators: [...found.administrators].toSorted(), becomeAdministrator: Object.fromEntries(chains) }).toEqual(expected);
  });
  test('each step names its permissions and their reasons', () => {
    for (const chain of found.becomeAdministrator.values())
      for (const { method, permissions } of chain) {
        if (method === 'gcp-group-manager' || method === 'gcp-domain-wide-delegation') continue;
        expect(permissions.length).toBeGreaterThan(0);
        for (const { because } of permissions) expect(because.length).toBeGreaterThan(0);
      }
    expect(found.becomeAdministrator.get('user:func@acme.example')?.[0]?.permissions).toMatchObject([
      { action: 'cloudfunctions.functions.create', on: 'projects/acme-prod', because: [{ layer: 'binding', policy: 'roles/cloudfunctions.developer' }] },
      { action: 'iam.serviceAccounts.actAs', because: [{ layer: 'binding', policy: 'roles/iam.serviceAccountUser' }] },
    ]);
  });
  test('the powerful ones', () => {
    const powerful = powerfulPrincipals(planted, gcpRoles(), identity);
    const reach = (who: string): readonly string[] => powerful.find((one) => one.who === who)?.data.map(({ action }) => action) ?? [];
    expect(powerful.filter(({ administrator }) => administrator).map(({ who }) => who)).toEqual(expected.administrators);
    expect(reach('user:analyst@acme.example')).toEqual(['storage.objects.get']);
    expect(powerful.find(({ who }) => who === 'user:logs@acme.example')?.audit.map(({ action }) => action)).toContain('logging.sinks.delete');
    expect(powerful.some(({ who }) => who === 'user:nobody@acme.example')).toBe(false);
    expect(powerful.find(({ who }) => who === 'user:ceo@acme.example')?.twoStep).toBe(false);
  });
});

test('every method has both languages, a source, and permissions that roles know', () => {
  const { methods } = identityOf({}).escalations();
  expect(methods.size).toBeGreaterThanOrEqual(50);
  const data = gcpRoles();
  for (const { id, title, does, source, permissions } of methods.values()) {
    expect(id).toMatch(/^gcp-/);
    expect(title.ja).not.toBe(title.en);
    expect(does.ja).not.toBe(does.en);
    expect(does.ja).toMatch(/ます。$/);
    expect(source).toMatch(/^https:\/\/cloud\.google\.com\//);
    expect([id, permissions.filter((one) => data.idOf(one) === undefined)]).toEqual([id, []]);
  }
});

// One organization in which every method has what it uses.
const agent = 'serviceAccount:111@cloudservices.gserviceaccount.com';
const pod = 'serviceAccount:prod-app.svc.id.goog[web/api]';
const subject = `principal://iam.googleapis.com/${pool}/subject/main`;
const thing = (type: string, id: string, more: Partial<Resource> = {}): Resource => ({
  id,
  type,
  name: id,
  accounts: ['admin@prod-app.iam.gserviceaccount.com'],
  ...more,
});
const service = '//run.googleapis.com/projects/prod-app/locations/l/services/s';
const things: readonly Resource[] = [
  thing('compute.googleapis.com/Instance', instance, { facts: { osLogin: true } }),
  thing('cloudfunctions.googleapis.com/Function', '//cloudfunctions.googleapis.com/projects/prod-app/locations/l/functions/f'),
  thing('run.googleapis.com/Service', service),
  thing('run.googleapis.com/Job', '//run.googleapis.com/projects/prod-app/locations/l/jobs/j'),
  thing('cloudtasks.googleapis.com/Queue', '//cloudtasks.googleapis.com/projects/prod-app/locations/l/queues/q'),
  thing('dataproc.googleapis.com/Cluster', '//dataproc.googleapis.com/projects/prod-app/regions/r/clusters/c'),
  thing('composer.googleapis.com/Environment', '//composer.googleapis.com/projects/prod-app/locations/l/environments/e'),
  thing('appengine.googleapis.com/Application', '//appengine.googleapis.com/projects/prod-app/apps/prod-app'),
  thing('container.googleapis.com/Cluster', '//container.googleapis.com/projects/prod-app/locations/l/clusters/c', { facts: { workloadIdentity: false } }),
  thing('gkehub.googleapis.com/Membership', '//gkehub.googleapis.com/projects/prod-app/locations/global/memberships/m', { facts: { workloadIdentity: false } }),
  thing('artifactregistry.googleapis.com/Repository', '//artifactregistry.googleapis.com/projects/prod-app/locations/l/repositories/r', {
    accounts: [],
    facts: { keepsCodeOf: [service] },
  }),
  thing('sourcerepo.googleapis.com/Repo', '//sourcerepo.googleapis.com/projects/prod-app/repos/r', { accounts: [], facts: { keepsCodeOf: [service] } }),
  thing('apikeys.googleapis.com/Key', '//apikeys.googleapis.com/projects/prod-app/locations/global/keys/k'),
];
const targetOf = ({ yields }: GcpMethod): string => (yields === 'google-apis' ? agent : yields === 'pool' ? subject : admin);
const workshop = (permissions: readonly string[], more: Partial<GcpInput> = {}): Partial<GcpInput> => {
  const role: CustomRole = { id: `${project}/roles/attacker`, permissions };
  return {
    resources: things,
    roles: [role],
    projects: [{ id: project, number: '111', parent: folder, automaticEditor: false, buildAccount: admin }],
    pools: [{ id: pool, providers: [{ name: 'p' }] }],
    bindings: [bind(role.id, project), bind('roles/owner', project, [admin, agent, subject]), bind('roles/viewer', project, [pod])],
    ...more,
  };
};
const edgesOf = (input: Partial<GcpInput>, method: string): readonly EscalationEdge[] =>
  identityOf(input)
    .escalations()
    .edges.filter((edge) => edge.from === alice && edge.method === method);

describe.each(gcpMethods.map((method) => [method.id, method] as const))('%s', (id, method) => {
  const all = [...method.needs, ...method.helps].map(({ action }) => action);
  const target = targetOf(method);
  const toTarget = (input: Partial<GcpInput>): readonly EscalationEdge[] => edgesOf(input, id).filter(({ to }) => to === target);
  test('stands with all it needs, and makes an administrator', () => {
    const found = toTarget(workshop(all));
    expect(found).toHaveLength(1);
    expect(found[0]?.condition).toBeUndefined();
    expect(new Set(found[0]?.permissions.map(({ action }) => action))).toEqual(new Set(all));
    const chain = identityOf(workshop(all)).escalations().becomeAdministrator.get(alice);
    expect(chain?.map((edge) => edge.method)).toEqual(method.partial ? undefined : [id]);
  });
  test('falls with each that is missing', () => {
    for (const missing of method.needs) expect(toTarget(workshop(all.filter((action) => action !== missing.action)))).toEqual([]);
    for (const help of method.helps)
      expect(toTarget(workshop(all.filter((action) => action !== help.action))).map(({ condition }) => condition !== undefined)).toEqual([true]);
  });
  test('falls with a denial and a boundary', () => {
    const denied = method.needs[0]?.action ?? '';
    const long = denied.includes('/') ? denied : denied.replace(/^(\w+)\./, '$1.googleapis.com/');
    expect(
      toTarget(
        workshop(all, {
          denyPolicies: [{ id: 'd', attachedTo: organization, rules: [{ principals: ['principal://goog/subject/alice@example.com'], permissions: [long] }] }],
        }),
      ),
    ).toEqual([]);
    expect(
      toTarget(
        workshop(all, {
          boundaries: [{ id: 'b', resources: [other] }],
          boundaryBindings: [{ id: 'x', policy: 'b', target: '//iam.googleapis.com/locations/global/workspace/C01abc' }],
        }),
      ),
    ).toEqual([]);
  });
  test('falls in another project, and without its target', () => {
    const role: CustomRole = { id: `${organization}/roles/attacker`, permissions: all };
    expect(
      toTarget(
        workshop(all, {
          roles: [role],
          projects: [...(workshop(all).projects ?? []), { id: other, parent: organization }],
          bindings: [bind(role.id, other), bind('roles/owner', project, [admin, agent, subject])],
        }),
      ),
    ).toEqual([]);
    expect(
      edgesOf(
        workshop(all, {
          resources: [],
          serviceAccounts: [],
          pools: [],
          bindings: [bind(`${project}/roles/attacker`, project)],
          projects: [{ id: project, number: '111', parent: folder, automaticEditor: false }],
        }),
        id,
      ),
    ).toEqual([]);
  });
});

const custom = (permissions: readonly string[]): CustomRole => ({ id: `${project}/roles/r`, permissions });
const grants = 'api.getAttribute("iam.googleapis.com/modifiedGrantsByRole", [])';
const mine = `${project}/roles/r`;
const everyone = ['principalSet://goog/public:all'];
const owns = bind('roles/owner', project, [admin]);
describe('widening and chains', () =>
  test.for<{ name: string; input: Partial<GcpInput>; is: 'administrator' | 'no' | 'conditional' | readonly string[] }>([
    { name: 'Owner of a project', input: { bindings: [bind('roles/owner', project)] }, is: 'administrator' },
    { name: 'Owner above', input: { bindings: [bind('roles/owner', folder)] }, is: 'administrator' },
    { name: 'sets the policy of a project', input: { bindings: [bind('roles/resourcemanager.projectIamAdmin', project)] }, is: 'administrator' },
    { name: 'sets the policy of a folder', input: { bindings: [bind('roles/resourcemanager.folderAdmin', folder)] }, is: 'administrator' },
    { name: 'sets the policy of the organization', input: { bindings: [bind('roles/resourcemanager.organizationAdmin', organization)] }, is: 'administrator' },
    { name: 'security administrator', input: { bindings: [bind('roles/iam.securityAdmin', organization)] }, is: 'administrator' },
    {
      name: 'through a group',
      input: { groups: [{ email: 'g@example.com', members: [alice] }], bindings: [bind('roles/owner', project, ['group:g@example.com'])] },
      is: 'administrator',
    },
    { name: 'Editor alone', input: { bindings: [bind('roles/editor', project)] }, is: 'no' },
    { name: 'Viewer', input: { bindings: [bind('roles/viewer', organization), owns] }, is: 'no' },
    { name: 'Editor beside an account that owns', input: { bindings: [bind('roles/editor', project), owns] }, is: ['gcp-account-key'] },
    {
      name: 'Editor where keys are forbidden',
      input: {
        bindings: [bind('roles/editor', project), owns],
        constraints: [{ on: organization, name: 'iam.disableServiceAccountKeyCreation', enforced: true }],
      },
      is: ['gcp-act-as-batch'],
    },
    {
      name: 'Owner, and a denial of the policy',
      input: {
        bindings: [bind('roles/owner', project)],
        denyPolicies: [
          { id: 'd', attachedTo: project, rules: [{ principals: everyone, permissions: ['cloudresourcemanager.googleapis.com/projects.setIamPolicy'] }] },
        ],
        serviceAccounts: [],
      },
      is: 'no',
    },
    {
      name: 'Owner behind a boundary',
      input: {
        bindings: [bind('roles/owner', project)],
        boundaries: [{ id: 'b', resources: [other] }],
        boundaryBindings: [{ id: 'x', policy: 'b', target: '//iam.googleapis.com/locations/global/workspace/C01abc' }],
      },
      is: 'no',
    },
    {
      name: 'may grant Viewer only',
      input: { bindings: [bind('roles/resourcemanager.projectIamAdmin', project, [alice], when(`${grants}.hasOnly(["roles/viewer"])`))] },
      is: 'no',
    },
    {
      name: 'may grant Owner',
      input: { bindings: [bind('roles/resourcemanager.projectIamAdmin', project, [alice], when(`${grants}.hasOnly(["roles/owner"])`))] },
      is: ['gcp-project-policy'],
    },
    {
      name: 'may grant a role that acts',
      input: {
        bindings: [bind('roles/resourcemanager.projectIamAdmin', project, [alice], when(`${grants}.hasOnly(["roles/iam.serviceAccountTokenCreator"])`)), owns],
      },
      is: ['gcp-access-token'],
    },
    {
      name: 'may grant all but Owner',
      input: { bindings: [bind('roles/resourcemanager.projectIamAdmin', project, [alice], when(`!${grants}.hasOnly(["roles/owner"])`))] },
      is: ['gcp-project-policy'],
    },
    {
      name: 'under a condition',
      input: {
        asOf: undefined,
        bindings: [bind('roles/resourcemanager.projectIamAdmin', project, [alice], when('request.time < timestamp("2030-01-01T00:00:00Z")'))],
      },
      is: 'conditional',
    },
    {
      name: 'under a condition that is over',
      input: { bindings: [bind('roles/resourcemanager.projectIamAdmin', project, [alice], when('request.time < timestamp("2020-01-01T00:00:00Z")'))] },
      is: 'no',
    },
    { name: 'an unknown role', input: { bindings: [bind('roles/nowhere', project)] }, is: 'conditional' },
    { name: 'a custom role that it may rewrite', input: { roles: [custom(['iam.roles.update'])], bindings: [bind(mine, project)] }, is: ['gcp-role-update'] },
    {
      name: 'a custom role that it holds and may not rewrite',
      input: { roles: [custom(['compute.instances.get'])], bindings: [bind(mine, project)] },
      is: 'no',
    },
    {
      name: 'a role that it may rewrite and does not hold',
      input: { roles: [custom(['compute.instances.get'])], bindings: [bind('roles/iam.roleAdmin', project), bind(mine, project, ['user:bob@example.com'])] },
      is: 'no',
    },
    {
      name: 'a custom role of another project',
      input: {
        roles: [{ id: `${other}/roles/r`, permissions: ['compute.instances.get'] }],
        bindings: [bind('roles/iam.roleAdmin', other), bind(`${other}/roles/r`, project)],
      },
      is: ['gcp-role-update'],
    },
    {
      name: 'a custom role held on an account',
      input: {
        roles: [custom(['iam.serviceAccounts.get'])],
        bindings: [bind('roles/iam.roleAdmin', project), bind(mine, 'admin@prod-app.iam.gserviceaccount.com'), owns],
      },
      is: ['gcp-access-token'],
    },
    {
      name: 'a custom role, and a denial of policies',
      input: {
        roles: [custom(['iam.roles.update'])],
        bindings: [bind(mine, project)],
        denyPolicies: [
          { id: 'd', attachedTo: project, rules: [{ principals: everyone, permissions: ['cloudresourcemanager.googleapis.com/*.setIamPolicy'] }] },
        ],
      },
      is: 'no',
    },
    {
      name: 'removes the denial',
      input: {
        bindings: [bind('roles/owner', project), bind('roles/iam.denyAdmin', organization)],
        denyPolicies: [
          { id: 'd', attachedTo: project, rules: [{ principals: everyone, permissions: ['cloudresourcemanager.googleapis.com/projects.setIamPolicy'] }] },
        ],
      },
      is: ['gcp-deny-policy'],
    },
    {
      name: 'may not remove the denial',
      input: {
        bindings: [bind('roles/owner', project), bind('roles/iam.denyReviewer', organization)],
        denyPolicies: [
          {
            id: 'd',
            attachedTo: project,
            rules: [
              {
                principals: everyone,
                permissions: ['cloudresourcemanager.googleapis.com/projects.setIamPolicy', 'iam.googleapis.com/*.*', 'cloudfunctions.googleapis.com/*.*'],
              },
            ],
          },
        ],
      },
      is: 'no',
    },
    {
      name: 'removes the denial before a token',
      input: {
        bindings: [bind('roles/iam.serviceAccountTokenCreator', project), bind('roles/iam.denyAdmin', organization), owns],
        denyPolicies: [{ id: 'd', attachedTo: project, rules: [{ principals: everyone, permissions: ['iam.googleapis.com/serviceAccounts.*'] }] }],
      },
      is: ['gcp-access-token'],
    },
    {
      name: 'a boundary that leaves nothing keeps its own permissions too',
      input: {
        bindings: [bind('roles/owner', project), bind('roles/iam.principalAccessBoundaryAdmin', organization)],
        boundaries: [{ id: 'organizations/1000/locations/global/principalAccessBoundaryPolicies/b', resources: [] }],
        boundaryBindings: [
          {
            id: 'x',
            policy: 'organizations/1000/locations/global/principalAccessBoundaryPolicies/b',
            target: '//iam.googleapis.com/locations/global/workspace/C01abc',
            condition: { expression: "principal.type == 'iam.googleapis.com/WorkspaceIdentity'" },
          },
        ],
      },
      is: 'no',
    },
    {
      name: 'widens a boundary that leaves the organization',
      input: {
        bindings: [bind('roles/owner', 'projects/outside'), bind('roles/iam.principalAccessBoundaryAdmin', organization)],
        projects: [{ id: 'projects/outside', parent: null }],
        boundaries: [{ id: 'organizations/1000/locations/global/principalAccessBoundaryPolicies/b', resources: [organization] }],
        boundaryBindings: [
          {
            id: 'x',
            policy: 'organizations/1000/locations/global/principalAccessBoundaryPolicies/b',
            target: '//iam.googleapis.com/locations/global/workspace/C01abc',
          },
        ],
      },
      is: ['gcp-access-boundary'],
    },
    {
      name: 'lifts the constraint on keys',
      input: {
        bindings: [bind('roles/iam.serviceAccountKeyAdmin', project), bind('roles/orgpolicy.policyAdmin', organization), owns],
        constraints: [{ on: organization, name: 'iam.disableServiceAccountKeyCreation', enforced: true }],
      },
      is: ['gcp-org-policy'],
    },
    {
      name: 'the constraint on keys holds',
      input: {
        bindings: [bind('roles/iam.serviceAccountKeyAdmin', project), owns],
        constraints: [{ on: organization, name: 'iam.disableServiceAccountKeyCreation', enforced: true }],
      },
      is: 'no',
    },
    {
      name: 'the constraint is lifted nearer',
      input: {
        bindings: [bind('roles/iam.serviceAccountKeyAdmin', project), owns],
        constraints: [
          { on: organization, name: 'iam.disableServiceAccountKeyCreation', enforced: true },
          { on: project, name: 'iam.disableServiceAccountKeyCreation', enforced: false },
        ],
      },
      is: ['gcp-account-key'],
    },
    {
      name: 'binds the tag that a condition asks for',
      input: {
        bindings: [
          bind('roles/resourcemanager.projectIamAdmin', project, [alice], when('resource.matchTag("1000/admin", "yes")')),
          bind('roles/resourcemanager.tagUser', organization),
        ],
      },
      is: ['gcp-tag-binding'],
    },
    {
      name: 'may not bind the tag',
      input: {
        bindings: [
          bind('roles/resourcemanager.projectIamAdmin', project, [alice], when('resource.matchTag("1000/admin", "yes")')),
          bind('roles/resourcemanager.tagViewer', organization),
        ],
      },
      is: 'no',
    },
    {
      name: 'two tags that exclude each other',
      input: {
        bindings: [
          bind('roles/resourcemanager.projectIamAdmin', project, [alice], when('resource.matchTag("1000/a", "x") && resource.matchTag("1000/a", "y")')),
          bind('roles/resourcemanager.tagUser', organization),
        ],
      },
      is: 'no',
    },
    {
      name: 'escapes a denial by tag',
      input: {
        tags: [{ on: project, key: '1000/env', value: 'prod' }],
        bindings: [bind('roles/owner', project), bind('roles/resourcemanager.tagUser', organization)],
        denyPolicies: [
          {
            id: 'd',
            attachedTo: organization,
            rules: [
              {
                principals: everyone,
                permissions: ['cloudresourcemanager.googleapis.com/projects.setIamPolicy'],
                condition: { expression: 'resource.matchTag("1000/env", "prod")' },
              },
            ],
          },
        ],
      },
      is: ['gcp-tag-binding'],
    },
    {
      name: 'delegation through another account',
      input: {
        bindings: [
          bind('roles/iam.serviceAccountUser', project, ['user:bob@example.com']),
          { resource: robot, role: mine, members: [alice] },
          { resource: 'admin@prod-app.iam.gserviceaccount.com', role: 'roles/iam.serviceAccountTokenCreator', members: [`serviceAccount:${robot}`] },
          owns,
        ],
        roles: [custom(['iam.serviceAccounts.implicitDelegation'])],
      },
      is: ['gcp-implicit-delegation'],
    },
    {
      name: 'delegation through an account that may make nothing',
      input: { bindings: [{ resource: robot, role: mine, members: [alice] }, owns], roles: [custom(['iam.serviceAccounts.implicitDelegation'])] },
      is: 'no',
    },
    {
      name: 'two accounts in a row',
      input: {
        bindings: [
          bind('roles/iam.serviceAccountTokenCreator', robotPlace),
          { resource: 'admin@prod-app.iam.gserviceaccount.com', role: 'roles/iam.serviceAccountKeyAdmin', members: [`serviceAccount:${robot}`] },
          owns,
        ],
      },
      is: ['gcp-access-token', 'gcp-account-key'],
    },
    { name: 'an account that is nobody', input: { bindings: [bind('roles/iam.serviceAccountTokenCreator', robotPlace), owns] }, is: 'no' },
    { name: 'identity tokens open no project', input: { bindings: [bind('roles/iam.serviceAccountOpenIdTokenCreator', project), owns] }, is: 'no' },
    {
      name: 'an account of another project cannot be used',
      input: { bindings: [bind('roles/cloudfunctions.developer', other), bind('roles/iam.serviceAccountUser', project), owns] },
      is: 'no',
    },
    {
      name: 'unless its project allows that',
      input: {
        bindings: [bind('roles/cloudfunctions.developer', other), bind('roles/iam.serviceAccountUser', project), owns],
        constraints: [{ on: project, name: 'iam.disableCrossProjectServiceAccountUsage', enforced: false }],
      },
      is: ['gcp-act-as-function'],
    },
    { name: 'acting without anything to act with', input: { bindings: [bind('roles/iam.serviceAccountUser', project), owns] }, is: 'no' },
    { name: 'creating without acting', input: { bindings: [bind('roles/cloudfunctions.developer', project), owns] }, is: 'no' },
    {
      name: 'acting as one account only',
      input: { bindings: [bind('roles/cloudfunctions.developer', project), bind('roles/iam.serviceAccountUser', robotPlace), owns] },
      is: 'no',
    },
    {
      name: 'acting under a condition on the account',
      input: {
        bindings: [
          bind('roles/cloudfunctions.developer', project),
          bind('roles/iam.serviceAccountUser', project, [alice], when('resource.name.endsWith("/robot@prod-app.iam.gserviceaccount.com")')),
          owns,
        ],
      },
      is: 'no',
    },
    {
      name: 'a disabled account',
      input: {
        serviceAccounts: [{ email: 'admin@prod-app.iam.gserviceaccount.com', disabled: true }],
        bindings: [bind('roles/iam.serviceAccountTokenCreator', project), owns],
      },
      is: 'no',
    },
    {
      name: 'a machine with narrow scopes',
      input: {
        resources: [
          {
            id: instance,
            type: 'compute.googleapis.com/Instance',
            name: 'vm',
            accounts: ['admin@prod-app.iam.gserviceaccount.com'],
            facts: { scopes: ['https://www.googleapis.com/auth/devstorage.read_only'] },
          },
        ],
        bindings: [
          bind('roles/compute.instanceAdmin.v1', project),
          bind('roles/iam.serviceAccountUser', 'admin@prod-app.iam.gserviceaccount.com', ['user:bob@example.com']),
          owns,
        ],
      },
      is: 'no',
    },
    {
      name: 'manager of a group',
      input: {
        groups: [{ email: 'owners@example.com', members: [], managers: [alice] }],
        bindings: [bind('roles/owner', project, ['group:owners@example.com'])],
      },
      is: ['gcp-group-manager'],
    },
    {
      name: 'an account that acts for the whole domain',
      input: {
        serviceAccounts: [{ email: robot, delegatedScopes: ['https://www.googleapis.com/auth/cloud-platform'] }],
        bindings: [bind('roles/iam.serviceAccountTokenCreator', robotPlace), bind('roles/owner', project, ['user:bob@example.com'])],
      },
      is: ['gcp-access-token', 'gcp-domain-wide-delegation'],
    },
    {
      name: 'everybody may make tokens',
      input: { bindings: [bind('roles/iam.serviceAccountTokenCreator', 'admin@prod-app.iam.gserviceaccount.com', ['allUsers']), owns] },
      is: ['gcp-access-token'],
    },
    {
      name: 'the default account with Editor',
      input: {
        projects: [{ id: project, number: '111', parent: folder, automaticEditor: true }],
        serviceAccounts: [{ email: '111-compute@developer.gserviceaccount.com' }, { email: 'admin@prod-app.iam.gserviceaccount.com' }],
        resources: [{ id: instance, type: 'compute.googleapis.com/Instance', name: 'vm', accounts: ['111-compute@developer.gserviceaccount.com'] }],
        roles: [custom(['compute.instances.setMetadata', 'iam.serviceAccounts.actAs'])],
        bindings: [bind(mine, project), bind('roles/owner', project, ['serviceAccount:admin@prod-app.iam.gserviceaccount.com'])],
      },
      is: ['gcp-instance-metadata', 'gcp-account-key'],
    },
  ])('$name', ({ input, is }) => {
    const found = identityOf(input).escalations();
    const chain = found.becomeAdministrator.get(alice);
    if (is === 'administrator') expect(found.administrators).toContain(alice);
    else expect(found.administrators).not.toContain(alice);
    if (is === 'no' || is === 'administrator') expect(chain).toBeUndefined();
    else if (is === 'conditional') expect(chain?.some((edge) => edge.condition)).toBe(true);
    else {
      expect(chain?.map(({ method }) => method)).toEqual(is);
      expect(chain?.every((edge) => !edge.condition)).toBe(true);
    }
  }));

test('removing a limit is a step of its own', () => {
  const edge = identityOf({
    bindings: [bind('roles/iam.serviceAccountTokenCreator', project), bind('roles/iam.denyAdmin', organization), owns],
    denyPolicies: [{ id: 'd', attachedTo: project, rules: [{ principals: everyone, permissions: ['iam.googleapis.com/serviceAccounts.*'] }] }],
  })
    .escalations()
    .becomeAdministrator.get(alice)?.[0];
  expect(edge?.permissions.map(({ action, on }) => [action, on])).toEqual([
    ['iam.denypolicies.update', project],
    ['iam.serviceAccounts.getAccessToken', `//iam.googleapis.com/${project}/serviceAccounts/admin@prod-app.iam.gserviceaccount.com`],
  ]);
});

test('permissions by service and level', () => {
  const identity = identityOf({
    bindings: [
      bind('roles/storage.objectAdmin', project),
      bind('roles/storage.objectViewer', other, [alice], when('resource.name.startsWith("projects/_/buckets/x")')),
    ],
  });
  const found = identity.permissionsOf(alice);
  const storage = found.services.find((one) => one.service === 'storage');
  expect(found.administrator).toBe(false);
  expect(storage).toMatchObject({ everywhere: false, conditional: false, wildcards: [] });
  expect(storage?.levels.read).toContain('storage.objects.get');
  expect(storage?.levels.write).toContain('storage.objects.delete');
  expect(storage?.levels.permissions).toContain('storage.objects.setIamPolicy');
  expect(storage?.total).toBeGreaterThan(storage?.allowed ?? 0);
  const owner = identityOf({ bindings: [bind('roles/owner', organization)] }).permissionsOf(alice);
  expect(owner.administrator).toBe(true);
  expect(owner.services.every(({ everywhere }) => everywhere)).toBe(true);
  expect(owner.services[0]?.wildcards[0]?.pattern).toBe('roles/owner');
  expect(owner.services.reduce((sum, { allowed }) => sum + allowed, 0)).toBe(13568);
  expect(
    identityOf({ bindings: [bind('roles/storage.objectViewer', project, [alice], when('resource.name.startsWith("projects/_/buckets/x")'))] })
      .permissionsOf(alice)
      .services.every(({ conditional }) => conditional),
  ).toBe(true);
  expect(identityOf({}).permissionsOf(alice).services).toEqual([]);
});

test('a store that is reached through an account', () => {
  const input = smallOrganization({ bindings: [bind('roles/storage.objectViewer', bucket), bind('roles/logging.admin', project, ['user:bob@example.com'])] });
  const found = powerfulPrincipals(input, gcpRoles());
  expect(found.map(({ who, data, audit }) => [who, data.map(({ action }) => action), audit.length])).toEqual([
    [alice, ['storage.objects.get'], 0],
    ['user:bob@example.com', [], 3],
  ]);
});
