import { isAbsent, map } from '#core/value';
import { always, flag, names, number, raw, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-cachecluster.html
export default resourceType('AWS::ElastiCache::CacheCluster', {
  cloud: 'aws',
  service: 'Amazon ElastiCache',
  model: 'paas',
  terraform: ['aws_elasticache_cluster'],
  name: 'ClusterName',
  properties: {
    ClusterName: text(['cluster_id']),
    Engine: text(['engine']),
    AZMode: text(['az_mode'], always('single-az', '2013-04-01')),
    SnapshotRetentionLimit: number(['snapshot_retention_limit'], always(0, '2013-11-25')),
    AutoMinorVersionUpgrade: flag(['auto_minor_version_upgrade'], always(true, '2011-08-22')),
    ReplicationGroupId: names('AWS::ElastiCache::ReplicationGroup', ['replication_group_id']),
    VpcSecurityGroupIds: names('AWS::EC2::SecurityGroup', ['security_group_ids']),
    SubnetGroupName: raw(['subnet_group_name']),
  },
  facets: {
    // Memcached keeps no snapshots; a member of a group follows the group.
    backup: (cluster) =>
      isAbsent(cluster.ReplicationGroupId) && cluster.Engine.is === 'known' && cluster.Engine.value !== 'memcached'
        ? { days: cluster.SnapshotRetentionLimit, pointInTime: undefined }
        : undefined,
    zones: (cluster) =>
      isAbsent(cluster.ReplicationGroupId) && cluster.Engine.is === 'known' && cluster.Engine.value === 'memcached'
        ? { what: 'cache', several: map(cluster.AZMode, (mode) => mode === 'cross-az') }
        : undefined,
    upgrades: (cluster) => ({ automatic: cluster.AutoMinorVersionUpgrade }),
  },
  remedies: {
    'keep-backups': () => [{ set: 'SnapshotRetentionLimit', to: 7 }],
    'span-zones': () => [{ set: 'AZMode', to: 'cross-az' }],
    'upgrade-automatically': () => [{ set: 'AutoMinorVersionUpgrade', to: true }],
  },
});
