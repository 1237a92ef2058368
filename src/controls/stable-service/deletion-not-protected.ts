import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'deletion-not-protected',
  severity: 'low',
  viewpoints: ['stable-service'],
  leakPath: undefined,
  approach: 'preventive-guardrail',
  layer: 'data-access',
  intents: {
    'AWS::RDS::DBInstance': ['aws-rds-db-instance-deletion-protection'],
    'AWS::RDS::DBCluster': ['aws-rds-db-cluster-deletion-protection'],
    'AWS::DocDB::DBCluster': ['aws-documentdb-deletion-protection'],
    'AWS::Neptune::DBCluster': ['aws-neptune-deletion-protection'],
    'AWS::DynamoDB::Table': ['aws-dynamodb-deletion-protection'],
    'AWS::ElasticLoadBalancingV2::LoadBalancer': ['aws-elb-load-balancer-deletion-protection'],
  },
  title: { en: 'One command deletes it', ja: '1 回の操作で削除できてしまう' },
  why: { en: 'A wrong plan or a stolen key takes the data away in seconds.', ja: '誤った適用や盗まれた鍵によって、数秒でデータが失われます。' },
  fix: { aws: { en: 'Turn deletion protection on.', ja: '削除保護を有効にします。' } },
  remedy: 'protect-deletion',
  facet: 'deletion',
  check: (deletion) => judgeFlag(deletion.protected, false),
  severityOf: (_evidence, { finalSnapshot }) => (finalSnapshot === undefined ? 'info' : 'low'),
  message: {
    en: () => 'Deletion protection is off.',
    ja: () => '削除保護が無効です。',
  },
  examples: {
    pass: 'resource "aws_db_instance" "a" { deletion_protection = true }',
    fail: 'resource "aws_db_instance" "a" { identifier = "a" }',
    unknown: `
      variable "on" {}
      resource "aws_db_instance" "a" { deletion_protection = var.on }`,
  },
});
