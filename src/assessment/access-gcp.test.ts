import { describe, expect, test } from 'vitest';
import { known } from '#core/value';
import type { Inventory } from '#inventory/inventory';
import { textFiles } from '#sources/terraform/text-files';
import { accessOf } from './access.ts';
import { run, type Run } from './run.ts';

const assessed = (text: string, only: readonly string[] = []): Run => run(textFiles({ 'main.tf': text }), { only, mostSteps: 20 });
/** `resource: severity` of each failure with how it is lowered, `resource?` of each doubt. */
const verdicts = (text: string, control: string): string[] =>
  assessed(text, [control])
    .assessment.findings.map(
      ({ verdict, id, severity, lowered }) => `${id.slice(control.length + 1)}${verdict.is === 'fail' ? ` ${severity}${lowered ? ` ${lowered}` : ''}` : '?'}`,
    )
    .toSorted();

const account = (name: string): string => `resource "google_service_account" "${name}" { account_id = "${name}" }\n`;
const member = (name: string, role: string, who: string, on = 'project = "shop"', level = 'project', more = ''): string =>
  `resource "google_${level}_iam_member" "${name}" {\n  ${on}\n  role   = ${role}\n  member = ${who}\n${more}}\n`;
const binding = (name: string, role: string, who: string, level = 'project', on = 'project = "shop"'): string =>
  `resource "google_${level}_iam_binding" "${name}" {\n  ${on}\n  role    = ${role}\n  members = [${who}]\n}\n`;
const policy = (name: string, role: string, who: string, level = 'project', on = 'project = "shop"'): string =>
  `data "google_iam_policy" "${name}" {\n  binding {\n    role    = ${role}\n    members = [${who}]\n  }\n}\nresource "google_${level}_iam_policy" "${name}" {\n  ${on}\n  policy_data = data.google_iam_policy.${name}.policy_data\n}\n`;
const condition = (expression: string): string => `  condition {\n    title      = "c"\n    expression = ${JSON.stringify(expression)}\n  }\n`;
const own = (permissions: string): string =>
  `resource "google_project_iam_custom_role" "own" {\n  role_id     = "own"\n  title       = "own"\n  permissions = [${permissions}]\n}\n`;
const is = (name: string): string => `"serviceAccount:\${google_service_account.${name}.email}"`;
const alice = '"user:alice@example.com"';
const owner = '"roles/owner"';

describe('owner of a whole account', () =>
  test.for<readonly [string, string, readonly string[]]>([
    ['a person', member('a', owner, alice), ['google_project_iam_member.a high']],
    ['a service account', account('s') + member('a', owner, is('s')), ['google_project_iam_member.a high']],
    ['in a binding', binding('a', owner, alice), ['google_project_iam_binding.a high']],
    ['in a policy', policy('a', owner, alice), ['google_project_iam_policy.a high']],
    ['of a folder', member('a', '"roles/resourcemanager.folderIamAdmin"', alice, 'folder = "folders/1"', 'folder'), ['google_folder_iam_member.a high']],
    ['of the organisation', member('a', '"roles/iam.securityAdmin"', alice, 'org_id = "1"', 'organization'), ['google_organization_iam_member.a high']],
    ['a reader', member('a', '"roles/viewer"', alice), []],
    ['a binding without members', binding('a', owner, ''), []],
    ['a role that nobody knows', `variable "r" {}\n${member('a', 'var.r', alice)}`, ['google_project_iam_member.a?']],
    ['a role that Google does not have', member('a', '"roles/shop.all"', alice), ['google_project_iam_member.a?']],
    [
      "a role of one's own that sets policies",
      own('"resourcemanager.projects.setIamPolicy"') + member('a', 'google_project_iam_custom_role.own.id', alice),
      ['google_project_iam_member.a high'],
    ],
    ['by its name', own('"resourcemanager.projects.setIamPolicy"') + member('a', '"projects/shop/roles/own"', alice), ['google_project_iam_member.a high']],
    [
      'on condition which roles change',
      member(
        'a',
        '"roles/resourcemanager.projectIamAdmin"',
        alice,
        undefined,
        undefined,
        condition("api.getAttribute('iam.googleapis.com/modifiedGrantsByRole', []).hasOnly(['roles/viewer'])"),
      ),
      [],
    ],
    [
      'for a while',
      member('a', '"roles/resourcemanager.projectIamAdmin"', alice, undefined, undefined, condition("request.time < timestamp('2030-01-01T00:00:00Z')")),
      ['google_project_iam_member.a high'],
    ],
    ['overwritten by the policy of the project', member('a', owner, alice) + policy('p', '"roles/viewer"', alice), []],
    [
      'overwritten by the binding of the role',
      member('a', owner, alice) + binding('b', owner, '"group:ops@example.com"'),
      ['google_project_iam_binding.b high'],
    ],
    [
      'the policy of another project',
      member('a', owner, alice) + policy('p', '"roles/viewer"', alice, 'project', 'project = "other"'),
      ['google_project_iam_member.a high'],
    ],
    ['an agent of Google', member('a', '"roles/owner"', '"serviceAccount:service-1@gcp-sa-pubsub.iam.gserviceaccount.com"'), []],
  ])('%s', ([, text, expected]) => expect(verdicts(text, 'owner-of-whole-account')).toEqual(expected)));

