import { document, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { resourcePolicy, statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3tables-tablebucket.html
export default resourceType('AWS::S3Tables::TableBucket', {
  cloud: 'aws',
  service: 'Amazon S3',
  model: 'saas',
  terraform: ['aws_s3tables_table_bucket'],
  folds: { aws_s3tables_table_bucket_policy: 'table_bucket_arn', 'AWS::S3Tables::TableBucketPolicy': 'TableBucketARN' },
  name: 'TableBucketName',
  properties: {
    TableBucketName: text(['name']),
    ResourcePolicy: document(['aws_s3tables_table_bucket_policy#resource_policy', 'AWS::S3Tables::TableBucketPolicy#ResourcePolicy']),
  },
  facets: { resourcePolicy: (bucket) => resourcePolicy('table', statementsOf(bucket.ResourcePolicy)) },
});
