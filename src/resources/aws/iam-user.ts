import { absent } from '#core/origin';
import { isAbsent, known } from '#core/value';
import type { Around } from '../facets.ts';
import { gathered, names, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import accessKey from './iam-access-key.ts';
import { path, tags } from './facts.ts';
import { listed } from './iam-role.ts';
import { inlineStatements } from './iam-statements.ts';
import { narrowed } from './narrow-policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-user.html
export default resourceType('AWS::IAM::User', {
  cloud: 'aws',
  service: 'AWS IAM',
  model: 'saas',
  terraform: ['aws_iam_user'],
  folds: { aws_iam_user_policy: 'user', aws_iam_user_login_profile: 'user', aws_iam_user_policy_attachments_exclusive: 'user_name' },
  name: 'UserName',
  properties: {
    UserName: text(['name']),
    Path: path(),
    Tags: tags(),
    ManagedPolicyArns: names('AWS::IAM::ManagedPolicy', ['aws_iam_user_policy_attachments_exclusive#policy_arns']),
    PermissionsBoundary: names('AWS::IAM::ManagedPolicy', ['permissions_boundary']),
    Policies: inlineStatements('aws_iam_user_policy'),
    // Own name: CloudFormation nests the profile.
    LoginProfile: gathered<boolean>(
      ({ type }) => (type === 'aws_iam_user_login_profile' ? [true] : []),
      () => true,
    ),
  },
  facets: {
    person: (user, around) => ({
      directPolicies: known(attachments(around).length + listed(user.ManagedPolicyArns).length + (user.Policies.length > 0 ? 1 : 0), absent),
      consolePassword: known(user.LoginProfile.length > 0, absent),
      accessKeys: known(around.relatedBy('UserName').filter(({ type }) => type === accessKey.type).length, absent),
    }),
    identityPolicy: (user, around) =>
      user.Policies.length === 0 ? undefined : { statements: user.Policies, attachedTo: known('user', absent), inline: true, holders: () => around.holders() },
    power: (_self, around) => around.power(),
    managedPolicies: (user) => (isAbsent(user.ManagedPolicyArns) ? undefined : { arns: listed(user.ManagedPolicyArns), holder: 'user' }),
  },
  remedies: { 'narrow-policy': (_self, because, around) => narrowed(because, around) },
});

/** Groups name their members in a property of the same name. */
const attachments = (around: Around) => around.relatedBy('Users').filter(({ type }) => type === 'AWS::IAM::PolicyAttachment');
