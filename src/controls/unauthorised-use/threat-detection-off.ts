import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'threat-detection-off',
  severity: 'medium',
  viewpoints: ['unauthorised-use'],
  leakPath: undefined,
  approach: 'detective-guardrail',
  layer: 'identity',
  intents: {
    'AWS::GuardDuty::Detector': ['aws-guardduty-enabled'],
  },
  title: { en: 'Threat detection is turned off', ja: '脅威検出が無効になっている' },
  why: { en: 'Stolen credentials and mining are found by nobody.', ja: '認証情報の悪用やマイニングに、誰も気付けません。' },
  fix: { aws: { en: 'Enable the detector.', ja: 'ディテクターを有効にします。' } },
  remedy: 'detection-on',
  facet: 'threatDetection',
  check: (detection) => judgeFlag(detection.on, false),
  message: {
    en: () => 'The detector is disabled.',
    ja: () => 'ディテクターが無効です。',
  },
  examples: {
    pass: 'resource "aws_guardduty_detector" "a" { enable = true }',
    fail: 'resource "aws_guardduty_detector" "a" { enable = false }',
    unknown: `
      variable "on" {}
      resource "aws_guardduty_detector" "a" { enable = var.on }`,
  },
});
