import { control, judge } from '../control.ts';

export default control({
  id: 'key-deleted-too-soon',
  severity: 'info',
  viewpoints: ['stable-service'],
  leakPath: undefined,
  approach: 'preventive-guardrail',
  layer: 'server-encryption',
  intents: {
    'AWS::KMS::Key': ['aws-kms-key-deletion-pending'],
  },
  title: { en: 'A key can be gone within days', ja: '鍵が数日で失われる設定' },
  why: { en: 'Once a key is deleted, everything encrypted with it is lost for good.', ja: '鍵を削除すると、その鍵で暗号化したデータは二度と読めません。' },
  fix: { aws: { en: 'Set the deletion window to 30 days.', ja: '削除の待機期間を 30 日にします。' } },
  remedy: 'lengthen-deletion-window',
  facet: 'key',
  check: (key) => judge(key.deletionWindow, (days) => (days < 14 ? { days } : undefined)),
  message: {
    en: ({ days }) => `The deletion window is ${days} days.`,
    ja: ({ days }) => `削除の待機期間が ${days} 日です。`,
  },
  examples: {
    pass: 'resource "aws_kms_key" "a" { deletion_window_in_days = 30 }',
    fail: 'resource "aws_kms_key" "a" { deletion_window_in_days = 7 }',
    unknown: `
      variable "days" {}
      resource "aws_kms_key" "a" { deletion_window_in_days = var.days }`,
  },
});
