import { document, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { resourcePolicy, statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-resourcepolicy.html
export default resourceType('AWS::Logs::ResourcePolicy', {
  cloud: 'aws',
  service: 'Amazon CloudWatch',
  model: 'saas',
  terraform: ['aws_cloudwatch_log_resource_policy'],
  name: 'PolicyName',
  properties: {
    PolicyName: text(['policy_name']),
    PolicyDocument: document(['policy_document']),
  },
  facets: { resourcePolicy: (policy) => resourcePolicy('log', statementsOf(policy.PolicyDocument)) },
});
