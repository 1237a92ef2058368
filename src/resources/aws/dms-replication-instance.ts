import { always, flag, names, provider, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { ingressOf, keyed } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dms-replicationinstance.html
export default resourceType('AWS::DMS::ReplicationInstance', {
  cloud: 'aws',
  service: 'AWS DMS',
  model: 'paas',
  terraform: ['aws_dms_replication_instance'],
  properties: {
    ReplicationInstanceIdentifier: text(['replication_instance_id']),
    // The provider sends nothing: the service makes it public.
    PubliclyAccessible: flag(['publicly_accessible'], always(true, '2016-03-15')),
    AutoMinorVersionUpgrade: flag(['auto_minor_version_upgrade'], provider(false), always(true, '2016-03-15')),
    MultiAZ: flag(['multi_az'], always(false, '2016-03-15')),
    KmsKeyId: names('AWS::KMS::Key', ['kms_key_arn']),
    VpcSecurityGroupIds: names('AWS::EC2::SecurityGroup', ['vpc_security_group_ids']),
  },
  facets: {
    publicAddress: (instance, around) => ({
      what: 'replication',
      public: instance.PubliclyAccessible,
      limited: undefined,
      ingress: ingressOf(around, 'VpcSecurityGroupIds'),
    }),
    upgrades: (instance) => ({ automatic: instance.AutoMinorVersionUpgrade }),
    zones: (instance) => ({ what: 'replication', several: instance.MultiAZ }),
    dataAtRest: (instance) => ({ holds: 'disk', encryption: keyed(instance.KmsKeyId) }),
  },
  recreatedBy: ['make-private'],
  remedies: {
    'make-private': () => [{ set: 'PubliclyAccessible', to: false }],
    'upgrade-automatically': () => [{ set: 'AutoMinorVersionUpgrade', to: true }],
    'span-zones': () => [{ set: 'MultiAZ', to: true }],
  },
});
