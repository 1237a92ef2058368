import { absent } from '#core/origin';
import { isAbsent, known, map } from '#core/value';
import type { Channel } from '../facets.ts';
import { always, each, field, flag, gathered, names, number, provider, raw, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { atLeastTwo, ingressOf, noCapacity } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancing-loadbalancer.html
export default resourceType('AWS::ElasticLoadBalancing::LoadBalancer', {
  cloud: 'aws',
  service: 'Elastic Load Balancing',
  model: 'paas',
  terraform: ['aws_elb'],
  name: 'LoadBalancerName',
  properties: {
    LoadBalancerName: text(['name']),
    Scheme: text([{ path: 'internal', means: { true: 'internal', false: 'internet-facing' } }], always('internet-facing', '2012-01-01')),
    SecurityGroups: names('AWS::EC2::SecurityGroup', ['security_groups']),
    Subnets: names('AWS::EC2::Subnet', ['subnets']),
    AvailabilityZones: raw(['availability_zones']),
    Instances: names('AWS::EC2::Instance', ['instances']),
    AccessLoggingEnabled: flag(['access_logs.enabled'], provider(true, { format: 'terraform' })),
    AccessLogBucket: raw(['access_logs.bucket']),
    CrossZone: flag(['cross_zone_load_balancing'], provider(true)),
    ConnectionDraining: flag(['connection_draining'], provider(false)),
    DesyncMode: text(['desync_mitigation_mode'], always('defensive', '2020-08-17')),
    IdleTimeout: number(['idle_timeout'], provider(60)),
    Listeners: gathered<Channel>(
      ({ attributes }) =>
        each(
          attributes['listener'] ?? attributes['Listeners'],
          (listener) => ({
            channel: 'listener',
            plainText: map(field(listener, 'lb_protocol', text(), known('http', absent)), (protocol) => protocol.toLowerCase() === 'http'),
            minimumTls: undefined,
          }),
          (why) => ({ channel: 'listener', plainText: why as never, minimumTls: undefined }),
        ),
      (why) => ({ channel: 'listener', plainText: why as never, minimumTls: undefined }),
    ),
  },
  facets: {
    serviceLog: (balancer) => ({
      kind: 'access',
      on: isAbsent(balancer.AccessLogBucket) ? known(false, absent) : balancer.AccessLoggingEnabled,
      missing: undefined,
    }),
    capacity: (balancer) => ({ ...noCapacity, crossZone: balancer.CrossZone, drains: balancer.ConnectionDraining }),
    zones: (balancer) => ({
      what: 'load-balancer',
      several: isAbsent(balancer.AvailabilityZones) ? atLeastTwo(balancer.Subnets) : atLeastTwo(balancer.AvailabilityZones),
    }),
    transport: (balancer) => (balancer.Scheme.is === 'known' && balancer.Scheme.value === 'internal' ? undefined : { channels: balancer.Listeners }),
    publicAddress: (balancer, around) => ({
      what: 'load-balancer',
      public: map(balancer.Scheme, (scheme) => scheme === 'internet-facing'),
      limited: undefined,
      ingress: ingressOf(around, 'SecurityGroups'),
    }),
  },
  remedies: { 'cross-zone': () => [{ set: 'CrossZone', to: true }], drain: () => [{ set: 'ConnectionDraining', to: true }] },
});
