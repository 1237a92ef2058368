import { describe, expect, test } from 'vitest';
import { awsKeyId, awsPair, awsSecret, base64, bytes, letters, opened, state, table } from './opened.test-support.ts';

const own = '111122223333';
const other = '444455556666';
const grant = (action: string, resource = '*'): string => `jsonencode({ Statement = [{ Effect = "Allow", Action = ${action}, Resource = "${resource}" }] })`;
const user = (action: string, more = ''): string => `
  resource "aws_iam_user" "ci" {
    name = "ci"
    ${more}
  }
  resource "aws_iam_user_policy" "ci" {
    user   = aws_iam_user.ci.name
    policy = ${grant(action)}
  }
  resource "aws_iam_access_key" "ci" {
    user = aws_iam_user.ci.name
  }
  resource "aws_s3_bucket" "photos" { bucket = "photos" }`;
const keyState = (account: string, seed: string, values: object = {}, name = 'ci', key?: string | number): string =>
  state([
    { type: 'aws_iam_user', name: 'ci', values: { name: 'ci', arn: `arn:aws:iam::${account}:user/ci` } },
    {
      type: 'aws_iam_access_key',
      name,
      ...(key === undefined ? {} : { key }),
      values: { id: awsKeyId(account, seed), user: 'ci', status: 'Active', secret: awsSecret(seed), ...values },
    },
  ]);

