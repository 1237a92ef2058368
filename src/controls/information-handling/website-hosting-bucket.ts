import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'website-hosting-bucket',
  severity: 'info',
  viewpoints: ['information-handling'],
  leakPath: 'service-misconfiguration',
  approach: 'defence-in-depth',
  layer: 'data-access',
  intents: {
    'AWS::S3::Bucket': ['aws-s3-bucket-static-website'],
  },
  title: { en: 'A bucket serves a website directly', ja: 'バケットが直接ウェブサイトを配信している' },
  why: {
    en: 'The website endpoint speaks plain HTTP only, and has no WAF in front.',
    ja: 'ウェブサイトエンドポイントは HTTP にしか対応せず、前段に WAF も置けません。',
  },
  fix: {
    aws: {
      en: 'Serve the bucket through CloudFront with origin access control, and turn website hosting off.',
      ja: 'CloudFront とオリジンアクセスコントロールで配信し、静的ウェブサイトホスティングを無効にします。',
    },
  },
  remedy: undefined,
  facet: 'objectStore',
  check: (store) => judgeFlag(store.website, true),
  message: {
    en: () => 'Website hosting is turned on.',
    ja: () => '静的ウェブサイトホスティングが有効です。',
  },
  examples: {
    pass: 'resource "aws_s3_bucket" "a" { bucket = "photos" }',
    fail: `
      resource "aws_s3_bucket" "a" { bucket = "photos" }
      resource "aws_s3_bucket_website_configuration" "a" {
        bucket = aws_s3_bucket.a.id
        index_document { suffix = "index.html" }
      }`,
  },
});
