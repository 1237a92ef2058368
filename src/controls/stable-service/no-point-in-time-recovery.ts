import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'no-point-in-time-recovery',
  severity: 'low',
  viewpoints: ['stable-service'],
  leakPath: undefined,
  approach: 'defence-in-depth',
  layer: 'data-access',
  intents: {
    'AWS::DynamoDB::Table': ['aws-dynamodb-pitr'],
    'AWS::EFS::FileSystem': ['aws-efs-backup-plan'],
  },
  title: { en: 'Data cannot be brought back to a point in time', ja: '任意の時点に復元できないデータ' },
  why: { en: 'A bad write or a deleted item is lost for good.', ja: '誤った書き込みや削除を、元に戻せません。' },
  fix: {
    aws: {
      en: 'Turn point-in-time recovery (for EFS: the backup policy) on.',
      ja: 'ポイントインタイムリカバリ(EFS の場合はバックアップポリシー)を有効にします。',
    },
  },
  remedy: 'point-in-time',
  facet: 'backup',
  check: (backup) => judgeFlag(backup.pointInTime, false),
  message: {
    en: () => 'It is off.',
    ja: () => '有効になっていません。',
  },
  examples: {
    pass: `
      resource "aws_dynamodb_table" "a" {
        point_in_time_recovery { enabled = true }
      }`,
    fail: 'resource "aws_dynamodb_table" "a" { name = "a" }',
    unknown: `
      variable "on" {}
      resource "aws_dynamodb_table" "a" {
        point_in_time_recovery { enabled = var.on }
      }`,
  },
});
