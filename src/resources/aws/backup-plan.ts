import { absent } from '#core/origin';
import { isAbsent, isFields, isList, known, unknown, type Fact, type Value } from '#core/value';
import { raw, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-backup-backupplan.html
export default resourceType('AWS::Backup::BackupPlan', {
  cloud: 'aws',
  service: 'AWS Backup',
  model: 'saas',
  terraform: ['aws_backup_plan'],
  name: 'BackupPlanName',
  properties: { BackupPlanName: text(['name']), Rules: raw(['rule']) },
  facets: { backupCopies: (plan) => ({ elsewhere: copied(plan.Rules) }) },
});

const copied = (rules: Value): Fact<boolean> => {
  if (isAbsent(rules)) return known(false, absent);
  if (rules.is !== 'known' || !isList(rules.value)) return unknown('after-apply', 'Rules', rules.origin);
  return known(
    rules.value.some((rule) => rule.is === 'known' && isFields(rule.value) && rule.value['copy_action'] !== undefined),
    rules.origin,
  );
};
