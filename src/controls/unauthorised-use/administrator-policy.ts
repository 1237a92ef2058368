import { map } from '#core/value';
import { widths } from '../policy-width.ts';
import { control, judgeEach } from '../control.ts';

export default control({
  id: 'administrator-policy',
  severity: 'high',
  viewpoints: ['unauthorised-use', 'information-handling'],
  leakPath: 'excess-permission',
  approach: 'least-privilege',
  layer: 'identity',
  intents: {
    'AWS::IAM::ManagedPolicy': ['aws-iam-policy-admin-policy'],
    'AWS::IAM::Role': ['aws-iam-policy-admin-policy'],
    'AWS::IAM::User': ['aws-iam-policy-admin-policy'],
    'AWS::IAM::Group': ['aws-iam-policy-admin-policy'],
  },
  title: { en: 'A policy allows everything on everything', ja: 'すべての操作をすべてのリソースに許可するポリシー' },
  why: {
    en: 'Whoever gets hold of the identity, or of a program that uses it, owns the account.',
    ja: 'この権限を持つ ID や、それを使うプログラムを乗っ取られると、アカウント全体を支配されます。',
  },
  fix: {
    aws: {
      en: 'List the actions and resources that the work needs. Access Analyzer can propose them from the audit trail.',
      ja: '業務に必要なアクションとリソースだけを列挙します。Access Analyzer を使うと、監査証跡から必要な権限の案を作れます。',
    },
  },
  remedy: 'narrow-policy',
  facet: 'identityPolicy',
  check: (policy) => judgeEach(widths(policy.statements, 'administrator'), (found) => found),
  inUse: (policy) => map(policy.attachedTo, (holder) => holder !== 'nobody'),
  cancelled: (policy) => policy.holders()?.administrator === false,
  message: {
    en: () => 'Action "*" on resource "*" is allowed.',
    ja: () => 'リソース「*」に対するアクション「*」が許可されています。',
  },
  examples: {
    pass: `
      resource "aws_iam_policy" "a" {
        policy = jsonencode({
          Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::photos/*" }]
        })
      }`,
    fail: `
      resource "aws_iam_policy" "a" {
        policy = jsonencode({
          Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }]
        })
      }`,
    unknown: `
      variable "policy" {}
      resource "aws_iam_policy" "a" { policy = var.policy }`,
  },
});
