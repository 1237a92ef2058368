import { document, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { resourcePolicy, statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-networkfirewall-firewallpolicy.html
export default resourceType('AWS::NetworkFirewall::FirewallPolicy', {
  cloud: 'aws',
  service: 'AWS Network Firewall',
  model: 'saas',
  terraform: ['aws_networkfirewall_firewall_policy'],
  folds: { aws_networkfirewall_resource_policy: 'resource_arn' },
  name: 'FirewallPolicyName',
  properties: {
    FirewallPolicyName: text(['name']),
    ResourcePolicy: document(['aws_networkfirewall_resource_policy#policy']),
  },
  facets: { resourcePolicy: (policy) => resourcePolicy('network', statementsOf(policy.ResourcePolicy)) },
});
