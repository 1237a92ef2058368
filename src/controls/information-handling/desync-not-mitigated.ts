import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'desync-not-mitigated',
  severity: 'medium',
  viewpoints: ['information-handling'],
  leakPath: 'app-vulnerability',
  approach: 'defence-in-depth',
  layer: 'application',
  intents: {
    'AWS::ElasticLoadBalancingV2::LoadBalancer': ['aws-elb-classic-load-balancer-http-desync'],
  },
  title: { en: 'Request smuggling is watched, not stopped', ja: 'リクエストスマグリング対策が監視だけになっている' },
  why: {
    en: 'Ambiguous requests pass, and may be used to take over the session of another user.',
    ja: 'あいまいなリクエストが素通りし、ほかの利用者のセッションの乗っ取りに使われるおそれがあります。',
  },
  fix: { aws: { en: 'Use the mode "defensive" or "strictest".', ja: 'defensive か strictest にします。' } },
  remedy: 'strict-desync',
  facet: 'webFront',
  check: (front) => judgeFlag(front.strictDesync, false),
  message: {
    en: () => 'The desync mitigation mode is "monitor".',
    ja: () => 'desync 緩和モードが monitor です。',
  },
  examples: {
    pass: 'resource "aws_lb" "a" { name = "a" }',
    fail: 'resource "aws_lb" "a" { desync_mitigation_mode = "monitor" }',
    unknown: `
      variable "mode" {}
      resource "aws_lb" "a" { desync_mitigation_mode = var.mode }`,
  },
});
