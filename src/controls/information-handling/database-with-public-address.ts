import type { Facets, Opening } from '#resources/facets';
import { control, judge } from '../control.ts';

export default control({
  id: 'database-with-public-address',
  severity: 'high',
  viewpoints: ['information-handling'],
  leakPath: 'service-misconfiguration',
  approach: 'defence-in-depth',
  layer: 'network-controls',
  intents: {
    'AWS::RDS::DBInstance': ['aws-rds-db-instance-public', 'aws-rds-db-cluster-public'],
    'AWS::Neptune::DBInstance': ['aws-neptune-public'],
    'AWS::Redshift::Cluster': ['aws-redshift-cluster-public'],
    'AWS::AmazonMQ::Broker': ['aws-mq-public'],
    'AWS::MSK::Cluster': ['aws-msk-public'],
    'AWS::DMS::ReplicationInstance': ['aws-dms-public'],
  },
  title: { en: 'A data store has an address on the internet', ja: 'データストアにインターネットから届くアドレスがある' },
  why: {
    en: 'Only a firewall rule stands between everybody and the login prompt; one edit opens it.',
    ja: '第三者とログイン画面を隔てるのはファイアウォールのルールだけになり、ルールを 1 つ誤ると公開されます。',
  },
  fix: {
    aws: {
      en: 'Turn public access off and connect from inside the VPC, through a VPN or Session Manager port forwarding.',
      ja: 'パブリックアクセスを無効にし、VPC 内や VPN、Session Manager のポートフォワーディングを使って接続します。',
    },
  },
  remedy: 'make-private',
  facet: 'publicAddress',
  check: (address) => (dataStores.has(address.what) ? judge(address.public, (yes) => (yes ? { open: openings(address.ingress) } : undefined)) : undefined),
  severityOf: ({ open }) => (open === true ? 'critical' : open === false ? 'medium' : 'high'),
  message: {
    en: ({ open }) =>
      open === true
        ? 'It has a public address, and its security group lets the world in.'
        : open === false
          ? 'It has a public address; its security group closes it for now: one rule away from open.'
          : 'It has a public address.',
    ja: ({ open }) =>
      open === true
        ? 'パブリックアドレスがあり、セキュリティグループも全世界に開いています。'
        : open === false
          ? 'パブリックアドレスがあります。現在はセキュリティグループで閉じていますが、ルールを 1 つ誤ると公開されます。'
          : 'パブリックアドレスがあります。',
  },
  examples: {
    pass: 'resource "aws_db_instance" "a" { publicly_accessible = false }',
    fail: 'resource "aws_db_instance" "a" { publicly_accessible = true }',
    unknown: `
      variable "public" {}
      resource "aws_db_instance" "a" { publicly_accessible = var.public }`,
  },
});

const dataStores: ReadonlySet<Facets['publicAddress']['what']> = new Set([
  'database',
  'cache',
  'warehouse',
  'broker',
  'stream',
  'search',
  'replication',
] as const);
/** Do the rules that guard it let the world in? Undefined: nobody can say. */
const openings = (ingress: readonly Opening[]): boolean | undefined => {
  if (ingress.some(({ anywhere }) => anywhere.is === 'known' && anywhere.value)) return true;
  return ingress.length === 0 || ingress.some(({ anywhere }) => anywhere.is === 'unknown') ? undefined : false;
};
