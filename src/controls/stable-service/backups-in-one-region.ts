import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'backups-in-one-region',
  severity: 'info',
  viewpoints: ['stable-service'],
  leakPath: undefined,
  approach: 'defence-in-depth',
  layer: 'facility',
  intents: {
    'AWS::Backup::BackupPlan': ['aws-backup-ours-copy-action'],
  },
  title: { en: 'Backups stay in one region', ja: 'バックアップが 1 つのリージョンにしかない' },
  why: {
    en: 'A disaster, or an attacker with the rights to delete, takes the data and its backups together.',
    ja: '災害や、削除権限を奪った攻撃者によって、データとバックアップが同時に失われます。',
  },
  fix: {
    aws: { en: 'Add a copy_action to a vault in another region or account.', ja: '別のリージョンかアカウントのボールトへ、copy_action でコピーします。' },
  },
  remedy: undefined,
  facet: 'backupCopies',
  check: (copies) => judgeFlag(copies.elsewhere, false),
  message: {
    en: () => 'No rule copies backups elsewhere.',
    ja: () => 'バックアップを別の場所へコピーするルールがありません。',
  },
  examples: {
    pass: `
      resource "aws_backup_plan" "a" {
        name = "a"
        rule {
          rule_name         = "daily"
          target_vault_name = "a"
          copy_action { destination_vault_arn = "arn:aws:backup:us-west-2:111122223333:backup-vault:a" }
        }
      }`,
    fail: `
      resource "aws_backup_plan" "a" {
        name = "a"
        rule {
          rule_name         = "daily"
          target_vault_name = "a"
        }
      }`,
  },
});
