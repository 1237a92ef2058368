import { absent } from '#core/origin';
import { known, type Fact } from '#core/value';
import { always, flag, gathered, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-guardduty-detector.html
export default resourceType('AWS::GuardDuty::Detector', {
  cloud: 'aws',
  service: 'Amazon GuardDuty',
  model: 'saas',
  terraform: ['aws_guardduty_detector'],
  folds: { aws_guardduty_detector_feature: 'detector_id' },
  properties: {
    Enable: flag(['enable'], always(true, '2017-11-28')),
    S3: flag(['datasources.s3_logs.enable'], always(true, '2020-07-31')),
    Kubernetes: flag(['datasources.kubernetes.audit_logs.enable'], always(true, '2022-01-26')),
    Malware: flag(['datasources.malware_protection.scan_ec2_instance_with_findings.ebs_volumes.enable'], always(true, '2022-07-26')),
    // Own name: features that are switched one by one.
    Features: gathered<{ readonly name: Fact<string>; readonly status: Fact<string> }>(
      ({ type, attributes }) =>
        type === 'aws_guardduty_detector_feature'
          ? [
              {
                name: attributes['name'] ? text().read(attributes['name']) : known('', absent),
                status: attributes['status'] ? text().read(attributes['status']) : known('ENABLED', absent),
              },
            ]
          : [],
      (why) => ({ name: why as Fact<string>, status: why as Fact<string> }),
    ),
  },
  facets: {
    threatDetection: (detector) => ({
      on: detector.Enable,
      plansOff: known(
        [
          ...(
            [
              ['S3 Protection', detector.S3],
              ['EKS Protection', detector.Kubernetes],
              ['Malware Protection', detector.Malware],
            ] as const
          ).flatMap(([name, on]) => (on.is === 'known' && !on.value ? [name] : [])),
          ...detector.Features.flatMap(({ name, status }) => (status.is === 'known' && status.value === 'DISABLED' && name.is === 'known' ? [name.value] : [])),
        ],
        absent,
      ),
    }),
  },
  remedies: { 'detection-on': () => [{ set: 'Enable', to: true }] },
});
