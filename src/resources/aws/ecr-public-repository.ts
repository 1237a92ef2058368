import { document, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { resourcePolicy, statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-publicrepository.html
export default resourceType('AWS::ECR::PublicRepository', {
  cloud: 'aws',
  service: 'Amazon ECR',
  model: 'saas',
  terraform: ['aws_ecrpublic_repository'],
  folds: { aws_ecrpublic_repository_policy: 'repository_name' },
  name: 'RepositoryName',
  properties: {
    RepositoryName: text(['repository_name']),
    RepositoryPolicyText: document(['aws_ecrpublic_repository_policy#policy']),
  },
  facets: { resourcePolicy: (repository) => resourcePolicy('registry', statementsOf(repository.RepositoryPolicyText)) },
});
