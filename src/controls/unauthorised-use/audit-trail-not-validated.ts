import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'audit-trail-not-validated',
  severity: 'low',
  viewpoints: ['unauthorised-use'],
  leakPath: undefined,
  approach: 'detective-guardrail',
  layer: 'identity',
  intents: {
    'AWS::CloudTrail::Trail': ['aws-cloudtrail-log-validation'],
  },
  title: { en: 'Nobody can prove that the audit trail is unchanged', ja: '監査証跡が改ざんされていないことを確認できない' },
  why: { en: 'An attacker who reaches the bucket can edit what was recorded.', ja: 'バケットに到達した攻撃者は、記録を書き換えられます。' },
  fix: { aws: { en: 'Set enable_log_file_validation to true.', ja: 'enable_log_file_validation を true にします。' } },
  remedy: 'trail-validate',
  facet: 'auditTrail',
  check: (trail) => judgeFlag(trail.validated, false),
  message: {
    en: () => 'Log file validation is off.',
    ja: () => 'ログファイルの整合性検証が無効です。',
  },
  examples: {
    pass: 'resource "aws_cloudtrail" "a" { enable_log_file_validation = true }',
    fail: 'resource "aws_cloudtrail" "a" { name = "a" }',
    unknown: `
      variable "on" {}
      resource "aws_cloudtrail" "a" { enable_log_file_validation = var.on }`,
  },
});
