import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'notebook-with-root-access',
  severity: 'low',
  viewpoints: ['unauthorised-use'],
  leakPath: 'excess-permission',
  approach: 'least-privilege',
  layer: 'operating-system',
  intents: {
    'AWS::SageMaker::NotebookInstance': ['aws-sagemaker-notebook-jupyter-root'],
  },
  title: { en: 'Users of a notebook are root', ja: 'ノートブックの利用者が root 権限を持つ' },
  why: { en: 'A hostile package in a notebook takes over the whole instance.', ja: '悪意のあるパッケージを読み込むと、インスタンス全体を乗っ取られます。' },
  fix: { aws: { en: 'Set root_access to "Disabled".', ja: 'root_access を Disabled にします。' } },
  remedy: 'no-root-notebook',
  facet: 'notebook',
  check: (notebook) => judgeFlag(notebook.rootAccess, true),
  message: {
    en: () => 'Root access is enabled.',
    ja: () => 'root 権限が有効です。',
  },
  examples: {
    pass: 'resource "aws_sagemaker_notebook_instance" "a" { root_access = "Disabled" }',
    fail: 'resource "aws_sagemaker_notebook_instance" "a" { name = "a" }',
    unknown: `
      variable "access" {}
      resource "aws_sagemaker_notebook_instance" "a" { root_access = var.access }`,
  },
});
