import { control, judge } from '../control.ts';

export default control({
  id: 'powerful-user-without-mfa',
  severity: 'high',
  viewpoints: ['unauthorised-use', 'information-handling'],
  leakPath: 'excess-permission',
  approach: 'mfa',
  layer: 'identity',
  intents: { 'AWS::IAM::User': ['aws-iam-user-user-mfa'], 'microsoft.graph.user': ['azure-entra-mfa'] },
  title: { en: 'Powerful rights can be used without MFA', ja: '多要素認証なしで強い権限を使えるユーザー' },
  why: {
    en: 'A password or a key is all that it takes: one that is guessed, reused or found in a repository opens everything that the user may do.',
    ja: 'パスワードやアクセスキーだけで使えるため、推測や使い回し、リポジトリへの混入で漏れると、このユーザーの権限をそのまま使われます。',
  },
  fix: {
    aws: {
      en: 'Deny everything but signing in and setting up a device while aws:MultiFactorAuthPresent is not true (BoolIfExists), or let people take on a role that demands MFA.',
      ja: 'aws:MultiFactorAuthPresent が true でない間は、サインインとデバイス登録以外を拒否します(BoolIfExists を使います)。または、多要素認証を必須にしたロールを引き受ける運用にします。',
    },
    azure: {
      en: 'Demand MFA in a Conditional Access policy for all users and all resources, or turn security defaults on.',
      ja: '条件付きアクセスポリシーで、すべてのユーザーとすべてのリソースに多要素認証を必須にします。セキュリティの既定値群を有効にする方法もあります。',
    },
    gcp: {
      en: 'Enforce 2-Step Verification for the organizational unit in the Admin console.',
      ja: '管理コンソールで、組織部門に対して 2 段階認証プロセスを必須にします。',
    },
  },
  remedy: undefined,
  facet: 'power',
  // A key of a machine that is no administrator is a finding of its own.
  check: (power) => judge(power.withoutMfa, (found) => (found && (found.by.includes('password') || found.administrator) ? found : undefined)),
  severityOf: ({ by, administrator }) => (administrator && by.includes('password') ? 'high' : 'medium'),
  message: {
    en: ({ by, administrator, stores, stopsAudit }) =>
      `With ${by.includes('password') ? 'a password' : 'an access key'} alone: ${[
        ...(administrator ? ['administrator rights'] : []),
        ...(stores.length > 0 ? [`data in ${some(stores)}`] : []),
        ...(stopsAudit ? ['stopping the audit trail'] : []),
      ].join(', ')}.`,
    ja: ({ by, administrator, stores, stopsAudit }) =>
      `${by.includes('password') ? 'パスワード' : 'アクセスキー'}だけで可能な操作: ${[
        ...(administrator ? ['管理者権限の行使'] : []),
        ...(stores.length > 0 ? [`データの操作(${some(stores)})`] : []),
        ...(stopsAudit ? ['監査証跡の停止'] : []),
      ].join('、')}`,
  },
  examples: {
    pass: `
      resource "aws_iam_user" "ann" { name = "ann" }
      resource "aws_iam_user_login_profile" "ann" { user = aws_iam_user.ann.name }
      resource "aws_iam_user_policy" "ann" {
        user   = aws_iam_user.ann.name
        policy = jsonencode({
          Statement = [
            { Effect = "Allow", Action = "*", Resource = "*" },
            { Effect = "Deny", Action = "*", Resource = "*", Condition = { BoolIfExists = { "aws:MultiFactorAuthPresent" = "false" } } },
          ]
        })
      }`,
    fail: `
      resource "aws_iam_user" "ann" { name = "ann" }
      resource "aws_iam_user_login_profile" "ann" { user = aws_iam_user.ann.name }
      resource "aws_iam_user_policy" "ann" {
        user   = aws_iam_user.ann.name
        policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] })
      }`,
  },
});

const some = (names: readonly string[]): string => `${names.slice(0, 3).join(', ')}${names.length > 3 ? ` +${names.length - 3}` : ''}`;
