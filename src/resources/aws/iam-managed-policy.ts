import { absent } from '#core/origin';
import { known } from '#core/value';
import type { Around, Facets } from '../facets.ts';
import { document, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html
export default resourceType('AWS::IAM::ManagedPolicy', {
  cloud: 'aws',
  service: 'AWS IAM',
  model: 'saas',
  terraform: ['aws_iam_policy'],
  name: 'ManagedPolicyName',
  properties: {
    ManagedPolicyName: text(['name']),
    PolicyDocument: document(['policy']),
  },
  facets: { identityPolicy: (policy, around) => ({ statements: statementsOf(policy.PolicyDocument), attachedTo: attachedTo(around), inline: false }) },
});

const attachedTo = (around: Around): Facets['identityPolicy']['attachedTo'] => {
  const attachments = around.relatedBy();
  return known(attachments.length > 0 ? 'someone' : 'nobody', absent, attachments.length === 0);
};
