import { openToWorld } from '../ports.ts';
import { control, judgeEach } from '../control.ts';

export default control({
  id: 'network-acl-open-to-everything',
  severity: 'info',
  viewpoints: ['unauthorised-use'],
  leakPath: 'service-misconfiguration',
  approach: 'defence-in-depth',
  layer: 'network-controls',
  intents: {
    'AWS::EC2::NetworkAcl': ['aws-vpc-network-acl-open-ingress-all-ports'],
  },
  title: { en: 'A network ACL lets everything in', ja: 'ネットワーク ACL がすべての通信を許可している' },
  why: { en: 'It filters nothing, so the security groups are the only lock.', ja: '何も制限していないため、防御はセキュリティグループだけになります。' },
  fix: {
    aws: {
      en: 'Allow the ports that the subnet serves, and the ephemeral ports of the replies.',
      ja: 'サブネットで使うポートと、応答用の一時ポートだけを許可します。',
    },
  },
  remedy: undefined,
  facet: 'networkEntry',
  check: (entry) => (entry.kind === 'subnet-filter' ? judgeEach(openToWorld(entry.ingress, 'everything'), (open) => open) : undefined),
  message: {
    en: (open) => `Open to the world: ${open.map(({ ports }) => ports).join(', ')}.`,
    ja: (open) => `${open.map(({ ports }) => ports).join('、')} が全世界に許可されています。`,
  },
  examples: {
    pass: 'resource "aws_network_acl" "a" { vpc_id = "vpc-1" }',
    fail: `
      resource "aws_network_acl" "a" {
        vpc_id = "vpc-1"
        ingress {
          rule_no    = 100
          action     = "allow"
          protocol   = "-1"
          from_port  = 0
          to_port    = 0
          cidr_block = "0.0.0.0/0"
        }
      }`,
  },
});
