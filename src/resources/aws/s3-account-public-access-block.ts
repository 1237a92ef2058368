import { flag, provider } from '../property.ts';
import { resourceType } from '../resource-type.ts';

// No CloudFormation type exists: the name is ours, in CloudFormation's manner. https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_PutPublicAccessBlock.html
export default resourceType('AWS::S3::AccountPublicAccessBlock', {
  cloud: 'aws',
  service: 'Amazon S3',
  model: 'saas',
  terraform: ['aws_s3_account_public_access_block'],
  properties: {
    BlockPublicAcls: flag(['block_public_acls'], provider(false)),
    BlockPublicPolicy: flag(['block_public_policy'], provider(false)),
    IgnorePublicAcls: flag(['ignore_public_acls'], provider(false)),
    RestrictPublicBuckets: flag(['restrict_public_buckets'], provider(false)),
  },
  facets: {},
});
