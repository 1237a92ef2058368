import { expect, test } from 'vitest';
import { verdictsOf, type Expected, type Project } from './verdicts-of.ts';

const everything = 'administrator-policy';
const attached = 'administrator-attached';
const own = (document: string): string =>
  `resource "aws_iam_role_policy_attachment" "a" {\n  role       = "r"\n  policy_arn = aws_iam_policy.a.arn\n}\nresource "aws_iam_policy" "a" { policy = ${document} }\n`;
const json = (...statements: string[]): string => own(`jsonencode({ Statement = [${statements.join(', ')}] })`);
const data = (body: string): string => `${own('data.aws_iam_policy_document.d.json')}data "aws_iam_policy_document" "d" {\n${body}\n}\n`;
const role = (trust: string): string => `resource "aws_iam_role" "a" {\n  assume_role_policy = jsonencode({ Statement = [${trust}] })\n}\n`;
const ec2 = '{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }';
const star = '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}';
const admin = 'arn:aws:iam::aws:policy/AdministratorAccess';
const oidc = (condition: string): string =>
  role(
    `{ Effect = "Allow", Action = "sts:AssumeRoleWithWebIdentity", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, Condition = { ${condition} } }`,
  );
const audience = 'StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" }';

test.for<readonly [string, Project, string, Expected]>([
  // managed policies
  [
    'managed policies over a set',
    `resource "aws_iam_role_policy_attachment" "a" {\n  for_each = toset(["arn:aws:iam::aws:policy/ReadOnlyAccess", "${admin}"])\n  role = "r"\n  policy_arn = each.value\n}\n`,
    attached,
    `fail aws_iam_role_policy_attachment.a["${admin}"]`,
  ],
  [
    'aws_iam_policy_attachment',
    `resource "aws_iam_policy_attachment" "a" {\n  name = "a"\n  groups = ["ops"]\n  policy_arn = "${admin}"\n}\n`,
    attached,
    'fail aws_iam_policy_attachment.a',
  ],
  [
    'managed_policy_arns',
    role(ec2).replace(/\}\n$/, `  managed_policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess", "${admin}"]\n}\n`),
    attached,
    'fail aws_iam_role.a',
  ],
  [
    'the list of attachments of a role',
    `${role(ec2)}resource "aws_iam_role_policy_attachments_exclusive" "a" {\n  role_name = aws_iam_role.a.name\n  policy_arns = ["${admin}"]\n}\n`,
    attached,
    'fail aws_iam_role.a',
  ],
  [
    'a managed policy of a user through a module',
    {
      'main.tf': `module "u" {\n  source = "./u"\n  policies = { ops = "${admin}", logs = "arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess" }\n}\n`,
      'u/main.tf':
        'variable "policies" {}\nresource "aws_iam_user" "a" { name = "u" }\nresource "aws_iam_user_policy_attachment" "a" {\n  for_each = var.policies\n  user = aws_iam_user.a.name\n  policy_arn = each.value\n}\n',
    },
    attached,
    'fail module.u.aws_iam_user_policy_attachment.a["ops"]',
  ],
  [
    'a policy whose name begins as the managed one does',
    'resource "aws_iam_role_policy_attachment" "a" {\n  role = "r"\n  policy_arn = "arn:aws:iam::111122223333:policy/AdministratorAccessForReports"\n}\n',
    attached,
    'pass',
  ],
  [
    'an own policy, in one root of several',
    {
      'a/main.tf': `resource "aws_iam_policy" "p" { policy = "{}" }\nresource "aws_iam_role_policy_attachment" "a" {\n  role = "r"\n  policy_arn = aws_iam_policy.p.arn\n}\n`,
      'b/main.tf': '',
      'c/main.tf': 'locals { x = 1 }\n',
    },
    attached,
    'pass',
  ],
  ['as a boundary it gives nothing', role(ec2).replace(/\}\n$/, `  permissions_boundary = "${admin}"\n}\n`), attached, 'not judged'],
  // inline policies
  [
    'an inline_policy block',
    role(ec2).replace(/\}\n$/, `  inline_policy {\n    name = "x"\n    policy = ${JSON.stringify(star)}\n  }\n}\n`),
    everything,
    'fail aws_iam_role.a',
  ],
  [
    'aws_iam_role_policy by reference',
    `${role(ec2)}resource "aws_iam_role_policy" "a" {\n  role = aws_iam_role.a.id\n  policy = ${JSON.stringify(star)}\n}\n`,
    everything,
    'fail aws_iam_role.a',
  ],
  [
    'aws_iam_user_policy',
    `resource "aws_iam_user" "a" { name = "u" }\nresource "aws_iam_user_policy" "a" {\n  user = "u"\n  policy = ${JSON.stringify(star)}\n}\n`,
    everything,
    'fail aws_iam_user.a',
  ],
  [
    'aws_iam_group_policy',
    `resource "aws_iam_group" "a" { name = "g" }\nresource "aws_iam_group_policy" "a" {\n  group = aws_iam_group.a.name\n  policy = ${JSON.stringify(star)}\n}\n`,
    everything,
    'fail aws_iam_group.a',
  ],
  // documents
  ['no effect is Allow', data('  statement {\n    actions = ["*"]\n    resources = ["*"]\n  }'), everything, 'fail aws_iam_policy.a'],
  [
    'the second statement',
    data(
      '  statement {\n    actions = ["s3:GetObject"]\n    resources = ["*"]\n  }\n  statement {\n    actions = ["s3:Put*", "*"]\n    resources = ["arn:aws:s3:::a", "*"]\n  }',
    ),
    everything,
    'fail aws_iam_policy.a',
  ],
  ['not_actions', data('  statement {\n    not_actions = ["s3:DeleteBucket"]\n    resources = ["*"]\n  }'), everything, 'fail aws_iam_policy.a'],
  ['not_resources', data('  statement {\n    actions = ["*"]\n    not_resources = ["arn:aws:s3:::secret/*"]\n  }'), everything, 'fail aws_iam_policy.a'],
  [
    'everything but identity and organisation',
    data('  statement {\n    not_actions = ["iam:*", "organizations:*", "account:*"]\n    resources = ["*"]\n  }'),
    everything,
    'pass',
  ],
  [
    'NotAction in a Deny',
    json('{ Effect = "Deny", NotAction = ["s3:*"], Resource = "*" }', '{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }'),
    everything,
    'pass',
  ],
  ['NotAction on one resource', json('{ Effect = "Allow", NotAction = ["s3:DeleteBucket"], Resource = "arn:aws:s3:::a" }'), everything, 'pass'],
  [
    'everything is denied again',
    json('{ Effect = "Allow", Action = "*", Resource = "*" }', '{ Effect = "Deny", Action = "*", Resource = "*" }'),
    everything,
    'pass',
  ],
  [
    'something is denied again',
    json('{ Effect = "Allow", Action = "*", Resource = "*" }', '{ Effect = "Deny", Action = "iam:DeleteUser", Resource = "*" }'),
    everything,
    'fail aws_iam_policy.a',
  ],
  [
    'source documents over for_each',
    {
      'main.tf': `${own('data.aws_iam_policy_document.d.json')}
    data "aws_iam_policy_document" "part" {
      for_each = { read = "s3:GetObject", all = "*" }
      statement {
        actions   = [each.value]
        resources = ["*"]
      }
    }
    data "aws_iam_policy_document" "d" { source_policy_documents = [for one in data.aws_iam_policy_document.part : one.json] }`,
    },
    everything,
    'fail aws_iam_policy.a',
  ],
  [
    'the last override wins',
    `${own('data.aws_iam_policy_document.d.json')}
    data "aws_iam_policy_document" "wide" {
      statement {
        sid       = "x"
        actions   = ["*"]
        resources = ["*"]
      }
    }
    data "aws_iam_policy_document" "narrow" {
      statement {
        sid       = "x"
        actions   = ["s3:GetObject"]
        resources = ["*"]
      }
    }
    data "aws_iam_policy_document" "d" { override_policy_documents = [data.aws_iam_policy_document.wide.json, data.aws_iam_policy_document.narrow.json] }`,
    everything,
    'pass',
  ],
  [
    'statements put together from lists',
    own(
      'jsonencode({ Statement = concat([{ Effect = "Allow", Action = ["s3:GetObject"], Resource = ["*"] }], [for one in ["*"] : { Effect = "Allow", Action = one, Resource = one }]) })',
    ),
    everything,
    'fail aws_iam_policy.a',
  ],
  [
    'a policy in a heredoc',
    own('<<EOT\n{\n  "Statement": [{ "Effect": "Allow", "Action": ["*"], "Resource": ["*"] }]\n}\nEOT\n')
      .replace('{ policy =', '{\n  policy =')
      .replace('EOT\n }', 'EOT\n}'),
    everything,
    'fail aws_iam_policy.a',
  ],
  [
    'attached through the output of a module',
    {
      'main.tf': 'module "p" { source = "./p" }\nresource "aws_iam_role_policy_attachment" "a" {\n  role = "r"\n  policy_arn = module.p.arns["all"]\n}\n',
      'p/main.tf': `resource "aws_iam_policy" "a" { policy = ${JSON.stringify(star)} }\noutput "arns" { value = { all = aws_iam_policy.a.arn } }\n`,
    },
    everything,
    'fail module.p.aws_iam_policy.a',
  ],
  [
    'all of a service, by its ARN',
    json('{ Effect = "Allow", Action = "s3:*", Resource = "arn:aws:s3:::*" }'),
    'whole-service-allowed',
    'fail aws_iam_policy.a',
  ],
  [
    'all of a service in every account',
    json('{ Effect = "Allow", Action = "dynamodb:*", Resource = ["arn:aws:dynamodb:*:*:*"] }'),
    'whole-service-allowed',
    'fail aws_iam_policy.a',
  ],
  [
    'all of a service, on one table',
    json('{ Effect = "Allow", Action = "dynamodb:*", Resource = ["arn:aws:dynamodb:*:*:table/orders"] }'),
    'whole-service-allowed',
    'pass',
  ],
  ['only reading', json('{ Effect = "Allow", Action = ["s3:Get*", "s3:List*"], Resource = "*" }'), 'whole-service-allowed', 'pass'],
  // trust
  ['anybody', role('{ Effect = "Allow", Principal = { AWS = "*" }, Action = "sts:AssumeRole" }'), 'role-anyone-can-assume', 'fail aws_iam_role.a'],
  [
    'anybody of the organisation',
    role('{ Effect = "Allow", Principal = "*", Action = "sts:AssumeRole", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1" } } }'),
    'role-anyone-can-assume',
    'pass',
  ],
  [
    'an account',
    role('{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "sts:AssumeRole" }'),
    'role-anyone-can-assume',
    'pass',
  ],
  [
    'a trust document over a list',
    `resource "aws_iam_role" "a" { assume_role_policy = data.aws_iam_policy_document.t.json }\ndata "aws_iam_policy_document" "t" {\n  statement {\n    actions = ["sts:AssumeRole"]\n    dynamic "principals" {\n      for_each = { Service = ["ec2.amazonaws.com"], AWS = ["*"] }\n      content {\n        type = principals.key\n        identifiers = principals.value\n      }\n    }\n  }\n}\n`,
    'role-anyone-can-assume',
    'fail aws_iam_role.a',
  ],
  [
    'GitHub, one repository',
    oidc(`${audience}, StringLike = { "token.actions.githubusercontent.com:sub" = "repo:acme/shop:*" }`),
    'federation-not-pinned',
    'pass',
  ],
  [
    'GitHub, every repository',
    oidc(`${audience}, StringLike = { "token.actions.githubusercontent.com:sub" = "repo:*" }`),
    'federation-not-pinned',
    'fail aws_iam_role.a',
  ],
  ['GitHub, the audience only', oidc(audience), 'federation-not-pinned', 'fail aws_iam_role.a'],
  // what is not known in a policy
  [
    'an account that is not known',
    `variable "account" {}\n${role('{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::${var.account}:root" }, Action = "sts:AssumeRole" }')}`,
    'role-anyone-can-assume',
    'pass',
  ],
  [
    'somebody who is not known',
    `variable "who" {}\n${role('{ Effect = "Allow", Principal = { AWS = var.who }, Action = "sts:AssumeRole" }')}`,
    'role-anyone-can-assume',
    'unknown aws_iam_role.a',
  ],
  [
    'paths of an organisation that is not known',
    `variable "organisation" {}\n${role('{ Effect = "Allow", Principal = "*", Action = "sts:AssumeRole", Condition = { "ForAnyValue:StringLike" = { "aws:PrincipalOrgPaths" = "${var.organisation}/*" } } }')}`,
    'role-anyone-can-assume',
    'pass',
  ],
  [
    'everything, beside an ARN that is not known',
    {
      'main.tf': `variable "name" {}\n${own('templatefile("p.json", { name = var.name })')}`,
      'p.json': '{"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::${name}/*"},{"Effect":"Allow","Action":"*","Resource":"*"}]}',
    },
    everything,
    'fail aws_iam_policy.a',
  ],
  [
    'an ARN that is not known, in a text',
    `variable "name" {}\n${own('"{\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Action\\":\\"s3:GetObject\\",\\"Resource\\":\\"arn:aws:s3:::${var.name}/*\\"}]}"')}`,
    everything,
    'pass',
  ],
  [
    'an action that is not known, in a text',
    `variable "verb" {}\n${own('"{\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Action\\":\\"${var.verb}\\",\\"Resource\\":\\"*\\"}]}"')}`,
    everything,
    'unknown aws_iam_policy.a',
  ],
  [
    'the policy of an account that is not known',
    'data "aws_caller_identity" "me" {}\nresource "aws_iam_role_policy_attachment" "a" {\n  role = "r"\n  policy_arn = "arn:aws:iam::${data.aws_caller_identity.me.account_id}:policy/Reports"\n}\n',
    attached,
    'pass',
  ],
  [
    'a managed policy by a name that gives little',
    'data "aws_iam_policy" "p" { name = "AWSLambdaBasicExecutionRole" }\nresource "aws_iam_role_policy_attachment" "a" {\n  role = "r"\n  policy_arn = data.aws_iam_policy.p.arn\n}\n',
    attached,
    'pass',
  ],
])('%s', ([, project, control, expected]) => expect(verdictsOf(project, control)).toBe(expected));
