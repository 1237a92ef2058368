import { createHash, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { crc62 } from '#secrets/checksums';
import { assessed, awsKeyId, awsPair, awsSecret, base64, letters, opened, state, table } from './opened.test-support.ts';

const field = (bytes: Buffer | string): Buffer => {
  const body = Buffer.from(bytes);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
};
const number = (text: string): Buffer => {
  const body = Buffer.from(text, 'base64url');
  return field((body[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), body]) : body);
};
/** A public key as OpenSSH writes it. */
const blobOf = (key: KeyObject): { readonly name: string; readonly blob: Buffer } => {
  const { kty, n = '', e = '', x = '', y = '' } = key.export({ format: 'jwk' });
  if (kty === 'RSA') return { name: 'ssh-rsa', blob: Buffer.concat([field('ssh-rsa'), number(e), number(n)]) };
  if (kty === 'OKP') return { name: 'ssh-ed25519', blob: Buffer.concat([field('ssh-ed25519'), field(Buffer.from(x, 'base64url'))]) };
  const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  return { name: 'ecdsa-sha2-nistp256', blob: Buffer.concat([field('ecdsa-sha2-nistp256'), field('nistp256'), field(point)]) };
};
const line = (key: KeyObject): string => {
  const { name, blob } = blobOf(key);
  return `${name} ${blob.toString('base64')} ci@example`;
};
const wrapped = (label: string, bytes: Buffer): string =>
  `-----BEGIN ${label}-----\n${bytes.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`;
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ed = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
const rsaPem = rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
const ecPem = ec.privateKey.export({ type: 'sec1', format: 'pem' }).toString();
/** The head of an OpenSSH file, whose public half is not encrypted; the private half is noise. */
const openSsh = (key: KeyObject, cipher = 'none'): string =>
  wrapped(
    'OPENSSH PRIVATE KEY',
    Buffer.concat([
      Buffer.from('openssh-key-v1\0'),
      field(cipher),
      field(cipher === 'none' ? 'none' : 'bcrypt'),
      field(''),
      Buffer.from([0, 0, 0, 1]),
      field(blobOf(key).blob),
      field(Buffer.from(base64('private', 64) + base64('more', 64))),
    ]),
  );

/** A certificate of its own, signed with its own key. */
const certificate = ((): string => {
  const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
    const body = Buffer.concat(parts);
    const long = [body.length >> 8, body.length & 0xff];
    return Buffer.concat([Buffer.from(body.length < 0x80 ? [tag, body.length] : [tag, 0x82, ...long]), body]);
  };
  const text = (tag: number, value: string): Buffer => der(tag, Buffer.from(value));
  const algorithm = der(0x30, der(0x06, Buffer.from('2a864886f70d01010b', 'hex')), der(0x05));
  const name = der(0x30, der(0x31, der(0x30, der(0x06, Buffer.from('550403', 'hex')), text(0x0c, 'shop'))));
  const validity = der(0x30, text(0x17, '260101000000Z'), text(0x17, '360101000000Z'));
  const version = der(0xa0, der(0x02, Buffer.from([2])));
  const body = der(0x30, version, der(0x02, Buffer.from([1])), algorithm, name, validity, name, rsa.publicKey.export({ type: 'spki', format: 'der' }));
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, rsa.privateKey));
  return wrapped('CERTIFICATE', der(0x30, body, algorithm, signature));
})();

const machine = (publicKey: string, more = '', policy = '"s3:*"'): string => `
  resource "aws_key_pair" "ops" {
    key_name   = "ops"
    public_key = ${publicKey}
  }
  resource "aws_iam_role" "web" {
    name = "web"
    assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }] })
  }
  resource "aws_iam_role_policy" "web" {
    role   = aws_iam_role.web.name
    policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ${policy}, Resource = "*" }] })
  }
  resource "aws_iam_instance_profile" "web" { role = aws_iam_role.web.name }
  resource "aws_s3_bucket" "photos" { bucket = "photos" }
  resource "aws_instance" "web" {
    key_name             = aws_key_pair.ops.key_name
    iam_instance_profile = aws_iam_instance_profile.web.name
    ${more}
  }`;
const group = (range: string): string => `
  resource "aws_security_group" "ssh" {
    ingress {
      from_port   = 22
      to_port     = 22
      protocol    = "tcp"
      cidr_blocks = ["${range}"]
    }
  }`;
const quoted = (key: KeyObject): string => JSON.stringify(line(key));
const fingerprint = createHash('sha1')
  .update(rsa.privateKey.export({ type: 'pkcs8', format: 'der' }))
  .digest('hex')
  .replace(/..(?!$)/g, '$&:');

