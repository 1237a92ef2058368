import { absent } from '#core/origin';
import { isAbsent, known, unknown } from '#core/value';
import { document, names, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { admitted, statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topic.html
export default resourceType('AWS::SNS::Topic', {
  cloud: 'aws',
  service: 'Amazon SNS',
  model: 'saas',
  terraform: ['aws_sns_topic'],
  folds: { aws_sns_topic_policy: 'arn' },
  name: 'TopicName',
  properties: {
    TopicName: text(['name']),
    KmsMasterKeyId: names('AWS::KMS::Key', ['kms_master_key_id']),
    Policy: document(['policy', 'aws_sns_topic_policy#policy']),
  },
  facets: {
    dataAtRest: (topic) => ({
      holds: 'topic',
      encryption: isAbsent(topic.KmsMasterKeyId)
        ? known('none', absent)
        : topic.KmsMasterKeyId.is === 'unknown'
          ? unknown(topic.KmsMasterKeyId.why.code, topic.KmsMasterKeyId.why.about, topic.KmsMasterKeyId.origin)
          : known('customer-key', topic.KmsMasterKeyId.origin),
    }),
    resourcePolicy: (topic) => ({ what: 'topic', admits: admitted(statementsOf(topic.Policy)), statements: statementsOf(topic.Policy) }),
  },
  remedies: { 'encrypt-at-rest': () => [{ set: 'KmsMasterKeyId', to: 'alias/aws/sns' }] },
});
