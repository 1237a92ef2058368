import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'audit-trail-stopped',
  severity: 'high',
  viewpoints: ['unauthorised-use'],
  leakPath: undefined,
  approach: 'detective-guardrail',
  layer: 'identity',
  intents: {
    'AWS::CloudTrail::Trail': ['aws-cloudtrail-any-trail'],
  },
  title: { en: 'The audit trail does not record', ja: '監査証跡が記録されていない' },
  why: { en: 'Whoever takes over the account leaves no trace.', ja: 'アカウントを乗っ取られても、痕跡が残りません。' },
  fix: { aws: { en: 'Turn logging on.', ja: 'ログ記録を有効にします。' } },
  remedy: 'trail-on',
  facet: 'auditTrail',
  check: (trail) => judgeFlag(trail.logging, false),
  message: {
    en: () => 'Logging is turned off.',
    ja: () => 'ログ記録が無効です。',
  },
  examples: {
    pass: 'resource "aws_cloudtrail" "a" { name = "a" }',
    fail: 'resource "aws_cloudtrail" "a" { enable_logging = false }',
    unknown: `
      variable "on" {}
      resource "aws_cloudtrail" "a" { enable_logging = var.on }`,
  },
});
