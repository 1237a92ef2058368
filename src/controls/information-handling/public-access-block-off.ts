import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'public-access-block-off',
  severity: 'low',
  viewpoints: ['information-handling'],
  leakPath: 'service-misconfiguration',
  approach: 'preventive-guardrail',
  layer: 'data-access',
  intents: {
    'AWS::S3::Bucket': ['aws-s3-bucket-block-public-access', 'aws-s3-bucket-block-public-acls', 'aws-s3-bucket-block-public-policy'],
  },
  title: { en: 'The switch that forbids public access is off', ja: '公開を禁止するスイッチが無効になっている' },
  why: {
    en: 'Nothing is public now, but one careless ACL or policy makes it so at once.',
    ja: '現在は公開されていませんが、ACL やポリシーを 1 つ誤るだけで即座に公開されます。',
  },
  fix: { aws: { en: 'Turn on all four Block Public Access settings.', ja: 'ブロックパブリックアクセスの 4 項目をすべて有効にします。' } },
  remedy: 'turn-public-block-on',
  facet: 'objectStore',
  check: (store) =>
    (store.readableBy.is === 'known' && store.readableBy.value !== 'nobody') || (store.writableBy.is === 'known' && store.writableBy.value !== 'nobody')
      ? undefined
      : judgeFlag(store.publicBlockOff, true),
  message: {
    en: () => 'Not all four Block Public Access settings are on.',
    ja: () => 'ブロックパブリックアクセスの 4 項目のうち、無効なものがあります。',
  },
  examples: {
    pass: 'resource "aws_s3_bucket" "a" { bucket = "photos" }',
    fail: `
      resource "aws_s3_bucket" "a" { bucket = "photos" }
      resource "aws_s3_bucket_public_access_block" "a" {
        bucket            = aws_s3_bucket.a.id
        block_public_acls = false
      }`,
    unknown: `
      variable "on" {}
      resource "aws_s3_bucket" "a" { bucket = "photos" }
      resource "aws_s3_bucket_public_access_block" "a" {
        bucket                  = aws_s3_bucket.a.id
        block_public_acls       = var.on
        block_public_policy     = var.on
        ignore_public_acls      = var.on
        restrict_public_buckets = var.on
      }`,
  },
});
