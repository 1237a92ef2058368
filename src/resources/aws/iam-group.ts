import { absent } from '#core/origin';
import { isAbsent, known } from '#core/value';
import { names, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { path } from './facts.ts';
import { listed } from './iam-role.ts';
import { inlineStatements } from './iam-statements.ts';
import { narrowed } from './narrow-policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-group.html
export default resourceType('AWS::IAM::Group', {
  cloud: 'aws',
  service: 'AWS IAM',
  model: 'saas',
  terraform: ['aws_iam_group'],
  folds: { aws_iam_group_policy: 'group', aws_iam_group_policy_attachments_exclusive: 'group_name' },
  name: 'GroupName',
  properties: {
    GroupName: text(['name']),
    Path: path(),
    ManagedPolicyArns: names('AWS::IAM::ManagedPolicy', ['aws_iam_group_policy_attachments_exclusive#policy_arns']),
    Policies: inlineStatements('aws_iam_group_policy'),
  },
  facets: {
    identityPolicy: (group, around) =>
      group.Policies.length === 0
        ? undefined
        : { statements: group.Policies, attachedTo: known('group', absent), inline: true, holders: () => around.holders() },
    power: (_self, around) => around.power(),
    managedPolicies: (group) => (isAbsent(group.ManagedPolicyArns) ? undefined : { arns: listed(group.ManagedPolicyArns), holder: 'group' }),
  },
  remedies: { 'narrow-policy': (_self, because, around) => narrowed(because, around) },
});
