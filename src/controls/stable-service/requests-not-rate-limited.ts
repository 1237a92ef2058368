import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'requests-not-rate-limited',
  severity: 'info',
  viewpoints: ['stable-service'],
  leakPath: undefined,
  approach: 'defence-in-depth',
  layer: 'application',
  intents: {
    'AWS::WAFv2::WebACL': ['aws-cloudfront-ours-rate-rule'],
  },
  title: { en: 'The firewall sets no limit on the number of requests', ja: 'リクエスト数に上限のない WAF' },
  why: {
    en: 'One client can send as many requests as it likes: guesses of passwords, or a flood.',
    ja: '1 つのクライアントから、パスワードの総当たりや大量のリクエストをいくらでも送れます。',
  },
  fix: { aws: { en: 'Add a rate-based rule.', ja: 'レートベースのルールを追加します。' } },
  remedy: undefined,
  facet: 'firewallRules',
  check: (firewall) => judgeFlag(firewall.rateLimited, false),
  message: {
    en: () => 'There is no rate-based rule.',
    ja: () => 'レートベースのルールがありません。',
  },
  examples: {
    pass: `
      resource "aws_wafv2_web_acl" "a" {
        rule {
          name     = "rate"
          priority = 1
          statement {
            rate_based_statement { limit = 1000 }
          }
        }
      }`,
    fail: 'resource "aws_wafv2_web_acl" "a" { name = "a" }',
  },
});
