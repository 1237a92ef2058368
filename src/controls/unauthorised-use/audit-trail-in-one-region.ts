import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'audit-trail-in-one-region',
  severity: 'medium',
  viewpoints: ['unauthorised-use'],
  leakPath: undefined,
  approach: 'detective-guardrail',
  layer: 'identity',
  intents: {
    'AWS::CloudTrail::Trail': ['aws-cloudtrail-multi-region-trail'],
  },
  title: { en: 'The audit trail covers one region only', ja: '監査証跡が 1 つのリージョンしか対象にしていない' },
  why: {
    en: 'Attackers start machines in regions nobody looks at; there nothing is recorded.',
    ja: '攻撃者は誰も見ていないリージョンでリソースを起動します。そこでの操作が記録されません。',
  },
  fix: { aws: { en: 'Set is_multi_region_trail to true.', ja: 'is_multi_region_trail を true にします。' } },
  remedy: 'trail-all-regions',
  facet: 'auditTrail',
  check: (trail) => judgeFlag(trail.allRegions, false),
  message: {
    en: () => 'It is not a multi-region trail.',
    ja: () => 'マルチリージョンの証跡ではありません。',
  },
  examples: {
    pass: 'resource "aws_cloudtrail" "a" { is_multi_region_trail = true }',
    fail: 'resource "aws_cloudtrail" "a" { name = "a" }',
    unknown: `
      variable "on" {}
      resource "aws_cloudtrail" "a" { is_multi_region_trail = var.on }`,
  },
});
