import { document, names, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { tags } from './facts.ts';
import { resourcePolicy, statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-codeartifact-repository.html
export default resourceType('AWS::CodeArtifact::Repository', {
  cloud: 'aws',
  service: 'AWS CodeArtifact',
  model: 'saas',
  terraform: ['aws_codeartifact_repository'],
  folds: { aws_codeartifact_repository_permissions_policy: 'repository' },
  name: 'RepositoryName',
  properties: {
    RepositoryName: text(['repository']),
    DomainName: names('AWS::CodeArtifact::Domain', ['domain']),
    Tags: tags(),
    PermissionsPolicyDocument: document(['aws_codeartifact_repository_permissions_policy#policy_document']),
  },
  facets: { resourcePolicy: (repository) => resourcePolicy('registry', statementsOf(repository.PermissionsPolicyDocument)) },
});
