import { control, judge } from '../control.ts';

export default control({
  id: 'resource-policy-admits-everyone',
  severity: 'high',
  viewpoints: ['information-handling', 'unauthorised-use'],
  leakPath: 'service-misconfiguration',
  approach: 'configuration',
  layer: 'data-access',
  intents: {
    'AWS::SQS::Queue': ['aws-sqs-public'],
    'AWS::SNS::Topic': ['aws-sns-public'],
    'AWS::KMS::Key': ['aws-kms-public-policy'],
    'AWS::SecretsManager::Secret': ['aws-secretsmanager-public-policy'],
    'AWS::ECR::Repository': ['aws-ecr-public'],
    'AWS::Lambda::Function': ['aws-lambda-function-public'],
    'AWS::OpenSearchService::Domain': ['aws-opensearch-service-domains-access-control'],
    'AWS::Elasticsearch::Domain': ['aws-opensearch-service-domains-access-control'],
    'storage.googleapis.com/BucketIamGrant': ['gcp-storage-bucket-public', 'gcp-storage-bucket-public-cloud-anonymous-or'],
    'storage.googleapis.com/BucketAccessControl': ['gcp-storage-bucket-public'],
    'bigquery.googleapis.com/Dataset': ['gcp-bigquery-dataset-public'],
    'bigquery.googleapis.com/DatasetIamGrant': ['gcp-bigquery-dataset-public'],
    'cloudkms.googleapis.com/CryptoKeyIamGrant': ['gcp-kms-key-public', 'gcp-kms-key-public-cloud-cryptokeys-anonymously'],
  },
  title: { en: 'A resource policy admits everyone', ja: 'リソースポリシーが全員に許可している' },
  why: {
    en: 'Any customer of the cloud, or anyone at all, can use the resource. The permissions of your own roles do not matter.',
    ja: '自社のロールの権限とは関係なく、同じクラウドのあらゆる利用者、場合によっては誰でもこのリソースを使えます。',
  },
  fix: {
    aws: {
      en: 'Name the principals, or add a condition on the organisation, the account or the source.',
      ja: 'プリンシパルを具体的に指定するか、組織・アカウント・送信元を条件に加えます。',
    },
    gcp: {
      en: 'Take allUsers and allAuthenticatedUsers away, and name the accounts or groups that need it.',
      ja: 'allUsers や allAuthenticatedUsers を外し、必要なアカウントやグループを指定します。',
    },
  },
  remedy: 'narrow-resource-policy',
  facet: 'resourcePolicy',
  check: (policy) => judge(policy.admits, (who) => (who === 'nobody' ? undefined : { what: policy.what })),
  message: {
    en: () => 'Every principal is allowed, without a condition that ties it to somebody.',
    ja: () => 'すべてのプリンシパルが許可されていて、相手を限定する条件がありません。',
  },
  examples: {
    pass: `
      resource "aws_sqs_queue" "a" {
        name   = "a"
        policy = jsonencode({
          Statement = [{
            Effect    = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = "*"
            Condition = { ArnEquals = { "aws:SourceArn" = "arn:aws:sns:us-east-1:111122223333:orders" } }
          }]
        })
      }`,
    fail: `
      resource "aws_sqs_queue" "a" {
        name   = "a"
        policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:*", Resource = "*" }] })
      }`,
    unknown: `
      variable "policy" {}
      resource "aws_sqs_queue" "a" {
        name   = "a"
        policy = var.policy
      }`,
  },
});
