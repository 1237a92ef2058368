import { document, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { resourcePolicy, statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-mediastore-container.html
export default resourceType('AWS::MediaStore::Container', {
  cloud: 'aws',
  service: 'AWS Elemental MediaStore',
  model: 'saas',
  terraform: ['aws_media_store_container'],
  folds: { aws_media_store_container_policy: 'container_name' },
  name: 'ContainerName',
  properties: {
    ContainerName: text(['name']),
    Policy: document(['aws_media_store_container_policy#policy']),
  },
  facets: { resourcePolicy: (container) => resourcePolicy('object-store', statementsOf(container.Policy)) },
});
