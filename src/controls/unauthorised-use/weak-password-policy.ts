import { both } from '#core/value';
import { control, judge } from '../control.ts';

export default control({
  id: 'weak-password-policy',
  severity: 'low',
  viewpoints: ['unauthorised-use'],
  leakPath: 'insider',
  approach: 'credential-protection',
  layer: 'identity',
  intents: {
    'AWS::IAM::AccountPasswordPolicy': [
      'aws-iam-password-policy-length',
      'aws-iam-password-policy-reuse',
      'aws-iam-password-policy-lowercase',
      'aws-iam-password-policy-uppercase',
      'aws-iam-password-policy-number',
      'aws-iam-password-policy-symbol',
    ],
  },
  title: { en: 'Console passwords may be weak', ja: '弱いコンソールパスワードを許している' },
  why: {
    en: 'A short or reused password is guessed, and one of an administrator opens the account.',
    ja: '短いパスワードや使い回しのパスワードは推測されやすく、管理者のものなら、アカウント全体に侵入されます。',
  },
  fix: {
    aws: {
      en: 'Require 14 characters and prevent reuse of the last 24; better still, let people sign in through IAM Identity Center.',
      ja: '14 文字以上を必須にし、直近 24 回分の再利用を禁止します。できれば IAM Identity Center でのサインインに移行します。',
    },
  },
  remedy: 'strengthen-password',
  facet: 'passwordPolicy',
  check: (policy) =>
    judge(
      both(policy.minimumLength, policy.reusePrevented, (length, reuse) => ({ length, reuse })),
      ({ length, reuse }) => (length < 14 || reuse < 24 ? { length, reuse } : undefined),
    ),
  message: {
    en: ({ length, reuse }) => `At least ${length} characters; the last ${reuse} passwords cannot be reused.`,
    ja: ({ length, reuse }) => `最小 ${length} 文字、再利用を禁止するのは直近 ${reuse} 回分です。`,
  },
  examples: {
    pass: `
      resource "aws_iam_account_password_policy" "a" {
        minimum_password_length   = 14
        password_reuse_prevention = 24
      }`,
    fail: 'resource "aws_iam_account_password_policy" "a" { minimum_password_length = 8 }',
    unknown: `
      variable "n" {}
      resource "aws_iam_account_password_policy" "a" { minimum_password_length = var.n }`,
  },
});
