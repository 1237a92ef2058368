import { absent } from '#core/origin';
import { any, at, known, unknown, type Fact, type Fields, type Unknown } from '#core/value';
import type { EvaluatedBlock } from '#sources/block';
import type { Opening } from '../facets.ts';
import { each, gathered, names, number } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { portsOf, world } from './ec2-security-group.ts';

/** A numbered rule as it is written. */
interface Rule extends Opening {
  readonly number: Fact<number>;
  readonly denies: boolean;
  /** About IPv6 only: IPv4 and IPv6 are separate worlds. */
  readonly six: boolean;
}
const doubt = (why: Unknown): Rule => ({
  anywhere: unknown(why.why.code, why.why.about, why.origin),
  ports: unknown(why.why.code, why.why.about, why.origin),
  origin: why.origin,
  number: unknown(why.why.code, why.why.about, why.origin),
  denies: false,
  six: false,
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
    Ingress: gathered<Rule>((block) => rules(block, 'ingress'), doubt),
    Egress: gathered<Rule>((block) => rules(block, 'egress'), doubt),
  },
  facets: {
    networkEntry: (acl) => ({ kind: 'subnet-filter', ingress: openings(acl.Ingress), egress: openings(acl.Egress), inUse: known(true, absent, true) }),
  },
  remedies: { 'close-to-internet': (_acl, because) => because.map((drop) => ({ drop })) },
});

/** The first rule that matches decides (AWS-14): what an earlier one denies to everybody is no opening. */
const openings = (found: readonly Rule[]): Opening[] => {
  const denials = found.filter(({ denies }) => denies);
  return found.filter((rule) => !rule.denies && !denials.some((denial) => goesBefore(denial, rule)));
};
const goesBefore = (denial: Rule, { number: own, ports, six }: Rule): boolean =>
  denial.anywhere.is === 'known' &&
  denial.anywhere.value &&
  denial.six === six &&
  denial.number.is === 'known' &&
  own.is === 'known' &&
  denial.number.value < own.value &&
  denial.ports.is === 'known' &&
  ports.is === 'known' &&
  (denial.ports.value.protocol === 'all' || denial.ports.value.protocol === ports.value.protocol) &&
  denial.ports.value.from <= ports.value.from &&
  ports.value.to <= denial.ports.value.to;

const rules = ({ type, attributes, place }: EvaluatedBlock, direction: 'ingress' | 'egress'): Rule[] => {
  if (type === 'aws_network_acl' || type === 'aws_default_network_acl')
    return each(attributes[direction], (rule, value) => opening(rule, 'action', value.origin), doubt);
  if (type !== 'aws_network_acl_rule') return [];
  const egress = attributes['egress'];
  const isEgress = egress?.is === 'known' && egress.value === true;
  return isEgress === (direction === 'egress') ? [opening(attributes, 'rule_action', place)] : [];
};

const opening = (rule: Fields, action: string, origin: Opening['origin']): Rule => {
  const does = at(rule, [action]);
  const denies = does?.is === 'known' && String(does.value).toLowerCase() === 'deny';
  const six = at(rule, ['ipv6_cidr_block']);
  const anywhere = any([world(at(rule, ['cidr_block'])), world(six)]);
  return {
    anywhere,
    ports: portsOf(at(rule, ['from_port']), at(rule, ['to_port']), at(rule, ['protocol'])),
    // The range that opens it is what a step takes away.
    origin: anywhere.origin.is === 'written' ? anywhere.origin : origin,
    number: number().read(at(rule, ['rule_no']) ?? at(rule, ['rule_number']) ?? unknown('absent-undecided', 'RuleNumber', origin)),
    denies,
    six: six !== undefined && !(six.is === 'known' && (six.value === null || six.value === '')),
  };
};
