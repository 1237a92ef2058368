import { document, names } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { tags } from './facts.ts';
import { resourcePolicy, statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-replicakey.html
export default resourceType('AWS::KMS::ReplicaKey', {
  cloud: 'aws',
  service: 'AWS KMS',
  model: 'saas',
  terraform: ['aws_kms_replica_key', 'aws_kms_replica_external_key'],
  folds: { aws_kms_key_policy: 'key_id' },
  properties: {
    PrimaryKeyArn: names('AWS::KMS::Key', ['primary_key_arn']),
    Tags: tags(),
    KeyPolicy: document(['policy', 'aws_kms_key_policy#policy']),
  },
  facets: { resourcePolicy: (key) => resourcePolicy('key', statementsOf(key.KeyPolicy)) },
});
