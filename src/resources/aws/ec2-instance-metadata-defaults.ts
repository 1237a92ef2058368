import { number, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';

// No CloudFormation type exists: the name is ours. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceMetadataDefaults.html
export default resourceType('AWS::EC2::InstanceMetadataDefaults', {
  cloud: 'aws',
  service: 'Amazon EC2',
  model: 'iaas',
  terraform: ['aws_ec2_instance_metadata_defaults'],
  properties: {
    HttpTokens: text(['http_tokens']),
    HttpEndpoint: text(['http_endpoint']),
    HttpPutResponseHopLimit: number(['http_put_response_hop_limit']),
  },
  facets: {},
});
