import { document, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { resourcePolicy, statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-deliverydestination.html
export default resourceType('AWS::Logs::DeliveryDestination', {
  cloud: 'aws',
  service: 'Amazon CloudWatch',
  model: 'saas',
  terraform: ['aws_cloudwatch_log_delivery_destination'],
  folds: { aws_cloudwatch_log_delivery_destination_policy: 'delivery_destination_name' },
  name: 'Name',
  properties: {
    Name: text(['name']),
    DeliveryDestinationPolicy: document(['aws_cloudwatch_log_delivery_destination_policy#delivery_destination_policy']),
  },
  facets: { resourcePolicy: (destination) => resourcePolicy('log', statementsOf(destination.DeliveryDestinationPolicy)) },
});
