import { absent } from '#core/origin';
import { known, map } from '#core/value';
import { always, flag, names, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { keyed, noCapacity } from './facts.ts';
import { policies, resourcePolicy } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html
export default resourceType('AWS::DynamoDB::Table', {
  cloud: 'aws',
  service: 'Amazon DynamoDB',
  model: 'saas',
  terraform: ['aws_dynamodb_table'],
  folds: { aws_dynamodb_resource_policy: 'resource_arn' },
  name: 'TableName',
  properties: {
    TableName: text(['name']),
    BillingMode: text(['billing_mode'], always('PROVISIONED', '2018-11-28')),
    'SSESpecification.KMSMasterKeyId': names('AWS::KMS::Key', ['server_side_encryption.kms_key_arn']),
    'SSESpecification.SSEEnabled': flag(['server_side_encryption.enabled'], always(false, '2018-02-08')),
    'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled': flag(['point_in_time_recovery.enabled'], always(false, '2018-03-26')),
    // Own name: CloudFormation nests one for the table and one for its stream.
    ResourcePolicies: policies({ aws_dynamodb_resource_policy: 'policy' }),
    DeletionProtectionEnabled: flag(['deletion_protection_enabled'], always(false, '2023-03-08')),
  },
  facets: {
    // Tables are always encrypted, with a key of the service unless asked.
    dataAtRest: (table) => ({
      holds: 'table',
      encryption:
        table['SSESpecification.SSEEnabled'].is === 'known' && !table['SSESpecification.SSEEnabled'].value
          ? known('provider-key', absent)
          : keyed(table['SSESpecification.KMSMasterKeyId']),
    }),
    backup: (table, around) =>
      around.relatedBy('Tables').length > 0
        ? undefined
        : { days: undefined, pointInTime: table['PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled'] },
    resourcePolicy: (table) => resourcePolicy('table', table.ResourcePolicies),
    deletion: (table) => ({ protected: table.DeletionProtectionEnabled, finalSnapshot: undefined }),
    capacity: (table, around) => ({
      ...noCapacity,
      scales:
        around.inScope('AWS::ApplicationAutoScaling::ScalableTarget').length > 0 ? undefined : map(table.BillingMode, (mode) => mode === 'PAY_PER_REQUEST'),
    }),
  },
  remedies: {
    'point-in-time': () => [{ set: 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled', to: true }],
    'protect-deletion': () => [{ set: 'DeletionProtectionEnabled', to: true }],
    scale: () => [{ set: 'BillingMode', to: 'PAY_PER_REQUEST' }],
  },
});
