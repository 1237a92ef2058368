import type { Text } from '#framework/text';
import { absent } from '#core/origin';
import { both, known } from '#core/value';
import type { Facets } from '#resources/facets';
import { control, judge } from '../control.ts';

export default control({
  id: 'access-not-logged',
  severity: 'low',
  viewpoints: ['information-handling', 'unauthorised-use'],
  leakPath: undefined,
  approach: 'detective-guardrail',
  layer: 'data-access',
  intents: {
    'AWS::S3::Bucket': ['aws-s3-bucket-access-log'],
    'AWS::CloudFront::Distribution': ['aws-cloudfront-access-log'],
    'AWS::ElasticLoadBalancingV2::LoadBalancer': ['aws-elb-load-balancer-access-log-elbv2-logging'],
    'AWS::ElasticLoadBalancing::LoadBalancer': ['aws-elb-classic-load-balancer-access-log'],
    'AWS::ApiGateway::Stage': ['aws-apigateway-rest-api-access-log'],
    'AWS::ApiGatewayV2::Stage': ['aws-apigateway-http-api-access-log'],
    'AWS::EKS::Cluster': ['aws-eks-cluster-control-plane-log'],
    'AWS::RDS::DBInstance': ['aws-rds-db-instance-log-to-cloudwatch'],
    'AWS::RDS::DBCluster': ['aws-rds-db-cluster-control-plane-log', 'aws-rds-db-cluster-control-plane-log-aurora-mysql-audit'],
    'AWS::DocDB::DBCluster': ['aws-documentdb-access-log', 'aws-documentdb-control-plane-log'],
    'AWS::Neptune::DBCluster': ['aws-neptune-access-log', 'aws-neptune-control-plane-log'],
    'AWS::Redshift::Cluster': ['aws-redshift-cluster-control-plane-log'],
    'AWS::OpenSearchService::Domain': ['aws-opensearch-audit-log', 'aws-opensearch-access-log'],
    'AWS::Elasticsearch::Domain': ['aws-opensearch-log-to-cloudwatch'],
    'AWS::MSK::Cluster': ['aws-msk-control-plane-log'],
    'AWS::AmazonMQ::Broker': ['aws-mq-audit-log', 'aws-mq-execution-log'],
    'AWS::CodeBuild::Project': ['aws-codebuild-project-access-log'],
    'AWS::WAFv2::WebACL': ['aws-waf-access-log'],
    'AWS::EC2::VPC': ['aws-vpc-flow-logs'],
    'AWS::ECS::TaskDefinition': ['aws-ecs-task-definition-access-log'],
  },
  title: { en: 'Use is not logged', ja: '利用状況がログに残らない' },
  why: {
    en: 'After an incident nobody can say what was taken, when, or from where.',
    ja: 'インシデントが起きても、何が、いつ、どこから持ち出されたのかを調べられません。',
  },
  fix: {
    aws: {
      en: 'Turn the log on and send it to a bucket or log group that the application cannot change.',
      ja: 'ログを有効にし、アプリケーションからは変更できないバケットやロググループに送ります。',
    },
  },
  remedy: 'log-on',
  facet: 'serviceLog',
  check: (log) =>
    judge(
      both(log.on, log.missing ?? none, (on, missing) => ({ on, missing })),
      ({ on, missing }) => (!on ? { kind: log.kind, missing: [] } : missing.length > 0 ? { kind: log.kind, missing } : undefined),
    ),
  severityOf: ({ kind }) => (kind === 'access' || kind === 'error' || kind === 'build' || kind === 'execution' ? 'info' : 'low'),
  message: {
    en: ({ kind, missing }) => (missing.length > 0 ? `These logs are off: ${missing.join(', ')}.` : `The ${names[kind].en} log is off.`),
    ja: ({ kind, missing }) => (missing.length > 0 ? `次のログが無効です: ${missing.join('、')}` : `${names[kind].ja}ログが無効です。`),
  },
  examples: {
    pass: `
      resource "aws_cloudfront_distribution" "a" {
        logging_config { bucket = "logs.s3.amazonaws.com" }
      }`,
    fail: 'resource "aws_cloudfront_distribution" "a" { enabled = true }',
    unknown: `
      variable "types" {}
      resource "aws_eks_cluster" "a" { enabled_cluster_log_types = var.types }`,
  },
});

const none = known<readonly string[]>([], absent);
const names: Readonly<Record<Facets['serviceLog']['kind'], Text>> = {
  access: { en: 'access', ja: 'アクセス' },
  audit: { en: 'audit', ja: '監査' },
  error: { en: 'error', ja: 'エラー' },
  'control-plane': { en: 'control plane', ja: 'コントロールプレーンの' },
  flow: { en: 'flow', ja: 'フロー' },
  build: { en: 'build', ja: 'ビルド' },
  execution: { en: 'execution', ja: '実行' },
};
