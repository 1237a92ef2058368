import { control, judge } from '../control.ts';

export default control({
  id: 'in-one-zone',
  severity: 'low',
  viewpoints: ['stable-service'],
  leakPath: undefined,
  approach: 'defence-in-depth',
  layer: 'facility',
  intents: {
    'AWS::RDS::DBInstance': ['aws-rds-db-instance-multi-az'],
    'AWS::RDS::DBCluster': ['aws-rds-db-cluster-multi-az'],
    'AWS::Neptune::DBCluster': ['aws-neptune-multi-az'],
    'AWS::ElastiCache::CacheCluster': ['aws-elasticache-cache-cluster-multi-az'],
    'AWS::AutoScaling::AutoScalingGroup': ['aws-autoscaling-multi-az', 'aws-autoscaling-ours-az-spread'],
    'AWS::ElasticLoadBalancing::LoadBalancer': ['aws-elb-classic-load-balancer-multi-az'],
    'AWS::DMS::ReplicationInstance': ['aws-dms-multi-az'],
    'AWS::Redshift::Cluster': ['aws-redshift-cluster-multi-az'],
    'AWS::OpenSearchService::Domain': ['aws-opensearch-instance-count-service-domains-fault'],
    'AWS::Elasticsearch::Domain': ['aws-opensearch-instance-count'],
    'AWS::Lambda::Function': ['aws-lambda-function-multi-az', 'aws-lambda-ours-vpc-az-spread'],
    'AWS::ECS::Service': ['aws-ecs-ours-az-spread'],
  },
  title: { en: 'It depends on one Availability Zone', ja: '1 つのアベイラビリティーゾーンに依存している' },
  why: { en: 'A fire, a flood or a power cut in that zone stops the service.', ja: 'そのゾーンで火災や停電が起きると、サービスが止まります。' },
  fix: { aws: { en: 'Spread it over at least two zones.', ja: '2 つ以上のゾーンに分散します。' } },
  remedy: 'span-zones',
  facet: 'zones',
  check: (zones) => judge(zones.several, (yes) => (yes ? undefined : { what: zones.what })),
  severityOf: ({ what }) => (what === 'warehouse' || what === 'replication' || what === 'function' || what === 'broker' ? 'info' : 'low'),
  message: {
    en: () => 'It runs in one zone only.',
    ja: () => '1 つのゾーンだけで動いています。',
  },
  examples: {
    pass: 'resource "aws_db_instance" "a" { multi_az = true }',
    fail: 'resource "aws_db_instance" "a" { identifier = "a" }',
    unknown: `
      variable "on" {}
      resource "aws_db_instance" "a" { multi_az = var.on }`,
  },
});
