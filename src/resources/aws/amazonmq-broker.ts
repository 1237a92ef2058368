import { any, map } from '#core/value';
import { always, flag, names, provider, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { ingressOf, keyed } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-amazonmq-broker.html
export default resourceType('AWS::AmazonMQ::Broker', {
  cloud: 'aws',
  service: 'Amazon MQ',
  model: 'paas',
  terraform: ['aws_mq_broker'],
  name: 'BrokerName',
  properties: {
    BrokerName: text(['broker_name']),
    PubliclyAccessible: flag(['publicly_accessible'], provider(false)),
    AutoMinorVersionUpgrade: flag(['auto_minor_version_upgrade'], provider(false)),
    DeploymentMode: text(['deployment_mode'], provider('SINGLE_INSTANCE')),
    'EncryptionOptions.KmsKeyId': names('AWS::KMS::Key', ['encryption_options.kms_key_id']),
    'Logs.General': flag(['logs.general'], always(false, '2018-06-01')),
    'Logs.Audit': flag(['logs.audit'], always(false, '2018-06-01')),
    SecurityGroups: names('AWS::EC2::SecurityGroup', ['security_groups']),
  },
  facets: {
    publicAddress: (broker, around) => ({
      what: 'broker',
      public: broker.PubliclyAccessible,
      limited: undefined,
      ingress: ingressOf(around, 'SecurityGroups'),
    }),
    upgrades: (broker) => ({ automatic: broker.AutoMinorVersionUpgrade }),
    zones: (broker) => ({ what: 'broker', several: map(broker.DeploymentMode, (mode) => mode !== 'SINGLE_INSTANCE') }),
    dataAtRest: (broker) => ({ holds: 'queue', encryption: keyed(broker['EncryptionOptions.KmsKeyId']) }),
    serviceLog: (broker) => ({ kind: 'audit', on: any([broker['Logs.General'], broker['Logs.Audit']]), missing: undefined }),
  },
  recreatedBy: ['make-private'],
  remedies: {
    'make-private': () => [{ set: 'PubliclyAccessible', to: false }],
    'upgrade-automatically': () => [{ set: 'AutoMinorVersionUpgrade', to: true }],
    'log-on': () => [{ set: 'Logs.General', to: true }],
  },
});
