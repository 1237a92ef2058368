import { names } from '../property.ts';
import { resourceType } from '../resource-type.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-usertogroupaddition.html
export default resourceType('AWS::IAM::UserToGroupAddition', {
  cloud: 'aws',
  service: 'AWS IAM',
  model: 'saas',
  terraform: ['aws_iam_group_membership', 'aws_iam_user_group_membership'],
  properties: {
    GroupName: names('AWS::IAM::Group', ['group', 'groups']),
    Users: names('AWS::IAM::User', ['user', 'users']),
  },
  facets: {},
});
