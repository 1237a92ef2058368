import { absent } from '#core/origin';
import { isAbsent, known, map } from '#core/value';
import { text } from '../property.ts';
import { resourceType } from '../resource-type.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-athena-workgroup.html
export default resourceType('AWS::Athena::WorkGroup', {
  cloud: 'aws',
  service: 'Amazon Athena',
  model: 'saas',
  terraform: ['aws_athena_workgroup'],
  name: 'Name',
  properties: {
    Name: text(['name']),
    OutputLocation: text(['configuration.result_configuration.output_location']),
    EncryptionOption: text(['configuration.result_configuration.encryption_configuration.encryption_option']),
  },
  // Results land in a bucket, which is always encrypted: without a choice of its own the workgroup follows the bucket.
  facets: {
    dataAtRest: (group) =>
      isAbsent(group.OutputLocation)
        ? undefined
        : {
            holds: 'query-result',
            encryption: isAbsent(group.EncryptionOption)
              ? known('provider-key', absent, true)
              : map(group.EncryptionOption, (option) => (option === 'SSE_S3' ? 'provider-key' : 'customer-key')),
          },
  },
});
