import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'storage-does-not-grow',
  severity: 'info',
  viewpoints: ['stable-service'],
  leakPath: undefined,
  approach: 'defence-in-depth',
  layer: 'application',
  intents: {
    'AWS::RDS::DBInstance': ['aws-rds-ours-storage-autogrow'],
  },
  title: { en: 'A full disk stops the database', ja: 'ディスクが一杯になるとデータベースが止まる' },
  why: { en: 'Growth or a runaway log fills the disk and writes fail.', ja: 'データの増加やログの肥大化でディスクが一杯になると、書き込めなくなります。' },
  fix: { aws: { en: 'Set max_allocated_storage.', ja: 'max_allocated_storage を設定します。' } },
  remedy: undefined,
  facet: 'capacity',
  check: (capacity) => judgeFlag(capacity.storageGrows, false),
  message: {
    en: () => 'Storage autoscaling is off.',
    ja: () => 'ストレージの自動スケーリングが無効です。',
  },
  examples: {
    pass: 'resource "aws_db_instance" "a" { max_allocated_storage = 200 }',
    fail: 'resource "aws_db_instance" "a" { identifier = "a" }',
    unknown: `
      variable "n" {}
      resource "aws_db_instance" "a" { max_allocated_storage = var.n }`,
  },
});
