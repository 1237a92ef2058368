import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'long-lived-access-key',
  severity: 'medium',
  viewpoints: ['unauthorised-use'],
  leakPath: 'insider',
  approach: 'credential-protection',
  layer: 'identity',
  intents: {
    'AWS::IAM::AccessKey': ['aws-iam-user-initial-access-key', 'aws-iam-user-user-access-key-rotation'],
    'iam.googleapis.com/ServiceAccountKey': ['gcp-iam-service-account-sa-no-user-managed-keys'],
    'microsoft.graph.passwordCredential': [],
  },
  title: { en: 'A long-lived access key is created in code', ja: 'コードで発行される長期のアクセスキー' },
  why: {
    en: 'The secret lies in the state file, never expires, and works from anywhere.',
    ja: 'シークレットがステートファイルに残り、期限もなく、どこからでも使えます。',
  },
  fix: {
    aws: {
      en: 'Use roles: OIDC for CI, instance profiles for machines, IAM Identity Center for people.',
      ja: 'CI には OIDC、サーバーにはインスタンスプロファイル、人には IAM Identity Center を使い、ロールで認証します。',
    },
    azure: {
      en: 'Use managed identities for workloads in Azure, and federated credentials for CI, in the place of client secrets.',
      ja: 'クライアントシークレットの代わりに、Azure 上のワークロードにはマネージド ID、CI にはフェデレーション資格情報を使います。',
    },
    gcp: {
      en: 'Attach the service account to the workload, or use workload identity federation for what runs elsewhere.',
      ja: 'ワークロードにサービスアカウントを関連付けます。Google Cloud の外で動くものには Workload Identity 連携を使います。',
    },
  },
  remedy: undefined,
  facet: 'accessKey',
  check: (key) => judgeFlag(key.active, true),
  message: {
    en: () => 'The key is active.',
    ja: () => '有効なアクセスキーです。',
  },
  examples: {
    pass: `
      resource "aws_iam_access_key" "a" {
        user   = "a"
        status = "Inactive"
      }`,
    fail: 'resource "aws_iam_access_key" "a" { user = "a" }',
    unknown: `
      variable "status" {}
      resource "aws_iam_access_key" "a" {
        user   = "a"
        status = var.status
      }`,
  },
});
