import { control, judgeEach } from '../control.ts';

export default control({
  id: 'administrator-attached',
  severity: 'high',
  viewpoints: ['unauthorised-use', 'information-handling'],
  leakPath: 'excess-permission',
  approach: 'least-privilege',
  layer: 'identity',
  intents: {
    'AWS::IAM::PolicyAttachment': ['aws-iam-policy-wildcard-service-custom-permissive-role'],
    'AWS::IAM::Role': ['aws-iam-policy-wildcard-service-custom-permissive-role'],
  },
  title: { en: 'The administrator policy is attached', ja: '管理者ポリシーが割り当てられている' },
  why: { en: 'Whoever gets hold of the identity owns the account.', ja: 'この ID を乗っ取られると、アカウント全体を支配されます。' },
  fix: {
    aws: {
      en: 'Attach a policy with the actions that the work needs; keep administrator rights for a role that people take on with MFA.',
      ja: '業務に必要なアクションだけのポリシーに置き換えます。管理者権限は、多要素認証で引き受けるロールだけに残します。',
    },
  },
  remedy: 'narrow-policy',
  facet: 'managedPolicies',
  check: (policies) => (policies.arns.length === 0 ? undefined : judgeEach(policies.arns, (arn) => (powerful.test(arn) ? arn.split('/').at(-1) : undefined))),
  message: {
    en: (names) => `Attached: ${names.join(', ')}.`,
    ja: (names) => `割り当てられたポリシー: ${names.join('、')}`,
  },
  examples: {
    pass: `
      resource "aws_iam_role_policy_attachment" "a" {
        role       = "app"
        policy_arn = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
      }`,
    fail: `
      resource "aws_iam_role_policy_attachment" "a" {
        role       = "app"
        policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
      }`,
    unknown: `
      variable "arn" {}
      resource "aws_iam_role_policy_attachment" "a" {
        role       = "app"
        policy_arn = var.arn
      }`,
  },
});

/** Policies of the provider that give everything, or the means to get everything. */
const powerful = /^arn:[^:]*:iam::aws:policy\/(AdministratorAccess|IAMFullAccess)$/;
