import { names, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { tags } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-eks-nodegroup.html
export default resourceType('AWS::EKS::Nodegroup', {
  cloud: 'aws',
  service: 'Amazon EKS',
  model: 'paas',
  terraform: ['aws_eks_node_group'],
  name: 'NodegroupName',
  properties: {
    NodegroupName: text(['node_group_name']),
    ClusterName: names('AWS::EKS::Cluster', ['cluster_name']),
    NodeRole: names('AWS::IAM::Role', ['node_role_arn']),
    Subnets: names('AWS::EC2::Subnet', ['subnet_ids']),
    LaunchTemplate: names('AWS::EC2::LaunchTemplate', ['launch_template.name', 'launch_template.id']),
    Tags: tags(),
  },
  facets: {
    // A template of its own may not name another role.
    runsAs: (_self, around) => ({ roles: around.related('NodeRole'), facts: {} }),
  },
});
