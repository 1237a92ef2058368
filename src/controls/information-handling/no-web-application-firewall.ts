import { both } from '#core/value';
import { control, judge } from '../control.ts';

export default control({
  id: 'no-web-application-firewall',
  severity: 'low',
  viewpoints: ['information-handling', 'stable-service'],
  leakPath: 'app-vulnerability',
  approach: 'defence-in-depth',
  layer: 'application',
  intents: {
    'AWS::CloudFront::Distribution': ['aws-cloudfront-waf'],
    'AWS::ElasticLoadBalancingV2::LoadBalancer': ['aws-elb-load-balancer-waf'],
    'AWS::ApiGateway::Stage': ['aws-apigateway-rest-api-waf'],
  },
  title: { en: 'No web application firewall stands in front', ja: '前段に WAF がない' },
  why: {
    en: 'Injection attempts, scanners and floods of requests reach the application unfiltered.',
    ja: 'インジェクションの試行やスキャン、大量のリクエストが、そのままアプリケーションに届きます。',
  },
  fix: { aws: { en: 'Associate a web ACL with managed rules and a rate limit.', ja: 'マネージドルールとレート制限を設定したウェブ ACL を関連付けます。' } },
  remedy: undefined,
  facet: 'webFront',
  check: (front) =>
    front.applies
      ? judge(
          both(front.firewall, front.internetFacing, (firewall, facing) => facing && !firewall),
          (bare) => (bare ? {} : undefined),
        )
      : undefined,
  message: {
    en: () => 'No web ACL is associated.',
    ja: () => 'ウェブ ACL が関連付けられていません。',
  },
  examples: {
    pass: 'resource "aws_cloudfront_distribution" "a" { web_acl_id = "arn:aws:wafv2:us-east-1:111122223333:global/webacl/a/b" }',
    fail: 'resource "aws_cloudfront_distribution" "a" { enabled = true }',
    unknown: `
      variable "internal" {}
      resource "aws_lb" "a" { internal = var.internal }`,
  },
});
