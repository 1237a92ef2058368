import { absent } from '#core/origin';
import { known } from '#core/value';
import { gathered, raw } from '../property.ts';
import { resourceType } from '../resource-type.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpc.html
export default resourceType('AWS::EC2::VPC', {
  cloud: 'aws',
  service: 'Amazon VPC',
  model: 'iaas',
  terraform: ['aws_vpc', 'aws_default_vpc'],
  folds: { aws_flow_log: 'vpc_id', 'AWS::EC2::FlowLog': 'ResourceId' },
  properties: {
    CidrBlock: raw(['cidr_block']),
    // Own name: the flow logs of the VPC.
    FlowLogs: gathered<boolean>(
      ({ type }) => (type === 'aws_flow_log' || type === 'AWS::EC2::FlowLog' ? [true] : []),
      () => true,
    ),
    IsDefault: gathered<boolean>(
      ({ type }) => (type === 'aws_default_vpc' ? [true] : []),
      () => false,
    ),
  },
  facets: {
    serviceLog: (vpc) => ({ kind: 'flow', on: known(vpc.FlowLogs.length > 0, absent), missing: undefined }),
  },
});
