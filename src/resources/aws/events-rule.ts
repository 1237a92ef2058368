import { always, names, raw, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { tags } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html
export default resourceType('AWS::Events::Rule', {
  cloud: 'aws',
  service: 'Amazon EventBridge',
  model: 'saas',
  terraform: ['aws_cloudwatch_event_rule'],
  name: 'Name',
  properties: {
    Name: text(['name']),
    EventPattern: raw(['event_pattern']),
    ScheduleExpression: text(['schedule_expression']),
    State: text(['state'], always('ENABLED', '2016-01-14')),
    RoleArn: names('AWS::IAM::Role', ['role_arn']),
    Tags: tags(),
  },
  facets: { runsAs: (_rule, around) => ({ roles: around.related('RoleArn'), facts: {} }) },
});
