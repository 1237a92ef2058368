import { always, flag, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-multiregionaccesspoint.html
export default resourceType('AWS::S3::MultiRegionAccessPoint', {
  cloud: 'aws',
  service: 'Amazon S3',
  model: 'saas',
  terraform: ['aws_s3control_multi_region_access_point'],
  name: 'Name',
  properties: {
    Name: text(['details.name']),
    'PublicAccessBlockConfiguration.BlockPublicPolicy': flag(['details.public_access_block.block_public_policy'], always(true, '2021-09-02')),
    'PublicAccessBlockConfiguration.RestrictPublicBuckets': flag(['details.public_access_block.restrict_public_buckets'], always(true, '2021-09-02')),
  },
  facets: {},
});