describe('private keys', () =>
  table([
    {
      name: 'RSA, to the machine and its role',
      files: { 'main.tf': machine(quoted(rsa.publicKey)), id_rsa: rsaPem },
      in: 'id_rsa',
      is: 'resource',
      names: ['aws_instance.web'],
      stores: ['photos'],
      why: 'which acts as web',
    },
    {
      name: 'Ed25519 in a file of OpenSSH',
      files: { 'main.tf': machine(quoted(ed.publicKey)), id_ed25519: openSsh(ed.privateKey) },
      in: 'id_ed25519',
      is: 'resource',
      names: ['aws_instance.web'],
      stores: ['photos'],
    },
    {
      name: 'encrypted, by the half that is not',
      files: { 'main.tf': machine(quoted(ed.publicKey)), id_ed25519: openSsh(ed.privateKey, 'aes256-ctr') },
      in: 'id_ed25519',
      is: 'resource',
      names: ['aws_instance.web'],
    },
    { name: 'ECDSA', files: { 'main.tf': machine(quoted(ec.publicKey)), 'key.pem': ecPem }, in: 'key.pem', is: 'resource', names: ['aws_instance.web'] },
    {
      name: 'the public key in a file of its own',
      files: { 'main.tf': machine('file("ops.pub")'), 'ops.pub': line(rsa.publicKey), id_rsa: rsaPem },
      in: 'id_rsa',
      is: 'resource',
      names: ['aws_instance.web'],
    },
    {
      name: 'a role that is administrator',
      files: { 'main.tf': machine(quoted(rsa.publicKey), '', '"*"'), id_rsa: rsaPem },
      in: 'id_rsa',
      is: 'resource',
      administrator: true,
      severity: 'critical',
    },
    {
      name: 'a pair that EC2 has made, by its fingerprint',
      files: {
        'main.tf': machine('"ssh-rsa"').replace('public_key = "ssh-rsa"', ''),
        'terraform.tfstate': state([{ type: 'aws_key_pair', name: 'ops', values: { key_name: 'ops', fingerprint } }]),
        id_rsa: rsaPem,
      },
      in: 'id_rsa',
      is: 'resource',
      names: ['aws_instance.web'],
    },
    {
      name: 'SSH from the office only',
      files: { 'main.tf': group('203.0.113.0/24') + machine(quoted(rsa.publicKey), 'vpc_security_group_ids = [aws_security_group.ssh.id]'), id_rsa: rsaPem },
      in: 'id_rsa',
      is: 'resource',
      private: true,
      limits: 'port 22',
    },
    {
      name: 'SSH from everywhere',
      files: { 'main.tf': group('0.0.0.0/0') + machine(quoted(rsa.publicKey), 'vpc_security_group_ids = [aws_security_group.ssh.id]'), id_rsa: rsaPem },
      in: 'id_rsa',
      is: 'resource',
      private: false,
      limits: '',
    },
    {
      name: 'made by Terraform, in its state',
      files: {
        'main.tf': `resource "tls_private_key" "ops" { algorithm = "RSA" }\n${machine('tls_private_key.ops.public_key_openssh')}`,
        'terraform.tfstate': state([{ type: 'tls_private_key', name: 'ops', values: { private_key_pem: rsaPem } }]),
      },
      in: 'terraform.tfstate',
      is: 'resource',
      names: ['aws_instance.web'],
    },
    {
      name: 'a machine on Azure',
      files: {
        'main.tf': `resource "azurerm_linux_virtual_machine" "web" {\n  name = "web"\n  admin_ssh_key {\n    username = "ops"\n    public_key = ${quoted(rsa.publicKey)}\n  }\n}`,
        id_rsa: rsaPem,
      },
      in: 'id_rsa',
      is: 'resource',
      names: ['azurerm_linux_virtual_machine.web'],
    },
    {
      name: 'a machine on Google Cloud',
      files: {
        'main.tf': `resource "google_compute_instance" "web" {\n  name = "web"\n  metadata = { ssh-keys = "ops:${line(rsa.publicKey)}" }\n}`,
        id_rsa: rsaPem,
      },
      in: 'id_rsa',
      is: 'resource',
      names: ['google_compute_instance.web'],
    },
    {
      name: 'in the start script of a machine',
      files: {
        'main.tf': `resource "aws_instance" "web" {\n  user_data = "#!/bin/sh\\necho '${line(rsa.publicKey)}' >> ~/.ssh/authorized_keys"\n}`,
        id_rsa: rsaPem,
      },
      in: 'id_rsa',
      is: 'resource',
      names: ['aws_instance.web'],
    },
    {
      name: 'a certificate of an application',
      files: {
        'main.tf': `data "azurerm_subscription" "a" {}\nresource "azuread_application" "deploy" { display_name = "deploy" }\nresource "azuread_service_principal" "deploy" { client_id = azuread_application.deploy.client_id }\nresource "azuread_application_certificate" "deploy" {\n  application_id = azuread_application.deploy.id\n  value = file("deploy.crt")\n}\nresource "azurerm_role_assignment" "deploy" {\n  scope = data.azurerm_subscription.a.id\n  role_definition_name = "Owner"\n  principal_id = azuread_service_principal.deploy.object_id\n}`,
        'deploy.crt': certificate,
        'deploy.key': rsaPem,
      },
      in: 'deploy.key',
      is: 'principal',
      names: ['deploy'],
      administrator: true,
    },
    {
      name: 'a certificate of a server',
      files: { 'main.tf': `resource "aws_acm_certificate" "shop" { certificate_body = file("shop.crt") }`, 'shop.crt': certificate, 'shop.key': rsaPem },
      in: 'shop.key',
      is: 'resource',
      names: ['aws_acm_certificate.shop'],
      why: 'stand in for the server',
    },
    {
      name: 'a deploy key',
      files: {
        'main.tf': `resource "github_repository_deploy_key" "ci" {\n  repository = "shop"\n  read_only = false\n  key = ${quoted(rsa.publicKey)}\n}`,
        id_rsa: rsaPem,
      },
      in: 'id_rsa',
      is: 'candidates',
      names: ['shop'],
      why: 'may push',
    },
    {
      name: 'a key for signed cookies',
      files: {
        'main.tf': `resource "aws_cloudfront_public_key" "sign" {\n  encoded_key = ${JSON.stringify(createPublicKey(rsa.privateKey).export({ type: 'spki', format: 'pem' }).toString())}\n}`,
        'key.pem': rsaPem,
      },
      in: 'key.pem',
      is: 'resource',
      names: ['aws_cloudfront_public_key.sign'],
    },
    {
      name: 'another key of the same kind',
      files: { 'main.tf': machine(quoted(other.publicKey)), id_rsa: rsaPem },
      in: 'id_rsa',
      is: 'unknown',
      stores: [],
      severity: 'critical',
      next: 'authorized_keys',
    },
  ]));

