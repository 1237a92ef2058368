import { document } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { resourcePolicy, statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-registrypolicy.html
export default resourceType('AWS::ECR::RegistryPolicy', {
  cloud: 'aws',
  service: 'Amazon ECR',
  model: 'saas',
  terraform: ['aws_ecr_registry_policy'],
  properties: {
    PolicyText: document(['policy']),
  },
  facets: { resourcePolicy: (registry) => resourcePolicy('registry', statementsOf(registry.PolicyText)) },
});
