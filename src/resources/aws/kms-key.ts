import { map } from '#core/value';
import { always, document, flag, number, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { admitted, statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html
export default resourceType('AWS::KMS::Key', {
  cloud: 'aws',
  service: 'AWS KMS',
  model: 'saas',
  terraform: ['aws_kms_key'],
  folds: { aws_kms_key_policy: 'key_id' },
  properties: {
    EnableKeyRotation: flag(['enable_key_rotation'], always(false, '2014-11-12')),
    KeySpec: text(['customer_master_key_spec', 'key_spec'], always('SYMMETRIC_DEFAULT', '2021-10-01')),
    KeyUsage: text(['key_usage'], always('ENCRYPT_DECRYPT', '2014-11-12')),
    PendingWindowInDays: number(['deletion_window_in_days'], always(30, '2014-11-12')),
    Enabled: flag(['is_enabled'], always(true, '2014-11-12')),
    MultiRegion: flag(['multi_region'], always(false, '2021-06-16')),
    KeyPolicy: document(['policy', 'aws_kms_key_policy#policy']),
  },
  facets: {
    key: (key) => ({
      rotates: key.EnableKeyRotation,
      symmetric: map(key.KeySpec, (spec) => spec === 'SYMMETRIC_DEFAULT'),
      deletionWindow: key.PendingWindowInDays,
      enabled: key.Enabled,
      multiRegion: key.MultiRegion,
    }),
    resourcePolicy: (key) => ({ what: 'key', admits: admitted(statementsOf(key.KeyPolicy)), statements: statementsOf(key.KeyPolicy) }),
  },
  remedies: { 'rotate-key': () => [{ set: 'EnableKeyRotation', to: true }], 'lengthen-deletion-window': () => [{ set: 'PendingWindowInDays', to: 30 }] },
});
