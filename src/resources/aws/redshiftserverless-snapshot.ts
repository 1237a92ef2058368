import { document, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { resourcePolicy, statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-redshiftserverless-snapshot.html
export default resourceType('AWS::RedshiftServerless::Snapshot', {
  cloud: 'aws',
  service: 'Amazon Redshift',
  model: 'saas',
  terraform: ['aws_redshiftserverless_snapshot'],
  folds: { aws_redshiftserverless_resource_policy: 'resource_arn' },
  name: 'SnapshotName',
  properties: {
    SnapshotName: text(['snapshot_name']),
    ResourcePolicy: document(['aws_redshiftserverless_resource_policy#policy']),
  },
  facets: { resourcePolicy: (snapshot) => resourcePolicy('warehouse', statementsOf(snapshot.ResourcePolicy)) },
});
