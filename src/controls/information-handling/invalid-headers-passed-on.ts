import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'invalid-headers-passed-on',
  severity: 'low',
  viewpoints: ['information-handling'],
  leakPath: 'app-vulnerability',
  approach: 'defence-in-depth',
  layer: 'application',
  intents: {
    'AWS::ElasticLoadBalancingV2::LoadBalancer': ['aws-elb-load-balancer-drop-invalid-headers'],
  },
  title: { en: 'Malformed HTTP headers reach the application', ja: '不正な HTTP ヘッダーがアプリケーションに届く' },
  why: {
    en: 'Front and back may read such headers differently, which smuggles requests.',
    ja: 'ロードバランサーとアプリケーションの解釈の違いを突く、リクエストスマグリングに悪用されます。',
  },
  fix: { aws: { en: 'Set drop_invalid_header_fields to true.', ja: 'drop_invalid_header_fields を true にします。' } },
  remedy: 'drop-invalid-headers',
  facet: 'webFront',
  check: (front) => judgeFlag(front.dropsInvalidHeaders, false),
  message: {
    en: () => 'Invalid header fields are not dropped.',
    ja: () => '不正なヘッダーが破棄されません。',
  },
  examples: {
    pass: 'resource "aws_lb" "a" { drop_invalid_header_fields = true }',
    fail: 'resource "aws_lb" "a" { name = "a" }',
    unknown: `
      variable "on" {}
      resource "aws_lb" "a" { drop_invalid_header_fields = var.on }`,
  },
});
