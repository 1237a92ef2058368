import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'not-monitored',
  severity: 'info',
  viewpoints: ['stable-service'],
  leakPath: undefined,
  approach: 'detective-guardrail',
  layer: 'application',
  intents: {
    'AWS::EC2::Instance': ['aws-ec2-instance-monitoring'],
    'AWS::RDS::DBInstance': ['aws-rds-db-instance-monitoring'],
    'AWS::Lambda::Function': ['aws-lambda-function-tracing'],
    'AWS::ApiGateway::Stage': ['aws-apigateway-rest-api-tracing'],
    'AWS::MSK::Cluster': ['aws-msk-monitoring'],
    'AWS::ECS::Cluster': ['aws-ecs-cluster-monitoring'],
  },
  title: { en: 'Detailed monitoring or tracing is off', ja: '詳細なモニタリングやトレースが無効' },
  why: { en: 'When it gets slow nobody can see where.', ja: '遅くなったときに、原因の箇所を特定できません。' },
  fix: { aws: { en: 'Turn it on where the service matters.', ja: '重要なサービスでは有効にします。' } },
  remedy: 'monitor',
  facet: 'monitoring',
  check: (monitoring) => judgeFlag(monitoring.on, false),
  message: {
    en: () => 'It is off.',
    ja: () => '有効になっていません。',
  },
  examples: {
    pass: 'resource "aws_instance" "a" { monitoring = true }',
    fail: 'resource "aws_instance" "a" { ami = "ami-1" }',
    unknown: `
      variable "on" {}
      resource "aws_instance" "a" { monitoring = var.on }`,
  },
});
