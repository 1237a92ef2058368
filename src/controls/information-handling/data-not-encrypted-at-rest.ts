import { control, judge } from '../control.ts';

export default control({
  id: 'data-not-encrypted-at-rest',
  severity: 'medium',
  viewpoints: ['information-handling'],
  leakPath: 'insider',
  approach: 'defence-in-depth',
  layer: 'server-encryption',
  intents: {
    'AWS::RDS::DBInstance': ['aws-rds-db-instance-encryption-at-rest'],
    'AWS::RDS::DBCluster': ['aws-rds-db-cluster-encryption-at-rest'],
    'AWS::DocDB::DBCluster': ['aws-documentdb-encryption-at-rest'],
    'AWS::Neptune::DBCluster': ['aws-neptune-encryption-at-rest'],
    'AWS::ElastiCache::ReplicationGroup': ['aws-elasticache-cache-cluster-encryption-at-rest'],
    'AWS::Redshift::Cluster': ['aws-redshift-cluster-encryption-at-rest'],
    'AWS::EFS::FileSystem': ['aws-efs-encryption-at-rest'],
    'AWS::EC2::Volume': ['aws-ec2-ebs-volume-encryption-at-rest'],
    'AWS::EC2::Instance': ['aws-ec2-instance-encryption-at-rest'],
    'AWS::EC2::LaunchTemplate': ['aws-ec2-launch-template-encryption-at-rest'],
    'AWS::AutoScaling::LaunchConfiguration': ['aws-ec2-ebs-volume-encryption-at-rest-no-sensitive-info'],
    'AWS::OpenSearchService::Domain': ['aws-opensearch-encryption-at-rest'],
    'AWS::Elasticsearch::Domain': ['aws-opensearch-encryption-at-rest'],
    'AWS::SQS::Queue': ['aws-sqs-encryption-at-rest'],
    'AWS::SNS::Topic': ['aws-sns-cmk'],
    'AWS::Kinesis::Stream': ['aws-kinesis-encryption-at-rest'],
    'AWS::ApiGateway::MethodSettings': ['aws-apigateway-rest-api-cache-encryption'],
    'AWS::S3::Bucket': ['aws-s3-bucket-encryption-at-rest'],
    'AWS::DynamoDB::Table': ['aws-dynamodb-encryption-at-rest'],
    'AWS::MSK::Cluster': ['aws-msk-encryption-at-rest'],
    'AWS::Athena::WorkGroup': ['aws-athena-encryption-at-rest'],
    'AWS::AmazonMQ::Broker': ['aws-mq-encryption-at-rest'],
    'AWS::CodeBuild::Project': ['aws-codebuild-project-encryption-at-rest'],
  },
  title: { en: 'Data is stored unencrypted', ja: 'データが暗号化されずに保存されている' },
  why: {
    en: 'Whoever gets hold of a disk, a snapshot or a backup can read what is on it.',
    ja: 'ディスクやスナップショット、バックアップを入手した人が、そのまま中身を読めます。',
  },
  fix: {
    aws: {
      en: 'Turn on encryption at rest. Data that exists already is copied into an encrypted resource (for a database: restore from an encrypted copy of a snapshot).',
      ja: '保存時の暗号化を有効にします。既存のデータは、暗号化したリソースへ移し替えます(データベースの場合は、暗号化したスナップショットのコピーから復元します)。',
    },
  },
  remedy: 'encrypt-at-rest',
  facet: 'dataAtRest',
  check: (data) => judge(data.encryption, (how) => (how === 'none' ? { holds: data.holds } : undefined)),
  // A queue or a log carries less than a database.
  severityOf: ({ holds }) =>
    holds === 'database' || holds === 'warehouse' || holds === 'table'
      ? 'high'
      : holds === 'topic' || holds === 'queue' || holds === 'cache-of-api'
        ? 'low'
        : 'medium',
  message: { en: () => 'What is stored here is not encrypted at rest.', ja: () => '保存されるデータが暗号化されません。' },
  examples: {
    pass: 'resource "aws_db_instance" "a" { storage_encrypted = true }',
    fail: 'resource "aws_db_instance" "a" { storage_encrypted = false }',
    unknown: `
      variable "on" {}
      resource "aws_db_instance" "a" { storage_encrypted = var.on }`,
  },
});
