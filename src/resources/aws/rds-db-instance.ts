import { absent } from '#core/origin';
import { any, isAbsent, isList, known, map, unknown, type Fact, type Value } from '#core/value';
import type { Around, Opening } from '../facets.ts';
import { always, flag, names, number, provider, raw, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import securityGroup from './ec2-security-group.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html
export default resourceType('AWS::RDS::DBInstance', {
  cloud: 'aws',
  service: 'Amazon RDS',
  model: 'paas',
  terraform: ['aws_db_instance'],
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
    MasterUserPassword: text(['password']),
    MaxAllocatedStorage: number(['max_allocated_storage'], always(0, '2019-06-20')),
  },
  facets: {
    dataAtRest: (database) => ({ holds: 'database', encryption: encryption(database.StorageEncrypted, database.KmsKeyId) }),
    publicAddress: (database, around) => ({ what: 'database', public: database.PubliclyAccessible, limited: undefined, ingress: ingressOf(around, 'VPCSecurityGroups') }),
    backup: (database) => (isAbsent(database.ReplicateSourceDB) ? { days: database.BackupRetentionPeriod, pointInTime: undefined } : undefined),
    deletion: (database) => ({ protected: database.DeletionProtection, finalSnapshot: map(database.SkipFinalSnapshot, (skip) => !skip) }),
    zones: (database) => ({ what: 'database', several: database.MultiAZ }),
    upgrades: (database) => ({ automatic: database.AutoMinorVersionUpgrade }),
    monitoring: (database) => ({ kind: 'enhanced', on: map(database.MonitoringInterval, (seconds) => seconds > 0) }),
    serviceLog: (database) => ({ kind: 'error', on: notEmpty(database.EnableCloudwatchLogsExports), missing: undefined }),
    databaseLogin: (database) => ({ identityBased: database.EnableIAMDatabaseAuthentication, passwordInCode: map(database.MasterUserPassword, (password) => password !== '') }),
  },
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

/** A customer key is one that is named; the service's own key otherwise. */
export const encryption = (on: Fact<boolean>, key: Value): Fact<'none' | 'provider-key' | 'customer-key'> =>
  map(on, (yes) => (!yes ? 'none' : isAbsent(key) ? 'provider-key' : 'customer-key'));

/** All rules of the security groups that guard a resource; a group that was not seen is a doubt. */
export const ingressOf = (around: Around, property: string): Opening[] => [
  ...around.related(property).flatMap((group) => securityGroup.view(group).SecurityGroupIngress),
  ...(around.namesUnseen(property) ? [{ anywhere: unknown('maybe-set-elsewhere', property), ports: unknown('maybe-set-elsewhere', property), origin: absent } as const] : []),
];

/** A list (or map) that names at least one thing. */
export const notEmpty = (value: Value): Fact<boolean> => {
  if (isAbsent(value)) return known(false, absent);
  if (value.is === 'unknown') return unknown(value.why.code, value.why.about, value.origin);
  return known(!(value.is === 'known' && (value.value === null || (isList(value.value) && value.value.length === 0))), value.origin);
};

/** Can somebody on the internet reach a port through one of these rules? */
export const openToWorld = (ingress: readonly Opening[]): Fact<boolean> => any(ingress.map(({ anywhere }) => anywhere));
