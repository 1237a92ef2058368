import { flag, provider } from '../property.ts';
import { resourceType } from '../resource-type.ts';

// No CloudFormation type exists: the name is ours. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableEbsEncryptionByDefault.html
export default resourceType('AWS::EC2::EbsEncryptionByDefault', {
  cloud: 'aws',
  service: 'Amazon EC2',
  model: 'iaas',
  terraform: ['aws_ebs_encryption_by_default'],
  properties: { Enabled: flag(['enabled'], provider(true)) },
  facets: {},
});
