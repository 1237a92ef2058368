import { document, provider, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { tags } from './facts.ts';
import { resourcePolicy, statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-acmpca-certificateauthority.html
export default resourceType('AWS::ACMPCA::CertificateAuthority', {
  cloud: 'aws',
  service: 'AWS Private CA',
  model: 'saas',
  terraform: ['aws_acmpca_certificate_authority'],
  folds: { aws_acmpca_policy: 'resource_arn' },
  properties: {
    Type: text(['type'], provider('SUBORDINATE')),
    Tags: tags(),
    ResourcePolicy: document(['aws_acmpca_policy#policy']),
  },
  facets: { resourcePolicy: (authority) => resourcePolicy('certificate-authority', statementsOf(authority.ResourcePolicy)) },
});
