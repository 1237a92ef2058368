import { names, raw, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-backup-backupselection.html
export default resourceType('AWS::Backup::BackupSelection', {
  cloud: 'aws',
  service: 'AWS Backup',
  model: 'saas',
  terraform: ['aws_backup_selection'],
  properties: {
    SelectionName: text(['name']),
    BackupPlanId: names('AWS::Backup::BackupPlan', ['plan_id']),
    Tables: names('AWS::DynamoDB::Table', ['resources']),
    FileSystems: names('AWS::EFS::FileSystem', ['resources']),
    ListOfTags: raw(['selection_tag']),
  },
  facets: {},
});
