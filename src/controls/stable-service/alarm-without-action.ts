import { both } from '#core/value';
import { control, judge } from '../control.ts';

export default control({
  id: 'alarm-without-action',
  severity: 'low',
  viewpoints: ['stable-service'],
  leakPath: undefined,
  approach: 'detective-guardrail',
  layer: 'application',
  intents: {
    'AWS::CloudWatch::Alarm': ['aws-cloudwatch-alarm', 'aws-cloudwatch-alarm-monitoring'],
  },
  title: { en: 'An alarm tells nobody', ja: '誰にも通知されないアラーム' },
  why: { en: 'It turns red where no one looks.', ja: 'アラームが発生しても、誰も気付けません。' },
  fix: {
    aws: { en: 'Name an SNS topic or another action, and leave actions enabled.', ja: 'SNS トピックなどのアクションを指定し、アクションを有効にします。' },
  },
  remedy: 'alarm-on',
  facet: 'alarm',
  check: (alarm) =>
    judge(
      both(alarm.actionsOn, alarm.hasActions, (on, some) => on && some),
      (works) => (works ? undefined : {}),
    ),
  message: {
    en: () => 'No action is taken when it fires.',
    ja: () => '発生時のアクションが設定されていないか、無効です。',
  },
  examples: {
    pass: 'resource "aws_cloudwatch_metric_alarm" "a" { alarm_actions = ["arn:aws:sns:us-east-1:111122223333:a"] }',
    fail: 'resource "aws_cloudwatch_metric_alarm" "a" { alarm_name = "a" }',
    unknown: `
      variable "on" {}
      resource "aws_cloudwatch_metric_alarm" "a" {
        actions_enabled = var.on
        alarm_actions   = ["arn:aws:sns:us-east-1:111122223333:a"]
      }`,
  },
});
