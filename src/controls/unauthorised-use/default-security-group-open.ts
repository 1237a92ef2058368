import { absent } from '#core/origin';
import { known } from '#core/value';
import { control, judge } from '../control.ts';

export default control({
  id: 'default-security-group-open',
  severity: 'medium',
  viewpoints: ['unauthorised-use'],
  leakPath: 'service-misconfiguration',
  approach: 'defence-in-depth',
  layer: 'network-controls',
  intents: {
    'AWS::EC2::SecurityGroup': ['aws-vpc-default-security-group-default-closed'],
  },
  title: { en: 'The default security group has rules', ja: 'デフォルトのセキュリティグループにルールがある' },
  why: {
    en: 'Whatever is launched without naming a group lands in it, and gets its openings unasked.',
    ja: 'セキュリティグループを指定せずに起動したリソースは、すべてこのグループに入り、意図しない通信が許可されます。',
  },
  fix: {
    aws: {
      en: 'Manage the default group without any ingress or egress block, and give every resource a group of its own.',
      ja: 'デフォルトのセキュリティグループからすべてのルールを削除し、リソースごとに専用のグループを割り当てます。',
    },
  },
  remedy: undefined,
  facet: 'networkEntry',
  check: (entry) =>
    entry.kind === 'default-filter'
      ? judge(known(entry.ingress.length + entry.egress.length, entry.ingress[0]?.origin ?? absent), (rules) => (rules > 0 ? { rules } : undefined))
      : undefined,
  message: {
    en: ({ rules }) => `The default security group has ${rules} rule(s).`,
    ja: ({ rules }) => `デフォルトのセキュリティグループにルールが ${rules} 件あります。`,
  },
  examples: {
    pass: 'resource "aws_default_security_group" "a" { vpc_id = "vpc-1" }',
    fail: `
      resource "aws_default_security_group" "a" {
        vpc_id = "vpc-1"
        ingress {
          protocol  = "-1"
          from_port = 0
          to_port   = 0
          self      = true
        }
      }`,
  },
});
