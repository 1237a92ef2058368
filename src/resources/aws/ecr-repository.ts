import { map } from '#core/value';
import { always, document, flag, names, provider, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { resourcePolicy, statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-repository.html
export default resourceType('AWS::ECR::Repository', {
  cloud: 'aws',
  service: 'Amazon ECR',
  model: 'saas',
  terraform: ['aws_ecr_repository'],
  folds: { aws_ecr_repository_policy: 'repository', aws_ecr_lifecycle_policy: 'repository' },
  name: 'RepositoryName',
  properties: {
    RepositoryName: text(['name']),
    'ImageScanningConfiguration.ScanOnPush': flag(['image_scanning_configuration.scan_on_push'], always(false, '2019-10-28')),
    ImageTagMutability: text(['image_tag_mutability'], provider('MUTABLE'), always('MUTABLE', '2019-07-25')),
    'EncryptionConfiguration.EncryptionType': text(['encryption_configuration.encryption_type'], always('AES256', '2020-07-29')),
    'EncryptionConfiguration.KmsKey': names('AWS::KMS::Key', ['encryption_configuration.kms_key']),
    RepositoryPolicyText: document(['aws_ecr_repository_policy#policy']),
  },
  facets: {
    // A scan may also be set for the whole registry.
    image: (repository, around) => ({
      scanned:
        around.inScope('AWS::ECR::RegistryScanningConfiguration').length > 0
          ? map(repository['ImageScanningConfiguration.ScanOnPush'], () => true)
          : repository['ImageScanningConfiguration.ScanOnPush'],
      immutable: map(repository.ImageTagMutability, (mode) => mode !== 'MUTABLE'),
    }),
    dataAtRest: (repository) => ({
      holds: 'registry',
      encryption: map(repository['EncryptionConfiguration.EncryptionType'], (type) => (type === 'AES256' ? 'provider-key' : 'customer-key')),
    }),
    resourcePolicy: (repository) => resourcePolicy('registry', statementsOf(repository.RepositoryPolicyText)),
  },
  remedies: {
    'scan-images': () => [{ set: 'ImageScanningConfiguration.ScanOnPush', to: true }],
    'freeze-tags': () => [{ set: 'ImageTagMutability', to: 'IMMUTABLE' }],
  },
});
