import { document, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { resourcePolicy, statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-networkfirewall-rulegroup.html
export default resourceType('AWS::NetworkFirewall::RuleGroup', {
  cloud: 'aws',
  service: 'AWS Network Firewall',
  model: 'saas',
  terraform: ['aws_networkfirewall_rule_group'],
  folds: { aws_networkfirewall_resource_policy: 'resource_arn' },
  name: 'RuleGroupName',
  properties: {
    RuleGroupName: text(['name']),
    ResourcePolicy: document(['aws_networkfirewall_resource_policy#policy']),
  },
  facets: { resourcePolicy: (group) => resourcePolicy('network', statementsOf(group.ResourcePolicy)) },
});
