import { control, judgeEach } from '../control.ts';

export default control({
  id: 'full-access-policy-attached',
  severity: 'medium',
  viewpoints: ['unauthorised-use', 'information-handling'],
  leakPath: 'excess-permission',
  approach: 'least-privilege',
  layer: 'identity',
  intents: {
    'AWS::IAM::PolicyAttachment': ['aws-iam-policy-wildcard-service-all-wild-card'],
    'AWS::IAM::Role': ['aws-iam-policy-wildcard-service-all-wild-card'],
    'AWS::IAM::User': ['aws-iam-policy-wildcard-service-all-wild-card'],
    'AWS::IAM::Group': ['aws-iam-policy-wildcard-service-all-wild-card'],
  },
  title: { en: 'A policy with full access to a whole service is attached', ja: 'サービス全体へのフルアクセスのポリシーが割り当てられている' },
  why: {
    en: 'It covers every resource of the account and deleting as well as reading. Whoever steals the credentials has all of that.',
    ja: 'アカウント内のすべてのリソースに対して、読み取りだけでなく削除や公開まで許可します。認証情報を盗まれると、そのすべてが可能になります。',
  },
  fix: {
    aws: {
      en: 'Write a policy with the actions that are used on the resources that are used.',
      ja: '実際に使うアクションとリソースだけを許可するポリシーを作り、置き換えます。',
    },
  },
  remedy: undefined,
  facet: 'managedPolicies',
  check: (policies) => (policies.arns.length === 0 ? undefined : judgeEach(policies.arns, (arn) => (wide.test(arn) ? arn.split('/').at(-1) : undefined))),
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
        policy_arn = "arn:aws:iam::aws:policy/AmazonS3FullAccess"
      }`,
    unknown: `
      variable "arn" {}
      resource "aws_iam_role_policy_attachment" "a" {
        role       = "app"
        policy_arn = var.arn
      }`,
  },
});

/** AWS managed policies that allow nearly everything of a service that holds data or runs code, on every resource. */
const wide = new RegExp(
  `^arn:[^:]*:iam::aws:policy/(${[
    'PowerUserAccess',
    'job-function/SystemAdministrator',
    'job-function/DatabaseAdministrator',
    '(Amazon|AWS)?(S3|DynamoDB|EC2|RDS|RDSData|Redshift|SQS|SNS|SSM|ECS|ElasticFileSystem|ElastiCache|DocDB|Kinesis|ElasticContainerRegistryPublic|EC2ContainerRegistry|OpenSearchService|Glacier|Cognito|Athena|EventBridge|SageMaker|MSK)_?FullAccess',
    '(Amazon)?(ECS|MSK)_FullAccess',
    '(AWS)?(Lambda|CloudTrail|StepFunctions)_?FullAccess',
    'AWSCodeBuildAdminAccess',
    'NeptuneFullAccess',
    'SecretsManagerReadWrite',
    'AWSKeyManagementServicePowerUser',
    'CloudFrontFullAccess',
    'AWSCloudFormationFullAccess',
    'AWSGlueConsoleFullAccess',
  ].join('|')})$`,
);
