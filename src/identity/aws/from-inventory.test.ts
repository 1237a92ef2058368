import { describe, expect, test } from 'vitest';
import { awsIdentityFrom, awsInputFrom } from '#assessment/identity-of';
import { buildInventory, typesOf } from '#inventory/inventory';
import { resourceTypes } from '#resources/index';
import { readTerraform } from '#sources/terraform/terraform';
import { textFiles } from '#sources/terraform/text-files';
import { powerfulPrincipals } from './powerful.ts';

const types = typesOf(resourceTypes);
const inputOf = (text: string) => {
  const { blocks, diagnostics, exported } = readTerraform(textFiles({ 'main.tf': text }));
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return awsInputFrom(buildInventory(blocks, types, exported));
};
const waysOf = (text: string): string[] =>
  awsIdentityFrom(inputOf(text))
    .escalations()
    .edges.map(({ from, to, method, condition }) => `${from.slice(from.indexOf('/') + 1)} ${method} ${to.slice(to.indexOf('/') + 1)}${condition ? ' ?' : ''}`);

const trust = (principal: string): string =>
  `assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = ${principal} }] })`;
const strong = (name: string, service: string): string => `
  resource "aws_iam_role" "strong" {
    name = ${name}
    ${trust(`{ Service = "${service}.amazonaws.com" }`)}
  }
  resource "aws_iam_role_policy_attachment" "strong" {
    role       = aws_iam_role.strong.name
    policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
  }`;
const eve = (statements: string): string => `
  resource "aws_iam_user" "eve" { name = "eve" }
  resource "aws_iam_user_policy" "eve" {
    user   = aws_iam_user.eve.name
    policy = jsonencode({ Version = "2012-10-17", Statement = [${statements}] })
  }
  data "aws_caller_identity" "current" {}
  variable "suffix" {}`;
const allow = (actions: string, resource = '"*"'): string => `{ Effect = "Allow", Action = ${JSON.stringify(actions.split(' '))}, Resource = ${resource} }`;

describe('names with a variable that has no value', () => {
  const run = allow('lambda:CreateFunction lambda:InvokeFunction');
  test.for<{ name: string; role: string; resource: string; ways: readonly string[] }>([
    {
      name: 'the same text',
      role: '"app-${var.suffix}"',
      resource: '"arn:aws:iam::${data.aws_caller_identity.current.account_id}:role/app-${var.suffix}"',
      ways: ['lambda-001'],
    },
    {
      name: 'a pattern of its beginning',
      role: '"app-${var.suffix}"',
      resource: '"arn:aws:iam::${data.aws_caller_identity.current.account_id}:role/app-*"',
      ways: ['lambda-001'],
    },
    { name: 'another beginning', role: '"app-${var.suffix}"', resource: '"arn:aws:iam::*:role/web-${var.suffix}"', ways: [] },
    { name: 'another account', role: '"app-${var.suffix}"', resource: '"arn:aws:iam::999999999999:role/app-*"', ways: [] },
    { name: 'an account that nobody knows', role: '"app"', resource: '"arn:aws:iam::${var.suffix}:role/app"', ways: ['lambda-001 ?'] },
    { name: 'made by a function', role: '"app"', resource: '"arn:aws:iam::*:role/${lower(var.suffix)}"', ways: ['lambda-001 ?'] },
    { name: 'the ARN of the role', role: '"app-${var.suffix}"', resource: 'aws_iam_role.strong.arn', ways: ['lambda-001'] },
  ])('$name', ({ role, resource, ways }) => {
    expect(waysOf(strong(role, 'lambda') + eve(`${run}, ${allow('iam:PassRole', resource)}`)).map((way) => way.replace(/^eve (\S+) \S+/, '$1'))).toEqual(ways);
  });
});

describe('the role of a stack', () => {
  const update = eve(allow('cloudformation:UpdateStack'));
  test.for<{ name: string; role: string; ways: readonly string[] }>([
    { name: 'named', role: 'aws_iam_role.strong.arn', ways: ['eve cloudformation-002 base'] },
    { name: 'none', role: '""', ways: [] },
    { name: 'a variable without a value', role: 'var.suffix', ways: ['eve cloudformation-002 base ?'] },
    { name: 'a variable that is empty unless it is set', role: 'var.role', ways: ['eve cloudformation-002 base ?'] },
  ])('$name', ({ role, ways }) => {
    const stack = `resource "aws_cloudformation_stack" "a" {\nname = "a"\niam_role_arn = ${role}\n}\nvariable "role" {\ndefault = ""\n}`;
    expect(waysOf(`${strong('"base"', 'cloudformation')}${update}\n${stack}`)).toEqual(ways);
  });
});

