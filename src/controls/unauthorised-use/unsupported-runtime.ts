import { both } from '#core/value';
import { control, judge } from '../control.ts';

export default control({
  id: 'unsupported-runtime',
  severity: 'medium',
  viewpoints: ['unauthorised-use'],
  leakPath: 'app-vulnerability',
  approach: 'defence-in-depth',
  layer: 'middleware',
  intents: {
    'AWS::Lambda::Function': ['aws-lambda-function-latest-version'],
    'AWS::EKS::Cluster': ['aws-eks-cluster-latest-version'],
  },
  title: { en: 'A runtime is out of support', ja: 'サポートが終了したランタイム' },
  why: { en: 'Holes found from now on are not fixed any more.', ja: 'これから見つかる脆弱性は修正されません。' },
  fix: { aws: { en: 'Move to a supported version.', ja: 'サポート中のバージョンへ移行します。' } },
  remedy: undefined,
  facet: 'runtime',
  check: (runtime, { type }) =>
    judge(
      both(runtime.name, runtime.supportEnds, (name, end) => ({ name, end })),
      ({ name, end }) => (end !== undefined && end < readOn ? { name, end, extended: type === 'AWS::EKS::Cluster' } : undefined),
    ),
  severityOf: ({ extended }) => (extended ? 'low' : 'medium'),
  message: {
    en: ({ name, end }) => `Support of ${name} ended on ${end}.`,
    ja: ({ name, end }) => `${name} のサポートは ${end} に終了しました。`,
  },
  examples: {
    pass: 'resource "aws_lambda_function" "a" { runtime = "python3.13" }',
    fail: 'resource "aws_lambda_function" "a" { runtime = "python3.7" }',
    unknown: `
      variable "runtime" {}
      resource "aws_lambda_function" "a" { runtime = var.runtime }`,
  },
});

/** The tables of support were read on this day: what ends later has not ended as far as they know. */
const readOn = '2026-10-31';
