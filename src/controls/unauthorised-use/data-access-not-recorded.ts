import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'data-access-not-recorded',
  severity: 'info',
  viewpoints: ['unauthorised-use'],
  leakPath: undefined,
  approach: 'detective-guardrail',
  layer: 'identity',
  intents: {
    'AWS::CloudTrail::Trail': ['aws-cloudtrail-data-events', 'aws-s3-bucket-data-events'],
  },
  title: { en: 'Reads and writes of data are not recorded', ja: 'データの読み書きが記録されていない' },
  why: { en: 'After a leak nobody can say which objects were read.', ja: '漏えいが起きても、どのオブジェクトが読まれたのかを特定できません。' },
  fix: {
    aws: {
      en: 'Add an event selector for data events of the buckets and functions that matter.',
      ja: '重要なバケットや関数について、データイベントのセレクターを追加します。',
    },
  },
  remedy: undefined,
  facet: 'auditTrail',
  check: (trail) => judgeFlag(trail.dataEvents, false),
  message: {
    en: () => 'No data events are selected.',
    ja: () => 'データイベントが選択されていません。',
  },
  examples: {
    pass: `
      resource "aws_cloudtrail" "a" {
        event_selector {
          data_resource {
            type   = "AWS::S3::Object"
            values = ["arn:aws:s3"]
          }
        }
      }`,
    fail: 'resource "aws_cloudtrail" "a" { name = "a" }',
  },
});
