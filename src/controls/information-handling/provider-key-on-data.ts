import { control, judge } from '../control.ts';

export default control({
  id: 'provider-key-on-data',
  severity: 'info',
  viewpoints: ['information-handling'],
  leakPath: 'insider',
  approach: 'defence-in-depth',
  layer: 'server-encryption',
  intents: {
    'AWS::S3::Bucket': ['aws-s3-bucket-cmk'],
    'AWS::RDS::DBInstance': ['aws-rds-db-instance-cmk'],
    'AWS::DynamoDB::Table': ['aws-dynamodb-cmk'],
    'AWS::Neptune::DBCluster': ['aws-neptune-cmk'],
    'AWS::Redshift::Cluster': ['aws-redshift-cluster-cmk', 'aws-redshift-cluster-cmk-kms'],
    'AWS::EFS::FileSystem': ['aws-efs-cmk'],
    'AWS::OpenSearchService::Domain': ['aws-opensearch-cmk'],
    'AWS::Elasticsearch::Domain': ['aws-opensearch-cmk'],
    'AWS::SQS::Queue': ['aws-sqs-cmk'],
    'AWS::ECR::Repository': ['aws-ecr-cmk'],
    'AWS::SageMaker::NotebookInstance': ['aws-sagemaker-notebook-cmk'],
    'AWS::Lambda::Function': ['aws-lambda-function-environment-encryption-cmk'],
    'AWS::SecretsManager::Secret': ['aws-secretsmanager-secrets-encryption'],
    'AWS::Logs::LogGroup': ['aws-cloudwatch-log-group-encryption-at-rest'],
  },
  title: { en: "Data is encrypted with the provider's own key", ja: '事業者の鍵だけで暗号化されたデータ' },
  why: {
    en: 'Whoever may read the resource may read the data: no key of yours stands between, and none can be withdrawn.',
    ja: 'リソースを読める人はデータも読めます。自社の鍵による制限や、鍵の無効化による遮断ができません。',
  },
  fix: {
    aws: { en: 'Use a customer managed KMS key where the data is worth a second lock.', ja: '守る価値の高いデータには、カスタマーマネージドキーを使います。' },
  },
  remedy: undefined,
  facet: 'dataAtRest',
  check: (data) =>
    data.holds === 'cluster-secrets' || data.encryption.is === 'unknown'
      ? undefined
      : judge(data.encryption, (how) => (how === 'provider-key' ? {} : undefined)),
  message: {
    en: () => 'Encrypted with a key of the provider.',
    ja: () => '事業者が管理する鍵で暗号化されています。',
  },
  examples: {
    pass: `
      resource "aws_ebs_volume" "a" {
        encrypted  = true
        kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/a"
      }`,
    fail: 'resource "aws_ebs_volume" "a" { encrypted = true }',
  },
});
