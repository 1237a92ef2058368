import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'capacity-does-not-scale',
  severity: 'info',
  viewpoints: ['stable-service'],
  leakPath: undefined,
  approach: 'defence-in-depth',
  layer: 'application',
  intents: {
    'AWS::DynamoDB::Table': ['aws-dynamodb-autoscaling', 'aws-dynamodb-ours-capacity-mode'],
    'AWS::AutoScaling::AutoScalingGroup': ['aws-autoscaling-ours-max-headroom'],
  },
  title: { en: 'Capacity is fixed', ja: 'キャパシティが固定されている' },
  why: { en: 'A rush of users is turned away.', ja: 'アクセスが急増すると、処理しきれません。' },
  fix: { aws: { en: 'Use on-demand capacity or automatic scaling.', ja: 'オンデマンドキャパシティか、自動スケーリングを使います。' } },
  remedy: 'scale',
  facet: 'capacity',
  check: (capacity) => judgeFlag(capacity.scales, false),
  message: {
    en: () => 'It cannot grow with the load.',
    ja: () => '負荷に応じて増えません。',
  },
  examples: {
    pass: 'resource "aws_dynamodb_table" "a" { billing_mode = "PAY_PER_REQUEST" }',
    fail: 'resource "aws_dynamodb_table" "a" { name = "a" }',
    unknown: `
      variable "mode" {}
      resource "aws_dynamodb_table" "a" { billing_mode = var.mode }`,
  },
});
