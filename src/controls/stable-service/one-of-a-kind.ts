import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'one-of-a-kind',
  severity: 'info',
  viewpoints: ['stable-service'],
  leakPath: undefined,
  approach: 'defence-in-depth',
  layer: 'application',
  intents: {
    'AWS::AutoScaling::AutoScalingGroup': ['aws-autoscaling-ours-min-size-two'],
  },
  title: { en: 'Only one copy runs', ja: '1 台だけで動いている' },
  why: { en: 'Every deployment, failure or patch is an outage.', ja: 'デプロイや障害、更新のたびに、サービスが止まります。' },
  fix: { aws: { en: 'Run at least two.', ja: '2 台以上で動かします。' } },
  remedy: undefined,
  facet: 'capacity',
  check: (capacity) => judgeFlag(capacity.atLeastTwo, false),
  message: {
    en: () => 'The smallest size is one.',
    ja: () => '最小台数が 1 です。',
  },
  examples: {
    pass: 'resource "aws_autoscaling_group" "a" { min_size = 2 }',
    fail: 'resource "aws_autoscaling_group" "a" { min_size = 1 }',
    unknown: `
      variable "n" {}
      resource "aws_autoscaling_group" "a" { min_size = var.n }`,
  },
});
