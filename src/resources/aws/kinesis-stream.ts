import { isAbsent, map } from '#core/value';
import { names, number, provider, text, always } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { policies, resourcePolicy } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kinesis-stream.html
export default resourceType('AWS::Kinesis::Stream', {
  cloud: 'aws',
  service: 'Amazon Kinesis',
  model: 'saas',
  terraform: ['aws_kinesis_stream'],
  folds: { aws_kinesis_resource_policy: 'resource_arn', 'AWS::Kinesis::ResourcePolicy': 'ResourceArn' },
  name: 'Name',
  properties: {
    Name: text(['name']),
    'StreamEncryption.EncryptionType': text(['encryption_type'], provider('NONE'), always('NONE', '2017-07-07')),
    'StreamEncryption.KeyId': names('AWS::KMS::Key', ['kms_key_id']),
    Policies: policies({ aws_kinesis_resource_policy: 'policy', 'AWS::Kinesis::ResourcePolicy': 'ResourcePolicy' }),
    RetentionPeriodHours: number(['retention_period'], always(24, '2013-12-16')),
  },
  facets: {
    dataAtRest: (stream) => ({
      holds: 'stream',
      encryption: map(stream['StreamEncryption.EncryptionType'], (type) =>
        type === 'NONE'
          ? 'none'
          : isAbsent(stream['StreamEncryption.KeyId']) || aliasOfService(stream['StreamEncryption.KeyId'])
            ? 'provider-key'
            : 'customer-key',
      ),
    }),
    resourcePolicy: (stream) => resourcePolicy('stream', stream.Policies),
  },
  remedies: {
    'encrypt-at-rest': () => [
      { set: 'StreamEncryption.EncryptionType', to: 'KMS' },
      { set: 'StreamEncryption.KeyId', to: 'alias/aws/kinesis' },
    ],
  },
});

const aliasOfService = (key: import('#core/value').Value): boolean => key.is === 'known' && String(key.value).startsWith('alias/aws/');
