import { document, names, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { keyed } from './facts.ts';
import { resourcePolicy, statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-backup-backupvault.html
export default resourceType('AWS::Backup::BackupVault', {
  cloud: 'aws',
  service: 'AWS Backup',
  model: 'saas',
  terraform: ['aws_backup_vault'],
  folds: { aws_backup_vault_policy: 'backup_vault_name' },
  name: 'BackupVaultName',
  properties: {
    BackupVaultName: text(['name']),
    EncryptionKeyArn: names('AWS::KMS::Key', ['kms_key_arn']),
    AccessPolicy: document(['aws_backup_vault_policy#policy']),
  },
  facets: {
    dataAtRest: (vault) => ({ holds: 'backup', encryption: keyed(vault.EncryptionKeyArn) }),
    resourcePolicy: (vault) => resourcePolicy('backup', statementsOf(vault.AccessPolicy)),
  },
});
