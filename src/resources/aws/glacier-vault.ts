import { document, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { resourcePolicy, statementsOf } from './policy.ts';

// No CloudFormation type exists: the name is ours. https://docs.aws.amazon.com/amazonglacier/latest/dev/access-control-resource-based.html
export default resourceType('AWS::Glacier::Vault', {
  cloud: 'aws',
  service: 'Amazon S3 Glacier',
  model: 'saas',
  terraform: ['aws_glacier_vault'],
  name: 'VaultName',
  properties: {
    VaultName: text(['name']),
    AccessPolicy: document(['access_policy']),
  },
  facets: { resourcePolicy: (vault) => resourcePolicy('object-store', statementsOf(vault.AccessPolicy)) },
});
