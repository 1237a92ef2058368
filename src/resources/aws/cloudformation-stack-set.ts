import { names, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { tags } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stackset.html
export default resourceType('AWS::CloudFormation::StackSet', {
  cloud: 'aws',
  service: 'AWS CloudFormation',
  model: 'saas',
  terraform: ['aws_cloudformation_stack_set'],
  name: 'StackSetName',
  properties: { StackSetName: text(['name']), AdministrationRoleARN: names('AWS::IAM::Role', ['administration_role_arn']), Tags: tags() },
  facets: { runsAs: (_self, around) => ({ roles: around.related('AdministrationRoleARN'), facts: {} }) },
});
