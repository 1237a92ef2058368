import { absent } from '#core/origin';
import { known, map } from '#core/value';
import { always, flag, names, number, raw, text } from '../property.ts';
import { resourceType, type ResourceType } from '../resource-type.ts';
import { encryption, fixedPassword, missingFrom, notEmpty } from './facts.ts';

/** DocumentDB and Neptune clusters have the same shape. */
export const documentDatabase = (
  type: string,
  service: string,
  block: string,
  member: string,
  logs: readonly string[],
  own: { readonly identityLogin: boolean },
): ResourceType =>
  resourceType(type, {
    cloud: 'aws',
    service,
    model: 'paas',
    terraform: [block],
    name: 'DBClusterIdentifier',
    properties: {
      DBClusterIdentifier: text(['cluster_identifier']),
      StorageEncrypted: flag(['storage_encrypted'], always(false, '2019-01-09')),
      KmsKeyId: names('AWS::KMS::Key', ['kms_key_id', 'kms_key_arn']),
      BackupRetentionPeriod: number(['backup_retention_period'], always(1, '2019-01-09')),
      DeletionProtection: flag(['deletion_protection'], always(false, '2019-01-09')),
      SkipFinalSnapshot: flag(['skip_final_snapshot'], always(false, '2019-01-09')),
      EnableCloudwatchLogsExports: raw(['enabled_cloudwatch_logs_exports', 'enable_cloudwatch_logs_exports']),
      IamAuthEnabled: flag(['iam_database_authentication_enabled'], always(false, '2019-01-09')),
      MasterUserPassword: text(['master_password']),
    },
    facets: {
      dataAtRest: (cluster) => ({ holds: 'database', encryption: encryption(cluster.StorageEncrypted, cluster.KmsKeyId) }),
      backup: (cluster) => ({ days: cluster.BackupRetentionPeriod, pointInTime: undefined }),
      deletion: (cluster) => ({ protected: cluster.DeletionProtection, finalSnapshot: map(cluster.SkipFinalSnapshot, (skip) => !skip) }),
      serviceLog: (cluster) => ({
        kind: 'audit',
        on: notEmpty(cluster.EnableCloudwatchLogsExports),
        missing: missingFrom(cluster.EnableCloudwatchLogsExports, logs),
      }),
      ...(own.identityLogin
        ? {
            databaseLogin: (cluster: { readonly IamAuthEnabled: import('#core/value').Fact<boolean> }) => ({
              identityBased: cluster.IamAuthEnabled,
              passwordInCode: known(false, absent),
            }),
          }
        : {}),
      plainSecrets: (cluster) => ({ where: 'password', found: fixedPassword(cluster.MasterUserPassword) }),
      zones: (_cluster, around) => {
        const members = around.relatedBy('DBClusterIdentifier').filter((one) => one.type === member);
        return members.length === 0
          ? undefined
          : { what: 'database', several: known(members.length > 1 || members.some(({ maybe }) => maybe !== undefined), absent) };
      },
    },
    recreatedBy: ['encrypt-at-rest'],
    remedies: {
      'encrypt-at-rest': () => [{ set: 'StorageEncrypted', to: true }],
      'keep-backups': () => [{ set: 'BackupRetentionPeriod', to: 7 }],
      'protect-deletion': () => [{ set: 'DeletionProtection', to: true }],
      'final-snapshot': () => [{ set: 'SkipFinalSnapshot', to: false }],
      'identity-login': () => [{ set: 'IamAuthEnabled', to: true }],
    },
  });
