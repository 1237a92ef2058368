import { describe, expect, test } from 'vitest';
import { gcpRoles } from '#identity/data/files';
import { readTerraform } from '#sources/terraform/terraform';
import { textFiles } from '#sources/terraform/text-files';
import type { Outcome } from '../identity.ts';
import { fromBlocks } from './from-blocks.ts';
import { gcpIdentity } from './gcp.ts';

const read = (text: string) => {
  const { blocks, diagnostics: syntax } = readTerraform(textFiles({ 'main.tf': text }));
  expect(syntax.filter(({ severity }) => severity === 'error')).toEqual([]);
  const { input, diagnostics } = fromBlocks(blocks);
  return { input, diagnostics, identity: gcpIdentity(input, gcpRoles()) };
};
const alice = 'user:alice@example.com';
const data = '//storage.googleapis.com/projects/_/buckets/data';
const base = `
variable "unknown" {}
resource "google_folder" "apps" {
  display_name = "Apps"
  parent       = "organizations/1000"
}
resource "google_project" "p" {
  project_id = "prod-app"
  name       = "Prod"
  folder_id  = google_folder.apps.name
}
resource "google_storage_bucket" "data" {
  name    = "data"
  project = google_project.p.project_id
}
resource "google_service_account" "robot" {
  project    = google_project.p.project_id
  account_id = "robot"
}
`;
const robot = 'serviceAccount:robot@prod-app.iam.gserviceaccount.com';
const robotPlace = '//iam.googleapis.com/projects/prod-app/serviceAccounts/robot@prod-app.iam.gserviceaccount.com';

