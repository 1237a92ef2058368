import { control, judge } from '../control.ts';

export default control({
  id: 'metadata-hop-limit-above-one',
  severity: 'low',
  viewpoints: ['unauthorised-use'],
  leakPath: 'app-vulnerability',
  approach: 'credential-protection',
  layer: 'operating-system',
  intents: {
    'AWS::EC2::LaunchTemplate': ['aws-ec2-launch-template-metadata-hop-limit'],
    'AWS::EC2::Instance': ['aws-ec2-instance-metadata-v2'],
  },
  title: { en: 'Containers can reach the metadata of their host', ja: 'コンテナからホストのメタデータに到達できる' },
  why: {
    en: 'With more than one hop, every container gets the credentials of the machine, not only those meant for it.',
    ja: 'ホップ数が 2 以上だと、コンテナが自分の権限ではなくサーバーの認証情報を取得できます。',
  },
  fix: {
    aws: {
      en: 'Set http_put_response_hop_limit to 1 unless containers need it.',
      ja: 'コンテナから必要でなければ、http_put_response_hop_limit を 1 にします。',
    },
  },
  remedy: 'lower-hop-limit',
  facet: 'metadataService',
  check: (service) =>
    service.reachable.is === 'known' && !service.reachable.value ? undefined : judge(service.hopLimit, (hops) => (hops > 1 ? { hops } : undefined)),
  message: {
    en: ({ hops }) => `The hop limit is ${hops}.`,
    ja: ({ hops }) => `ホップ数の上限が ${hops} です。`,
  },
  examples: {
    pass: `
      resource "aws_launch_template" "a" {
        metadata_options { http_put_response_hop_limit = 1 }
      }`,
    fail: `
      resource "aws_launch_template" "a" {
        metadata_options { http_put_response_hop_limit = 3 }
      }`,
    unknown: `
      variable "hops" {}
      resource "aws_launch_template" "a" {
        metadata_options { http_put_response_hop_limit = var.hops }
      }`,
  },
});
