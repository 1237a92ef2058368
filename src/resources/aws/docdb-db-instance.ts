import { always, flag, names } from '../property.ts';
import { resourceType } from '../resource-type.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-docdb-dbinstance.html
export default resourceType('AWS::DocDB::DBInstance', {
  cloud: 'aws',
  service: 'Amazon DocumentDB',
  model: 'paas',
  terraform: ['aws_docdb_cluster_instance'],
  properties: {
    DBClusterIdentifier: names('AWS::DocDB::DBCluster', ['cluster_identifier']),
    AutoMinorVersionUpgrade: flag(['auto_minor_version_upgrade'], always(true, '2019-01-09')),
  },
  facets: { upgrades: (instance) => ({ automatic: instance.AutoMinorVersionUpgrade }) },
  remedies: { 'upgrade-automatically': () => [{ set: 'AutoMinorVersionUpgrade', to: true }] },
});
