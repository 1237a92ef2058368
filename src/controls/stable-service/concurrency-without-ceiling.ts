import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'concurrency-without-ceiling',
  severity: 'info',
  viewpoints: ['stable-service'],
  leakPath: undefined,
  approach: 'defence-in-depth',
  layer: 'application',
  intents: {
    'AWS::Lambda::Function': ['aws-lambda-function-concurrency-limit', 'aws-lambda-ours-concurrency-ceiling'],
  },
  title: { en: 'A function may use up the concurrency of the account', ja: '関数がアカウント全体の同時実行数を使い切れる' },
  why: {
    en: 'A flood of calls to one function stops all others, and the bill has no ceiling.',
    ja: '1 つの関数への大量アクセスで、ほかの関数まで止まり、費用にも上限がなくなります。',
  },
  fix: { aws: { en: 'Reserve concurrency for it.', ja: '同時実行数を予約します。' } },
  remedy: undefined,
  facet: 'capacity',
  check: (capacity) => judgeFlag(capacity.concurrencyLimit, false),
  message: {
    en: () => 'No concurrency is reserved.',
    ja: () => '同時実行数が予約されていません。',
  },
  examples: {
    pass: 'resource "aws_lambda_function" "a" { reserved_concurrent_executions = 50 }',
    fail: 'resource "aws_lambda_function" "a" { function_name = "a" }',
    unknown: `
      variable "n" {}
      resource "aws_lambda_function" "a" { reserved_concurrent_executions = var.n }`,
  },
});
