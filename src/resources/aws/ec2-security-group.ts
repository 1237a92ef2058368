import { coversWorld } from '#core/addresses';
import { absent, type Origin } from '#core/origin';
import { any, at, isFields, isList, known, unknown, type Fact, type Fields, type Unknown, type Value } from '#core/value';
import type { EvaluatedBlock } from '#sources/block';
import type { Around, Opening, PortRange } from '../facets.ts';
import { each, gathered, names, number, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import prefixList, { listsWorld } from './ec2-prefix-list.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html
export default resourceType('AWS::EC2::SecurityGroup', {
  cloud: 'aws',
  service: 'Amazon VPC',
  model: 'iaas',
  terraform: ['aws_security_group', 'aws_default_security_group'],
  folds: {
    aws_security_group_rule: 'security_group_id',
    aws_vpc_security_group_ingress_rule: 'security_group_id',
    aws_vpc_security_group_egress_rule: 'security_group_id',
    'AWS::EC2::SecurityGroupIngress': 'GroupId',
    'AWS::EC2::SecurityGroupEgress': 'GroupId',
  },
  name: 'GroupName',
  properties: {
    GroupName: text(['name']),
    VpcId: names('AWS::EC2::VPC', ['vpc_id']),
    SecurityGroupIngress: gathered<Rule>((block) => rules(block, 'ingress'), doubt),
    SecurityGroupEgress: gathered<Rule>((block) => rules(block, 'egress'), doubt),
    // Own name: whether the source manages the default group of a VPC.
    IsDefault: gathered<boolean>(
      ({ type }) => (type === 'aws_default_security_group' ? [true] : []),
      () => false,
    ),
  },
  facets: {
    networkEntry: (group, around) => ({
      kind: group.IsDefault.includes(true) ? 'default-filter' : 'instance-filter',
      ingress: withLists(group.SecurityGroupIngress, around),
      egress: withLists(group.SecurityGroupEgress, around),
      inUse:
        around.relatedBy().length > 0 || around.isMentioned()
          ? known(true, absent, true)
          : around.isExported()
            ? unknown('maybe-set-elsewhere', 'output', absent)
            : known(false, absent, true),
    }),
  },
  remedies: {
    'close-to-internet': (_group, because) => because.map((drop) => ({ drop })),
    'close-egress': (_group, because) => because.map((drop) => ({ drop })),
  },
});

/** A rule as it is written, with the prefix lists it names. */
interface Rule extends Opening {
  readonly lists: readonly Value[];
  /** The ranges that are known. */
  readonly ranges: readonly string[];
}
function doubt(why: Unknown): Rule {
  return { anywhere: why as Unknown<never>, ports: why as Unknown<never>, origin: why.origin, lists: [], ranges: [] };
}

/** The rules of a group with the entries of the prefix lists that the code holds; a list that is not in it is taken for a narrow one. */
export const withLists = (found: readonly Rule[], around: Around): Opening[] =>
  united(found).map((rule) => {
    if (rule.lists.length === 0) return rule;
    const known_ = around.inAccount(prefixList.type);
    const named = rule.lists.flatMap((list) => known_.filter(({ id }) => targetsOf(list).includes(id)));
    const world_ = named.map((list) => listsWorld(prefixList.view(list)));
    return { ...rule, anywhere: any([rule.anywhere, ...world_, ...(named.length < rule.lists.length ? [known(false, absent, true)] : [])]) };
  });
/** Rules are a union: what several of them open for the same ports may be the world together. */
const united = (found: readonly Rule[]): readonly Rule[] => {
  const groups = new Map<string, Rule[]>();
  for (const rule of found) {
    if (rule.ports.is !== 'known' || rule.anywhere.is !== 'known' || rule.anywhere.value || rule.ranges.length === 0) continue;
    const { protocol, from, to } = rule.ports.value;
    const key = `${protocol} ${from} ${to}`;
    const group = groups.get(key);
    if (group) group.push(rule);
    else groups.set(key, [rule]);
  }
  const open = new Set([...groups.values()].filter((group) => group.length > 1 && coversWorld(group.flatMap(({ ranges }) => ranges))).flat());
  return open.size === 0 ? found : found.map((rule) => (open.has(rule) ? { ...rule, anywhere: known(true, rule.anywhere.origin) } : rule));
};
const targetsOf = (value: Value): readonly string[] => [
  ...(value.same ? [value.same.address] : []),
  ...(value.is === 'reference' ? value.parts.flatMap((part) => (typeof part === 'string' ? [] : [part.address])) : []),
];

/** Each source has its own names for the same rule; a block holds one rule or many. */
const rules = ({ type, attributes, place }: EvaluatedBlock, direction: 'ingress' | 'egress'): Rule[] => {
  switch (type) {
    case 'aws_security_group':
    case 'aws_default_security_group':
      return each(
        attributes[direction],
        (rule, value) => opening(rule, ['cidr_blocks', 'ipv6_cidr_blocks'], 'from_port', 'to_port', 'protocol', value.origin),
        doubt,
      );
    case 'aws_security_group_rule': {
      const kind = attributes['type'];
      if (kind?.is === 'known' && kind.value !== direction) return [];
      return [opening(attributes, ['cidr_blocks', 'ipv6_cidr_blocks'], 'from_port', 'to_port', 'protocol', place)];
    }
    case `aws_vpc_security_group_${direction}_rule`:
      return [opening(attributes, ['cidr_ipv4', 'cidr_ipv6'], 'from_port', 'to_port', 'ip_protocol', place)];
    case 'AWS::EC2::SecurityGroup':
      return each(
        attributes[direction === 'ingress' ? 'SecurityGroupIngress' : 'SecurityGroupEgress'],
        (rule, value) => opening(rule, ['CidrIp', 'CidrIpv6'], 'FromPort', 'ToPort', 'IpProtocol', value.origin),
        doubt,
      );
    case `AWS::EC2::SecurityGroup${direction === 'ingress' ? 'Ingress' : 'Egress'}`:
      return [opening(attributes, ['CidrIp', 'CidrIpv6'], 'FromPort', 'ToPort', 'IpProtocol', place)];
    default:
      return [];
  }
};

const opening = (rule: Fields, cidrs: readonly string[], from: string, to: string, protocol: string, origin: Origin): Rule => {
  const anywhere = any(cidrs.map((name) => world(at(rule, [name]))));
  // The range that opens it is what a step takes away.
  return {
    anywhere,
    ports: portsOf(at(rule, [from]), at(rule, [to]), at(rule, [protocol])),
    origin: anywhere.origin.is === 'written' ? anywhere.origin : origin,
    ranges: cidrs.flatMap((name) => elements(at(rule, [name])).flatMap((one) => (one.is === 'known' ? [String(one.value)] : []))),
    lists: prefixLists.flatMap((name) => elements(at(rule, [name]))),
  };
};

const prefixLists = ['prefix_list_ids', 'prefix_list_id', 'SourcePrefixListId', 'DestinationPrefixListId'];
const elements = (value: Value | undefined): readonly Value[] =>
  value === undefined || (value.is === 'known' && value.value === null) ? [] : value.is === 'known' && isList(value.value) ? value.value : [value];

/** Protocol -1 ignores the ports; ICMP "ports" are types and codes. */
export const portsOf = (from: Value | undefined, to: Value | undefined, protocol: Value | undefined): Fact<PortRange> => {
  const name = protocol === undefined ? known('-1', absent) : text().read(protocol);
  if (name.is === 'unknown') return unknown(name.why.code, name.why.about, name.origin);
  const kind = Object.hasOwn(protocols, name.value.toLowerCase()) ? (protocols[name.value.toLowerCase()] ?? 'other') : 'other';
  if (kind === 'all') return known({ protocol: 'all', from: 0, to: 65_535 }, name.origin);
  if (kind === 'icmp' || kind === 'other') return known({ protocol: kind, from: 0, to: 0 }, name.origin);
  const low = from === undefined ? known(0, absent) : number().read(from);
  const high = to === undefined ? known(65_535, absent) : number().read(to);
  if (low.is === 'unknown') return unknown(low.why.code, low.why.about, low.origin);
  if (high.is === 'unknown') return unknown(high.why.code, high.why.about, high.origin);
  return known({ protocol: kind, from: low.value, to: high.value }, low.origin, low.assumed || high.assumed);
};
const protocols: Readonly<Record<string, PortRange['protocol']>> = {
  '-1': 'all',
  all: 'all',
  tcp: 'tcp',
  '6': 'tcp',
  udp: 'udp',
  '17': 'udp',
  icmp: 'icmp',
  '1': 'icmp',
  icmpv6: 'icmp',
  '58': 'icmp',
};

/** Of which not all is known, but the length of the prefix is, or that it is the range of a network or subnet, which are a /16 at most. */
const isNarrow = (cidr: Exclude<Value, { is: 'known' }>): boolean => {
  const last = cidr.parts?.at(-1);
  if (typeof last === 'string') return Number(/\/(\d{1,3})$/.exec(last)?.[1] ?? 0) >= 8;
  return cidr.parts?.length === 1 && last !== undefined && /(^|[.:])aws_(default_)?(vpc|subnet)\./.test(last.address) && /cidr/.test(last.attribute);
};

/** A list of CIDR blocks, or one: together, are they the world? The origin is that of the widest block. */
export const world = (cidr: Value | undefined): Fact<boolean> => {
  if (cidr === undefined) return known(false, absent);
  if (cidr.is !== 'known' && isNarrow(cidr)) return known(false, cidr.origin);
  if (cidr.is !== 'known') return unknown('after-apply', cidr.is === 'unknown' ? cidr.why.about : 'cidr', cidr.origin);
  if (!isList(cidr.value))
    return isFields(cidr.value) ? unknown('unexpected-type', 'cidr', cidr.origin) : known(coversWorld([String(cidr.value)]), cidr.origin, cidr.assumed);
  const members = cidr.value.map(world);
  const single = any(members);
  if (single.is === 'known' && single.value) return single;
  const texts = cidr.value.flatMap((one) => (one.is === 'known' && typeof one.value === 'string' ? [one.value] : []));
  return coversWorld(texts) ? known(true, cidr.origin, cidr.assumed) : members.length === 0 ? known(false, cidr.origin, cidr.assumed) : single;
};
