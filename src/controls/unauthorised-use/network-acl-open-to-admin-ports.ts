import { openToWorld } from '../ports.ts';
import { control, judgeEach } from '../control.ts';

export default control({
  id: 'network-acl-open-to-admin-ports',
  severity: 'low',
  viewpoints: ['unauthorised-use'],
  leakPath: 'service-misconfiguration',
  approach: 'defence-in-depth',
  layer: 'network-controls',
  intents: {
    'AWS::EC2::NetworkAcl': ['aws-vpc-network-acl-open-ingress-ssh', 'aws-vpc-network-acl-open-ingress-rdp', 'aws-vpc-network-acl-open-ingress-ssh-rdp'],
  },
  title: { en: 'A network ACL lets administration ports in from everywhere', ja: 'ネットワーク ACL が管理用ポートを全世界に許可している' },
  why: {
    en: 'The ACL is the second lock behind the security groups; here it holds nothing back.',
    ja: 'ネットワーク ACL はセキュリティグループに続く 2 つ目の防御です。この設定では、その役割を果たしていません。',
  },
  fix: { aws: { en: 'Limit the rule to the addresses that administer the machines.', ja: '管理元のアドレスだけに絞ります。' } },
  remedy: 'close-to-internet',
  facet: 'networkEntry',
  check: (entry) => (entry.kind === 'subnet-filter' ? judgeEach(openToWorld(entry.ingress, 'admin'), (open) => open) : undefined),
  message: {
    en: (open) => `Open to the world: ${open.map(({ services, ports }) => `${services.join(', ')} (${ports})`).join('; ')}.`,
    ja: (open) => `${open.map(({ services, ports }) => `${services.join('・')}(${ports})`).join('、')}が全世界に許可されています。`,
  },
  examples: {
    pass: 'resource "aws_network_acl" "a" { vpc_id = "vpc-1" }',
    fail: `
      resource "aws_network_acl" "a" { vpc_id = "vpc-1" }
      resource "aws_network_acl_rule" "a" {
        network_acl_id = aws_network_acl.a.id
        rule_number    = 100
        rule_action    = "allow"
        protocol       = "tcp"
        from_port      = 22
        to_port        = 22
        cidr_block     = "0.0.0.0/0"
      }`,
  },
});
