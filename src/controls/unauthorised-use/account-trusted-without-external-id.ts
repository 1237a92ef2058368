import { known, type Fact } from '#core/value';
import type { Statement } from '#resources/facets';
import { control, judgeEach } from '../control.ts';

export default control({
  id: 'account-trusted-without-external-id',
  severity: 'low',
  viewpoints: ['unauthorised-use'],
  leakPath: 'excess-permission',
  approach: 'configuration',
  layer: 'identity',
  intents: {
    'AWS::IAM::Role': ['aws-iam-policy-role-trust-wide-cross-account-readonlyaccess'],
  },
  title: { en: 'A whole account is trusted without an external id', ja: '外部 ID なしで、アカウント全体を信頼しているロール' },
  why: {
    en: 'If it is a vendor of several customers, another customer can have the vendor act on your role (confused deputy).',
    ja: '複数の顧客を持つ事業者のアカウントの場合、ほかの顧客がその事業者を経由して、このロールを使えてしまうおそれがあります(混乱した代理の問題)。',
  },
  fix: {
    aws: {
      en: 'Require the external id that the vendor gave you (sts:ExternalId). For an account of your own, name the role, or require aws:PrincipalOrgID.',
      ja: '事業者から提供された外部 ID を sts:ExternalId の条件で必須にします。自社のアカウントであれば、ロールを指定するか、aws:PrincipalOrgID を条件にします。',
    },
  },
  remedy: undefined,
  facet: 'trust',
  check: (trust) => {
    const accounts = trust.statements.filter(({ effect }) => effect.is === 'known' && effect.value === 'Allow').flatMap(trusted);
    return accounts.length === 0 ? undefined : judgeEach(accounts, (account) => account);
  },
  message: {
    en: (accounts) => `Trusted as a whole: ${[...new Set(accounts)].join(', ')}. Whether it is your own account the code does not tell.`,
    ja: (accounts) => `信頼しているアカウント: ${[...new Set(accounts)].join('、')}(自社のアカウントかどうかは、コードからは分かりません)`,
  },
  examples: {
    pass: `
      resource "aws_iam_role" "a" {
        assume_role_policy = jsonencode({
          Statement = [{
            Effect    = "Allow", Action = "sts:AssumeRole"
            Principal = { AWS = "arn:aws:iam::111122223333:root" }
            Condition = { StringEquals = { "sts:ExternalId" = "ab12" } }
          }]
        })
      }`,
    fail: `
      resource "aws_iam_role" "a" {
        assume_role_policy = jsonencode({
          Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::111122223333:root" } }]
        })
      }`,
  },
});

const limiting =
  /^(sts:externalid|aws:principalorgid|aws:principalorgpaths|aws:principalarn|aws:sourceip|aws:sourcevpc|aws:sourcevpce|aws:multifactorauthpresent|aws:multifactorauthage|aws:principaltag\/.*|aws:userid|saml:.*)$/;

/** Each account that a statement trusts as a whole, or nothing where a condition narrows it. */
const trusted = ({ principals, conditions, origin }: Statement): Fact<string | undefined>[] => {
  const narrowed = conditions.some(({ key }) => limiting.test(key));
  return principals.flatMap((one): Fact<string | undefined>[] => {
    const account = one.is === 'known' ? /^AWS:(?:arn:[^:]*:iam::)?(\d{12})(?::root)?$/.exec(one.value)?.[1] : undefined;
    if (account === undefined) return [];
    return [narrowed ? known(undefined, origin) : known(account, one.origin, true)];
  });
};