describe('AWS keys', () =>
  table([
    {
      name: 'administrator, by its id in a state',
      files: { 'main.tf': user('"*"'), 'terraform.tfstate': keyState(own, 'a'), '.env': awsPair(own, 'a') },
      is: 'principal',
      names: ['ci'],
      state: 'current',
      administrator: true,
      severity: 'critical',
      stores: ['photos'],
      next: "terraform apply -replace='aws_iam_access_key.ci'",
    },
    {
      name: 'administrator, in the state itself',
      files: { 'main.tf': user('"*"'), 'terraform.tfstate': keyState(own, 'a') },
      in: 'terraform.tfstate',
      is: 'principal',
      names: ['ci'],
      administrator: true,
      severity: 'critical',
    },
    {
      name: 'can become administrator',
      files: { 'main.tf': user('["iam:PutUserPolicy"]'), 'terraform.tfstate': keyState(own, 'a'), '.env': awsPair(own, 'a') },
      is: 'principal',
      becomes: true,
      administrator: false,
      severity: 'critical',
    },
    {
      name: 'reads a bucket',
      files: { 'main.tf': user('["s3:GetObject", "s3:ListBucket"]'), 'terraform.tfstate': keyState(own, 'a'), '.env': awsPair(own, 'a') },
      is: 'principal',
      administrator: false,
      becomes: false,
      stores: ['photos'],
    },
    {
      name: 'no data and no way up',
      files: { 'main.tf': user('["ec2:DescribeInstances"]'), 'terraform.tfstate': keyState(own, 'a'), '.env': awsPair(own, 'a') },
      is: 'principal',
      administrator: false,
      becomes: false,
      stores: [],
    },
    {
      name: 'a boundary takes administrator away',
      files: {
        'main.tf': `${user('"*"', 'permissions_boundary = aws_iam_policy.limit.arn')}\nresource "aws_iam_policy" "limit" {\n  name = "limit"\n  policy = ${grant('["ec2:Describe*"]')}\n}`,
        'terraform.tfstate': keyState(own, 'a'),
        '.env': awsPair(own, 'a'),
      },
      is: 'principal',
      administrator: false,
      becomes: false,
      stores: [],
    },
    {
      name: 'turned off in the code',
      files: {
        'main.tf': user('"*"').replace(
          'user = aws_iam_user.ci.name\n  }\n  resource "aws_s3',
          'user = aws_iam_user.ci.name\n    status = "Inactive"\n  }\n  resource "aws_s3',
        ),
        'terraform.tfstate': keyState(own, 'a'),
        '.env': awsPair(own, 'a'),
      },
      is: 'principal',
      state: 'disabled',
      severity: 'low',
    },
    {
      name: 'turned off in the state',
      files: { 'main.tf': user('"*"'), 'terraform.tfstate': keyState(own, 'a', { status: 'Inactive' }), '.env': awsPair(own, 'a') },
      is: 'principal',
      state: 'disabled',
      severity: 'low',
    },
    {
      name: 'with the key of its instance',
      files: {
        'main.tf': user('"*"').replace('resource "aws_iam_access_key" "ci" {', 'resource "aws_iam_access_key" "ci" {\n    for_each = toset(["blue"])'),
        'terraform.tfstate': keyState(own, 'a', {}, 'ci', 'blue'),
        '.env': awsPair(own, 'a'),
      },
      is: 'principal',
      names: ['ci'],
      next: `aws_iam_access_key.ci["blue"]`,
    },
    {
      name: 'one of several instances',
      files: {
        'main.tf': user('"*"').replace('resource "aws_iam_access_key" "ci" {', 'resource "aws_iam_access_key" "ci" {\n    count = 2'),
        'terraform.tfstate': keyState(own, 'a', {}, 'ci', 1),
        '.env': awsPair(own, 'a'),
      },
      is: 'principal',
      next: 'aws_iam_access_key.ci[1]',
    },
    {
      name: 'in a module',
      files: {
        'main.tf': 'module "ci" { source = "./ci" }',
        'ci/main.tf': user('"*"'),
        'terraform.tfstate': state([
          { type: 'aws_iam_access_key', name: 'ci', module: 'module.ci', values: { id: awsKeyId(own, 'a'), user: 'ci', secret: awsSecret('a') } },
        ]),
        '.env': awsPair(own, 'a'),
      },
      is: 'principal',
      administrator: true,
      next: 'module.ci.aws_iam_access_key.ci',
    },
    {
      name: 'in one of two roots',
      files: {
        'dev/main.tf': user('["ec2:DescribeInstances"]'),
        'prod/main.tf': user('"*"'),
        'prod/terraform.tfstate': keyState(own, 'a'),
        '.env': awsPair(own, 'a'),
      },
      is: 'principal',
      administrator: true,
    },
    {
      name: 'in the other of two roots',
      files: {
        'dev/main.tf': user('["ec2:DescribeInstances"]'),
        'prod/main.tf': user('"*"'),
        'dev/terraform.tfstate': keyState(own, 'a'),
        '.env': awsPair(own, 'a'),
      },
      is: 'principal',
      administrator: false,
    },
    {
      name: 'the block is gone, the state has it still',
      files: { 'main.tf': user('"*"').replace(/resource "aws_iam_access_key"[^}]*\}/, ''), 'terraform.tfstate': keyState(own, 'a'), '.env': awsPair(own, 'a') },
      is: 'principal',
      names: ['ci'],
      administrator: true,
      next: 'no longer in the code',
    },
    {
      name: 'a literal user name',
      files: {
        'main.tf': user('"*"').replace(
          'resource "aws_iam_access_key" "ci" {\n    user = aws_iam_user.ci.name',
          'resource "aws_iam_access_key" "ci" {\n    user = "ci"',
        ),
        'terraform.tfstate': keyState(own, 'a'),
        '.env': awsPair(own, 'a'),
      },
      is: 'principal',
      administrator: true,
    },
    {
      name: 'an SES password of the key',
      files: {
        'main.tf': user('["ses:SendRawEmail"]'),
        'terraform.tfstate': keyState(own, 'a', {
          secret: undefined,
          ses_smtp_password_v4: Buffer.concat([Buffer.from([4]), bytes('ses', 32)]).toString('base64'),
        }),
      },
      in: 'terraform.tfstate',
      is: 'principal',
      names: ['ci'],
      limits: 'sends mail',
      administrator: false,
    },
    {
      name: 'a console password in a state',
      files: {
        'main.tf': `${user('"*"')}\nresource "aws_iam_user_login_profile" "ci" { user = aws_iam_user.ci.name }`,
        'terraform.tfstate': state([{ type: 'aws_iam_user_login_profile', name: 'ci', values: { user: 'ci', password: 'Xv7!qLm2#Tz9@pRd' } }]),
      },
      in: 'terraform.tfstate',
      is: 'principal',
      names: ['ci'],
      administrator: true,
    },
    {
      name: 'a Git credential names its user',
      files: {
        'main.tf': user('"*"'),
        'terraform.tfstate': keyState(own, 'a'),
        '.env': `https://ci-at-${own}:${base64('git', 33)}@git-codecommit.us-east-1.amazonaws.com/v1/repos/shop\n`,
      },
      is: 'principal',
      names: ['ci'],
      administrator: false,
      limits: 'CodeCommit only',
    },
    {
      name: 'account only',
      files: {
        'main.tf': user('"*"').replace(/resource "aws_iam_access_key"[^}]*\}/, ''),
        'terraform.tfstate': state([{ type: 'aws_iam_user', name: 'ci', values: { name: 'ci', arn: `arn:aws:iam::${own}:user/ci` } }]),
        '.env': awsPair(own, 'x'),
      },
      is: 'account',
      names: [own],
      next: 'ListAccessKeys',
      severity: 'critical',
    },
    {
      name: 'a key that was replaced',
      files: { 'main.tf': user('"*"'), 'terraform.tfstate': keyState(own, 'new'), '.env': awsPair(own, 'old') },
      is: 'account',
      names: [own],
      why: 'none of the keys that the state knows',
    },
    {
      name: 'one of those for whom the code makes keys',
      files: {
        'main.tf': `provider "aws" {\n  region = "us-east-1"\n  assume_role { role_arn = "arn:aws:iam::${own}:role/deploy" }\n}\n${user('"*"')}`,
        '.env': awsPair(own, 'x'),
      },
      is: 'candidates',
      names: ['ci'],
    },
    {
      name: 'a presigned URL',
      files: {
        'main.tf': 'resource "aws_s3_bucket" "photos" { bucket = "photos-prod" }',
        '.env': `LINK=https://photos-prod.s3.ap-northeast-1.amazonaws.com/a.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${awsKeyId(own, 'p')}%2F20261120%2Fap-northeast-1%2Fs3%2Faws4_request&X-Amz-Date=20261120T000000Z&X-Amz-Expires=604800&X-Amz-SignedHeaders=host&X-Amz-Signature=${bytes('sig', 32).toString('hex')}\n`,
      },
      is: 'resource',
      names: ['aws_s3_bucket.photos'],
      stores: ['aws_s3_bucket.photos'],
      limits: 'It ends on 2026-11-27',
    },
    {
      name: 'a presigned URL that is over',
      files: {
        'main.tf': 'resource "aws_s3_bucket" "photos" { bucket = "photos-prod" }',
        '.env': `LINK=https://photos-prod.s3.ap-northeast-1.amazonaws.com/a.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${awsKeyId(own, 'p')}%2F20260101%2Fap-northeast-1%2Fs3%2Faws4_request&X-Amz-Date=20260101T000000Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host&X-Amz-Signature=${bytes('sig', 32).toString('hex')}\n`,
      },
      is: 'resource',
      state: 'expired',
      severity: 'low',
    },
  ]));

