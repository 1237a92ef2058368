import { absent } from '#core/origin';
import { isAbsent, isFields, isList, known, unknown, type Fact, type Value } from '#core/value';
import { gathered, raw, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { sizeOf } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-wafv2-webacl.html
export default resourceType('AWS::WAFv2::WebACL', {
  cloud: 'aws',
  service: 'AWS WAF',
  model: 'saas',
  terraform: ['aws_wafv2_web_acl'],
  folds: { aws_wafv2_web_acl_logging_configuration: 'resource_arn' },
  name: 'Name',
  properties: {
    Name: text(['name']),
    Rules: raw(['rule']),
    RulesJson: raw(['rule_json']),
    Logging: gathered<boolean>(
      ({ type }) => (type === 'aws_wafv2_web_acl_logging_configuration' ? [true] : []),
      () => true,
    ),
  },
  facets: {
    firewallRules: (acl) => (isAbsent(acl.RulesJson) ? { rules: sizeOf(acl.Rules), rateLimited: rateLimited(acl.Rules) } : undefined),
    serviceLog: (acl) => ({ kind: 'access', on: known(acl.Logging.length > 0, absent), missing: undefined }),
  },
});

const rateLimited = (rules: Value): Fact<boolean> => {
  if (isAbsent(rules)) return known(false, absent);
  if (rules.is !== 'known' || !isList(rules.value)) return unknown('after-apply', 'Rules', rules.origin);
  return known(
    rules.value.some((rule) => {
      const statement = rule.is === 'known' && isFields(rule.value) ? rule.value['statement'] : undefined;
      const first = statement?.is === 'known' && isList(statement.value) ? statement.value[0] : undefined;
      return first?.is === 'known' && isFields(first.value) && first.value['rate_based_statement'] !== undefined;
    }),
    rules.origin,
  );
};
