import { describe, expect, test } from 'vitest';
import { textFiles } from '#sources/terraform/text-files';
import { run, type Run } from './run.ts';

const assessed = (text: string, only: readonly string[] = []): Run => run(textFiles({ 'main.tf': text }), { only, mostSteps: 20 });
/** `resource: severity` of each failure, with how it is lowered. */
const failures = (text: string, control: string): string[] =>
  assessed(text, [control]).assessment.findings.flatMap(({ verdict, id, severity, lowered }) =>
    verdict.is === 'fail' ? [`${id.slice(control.length + 1)} ${severity}${lowered ? ` ${lowered}` : ''}`] : [],
  );

const user = (name: string, more = ''): string => `resource "aws_iam_user" "${name}" {\n  name = "${name}"\n${more}}\n`;
const inline = (name: string, ...statements: string[]): string =>
  `resource "aws_iam_user_policy" "${name}" {\n  user = aws_iam_user.${name}.name\n  policy = jsonencode({ Version = "2012-10-17", Statement = [${statements.join(', ')}] })\n}\n`;
const managed = (name: string, statement: string): string =>
  `resource "aws_iam_policy" "${name}" {\n  name = "${name}"\n  policy = jsonencode({ Version = "2012-10-17", Statement = [${statement}] })\n}\n`;
const role = (name: string, service: string, policyArn = 'arn:aws:iam::aws:policy/AdministratorAccess'): string =>
  `resource "aws_iam_role" "${name}" {\n  name = "${name}"\n  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { Service = "${service}.amazonaws.com" }, Action = "sts:AssumeRole" }] })\n}\nresource "aws_iam_role_policy_attachment" "${name}" {\n  role       = aws_iam_role.${name}.name\n  policy_arn = "${policyArn}"\n}\n`;
const everything = '{ Effect = "Allow", Action = "*", Resource = "*" }';
const allow = (actions: string, resource = '"*"', more = ''): string => `{ Effect = "Allow", Action = [${actions}], Resource = ${resource}${more} }`;
const deny = (actions: string): string => `{ Effect = "Deny", Action = [${actions}], Resource = "*" }`;
const makesFunctions = '"lambda:CreateFunction", "lambda:InvokeFunction", "iam:PassRole"';

describe('administrator rights are judged where they are held', () =>
  test.for<readonly [string, string, string, readonly string[]]>([
    ['everything', user('a') + inline('a', everything), 'administrator-policy', ['aws_iam_user.a high']],
    ['unattached', managed('p', everything), 'administrator-policy', ['aws_iam_policy.p low not-in-use']],
    [
      'behind a boundary',
      managed('b', allow('"s3:Get*"')) + user('a', '  permissions_boundary = aws_iam_policy.b.arn\n') + inline('a', everything),
      'administrator-policy',
      ['aws_iam_user.a info cancelled'],
    ],
    [
      'behind a boundary that nobody knows',
      `variable "b" {}\n${user('a', '  permissions_boundary = var.b\n')}${inline('a', everything)}`,
      'administrator-policy',
      ['aws_iam_user.a high'],
    ],
    [
      'denied beside it',
      user('a') + inline('a', everything, deny('"iam:*", "organizations:*", "sts:*"')),
      'administrator-policy',
      ['aws_iam_user.a info cancelled'],
    ],
    ['a Deny that takes away little', user('a') + inline('a', everything, deny('"s3:DeleteBucket"')), 'administrator-policy', ['aws_iam_user.a high']],
    [
      'a service behind a boundary',
      managed('b', allow('"ec2:*"')) + user('a', '  permissions_boundary = aws_iam_policy.b.arn\n') + inline('a', allow('"s3:*"')),
      'whole-service-allowed',
      ['aws_iam_policy.b low not-in-use', 'aws_iam_user.a info cancelled'],
    ],
  ])('%s', ([, text, control, expected]) => expect(failures(text, control)).toEqual(expected)));

describe('who can become administrator', () =>
  test.for<readonly [string, string, readonly string[]]>([
    ['by its own hand', user('a') + inline('a', allow('"iam:PutUserPolicy"')), ['aws_iam_user.a high']],
    ['by a function that runs as one', user('a') + inline('a', allow(makesFunctions)) + role('r', 'lambda'), ['aws_iam_user.a high']],
    ['no role trusts the service', user('a') + inline('a', allow(makesFunctions)) + role('r', 'ec2'), []],
    ['the role is weak', user('a') + inline('a', allow(makesFunctions)) + role('r', 'lambda', 'arn:aws:iam::aws:policy/ReadOnlyAccess'), []],
    ['the role may not be passed', user('a') + inline('a', allow(makesFunctions), deny('"iam:PassRole"')) + role('r', 'lambda'), []],
    [
      'to another service only',
      user('a') +
        inline('a', allow('"lambda:*"'), allow('"iam:PassRole"', '"*"', ', Condition = { StringEquals = { "iam:PassedToService" = "ec2.amazonaws.com" } }')) +
        role('r', 'lambda'),
      [],
    ],
    [
      'behind a boundary',
      managed('b', allow('"s3:*"')) + user('a', '  permissions_boundary = aws_iam_policy.b.arn\n') + inline('a', allow('"iam:PutUserPolicy"')),
      [],
    ],
    ['an administrator needs not become one', user('a') + inline('a', everything), []],
  ])('%s', ([, text, expected]) => expect(failures(text, 'can-become-administrator')).toEqual(expected)));

describe('steps narrow the statement that grants', () => {
  test('the action that closes the chain goes', () => {
    const { steps } = assessed(user('a') + inline('a', allow(makesFunctions)) + role('r', 'lambda'), ['can-become-administrator']);
    expect(steps.map(({ proven, changes, resolves }) => ({ proven, resolves, after: changes.map(({ after }) => after.trim()) }))).toEqual([
      {
        proven: true,
        resolves: ['can-become-administrator aws_iam_user.a'],
        after: [
          'policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["lambda:CreateFunction", "lambda:InvokeFunction"], Resource = "*" }] })',
        ],
      },
    ]);
  });
  test('in a policy that is JSON in a heredoc as well', () => {
    const { steps } = assessed(
      `${user('a')}resource "aws_iam_user_policy" "a" {\n  user = aws_iam_user.a.name\n  policy = <<-EOF\n    {\n      "Statement": [\n        { "Effect": "Allow", "Action": ["s3:GetObject", "iam:PutUserPolicy"], "Resource": "*" }\n      ]\n    }\n  EOF\n}\n`,
      ['can-become-administrator'],
    );
    expect(steps.map(({ proven, changes }) => [proven, ...changes.map(({ line, after }) => `${line}: ${after.trim()}`)])).toEqual([
      [true, '9: { "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "*" }'],
    ]);
  });
  test('two roots are two accounts', () => {
    const { assessment } = run(
      textFiles({
        'one/main.tf': `provider "aws" {}\n${user('a')}${inline('a', allow(makesFunctions))}`,
        'two/main.tf': `provider "aws" {}\n${role('r', 'lambda')}`,
      }),
      { only: ['can-become-administrator'], mostSteps: 0 },
    );
    expect(assessment.findings).toEqual([]);
  });
});
