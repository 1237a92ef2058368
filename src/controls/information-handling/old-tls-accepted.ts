import { control, judgeEach } from '../control.ts';

export default control({
  id: 'old-tls-accepted',
  severity: 'low',
  viewpoints: ['information-handling'],
  leakPath: 'eavesdropping',
  approach: 'defence-in-depth',
  layer: 'traffic-protection',
  intents: {
    'AWS::ElasticLoadBalancingV2::Listener': ['aws-elb-load-balancer-tls-min-version'],
    'AWS::CloudFront::Distribution': ['aws-cloudfront-tls-min-version', 'aws-cloudfront-ssl-required'],
    'AWS::OpenSearchService::Domain': ['aws-opensearch-tls-min-version'],
    'AWS::Elasticsearch::Domain': ['aws-opensearch-tls-min-version'],
  },
  title: { en: 'TLS below 1.2 is accepted', ja: 'TLS 1.2 未満の接続を受け付ける' },
  why: {
    en: 'TLS 1.0 and 1.1 have known weaknesses and have been withdrawn (RFC 8996).',
    ja: 'TLS 1.0 と 1.1 には既知の弱点があり、すでに廃止されています(RFC 8996)。',
  },
  fix: { aws: { en: 'Choose a policy whose lowest version is TLS 1.2.', ja: '最低バージョンが TLS 1.2 以上のポリシーを選びます。' } },
  remedy: 'raise-tls',
  facet: 'transport',
  check: (transport) => {
    const versions = transport.channels.flatMap(({ minimumTls }) => (minimumTls ? [minimumTls] : []));
    return versions.length > 0 ? judgeEach(versions, (version) => (version < 1.2 ? version : undefined)) : undefined;
  },
  message: {
    en: (versions) => `The lowest version accepted is TLS ${Math.min(...versions).toFixed(1)}.`,
    ja: (versions) => `最低 TLS ${Math.min(...versions).toFixed(1)} まで受け付けます。`,
  },
  examples: {
    pass: `
      resource "aws_lb_listener" "a" {
        protocol   = "HTTPS"
        ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"
      }`,
    fail: `
      resource "aws_lb_listener" "a" {
        protocol   = "HTTPS"
        ssl_policy = "ELBSecurityPolicy-2016-08"
      }`,
    unknown: `
      variable "policy" {}
      resource "aws_lb_listener" "a" {
        protocol   = "HTTPS"
        ssl_policy = var.policy
      }`,
  },
});
