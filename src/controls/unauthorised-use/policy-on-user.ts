import { control, judge } from '../control.ts';

export default control({
  id: 'policy-on-user',
  severity: 'low',
  viewpoints: ['unauthorised-use'],
  leakPath: 'excess-permission',
  approach: 'least-privilege',
  layer: 'identity',
  intents: {
    'AWS::IAM::User': ['aws-iam-policy-user-policies', 'aws-iam-user-no-group'],
  },
  title: { en: 'A user has rights of their own', ja: 'ユーザーに直接割り当てられた権限' },
  why: { en: 'Rights given one by one are never taken back when the job changes.', ja: '個別に与えた権限は、担当が変わっても残り続けます。' },
  fix: {
    aws: {
      en: 'Give rights to groups, or better to roles that people sign in to through IAM Identity Center.',
      ja: 'グループに割り当てるか、IAM Identity Center からロールを引き受ける形にします。',
    },
  },
  remedy: undefined,
  facet: 'person',
  check: (person) => judge(person.directPolicies, (count) => (count > 0 ? { count } : undefined)),
  message: {
    en: ({ count }) => `${count} policy or policies are attached to the user.`,
    ja: ({ count }) => `ユーザーに直接割り当てられたポリシーが ${count} 件あります。`,
  },
  examples: {
    pass: 'resource "aws_iam_user" "a" { name = "a" }',
    fail: `
      resource "aws_iam_user" "a" { name = "a" }
      resource "aws_iam_user_policy_attachment" "a" {
        user       = aws_iam_user.a.name
        policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
      }`,
  },
});
