import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'configuration-recorder-off',
  severity: 'low',
  viewpoints: ['unauthorised-use'],
  leakPath: undefined,
  approach: 'detective-guardrail',
  layer: 'identity',
  intents: {
    'AWS::Config::ConfigurationRecorder': ['aws-config-recorder-all-regions'],
  },
  title: { en: 'The configuration recorder does not run', ja: '構成の記録が動いていない' },
  why: { en: 'Nobody can say when a setting was changed, or by whom.', ja: '設定がいつ誰に変えられたのかを追跡できません。' },
  fix: { aws: { en: 'Add a recorder status with is_enabled = true.', ja: 'レコーダーの状態リソースで is_enabled を true にします。' } },
  remedy: 'recorder-on',
  facet: 'posture',
  check: (posture) => judgeFlag(posture.on, false),
  message: {
    en: () => 'The recorder is not started.',
    ja: () => 'レコーダーが開始されていません。',
  },
  examples: {
    pass: `
      resource "aws_config_configuration_recorder" "a" { name = "a" }
      resource "aws_config_configuration_recorder_status" "a" {
        name       = aws_config_configuration_recorder.a.name
        is_enabled = true
      }`,
    fail: 'resource "aws_config_configuration_recorder" "a" { name = "a" }',
  },
});
