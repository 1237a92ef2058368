import { absent } from '#core/origin';
import { any, isFields, isList, known, map, unknown, type Fact, type Fields, type Value } from '#core/value';
import type { Around, Channel } from '../facets.ts';
import { always, field, gathered, names, raw, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { tlsVersion } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-listener.html
export default resourceType('AWS::ElasticLoadBalancingV2::Listener', {
  cloud: 'aws',
  service: 'Elastic Load Balancing',
  model: 'paas',
  terraform: ['aws_lb_listener', 'aws_alb_listener'],
  folds: { aws_lb_listener_rule: 'listener_arn', aws_alb_listener_rule: 'listener_arn', 'AWS::ElasticLoadBalancingV2::ListenerRule': 'ListenerArn' },
  properties: {
    LoadBalancerArn: names('AWS::ElasticLoadBalancingV2::LoadBalancer', ['load_balancer_arn']),
    Protocol: text(['protocol']),
    SslPolicy: text(['ssl_policy'], always('ELBSecurityPolicy-2016-08', '2016-08-11')),
    DefaultActions: raw(['default_action']),
    // Own name: the actions of the rules, which come before the default.
    RuleActions: gathered<Value>(
      ({ type, attributes }) => (rules.has(type) ? [attributes['action'] ?? attributes['Actions'] ?? unknown('absent-undecided', 'Actions')] : []),
      (why) => why,
    ),
  },
  facets: {
    transport: (listener, around) => {
      const { Protocol: protocol } = listener;
      if (protocol.is === 'known' && !['HTTP', 'HTTPS', 'TLS'].includes(protocol.value)) return undefined;
      const open: Channel = {
        channel: 'listener',
        plainText: any([plain(protocol, listener.DefaultActions, around), ...listener.RuleActions.map((actions) => plain(protocol, actions, around))]),
        minimumTls: protocol.is === 'known' && protocol.value === 'HTTP' ? undefined : map(listener.SslPolicy, tlsVersion),
      };
      return { channels: [open] };
    },
  },
  remedies: { 'raise-tls': () => [{ set: 'SslPolicy', to: 'ELBSecurityPolicy-TLS13-1-2-2021-06' }] },
});

const rules = new Set(['aws_lb_listener_rule', 'aws_alb_listener_rule', 'AWS::ElasticLoadBalancingV2::ListenerRule']);

/** A redirect that names no protocol keeps that of the listener. */
const redirectsTo = (action: Fields): Fact<string> => {
  const redirect = action['redirect'] ?? action['RedirectConfig'];
  const first = redirect?.is === 'known' && isList(redirect.value) ? redirect.value[0] : redirect;
  if (first?.is !== 'known' || !isFields(first.value)) return unknown('after-apply', 'RedirectConfig', redirect?.origin ?? absent);
  return field(first.value, 'protocol', text(), field(first.value, 'Protocol', text(), known('HTTP', first.origin)));
};

/** HTTP that only redirects is no plain text; behind an internal balancer it stays in the network. */
const plain = (protocol: Fact<string>, actions: Value, around: Around): Fact<boolean> => {
  if (protocol.is === 'unknown') return unknown(protocol.why.code, protocol.why.about, protocol.origin);
  if (protocol.value !== 'HTTP') return known(false, protocol.origin);
  const [balancer] = around.related('LoadBalancerArn');
  const scheme = balancer?.properties['Scheme'];
  if (scheme !== undefined && 'is' in scheme && scheme.is === 'known' && scheme.value === 'internal') return known(false, protocol.origin, true);
  const first = actions.is === 'known' && isList(actions.value) ? actions.value[0] : undefined;
  const action = first?.is === 'known' && isFields(first.value) ? first.value : {};
  const kind = action['type'] ?? action['Type'];
  if (kind?.is === 'known' && kind.value === 'redirect') return map(redirectsTo(action), (target) => target !== 'HTTPS');
  if (kind?.is === 'known') return known(kind.value !== 'fixed-response', protocol.origin, protocol.assumed);
  return actions.is === 'unknown' && actions.why.code === 'absent-undecided'
    ? known(true, protocol.origin)
    : unknown('after-apply', 'DefaultActions', actions.origin);
};
