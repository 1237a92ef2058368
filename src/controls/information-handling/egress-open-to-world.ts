import { openToWorld } from '../ports.ts';
import { control, judgeEach } from '../control.ts';

export default control({
  id: 'egress-open-to-world',
  severity: 'info',
  viewpoints: ['information-handling'],
  leakPath: 'service-misconfiguration',
  approach: 'defence-in-depth',
  layer: 'network-controls',
  intents: {
    'AWS::EC2::SecurityGroup': ['aws-vpc-security-group-open-egress'],
  },
  title: { en: 'Outbound traffic may go anywhere on any port', ja: '送信方向の通信がすべて許可されている' },
  why: {
    en: 'After a break-in, data and credentials leave over any port without anything in the way.',
    ja: '侵入された後、どのポートからでもデータや認証情報を持ち出せます。',
  },
  fix: {
    aws: {
      en: 'Limit egress to the ports and destinations that are needed, 443 at least.',
      ja: '必要なポートと宛先だけに絞ります(少なくとも 443 に限定します)。',
    },
  },
  remedy: undefined,
  facet: 'networkEntry',
  check: (entry) => (entry.kind === 'instance-filter' ? judgeEach(openToWorld(entry.egress, 'everything'), (open) => open) : undefined),
  inUse: (entry) => entry.inUse,
  message: {
    en: () => 'All outbound traffic is allowed.',
    ja: () => 'すべての送信が許可されています。',
  },
  examples: {
    pass: 'resource "aws_security_group" "a" {}',
    fail: `
      resource "aws_security_group" "a" {
        egress {
          protocol    = "-1"
          from_port   = 0
          to_port     = 0
          cidr_blocks = ["0.0.0.0/0"]
        }
      }`,
  },
});
