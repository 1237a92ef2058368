import { control, judge } from '../control.ts';

export default control({
  id: 'firewall-without-rules',
  severity: 'medium',
  viewpoints: ['information-handling'],
  leakPath: 'app-vulnerability',
  approach: 'defence-in-depth',
  layer: 'application',
  intents: {
    'AWS::WAFv2::WebACL': ['aws-waf-wafv2-webacl-rules'],
  },
  title: { en: 'A web application firewall has no rules', ja: 'ルールのない WAF' },
  why: { en: 'It stops nothing, and everybody believes it does.', ja: '何も防いでいないのに、守られていると思い込みます。' },
  fix: { aws: { en: 'Add managed rule groups.', ja: 'マネージドルールグループを追加します。' } },
  remedy: undefined,
  facet: 'firewallRules',
  check: (firewall) => judge(firewall.rules, (count) => (count === 0 ? {} : undefined)),
  message: {
    en: () => 'The web ACL has no rule.',
    ja: () => 'ウェブ ACL にルールがありません。',
  },
  examples: {
    pass: `
      resource "aws_wafv2_web_acl" "a" {
        rule {
          name     = "common"
          priority = 1
        }
      }`,
    fail: 'resource "aws_wafv2_web_acl" "a" { name = "a" }',
  },
});
