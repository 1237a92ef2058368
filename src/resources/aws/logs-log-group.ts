import { map } from '#core/value';
import { names, number, text, always } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { keyed } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html
export default resourceType('AWS::Logs::LogGroup', {
  cloud: 'aws',
  service: 'Amazon CloudWatch',
  model: 'saas',
  terraform: ['aws_cloudwatch_log_group'],
  name: 'LogGroupName',
  properties: {
    LogGroupName: text(['name']),
    RetentionInDays: number(['retention_in_days'], always(0, '2014-07-10')),
    KmsKeyId: names('AWS::KMS::Key', ['kms_key_id']),
  },
  facets: {
    // 0 keeps logs for ever.
    logRetention: (group) => ({ days: map(group.RetentionInDays, (days) => (days === 0 ? Infinity : days)) }),
    dataAtRest: (group) => ({ holds: 'log', encryption: keyed(group.KmsKeyId) }),
  },
  remedies: { 'retain-logs': () => [{ set: 'RetentionInDays', to: 365 }] },
});
