import { generateKeyPairSync } from 'node:crypto';
import { describe } from 'vitest';
import { base64, bytes, jwt, letters, state, table, uuid } from './opened.test-support.ts';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const keyId = bytes('key', 20).toString('hex');
const file = (email: string, project: string, id = keyId): string =>
  JSON.stringify(
    { type: 'service_account', project_id: project, private_key_id: id, private_key: privateKey, client_email: email, client_id: '123456789012345678901' },
    undefined,
    2,
  );
const account = (role = 'roles/owner', more = '', project: string | undefined = 'shop-prod'): string => `
  resource "google_service_account" "ci" {
    account_id = "ci"
    ${project === undefined ? '' : `project = "${project}"`}
    ${more}
  }
  resource "google_project_iam_member" "ci" {
    ${project === undefined ? 'project = var.project_of_things' : `project = "${project}"`}
    role   = "${role}"
    member = "serviceAccount:\${google_service_account.ci.email}"
  }
  resource "google_service_account_key" "ci" { service_account_id = google_service_account.ci.name }
  resource "google_storage_bucket" "photos" {
    name = "shop-photos"
    location = "asia-northeast1"
    ${project === undefined ? '' : `project = "${project}"`}
  }`;
const email = 'ci@shop-prod.iam.gserviceaccount.com';
const inState = (values: object): string =>
  state([
    {
      type: 'google_service_account_key',
      name: 'ci',
      values: {
        name: `projects/shop-prod/serviceAccounts/${email}/keys/${keyId}`,
        service_account_id: `projects/shop-prod/serviceAccounts/${email}`,
        ...values,
      },
    },
  ]);

describe('service accounts', () =>
  table([
    {
      name: 'administrator, by the e-mail address',
      files: { 'main.tf': account(), 'key.json': file(email, 'shop-prod') },
      in: 'key.json',
      is: 'principal',
      administrator: true,
      severity: 'critical',
      next: "-replace='google_service_account_key.ci'",
    },
    {
      name: 'reads data',
      files: { 'main.tf': account('roles/storage.objectViewer'), 'key.json': file(email, 'shop-prod') },
      in: 'key.json',
      is: 'principal',
      administrator: false,
      stores: ['shop-photos'],
    },
    {
      name: 'can become administrator',
      files: { 'main.tf': account('roles/resourcemanager.projectIamAdmin'), 'key.json': file(email, 'shop-prod') },
      in: 'key.json',
      is: 'principal',
      severity: 'critical',
    },
    {
      name: 'no data',
      files: { 'main.tf': account('roles/compute.viewer'), 'key.json': file(email, 'shop-prod') },
      in: 'key.json',
      is: 'principal',
      administrator: false,
      becomes: false,
      stores: [],
    },
    {
      name: 'disabled',
      files: { 'main.tf': account('roles/owner', 'disabled = true'), 'key.json': file(email, 'shop-prod') },
      in: 'key.json',
      is: 'principal',
      state: 'disabled',
      severity: 'low',
    },
    {
      name: 'the key of the state',
      files: { 'main.tf': account(), 'terraform.tfstate': inState({}), 'key.json': file(email, 'shop-prod') },
      in: 'key.json',
      is: 'principal',
      state: 'current',
      administrator: true,
    },
    {
      name: 'a key that was replaced',
      files: { 'main.tf': account(), 'terraform.tfstate': inState({}), 'key.json': file(email, 'shop-prod', bytes('old', 20).toString('hex')) },
      in: 'key.json',
      is: 'principal',
      state: 'unknown',
      administrator: true,
      why: 'made by hand',
      next: 'keys delete',
      severity: 'critical',
    },
    {
      name: 'by the address in a state, where the code does not tell the project',
      files: {
        'main.tf': account('roles/owner', '', undefined),
        'terraform.tfstate': state([{ type: 'google_service_account', name: 'ci', values: { email, account_id: 'ci', project: 'shop-prod' } }]),
        'key.json': file(email, 'shop-prod'),
      },
      in: 'key.json',
      is: 'principal',
      administrator: true,
    },
    {
      name: 'nobody knows the project',
      files: { 'main.tf': 'resource "google_service_account" "ci" { account_id = "ci" }', 'key.json': file(email, 'shop-prod') },
      in: 'key.json',
      is: 'candidates',
      names: ['google_service_account.ci'],
      administrator: false,
    },
    {
      name: 'another project',
      files: { 'main.tf': account(), 'key.json': file('ci@shop-dev.iam.gserviceaccount.com', 'shop-dev') },
      in: 'key.json',
      is: 'account',
      administrator: false,
      stores: [],
      severity: 'critical',
    },
    {
      name: 'another account of the project',
      files: { 'main.tf': account(), 'key.json': file('deploy@shop-prod.iam.gserviceaccount.com', 'shop-prod') },
      in: 'key.json',
      is: 'account',
      administrator: false,
      stores: [],
    },
    {
      name: 'a signed URL',
      files: {
        'main.tf': account('roles/storage.objectViewer'),
        '.env': `LINK=https://storage.googleapis.com/shop-photos/a.jpg?X-Goog-Algorithm=GOOG4-RSA-SHA256&X-Goog-Credential=${encodeURIComponent(email)}%2F20261124%2Fauto%2Fstorage%2Fgoog4_request&X-Goog-Date=20261124T000000Z&X-Goog-Expires=604800&X-Goog-SignedHeaders=host&X-Goog-Signature=${bytes('a', 64).toString('hex')}${bytes('b', 64).toString('hex')}\n`,
      },
      is: 'resource',
      stores: ['google_storage_bucket.photos'],
      limits: 'It ends on 2026-12-01',
    },
    {
      name: 'an HMAC key, by the state',
      files: {
        'main.tf': `${account('roles/storage.objectAdmin')}\nresource "google_storage_hmac_key" "ci" { service_account_email = google_service_account.ci.email }`,
        'terraform.tfstate': state([
          {
            type: 'google_storage_hmac_key',
            name: 'ci',
            values: { access_id: `GOOG1E${'A2B3C4D5'.repeat(6)}ZYX2W3V`, secret: base64('hmac', 30), service_account_email: email },
          },
        ]),
        '.env': `GCS_KEY=GOOG1E${'A2B3C4D5'.repeat(6)}ZYX2W3V\nGCS_SECRET=${base64('hmac', 30)}\n`,
      },
      is: 'principal',
      stores: ['shop-photos'],
    },
    {
      name: 'an identity token',
      files: {
        'main.tf': account(),
        'a.log': `Bearer ${jwt({ iss: 'https://accounts.google.com', email, sub: '1234', aud: 'https://shop.example', exp: 1_900_000_000 })}\n`,
      },
      in: 'a.log',
      is: 'account',
      administrator: false,
    },
    { name: 'an API key', files: { 'main.tf': account(), '.env': `KEY=AIza${letters('api', 35)}\n` }, is: 'unknown', administrator: false },
  ]));

