import { document } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { resourcePolicy, statementsOf } from './policy.ts';

// No CloudFormation type exists: the name is ours. https://docs.aws.amazon.com/glue/latest/webapi/API_PutResourcePolicy.html
export default resourceType('AWS::Glue::ResourcePolicy', {
  cloud: 'aws',
  service: 'AWS Glue',
  model: 'saas',
  terraform: ['aws_glue_resource_policy'],
  properties: {
    PolicyInJson: document(['policy']),
  },
  facets: { resourcePolicy: (catalog) => resourcePolicy('catalog', statementsOf(catalog.PolicyInJson)) },
});
