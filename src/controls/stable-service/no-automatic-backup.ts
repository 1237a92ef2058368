import { control, judge } from '../control.ts';

export default control({
  id: 'no-automatic-backup',
  severity: 'medium',
  viewpoints: ['stable-service'],
  leakPath: undefined,
  approach: 'defence-in-depth',
  layer: 'data-access',
  intents: {
    'AWS::RDS::DBInstance': ['aws-rds-db-instance-backup-plan'],
    'AWS::RDS::DBCluster': ['aws-rds-db-cluster-backup-plan'],
    'AWS::DocDB::DBCluster': ['aws-documentdb-backup-retention'],
    'AWS::Neptune::DBCluster': ['aws-neptune-backup-retention'],
    'AWS::Redshift::Cluster': ['aws-redshift-cluster-backup-plan'],
    'AWS::ElastiCache::ReplicationGroup': ['aws-elasticache-cache-cluster-backup-retention'],
    'AWS::ElastiCache::CacheCluster': ['aws-elasticache-cache-cluster-backup-retention'],
  },
  title: { en: 'Backups are off, or kept for less than a week', ja: 'バックアップが無効、または 1 週間未満しか残らない' },
  why: { en: 'A deletion or an error that is noticed after the weekend cannot be undone.', ja: '週末をまたいで気付いた誤削除や不具合を、元に戻せません。' },
  fix: { aws: { en: 'Keep automatic backups for at least seven days.', ja: '自動バックアップを 7 日以上保存します。' } },
  remedy: 'keep-backups',
  facet: 'backup',
  check: (backup, { type }) =>
    judge(backup.days, (days) => (days < 7 && !(type.includes('ElastiCache') && days > 0) ? { days, cache: type.includes('ElastiCache') } : undefined)),
  severityOf: ({ days, cache }) => (cache ? 'info' : days === 0 ? 'medium' : 'low'),
  message: {
    en: ({ days }) => (days === 0 ? 'Automatic backups are off.' : `Automatic backups are kept for ${days} day(s).`),
    ja: ({ days }) => (days === 0 ? '自動バックアップが無効です。' : `自動バックアップの保存期間が ${days} 日です。`),
  },
  examples: {
    pass: 'resource "aws_db_instance" "a" { backup_retention_period = 7 }',
    fail: 'resource "aws_db_instance" "a" { identifier = "a" }',
    unknown: `
      variable "days" {}
      resource "aws_db_instance" "a" { backup_retention_period = var.days }`,
  },
});
