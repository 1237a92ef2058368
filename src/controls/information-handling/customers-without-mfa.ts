import { control, judge } from '../control.ts';

export default control({
  id: 'customers-without-mfa',
  severity: 'low',
  viewpoints: ['information-handling'],
  leakPath: 'insider',
  approach: 'mfa',
  layer: 'identity',
  intents: {
    'AWS::Cognito::UserPool': ['aws-cognito-mfa'],
  },
  title: { en: 'Users of the service cannot use a second factor', ja: 'サービスの利用者が多要素認証を使えない' },
  why: {
    en: 'A reused password from another leak opens the account of a customer.',
    ja: 'ほかのサービスから漏れたパスワードの使い回しで、顧客のアカウントに侵入されます。',
  },
  fix: { aws: { en: 'Set mfa_configuration to "OPTIONAL" or "ON".', ja: 'mfa_configuration を OPTIONAL か ON にします。' } },
  remedy: undefined,
  facet: 'customerMfa',
  check: (login) => judge(login.mfa, (mode) => (mode === 'off' ? {} : undefined)),
  message: {
    en: () => 'Multi-factor authentication is off.',
    ja: () => '多要素認証が無効です。',
  },
  examples: {
    pass: 'resource "aws_cognito_user_pool" "a" { mfa_configuration = "OPTIONAL" }',
    fail: 'resource "aws_cognito_user_pool" "a" { name = "a" }',
    unknown: `
      variable "mode" {}
      resource "aws_cognito_user_pool" "a" { mfa_configuration = var.mode }`,
  },
});