describe('AWS keys that are of somebody else', () =>
  table([
    {
      name: 'a key of a session',
      files: {
        'main.tf': user('"*"'),
        'terraform.tfstate': keyState(own, 'a'),
        '.env': `AWS_ACCESS_KEY_ID=${awsKeyId(own, 'session').replace('AKIA', 'ASIA')}\nAWS_SECRET_ACCESS_KEY=${awsSecret('session')}\n`,
      },
      is: 'account',
      names: [own],
      next: 'CloudTrail',
      administrator: false,
    },
    {
      name: 'a secret without its id',
      files: { 'main.tf': user('"*"'), '.env': `AWS_SECRET_ACCESS_KEY=${awsSecret('alone')}\n` },
      is: 'unknown',
      why: 'No key id',
      severity: 'critical',
    },
    {
      name: 'a login of a registry',
      files: {
        'main.tf': 'resource "aws_ecr_repository" "shop" { name = "shop" }',
        '.docker/config.json': `{"auths":{"${own}.dkr.ecr.us-east-1.amazonaws.com":{"auth":"${Buffer.from(`AWS:${letters('ecr', 40)}`).toString('base64')}"}}}`,
      },
      in: '.docker/config.json',
      is: 'account',
      names: [own],
      why: 'registry of account',
    },
    {
      name: 'another account',
      files: { 'main.tf': user('"*"'), 'terraform.tfstate': keyState(own, 'a'), '.env': awsPair(other, 'b') },
      is: 'account',
      names: [other],
      administrator: false,
      stores: [],
      why: 'not among those of this code',
      severity: 'critical',
    },
    {
      name: 'a user of the same name in another account',
      files: {
        'main.tf': user('"*"'),
        'terraform.tfstate': keyState(own, 'a'),
        '.env': `https://ci-at-${other}:${base64('git', 33)}@git-codecommit.us-east-1.amazonaws.com/v1/repos/shop\n`,
      },
      is: 'account',
      names: [other],
      administrator: false,
      stores: [],
    },
    {
      name: 'a user of the same name, and nobody knows the account of the code',
      files: { 'main.tf': user('"*"'), '.env': `https://ci-at-${other}:${base64('git', 33)}@git-codecommit.us-east-1.amazonaws.com/v1/repos/shop\n` },
      is: 'candidates',
      names: ['ci'],
      administrator: false,
      stores: [],
    },
    {
      name: 'a key id of the older form',
      files: { 'main.tf': user('"*"'), '.env': `AWS_ACCESS_KEY_ID=AKIA${'IFRYBLVTCEKXQ3ZN'}\nAWS_SECRET_ACCESS_KEY=${awsSecret('old')}\n` },
      is: 'unknown',
      next: 'GetAccessKeyInfo',
      severity: 'critical',
    },
    {
      name: 'a key of a user whom the code does not have',
      files: { 'main.tf': 'resource "aws_s3_bucket" "photos" {}', 'terraform.tfstate': keyState(own, 'a'), '.env': awsPair(own, 'a') },
      is: 'principal',
      names: ['ci'],
      administrator: false,
      stores: [],
      why: 'rights are not in the code',
    },
  ]));

