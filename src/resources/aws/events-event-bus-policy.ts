import { at } from '#core/value';
import type { EvaluatedBlock } from '#sources/block';
import type { Statement } from '../facets.ts';
import { gathered, names } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { doubtfulStatement, permission, resourcePolicy, statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-eventbuspolicy.html
export default resourceType('AWS::Events::EventBusPolicy', {
  cloud: 'aws',
  service: 'Amazon EventBridge',
  model: 'saas',
  terraform: ['aws_cloudwatch_event_bus_policy', 'aws_cloudwatch_event_permission'],
  properties: {
    EventBusName: names('AWS::Events::EventBus', ['event_bus_name']),
    Statement: gathered<Statement>(statements, (why) => doubtfulStatement(why)),
  },
  facets: {
    // Of a bus that is written itself, the bus has it; else, as with the default bus, it speaks for one that was not read.
    resourcePolicy: (policy, around) => (around.related('EventBusName').length > 0 ? undefined : resourcePolicy('event-bus', policy.Statement)),
  },
});

/** A whole document, or one permission. */
function statements({ type, attributes, place }: EvaluatedBlock): readonly Statement[] {
  if (attributes['policy']) return statementsOf(attributes['policy']);
  if (type !== 'aws_cloudwatch_event_permission') return attributes['Statement'] ? statementsOf(attributes['Statement']) : [];
  const { principal, action } = attributes;
  const organization = at(attributes, ['condition', 'value']);
  return [permission({ principal, action, otherwise: 'events:PutEvents', conditions: [['StringEquals', 'aws:principalorgid', organization]], place })];
}
