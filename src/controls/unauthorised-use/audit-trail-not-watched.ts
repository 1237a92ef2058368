import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'audit-trail-not-watched',
  severity: 'low',
  viewpoints: ['unauthorised-use'],
  leakPath: undefined,
  approach: 'detective-guardrail',
  layer: 'identity',
  intents: {
    'AWS::CloudTrail::Trail': ['aws-cloudtrail-log-to-cloudwatch'],
  },
  title: { en: 'The audit trail goes to no log group', ja: '監査証跡がロググループに送られていない' },
  why: { en: 'Alarms can only be set on what reaches CloudWatch Logs.', ja: 'CloudWatch Logs に送られていない操作には、アラームを設定できません。' },
  fix: { aws: { en: 'Set cloud_watch_logs_group_arn and a role for it.', ja: 'cloud_watch_logs_group_arn と、書き込み用のロールを指定します。' } },
  remedy: undefined,
  facet: 'auditTrail',
  check: (trail) => judgeFlag(trail.toLogGroup, false),
  message: {
    en: () => 'It is not sent to CloudWatch Logs.',
    ja: () => 'CloudWatch Logs に送られていません。',
  },
  examples: {
    pass: 'resource "aws_cloudtrail" "a" { cloud_watch_logs_group_arn = "arn:aws:logs:us-east-1:111122223333:log-group:a:*" }',
    fail: 'resource "aws_cloudtrail" "a" { name = "a" }',
  },
});
