import { any, map, not } from '#core/value';
import { always, flag, names, number, provider, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { encryption } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-replicationgroup.html
export default resourceType('AWS::ElastiCache::ReplicationGroup', {
  cloud: 'aws',
  service: 'Amazon ElastiCache',
  model: 'paas',
  terraform: ['aws_elasticache_replication_group'],
  name: 'ReplicationGroupId',
  properties: {
    ReplicationGroupId: text(['replication_group_id']),
    Engine: text(['engine'], provider('redis')),
    // Redis: off unless asked; Valkey: on.
    AtRestEncryptionEnabled: flag(['at_rest_encryption_enabled'], always(false, '2017-10-25')),
    TransitEncryptionEnabled: flag(['transit_encryption_enabled'], always(false, '2017-10-25')),
    KmsKeyId: names('AWS::KMS::Key', ['kms_key_id']),
    AutomaticFailoverEnabled: flag(['automatic_failover_enabled'], provider(false)),
    MultiAZEnabled: flag(['multi_az_enabled'], provider(false)),
    SnapshotRetentionLimit: number(['snapshot_retention_limit'], always(0, '2013-11-25')),
    AutoMinorVersionUpgrade: flag(['auto_minor_version_upgrade'], always(true, '2011-08-22')),
    SecurityGroupIds: names('AWS::EC2::SecurityGroup', ['security_group_ids']),
  },
  facets: {
    dataAtRest: (group) => ({
      holds: 'cache',
      encryption: encryption(
        any([group.AtRestEncryptionEnabled, map(group.Engine, (engine) => engine === 'valkey' && group.AtRestEncryptionEnabled.origin.is === 'default')]),
        group.KmsKeyId,
      ),
    }),
    transport: (group) => ({ channels: [{ channel: 'node', plainText: not(group.TransitEncryptionEnabled), minimumTls: undefined }] }),
    failover: (group) => ({ automatic: group.AutomaticFailoverEnabled }),
    zones: (group) => ({ what: 'cache', several: group.MultiAZEnabled }),
    backup: (group) => ({ days: group.SnapshotRetentionLimit, pointInTime: undefined }),
    upgrades: (group) => ({ automatic: group.AutoMinorVersionUpgrade }),
  },
  recreatedBy: ['encrypt-at-rest'],
  remedies: {
    'encrypt-at-rest': () => [{ set: 'AtRestEncryptionEnabled', to: true }],
    'require-tls': () => [{ set: 'TransitEncryptionEnabled', to: true }],
    'fail-over': () => [{ set: 'AutomaticFailoverEnabled', to: true }],
    'span-zones': () => [
      { set: 'MultiAZEnabled', to: true },
      { set: 'AutomaticFailoverEnabled', to: true },
    ],
    'keep-backups': () => [{ set: 'SnapshotRetentionLimit', to: 7 }],
    'upgrade-automatically': () => [{ set: 'AutoMinorVersionUpgrade', to: true }],
  },
});
