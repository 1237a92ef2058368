import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'secret-not-rotated',
  severity: 'info',
  viewpoints: ['unauthorised-use'],
  leakPath: 'insider',
  approach: 'credential-protection',
  layer: 'identity',
  intents: {
    'AWS::SecretsManager::Secret': ['aws-secretsmanager-secret-rotation'],
  },
  title: { en: 'A stored secret is never rotated', ja: '保管した秘密情報がローテーションされない' },
  why: { en: 'A value that leaked once stays good for ever.', ja: '一度漏れた値が、いつまでも有効なままになります。' },
  fix: { aws: { en: 'Add a rotation schedule.', ja: 'ローテーションのスケジュールを設定します。' } },
  remedy: undefined,
  facet: 'secret',
  check: (secret) => judgeFlag(secret.rotates, false),
  message: {
    en: () => 'No rotation is configured.',
    ja: () => 'ローテーションが設定されていません。',
  },
  examples: {
    pass: `
      resource "aws_secretsmanager_secret" "a" { name = "a" }
      resource "aws_secretsmanager_secret_rotation" "a" {
        secret_id = aws_secretsmanager_secret.a.id
        rotation_rules { automatically_after_days = 30 }
      }`,
    fail: 'resource "aws_secretsmanager_secret" "a" { name = "a" }',
  },
});
