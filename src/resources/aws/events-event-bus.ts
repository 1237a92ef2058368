import type { Statement } from '../facets.ts';
import { text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import busPolicy from './events-event-bus-policy.ts';
import { tags } from './facts.ts';
import { resourcePolicy } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-eventbus.html
export default resourceType('AWS::Events::EventBus', {
  cloud: 'aws',
  service: 'Amazon EventBridge',
  model: 'saas',
  terraform: ['aws_cloudwatch_event_bus'],
  name: 'Name',
  properties: {
    Name: text(['name']),
    Tags: tags(),
  },
  facets: {
    resourcePolicy: (_bus, around) =>
      resourcePolicy(
        'event-bus',
        around.relatedBy('EventBusName').flatMap((one): readonly Statement[] => busPolicy.view(one).Statement),
      ),
  },
});
