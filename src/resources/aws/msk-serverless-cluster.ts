import { document, names, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { tags } from './facts.ts';
import { resourcePolicy, statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-msk-serverlesscluster.html
export default resourceType('AWS::MSK::ServerlessCluster', {
  cloud: 'aws',
  service: 'Amazon MSK',
  model: 'saas',
  terraform: ['aws_msk_serverless_cluster'],
  folds: { aws_msk_cluster_policy: 'cluster_arn' },
  name: 'ClusterName',
  properties: {
    ClusterName: text(['cluster_name']),
    SecurityGroups: names('AWS::EC2::SecurityGroup', ['vpc_config.security_group_ids']),
    Tags: tags(),
    Policy: document(['aws_msk_cluster_policy#policy']),
  },
  facets: { resourcePolicy: (cluster) => resourcePolicy('stream', statementsOf(cluster.Policy)) },
});
