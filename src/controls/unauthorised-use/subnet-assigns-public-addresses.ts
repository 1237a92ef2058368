import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'subnet-assigns-public-addresses',
  severity: 'info',
  viewpoints: ['unauthorised-use'],
  leakPath: 'service-misconfiguration',
  approach: 'defence-in-depth',
  layer: 'network-controls',
  intents: {
    'AWS::EC2::Subnet': ['aws-vpc-subnet-public-ip'],
  },
  title: { en: 'A subnet gives every machine a public address', ja: 'サブネットがパブリック IP アドレスを自動で割り当てる' },
  why: {
    en: 'Whoever launches something there puts it on the internet without deciding to.',
    ja: 'ここで起動したものは、意図しなくてもインターネットにさらされます。',
  },
  fix: {
    aws: {
      en: 'Turn the automatic assignment off and ask for an address where one is needed.',
      ja: '自動割り当てを無効にし、必要なリソースにだけ明示的に割り当てます。',
    },
  },
  remedy: 'make-private',
  facet: 'publicAddress',
  check: (address) => (address.what === 'subnet' ? judgeFlag(address.public, true) : undefined),
  message: {
    en: () => 'Public addresses are assigned on launch.',
    ja: () => '起動時にパブリック IP アドレスが割り当てられます。',
  },
  examples: {
    pass: 'resource "aws_subnet" "a" { cidr_block = "10.0.0.0/24" }',
    fail: 'resource "aws_subnet" "a" { map_public_ip_on_launch = true }',
    unknown: `
      variable "public" {}
      resource "aws_subnet" "a" { map_public_ip_on_launch = var.public }`,
  },
});
