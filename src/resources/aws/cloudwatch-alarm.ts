import { always, flag, raw, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { notEmpty } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html
export default resourceType('AWS::CloudWatch::Alarm', {
  cloud: 'aws',
  service: 'Amazon CloudWatch',
  model: 'saas',
  terraform: ['aws_cloudwatch_metric_alarm'],
  name: 'AlarmName',
  properties: {
    AlarmName: text(['alarm_name']),
    ActionsEnabled: flag(['actions_enabled'], always(true, '2010-12-02')),
    AlarmActions: raw(['alarm_actions']),
    OKActions: raw(['ok_actions']),
  },
  facets: { alarm: (alarm) => ({ actionsOn: alarm.ActionsEnabled, hasActions: notEmpty(alarm.AlarmActions) }) },
  remedies: { 'alarm-on': () => [{ set: 'ActionsEnabled', to: true }] },
});