describe('the other wide grants', () =>
  test.for<readonly [string, string, string, readonly string[]]>([
    ['Editor', member('a', '"roles/editor"', '"serviceAccount:${var.a}"'), 'editor-of-whole-account', ['google_project_iam_member.a medium']],
    [
      'tokens of every account',
      member('a', '"roles/iam.serviceAccountTokenCreator"', alice),
      'impersonation-of-every-account',
      ['google_project_iam_member.a high'],
    ],
    [
      'running as every account',
      binding('a', '"roles/iam.serviceAccountUser"', alice),
      'impersonation-of-every-account',
      ['google_project_iam_binding.a high'],
    ],
    ['keys of every account', member('a', '"roles/iam.serviceAccountKeyAdmin"', alice), 'impersonation-of-every-account', ['google_project_iam_member.a high']],
    [
      'of one account',
      account('s') + member('a', '"roles/iam.serviceAccountTokenCreator"', alice, 'service_account_id = google_service_account.s.name', 'service_account'),
      'impersonation-of-every-account',
      [],
    ],
    [
      'a role that does everything',
      own(
        '"resourcemanager.projects.setIamPolicy", "compute.instances.create", "storage.buckets.delete", "cloudsql.instances.create", "container.clusters.create", "pubsub.topics.delete", "cloudfunctions.functions.create"',
      ) + member('a', '"projects/shop/roles/own"', alice),
      'home-made-owner-role',
      ['google_project_iam_custom_role.own high'],
    ],
    [
      'that nobody has',
      own(
        '"resourcemanager.projects.setIamPolicy", "compute.instances.create", "storage.buckets.delete", "cloudsql.instances.create", "container.clusters.create", "pubsub.topics.delete", "cloudfunctions.functions.create"',
      ),
      'home-made-owner-role',
      ['google_project_iam_custom_role.own low not-in-use'],
    ],
    ['a narrow role', own('"storage.objects.get"'), 'home-made-owner-role', []],
    [
      'a key in the code',
      `${account('s')}resource "google_service_account_key" "k" { service_account_id = google_service_account.s.name }\n`,
      'long-lived-access-key',
      ['google_service_account_key.k medium'],
    ],
  ])('%s', ([, text, control, expected]) => expect(verdicts(text, control)).toEqual(expected)));

