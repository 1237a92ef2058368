import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'audit-trail-without-own-key',
  severity: 'info',
  viewpoints: ['unauthorised-use'],
  leakPath: undefined,
  approach: 'detective-guardrail',
  layer: 'identity',
  intents: {
    'AWS::CloudTrail::Trail': ['aws-cloudtrail-cmk'],
  },
  title: { en: 'The audit trail is not encrypted with a key of your own', ja: '監査証跡が自社の鍵で暗号化されていない' },
  why: { en: 'Whoever may read the bucket may read the trail.', ja: 'バケットを読める人は、監査証跡もすべて読めます。' },
  fix: { aws: { en: 'Set kms_key_id.', ja: 'kms_key_id を指定します。' } },
  remedy: undefined,
  facet: 'auditTrail',
  check: (trail) => judgeFlag(trail.customerKey, false),
  message: {
    en: () => 'No customer managed key.',
    ja: () => 'カスタマーマネージドキーが指定されていません。',
  },
  examples: {
    pass: 'resource "aws_cloudtrail" "a" { kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/a" }',
    fail: 'resource "aws_cloudtrail" "a" { name = "a" }',
  },
});
