import { absent } from '#core/origin';
import { isAbsent, known } from '#core/value';
import { document, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3express-directorybucket.html
export default resourceType('AWS::S3Express::DirectoryBucket', {
  cloud: 'aws',
  service: 'Amazon S3',
  model: 'saas',
  terraform: ['aws_s3_directory_bucket'],
  folds: { aws_s3_bucket_policy: 'bucket', 'AWS::S3Express::BucketPolicy': 'Bucket' },
  name: 'BucketName',
  properties: {
    BucketName: text(['bucket']),
    Policy: document(['aws_s3_bucket_policy#policy', 'AWS::S3Express::BucketPolicy#PolicyDocument']),
  },
  facets: {
    // Public access is always blocked.
    resourcePolicy: (bucket) =>
      isAbsent(bucket.Policy) ? undefined : { what: 'object-store', admits: known('nobody', absent), statements: statementsOf(bucket.Policy) },
  },
});