interface Row {
  readonly name: string;
  readonly text: string;
  readonly who?: string;
  readonly action?: string;
  readonly what?: string;
  readonly is: Outcome;
  readonly missing?: string;
}
describe('grants', () =>
  test.for<Row>([
    {
      name: 'on the project',
      text: `resource "google_project_iam_member" "a" {\n project = google_project.p.project_id\n role = "roles/storage.objectViewer"\n member = "${alice}"\n}`,
      is: 'allow',
    },
    {
      name: 'on the project by its number',
      text: `resource "google_project_iam_member" "a" {\n project = google_project.p.number\n role = "roles/storage.objectViewer"\n member = "${alice}"\n}`,
      is: 'allow',
    },
    {
      name: 'on the folder',
      text: `resource "google_folder_iam_binding" "a" {\n folder = google_folder.apps.name\n role = "roles/storage.objectViewer"\n members = ["${alice}"]\n}`,
      is: 'allow',
    },
    {
      name: 'on the organization',
      text: `resource "google_organization_iam_member" "a" {\n org_id = "1000"\n role = "roles/storage.objectViewer"\n member = "${alice}"\n}`,
      is: 'allow',
    },
    {
      name: 'on another organization',
      text: `resource "google_organization_iam_member" "a" {\n org_id = "1001"\n role = "roles/storage.objectViewer"\n member = "${alice}"\n}`,
      is: 'implicit-deny',
    },
    {
      name: 'on the bucket',
      text: `resource "google_storage_bucket_iam_member" "a" {\n bucket = google_storage_bucket.data.name\n role = "roles/storage.objectViewer"\n member = "${alice}"\n}`,
      is: 'allow',
    },
    {
      name: 'on the bucket for everybody',
      text: `resource "google_storage_bucket_iam_binding" "a" {\n bucket = google_storage_bucket.data.id\n role = "roles/storage.objectViewer"\n members = ["allUsers"]\n}`,
      who: 'allUsers',
      is: 'allow',
    },
    {
      name: 'on another bucket',
      text: `resource "google_storage_bucket_iam_member" "a" {\n bucket = "other"\n role = "roles/storage.objectViewer"\n member = "${alice}"\n}`,
      is: 'implicit-deny',
    },
    {
      name: 'a service account by its address',
      text: `resource "google_project_iam_member" "a" {\n project = "prod-app"\n role = "roles/storage.objectViewer"\n member = "serviceAccount:\${google_service_account.robot.email}"\n}`,
      who: robot,
      is: 'allow',
    },
    {
      name: 'a service account by member',
      text: `resource "google_project_iam_member" "a" {\n project = "prod-app"\n role = "roles/storage.objectViewer"\n member = google_service_account.robot.member\n}`,
      who: robot,
      is: 'allow',
    },
    {
      name: 'on a service account',
      text: `resource "google_service_account_iam_member" "a" {\n service_account_id = google_service_account.robot.name\n role = "roles/iam.serviceAccountTokenCreator"\n member = "${alice}"\n}`,
      action: 'iam.serviceAccounts.getAccessToken',
      what: robotPlace,
      is: 'allow',
    },
    {
      name: 'for each member',
      text: `resource "google_project_iam_member" "a" {\n for_each = toset(["${alice}", "user:bob@example.com"])\n project = google_project.p.project_id\n role = "roles/storage.objectViewer"\n member = each.value\n}`,
      is: 'allow',
    },
    {
      name: 'a condition that holds',
      text: `resource "google_project_iam_member" "a" {\n project = google_project.p.project_id\n role = "roles/storage.objectViewer"\n member = "${alice}"\n condition {\n title = "data"\n expression = "resource.name.startsWith(\\"projects/_/buckets/data\\")"\n }\n}`,
      is: 'allow',
    },
    {
      name: 'a condition that does not hold',
      text: `resource "google_project_iam_member" "a" {\n project = google_project.p.project_id\n role = "roles/storage.objectViewer"\n member = "${alice}"\n condition {\n title = "data"\n expression = "resource.name.startsWith(\\"projects/_/buckets/other\\")"\n }\n}`,
      is: 'implicit-deny',
    },
    {
      name: 'a condition that is not known',
      text: `resource "google_project_iam_member" "a" {\n project = google_project.p.project_id\n role = "roles/storage.objectViewer"\n member = "${alice}"\n condition {\n title = "data"\n expression = var.unknown\n }\n}`,
      is: 'allow-if',
    },
    {
      name: 'a member that is not known',
      text: `resource "google_project_iam_member" "a" {\n project = google_project.p.project_id\n role = "roles/storage.objectViewer"\n member = var.unknown\n}`,
      is: 'implicit-deny',
      missing: 'principal of google_project_iam_member.a',
    },
    {
      name: 'a role that is not known',
      text: `resource "google_project_iam_member" "a" {\n project = google_project.p.project_id\n role = var.unknown\n member = "${alice}"\n}`,
      is: 'allow-if',
    },
    {
      name: 'a grant that may not exist',
      text: `resource "google_project_iam_member" "a" {\n count = var.unknown\n project = google_project.p.project_id\n role = "roles/storage.objectViewer"\n member = "${alice}"\n}`,
      is: 'allow-if',
    },
    {
      name: 'a custom role',
      text: `resource "google_project_iam_custom_role" "r" {\n project = "prod-app"\n role_id = "reader"\n title = "Reader"\n permissions = ["storage.objects.get"]\n}\nresource "google_project_iam_member" "a" {\n project = "prod-app"\n role = google_project_iam_custom_role.r.name\n member = "${alice}"\n}`,
      is: 'allow',
    },
    {
      name: 'a custom role of the organization',
      text: `resource "google_organization_iam_custom_role" "r" {\n org_id = "1000"\n role_id = "reader"\n title = "Reader"\n permissions = ["storage.objects.list"]\n}\nresource "google_project_iam_member" "a" {\n project = "prod-app"\n role = google_organization_iam_custom_role.r.id\n member = "${alice}"\n}`,
      is: 'implicit-deny',
    },
    {
      name: 'a whole policy from a data source',
      text: `data "google_iam_policy" "p" {\n binding {\n role = "roles/storage.objectViewer"\n members = ["${alice}", google_service_account.robot.member]\n }\n}\nresource "google_project_iam_policy" "a" {\n project = "prod-app"\n policy_data = data.google_iam_policy.p.policy_data\n}`,
      who: robot,
      is: 'allow',
    },
    {
      name: 'a condition in a data source',
      text: `data "google_iam_policy" "p" {\n binding {\n role = "roles/storage.objectViewer"\n members = ["${alice}"]\n condition {\n title = "never"\n expression = "false"\n }\n }\n}\nresource "google_project_iam_policy" "a" {\n project = "prod-app"\n policy_data = data.google_iam_policy.p.policy_data\n}`,
      is: 'implicit-deny',
    },
    {
      name: 'a policy as JSON',
      text: `resource "google_storage_bucket_iam_policy" "a" {\n bucket = "data"\n policy_data = jsonencode({ bindings = [{ role = "roles/storage.objectViewer", members = ["${alice}"] }] })\n}`,
      is: 'allow',
    },
    {
      name: 'a policy that is not known',
      text: `resource "google_storage_bucket_iam_policy" "a" {\n bucket = "data"\n policy_data = var.unknown\n}`,
      is: 'implicit-deny',
      missing: 'principal of google_storage_bucket_iam_policy.a',
    },
    {
      name: 'a policy is all there is of a place',
      text: `data "google_iam_policy" "p" {\n binding {\n role = "roles/viewer"\n members = ["user:bob@example.com"]\n }\n}\nresource "google_project_iam_policy" "p" {\n project = "prod-app"\n policy_data = data.google_iam_policy.p.policy_data\n}\nresource "google_project_iam_member" "a" {\n project = "prod-app"\n role = "roles/storage.objectViewer"\n member = "${alice}"\n}`,
      is: 'implicit-deny',
    },
    {
      name: 'a binding is all there is of a role',
      text: `resource "google_project_iam_binding" "b" {\n project = "prod-app"\n role = "roles/storage.objectViewer"\n members = ["user:bob@example.com"]\n}\nresource "google_project_iam_member" "a" {\n project = "prod-app"\n role = "roles/storage.objectViewer"\n member = "${alice}"\n}`,
      is: 'implicit-deny',
    },
    {
      name: 'a binding of another role takes nothing',
      text: `resource "google_project_iam_binding" "b" {\n project = "prod-app"\n role = "roles/storage.objectAdmin"\n members = ["user:bob@example.com"]\n}\nresource "google_project_iam_member" "a" {\n project = "prod-app"\n role = "roles/storage.objectViewer"\n member = "${alice}"\n}`,
      is: 'allow',
    },
    {
      name: 'a deny policy',
      text: `resource "google_iam_deny_policy" "d" {\n parent = urlencode("cloudresourcemanager.googleapis.com/projects/prod-app")\n name = "d"\n rules {\n deny_rule {\n denied_principals = ["principalSet://goog/public:all"]\n denied_permissions = ["storage.googleapis.com/objects.get"]\n }\n }\n}\nresource "google_project_iam_member" "a" {\n project = "prod-app"\n role = "roles/storage.objectViewer"\n member = "${alice}"\n}`,
      is: 'explicit-deny',
    },
    {
      name: 'a deny policy with an exception',
      text: `resource "google_iam_deny_policy" "d" {\n parent = urlencode("cloudresourcemanager.googleapis.com/projects/prod-app")\n name = "d"\n rules {\n deny_rule {\n denied_principals = ["principalSet://goog/public:all"]\n exception_principals = ["principal://goog/subject/alice@example.com"]\n denied_permissions = ["storage.googleapis.com/objects.get"]\n }\n }\n}\nresource "google_project_iam_member" "a" {\n project = "prod-app"\n role = "roles/storage.objectViewer"\n member = "${alice}"\n}`,
      is: 'allow',
    },
    {
      name: 'a boundary',
      text: `resource "google_iam_principal_access_boundary_policy" "b" {\n organization = "1000"\n location = "global"\n principal_access_boundary_policy_id = "b"\n details {\n rules {\n resources = ["//cloudresourcemanager.googleapis.com/projects/other"]\n effect = "ALLOW"\n }\n }\n}\nresource "google_iam_projects_policy_binding" "x" {\n project = "prod-app"\n policy_kind = "PRINCIPAL_ACCESS_BOUNDARY"\n policy = "organizations/1000/locations/global/principalAccessBoundaryPolicies/b"\n target {\n principal_set = "//cloudresourcemanager.googleapis.com/projects/prod-app"\n }\n}\nresource "google_project_iam_member" "a" {\n project = "prod-app"\n role = "roles/storage.objectViewer"\n member = google_service_account.robot.member\n}`,
      who: robot,
      is: 'implicit-deny',
    },
    {
      name: 'a group with its members',
      text: `resource "google_cloud_identity_group" "g" {\n parent = "customers/C01"\n group_key {\n id = "team@example.com"\n }\n}\nresource "google_cloud_identity_group_membership" "m" {\n group = google_cloud_identity_group.g.id\n preferred_member_key {\n id = "alice@example.com"\n }\n roles {\n name = "MEMBER"\n }\n}\nresource "google_project_iam_member" "a" {\n project = "prod-app"\n role = "roles/storage.objectViewer"\n member = "group:\${google_cloud_identity_group.g.group_key[0].id}"\n}`,
      is: 'allow',
    },
    {
      name: 'a group outside the code',
      text: `resource "google_project_iam_member" "a" {\n project = "prod-app"\n role = "roles/storage.objectViewer"\n member = "group:team@example.com"\n}`,
      is: 'implicit-deny',
      missing: 'members of group:team@example.com',
    },
    {
      name: 'a tag condition',
      text: `resource "google_tags_tag_key" "k" {\n parent = "organizations/1000"\n short_name = "env"\n}\nresource "google_tags_tag_value" "v" {\n parent = google_tags_tag_key.k.id\n short_name = "prod"\n}\nresource "google_tags_tag_binding" "b" {\n parent = "//cloudresourcemanager.googleapis.com/projects/\${google_project.p.number}"\n tag_value = google_tags_tag_value.v.id\n}\nresource "google_project_iam_member" "a" {\n project = "prod-app"\n role = "roles/storage.objectViewer"\n member = "${alice}"\n condition {\n title = "t"\n expression = "resource.matchTag(\\"1000/env\\", \\"prod\\")"\n }\n}`,
      is: 'allow',
    },
    {
      name: 'access to a dataset',
      text: `resource "google_bigquery_dataset" "d" {\n project = "prod-app"\n dataset_id = "d"\n access {\n role = "READER"\n user_by_email = "alice@example.com"\n }\n}`,
      action: 'bigquery.tables.getData',
      what: '//bigquery.googleapis.com/projects/prod-app/datasets/d/tables/t',
      is: 'allow',
    },
    {
      name: 'a secret',
      text: `resource "google_secret_manager_secret" "s" {\n project = "prod-app"\n secret_id = "s"\n}\nresource "google_secret_manager_secret_iam_member" "a" {\n secret_id = google_secret_manager_secret.s.id\n role = "roles/secretmanager.secretAccessor"\n member = "${alice}"\n}`,
      action: 'secretmanager.versions.access',
      what: '//secretmanager.googleapis.com/projects/prod-app/secrets/s/versions/1',
      is: 'allow',
    },
    {
      name: 'a key',
      text: `resource "google_kms_key_ring" "r" {\n project = "prod-app"\n name = "r"\n location = "global"\n}\nresource "google_kms_crypto_key" "k" {\n name = "k"\n key_ring = google_kms_key_ring.r.id\n}\nresource "google_kms_crypto_key_iam_binding" "a" {\n crypto_key_id = google_kms_crypto_key.k.id\n role = "roles/cloudkms.cryptoKeyDecrypter"\n members = ["${alice}"]\n}`,
      action: 'cloudkms.cryptoKeyVersions.useToDecrypt',
      what: '//cloudkms.googleapis.com/projects/prod-app/locations/global/keyRings/r/cryptoKeys/k',
      is: 'allow',
    },
    {
      name: 'a service of Cloud Run',
      text: `resource "google_cloud_run_v2_service" "s" {\n project = "prod-app"\n name = "s"\n location = "asia-northeast1"\n}\nresource "google_cloud_run_v2_service_iam_member" "a" {\n project = "prod-app"\n location = google_cloud_run_v2_service.s.location\n name = google_cloud_run_v2_service.s.name\n role = "roles/run.invoker"\n member = "allUsers"\n}`,
      who: 'allUsers',
      action: 'run.routes.invoke',
      what: '//run.googleapis.com/projects/prod-app/locations/asia-northeast1/services/s',
      is: 'allow',
    },
  ])('$name', ({ text, who = alice, action = 'storage.objects.get', what = data, is, missing }) => {
    const found = read(base + text).identity.can(who, action, what);
    expect(found.decision).toBe(is);
    if (missing !== undefined) expect(found.missing).toContain(missing);
  }));