const sql = (more = ''): string =>
  `resource "google_sql_database_instance" "shop" {\n  name = "shop"\n  region = "asia-northeast1"\n  project = "shop-prod"\n  settings {\n    tier = "db-f1-micro"\n${more}  }\n}`;
const dsn = (instance: string): string => `DB=postgres://shop:Vq8rT2mWx9Lp@/shop?host=/cloudsql/${instance}\n`;
describe('Cloud SQL', () =>
  table([
    {
      name: 'by its instance',
      files: { 'main.tf': sql(), '.env': dsn('shop-prod:asia-northeast1:shop') },
      is: 'resource',
      names: ['google_sql_database_instance.shop'],
    },
    {
      name: 'without a public address',
      files: { 'main.tf': sql('    ip_configuration {\n      ipv4_enabled = false\n    }\n'), '.env': dsn('shop-prod:asia-northeast1:shop') },
      is: 'resource',
      private: true,
      severity: 'high',
    },
    {
      name: 'by its address in a state',
      files: {
        'main.tf': sql(),
        'terraform.tfstate': state([{ type: 'google_sql_database_instance', name: 'shop', values: { first_ip_address: '34.85.1.2' } }]),
        '.env': 'DB=postgres://shop:Vq8rT2mWx9Lp@34.85.1.2:5432/shop\n',
      },
      is: 'resource',
      names: ['google_sql_database_instance.shop'],
    },
    {
      name: 'the same name in another project',
      files: { 'main.tf': sql(), '.env': dsn('shop-dev:asia-northeast1:shop') },
      is: 'unknown',
      stores: [],
      why: 'another project',
    },
    {
      name: 'a user of the code, in the state',
      files: {
        'main.tf': `${sql()}\nresource "google_sql_user" "app" {\n  name = "app"\n  instance = google_sql_database_instance.shop.name\n}`,
        'terraform.tfstate': state([{ type: 'google_sql_user', name: 'app', values: { name: 'app', password: 'h7Kq-Zr4!tWm9Xs2' } }]),
      },
      in: 'terraform.tfstate',
      is: 'resource',
      names: ['google_sql_database_instance.shop'],
      why: 'as its user app',
    },
  ]));

