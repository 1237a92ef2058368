import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'notebook-with-direct-internet',
  severity: 'low',
  viewpoints: ['information-handling'],
  leakPath: 'service-misconfiguration',
  approach: 'defence-in-depth',
  layer: 'network-controls',
  intents: {
    'AWS::SageMaker::NotebookInstance': ['aws-sagemaker-notebook-public'],
  },
  title: { en: 'A notebook has its own way to the internet', ja: 'ノートブックがインターネットに直接つながっている' },
  why: {
    en: 'Training data can be sent anywhere, past the controls of your network.',
    ja: '自社ネットワークの制御を通らずに、学習データをどこへでも送信できます。',
  },
  fix: { aws: { en: 'Place it in a VPC and turn direct internet access off.', ja: 'VPC に置き、直接のインターネットアクセスを無効にします。' } },
  remedy: 'make-private',
  facet: 'notebook',
  check: (notebook) => judgeFlag(notebook.directInternet, true),
  message: {
    en: () => 'Direct internet access is enabled.',
    ja: () => '直接のインターネットアクセスが有効です。',
  },
  examples: {
    pass: 'resource "aws_sagemaker_notebook_instance" "a" { direct_internet_access = "Disabled" }',
    fail: 'resource "aws_sagemaker_notebook_instance" "a" { name = "a" }',
    unknown: `
      variable "access" {}
      resource "aws_sagemaker_notebook_instance" "a" { direct_internet_access = var.access }`,
  },
});
