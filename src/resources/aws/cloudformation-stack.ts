import { names, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { tags } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stack.html
export default resourceType('AWS::CloudFormation::Stack', {
  cloud: 'aws',
  service: 'AWS CloudFormation',
  model: 'saas',
  terraform: ['aws_cloudformation_stack'],
  name: 'StackName',
  properties: { StackName: text(['name']), RoleARN: names('AWS::IAM::Role', ['iam_role_arn']), Tags: tags() },
  facets: { runsAs: (_self, around) => ({ roles: around.related('RoleARN'), facts: {} }) },
});
