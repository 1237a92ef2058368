import { document, names, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { tags } from './facts.ts';
import { resourcePolicy, statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-destination.html
export default resourceType('AWS::Logs::Destination', {
  cloud: 'aws',
  service: 'Amazon CloudWatch',
  model: 'saas',
  terraform: ['aws_cloudwatch_log_destination'],
  folds: { aws_cloudwatch_log_destination_policy: 'destination_name' },
  name: 'DestinationName',
  properties: {
    DestinationName: text(['name']),
    RoleArn: names('AWS::IAM::Role', ['role_arn']),
    DestinationPolicy: document(['aws_cloudwatch_log_destination_policy#access_policy']),
    Tags: tags(),
  },
  facets: { resourcePolicy: (destination) => resourcePolicy('log', statementsOf(destination.DestinationPolicy)) },
});
