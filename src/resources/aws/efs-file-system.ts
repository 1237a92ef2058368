import { absent } from '#core/origin';
import { known } from '#core/value';
import { always, document, flag, gathered, names, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { encryption } from './facts.ts';
import { resourcePolicy, statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-efs-filesystem.html
export default resourceType('AWS::EFS::FileSystem', {
  cloud: 'aws',
  service: 'Amazon EFS',
  model: 'saas',
  terraform: ['aws_efs_file_system'],
  folds: { aws_efs_backup_policy: 'file_system_id', aws_efs_file_system_policy: 'file_system_id' },
  properties: {
    Encrypted: flag(['encrypted'], always(false, '2017-08-14')),
    KmsKeyId: names('AWS::KMS::Key', ['kms_key_id']),
    BackupPolicy: gathered<boolean>(
      ({ type }) => (type === 'aws_efs_backup_policy' ? [true] : []),
      () => true,
    ),
    CreationToken: text(['creation_token']),
    FileSystemPolicy: document(['aws_efs_file_system_policy#policy']),
  },
  facets: {
    dataAtRest: (fs) => ({ holds: 'file-system', encryption: encryption(fs.Encrypted, fs.KmsKeyId) }),
    backup: (fs) => ({ days: undefined, pointInTime: known(fs.BackupPolicy.length > 0, absent, true) }),
    resourcePolicy: (fs) => resourcePolicy('file-system', statementsOf(fs.FileSystemPolicy)),
  },
  recreatedBy: ['encrypt-at-rest'],
  remedies: { 'encrypt-at-rest': () => [{ set: 'Encrypted', to: true }] },
});
