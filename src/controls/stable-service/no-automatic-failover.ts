import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'no-automatic-failover',
  severity: 'low',
  viewpoints: ['stable-service'],
  leakPath: undefined,
  approach: 'defence-in-depth',
  layer: 'facility',
  intents: {
    'AWS::ElastiCache::ReplicationGroup': ['aws-elasticache-cache-cluster-failover'],
  },
  title: { en: 'A failed node is not replaced by itself', ja: '障害時に自動で切り替わらない' },
  why: { en: 'When the primary fails the cache is gone until a person acts.', ja: 'プライマリに障害が起きると、手動で対応するまでキャッシュが使えません。' },
  fix: { aws: { en: 'Turn automatic failover on and keep at least one replica.', ja: '自動フェイルオーバーを有効にし、レプリカを 1 つ以上用意します。' } },
  remedy: 'fail-over',
  facet: 'failover',
  check: (failover) => judgeFlag(failover.automatic, false),
  message: {
    en: () => 'Automatic failover is off.',
    ja: () => '自動フェイルオーバーが無効です。',
  },
  examples: {
    pass: 'resource "aws_elasticache_replication_group" "a" { automatic_failover_enabled = true }',
    fail: 'resource "aws_elasticache_replication_group" "a" { replication_group_id = "a" }',
    unknown: `
      variable "on" {}
      resource "aws_elasticache_replication_group" "a" { automatic_failover_enabled = var.on }`,
  },
});
