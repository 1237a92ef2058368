import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'no-default-root-object',
  severity: 'info',
  viewpoints: ['information-handling'],
  leakPath: 'service-misconfiguration',
  approach: 'defence-in-depth',
  layer: 'application',
  intents: {
    'AWS::CloudFront::Distribution': ['aws-cloudfront-default-root-object'],
  },
  title: { en: 'The root of the site shows what the origin shows', ja: 'サイトのルートでオリジンの応答がそのまま見える' },
  why: { en: 'An S3 origin may list its objects there.', ja: 'S3 オリジンでは、オブジェクトの一覧が見えるおそれがあります。' },
  fix: { aws: { en: 'Set default_root_object.', ja: 'default_root_object を設定します。' } },
  remedy: undefined,
  facet: 'webFront',
  check: (front) => judgeFlag(front.rootObject, false),
  message: {
    en: () => 'No default root object.',
    ja: () => 'デフォルトルートオブジェクトがありません。',
  },
  examples: {
    pass: 'resource "aws_cloudfront_distribution" "a" { default_root_object = "index.html" }',
    fail: 'resource "aws_cloudfront_distribution" "a" { enabled = true }',
  },
});
