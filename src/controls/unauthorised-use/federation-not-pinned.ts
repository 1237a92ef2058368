import { map } from '#core/value';
import { control, judgeEach } from '../control.ts';

export default control({
  id: 'federation-not-pinned',
  severity: 'high',
  viewpoints: ['unauthorised-use'],
  leakPath: 'excess-permission',
  approach: 'configuration',
  layer: 'identity',
  intents: {
    'AWS::IAM::Role': ['aws-iam-policy-role-trust-wide-cross-account-readonlyaccess'],
    'iam.googleapis.com/WorkloadIdentityPoolProvider': ['gcp-iam-binding-workload-identity'],
    'microsoft.graph.federatedIdentityCredential': [],
  },
  title: { en: 'Any repository of a CI service is let in', ja: 'CI サービスの任意のリポジトリを受け入れるフェデレーション' },
  why: {
    en: 'The trust names GitHub or GitLab but no repository: everyone with an account there can get in.',
    ja: '信頼する相手が GitHub や GitLab としか書かれておらず、リポジトリを限定していません。そのサービスの利用者なら誰でも認証を通過できます。',
  },
  fix: {
    aws: {
      en: 'Add a condition on the "sub" claim that names your organisation and repository.',
      ja: '「sub」クレームの条件で、自社の組織とリポジトリを限定します。',
    },
    azure: {
      en: 'Write the whole subject, with organisation, repository and branch or environment.',
      ja: 'サブジェクトに、組織とリポジトリ、ブランチまたは環境まで指定します。',
    },
    gcp: {
      en: 'Set attribute_condition to your organisation, such as assertion.repository_owner_id == "1234".',
      ja: 'attribute_condition で自社の組織に限定します(例: assertion.repository_owner_id == "1234")。',
    },
  },
  remedy: undefined,
  facet: 'federation',
  check: ({ trusts }) =>
    judgeEach(
      trusts.map(({ pinned, by }) => map(pinned, (yes) => ({ yes, by }))),
      ({ yes, by }) => (yes ? undefined : by),
    ),
  severityOf: (_evidence, { trusts }) => (trusts.every(({ pinnedWhereUsed }) => pinnedWhereUsed) ? 'low' : 'high'),
  message: {
    en: ([by]) => `Neither a repository nor its owner is named in ${by}.`,
    ja: ([by]) => `${by} で、リポジトリもその所有者も限定していません。`,
  },
  examples: {
    pass: `
      resource "aws_iam_role" "a" {
        assume_role_policy = jsonencode({
          Statement = [{
            Effect    = "Allow", Action = "sts:AssumeRoleWithWebIdentity"
            Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }
            Condition = { StringLike = { "token.actions.githubusercontent.com:sub" = "repo:example/shop:*" } }
          }]
        })
      }`,
    fail: `
      resource "aws_iam_role" "a" {
        assume_role_policy = jsonencode({
          Statement = [{
            Effect    = "Allow", Action = "sts:AssumeRoleWithWebIdentity"
            Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }
            Condition = { StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" } }
          }]
        })
      }`,
    unknown: `
      variable "repository" {}
      resource "aws_iam_role" "a" {
        assume_role_policy = jsonencode({
          Statement = [{
            Effect    = "Allow", Action = "sts:AssumeRoleWithWebIdentity"
            Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }
            Condition = { StringLike = { "token.actions.githubusercontent.com:sub" = var.repository } }
          }]
        })
      }`,
  },
});