const viewer = '"roles/storage.objectViewer"';
const bucket = 'bucket = "photos"';
describe('everyone', () =>
  test.for<readonly [string, string, string, readonly string[]]>([
    [
      'reads a bucket',
      member('a', viewer, '"allUsers"', bucket, 'storage_bucket'),
      'resource-policy-admits-everyone',
      ['google_storage_bucket_iam_member.a high'],
    ],
    [
      'who has signed in',
      binding('a', viewer, '"allAuthenticatedUsers"', 'storage_bucket', bucket),
      'resource-policy-admits-everyone',
      ['google_storage_bucket_iam_binding.a high'],
    ],
    [
      'by a policy',
      policy('a', viewer, `${alice}, "allUsers"`, 'storage_bucket', bucket),
      'resource-policy-admits-everyone',
      ['google_storage_bucket_iam_policy.a high'],
    ],
    ['somebody named', member('a', viewer, alice, bucket, 'storage_bucket'), 'resource-policy-admits-everyone', []],
    [
      'an account whose name nobody knows',
      `variable "a" {}\n${member('a', viewer, '"serviceAccount:${var.a}"', bucket, 'storage_bucket')}`,
      'resource-policy-admits-everyone',
      [],
    ],
    [
      'a member that nobody knows',
      `variable "a" {}\n${member('a', viewer, 'var.a', bucket, 'storage_bucket')}`,
      'resource-policy-admits-everyone',
      ['google_storage_bucket_iam_member.a?'],
    ],
    [
      'overwritten by the policy of the bucket',
      member('a', viewer, '"allUsers"', bucket, 'storage_bucket') + policy('p', viewer, alice, 'storage_bucket', bucket),
      'resource-policy-admits-everyone',
      [],
    ],
    [
      'the bucket keeps everyone out',
      `resource "google_storage_bucket" "b" {\n  name                     = "photos"\n  public_access_prevention = "enforced"\n}\n${member('a', viewer, '"allUsers"', 'bucket = google_storage_bucket.b.name', 'storage_bucket')}`,
      'resource-policy-admits-everyone',
      [],
    ],
    ...(
      [
        ['by an access control', 'google_storage_default_object_access_control', 'entity = "allUsers"', ['high']],
        ['by a list of them', 'google_storage_bucket_acl', 'role_entity = ["OWNER:user-a@example.com", "READER:allAuthenticatedUsers"]', ['high']],
        ['by a predefined list', 'google_storage_bucket_acl', 'predefined_acl = "publicRead"', ['high']],
        ['a private list', 'google_storage_bucket_acl', 'predefined_acl = "private"', []],
      ] as const
    ).map(
      ([name, type, what, severities]) =>
        [
          name,
          `resource "${type}" "a" {\n  bucket = "photos"\n  role   = "READER"\n  ${what}\n}\n`,
          'resource-policy-admits-everyone',
          severities.map((one) => `${type}.a ${one}`),
        ] as const,
    ),
    [
      'decrypts',
      member('a', '"roles/cloudkms.cryptoKeyDecrypter"', '"allUsers"', 'crypto_key_id = "k"', 'kms_crypto_key'),
      'resource-policy-admits-everyone',
      ['google_kms_crypto_key_iam_member.a high'],
    ],
    [
      'has a role in the project',
      member('a', '"roles/viewer"', '"allAuthenticatedUsers"'),
      'resource-policy-admits-everyone',
      ['google_project_iam_member.a high'],
    ],
    [
      'reads a data set',
      'resource "google_bigquery_dataset" "d" {\n  dataset_id = "d"\n  access {\n    role          = "READER"\n    special_group = "allAuthenticatedUsers"\n  }\n}\n',
      'resource-policy-admits-everyone',
      ['google_bigquery_dataset.d high'],
    ],
    [
      'runs a service',
      member('a', '"roles/run.invoker"', '"allUsers"', 'name = "web"', 'cloud_run_v2_service'),
      'function-url-without-authentication',
      ['google_cloud_run_v2_service_iam_member.a medium'],
    ],
  ])('%s', ([, text, control, expected]) => expect(verdicts(text, control)).toEqual(expected)));

const provider = (issuer: string, more = ''): string =>
  `resource "google_iam_workload_identity_pool_provider" "p" {\n  workload_identity_pool_id          = "p"\n  workload_identity_pool_provider_id = "p"\n${more}  oidc {\n    issuer_uri = "${issuer}"\n  }\n}\n`;
const github = 'https://token.actions.githubusercontent.com';
const pool = 'principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p';
const used = (part: string): string =>
  account('s') + member('m', '"roles/iam.workloadIdentityUser"', `"${pool}/${part}"`, 'service_account_id = google_service_account.s.name', 'service_account');
describe('federation', () =>
  test.for<readonly [string, string, readonly string[]]>([
    ['no condition', provider(github), ['google_iam_workload_identity_pool_provider.p high']],
    [
      'no condition, but the accounts ask for the repository',
      provider(github) + used('attribute.repository/example/shop'),
      ['google_iam_workload_identity_pool_provider.p low'],
    ],
    ['no condition, and an account takes all', provider(github) + used('*'), ['google_iam_workload_identity_pool_provider.p high']],
    ['one on the owner', provider(github, '  attribute_condition = "assertion.repository_owner_id == \'1\'"\n'), []],
    [
      'one on the branch alone',
      provider(github, '  attribute_condition = "assertion.ref == \'refs/heads/main\'"\n'),
      ['google_iam_workload_identity_pool_provider.p high'],
    ],
    ['one that nobody knows', `variable "c" {}\n${provider(github, '  attribute_condition = var.c\n')}`, ['google_iam_workload_identity_pool_provider.p?']],
    ["an issuer of one's own", provider('https://login.example.com'), []],
  ])('%s', ([, text, expected]) => expect(verdicts(text, 'federation-not-pinned')).toEqual(expected)));

