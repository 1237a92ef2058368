import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'container-shares-host-namespace',
  severity: 'medium',
  viewpoints: ['unauthorised-use'],
  leakPath: 'software-misconfiguration',
  approach: 'defence-in-depth',
  layer: 'middleware',
  intents: {
    'AWS::ECS::TaskDefinition': ['aws-ecs-task-definition-host-namespace'],
  },
  title: { en: 'A container shares a namespace with its host', ja: 'コンテナがホストの名前空間を共有している' },
  why: {
    en: 'It sees the processes or the network of the host, and of every other container on it.',
    ja: 'ホストや、同じホストのほかのコンテナのプロセスや通信が見えてしまいます。',
  },
  fix: {
    aws: {
      en: 'Use awsvpc networking and leave pid_mode and ipc_mode out.',
      ja: 'ネットワークモードを awsvpc にし、pid_mode と ipc_mode を指定しないようにします。',
    },
  },
  remedy: undefined,
  facet: 'container',
  check: (container) => judgeFlag(container.hostNamespace, true),
  message: {
    en: () => 'It shares the process, IPC or network namespace of the host.',
    ja: () => 'プロセス、IPC、ネットワークのいずれかの名前空間をホストと共有しています。',
  },
  examples: {
    pass: 'resource "aws_ecs_task_definition" "a" { network_mode = "awsvpc" }',
    fail: 'resource "aws_ecs_task_definition" "a" { pid_mode = "host" }',
    unknown: `
      variable "mode" {}
      resource "aws_ecs_task_definition" "a" { pid_mode = var.mode }`,
  },
});
