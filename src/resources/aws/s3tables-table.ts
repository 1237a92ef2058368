import { document, names, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { resourcePolicy, statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3tables-table.html
export default resourceType('AWS::S3Tables::Table', {
  cloud: 'aws',
  service: 'Amazon S3',
  model: 'saas',
  terraform: ['aws_s3tables_table'],
  folds: { aws_s3tables_table_policy: 'name', 'AWS::S3Tables::TablePolicy': 'TableARN' },
  name: 'TableName',
  properties: {
    TableName: text(['name']),
    TableBucketARN: names('AWS::S3Tables::TableBucket', ['table_bucket_arn']),
    ResourcePolicy: document(['aws_s3tables_table_policy#resource_policy', 'AWS::S3Tables::TablePolicy#ResourcePolicy']),
  },
  facets: { resourcePolicy: (table) => resourcePolicy('table', statementsOf(table.ResourcePolicy)) },
});
