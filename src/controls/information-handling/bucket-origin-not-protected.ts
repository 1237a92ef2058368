import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'bucket-origin-not-protected',
  severity: 'medium',
  viewpoints: ['information-handling'],
  leakPath: 'service-misconfiguration',
  approach: 'defence-in-depth',
  layer: 'data-access',
  intents: {
    'AWS::CloudFront::Distribution': ['aws-cloudfront-origin-access-control'],
  },
  title: { en: 'The CDN does not prove itself to its bucket', ja: 'CDN がバケットに対して自身を証明していない' },
  why: {
    en: 'The bucket has to be public for it to work, so that everybody can go past the CDN.',
    ja: 'バケットを公開しなければ配信できず、誰でも CDN を迂回できます。',
  },
  fix: {
    aws: {
      en: 'Add origin access control and let only the distribution read.',
      ja: 'オリジンアクセスコントロールを設定し、ディストリビューションだけに読み取りを許可します。',
    },
  },
  remedy: undefined,
  facet: 'webFront',
  check: (front) => judgeFlag(front.originProtected, false),
  message: {
    en: () => 'An S3 origin has no origin access control.',
    ja: () => 'S3 オリジンにオリジンアクセスコントロールがありません。',
  },
  examples: {
    pass: `
      resource "aws_cloudfront_distribution" "a" {
        origin {
          domain_name              = "a.s3.us-east-1.amazonaws.com"
          origin_id                = "a"
          origin_access_control_id = "E1"
        }
      }`,
    fail: `
      resource "aws_cloudfront_distribution" "a" {
        origin {
          domain_name = "a.s3.us-east-1.amazonaws.com"
          origin_id   = "a"
        }
      }`,
  },
});
