import { names, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { tags } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-stepfunctions-statemachine.html
export default resourceType('AWS::StepFunctions::StateMachine', {
  cloud: 'aws',
  service: 'AWS Step Functions',
  model: 'saas',
  terraform: ['aws_sfn_state_machine'],
  name: 'StateMachineName',
  properties: {
    StateMachineName: text(['name']),
    RoleArn: names('AWS::IAM::Role', ['role_arn']),
    Tags: tags(),
  },
  facets: { runsAs: (_self, around) => ({ roles: around.related('RoleArn'), facts: {} }) },
});
