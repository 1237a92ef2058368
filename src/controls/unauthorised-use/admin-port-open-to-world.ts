import { control, judgeEach } from '../control.ts';
import { openToWorld } from '../ports.ts';

export default control({
  id: 'admin-port-open-to-world',
  severity: 'high',
  viewpoints: ['unauthorised-use', 'information-handling'],
  leakPath: 'service-misconfiguration',
  approach: 'defence-in-depth',
  layer: 'network-controls',
  intents: {
    'AWS::EC2::SecurityGroup': [
      'aws-vpc-security-group-open-ingress-ssh',
      'aws-vpc-security-group-open-ingress-rdp',
      'aws-vpc-security-group-open-ingress-ssh-rdp',
      'aws-ec2-instance-open-ingress-ssh',
      'aws-ec2-instance-open-ingress-rdp',
    ],
  },
  title: { en: 'A remote administration port is open to the world', ja: 'リモート管理用のポートが全世界に開いている' },
  why: {
    en: 'Passwords are guessed and new holes are tried within minutes of an address appearing.',
    ja: 'アドレスが見つかると、数分のうちにパスワードの総当たりや新しい脆弱性の試行が始まります。',
  },
  fix: {
    aws: {
      en: 'Remove the rule and connect through Session Manager, or let in the addresses of your office or VPN only.',
      ja: 'ルールを削除し、Session Manager で接続します。残す場合は、送信元を社内や VPN のアドレスに絞ります。',
    },
  },
  remedy: 'close-to-internet',
  facet: 'networkEntry',
  check: (entry) => (entry.kind === 'subnet-filter' ? undefined : judgeEach(openToWorld(entry.ingress, 'admin'), (open) => open)),
  inUse: (entry) => entry.inUse,
  message: {
    en: (open) => `Open to the world: ${open.map(({ ports, services }) => `${services.join(', ')} (${ports})`).join('; ')}.`,
    ja: (open) => `${open.map(({ ports, services }) => `${services.join('・')}(${ports})`).join('、')}が全世界に公開されています。`,
  },
  examples: {
    pass: `
      resource "aws_security_group" "a" {
        ingress {
          protocol    = "tcp"
          from_port   = 22
          to_port     = 22
          cidr_blocks = ["203.0.113.0/24"]
        }
      }`,
    fail: `
      resource "aws_security_group" "a" {}
      resource "aws_vpc_security_group_ingress_rule" "a" {
        security_group_id = aws_security_group.a.id
        ip_protocol       = "tcp"
        from_port         = 22
        to_port           = 22
        cidr_ipv4         = "0.0.0.0/0"
      }`,
    unknown: `
      variable "from" {}
      resource "aws_security_group" "a" {
        ingress {
          protocol    = "tcp"
          from_port   = 22
          to_port     = 22
          cidr_blocks = [var.from]
        }
      }`,
  },
});