test('a grant is found where it is written', () => {
  const { identity } = read(`${base}
data "google_iam_policy" "p" {
  binding {
    role    = "roles/storage.objectViewer"
    members = ["${alice}"]
  }
}
resource "google_project_iam_policy" "a" {
  project     = "prod-app"
  policy_data = data.google_iam_policy.p.policy_data
}
`);
  const [because] = identity.can(alice, 'storage.objects.get', data).because;
  const text = base.split('\n').length + 1;
  expect(because).toMatchObject({
    layer: 'binding',
    policy: 'roles/storage.objectViewer',
    statement: 'google_project_iam_policy.a',
    through: 'projects/prod-app',
    at: { file: 'main.tf', line: text + 1 },
  });
});

test('what a policy overwrites is told', () => {
  const { diagnostics } = read(`${base}
resource "google_project_iam_binding" "b" {
  project = "prod-app"
  role    = "roles/viewer"
  members = []
}
resource "google_project_iam_member" "a" {
  project = "prod-app"
  role    = "roles/viewer"
  member  = "${alice}"
}`);
  expect(diagnostics.map(({ code, message }) => [code, message.ja !== message.en])).toEqual([['gcp-grant-overwritten', true]]);
});

const chains = (text: string): Record<string, string[]> =>
  Object.fromEntries(
    [...read(base + text).identity.escalations().becomeAdministrator].map(([who, chain]) => [
      who,
      chain.map(({ method, condition }) => (condition ? `${method}?` : method)),
    ]),
  );
