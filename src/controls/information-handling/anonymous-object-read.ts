import { control, judge } from '../control.ts';

export default control({
  id: 'anonymous-object-read',
  severity: 'critical',
  viewpoints: ['information-handling'],
  leakPath: 'service-misconfiguration',
  approach: 'configuration',
  layer: 'data-access',
  intents: {
    'AWS::S3::Bucket': [
      'aws-s3-bucket-public-read',
      'aws-s3-bucket-authenticated-users-access',
      'aws-s3-bucket-public-policy',
      'aws-s3-bucket-ignore-public-acls',
      'aws-s3-bucket-restrict-public-buckets',
    ],
  },
  title: { en: 'Objects can be read without signing in', ja: 'サインインせずにオブジェクトを読み取れる' },
  why: {
    en: 'Anyone who learns the name of the store can copy what is in it, and leaves no identity in the log.',
    ja: '名前を知った第三者が中身を複製でき、ログにも誰が読んだのかが残りません。',
  },
  fix: {
    aws: {
      en: 'Turn on all four Block Public Access settings; serve public files through CloudFront with origin access control.',
      ja: 'ブロックパブリックアクセスの 4 項目をすべて有効にします。公開が必要なファイルは、オリジンアクセスコントロールを設定した CloudFront から配信します。',
    },
  },
  remedy: 'close-to-anonymous',
  facet: 'objectStore',
  check: (store) => judge(store.readableBy, (who) => (who === 'nobody' ? undefined : { who })),
  message: {
    en: ({ who }) => `Objects can be read by ${who === 'everyone' ? 'everyone on the internet' : 'any AWS account'}.`,
    ja: ({ who }) => `${who === 'everyone' ? 'インターネット上の誰でも' : 'AWS アカウントを持つ誰でも'}オブジェクトを読み取れます。`,
  },
  examples: {
    pass: `
      resource "aws_s3_bucket" "a" { bucket = "photos" }
      resource "aws_s3_bucket_acl" "a" {
        bucket = aws_s3_bucket.a.id
        acl    = "public-read"
      }
      resource "aws_s3_bucket_public_access_block" "a" {
        bucket             = aws_s3_bucket.a.id
        ignore_public_acls = true
      }`,
    fail: `
      resource "aws_s3_bucket" "a" { bucket = "photos" }
      resource "aws_s3_bucket_public_access_block" "a" { bucket = aws_s3_bucket.a.id }
      resource "aws_s3_bucket_acl" "a" {
        bucket = aws_s3_bucket.a.id
        acl    = "public-read"
      }`,
    unknown: `
      variable "acl" {}
      resource "aws_s3_bucket" "a" { bucket = "photos" }
      resource "aws_s3_bucket_public_access_block" "a" { bucket = aws_s3_bucket.a.id }
      resource "aws_s3_bucket_acl" "a" {
        bucket = aws_s3_bucket.a.id
        acl    = var.acl
      }`,
  },
});
