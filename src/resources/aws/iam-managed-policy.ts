import { absent } from '#core/origin';
import { known } from '#core/value';
import type { Around, Facets } from '../facets.ts';
import { document, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { path, tags } from './facts.ts';
import { statementsOf } from './policy.ts';
import { narrowed } from './narrow-policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html
export default resourceType('AWS::IAM::ManagedPolicy', {
  cloud: 'aws',
  service: 'AWS IAM',
  model: 'saas',
  terraform: ['aws_iam_policy'],
  name: 'ManagedPolicyName',
  properties: {
    ManagedPolicyName: text(['name']),
    // Own name: Terraform makes up the rest.
    NamePrefix: text(['name_prefix']),
    Path: path(),
    Tags: tags(),
    PolicyDocument: document(['policy']),
  },
  facets: {
    identityPolicy: (policy, around) => ({
      statements: statementsOf(policy.PolicyDocument),
      attachedTo: attachedTo(around),
      inline: false,
      holders: () => around.holders(),
    }),
  },
  remedies: { 'narrow-policy': (_self, because, around) => narrowed(because, around) },
});

const attachedTo = (around: Around): Facets['identityPolicy']['attachedTo'] => {
  // A boundary gives nothing.
  const attachments = [...around.relatedBy('PolicyArn'), ...around.relatedBy('ManagedPolicyArns')];
  return known(attachments.length > 0 ? 'someone' : 'nobody', absent, attachments.length === 0);
};
