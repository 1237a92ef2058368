import type { Text } from '#framework/text';
import { map } from '#core/value';
import { control, judgeEach } from '../control.ts';

export default control({
  id: 'plain-text-accepted',
  severity: 'medium',
  viewpoints: ['information-handling'],
  leakPath: 'eavesdropping',
  approach: 'defence-in-depth',
  layer: 'traffic-protection',
  intents: {
    'AWS::ElasticLoadBalancingV2::Listener': ['aws-elb-load-balancer-https-only'],
    'AWS::ElasticLoadBalancing::LoadBalancer': ['aws-elb-classic-load-balancer-https-only'],
    'AWS::CloudFront::Distribution': ['aws-cloudfront-https-only'],
    'AWS::ElastiCache::ReplicationGroup': ['aws-elasticache-cache-cluster-ssl-required'],
    'AWS::OpenSearchService::Domain': [
      'aws-opensearch-https-only',
      'aws-opensearch-ssl-required',
      'aws-opensearch-service-domains-https-communications-enforced',
    ],
    'AWS::Elasticsearch::Domain': ['aws-opensearch-https-only'],
    'AWS::MSK::Cluster': ['aws-msk-ssl-required'],
    'AWS::S3::Bucket': ['aws-s3-bucket-https-only'],
  },
  title: { en: 'Plain text is accepted on the wire', ja: '平文の通信を受け付ける' },
  why: {
    en: 'Passwords, cookies and data can be read and changed by anyone along the way.',
    ja: '通信経路上の第三者が、パスワードや Cookie、データを盗み見たり書き換えたりできます。',
  },
  fix: {
    aws: {
      en: 'Accept TLS only; a listener on port 80 redirects to HTTPS.',
      ja: 'TLS だけを受け付けます。80 番ポートのリスナーは HTTPS へのリダイレクトだけにします。',
    },
  },
  remedy: 'require-tls',
  facet: 'transport',
  check: (transport, { type }) => {
    const found = judgeEach(
      transport.channels.map(({ plainText, channel }) => map(plainText, (plain) => (plain ? channel : undefined))),
      (channel) => channel,
    );
    return type === 'AWS::S3::Bucket' || transport.channels.length > 0 ? found : undefined;
  },
  severityOf: (channels) => (channels.includes('bucket') || channels.every((name) => name === 'node') ? 'low' : 'medium'),
  message: {
    en: (channels) =>
      channels.includes('bucket')
        ? 'The bucket policy does not refuse requests without TLS.'
        : `Plain text is accepted: ${[...new Set(channels)].map((name) => names[name]?.en ?? name).join(', ')}.`,
    ja: (channels) =>
      channels.includes('bucket')
        ? 'TLS を使わないリクエストを拒否するバケットポリシーがありません。'
        : `平文を受け付ける箇所: ${[...new Set(channels)].map((name) => names[name]?.ja ?? name).join('、')}`,
  },
  examples: {
    pass: `
      resource "aws_lb_listener" "a" {
        protocol = "HTTP"
        default_action {
          type = "redirect"
          redirect {
            protocol    = "HTTPS"
            status_code = "HTTP_301"
          }
        }
      }`,
    fail: `
      resource "aws_lb_listener" "a" {
        protocol = "HTTP"
        default_action { type = "forward" }
      }`,
    unknown: `
      variable "protocol" {}
      resource "aws_lb_listener" "a" {
        protocol = var.protocol
        default_action { type = "forward" }
      }`,
  },
});

const names: Readonly<Record<string, Text>> = {
  listener: { en: 'the listener', ja: 'リスナー' },
  viewer: { en: 'between viewer and CDN', ja: '閲覧者と CDN の間' },
  origin: { en: 'between CDN and origin', ja: 'CDN とオリジンの間' },
  endpoint: { en: 'the endpoint', ja: 'エンドポイント' },
  node: { en: 'between the nodes', ja: 'ノード間' },
  client: { en: 'between client and broker', ja: 'クライアントとブローカーの間' },
};
