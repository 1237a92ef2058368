import { absent } from '#core/origin';
import { any, at, known, unknown, type Fields, type Unknown } from '#core/value';
import type { EvaluatedBlock } from '#sources/block';
import type { Opening } from '../facets.ts';
import { each, gathered, names } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { portsOf, world } from './ec2-security-group.ts';

const doubt = (why: Unknown): Opening => ({
  anywhere: unknown(why.why.code, why.why.about, why.origin),
  ports: unknown(why.why.code, why.why.about, why.origin),
  origin: why.origin,
});

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-networkacl.html
export default resourceType('AWS::EC2::NetworkAcl', {
  cloud: 'aws',
  service: 'Amazon VPC',
  model: 'iaas',
  terraform: ['aws_network_acl', 'aws_default_network_acl'],
  folds: { aws_network_acl_rule: 'network_acl_id', aws_network_acl_association: 'network_acl_id', 'AWS::EC2::NetworkAclEntry': 'NetworkAclId' },
  properties: {
    VpcId: names('AWS::EC2::VPC', ['vpc_id']),
    SubnetIds: names('AWS::EC2::Subnet', ['subnet_ids', 'aws_network_acl_association#subnet_id']),
    // Own names: CloudFormation has entries as resources.
    Ingress: gathered((block) => allows(block, 'ingress'), doubt),
    Egress: gathered((block) => allows(block, 'egress'), doubt),
  },
  facets: { networkEntry: (acl) => ({ kind: 'subnet-filter', ingress: acl.Ingress, egress: acl.Egress, inUse: known(true, absent, true) }) },
  remedies: { 'close-to-internet': (_acl, because) => because.map((drop) => ({ drop })) },
});

const allows = ({ type, attributes, place }: EvaluatedBlock, direction: 'ingress' | 'egress'): Opening[] => {
  if (type === 'aws_network_acl' || type === 'aws_default_network_acl')
    return each(attributes[direction], (rule, value) => opening(rule, 'action', value.origin), doubt);
  if (type !== 'aws_network_acl_rule') return [];
  const egress = attributes['egress'];
  const isEgress = egress?.is === 'known' && egress.value === true;
  return isEgress === (direction === 'egress') ? [opening(attributes, 'rule_action', place)] : [];
};

const opening = (rule: Fields, action: string, origin: Opening['origin']): Opening => {
  const does = at(rule, [action]);
  const denies = does?.is === 'known' && String(does.value).toLowerCase() === 'deny';
  const anywhere = denies ? known(false, absent) : any([world(at(rule, ['cidr_block'])), world(at(rule, ['ipv6_cidr_block']))]);
  return {
    anywhere,
    ports: portsOf(at(rule, ['from_port']), at(rule, ['to_port']), at(rule, ['protocol'])),
    // The range that opens it is what a step takes away.
    origin: anywhere.origin.is === 'written' ? anywhere.origin : origin,
  };
};