test('earlier versions of a policy in code: nobody knows them', () => {
  const text = `
    resource "aws_iam_policy" "team" {
      name   = "team"
      policy = jsonencode({ Version = "2012-10-17", Statement = [${allow('iam:SetDefaultPolicyVersion')}] })
    }
    resource "aws_iam_user" "eve" { name = "eve" }
    resource "aws_iam_user_policy_attachment" "eve" {
      user       = aws_iam_user.eve.name
      policy_arn = aws_iam_policy.team.arn
    }`;
  expect(waysOf(text)).toEqual(['eve rollback-001 eve ?']);
});

test.for<{ name: string; rule: string; ways: readonly string[] }>([
  {
    name: 'SSH from one network',
    rule: 'from_port = 22\nto_port = 22\nprotocol = "tcp"\ncidr_blocks = ["10.0.0.0/8"]',
    ways: ['eve ec2instanceconnect-003 base'],
  },
  { name: 'HTTPS only', rule: 'from_port = 443\nto_port = 443\nprotocol = "tcp"\ncidr_blocks = ["0.0.0.0/0"]', ways: [] },
])('an instance that lets in $name', ({ rule, ways }) => {
  const machine = `resource "aws_security_group" "g" {\ningress {\n${rule}\n}\n}
    resource "aws_iam_instance_profile" "p" {\nname = "p"\nrole = aws_iam_role.strong.name\n}
    resource "aws_instance" "i" {\niam_instance_profile = aws_iam_instance_profile.p.name\nvpc_security_group_ids = [aws_security_group.g.id]\n}`;
  expect(waysOf(`${strong('"base"', 'ec2')}${eve(allow('ec2-instance-connect:SendSSHPublicKey ec2:DescribeInstances'))}\n${machine}`)).toEqual(ways);
});

test('the region that policies name', () => {
  const lambda = `resource "aws_lambda_function" "f" {\nfunction_name = "api"\nrole = aws_iam_role.strong.arn\n}`;
  const code = eve(allow('lambda:UpdateFunctionCode', '"arn:aws:lambda:ap-northeast-1:*:function:api"'));
  expect(waysOf(`${strong('"base"', 'lambda')}${code}\n${lambda}`)).toEqual(['eve lambda-003 base']);
});

test('rights are named with the lines of the code', () => {
  const text = `
resource "aws_iam_user" "eve" { name = "eve" }
resource "aws_iam_user_policy" "eve" {
  user = aws_iam_user.eve.name
  policy = jsonencode({ Statement = [
    { Effect = "Allow", Action = "s3:GetObject", Resource = "\${aws_s3_bucket.ledger.arn}/*" },
    { Effect = "Allow", Action = "cloudtrail:StopLogging", Resource = aws_cloudtrail.main.arn },
    { Effect = "Allow", Action = "s3:DeleteObject", Resource = "\${aws_s3_bucket.files.arn}/*" },
  ] })
}
resource "aws_s3_bucket" "ledger" { bucket = "ledger" }
resource "aws_s3_bucket" "files" { bucket = "files" }
resource "aws_cloudtrail" "main" {
  name           = "main"
  s3_bucket_name = aws_s3_bucket.files.id
}`;
  const [power] = powerfulPrincipals(awsIdentityFrom(inputOf(text))).values();
  expect(power?.stores.map(({ store, reads, destroys }) => [store, reads?.because[0]?.at?.line, destroys?.because[0]?.at?.line])).toEqual([
    ['arn:aws:s3:::ledger', 6, undefined],
    ['arn:aws:s3:::files', undefined, 8],
  ]);
  expect(power?.audit.map(({ action, because }) => [action, because[0]?.at?.line])).toEqual([
    ['cloudtrail:StopLogging', 7],
    ['s3:DeleteObject', 8],
  ]);
});
