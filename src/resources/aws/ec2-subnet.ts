import { flag, names, provider } from '../property.ts';
import { resourceType } from '../resource-type.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-subnet.html
export default resourceType('AWS::EC2::Subnet', {
  cloud: 'aws',
  service: 'Amazon VPC',
  model: 'iaas',
  terraform: ['aws_subnet', 'aws_default_subnet'],
  properties: {
    VpcId: names('AWS::EC2::VPC', ['vpc_id']),
    MapPublicIpOnLaunch: flag(['map_public_ip_on_launch'], provider(false)),
  },
  facets: { publicAddress: (subnet) => ({ what: 'subnet', public: subnet.MapPublicIpOnLaunch, limited: undefined, ingress: [] }) },
  remedies: { 'make-private': () => [{ set: 'MapPublicIpOnLaunch', to: false }] },
});
