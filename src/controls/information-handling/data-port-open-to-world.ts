import { openToWorld } from '../ports.ts';
import { control, judgeEach } from '../control.ts';

export default control({
  id: 'data-port-open-to-world',
  severity: 'high',
  viewpoints: ['information-handling', 'unauthorised-use'],
  leakPath: 'service-misconfiguration',
  approach: 'defence-in-depth',
  layer: 'network-controls',
  intents: {
    'AWS::EC2::SecurityGroup': [
      'aws-ec2-instance-open-ingress-cassandra',
      'aws-ec2-instance-open-ingress-elasticsearch',
      'aws-ec2-instance-open-ingress-memcached',
      'aws-ec2-instance-open-ingress-mongodb',
      'aws-ec2-instance-open-ingress-mssql',
      'aws-ec2-instance-open-ingress-mysql',
      'aws-ec2-instance-open-ingress-oracle',
      'aws-ec2-instance-open-ingress-postgresql',
      'aws-ec2-instance-open-ingress-redis',
      'aws-vpc-security-group-open-ingress-cassandra',
      'aws-vpc-security-group-open-ingress-kafka',
    ],
  },
  title: { en: 'A database or cache port is open to the world', ja: 'データベースやキャッシュのポートが全世界に開いている' },
  why: {
    en: 'Data stores are searched for all day. One weak password or one unpatched hole is enough to copy everything.',
    ja: 'インターネット上では、データストアが常に探索されています。弱いパスワードや未修正の脆弱性が 1 つあれば、中身をすべて持ち出されます。',
  },
  fix: {
    aws: {
      en: 'Remove the rule and let in the security group of the application that needs it.',
      ja: 'ルールを削除し、必要なアプリケーションのセキュリティグループだけを送信元に指定します。',
    },
  },
  remedy: 'close-to-internet',
  facet: 'networkEntry',
  check: (entry) => (entry.kind === 'subnet-filter' ? undefined : judgeEach(openToWorld(entry.ingress, 'data'), (open) => open)),
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
          from_port   = 5432
          to_port     = 5432
          cidr_blocks = ["10.0.0.0/16"]
        }
      }`,
    fail: `
      resource "aws_security_group" "a" {
        ingress {
          protocol    = "tcp"
          from_port   = 5432
          to_port     = 5432
          cidr_blocks = ["0.0.0.0/1", "128.0.0.0/1"]
        }
      }`,
    unknown: `
      variable "from" { type = list(string) }
      resource "aws_security_group" "a" {
        ingress {
          protocol    = "tcp"
          from_port   = 5432
          to_port     = 5432
          cidr_blocks = var.from
        }
      }`,
  },
});
