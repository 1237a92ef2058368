import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'machine-with-public-address',
  severity: 'low',
  viewpoints: ['unauthorised-use'],
  leakPath: 'service-misconfiguration',
  approach: 'defence-in-depth',
  layer: 'network-controls',
  intents: {
    'AWS::EC2::Instance': ['aws-ec2-instance-public-ip'],
    'AWS::EC2::LaunchTemplate': ['aws-ec2-launch-template-public-ip'],
    'AWS::ECS::Service': ['aws-ecs-service-public-ip'],
    'AWS::AutoScaling::LaunchConfiguration': ['aws-ec2-launch-template-public-ip'],
  },
  title: { en: 'A machine gets a public address', ja: 'サーバーにパブリック IP アドレスが割り当てられる' },
  why: {
    en: 'It can be reached past the load balancer and its WAF, and is scanned from the first minute.',
    ja: 'ロードバランサーや WAF を通らずに到達でき、起動直後からスキャンの対象になります。',
  },
  fix: {
    aws: {
      en: 'Place it in a private subnet behind a load balancer, with a NAT gateway for its own traffic.',
      ja: 'プライベートサブネットに置いてロードバランサー経由で公開し、外向きの通信は NAT ゲートウェイを使います。',
    },
  },
  remedy: 'make-private',
  facet: 'publicAddress',
  check: (address) => (address.what === 'machine' || address.what === 'container' ? judgeFlag(address.public, true) : undefined),
  message: {
    en: () => 'A public address is assigned.',
    ja: () => 'パブリック IP アドレスが割り当てられます。',
  },
  examples: {
    pass: 'resource "aws_instance" "a" { associate_public_ip_address = false }',
    fail: 'resource "aws_instance" "a" { associate_public_ip_address = true }',
    unknown: `
      variable "public" {}
      resource "aws_instance" "a" { associate_public_ip_address = var.public }`,
  },
});
