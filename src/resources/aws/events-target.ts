import { names, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';

// CloudFormation nests the targets in the rule: the name is ours. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html
export default resourceType('AWS::Events::Target', {
  cloud: 'aws',
  service: 'Amazon EventBridge',
  model: 'saas',
  terraform: ['aws_cloudwatch_event_target'],
  properties: {
    Id: text(['target_id']),
    Rule: names('AWS::Events::Rule', ['rule']),
    Arn: names('AWS::Lambda::Function', ['arn']),
    RoleArn: names('AWS::IAM::Role', ['role_arn']),
    TaskDefinitionArn: names('AWS::ECS::TaskDefinition', ['ecs_target.task_definition_arn']),
  },
  facets: { runsAs: (_target, around) => ({ roles: around.related('RoleArn'), facts: {} }) },
});