const gkeIssuer = 'https://container.googleapis.com/v1/projects/shop-prod/locations/asia-northeast1/clusters/main';
const pod = (namespace: string, name: string): string => `${account('roles/storage.objectAdmin')}
  resource "google_service_account_iam_member" "pod" {
    service_account_id = google_service_account.ci.name
    role               = "roles/iam.workloadIdentityUser"
    member             = "serviceAccount:shop-prod.svc.id.goog[${namespace}/${name}]"
  }`;
const token = (issuer: string, subject: string, audience: string): string =>
  `token: ${jwt({ iss: issuer, sub: `system:serviceaccount:${subject}`, aud: [audience], exp: 1_900_000_000 })}\n`;
const eksIssuer = `https://oidc.eks.ap-northeast-1.amazonaws.com/id/${bytes('eks', 16).toString('hex').toUpperCase()}`;
const eksRole = (url: string, subject: string, policy = '"*"'): string => `
  resource "aws_iam_openid_connect_provider" "eks" { url = ${url} }
  resource "aws_iam_role" "pod" {
    name = "pod"
    assume_role_policy = jsonencode({ Statement = [{
      Effect = "Allow", Action = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = aws_iam_openid_connect_provider.eks.arn }
      Condition = { StringEquals = { "${eksIssuer.slice(8)}:sub" = "system:serviceaccount:${subject}" } }
    }] })
  }
  resource "aws_iam_role_policy" "pod" {
    role   = aws_iam_role.pod.name
    policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ${policy}, Resource = "*" }] })
  }`;
const aks = `https://japaneast.oic.prod-aks.azure.com/${uuid('t')}/${uuid('c')}/`;
const aksIdentity = (issuer: string): string => `
  resource "azurerm_user_assigned_identity" "pod" {
    name = "pod"
    resource_group_name = "rg"
  }
  resource "azurerm_federated_identity_credential" "pod" {
    name      = "pod"
    parent_id = azurerm_user_assigned_identity.pod.id
    issuer    = ${issuer}
    subject   = "system:serviceaccount:shop:api"
    audience  = ["api://AzureADTokenExchange"]
  }
  resource "azurerm_role_assignment" "pod" {
    scope                = "/subscriptions/${uuid('sub')}"
    role_definition_name = "Owner"
    principal_id         = azurerm_user_assigned_identity.pod.principal_id
  }`;

