import { absent } from '#core/origin';
import { isAbsent, known } from '#core/value';
import { always, document, names, provider, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { tags } from './facts.ts';
import { statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcendpoint.html
export default resourceType('AWS::EC2::VPCEndpoint', {
  cloud: 'aws',
  service: 'Amazon VPC',
  model: 'saas',
  terraform: ['aws_vpc_endpoint'],
  folds: { aws_vpc_endpoint_policy: 'vpc_endpoint_id' },
  properties: {
    VpcId: names('AWS::EC2::VPC', ['vpc_id']),
    ServiceName: text(['service_name']),
    VpcEndpointType: text(['vpc_endpoint_type'], provider('Gateway'), always('Gateway', '2017-11-08')),
    SubnetIds: names('AWS::EC2::Subnet', ['subnet_ids']),
    SecurityGroupIds: names('AWS::EC2::SecurityGroup', ['security_group_ids']),
    PolicyDocument: document(['policy', 'aws_vpc_endpoint_policy#policy']),
    Tags: tags(),
  },
  facets: {
    // It gives nothing to anybody: it only limits what passes.
    resourcePolicy: (endpoint) =>
      isAbsent(endpoint.PolicyDocument) ? undefined : { what: 'network', admits: known('nobody', absent), statements: statementsOf(endpoint.PolicyDocument) },
  },
});
