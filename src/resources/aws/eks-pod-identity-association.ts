import { names, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { tags } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-eks-podidentityassociation.html
export default resourceType('AWS::EKS::PodIdentityAssociation', {
  cloud: 'aws',
  service: 'Amazon EKS',
  model: 'paas',
  terraform: ['aws_eks_pod_identity_association'],
  properties: {
    ClusterName: names('AWS::EKS::Cluster', ['cluster_name']),
    Namespace: text(['namespace']),
    ServiceAccount: text(['service_account']),
    RoleArn: names('AWS::IAM::Role', ['role_arn']),
    Tags: tags(),
  },
  facets: { runsAs: (_self, around) => ({ roles: around.related('RoleArn'), facts: {} }) },
});