describe('tokens of Kubernetes', () =>
  table([
    {
      name: 'GKE, to its service account',
      files: { 'main.tf': pod('shop', 'api'), 'k.yaml': token(gkeIssuer, 'shop:api', gkeIssuer) },
      in: 'k.yaml',
      is: 'principal',
      stores: ['shop-photos'],
    },
    {
      name: 'GKE, another account of the cluster',
      files: { 'main.tf': pod('shop', 'api'), 'k.yaml': token(gkeIssuer, 'shop:web', gkeIssuer) },
      in: 'k.yaml',
      is: 'account',
      stores: [],
    },
    {
      name: 'GKE, another project',
      files: { 'main.tf': pod('shop', 'api'), 'k.yaml': token(gkeIssuer.replace('shop-prod', 'shop-dev'), 'shop:api', gkeIssuer) },
      in: 'k.yaml',
      is: 'account',
      stores: [],
    },
    {
      name: 'GKE, the cluster itself',
      files: { 'main.tf': 'resource "google_container_cluster" "main" { name = "main" }', 'k.yaml': token(gkeIssuer, 'shop:web', gkeIssuer) },
      in: 'k.yaml',
      is: 'resource',
      names: ['google_container_cluster.main'],
    },
    {
      name: 'EKS, to its role',
      files: { 'main.tf': eksRole(`"${eksIssuer}"`, 'shop:api'), 'k.yaml': token(eksIssuer, 'shop:api', 'sts.amazonaws.com') },
      in: 'k.yaml',
      is: 'principal',
      names: ['pod'],
      administrator: true,
    },
    {
      name: 'EKS, the issuer by the state',
      files: {
        'main.tf': `resource "aws_eks_cluster" "main" { name = "main" }\n${eksRole('aws_eks_cluster.main.identity[0].oidc[0].issuer', 'shop:api')}`,
        'terraform.tfstate': state([{ type: 'aws_eks_cluster', name: 'main', values: { name: 'main', identity: [{ oidc: [{ issuer: eksIssuer }] }] } }]),
        'k.yaml': token(eksIssuer, 'shop:api', 'sts.amazonaws.com'),
      },
      in: 'k.yaml',
      is: 'principal',
      administrator: true,
    },
    {
      name: 'EKS, another cluster',
      files: { 'main.tf': eksRole(`"${eksIssuer}"`, 'shop:api'), 'k.yaml': token(eksIssuer.replace(/.{4}$/, 'FFFF'), 'shop:api', 'sts.amazonaws.com') },
      in: 'k.yaml',
      is: 'account',
      administrator: false,
    },
    {
      name: 'EKS, another subject',
      files: { 'main.tf': eksRole(`"${eksIssuer}"`, 'shop:api'), 'k.yaml': token(eksIssuer, 'kube-system:api', 'sts.amazonaws.com') },
      in: 'k.yaml',
      is: 'account',
      administrator: false,
    },
    {
      name: 'EKS, by pod identity',
      files: {
        'main.tf': `resource "aws_eks_cluster" "main" { name = "main" }\n${eksRole(`"${eksIssuer}x"`, 'other:other')}\nresource "aws_eks_pod_identity_association" "pod" {\n  cluster_name = aws_eks_cluster.main.name\n  namespace = "shop"\n  service_account = "api"\n  role_arn = aws_iam_role.pod.arn\n}`,
        'terraform.tfstate': state([{ type: 'aws_eks_cluster', name: 'main', values: { name: 'main', identity: [{ oidc: [{ issuer: eksIssuer }] }] } }]),
        'k.yaml': token(eksIssuer, 'shop:api', 'pods.eks.amazonaws.com'),
      },
      in: 'k.yaml',
      is: 'principal',
      administrator: true,
    },
    {
      name: 'AKS, to its identity',
      files: { 'main.tf': aksIdentity(`"${aks}"`), 'k.yaml': token(aks, 'shop:api', 'api://AzureADTokenExchange') },
      in: 'k.yaml',
      is: 'principal',
      names: ['pod'],
      administrator: true,
    },
    {
      name: 'AKS, whose issuer is known after deployment',
      files: {
        'main.tf': `resource "azurerm_kubernetes_cluster" "main" { name = "main" }\n${aksIdentity('azurerm_kubernetes_cluster.main.oidc_issuer_url')}`,
        'k.yaml': token(aks, 'shop:api', 'api://AzureADTokenExchange'),
      },
      in: 'k.yaml',
      is: 'candidates',
      names: ['pod'],
      administrator: false,
    },
    {
      name: 'a kubeconfig, by its server',
      files: {
        'main.tf': 'resource "azurerm_kubernetes_cluster" "main" {\n  name = "main"\n  dns_prefix = "shop-dns"\n}',
        kubeconfig: `apiVersion: v1\nkind: Config\nclusters:\n- cluster:\n    server: https://shop-dns-a1b2c3d4.hcp.japaneast.azmk8s.io:443\n  name: main\nusers:\n- name: admin\n  user:\n    token: ${letters('tok', 64)}\n`,
      },
      in: 'kubeconfig',
      is: 'resource',
      names: ['azurerm_kubernetes_cluster.main'],
    },
    {
      name: 'a client key of a cluster without local accounts',
      files: {
        'main.tf': 'resource "azurerm_kubernetes_cluster" "main" {\n  name = "main"\n  dns_prefix = "shop-dns"\n  local_account_disabled = true\n}',
        kubeconfig: `apiVersion: v1\nkind: Config\nclusters:\n- cluster:\n    server: https://shop-dns-a1b2c3d4.hcp.japaneast.azmk8s.io:443\n  name: main\nusers:\n- name: admin\n  user:\n    client-key-data: ${Buffer.from(privateKey).toString('base64')}\n`,
      },
      in: 'kubeconfig',
      is: 'resource',
      state: 'local-auth-off',
    },
    {
      name: 'a kubeconfig of a cluster without local accounts',
      files: {
        'main.tf': 'resource "azurerm_kubernetes_cluster" "main" {\n  name = "main"\n  dns_prefix = "shop-dns"\n  local_account_disabled = true\n}',
        kubeconfig: `apiVersion: v1\nkind: Config\nclusters:\n- cluster:\n    server: https://shop-dns-a1b2c3d4.hcp.japaneast.azmk8s.io:443\n  name: main\nusers:\n- name: admin\n  user:\n    token: ${letters('tok', 64)}\n`,
      },
      in: 'kubeconfig',
      is: 'resource',
      state: 'unknown',
    },
  ]));
