import { text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { policies, resourcePolicy } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ses-emailidentity.html
export default resourceType('AWS::SES::EmailIdentity', {
  cloud: 'aws',
  service: 'Amazon SES',
  model: 'saas',
  terraform: ['aws_sesv2_email_identity', 'aws_ses_domain_identity', 'aws_ses_email_identity'],
  folds: { aws_ses_identity_policy: 'identity', aws_sesv2_email_identity_policy: 'email_identity' },
  name: 'EmailIdentity',
  properties: {
    EmailIdentity: text(['email_identity', 'domain', 'email']),
    // Own name: an identity may have several policies.
    Policies: policies({ aws_ses_identity_policy: 'policy', aws_sesv2_email_identity_policy: 'policy' }),
  },
  facets: { resourcePolicy: (identity) => resourcePolicy('mail-identity', identity.Policies) },
});
