import { document, names, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { tags } from './facts.ts';
import { resourcePolicy, statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-codeartifact-domain.html
export default resourceType('AWS::CodeArtifact::Domain', {
  cloud: 'aws',
  service: 'AWS CodeArtifact',
  model: 'saas',
  terraform: ['aws_codeartifact_domain'],
  folds: { aws_codeartifact_domain_permissions_policy: 'domain' },
  name: 'DomainName',
  properties: {
    DomainName: text(['domain']),
    EncryptionKey: names('AWS::KMS::Key', ['encryption_key']),
    Tags: tags(),
    PermissionsPolicyDocument: document(['aws_codeartifact_domain_permissions_policy#policy_document']),
  },
  facets: { resourcePolicy: (domain) => resourcePolicy('registry', statementsOf(domain.PermissionsPolicyDocument)) },
});
