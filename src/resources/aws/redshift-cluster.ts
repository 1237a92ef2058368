import { always, document, flag, names, number, provider, raw, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { encryption, fixedPassword, ingressOf, notEmpty } from './facts.ts';
import { resourcePolicy, statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-redshift-cluster.html
export default resourceType('AWS::Redshift::Cluster', {
  cloud: 'aws',
  service: 'Amazon Redshift',
  model: 'paas',
  terraform: ['aws_redshift_cluster'],
  folds: { aws_redshift_logging: 'cluster_identifier', aws_redshift_resource_policy: 'resource_arn' },
  name: 'ClusterIdentifier',
  properties: {
    ClusterIdentifier: text(['cluster_identifier']),
    // Provider 6 turned both defaults round.
    Encrypted: flag(['encrypted'], provider(false, { below: 6 }), provider(true, { from: 6 })),
    PubliclyAccessible: flag(['publicly_accessible'], provider(true, { below: 6 }), provider(false, { from: 6 })),
    KmsKeyId: names('AWS::KMS::Key', ['kms_key_id']),
    VpcSecurityGroupIds: names('AWS::EC2::SecurityGroup', ['vpc_security_group_ids']),
    ClusterSubnetGroupName: raw(['cluster_subnet_group_name']),
    AllowVersionUpgrade: flag(['allow_version_upgrade'], provider(true)),
    AutomatedSnapshotRetentionPeriod: number(['automated_snapshot_retention_period'], always(1, '2012-12-01')),
    Logging: flag(['logging.enable'], always(false, '2014-03-01')),
    LoggingResource: raw(['aws_redshift_logging#log_destination_type']),
    LoggingBucket: raw(['aws_redshift_logging#bucket_name']),
    MultiAZ: flag(['multi_az'], always(false, '2022-11-01')),
    NamespaceResourcePolicy: document(['aws_redshift_resource_policy#policy']),
    MasterUserPassword: text(['master_password']),
  },
  facets: {
    dataAtRest: (cluster) => ({ holds: 'warehouse', encryption: encryption(cluster.Encrypted, cluster.KmsKeyId) }),
    publicAddress: (cluster, around) => ({
      what: 'warehouse',
      public: cluster.PubliclyAccessible,
      limited: undefined,
      ingress: ingressOf(around, 'VpcSecurityGroupIds'),
    }),
    upgrades: (cluster) => ({ automatic: cluster.AllowVersionUpgrade }),
    backup: (cluster) => ({ days: cluster.AutomatedSnapshotRetentionPeriod, pointInTime: undefined }),
    serviceLog: (cluster) => ({
      kind: 'audit',
      on:
        cluster.LoggingResource.is === 'known' || cluster.LoggingBucket.is !== 'unknown'
          ? notEmpty(cluster.LoggingBucket.is === 'unknown' ? cluster.LoggingResource : cluster.LoggingBucket)
          : cluster.Logging,
      missing: undefined,
    }),
    resourcePolicy: (cluster) => resourcePolicy('warehouse', statementsOf(cluster.NamespaceResourcePolicy)),
    zones: (cluster) => ({ what: 'warehouse', several: cluster.MultiAZ }),
    plainSecrets: (cluster) => ({ where: 'password', found: fixedPassword(cluster.MasterUserPassword) }),
  },
  remedies: {
    'encrypt-at-rest': () => [{ set: 'Encrypted', to: true }],
    'make-private': () => [{ set: 'PubliclyAccessible', to: false }],
    'upgrade-automatically': () => [{ set: 'AllowVersionUpgrade', to: true }],
    'keep-backups': () => [{ set: 'AutomatedSnapshotRetentionPeriod', to: 7 }],
  },
});
