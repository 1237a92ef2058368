import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'bad-deployment-not-rolled-back',
  severity: 'info',
  viewpoints: ['stable-service'],
  leakPath: undefined,
  approach: 'defence-in-depth',
  layer: 'application',
  intents: {
    'AWS::ECS::Service': ['aws-ecs-ours-circuit-breaker'],
  },
  title: { en: 'A failing deployment is not rolled back', ja: '失敗したデプロイが自動で戻らない' },
  why: { en: 'A broken version stays in place until a person notices.', ja: '不具合のあるバージョンが、誰かが気付くまで動き続けます。' },
  fix: { aws: { en: 'Enable the deployment circuit breaker with rollback.', ja: 'ロールバック付きのデプロイサーキットブレーカーを有効にします。' } },
  remedy: 'roll-back',
  facet: 'capacity',
  check: (capacity) => judgeFlag(capacity.rollsBack, false),
  message: {
    en: () => 'The deployment circuit breaker is off.',
    ja: () => 'デプロイサーキットブレーカーが無効です。',
  },
  examples: {
    pass: `
      resource "aws_ecs_service" "a" {
        deployment_circuit_breaker {
          enable   = true
          rollback = true
        }
      }`,
    fail: 'resource "aws_ecs_service" "a" { name = "a" }',
  },
});
