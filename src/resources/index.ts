// Generated from the folders by tools/index-folders.ts; do not edit.
import type { ResourceType } from './resource-type.ts';
import awsEc2SecurityGroup from './aws/ec2-security-group.ts';
import awsRdsDbInstance from './aws/rds-db-instance.ts';
import awsS3AccountPublicAccessBlock from './aws/s3-account-public-access-block.ts';
import awsS3Bucket from './aws/s3-bucket.ts';

export const resourceTypes: readonly ResourceType[] = [
  awsEc2SecurityGroup,
  awsRdsDbInstance,
  awsS3AccountPublicAccessBlock,
  awsS3Bucket,
];
