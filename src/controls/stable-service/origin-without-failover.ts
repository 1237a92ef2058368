import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'origin-without-failover',
  severity: 'info',
  viewpoints: ['stable-service'],
  leakPath: undefined,
  approach: 'defence-in-depth',
  layer: 'application',
  intents: {
    'AWS::CloudFront::Distribution': ['aws-cloudfront-failover'],
  },
  title: { en: 'The CDN has no second origin', ja: 'CDN に予備のオリジンがない' },
  why: { en: 'When the origin fails the site is down.', ja: 'オリジンに障害が起きると、サイトが止まります。' },
  fix: { aws: { en: 'Add an origin group.', ja: 'オリジングループを設定します。' } },
  remedy: undefined,
  facet: 'webFront',
  check: (front) => judgeFlag(front.originFailover, false),
  message: {
    en: () => 'No origin group.',
    ja: () => 'オリジングループがありません。',
  },
  examples: {
    pass: `
      resource "aws_cloudfront_distribution" "a" {
        origin_group { origin_id = "a" }
      }`,
    fail: 'resource "aws_cloudfront_distribution" "a" { enabled = true }',
  },
});
