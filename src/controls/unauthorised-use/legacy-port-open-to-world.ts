import { openToWorld } from '../ports.ts';
import { control, judgeEach } from '../control.ts';

export default control({
  id: 'legacy-port-open-to-world',
  severity: 'high',
  viewpoints: ['unauthorised-use', 'information-handling'],
  leakPath: 'service-misconfiguration',
  approach: 'defence-in-depth',
  layer: 'network-controls',
  intents: {
    'AWS::EC2::SecurityGroup': [
      'aws-ec2-instance-open-ingress-ftp',
      'aws-ec2-instance-open-ingress-ldap',
      'aws-ec2-instance-open-ingress-smb',
      'aws-ec2-instance-open-ingress-telnet',
    ],
  },
  title: { en: 'A file sharing or plain-text service is open to the world', ja: 'ファイル共有や平文プロトコルのポートが全世界に開いている' },
  why: {
    en: 'FTP, Telnet, SMB and their like send passwords in the clear or have a history of worms.',
    ja: 'FTP、Telnet、SMB などは、パスワードを平文で送るか、ワームに悪用されてきたプロトコルです。',
  },
  fix: {
    aws: {
      en: 'Remove the rule and let in the security group of the application that needs it.',
      ja: 'ルールを削除し、必要なアプリケーションのセキュリティグループだけを送信元に指定します。',
    },
  },
  remedy: 'close-to-internet',
  facet: 'networkEntry',
  check: (entry) => (entry.kind === 'subnet-filter' ? undefined : judgeEach(openToWorld(entry.ingress, 'legacy'), (open) => open)),
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
          from_port   = 445
          to_port     = 445
          cidr_blocks = ["10.0.0.0/16"]
        }
      }`,
    fail: `
      resource "aws_security_group" "a" {
        ingress {
          protocol    = "tcp"
          from_port   = 445
          to_port     = 445
          cidr_blocks = ["0.0.0.0/1", "128.0.0.0/1"]
        }
      }`,
    unknown: `
      variable "from" { type = list(string) }
      resource "aws_security_group" "a" {
        ingress {
          protocol    = "tcp"
          from_port   = 445
          to_port     = 445
          cidr_blocks = var.from
        }
      }`,
  },
});
