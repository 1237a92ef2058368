import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'workload-outside-vpc',
  severity: 'info',
  viewpoints: ['information-handling'],
  leakPath: 'service-misconfiguration',
  approach: 'defence-in-depth',
  layer: 'network-controls',
  intents: {
    'AWS::OpenSearchService::Domain': ['aws-opensearch-vpc-placement'],
    'AWS::Elasticsearch::Domain': ['aws-opensearch-vpc-placement'],
    'AWS::SageMaker::NotebookInstance': ['aws-sagemaker-notebook-vpc-placement'],
  },
  title: { en: 'A service runs outside a VPC', ja: 'VPC の外に置かれたサービス' },
  why: {
    en: 'No security group and no private route protects it: only its own login does.',
    ja: 'セキュリティグループもプライベートな経路も使えず、守りはサービス自身の認証だけになります。',
  },
  fix: { aws: { en: 'Give it subnets and a security group.', ja: 'サブネットとセキュリティグループを指定して、VPC の中に置きます。' } },
  remedy: undefined,
  facet: 'privateNetwork',
  check: (network, { type }) => (type === 'AWS::Lambda::Function' ? undefined : judgeFlag(network.inside, false)),
  message: {
    en: () => 'It is not placed in a VPC.',
    ja: () => 'VPC の中に配置されていません。',
  },
  examples: {
    pass: `
      resource "aws_opensearch_domain" "a" {
        vpc_options { subnet_ids = ["subnet-1"] }
      }`,
    fail: 'resource "aws_opensearch_domain" "a" { domain_name = "a" }',
  },
});