const owner = `resource "google_project_iam_member" "o" {\n project = "prod-app"\n role = "roles/owner"\n member = google_service_account.robot.member\n}\n`;
const granted = (role: string): string => `resource "google_project_iam_member" "x" {\n project = "prod-app"\n role = "${role}"\n member = "${alice}"\n}\n`;

describe('things that run as somebody', () =>
  test.for<[string, string, Record<string, string[]>]>([
    [
      'a machine',
      `${owner}${granted('roles/compute.instanceAdmin.v1')}resource "google_compute_instance" "vm" {\n project = "prod-app"\n name = "vm"\n zone = "z"\n service_account {\n email = google_service_account.robot.email\n scopes = ["cloud-platform"]\n }\n}`,
      { [alice]: ['gcp-instance-metadata?'] },
    ],
    [
      'a machine with narrow scopes',
      `${owner}${granted('roles/compute.instanceAdmin.v1')}resource "google_compute_instance" "vm" {\n project = "prod-app"\n name = "vm"\n zone = "z"\n service_account {\n email = google_service_account.robot.email\n scopes = ["https://www.googleapis.com/auth/logging.write"]\n }\n}`,
      {},
    ],
    [
      'a machine without an account',
      `${owner}${granted('roles/compute.instanceAdmin.v1')}resource "google_compute_instance" "vm" {\n project = "prod-app"\n name = "vm"\n zone = "z"\n}`,
      {},
    ],
    [
      'a machine with OS Login',
      `${owner}${granted('roles/compute.osAdminLogin')}resource "google_compute_instance" "vm" {\n project = "prod-app"\n name = "vm"\n zone = "z"\n metadata = {\n enable-oslogin = "TRUE"\n }\n service_account {\n email = google_service_account.robot.email\n scopes = ["cloud-platform"]\n }\n}\nresource "google_service_account_iam_member" "u" {\n service_account_id = google_service_account.robot.id\n role = "roles/iam.serviceAccountUser"\n member = "${alice}"\n}`,
      { [alice]: ['gcp-os-admin-login'] },
    ],
    [
      'a group of machines',
      `${owner}${granted('roles/compute.instanceAdmin.v1')}resource "google_compute_instance_template" "t" {\n project = "prod-app"\n name = "t"\n service_account {\n email = google_service_account.robot.email\n scopes = ["cloud-platform"]\n }\n}\nresource "google_compute_instance_group_manager" "g" {\n project = "prod-app"\n name = "g"\n zone = "z"\n version {\n instance_template = google_compute_instance_template.t.id\n }\n}`,
      { [alice]: ['gcp-instance-metadata?'] },
    ],
    [
      'a job',
      `${owner}${granted('roles/run.developer')}resource "google_cloud_run_v2_job" "j" {\n project = "prod-app"\n name = "j"\n location = "l"\n template {\n template {\n service_account = google_service_account.robot.email\n }\n }\n}`,
      { [alice]: ['gcp-run-job-overrides'] },
    ],
    [
      'acting as the account of a new function',
      `${owner}${granted('roles/cloudfunctions.developer')}resource "google_service_account_iam_member" "u" {\n service_account_id = google_service_account.robot.name\n role = "roles/iam.serviceAccountUser"\n member = "${alice}"\n}`,
      { [alice]: ['gcp-act-as-function'] },
    ],
    [
      'a repository whose image runs',
      `${owner}${granted('roles/artifactregistry.writer')}resource "google_artifact_registry_repository" "r" {\n project = "prod-app"\n location = "l"\n repository_id = "app"\n format = "DOCKER"\n}\nresource "google_cloud_run_v2_service" "s" {\n project = "prod-app"\n name = "s"\n location = "l"\n template {\n service_account = google_service_account.robot.email\n containers {\n image = "l-docker.pkg.dev/prod-app/app/web:latest"\n }\n }\n}`,
      { [alice]: ['gcp-artifact-upload'] },
    ],
    [
      'a repository whose image runs nowhere',
      `${owner}${granted('roles/artifactregistry.writer')}resource "google_artifact_registry_repository" "r" {\n project = "prod-app"\n location = "l"\n repository_id = "app"\n format = "DOCKER"\n}`,
      {},
    ],
    [
      'pods of a cluster',
      `${owner}${granted('roles/container.developer')}resource "google_container_cluster" "c" {\n project = "prod-app"\n name = "c"\n location = "l"\n workload_identity_config {\n workload_pool = "prod-app.svc.id.goog"\n }\n}\nresource "google_service_account_iam_member" "w" {\n service_account_id = google_service_account.robot.name\n role = "roles/iam.workloadIdentityUser"\n member = "serviceAccount:prod-app.svc.id.goog[web/api]"\n}`,
      {
        [alice]: ['gcp-cluster-exec', 'gcp-access-token'],
        'serviceAccount:prod-app.svc.id.goog[web/api]': ['gcp-access-token'],
        'serviceAccount:prod-app-compute@developer.gserviceaccount.com': ['gcp-account-key?'],
      },
    ],
    [
      'a pool that trusts GitHub',
      `${owner}resource "google_iam_workload_identity_pool" "ci" {\n project = "prod-app"\n workload_identity_pool_id = "ci"\n}\nresource "google_iam_workload_identity_pool_provider" "gh" {\n project = "prod-app"\n workload_identity_pool_id = google_iam_workload_identity_pool.ci.workload_identity_pool_id\n workload_identity_pool_provider_id = "gh"\n attribute_mapping = {\n "google.subject" = "assertion.sub"\n "attribute.repository" = "assertion.repository"\n }\n attribute_condition = "assertion.repository_owner == 'acme'"\n oidc {\n issuer_uri = "https://token.actions.githubusercontent.com"\n }\n}\nresource "google_service_account_iam_member" "w" {\n service_account_id = google_service_account.robot.name\n role = "roles/iam.workloadIdentityUser"\n member = "principalSet://iam.googleapis.com/\${google_iam_workload_identity_pool.ci.name}/attribute.repository/acme/app"\n}`,
      { 'principalSet://iam.googleapis.com/projects/prod-app/locations/global/workloadIdentityPools/ci/attribute.repository/acme/app': ['gcp-access-token'] },
    ],
    [
      'keys where the organization forbids them',
      `${owner}${granted('roles/iam.serviceAccountKeyAdmin')}resource "google_org_policy_policy" "k" {\n name = "projects/prod-app/policies/iam.disableServiceAccountKeyCreation"\n parent = "projects/prod-app"\n spec {\n rules {\n enforce = "TRUE"\n }\n }\n}`,
      {},
    ],
    [
      'the default account of a machine',
      `${granted('roles/compute.instanceAdmin.v1')}resource "google_compute_instance" "vm" {\n project = "prod-app"\n name = "vm"\n zone = "z"\n service_account {\n scopes = ["cloud-platform"]\n }\n}\n${owner}`,
      { [alice]: ['gcp-instance-metadata?', 'gcp-account-key?'], 'serviceAccount:prod-app-compute@developer.gserviceaccount.com': ['gcp-account-key?'] },
    ],
    [
      'the default account without Editor',
      `${granted('roles/compute.instanceAdmin.v1')}resource "google_compute_instance" "vm" {\n project = "prod-app"\n name = "vm"\n zone = "z"\n service_account {\n scopes = ["cloud-platform"]\n }\n}\nresource "google_project_default_service_accounts" "d" {\n project = "prod-app"\n action = "DEPRIVILEGE"\n}\n${owner}`,
      {},
    ],
  ])('%s', ([, text, expected]) => expect(chains(text)).toEqual(expected)));

test('a project that only the provider knows is one project', () => {
  const { identity, input } = read(`
variable "project_id" {}
provider "google" {
  project = var.project_id
}
data "google_project" "this" {}
resource "google_service_account" "ci" {
  account_id = "ci"
}
resource "google_project_iam_member" "a" {
  project = var.project_id
  role    = "roles/owner"
  member  = "serviceAccount:\${google_service_account.ci.email}"
}
resource "google_project_iam_member" "b" {
  project = data.google_project.this.project_id
  role    = "roles/iam.serviceAccountTokenCreator"
  member  = "user:bob@example.com"
}
`);
  expect(input.projects.map(({ id }) => id)).toEqual(['projects/default-project']);
  expect([...identity.escalations().administrators]).toEqual(['serviceAccount:ci@default-project.iam.gserviceaccount.com']);
  expect(
    identity
      .escalations()
      .becomeAdministrator.get('user:bob@example.com')
      ?.map(({ method }) => method),
  ).toEqual(['gcp-access-token']);
});
