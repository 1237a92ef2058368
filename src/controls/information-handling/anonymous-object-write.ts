import { control, judge } from '../control.ts';

export default control({
  id: 'anonymous-object-write',
  severity: 'critical',
  viewpoints: ['information-handling', 'unauthorised-use'],
  leakPath: 'service-misconfiguration',
  approach: 'configuration',
  layer: 'data-access',
  intents: {
    'AWS::S3::Bucket': ['aws-s3-bucket-public-write'],
  },
  title: { en: 'Objects can be written or deleted without signing in', ja: 'サインインせずにオブジェクトを書き込み・削除できる' },
  why: {
    en: 'Anyone can replace what your users download, delete it, or store malware at your expense.',
    ja: '第三者が配布物を差し替えたり、データを消したり、マルウェアの置き場にしたりできます。',
  },
  fix: {
    aws: {
      en: 'Turn on all four Block Public Access settings and grant write access to named roles.',
      ja: 'ブロックパブリックアクセスの 4 項目をすべて有効にし、書き込みは特定のロールにだけ許可します。',
    },
  },
  remedy: 'close-to-anonymous',
  facet: 'objectStore',
  check: (store) => judge(store.writableBy, (who) => (who === 'nobody' ? undefined : { who })),
  message: {
    en: ({ who }) => `Objects can be written by ${who === 'everyone' ? 'everyone on the internet' : 'any AWS account'}.`,
    ja: ({ who }) => `${who === 'everyone' ? 'インターネット上の誰でも' : 'AWS アカウントを持つ誰でも'}オブジェクトを書き込めます。`,
  },
  examples: {
    pass: 'resource "aws_s3_bucket" "a" { bucket = "photos" }',
    fail: `
      resource "aws_s3_bucket" "a" { bucket = "photos" }
      resource "aws_s3_bucket_public_access_block" "a" { bucket = aws_s3_bucket.a.id }
      resource "aws_s3_bucket_policy" "a" {
        bucket = aws_s3_bucket.a.id
        policy = jsonencode({
          Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:PutObject", Resource = "\${aws_s3_bucket.a.arn}/*" }]
        })
      }`,
    unknown: `
      variable "policy" {}
      resource "aws_s3_bucket" "a" { bucket = "photos" }
      resource "aws_s3_bucket_public_access_block" "a" { bucket = aws_s3_bucket.a.id }
      resource "aws_s3_bucket_policy" "a" {
        bucket = aws_s3_bucket.a.id
        policy = var.policy
      }`,
  },
});
