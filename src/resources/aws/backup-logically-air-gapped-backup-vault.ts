import { document, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { resourcePolicy, statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-backup-logicallyairgappedbackupvault.html
export default resourceType('AWS::Backup::LogicallyAirGappedBackupVault', {
  cloud: 'aws',
  service: 'AWS Backup',
  model: 'saas',
  terraform: ['aws_backup_logically_air_gapped_vault'],
  folds: { aws_backup_vault_policy: 'backup_vault_name' },
  name: 'BackupVaultName',
  properties: {
    BackupVaultName: text(['name']),
    AccessPolicy: document(['aws_backup_vault_policy#policy']),
  },
  facets: { resourcePolicy: (vault) => resourcePolicy('backup', statementsOf(vault.AccessPolicy)) },
});
