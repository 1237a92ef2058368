import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'failed-events-are-lost',
  severity: 'info',
  viewpoints: ['stable-service'],
  leakPath: undefined,
  approach: 'defence-in-depth',
  layer: 'application',
  intents: {
    'AWS::Lambda::Function': ['aws-lambda-function-dead-letter'],
  },
  title: { en: 'Events that fail are lost', ja: '失敗したイベントが失われる' },
  why: { en: 'After the retries nobody knows what was not processed.', ja: '再試行に失敗すると、何が処理されなかったのか分からなくなります。' },
  fix: { aws: { en: 'Add a dead letter queue or an on-failure destination.', ja: 'デッドレターキューか、失敗時の送信先を設定します。' } },
  remedy: undefined,
  facet: 'capacity',
  check: (capacity) => judgeFlag(capacity.deadLetters, false),
  message: {
    en: () => 'No dead letter queue.',
    ja: () => 'デッドレターキューがありません。',
  },
  examples: {
    pass: `
      resource "aws_lambda_function" "a" {
        dead_letter_config { target_arn = "arn:aws:sqs:us-east-1:111122223333:a" }
      }`,
    fail: 'resource "aws_lambda_function" "a" { function_name = "a" }',
  },
});
