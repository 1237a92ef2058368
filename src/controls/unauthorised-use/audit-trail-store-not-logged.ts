import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'audit-trail-store-not-logged',
  severity: 'info',
  viewpoints: ['unauthorised-use'],
  leakPath: undefined,
  approach: 'detective-guardrail',
  layer: 'identity',
  intents: {
    'AWS::CloudTrail::Trail': ['aws-cloudtrail-log-bucket-access-logging', 'aws-cloudtrail-require-bucket-access-logging'],
  },
  title: { en: 'Access to the audit trail is not logged itself', ja: '監査証跡そのものへのアクセスが記録されていない' },
  why: { en: 'Nobody sees who read or deleted the records.', ja: '誰が記録を読み、消したのかが分かりません。' },
  fix: { aws: { en: 'Turn server access logging on for the bucket of the trail.', ja: '証跡を保存するバケットで、サーバーアクセスログを有効にします。' } },
  remedy: undefined,
  facet: 'auditTrail',
  check: (trail) => judgeFlag(trail.storeLogged, false),
  message: {
    en: () => 'The bucket of the trail has no access log.',
    ja: () => '証跡を保存するバケットに、アクセスログがありません。',
  },
  examples: {
    pass: `
      resource "aws_s3_bucket" "a" { bucket = "trail" }
      resource "aws_s3_bucket_logging" "a" {
        bucket        = aws_s3_bucket.a.id
        target_bucket = "logs"
        target_prefix = "trail/"
      }
      resource "aws_cloudtrail" "a" { s3_bucket_name = aws_s3_bucket.a.id }`,
    fail: `
      resource "aws_s3_bucket" "a" { bucket = "trail" }
      resource "aws_cloudtrail" "a" { s3_bucket_name = aws_s3_bucket.a.id }`,
  },
});
