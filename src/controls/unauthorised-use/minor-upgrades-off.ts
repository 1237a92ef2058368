import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'minor-upgrades-off',
  severity: 'low',
  viewpoints: ['unauthorised-use'],
  leakPath: 'app-vulnerability',
  approach: 'defence-in-depth',
  layer: 'middleware',
  intents: {
    'AWS::RDS::DBInstance': ['aws-rds-db-instance-auto-minor-upgrade'],
    'AWS::ElastiCache::ReplicationGroup': ['aws-elasticache-cache-cluster-auto-minor-upgrade'],
    'AWS::AmazonMQ::Broker': ['aws-mq-auto-minor-upgrade'],
    'AWS::DMS::ReplicationInstance': ['aws-dms-auto-minor-upgrade'],
    'AWS::Redshift::Cluster': ['aws-redshift-cluster-auto-upgrade'],
  },
  title: { en: 'Security fixes of the engine are not installed', ja: 'エンジンの修正が自動で適用されない' },
  why: { en: 'Known holes stay open until somebody remembers.', ja: '誰かが対応するまで、既知の脆弱性が残り続けます。' },
  fix: {
    aws: {
      en: 'Turn automatic minor upgrades on and choose a maintenance window.',
      ja: 'マイナーバージョンの自動アップグレードを有効にし、メンテナンスの時間帯を決めます。',
    },
  },
  remedy: 'upgrade-automatically',
  facet: 'upgrades',
  check: (upgrades) => judgeFlag(upgrades.automatic, false),
  message: {
    en: () => 'Automatic minor upgrades are off.',
    ja: () => 'マイナーバージョンの自動アップグレードが無効です。',
  },
  examples: {
    pass: 'resource "aws_db_instance" "a" { identifier = "a" }',
    fail: 'resource "aws_db_instance" "a" { auto_minor_version_upgrade = false }',
    unknown: `
      variable "on" {}
      resource "aws_db_instance" "a" { auto_minor_version_upgrade = var.on }`,
  },
});
