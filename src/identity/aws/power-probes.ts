/** What an attacker would do to a store of data, and to what records what is done: questions for the evaluation. */
export interface StoreProbes {
  readonly read: readonly string[];
  readonly change: readonly string[];
  readonly destroy: readonly string[];
  /** Questions about what lies in it, not about itself: these actions. */
  readonly inside?: { readonly actions: readonly string[]; readonly suffix: string };
}

const rds = (kind: 'Instance' | 'Cluster'): StoreProbes => ({
  read: [kind === 'Instance' ? 'rds:CreateDBSnapshot' : 'rds:CreateDBClusterSnapshot', ...(kind === 'Cluster' ? ['rds-data:ExecuteStatement'] : [])],
  change: [`rds:ModifyDB${kind}`],
  destroy: [`rds:DeleteDB${kind}`],
});
const cluster = rds('Cluster');
const database = rds('Instance');
const search: StoreProbes = {
  read: ['es:ESHttpGet'],
  change: ['es:ESHttpPut', 'es:UpdateDomainConfig'],
  destroy: ['es:ESHttpDelete', 'es:DeleteDomain'],
  inside: { actions: ['es:ESHttpGet', 'es:ESHttpPut', 'es:ESHttpDelete'], suffix: '/index' },
};

/** By CloudFormation type. */
export const storeProbes: Readonly<Record<string, StoreProbes>> = {
  'AWS::S3::Bucket': {
    read: ['s3:GetObject'],
    change: ['s3:PutObject', 's3:PutBucketPolicy'],
    destroy: ['s3:DeleteObject', 's3:DeleteBucket'],
    inside: { actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], suffix: '/object' },
  },
  'AWS::DynamoDB::Table': {
    read: ['dynamodb:Scan', 'dynamodb:GetItem', 'dynamodb:Query'],
    change: ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
    destroy: ['dynamodb:DeleteItem', 'dynamodb:DeleteTable'],
  },
  'AWS::RDS::DBInstance': database,
  'AWS::RDS::DBCluster': cluster,
  'AWS::DocDB::DBCluster': cluster,
  'AWS::DocDB::DBInstance': database,
  'AWS::Neptune::DBCluster': cluster,
  'AWS::Neptune::DBInstance': database,
  'AWS::SecretsManager::Secret': {
    read: ['secretsmanager:GetSecretValue'],
    change: ['secretsmanager:PutSecretValue', 'secretsmanager:PutResourcePolicy'],
    destroy: ['secretsmanager:DeleteSecret'],
  },
  'AWS::SSM::Parameter': { read: ['ssm:GetParameter', 'ssm:GetParameters'], change: ['ssm:PutParameter'], destroy: ['ssm:DeleteParameter'] },
  'AWS::KMS::Key': { read: ['kms:Decrypt'], change: ['kms:PutKeyPolicy'], destroy: ['kms:ScheduleKeyDeletion', 'kms:DisableKey'] },
  'AWS::EC2::Volume': { read: ['ec2:CreateSnapshot'], change: ['ec2:AttachVolume'], destroy: ['ec2:DeleteVolume'] },
  'AWS::EFS::FileSystem': {
    read: ['elasticfilesystem:ClientMount'],
    change: ['elasticfilesystem:ClientWrite', 'elasticfilesystem:PutFileSystemPolicy'],
    destroy: ['elasticfilesystem:DeleteFileSystem'],
  },
  'AWS::Backup::BackupVault': { read: [], change: ['backup:PutBackupVaultAccessPolicy'], destroy: ['backup:DeleteBackupVault'] },
  'AWS::Redshift::Cluster': { read: ['redshift:CreateClusterSnapshot'], change: ['redshift:ModifyCluster'], destroy: ['redshift:DeleteCluster'] },
  'AWS::OpenSearchService::Domain': search,
  'AWS::Elasticsearch::Domain': search,
};

/** What records what is done: asked of those that were read, else of one that stands for them. `R` and `A`: region and account. */
export const auditProbes: readonly { readonly type: string; readonly arn: string; readonly actions: readonly string[] }[] = [
  {
    type: 'AWS::CloudTrail::Trail',
    arn: 'cloudtrail:R:A:trail/any',
    actions: ['cloudtrail:StopLogging', 'cloudtrail:DeleteTrail', 'cloudtrail:UpdateTrail', 'cloudtrail:PutEventSelectors'],
  },
  { type: 'AWS::CloudTrail::EventDataStore', arn: 'cloudtrail:R:A:eventdatastore/any', actions: ['cloudtrail:DeleteEventDataStore'] },
  {
    type: 'AWS::Config::ConfigurationRecorder',
    arn: 'config:R:A:configuration-recorder/any/any',
    actions: ['config:StopConfigurationRecorder', 'config:DeleteConfigurationRecorder', 'config:DeleteDeliveryChannel'],
  },
  { type: 'AWS::GuardDuty::Detector', arn: 'guardduty:R:A:detector/any', actions: ['guardduty:DeleteDetector', 'guardduty:UpdateDetector'] },
  { type: 'AWS::SecurityHub::Hub', arn: 'securityhub:R:A:hub/default', actions: ['securityhub:DisableSecurityHub'] },
  { type: 'AWS::EC2::FlowLog', arn: 'ec2:R:A:vpc-flow-log/any', actions: ['ec2:DeleteFlowLogs'] },
];
/** Of the bucket and the key that a trail writes with; `inside`: of the objects in it. */
export const trailBucketActions = { bucket: ['s3:DeleteBucket', 's3:PutLifecycleConfiguration', 's3:PutBucketPolicy'], inside: ['s3:DeleteObject'] } as const;
export const trailKeyActions = ['kms:DisableKey', 'kms:ScheduleKeyDeletion', 'kms:PutKeyPolicy'] as const;

/** Each of them makes an administrator of whoever has it everywhere: asked with and without MFA. */
export const administratorProbes: readonly (readonly [action: string, kind: string])[] = [
  ['iam:AttachUserPolicy', 'user'],
  ['iam:AttachRolePolicy', 'role'],
  ['iam:PutUserPolicy', 'user'],
  ['iam:CreateAccessKey', 'user'],
];
