import { opensToAll } from '#resources/aws/policy';
import { control, judgeEach } from '../control.ts';

export default control({
  id: 'role-anyone-can-assume',
  severity: 'critical',
  viewpoints: ['unauthorised-use', 'information-handling'],
  leakPath: 'excess-permission',
  approach: 'configuration',
  layer: 'identity',
  intents: {
    'AWS::IAM::Role': ['aws-iam-role-role-trust-wide', 'aws-iam-policy-role-trust-wide'],
  },
  title: { en: 'A role that anyone can assume', ja: '誰でも引き受けられるロール' },
  why: { en: 'Any AWS account in the world can take on the rights of this role.', ja: '世界中のどの AWS アカウントからでも、このロールの権限を使えます。' },
  fix: {
    aws: {
      en: 'Name the accounts, roles or services that need it; where it must stay wide, add a condition on aws:PrincipalOrgID.',
      ja: '引き受けるアカウントやロール、サービスを指定します。広く許可する必要がある場合は、aws:PrincipalOrgID を条件に加えます。',
    },
  },
  remedy: undefined,
  facet: 'trust',
  check: (trust) =>
    trust.statements.length === 0
      ? undefined
      : judgeEach(
          trust.statements.map((one) => opensToAll(one)),
          (open) => (open ? {} : undefined),
        ),
  message: {
    en: () => 'The trust policy admits every principal.',
    ja: () => '信頼ポリシーがすべてのプリンシパルを許可しています。',
  },
  examples: {
    pass: `
      resource "aws_iam_role" "a" {
        assume_role_policy = jsonencode({
          Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }]
        })
      }`,
    fail: `
      resource "aws_iam_role" "a" {
        assume_role_policy = jsonencode({
          Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "sts:AssumeRole" }]
        })
      }`,
    unknown: `
      variable "who" {}
      resource "aws_iam_role" "a" {
        assume_role_policy = jsonencode({
          Statement = [{ Effect = "Allow", Principal = { AWS = var.who }, Action = "sts:AssumeRole" }]
        })
      }`,
  },
});
