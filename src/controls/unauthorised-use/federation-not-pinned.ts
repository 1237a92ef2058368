import { known, unknown, type Fact } from '#core/value';
import type { Statement } from '#resources/facets';
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
  },
  title: { en: 'Any repository of a CI service can assume a role', ja: 'CI サービスの任意のリポジトリが引き受けられるロール' },
  why: {
    en: 'The trust names GitHub or GitLab but no repository: everyone with an account there can use the role.',
    ja: '信頼ポリシーが GitHub や GitLab だけを指定し、リポジトリを限定していません。そのサービスの利用者なら誰でもロールを使えます。',
  },
  fix: {
    aws: {
      en: 'Add a condition on the "sub" claim that names your organisation and repository.',
      ja: '「sub」クレームの条件で、自社の組織とリポジトリを限定します。',
    },
  },
  remedy: undefined,
  facet: 'trust',
  check: (trust) => {
    const federated = trust.statements.filter(trustsCi);
    return federated.length === 0 ? undefined : judgeEach(federated.map(pinned), (yes) => (yes ? undefined : {}));
  },
  message: {
    en: () => 'No condition on the "sub" claim names a repository.',
    ja: () => 'リポジトリを限定する「sub」クレームの条件がありません。',
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

const trustsCi = ({ effect, principals }: Statement): boolean =>
  effect.is === 'known' &&
  effect.value === 'Allow' &&
  principals.some((one) => one.is === 'known' && /^Federated:.*(token\.actions\.githubusercontent\.com|gitlab\.com)/.test(one.value));
/** Some condition on `sub` names an organisation; a wildcard in its place names nobody. */
const pinned = ({ conditions, origin }: Statement): Fact<boolean> => {
  const subjects = conditions.filter(({ key, operator }) => key.endsWith(':sub') && !/not/i.test(operator)).flatMap(({ values }) => values);
  const open = subjects.find((value) => value.is === 'unknown');
  if (open?.is === 'unknown') return unknown(open.why.code, open.why.about, open.origin);
  return known(subjects.length > 0 && subjects.every((value) => value.is === 'known' && /^(repo:|project_path:)?[^*:/]+\//.test(value.value)), origin);
};
