import { control, judge } from '../control.ts';

export default control({
  id: 'kubernetes-secrets-without-own-key',
  severity: 'low',
  viewpoints: ['information-handling'],
  leakPath: 'insider',
  approach: 'defence-in-depth',
  layer: 'server-encryption',
  intents: {
    'AWS::EKS::Cluster': ['aws-eks-cluster-secrets-encryption'],
  },
  title: { en: 'Kubernetes secrets have no envelope encryption with your key', ja: 'Kubernetes の Secret が自社の鍵で暗号化されていない' },
  why: {
    en: 'Secrets of all workloads lie in the cluster store under a key you cannot withdraw.',
    ja: 'すべてのワークロードの Secret が、自社で無効化できない鍵のもとに保存されます。',
  },
  fix: { aws: { en: 'Set encryption_config with a KMS key for the resource "secrets".', ja: 'encryption_config で、secrets を KMS キーにより暗号化します。' } },
  remedy: undefined,
  facet: 'dataAtRest',
  check: (data) => (data.holds === 'cluster-secrets' ? judge(data.encryption, (how) => (how === 'customer-key' ? undefined : {})) : undefined),
  message: {
    en: () => 'No encryption_config for secrets.',
    ja: () => 'secrets に対する encryption_config がありません。',
  },
  examples: {
    pass: `
      resource "aws_eks_cluster" "a" {
        encryption_config {
          resources = ["secrets"]
          provider { key_arn = "arn:aws:kms:us-east-1:111122223333:key/a" }
        }
      }`,
    fail: 'resource "aws_eks_cluster" "a" { name = "a" }',
  },
});
