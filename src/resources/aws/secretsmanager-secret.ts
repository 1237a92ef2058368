import { absent } from '#core/origin';
import { known } from '#core/value';
import { always, document, gathered, names, number, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { keyed } from './facts.ts';
import { admitted, statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html
export default resourceType('AWS::SecretsManager::Secret', {
  cloud: 'aws',
  service: 'AWS Secrets Manager',
  model: 'saas',
  terraform: ['aws_secretsmanager_secret'],
  folds: { aws_secretsmanager_secret_rotation: 'secret_id', aws_secretsmanager_secret_policy: 'secret_arn' },
  name: 'Name',
  properties: {
    Name: text(['name']),
    KmsKeyId: names('AWS::KMS::Key', ['kms_key_id']),
    RecoveryWindowInDays: number(['recovery_window_in_days'], always(30, '2018-04-04')),
    Policy: document(['policy', 'aws_secretsmanager_secret_policy#policy']),
    // Own name: the rotation schedules.
    Rotation: gathered<boolean>(
      ({ type, attributes }) => (type === 'aws_secretsmanager_secret_rotation' || attributes['rotation_rules'] !== undefined ? [true] : []),
      () => true,
    ),
  },
  facets: {
    dataAtRest: (secret) => ({ holds: 'secret', encryption: keyed(secret.KmsKeyId) }),
    secret: (secret) => ({ rotates: known(secret.Rotation.length > 0, absent), recoveryDays: secret.RecoveryWindowInDays }),
    resourcePolicy: (secret) => ({ what: 'secret', admits: admitted(statementsOf(secret.Policy)), statements: statementsOf(secret.Policy) }),
  },
  remedies: { 'lengthen-recovery': () => [{ set: 'RecoveryWindowInDays', to: 30 }] },
});
