import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'database-login-by-password-only',
  severity: 'info',
  viewpoints: ['unauthorised-use'],
  leakPath: 'insider',
  approach: 'credential-protection',
  layer: 'identity',
  intents: {
    'AWS::RDS::DBInstance': ['aws-rds-db-instance-iam-auth'],
    'AWS::RDS::DBCluster': ['aws-rds-db-cluster-iam-auth'],
    'AWS::Neptune::DBCluster': ['aws-neptune-iam-auth'],
  },
  title: { en: 'The database knows passwords only', ja: 'データベースの認証がパスワードだけ' },
  why: {
    en: 'Passwords are shared, stored and forgotten; short-lived tokens of a role are not.',
    ja: 'パスワードは共有や保存、放置が起こりがちです。ロールの一時的なトークンなら、その心配がありません。',
  },
  fix: { aws: { en: 'Turn IAM database authentication on where the engine has it.', ja: '対応しているエンジンでは、IAM データベース認証を有効にします。' } },
  remedy: 'identity-login',
  facet: 'databaseLogin',
  check: (login) => judgeFlag(login.identityBased, false),
  message: {
    en: () => 'IAM authentication is off.',
    ja: () => 'IAM 認証が無効です。',
  },
  examples: {
    pass: 'resource "aws_db_instance" "a" { iam_database_authentication_enabled = true }',
    fail: 'resource "aws_db_instance" "a" { identifier = "a" }',
    unknown: `
      variable "on" {}
      resource "aws_db_instance" "a" { iam_database_authentication_enabled = var.on }`,
  },
});
