import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'load-not-spread-over-zones',
  severity: 'info',
  viewpoints: ['stable-service'],
  leakPath: undefined,
  approach: 'defence-in-depth',
  layer: 'application',
  intents: {
    'AWS::ElasticLoadBalancing::LoadBalancer': ['aws-elb-classic-load-balancer-cross-zone'],
    'AWS::ElasticLoadBalancingV2::LoadBalancer': ['aws-elb-load-balancer-cross-zone'],
  },
  title: { en: 'Load is not balanced across zones', ja: 'ゾーンをまたいだ負荷分散が無効' },
  why: { en: 'When one zone has fewer machines they are overrun first.', ja: '台数の少ないゾーンに負荷が偏ります。' },
  fix: { aws: { en: 'Turn cross-zone load balancing on.', ja: 'クロスゾーン負荷分散を有効にします。' } },
  remedy: 'cross-zone',
  facet: 'capacity',
  check: (capacity) => judgeFlag(capacity.crossZone, false),
  message: {
    en: () => 'Cross-zone load balancing is off.',
    ja: () => 'クロスゾーン負荷分散が無効です。',
  },
  examples: {
    pass: 'resource "aws_elb" "a" { name = "a" }',
    fail: 'resource "aws_elb" "a" { cross_zone_load_balancing = false }',
    unknown: `
      variable "on" {}
      resource "aws_elb" "a" { cross_zone_load_balancing = var.on }`,
  },
});
