import { control, judge } from '../control.ts';

export default control({
  id: 'threat-detection-plans-off',
  severity: 'low',
  viewpoints: ['unauthorised-use'],
  leakPath: undefined,
  approach: 'detective-guardrail',
  layer: 'identity',
  intents: {
    'AWS::GuardDuty::Detector': [
      'aws-guardduty-s3-protection',
      'aws-guardduty-eks-protection',
      'aws-guardduty-malware-protection',
      'aws-guardduty-rds-protection',
      'aws-guardduty-lambda-protection',
    ],
  },
  title: { en: 'Parts of threat detection are turned off', ja: '脅威検出の一部が無効になっている' },
  why: { en: 'Attacks on what they cover go unseen.', ja: '対象のサービスへの攻撃を検知できません。' },
  fix: { aws: { en: 'Turn the plans on for the services in use.', ja: '利用しているサービスの保護プランを有効にします。' } },
  remedy: undefined,
  facet: 'threatDetection',
  check: (detection) => judge(detection.plansOff, (plans) => (plans.length > 0 ? { plans } : undefined)),
  message: {
    en: ({ plans }) => `Turned off: ${plans.join(', ')}.`,
    ja: ({ plans }) => `無効なプラン: ${plans.join('、')}`,
  },
  examples: {
    pass: 'resource "aws_guardduty_detector" "a" { enable = true }',
    fail: `
      resource "aws_guardduty_detector" "a" {
        datasources {
          s3_logs { enable = false }
        }
      }`,
  },
});
