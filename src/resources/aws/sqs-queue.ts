import { isAbsent, known, map } from '#core/value';
import { document, flag, names, raw, service, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { admitted, statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html
export default resourceType('AWS::SQS::Queue', {
  cloud: 'aws',
  service: 'Amazon SQS',
  model: 'saas',
  terraform: ['aws_sqs_queue'],
  folds: { aws_sqs_queue_policy: 'queue_url' },
  name: 'QueueName',
  properties: {
    QueueName: text(['name']),
    KmsMasterKeyId: names('AWS::KMS::Key', ['kms_master_key_id']),
    SqsManagedSseEnabled: flag(['sqs_managed_sse_enabled'], service(true, '2022-10-04')),
    RedrivePolicy: raw(['redrive_policy']),
    Policy: document(['policy', 'aws_sqs_queue_policy#policy']),
  },
  facets: {
    dataAtRest: (queue) => ({
      holds: 'queue',
      encryption: isAbsent(queue.KmsMasterKeyId)
        ? map(queue.SqsManagedSseEnabled, (on) => (on ? 'provider-key' : 'none'))
        : known('customer-key', queue.KmsMasterKeyId.origin),
    }),
    resourcePolicy: (queue) => ({ what: 'queue', admits: admitted(statementsOf(queue.Policy)), statements: statementsOf(queue.Policy) }),
  },
  remedies: { 'encrypt-at-rest': () => [{ set: 'SqsManagedSseEnabled', to: true }] },
});
