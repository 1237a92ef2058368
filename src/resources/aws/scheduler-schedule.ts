import { names, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-scheduler-schedule.html
export default resourceType('AWS::Scheduler::Schedule', {
  cloud: 'aws',
  service: 'Amazon EventBridge',
  model: 'saas',
  terraform: ['aws_scheduler_schedule'],
  name: 'Name',
  properties: {
    Name: text(['name']),
    GroupName: text(['group_name']),
    'Target.Arn': names('AWS::Lambda::Function', ['target.arn']),
    'Target.RoleArn': names('AWS::IAM::Role', ['target.role_arn']),
  },
  facets: { runsAs: (_self, around) => ({ roles: around.related('Target.RoleArn'), facts: {} }) },
});