const db = (more = ''): string => `resource "aws_db_instance" "orders" {\n  identifier = "orders"\n  publicly_accessible = true\n${more}}\n`;
const url = (host: string): string => `DATABASE_URL=postgres://shop:Vq8rT2mWx9Lp@${host}:5432/shop\n`;
const rds = 'orders.c1abcdefgh.ap-northeast-1.rds.amazonaws.com';
const region = (name: string): string => `provider "aws" { region = "${name}" }\n`;

describe('databases on AWS', () =>
  table([
    {
      name: 'by its identifier',
      files: { 'main.tf': region('ap-northeast-1') + db(), '.env': url(rds) },
      is: 'resource',
      names: ['aws_db_instance.orders'],
      severity: 'critical',
      why: 'database',
    },
    {
      name: 'without a public address',
      files: { 'main.tf': db().replace('true', 'false'), '.env': url(rds) },
      is: 'resource',
      private: true,
      severity: 'high',
    },
    {
      name: 'by its endpoint in a state',
      files: {
        'main.tf': 'resource "aws_db_instance" "orders" { publicly_accessible = true }',
        'terraform.tfstate': state([{ type: 'aws_db_instance', name: 'orders', values: { address: rds, endpoint: `${rds}:5432` } }]),
        '.env': url(rds),
      },
      is: 'resource',
      names: ['aws_db_instance.orders'],
    },
    {
      name: 'through a DNS record',
      files: {
        'main.tf': `${db()}resource "aws_route53_zone" "in" { name = "shop.internal" }\nresource "aws_route53_record" "db" {\n  zone_id = aws_route53_zone.in.zone_id\n  name = "db.shop.internal"\n  type = "CNAME"\n  ttl = 60\n  records = [aws_db_instance.orders.address]\n}`,
        '.env': url('db.shop.internal'),
      },
      is: 'resource',
      names: ['aws_db_instance.orders'],
    },
    {
      name: 'a cluster',
      files: {
        'main.tf': 'resource "aws_rds_cluster" "orders" { cluster_identifier = "orders" }',
        '.env': url('orders.cluster-c1abcdefgh.ap-northeast-1.rds.amazonaws.com'),
      },
      is: 'resource',
      names: ['aws_rds_cluster.orders'],
      private: true,
    },
    {
      name: 'Redshift',
      files: {
        'main.tf': 'resource "aws_redshift_cluster" "dwh" {\n  cluster_identifier = "dwh"\n  publicly_accessible = true\n}',
        '.env': 'DWH=redshift://etl:Vq8rT2mWx9Lp@dwh.c1abcdefgh.us-east-1.redshift.amazonaws.com:5439/dwh\n',
      },
      is: 'resource',
      names: ['aws_redshift_cluster.dwh'],
    },
    {
      name: 'ElastiCache',
      files: {
        'main.tf': 'resource "aws_elasticache_replication_group" "sessions" { replication_group_id = "sessions" }',
        '.env': `REDIS_URL=rediss://:${letters('redis', 24)}@master.sessions.abc123.apne1.cache.amazonaws.com:6379\n`,
      },
      is: 'resource',
      names: ['aws_elasticache_replication_group.sessions'],
      private: true,
    },
    {
      name: 'a password in tfvars, through its variable',
      files: {
        'main.tf': `variable "db_password" { type = string }\n${db('  password = var.db_password\n')}`,
        'terraform.tfvars': 'db_password = "Vq8rT2mWx9Lp-4"\n',
      },
      in: 'terraform.tfvars',
      is: 'resource',
      names: ['aws_db_instance.orders'],
      next: 'Change password at aws_db_instance.orders',
    },
    {
      name: 'a made-up password in a state',
      files: {
        'main.tf': `resource "random_password" "db" { length = 20 }\n${db('  password = random_password.db.result\n')}`,
        'terraform.tfstate': state([{ type: 'random_password', name: 'db', values: { result: 'h7Kq-Zr4!tWm9Xs2pLc' } }]),
      },
      in: 'terraform.tfstate',
      is: 'resource',
      names: ['aws_db_instance.orders'],
      state: 'current',
    },
    {
      name: 'guarded by a security group',
      files: {
        'main.tf': `resource "aws_security_group" "db" {\n  ingress {\n    from_port = 5432\n    to_port = 5432\n    protocol = "tcp"\n    cidr_blocks = ["10.0.0.0/8"]\n  }\n}\n${db('  vpc_security_group_ids = [aws_security_group.db.id]\n')}`,
        '.env': url(rds),
      },
      is: 'resource',
      private: true,
      limits: 'No rule of the code lets the internet in',
      severity: 'high',
    },
    {
      name: 'one password for two databases',
      files: {
        'main.tf': `variable "db_password" { type = string }\n${db('  password = var.db_password\n')}${db('  password = var.db_password\n').replaceAll('orders', 'users')}`,
        'terraform.tfvars': 'db_password = "Vq8rT2mWx9Lp-4"\n',
      },
      in: 'terraform.tfvars',
      is: 'resource',
      names: ['aws_db_instance.orders', 'aws_db_instance.users'],
      stores: ['aws_db_instance.orders', 'aws_db_instance.users'],
    },
    { name: 'another region', files: { 'main.tf': region('eu-west-1') + db(), '.env': url(rds) }, is: 'unknown', stores: [], why: 'another region' },
    {
      name: 'the same name in another account',
      files: {
        'main.tf': region('ap-northeast-1') + db(),
        'terraform.tfstate': state([{ type: 'aws_db_instance', name: 'orders', values: { address: 'orders.czzzzzzzzz.ap-northeast-1.rds.amazonaws.com' } }]),
        '.env': url(rds),
      },
      is: 'unknown',
      stores: [],
      why: 'another account',
    },
    {
      name: 'two of one name',
      files: { 'a/main.tf': db(), 'b/main.tf': db(), '.env': url(rds) },
      is: 'candidates',
      names: ['a:aws_db_instance.orders', 'b:aws_db_instance.orders'],
      stores: [],
    },
    { name: 'no such database', files: { 'main.tf': db().replace('"orders"\n', '"other"\n'), '.env': url(rds) }, is: 'account', stores: [] },
  ]));

