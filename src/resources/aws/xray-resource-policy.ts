import { document, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { resourcePolicy, statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-xray-resourcepolicy.html
export default resourceType('AWS::XRay::ResourcePolicy', {
  cloud: 'aws',
  service: 'AWS X-Ray',
  model: 'saas',
  terraform: ['aws_xray_resource_policy'],
  name: 'PolicyName',
  properties: {
    PolicyName: text(['policy_name']),
    PolicyDocument: document(['policy_document']),
  },
  facets: { resourcePolicy: (policy) => resourcePolicy('log', statementsOf(policy.PolicyDocument)) },
});
