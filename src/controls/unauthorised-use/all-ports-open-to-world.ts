import { openToWorld } from '../ports.ts';
import { control, judgeEach } from '../control.ts';

export default control({
  id: 'all-ports-open-to-world',
  severity: 'high',
  viewpoints: ['unauthorised-use', 'information-handling'],
  leakPath: 'service-misconfiguration',
  approach: 'defence-in-depth',
  layer: 'network-controls',
  intents: {
    'AWS::EC2::SecurityGroup': [
      'aws-vpc-security-group-open-ingress-all-ports',
      'aws-vpc-security-group-open-ingress-any',
      'aws-vpc-security-group-open-ingress-high-risk-ports',
      'aws-ec2-instance-open-ingress-high-risk-ports',
    ],
  },
  title: { en: 'All or almost all ports are open to the world', ja: 'すべて、またはほぼすべてのポートが全世界に開いている' },
  why: {
    en: 'Whatever listens on the machine, now or after the next deployment, can be reached by everyone.',
    ja: '現在動いているものだけでなく、今後のデプロイで待ち受けを始めるものまで、誰からでも到達できます。',
  },
  fix: {
    aws: {
      en: 'Replace the rule by one for each port that must be reached, or remove it.',
      ja: '必要なポートだけを許可するルールに置き換えるか、ルールを削除します。',
    },
  },
  remedy: 'close-to-internet',
  facet: 'networkEntry',
  check: (entry) => (entry.kind === 'subnet-filter' ? undefined : judgeEach(openToWorld(entry.ingress, 'everything'), (open) => open)),
  inUse: (entry) => entry.inUse,
  message: {
    en: (open) => `Open to the world: ${open.map(({ ports }) => ports).join(', ')}.`,
    ja: (open) => `${open.map(({ ports }) => ports).join('、')} が全世界に公開されています。`,
  },
  examples: {
    pass: `
      resource "aws_security_group" "a" {
        ingress {
          protocol    = "tcp"
          from_port   = 443
          to_port     = 443
          cidr_blocks = ["0.0.0.0/0"]
        }
      }`,
    fail: `
      resource "aws_security_group" "a" {
        ingress {
          protocol    = "-1"
          from_port   = 0
          to_port     = 0
          cidr_blocks = ["0.0.0.0/0"]
        }
      }`,
    unknown: `
      variable "protocol" {}
      resource "aws_security_group" "a" {
        ingress {
          protocol    = var.protocol
          from_port   = 443
          to_port     = 443
          cidr_blocks = ["0.0.0.0/0"]
        }
      }`,
  },
});
