import { isAbsent, known, map } from '#core/value';
import { absent } from '#core/origin';
import { always, flag, names, number, provider, raw, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { encryption, fixedPassword, ingressOf, noCapacity, notEmpty, takenOver } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html
export default resourceType('AWS::RDS::DBInstance', {
  cloud: 'aws',
  service: 'Amazon RDS',
  model: 'paas',
  terraform: ['aws_db_instance', 'aws_rds_cluster_instance'],
  name: 'DBInstanceIdentifier',
  properties: {
    DBInstanceIdentifier: text(['identifier']),
    Engine: text(['engine']),
    StorageEncrypted: flag(['storage_encrypted'], always(false, '2013-01-01')),
    // CloudFormation: depends on the VPC and the subnet group, so absence says nothing there.
    PubliclyAccessible: flag(['publicly_accessible'], provider(false)),
    KmsKeyId: names('AWS::KMS::Key', ['kms_key_id']),
    VPCSecurityGroups: names('AWS::EC2::SecurityGroup', ['vpc_security_group_ids']),
    DBSubnetGroupName: names('AWS::RDS::DBSubnetGroup', ['db_subnet_group_name']),
    BackupRetentionPeriod: number(['backup_retention_period'], provider(0), always(1, '2013-01-01', { format: 'cloudformation' })),
    DeletionProtection: flag(['deletion_protection'], always(false, '2018-09-26')),
    SkipFinalSnapshot: flag(['skip_final_snapshot'], provider(false)),
    MultiAZ: flag(['multi_az'], always(false, '2010-05-18')),
    AutoMinorVersionUpgrade: flag(['auto_minor_version_upgrade'], always(true, '2013-01-01')),
    EnableIAMDatabaseAuthentication: flag(['iam_database_authentication_enabled'], always(false, '2017-04-24')),
    MonitoringInterval: number(['monitoring_interval'], always(0, '2015-12-17')),
    EnableCloudwatchLogsExports: raw(['enabled_cloudwatch_logs_exports']),
    ReplicateSourceDB: raw(['replicate_source_db']),
    SnapshotIdentifier: raw(['snapshot_identifier', 'DBSnapshotIdentifier']),
    // A member of a cluster: storage, backups and zones are the cluster's.
    DBClusterIdentifier: names('AWS::RDS::DBCluster', ['cluster_identifier']),
    MasterUserPassword: text(['password']),
    MaxAllocatedStorage: number(['max_allocated_storage'], always(0, '2019-06-20')),
  },
  facets: {
    // A replica is encrypted if its source is, which is judged there.
    dataAtRest: (database) =>
      alone(database) && (database.StorageEncrypted.origin.is === 'written' || isAbsent(database.ReplicateSourceDB))
        ? {
            holds: 'database',
            encryption: encryption(takenOver(database.StorageEncrypted, database.SnapshotIdentifier, 'DBSnapshotIdentifier'), database.KmsKeyId),
          }
        : undefined,
    publicAddress: (database, around) => ({
      what: 'database',
      public: database.PubliclyAccessible,
      limited: undefined,
      ingress: ingressOf(around, 'VPCSecurityGroups'),
    }),
    backup: (database) =>
      alone(database) && isAbsent(database.ReplicateSourceDB) ? { days: database.BackupRetentionPeriod, pointInTime: undefined } : undefined,
    deletion: (database) =>
      alone(database) ? { protected: database.DeletionProtection, finalSnapshot: map(database.SkipFinalSnapshot, (skip) => !skip) } : undefined,
    zones: (database) => (alone(database) && isAbsent(database.ReplicateSourceDB) ? { what: 'database', several: database.MultiAZ } : undefined),
    upgrades: (database) => ({ automatic: database.AutoMinorVersionUpgrade }),
    monitoring: (database) => ({ kind: 'enhanced', on: map(database.MonitoringInterval, (seconds) => seconds > 0) }),
    serviceLog: (database) => (alone(database) ? { kind: 'error', on: notEmpty(database.EnableCloudwatchLogsExports), missing: undefined } : undefined),
    databaseLogin: (database) =>
      alone(database) ? { identityBased: database.EnableIAMDatabaseAuthentication, passwordInCode: known(false, absent) } : undefined,
    plainSecrets: (database) => ({ where: 'password', found: fixedPassword(database.MasterUserPassword) }),
    capacity: (database) => (alone(database) ? { ...noCapacity, storageGrows: map(database.MaxAllocatedStorage, (most) => most > 0) } : undefined),
  },
  recreatedBy: ['encrypt-at-rest'],
  remedies: {
    'encrypt-at-rest': () => [{ set: 'StorageEncrypted', to: true }],
    'make-private': () => [{ set: 'PubliclyAccessible', to: false }],
    'keep-backups': () => [{ set: 'BackupRetentionPeriod', to: 7 }],
    'protect-deletion': () => [{ set: 'DeletionProtection', to: true }],
    'final-snapshot': () => [{ set: 'SkipFinalSnapshot', to: false }],
    'span-zones': () => [{ set: 'MultiAZ', to: true }],
    'upgrade-automatically': () => [{ set: 'AutoMinorVersionUpgrade', to: true }],
    'identity-login': () => [{ set: 'EnableIAMDatabaseAuthentication', to: true }],
  },
});

const alone = (database: { readonly DBClusterIdentifier: Parameters<typeof isAbsent>[0] }): boolean => isAbsent(database.DBClusterIdentifier);