const pipeline = (issuer: string, subject: string, policy = '"*"'): string => `
  resource "aws_iam_openid_connect_provider" "ci" { url = "https://${issuer}" }
  resource "aws_iam_role" "deploy" {
    name = "deploy"
    assume_role_policy = jsonencode({ Statement = [{
      Effect = "Allow", Action = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = aws_iam_openid_connect_provider.ci.arn }
      Condition = { StringLike = { "${issuer}:sub" = "${subject}" } }
    }] })
  }
  resource "aws_iam_role_policy" "deploy" {
    role   = aws_iam_role.deploy.name
    policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ${policy}, Resource = "*" }] })
  }`;
const body = letters('github', 30);
const github = `TOKEN=ghp_${body}${crc62(body)}\n`;
const gitlab = `TOKEN=glpat-${letters('gitlab', 20)}\n`;
describe('tokens of pipelines', () =>
  table([
    {
      name: 'GitHub, to the roles that trust its workflows',
      files: { 'main.tf': pipeline('token.actions.githubusercontent.com', 'repo:example/shop:*'), '.env': github },
      is: 'candidates',
      names: ['deploy (repo:example/shop:*)'],
      why: 'administrator rights',
      severity: 'critical',
    },
    {
      name: 'GitHub, to a role without rights that matter',
      files: { 'main.tf': pipeline('token.actions.githubusercontent.com', 'repo:example/shop:*', '"ec2:DescribeInstances"'), '.env': github },
      is: 'candidates',
      administrator: false,
      becomes: false,
    },
    {
      name: 'GitHub, to a service account of Google Cloud',
      files: {
        'main.tf': `resource "google_iam_workload_identity_pool" "ci" { workload_identity_pool_id = "ci" }\nresource "google_iam_workload_identity_pool_provider" "github" {\n  workload_identity_pool_id = google_iam_workload_identity_pool.ci.workload_identity_pool_id\n  workload_identity_pool_provider_id = "github"\n  oidc { issuer_uri = "https://token.actions.githubusercontent.com" }\n}\nresource "google_service_account" "deploy" {\n  account_id = "deploy"\n  project = "shop-prod"\n}\nresource "google_service_account_iam_member" "deploy" {\n  service_account_id = google_service_account.deploy.name\n  role = "roles/iam.workloadIdentityUser"\n  member = "principalSet://iam.googleapis.com/\${google_iam_workload_identity_pool.ci.name}/attribute.repository/example/shop"\n}`,
        '.env': github,
      },
      is: 'candidates',
      why: 'jobs of GitHub',
    },
    {
      name: 'GitLab, to the roles that trust its jobs',
      files: { 'main.tf': pipeline('gitlab.com', 'project_path:example/shop:*'), '.env': gitlab },
      is: 'candidates',
      names: ['deploy (project_path:example/shop:*)'],
      why: 'administrator rights',
      administrator: false,
    },
    {
      name: 'GitLab, and only GitHub is trusted',
      files: { 'main.tf': pipeline('token.actions.githubusercontent.com', 'repo:example/shop:*'), '.env': gitlab },
      is: 'unknown',
      severity: 'critical',
    },
    {
      name: 'Azure',
      files: {
        'main.tf': `resource "azurerm_user_assigned_identity" "ci" {\n  name = "ci"\n  resource_group_name = "rg"\n}\nresource "azurerm_federated_identity_credential" "ci" {\n  name = "ci"\n  parent_id = azurerm_user_assigned_identity.ci.id\n  issuer = "https://gitlab.com"\n  subject = "project_path:example/shop:ref_type:branch:ref:main"\n}`,
        '.env': gitlab,
      },
      is: 'candidates',
      names: ['ci (project_path:example/shop:ref_type:branch:ref:main)'],
    },
  ]));
