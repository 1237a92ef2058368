import { control, judge } from '../control.ts';

export default control({
  id: 'unused-security-group',
  severity: 'info',
  viewpoints: ['unauthorised-use'],
  leakPath: undefined,
  approach: 'defence-in-depth',
  layer: 'network-controls',
  intents: {
    'AWS::EC2::SecurityGroup': ['aws-vpc-security-group-in-use-check'],
  },
  title: { en: 'Nothing uses this security group', ja: 'どこからも使われていないセキュリティグループ' },
  why: {
    en: 'An unused group is attached by mistake one day, with rules nobody remembers.',
    ja: '使われていないグループは、覚えのないルールごと誤って割り当てられるおそれがあります。',
  },
  fix: { aws: { en: 'Remove it if nothing outside this code uses it.', ja: 'このコード以外でも使っていなければ削除します。' } },
  remedy: undefined,
  facet: 'networkEntry',
  check: (entry) => (entry.kind === 'instance-filter' ? judge(entry.inUse, (used) => (used ? undefined : {})) : undefined),
  message: {
    en: () => 'Nothing in this code refers to the group.',
    ja: () => 'このコードの中に、このグループを参照しているリソースはありません。',
  },
  examples: {
    pass: `
      resource "aws_security_group" "a" {}
      resource "aws_instance" "a" { vpc_security_group_ids = [aws_security_group.a.id] }`,
    fail: 'resource "aws_security_group" "a" {}',
  },
});
