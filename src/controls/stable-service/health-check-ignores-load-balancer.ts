import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'health-check-ignores-load-balancer',
  severity: 'low',
  viewpoints: ['stable-service'],
  leakPath: undefined,
  approach: 'defence-in-depth',
  layer: 'application',
  intents: {
    'AWS::AutoScaling::AutoScalingGroup': ['aws-autoscaling-health-check'],
  },
  title: { en: 'A group keeps machines that the load balancer finds unhealthy', ja: 'ロードバランサーのヘルスチェックが反映されないグループ' },
  why: {
    en: 'A machine whose application hangs stays in the group and is never replaced.',
    ja: 'アプリケーションが停止したサーバーが、置き換えられずに残り続けます。',
  },
  fix: { aws: { en: 'Set health_check_type to "ELB".', ja: 'health_check_type を ELB にします。' } },
  remedy: 'check-health',
  facet: 'capacity',
  check: (capacity) => judgeFlag(capacity.healthChecked, false),
  message: {
    en: () => 'Only the state of the machine is checked.',
    ja: () => 'サーバーの状態だけが確認されています。',
  },
  examples: {
    pass: `
      resource "aws_autoscaling_group" "a" {
        target_group_arns = ["arn:aws:elasticloadbalancing:a"]
        health_check_type = "ELB"
      }`,
    fail: 'resource "aws_autoscaling_group" "a" { target_group_arns = ["arn:aws:elasticloadbalancing:a"] }',
  },
});
