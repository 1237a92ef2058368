import { absent } from '#core/origin';
import { known } from '#core/value';
import { text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { inlineStatements } from './iam-statements.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-group.html
export default resourceType('AWS::IAM::Group', {
  cloud: 'aws',
  service: 'AWS IAM',
  model: 'saas',
  terraform: ['aws_iam_group'],
  folds: { aws_iam_group_policy: 'group' },
  name: 'GroupName',
  properties: { GroupName: text(['name']), Policies: inlineStatements('aws_iam_group_policy') },
  facets: {
    identityPolicy: (group) => (group.Policies.length === 0 ? undefined : { statements: group.Policies, attachedTo: known('group', absent), inline: true }),
  },
});
