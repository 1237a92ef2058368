import { names } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { listed } from './iam-role.ts';
import { narrowed } from './narrow-policy.ts';

// No CloudFormation type exists: the name is ours. https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html
export default resourceType('AWS::IAM::PolicyAttachment', {
  cloud: 'aws',
  service: 'AWS IAM',
  model: 'saas',
  terraform: ['aws_iam_role_policy_attachment', 'aws_iam_user_policy_attachment', 'aws_iam_group_policy_attachment', 'aws_iam_policy_attachment'],
  properties: {
    PolicyArn: names('AWS::IAM::ManagedPolicy', ['policy_arn']),
    Roles: names('AWS::IAM::Role', ['role', 'roles']),
    Users: names('AWS::IAM::User', ['user', 'users']),
    Groups: names('AWS::IAM::Group', ['group', 'groups']),
  },
  facets: {
    managedPolicies: (attachment) => ({
      arns: listed(attachment.PolicyArn),
      holder: attachment.Users.is === 'unknown' ? (attachment.Groups.is === 'unknown' ? 'role' : 'group') : 'user',
    }),
  },
  remedies: { 'narrow-policy': (_self, because, around) => narrowed(because, around) },
});
