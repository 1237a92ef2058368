import { any } from '#core/value';
import { always, document, flag, names, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { notEmpty } from './facts.ts';
import { resourcePolicy, statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-accesspoint.html
export default resourceType('AWS::S3::AccessPoint', {
  cloud: 'aws',
  service: 'Amazon S3',
  model: 'saas',
  terraform: ['aws_s3_access_point'],
  folds: { aws_s3control_access_point_policy: 'access_point_arn' },
  name: 'Name',
  properties: {
    Name: text(['name']),
    Bucket: names('AWS::S3::Bucket', ['bucket']),
    'VpcConfiguration.VpcId': names('AWS::EC2::VPC', ['vpc_configuration.vpc_id']),
    'PublicAccessBlockConfiguration.BlockPublicPolicy': flag(['public_access_block_configuration.block_public_policy'], always(true, '2019-12-03')),
    'PublicAccessBlockConfiguration.RestrictPublicBuckets': flag(['public_access_block_configuration.restrict_public_buckets'], always(true, '2019-12-03')),
    Policy: document(['policy', 'aws_s3control_access_point_policy#policy']),
  },
  facets: {
    resourcePolicy: (point) => {
      const closed = any([
        notEmpty(point['VpcConfiguration.VpcId']),
        point['PublicAccessBlockConfiguration.BlockPublicPolicy'],
        point['PublicAccessBlockConfiguration.RestrictPublicBuckets'],
      ]);
      return resourcePolicy('object-store', statementsOf(point.Policy), closed);
    },
  },
});
