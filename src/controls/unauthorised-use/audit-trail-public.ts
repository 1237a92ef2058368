import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'audit-trail-public',
  severity: 'critical',
  viewpoints: ['unauthorised-use'],
  leakPath: undefined,
  approach: 'detective-guardrail',
  layer: 'identity',
  intents: {
    'AWS::CloudTrail::Trail': ['aws-s3-bucket-log-bucket-public', 'aws-cloudtrail-log-bucket-public'],
  },
  title: { en: 'The audit trail can be read by everyone', ja: '監査証跡を誰でも読み取れる' },
  why: {
    en: 'It shows every role, resource and habit of your account to whoever looks.',
    ja: 'アカウント内のロールやリソース、運用の様子が第三者に丸見えになります。',
  },
  fix: { aws: { en: 'Turn on Block Public Access for the bucket of the trail.', ja: '証跡を保存するバケットで、ブロックパブリックアクセスを有効にします。' } },
  remedy: undefined,
  facet: 'auditTrail',
  check: (trail) => judgeFlag(trail.storePublic, true),
  message: {
    en: () => 'The bucket of the trail is public.',
    ja: () => '証跡を保存するバケットが公開されています。',
  },
  examples: {
    pass: `
      resource "aws_s3_bucket" "a" { bucket = "trail" }
      resource "aws_cloudtrail" "a" { s3_bucket_name = aws_s3_bucket.a.id }`,
    fail: `
      resource "aws_s3_bucket" "a" { bucket = "trail" }
      resource "aws_s3_bucket_public_access_block" "a" { bucket = aws_s3_bucket.a.id }
      resource "aws_s3_bucket_acl" "a" {
        bucket = aws_s3_bucket.a.id
        acl    = "public-read"
      }
      resource "aws_cloudtrail" "a" { s3_bucket_name = aws_s3_bucket.a.id }`,
  },
});