test('the path leads from the key over its steps to administrator and data', () => {
  const { path, message } = opened(
    { 'main.tf': user('["iam:PutUserPolicy", "s3:GetObject"]'), 'terraform.tfstate': keyState(own, 'a'), '.env': awsPair(own, 'a') },
    '.env',
  );
  expect(path).toEqual(['ci', 'ci', 'administrator', 'photos']);
  expect(message.en).toContain('It can become administrator: ');
  expect(message.ja).toContain('次の手順で管理者になれます');
  expect(message.en).not.toContain(awsSecret('a'));
});

test('what opens administrator comes before what opens data, and that before what is turned off', () => {
  const of = (action: string, more = ''): number =>
    opened(
      {
        'main.tf': user(action).replace('resource "aws_iam_access_key" "ci" {', `resource "aws_iam_access_key" "ci" {\n${more}`),
        'terraform.tfstate': keyState(own, 'a'),
        '.env': awsPair(own, 'a'),
      },
      '.env',
    ).priority;
  const [administrator, becomes, reads, off] = [of('"*"'), of('["iam:PutUserPolicy"]'), of('["s3:GetObject"]'), of('"*"', 'status = "Inactive"')];
  expect([administrator, becomes, reads, off].toSorted((a, b) => b - a)).toEqual([administrator, becomes, reads, off]);
  expect(new Set([administrator, becomes, reads, off]).size).toBe(4);
});
