import { document } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { resourcePolicy, statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-organizations-resourcepolicy.html
export default resourceType('AWS::Organizations::ResourcePolicy', {
  cloud: 'aws',
  service: 'AWS Organizations',
  model: 'saas',
  terraform: ['aws_organizations_resource_policy'],
  properties: {
    Content: document(['content']),
  },
  facets: { resourcePolicy: (policy) => resourcePolicy('organization', statementsOf(policy.Content)) },
});
