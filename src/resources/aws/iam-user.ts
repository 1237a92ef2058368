import { absent } from '#core/origin';
import { known } from '#core/value';
import { gathered, raw, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { inlineStatements } from './iam-statements.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-user.html
export default resourceType('AWS::IAM::User', {
  cloud: 'aws',
  service: 'AWS IAM',
  model: 'saas',
  terraform: ['aws_iam_user'],
  folds: { aws_iam_user_policy: 'user', aws_iam_user_login_profile: 'user' },
  name: 'UserName',
  properties: {
    UserName: text(['name']),
    PermissionsBoundary: raw(['permissions_boundary']),
    Policies: inlineStatements('aws_iam_user_policy'),
    // Own name: CloudFormation nests the profile.
    LoginProfile: gathered<boolean>(
      ({ type }) => (type === 'aws_iam_user_login_profile' ? [true] : []),
      () => true,
    ),
  },
  facets: {
    person: (user, around) => ({
      directPolicies: known(around.relatedBy('Users').length + (user.Policies.length > 0 ? 1 : 0), absent),
      consolePassword: known(user.LoginProfile.length > 0, absent),
      accessKeys: known(around.relatedBy('UserName').length, absent),
    }),
    identityPolicy: (user) => (user.Policies.length === 0 ? undefined : { statements: user.Policies, attachedTo: known('user', absent), inline: true }),
  },
});
