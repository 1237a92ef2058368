import { absent } from '#core/origin';
import { any, known } from '#core/value';
import { always, flag, gathered, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-config-configurationrecorder.html
export default resourceType('AWS::Config::ConfigurationRecorder', {
  cloud: 'aws',
  service: 'AWS Config',
  model: 'saas',
  terraform: ['aws_config_configuration_recorder'],
  folds: { aws_config_configuration_recorder_status: 'name' },
  name: 'Name',
  properties: {
    Name: text(['name'], always('default', '2014-11-12')),
    'RecordingGroup.AllSupported': flag(['recording_group.all_supported'], always(true, '2014-11-12')),
    IsEnabled: flag(['aws_config_configuration_recorder_status#is_enabled'], always(false, '2014-11-12')),
    Statuses: gathered<boolean>(
      ({ type }) => (type === 'aws_config_configuration_recorder_status' ? [true] : []),
      () => true,
    ),
  },
  facets: { posture: (recorder) => ({ on: any([recorder.IsEnabled, known(false, absent)]), allResources: recorder['RecordingGroup.AllSupported'] }) },
  remedies: { 'recorder-on': () => [{ set: 'IsEnabled', to: true }] },
});
