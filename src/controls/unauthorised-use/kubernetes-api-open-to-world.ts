import { absent } from '#core/origin';
import { both, known } from '#core/value';
import { control, judge } from '../control.ts';

export default control({
  id: 'kubernetes-api-open-to-world',
  severity: 'medium',
  viewpoints: ['unauthorised-use'],
  leakPath: 'service-misconfiguration',
  approach: 'defence-in-depth',
  layer: 'network-controls',
  intents: {
    'AWS::EKS::Cluster': ['aws-eks-cluster-public-endpoint', 'aws-eks-cluster-public-endpoint-no-access-cidr', 'aws-eks-cluster-private-endpoint'],
  },
  title: { en: 'The Kubernetes API can be reached from everywhere', ja: 'Kubernetes API に全世界から到達できる' },
  why: {
    en: 'A leaked kubeconfig or a hole in the API server can be used from anywhere.',
    ja: 'kubeconfig の漏えいや API サーバーの脆弱性を、どこからでも悪用されます。',
  },
  fix: {
    aws: {
      en: 'Turn the public endpoint off, or limit public_access_cidrs to the addresses of your office and CI.',
      ja: 'パブリックエンドポイントを無効にするか、public_access_cidrs を社内や CI のアドレスに絞ります。',
    },
  },
  remedy: undefined,
  facet: 'publicAddress',
  check: (address) =>
    address.what === 'kubernetes-api'
      ? judge(
          both(address.public, address.limited ?? known(false, absent), (yes, limited) => yes && !limited),
          (open) => (open ? {} : undefined),
        )
      : undefined,
  message: {
    en: () => 'The public endpoint accepts every address.',
    ja: () => 'パブリックエンドポイントがすべてのアドレスからの接続を受け付けます。',
  },
  examples: {
    pass: `
      resource "aws_eks_cluster" "a" {
        name = "a"
        vpc_config {
          subnet_ids          = ["subnet-1", "subnet-2"]
          public_access_cidrs = ["203.0.113.0/24"]
        }
      }`,
    fail: `
      resource "aws_eks_cluster" "a" {
        name = "a"
        vpc_config { subnet_ids = ["subnet-1", "subnet-2"] }
      }`,
    unknown: `
      variable "cidrs" {}
      resource "aws_eks_cluster" "a" {
        name = "a"
        vpc_config {
          subnet_ids          = ["subnet-1", "subnet-2"]
          public_access_cidrs = var.cidrs
        }
      }`,
  },
});