const instance = (accountBlock: string): string =>
  `resource "google_compute_instance" "i" {\n  name         = "i"\n  machine_type = "e2-small"\n${accountBlock}}\n`;
describe('the default service account', () =>
  test.for<readonly [string, string, readonly string[]]>([
    ['without a name', instance('  service_account { scopes = ["cloud-platform"] }\n'), ['google_compute_instance.i high']],
    ['with narrow scopes', instance('  service_account { scopes = ["storage-ro"] }\n'), ['google_compute_instance.i medium']],
    [
      'by its name',
      instance('  service_account {\n    email  = "1-compute@developer.gserviceaccount.com"\n    scopes = []\n  }\n'),
      ['google_compute_instance.i medium'],
    ],
    [
      'by a data source',
      instance(
        '  service_account {\n    email  = data.google_compute_default_service_account.d.email\n    scopes = ["https://www.googleapis.com/auth/cloud-platform"]\n  }\n',
      ) + 'data "google_compute_default_service_account" "d" {}\n',
      ['google_compute_instance.i high'],
    ],
    [
      'an account of its own',
      account('s') + instance('  service_account {\n    email  = google_service_account.s.email\n    scopes = ["cloud-platform"]\n  }\n'),
      [],
    ],
    ['no account at all', instance(''), []],
    [
      'one that nobody knows',
      `variable "e" {}\n${instance('  service_account {\n    email  = var.e\n    scopes = []\n  }\n')}`,
      ['google_compute_instance.i?'],
    ],
    [
      'stripped of its rights',
      `${instance('  service_account { scopes = ["cloud-platform"] }\n')}resource "google_project_default_service_accounts" "d" {\n  project = "shop"\n  action  = "DEPRIVILEGE"\n}\n`,
      ['google_compute_instance.i info cancelled'],
    ],
    ['nodes', 'resource "google_container_node_pool" "n" { cluster = "c" }\n', ['google_container_node_pool.n medium']],
    [
      'nodes with an account',
      `${account('s')}resource "google_container_node_pool" "n" {\n  cluster = "c"\n  node_config { service_account = google_service_account.s.email }\n}\n`,
      [],
    ],
    [
      'a cluster whose first nodes go',
      'resource "google_container_cluster" "c" {\n  name                     = "c"\n  remove_default_node_pool = true\n}\n',
      [],
    ],
    ['a service', 'resource "google_cloud_run_v2_service" "s" {\n  name = "s"\n  template {}\n}\n', ['google_cloud_run_v2_service.s medium']],
  ])('%s', ([, text, expected]) => expect(verdicts(text, 'runs-as-default-account')).toEqual(expected)));

const owns = `${account('admin')}${member('owner', owner, is('admin'))}`;
const deploys = '"iam.serviceAccounts.actAs", "cloudfunctions.functions.create", "cloudfunctions.functions.call"';
describe('who can become administrator', () =>
  test.for<readonly [string, string, readonly string[]]>([
    ['by a token', `${owns}${account('ci')}${member('ci', '"roles/iam.serviceAccountTokenCreator"', is('ci'))}`, ['google_service_account.ci high']],
    [
      'of that account alone',
      `${owns}${account('ci')}${member('ci', '"roles/iam.serviceAccountTokenCreator"', is('ci'), 'service_account_id = google_service_account.admin.name', 'service_account')}`,
      ['google_service_account.ci high'],
    ],
    [
      'of a weak account alone',
      `${owns}${account('ci')}${account('weak')}${member('ci', '"roles/iam.serviceAccountTokenCreator"', is('ci'), 'service_account_id = google_service_account.weak.name', 'service_account')}`,
      [],
    ],
    ['nobody is administrator', `${account('admin')}${account('ci')}${member('ci', '"roles/iam.serviceAccountTokenCreator"', is('ci'))}`, []],
    ['a person, at the grant', `${owns}${member('a', '"roles/iam.serviceAccountKeyAdmin"', alice)}`, ['google_project_iam_member.a high']],
    ['by a function', `${owns}${own(deploys)}${binding('b', 'google_project_iam_custom_role.own.id', alice)}`, ['google_project_iam_binding.b high']],
    ['a reader cannot', `${owns}${member('a', '"roles/viewer"', alice)}`, []],
    ['by a role that nobody knows', `variable "r" {}\n${owns}${account('ci')}${member('ci', 'var.r', is('ci'))}`, ['google_service_account.ci?']],
    ['an administrator needs not become one', owns, []],
  ])('%s', ([, text, expected]) => expect(verdicts(text, 'can-become-administrator')).toEqual(expected)));

