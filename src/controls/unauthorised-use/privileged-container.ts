import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'privileged-container',
  severity: 'high',
  viewpoints: ['unauthorised-use'],
  leakPath: 'software-misconfiguration',
  approach: 'defence-in-depth',
  layer: 'middleware',
  intents: {
    'AWS::CodeBuild::Project': ['aws-codebuild-project-privileged-container'],
  },
  title: { en: 'A container runs privileged', ja: 'コンテナが特権モードで動いている' },
  why: {
    en: 'A hole in the container is a hole in the host: it can load drivers and read every other container.',
    ja: 'コンテナの脆弱性がそのままホストの乗っ取りにつながり、ほかのコンテナの中身まで読まれます。',
  },
  fix: {
    aws: {
      en: 'Turn privileged mode off; a build that only needs Docker can use another builder.',
      ja: '特権モードを無効にします。Docker イメージのビルドだけが目的なら、特権の要らないビルダーを使います。',
    },
  },
  remedy: 'drop-privilege',
  facet: 'container',
  check: (container) => judgeFlag(container.privileged, true),
  severityOf: (_evidence, container) => (container.readOnlyRoot === undefined ? 'low' : 'high'),
  message: {
    en: () => 'Privileged mode is on.',
    ja: () => '特権モードが有効です。',
  },
  examples: {
    pass: 'resource "aws_ecs_task_definition" "a" { container_definitions = jsonencode([{ name = "a" }]) }',
    fail: 'resource "aws_ecs_task_definition" "a" { container_definitions = jsonencode([{ name = "a", privileged = true }]) }',
    unknown: `
      variable "containers" {}
      resource "aws_ecs_task_definition" "a" { container_definitions = var.containers }`,
  },
});
