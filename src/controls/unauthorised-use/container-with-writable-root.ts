import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'container-with-writable-root',
  severity: 'info',
  viewpoints: ['unauthorised-use'],
  leakPath: 'software-misconfiguration',
  approach: 'defence-in-depth',
  layer: 'middleware',
  intents: {
    'AWS::ECS::TaskDefinition': ['aws-ecs-task-definition-read-only-root-fs'],
  },
  title: { en: 'A container may write to its root file system', ja: 'コンテナのルートファイルシステムに書き込める' },
  why: {
    en: 'An attacker who gets in can leave tools behind and change the program.',
    ja: '侵入した攻撃者が、ツールを置いたりプログラムを書き換えたりできます。',
  },
  fix: {
    aws: {
      en: 'Set readonlyRootFilesystem and mount a volume where the program must write.',
      ja: 'readonlyRootFilesystem を有効にし、書き込みが必要な場所だけボリュームをマウントします。',
    },
  },
  remedy: undefined,
  facet: 'container',
  check: (container) => judgeFlag(container.readOnlyRoot, false),
  message: {
    en: () => 'readonlyRootFilesystem is not set.',
    ja: () => 'readonlyRootFilesystem が有効ではありません。',
  },
  examples: {
    pass: 'resource "aws_ecs_task_definition" "a" { container_definitions = jsonencode([{ name = "a", readonlyRootFilesystem = true }]) }',
    fail: 'resource "aws_ecs_task_definition" "a" { container_definitions = jsonencode([{ name = "a" }]) }',
    unknown: `
      variable "containers" {}
      resource "aws_ecs_task_definition" "a" { container_definitions = var.containers }`,
  },
});
