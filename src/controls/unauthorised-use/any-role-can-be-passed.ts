import { known, map, unknown, type Fact } from '#core/value';
import type { Statement } from '#resources/facets';
import { control, judgeEach } from '../control.ts';

export default control({
  id: 'any-role-can-be-passed',
  severity: 'medium',
  viewpoints: ['unauthorised-use', 'information-handling'],
  leakPath: 'excess-permission',
  approach: 'least-privilege',
  layer: 'identity',
  intents: {
    'AWS::IAM::ManagedPolicy': ['aws-iam-policy-policy-wildcard-actions'],
    'AWS::IAM::Role': ['aws-iam-policy-policy-wildcard-actions'],
    'AWS::IAM::User': ['aws-iam-policy-policy-wildcard-actions'],
    'AWS::IAM::Group': ['aws-iam-policy-policy-wildcard-actions'],
  },
  title: { en: 'Any role can be handed to a service', ja: '任意のロールをサービスに渡せる' },
  why: {
    en: 'With iam:PassRole on every role, whoever may start a machine or a function runs code with the strongest role of the account.',
    ja: 'すべてのロールに対する iam:PassRole があると、マシンや関数を起動できる人は、アカウントで最も強いロールの権限でコードを動かせます。',
  },
  fix: {
    aws: {
      en: 'Name the roles in Resource, and the service in the condition iam:PassedToService.',
      ja: 'Resource に渡してよいロールを列挙し、条件 iam:PassedToService で渡す先のサービスを限定します。',
    },
  },
  remedy: 'narrow-policy',
  facet: 'identityPolicy',
  check: (policy) => (policy.statements.length === 0 ? undefined : judgeEach(policy.statements.map(passesAny), (pattern) => pattern)),
  inUse: (policy) => map(policy.attachedTo, (holder) => holder !== 'nobody'),
  message: {
    en: () => 'iam:PassRole is allowed on every role and for every service.',
    ja: () => 'iam:PassRole が、すべてのロールとすべてのサービスに対して許可されています。',
  },
  examples: {
    pass: `
      resource "aws_iam_policy" "a" {
        policy = jsonencode({
          Statement = [{ Effect = "Allow", Action = "iam:PassRole", Resource = "arn:aws:iam::111122223333:role/app-*" }]
        })
      }`,
    fail: `
      resource "aws_iam_policy" "a" {
        policy = jsonencode({
          Statement = [{ Effect = "Allow", Action = ["ecs:RunTask", "iam:PassRole"], Resource = "*" }]
        })
      }`,
    unknown: `
      variable "policy" {}
      resource "aws_iam_policy" "a" { policy = var.policy }`,
  },
});

/** The wildcard over the whole service, and over everything, are findings of their own. */
const passesAny = ({ effect, actions, resources, conditions, origin }: Statement): Fact<string | undefined> => {
  if (effect.is === 'unknown') return unknown(effect.why.code, effect.why.about, effect.origin);
  const none = known<string | undefined>(undefined, origin);
  if (effect.value === 'Deny' || conditions.some(({ key }) => key !== 'aws:multifactorauthpresent')) return none;
  if (!resources.some((one) => one.is === 'known' && /^(\*|arn:[^:]*:iam::[^:]*:(\*|role\/\*))$/.test(one.value))) return none;
  const action = actions.find((one) => one.is === 'known' && /^iam:pass(role|\*|r[a-z]*\*)$/i.test(one.value));
  return action?.is === 'known' ? known(action.value, action.origin, action.assumed) : none;
};
