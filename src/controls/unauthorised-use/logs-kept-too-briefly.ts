import { control, judge } from '../control.ts';

export default control({
  id: 'logs-kept-too-briefly',
  severity: 'info',
  viewpoints: ['unauthorised-use'],
  leakPath: undefined,
  approach: 'detective-guardrail',
  layer: 'data-access',
  intents: {
    'AWS::Logs::LogGroup': ['aws-cloudwatch-log-group-log-retention'],
  },
  title: { en: 'Logs are gone after a short time', ja: 'ログの保存期間が短い' },
  why: {
    en: 'Break-ins are often found after months; by then the records are gone.',
    ja: '侵入に気付くのは数か月後になることが多く、そのときには記録が残っていません。',
  },
  fix: { aws: { en: 'Keep them for a year, or export them to a bucket.', ja: '1 年間保存するか、バケットへ書き出します。' } },
  remedy: 'retain-logs',
  facet: 'logRetention',
  check: (logs) => judge(logs.days, (days) => (days < 90 ? { days } : undefined)),
  message: {
    en: ({ days }) => `Kept for ${days} days.`,
    ja: ({ days }) => `保存期間が ${days} 日です。`,
  },
  examples: {
    pass: 'resource "aws_cloudwatch_log_group" "a" { retention_in_days = 365 }',
    fail: 'resource "aws_cloudwatch_log_group" "a" { retention_in_days = 7 }',
    unknown: `
      variable "days" {}
      resource "aws_cloudwatch_log_group" "a" { retention_in_days = var.days }`,
  },
});