describe('steps', () =>
  test.for<readonly [string, string, string, readonly (readonly [boolean, ...string[]])[]]>([
    ['a grant to everyone goes', member('a', viewer, '"allUsers"', bucket, 'storage_bucket'), 'resource-policy-admits-everyone', [[true, '']]],
    [
      'everyone goes, others stay',
      binding('a', viewer, `"allUsers", ${alice}`, 'storage_bucket', bucket),
      'resource-policy-admits-everyone',
      [[true, `members = [${alice}]`]],
    ],
    [
      'the permission that closes the chain goes',
      `${owns}${own(deploys)}${binding('b', 'google_project_iam_custom_role.own.id', alice)}`,
      'can-become-administrator',
      [[true, 'permissions = ["cloudfunctions.functions.create", "cloudfunctions.functions.call"]']],
    ],
    ['Owner becomes Editor', member('a', owner, alice), 'owner-of-whole-account', [[true, 'role   = "roles/editor"']]],
    ['what to put in the place of other roles, a person decides', member('a', '"roles/iam.securityAdmin"', alice), 'owner-of-whole-account', []],
  ])('%s', ([, text, control, expected]) =>
    expect(assessed(text, [control]).steps.map(({ proven, changes }) => [proven, ...changes.map(({ after }) => after.trim())])).toEqual(expected),
  ));

describe('a what-if', () => {
  const text = `${owns}${account('ci')}${member('ci', '"roles/iam.serviceAccountTokenCreator"', is('ci'))}resource "google_storage_bucket" "b" { name = "b" }\nresource "google_compute_network" "n" { name = "n" }\n`;
  const { inventory } = assessed(text, ['can-become-administrator']);
  const changed = (address: string, name: string, value: string) => {
    const block = inventory.blocks().find((one) => one.address === address)!;
    return inventory.patch([{ ...block, attributes: { ...block.attributes, [name]: known(value, block.place) } }], new Set());
  };
  test.for<readonly [string, () => Inventory, boolean]>([
    ['on something else keeps the answers', () => changed('google_storage_bucket.b', 'location', 'asia-northeast1'), true],
    ['on a grant asks again', () => changed('google_project_iam_member.ci', 'role', 'roles/viewer'), false],
    ['that takes a grant away asks again', () => inventory.patch([], new Set(['google_project_iam_member.owner'])), false],
  ])('%s', ([, patched, same]) => expect(accessOf(patched(), 'gcp') === accessOf(inventory, 'gcp')).toBe(same));
  test('has all blocks, also of kinds that no type knows', () => {
    const addresses = (one: Inventory): string[] =>
      one
        .blocks()
        .map(({ address }) => address)
        .toSorted();
    const all = addresses(inventory);
    expect(all).toEqual([
      'google_compute_network.n',
      'google_project_iam_member.ci',
      'google_project_iam_member.owner',
      'google_service_account.admin',
      'google_service_account.ci',
      'google_storage_bucket.b',
    ]);
    expect(addresses(changed('google_compute_network.n', 'name', 'm'))).toEqual(all);
    expect(addresses(inventory.patch([], new Set(['google_compute_network.n', 'google_project_iam_member.ci'])))).toEqual(
      all.filter((one) => !/network|member\.ci/.test(one)),
    );
  });
});

test('a step that only moves the risk is not proven', () => {
  const { steps } = assessed(`${owns}${member('a', owner, alice)}`);
  const step = steps.find(({ resolves }) => resolves.includes('owner-of-whole-account google_project_iam_member.a'));
  expect([step?.proven, step?.introduces]).toEqual([false, ['can-become-administrator google_project_iam_member.a']]);
});
