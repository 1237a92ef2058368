import { always, flag, names } from '../property.ts';
import { resourceType } from '../resource-type.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-neptune-dbinstance.html
export default resourceType('AWS::Neptune::DBInstance', {
  cloud: 'aws',
  service: 'Amazon Neptune',
  model: 'paas',
  terraform: ['aws_neptune_cluster_instance'],
  properties: {
    DBClusterIdentifier: names('AWS::Neptune::DBCluster', ['cluster_identifier']),
    PubliclyAccessible: flag(['publicly_accessible'], always(false, '2018-05-30')),
    AutoMinorVersionUpgrade: flag(['auto_minor_version_upgrade'], always(true, '2018-05-30')),
  },
  facets: {
    publicAddress: (instance) => ({ what: 'database', public: instance.PubliclyAccessible, limited: undefined, ingress: [] }),
    upgrades: (instance) => ({ automatic: instance.AutoMinorVersionUpgrade }),
  },
  recreatedBy: ['make-private'],
  remedies: { 'make-private': () => [{ set: 'PubliclyAccessible', to: false }], 'upgrade-automatically': () => [{ set: 'AutoMinorVersionUpgrade', to: true }] },
});