describe('steps', () => {
  const of = (files: Readonly<Record<string, string>>) =>
    assessed(files, 10).steps.map(({ proven, resolves, changes }) => ({
      proven,
      resolves,
      lines: changes.map(({ file, after }) => `${file}: ${after.trim()}`),
    }));
  test('a key that the code issues is made inactive, and that is proven', () => {
    const code =
      'resource "aws_iam_user" "ci" { name = "ci" }\nresource "aws_iam_user_policy" "ci" {\n  user   = aws_iam_user.ci.name\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] })\n}\nresource "aws_iam_access_key" "ci" {\n  user = aws_iam_user.ci.name\n}\n';
    const told = state([{ type: 'aws_iam_access_key', name: 'ci', values: { id: awsKeyId('111122223333', 'a'), user: 'ci', secret: awsSecret('a') } }]);
    expect(of({ 'main.tf': code, 'terraform.tfstate': told, '.env': awsPair('111122223333', 'a') })).toEqual([
      {
        proven: true,
        resolves: [expect.stringContaining('credential-opens-data')],
        lines: ['main.tf: status = "Inactive"'],
      },
    ]);
  });
  test('keys of an account are turned off, also where the code turns them on', () => {
    const connection = `A=DefaultEndpointsProtocol=https;AccountName=shopdata;AccountKey=${base64('k', 64)};EndpointSuffix=core.windows.net\n`;
    const code = (more: string): string => `resource "azurerm_storage_account" "shop" {\n  name = "shopdata"\n${more}}\n`;
    expect(of({ 'main.tf': code(''), '.env': connection })).toEqual([
      { proven: true, resolves: [expect.any(String)], lines: ['main.tf: shared_access_key_enabled = false'] },
    ]);
    expect(of({ 'main.tf': code('  shared_access_key_enabled = true\n'), '.env': connection })).toEqual([
      { proven: true, resolves: [expect.any(String)], lines: ['main.tf: shared_access_key_enabled = false'] },
    ]);
  });
  test('not where a function app keeps its code in the account', () => {
    const connection = `A=DefaultEndpointsProtocol=https;AccountName=shopdata;AccountKey=${base64('k', 64)};EndpointSuffix=core.windows.net\n`;
    const code =
      'resource "azurerm_storage_account" "shop" {\n  name = "shopdata"\n}\nresource "azurerm_linux_function_app" "api" {\n  name = "api"\n  storage_account_name = azurerm_storage_account.shop.name\n}\n';
    expect(of({ 'main.tf': code, '.env': connection })).toEqual([]);
  });
});
test('what stands in a report is no secret', () => {
  const found = opened({ 'main.tf': machine(quoted(rsa.publicKey)), id_rsa: rsaPem }, 'id_rsa');
  expect(JSON.stringify(found)).not.toContain(rsaPem.split('\n')[3]);
});
