import { absent } from '#core/origin';
import { known, map, unknown, type Fact, type Value } from '#core/value';
import { always, flag, gathered, names, provider, raw, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { ingressOf, noCapacity, sizeOf } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-loadbalancer.html
export default resourceType('AWS::ElasticLoadBalancingV2::LoadBalancer', {
  cloud: 'aws',
  service: 'Elastic Load Balancing',
  model: 'paas',
  terraform: ['aws_lb', 'aws_alb'],
  folds: { aws_wafv2_web_acl_association: 'resource_arn', aws_wafregional_web_acl_association: 'resource_arn', aws_shield_protection: 'resource_arn' },
  name: 'Name',
  properties: {
    Name: text(['name']),
    Type: text(['load_balancer_type'], always('application', '2016-08-11')),
    Scheme: text([{ path: 'internal', means: { true: 'internal', false: 'internet-facing' } }], always('internet-facing', '2016-08-11')),
    SecurityGroups: names('AWS::EC2::SecurityGroup', ['security_groups']),
    Subnets: names('AWS::EC2::Subnet', ['subnets']),
    SubnetMapping: raw(['subnet_mapping']),
    AccessLogs: flag(['access_logs.enabled'], always(false, '2016-08-11')),
    AccessLogBucket: raw(['access_logs.bucket']),
    DeletionProtection: flag(['enable_deletion_protection'], provider(false), always(false, '2016-08-11')),
    DropInvalidHeaders: flag(['drop_invalid_header_fields'], provider(false), always(false, '2019-11-15')),
    DesyncMode: text(['desync_mitigation_mode'], always('defensive', '2020-08-17')),
    CrossZone: flag(['enable_cross_zone_load_balancing'], provider(false)),
    WebAcl: gathered<boolean>(
      ({ type }) => (type === 'aws_wafv2_web_acl_association' || type === 'aws_wafregional_web_acl_association' ? [true] : []),
      () => true,
    ),
  },
  facets: {
    serviceLog: (balancer) => ({ kind: 'access', on: logged(balancer.AccessLogs, balancer.AccessLogBucket), missing: undefined }),
    deletion: (balancer) => ({ protected: balancer.DeletionProtection, finalSnapshot: undefined }),
    zones: (balancer) => ({
      what: 'load-balancer',
      several: map(balancer.SubnetMapping.is === 'known' ? sizeOf(balancer.SubnetMapping) : sizeOf(balancer.Subnets), (n) => n !== 1),
    }),
    webFront: (balancer) => ({
      firewall: known(balancer.WebAcl.length > 0, absent),
      internetFacing: map(balancer.Scheme, (scheme) => scheme === 'internet-facing'),
      dropsInvalidHeaders: isApplication(balancer.Type) ? balancer.DropInvalidHeaders : undefined,
      strictDesync: isApplication(balancer.Type) ? map(balancer.DesyncMode, (mode) => mode !== 'monitor') : undefined,
      originProtected: undefined,
      rootObject: undefined,
      originFailover: undefined,
      customCertificate: undefined,
      applies: isApplication(balancer.Type),
    }),
    capacity: (balancer) => ({ ...noCapacity, crossZone: isApplication(balancer.Type) ? undefined : balancer.CrossZone }),
    publicAddress: (balancer, around) => ({
      what: 'load-balancer',
      public: map(balancer.Scheme, (scheme) => scheme === 'internet-facing'),
      limited: undefined,
      ingress: ingressOf(around, 'SecurityGroups'),
    }),
  },
  remedies: {
    'protect-deletion': () => [{ set: 'DeletionProtection', to: true }],
    'drop-invalid-headers': () => [{ set: 'DropInvalidHeaders', to: true }],
    'strict-desync': () => [{ set: 'DesyncMode', to: 'defensive' }],
    'cross-zone': () => [{ set: 'CrossZone', to: true }],
  },
});

const isApplication = (type: Fact<string>): boolean => type.is === 'known' && type.value === 'application';
/** A block without `enabled` names a bucket but turns nothing on. */
const logged = (on: Fact<boolean>, bucket: Value): Fact<boolean> =>
  on.is === 'known' && on.value && bucket.is === 'unknown' && bucket.why.code !== 'absent-undecided'
    ? unknown(bucket.why.code, bucket.why.about, bucket.origin)
    : on;
