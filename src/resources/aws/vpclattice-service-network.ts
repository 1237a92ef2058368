import { document, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { latticePolicy } from './vpclattice-policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-vpclattice-servicenetwork.html
export default resourceType('AWS::VpcLattice::ServiceNetwork', {
  cloud: 'aws',
  service: 'Amazon VPC Lattice',
  model: 'saas',
  terraform: ['aws_vpclattice_service_network'],
  folds: { aws_vpclattice_auth_policy: 'resource_identifier', aws_vpclattice_resource_policy: 'resource_arn' },
  name: 'Name',
  properties: {
    Name: text(['name']),
    AuthPolicy: document(['aws_vpclattice_auth_policy#policy']),
    ResourcePolicy: document(['aws_vpclattice_resource_policy#policy']),
  },
  facets: { resourcePolicy: (network) => latticePolicy(network.AuthPolicy, network.ResourcePolicy) },
});
