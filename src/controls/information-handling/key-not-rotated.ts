import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'key-not-rotated',
  severity: 'low',
  viewpoints: ['information-handling'],
  leakPath: 'insider',
  approach: 'credential-protection',
  layer: 'server-encryption',
  intents: {
    'AWS::KMS::Key': ['aws-kms-key-rotation'],
  },
  title: { en: 'An encryption key is never rotated', ja: '暗号鍵がローテーションされない' },
  why: { en: 'All data of all years hangs on one key material.', ja: '過去からのすべてのデータが、同じ鍵マテリアルで守られ続けます。' },
  fix: { aws: { en: 'Turn automatic rotation on.', ja: '自動ローテーションを有効にします。' } },
  remedy: 'rotate-key',
  facet: 'key',
  check: (key) => (key.symmetric.is === 'known' && !key.symmetric.value ? undefined : judgeFlag(key.rotates, false)),
  message: {
    en: () => 'Automatic rotation is off.',
    ja: () => '自動ローテーションが無効です。',
  },
  examples: {
    pass: 'resource "aws_kms_key" "a" { enable_key_rotation = true }',
    fail: 'resource "aws_kms_key" "a" { description = "a" }',
    unknown: `
      variable "on" {}
      resource "aws_kms_key" "a" { enable_key_rotation = var.on }`,
  },
});
