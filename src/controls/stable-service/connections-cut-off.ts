import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'connections-cut-off',
  severity: 'info',
  viewpoints: ['stable-service'],
  leakPath: undefined,
  approach: 'defence-in-depth',
  layer: 'application',
  intents: {
    'AWS::ElasticLoadBalancing::LoadBalancer': ['aws-elb-classic-load-balancer-connection-draining'],
  },
  title: { en: 'Requests are cut off when a machine leaves', ja: 'サーバーを外すときに処理中の通信が切れる' },
  why: { en: 'Users see errors at every deployment.', ja: 'デプロイのたびに、利用者にエラーが表示されます。' },
  fix: { aws: { en: 'Turn connection draining on.', ja: 'Connection Draining を有効にします。' } },
  remedy: 'drain',
  facet: 'capacity',
  check: (capacity) => judgeFlag(capacity.drains, false),
  message: {
    en: () => 'Connection draining is off.',
    ja: () => 'Connection Draining が無効です。',
  },
  examples: {
    pass: 'resource "aws_elb" "a" { connection_draining = true }',
    fail: 'resource "aws_elb" "a" { name = "a" }',
    unknown: `
      variable "on" {}
      resource "aws_elb" "a" { connection_draining = var.on }`,
  },
});
