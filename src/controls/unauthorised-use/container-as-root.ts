import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'container-as-root',
  severity: 'low',
  viewpoints: ['unauthorised-use'],
  leakPath: 'software-misconfiguration',
  approach: 'defence-in-depth',
  layer: 'middleware',
  intents: {
    'AWS::ECS::TaskDefinition': ['aws-ecs-task-definition-root-container'],
  },
  title: { en: 'A container is told to run as root', ja: 'コンテナが root で動くよう指定されている' },
  why: { en: 'A break-out starts with all rights.', ja: 'コンテナから抜け出された場合、はじめから管理者権限を握られます。' },
  fix: { aws: { en: 'Name an unprivileged user.', ja: '一般ユーザーを指定します。' } },
  remedy: undefined,
  facet: 'container',
  check: (container) => judgeFlag(container.runsAsRoot, true),
  message: {
    en: () => 'The user is root.',
    ja: () => '実行ユーザーが root です。',
  },
  examples: {
    pass: 'resource "aws_ecs_task_definition" "a" { container_definitions = jsonencode([{ name = "a", user = "1000" }]) }',
    fail: 'resource "aws_ecs_task_definition" "a" { container_definitions = jsonencode([{ name = "a", user = "root" }]) }',
    unknown: `
      variable "containers" {}
      resource "aws_ecs_task_definition" "a" { container_definitions = var.containers }`,
  },
});
