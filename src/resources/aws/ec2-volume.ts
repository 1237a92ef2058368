import { isAbsent } from '#core/value';
import { flag, names, raw } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { byDefault } from './ec2-instance.ts';
import { encryption } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-volume.html
export default resourceType('AWS::EC2::Volume', {
  cloud: 'aws',
  service: 'Amazon EC2',
  model: 'iaas',
  terraform: ['aws_ebs_volume'],
  properties: {
    // Absent, the account's default decides.
    Encrypted: flag(['encrypted']),
    KmsKeyId: names('AWS::KMS::Key', ['kms_key_id']),
    SnapshotId: raw(['snapshot_id']),
  },
  facets: {
    dataAtRest: (volume, around) => ({
      holds: 'disk',
      encryption: encryption((isAbsent(volume.Encrypted) ? byDefault(around) : undefined) ?? volume.Encrypted, volume.KmsKeyId),
    }),
  },
  recreatedBy: ['encrypt-at-rest'],
  remedies: { 'encrypt-at-rest': () => [{ set: 'Encrypted', to: true }] },
});
