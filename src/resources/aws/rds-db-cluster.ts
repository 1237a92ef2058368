import { absent } from '#core/origin';
import { known, map } from '#core/value';
import { always, flag, names, number, provider, raw, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { encryption, fixedPassword, missingFrom, notEmpty, takenOver } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbcluster.html
export default resourceType('AWS::RDS::DBCluster', {
  cloud: 'aws',
  service: 'Amazon RDS',
  model: 'paas',
  terraform: ['aws_rds_cluster'],
  name: 'DBClusterIdentifier',
  properties: {
    DBClusterIdentifier: text(['cluster_identifier']),
    Engine: text(['engine']),
    EngineMode: text(['engine_mode'], always('provisioned', '2018-08-09')),
    // Serverless v1 clusters are always encrypted; provisioned ones are not unless asked.
    StorageEncrypted: flag(['storage_encrypted'], always(false, '2013-01-01')),
    KmsKeyId: names('AWS::KMS::Key', ['kms_key_id']),
    BackupRetentionPeriod: number(['backup_retention_period'], provider(1), always(1, '2014-10-31')),
    DeletionProtection: flag(['deletion_protection'], always(false, '2018-09-26')),
    SkipFinalSnapshot: flag(['skip_final_snapshot'], provider(false)),
    EnableIAMDatabaseAuthentication: flag(['iam_database_authentication_enabled'], always(false, '2017-04-24')),
    EnableCloudwatchLogsExports: raw(['enabled_cloudwatch_logs_exports']),
    MasterUserPassword: text(['master_password']),
    AvailabilityZones: raw(['availability_zones']),
    ReplicationSourceIdentifier: raw(['replication_source_identifier']),
    SnapshotIdentifier: raw(['snapshot_identifier']),
  },
  facets: {
    dataAtRest: (cluster) => ({
      holds: 'database',
      encryption: encryption(
        cluster.EngineMode.is === 'known' && cluster.EngineMode.value === 'serverless'
          ? known(true, cluster.EngineMode.origin)
          : takenOver(cluster.StorageEncrypted, cluster.SnapshotIdentifier, 'SnapshotIdentifier'),
        cluster.KmsKeyId,
      ),
    }),
    backup: (cluster) => ({ days: cluster.BackupRetentionPeriod, pointInTime: undefined }),
    deletion: (cluster) => ({ protected: cluster.DeletionProtection, finalSnapshot: map(cluster.SkipFinalSnapshot, (skip) => !skip) }),
    // Storage spans three zones by itself; what counts is a second instance to fail over to.
    zones: (_cluster, around) => {
      const members = around.relatedBy('DBClusterIdentifier');
      return members.length === 0
        ? undefined
        : {
            what: 'database',
            several: known(
              members.length > 1 || members.some(({ maybe }) => maybe !== undefined),
              absent,
              members.some(({ maybe }) => maybe !== undefined),
            ),
          };
    },
    serviceLog: (cluster) => ({
      kind: 'audit',
      on: notEmpty(cluster.EnableCloudwatchLogsExports),
      missing:
        cluster.Engine.is === 'known' && cluster.Engine.value.includes('mysql') ? missingFrom(cluster.EnableCloudwatchLogsExports, ['audit']) : undefined,
    }),
    databaseLogin: (cluster) => ({ identityBased: cluster.EnableIAMDatabaseAuthentication, passwordInCode: known(false, absent) }),
    plainSecrets: (cluster) => ({ where: 'password', found: fixedPassword(cluster.MasterUserPassword) }),
  },
  recreatedBy: ['encrypt-at-rest'],
  remedies: {
    'encrypt-at-rest': () => [{ set: 'StorageEncrypted', to: true }],
    'keep-backups': () => [{ set: 'BackupRetentionPeriod', to: 7 }],
    'protect-deletion': () => [{ set: 'DeletionProtection', to: true }],
    'final-snapshot': () => [{ set: 'SkipFinalSnapshot', to: false }],
    'identity-login': () => [{ set: 'EnableIAMDatabaseAuthentication', to: true }],
  },
});
