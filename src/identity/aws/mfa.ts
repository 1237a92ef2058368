import type { Because, Residual } from '../identity.ts';
import { and, negate, or, type Truth } from '../residual.ts';
import type { Role } from './account.ts';
import type { AwsIdentity } from './aws.ts';
import { callerOf, type Caller } from './caller.ts';
import { conditionsTest } from './condition.ts';
import { notKnown, type Look } from './context.ts';
import { decide } from './decide.ts';
import type { HolderState } from './estate.ts';
import { everythingPolicy } from './escalation/node.ts';

/** How `aws:MultiFactorAuthPresent` comes with a request: long-lived keys do not send it, sessions say `true` or `false`. */
export type MfaState = 'absent' | 'false' | 'true';

/** The value of the keys about MFA in a state; of others nothing. */
const mfaLook =
  (state: MfaState): Look =>
  (key) => {
    if (key === 'aws:multifactorauthpresent') return state === 'absent' ? undefined : state;
    if (key === 'aws:multifactorauthage') return state === 'true' ? notKnown : undefined;
    return notKnown;
  };

/** What is left of a condition when it is known whether MFA was used. */
export const underMfa = (truth: Truth, state: MfaState): Truth => (typeof truth === 'boolean' ? truth : walk(truth, mfaLook(state)));
const walk = (residual: Residual, look: Look): Truth => {
  if ('all' in residual) return and(residual.all.map((one) => walk(one, look)));
  if ('any' in residual) return or(residual.any.map((one) => walk(one, look)));
  if ('not' in residual) return negate(walk(residual.not, look));
  if ('doubt' in residual || !/^aws:multifactorauth(present|age)$/i.test(residual.key)) return residual;
  return conditionsTest([{ operator: residual.operator, key: residual.key, values: residual.values, open: undefined }], '2012-10-17')?.(look) ?? true;
};

/** Who may be people: the users who assume a role, and those of other accounts whom nobody has read. */
export interface Entrance {
  /** It can be assumed by people at all. */
  readonly people: boolean;
  /** By an identity provider, which alone knows about MFA. */
  readonly provider: boolean;
  /** Without MFA; a condition that is left over counts as possible. */
  readonly withoutMfa: boolean;
  /** The statements of the trust policy that let them in without, or the ones that demand it. */
  readonly because: readonly Because[];
}

/** Who people are: users, and the roles that they have through an identity provider. */
export interface People {
  readonly users: readonly HolderState[];
  readonly signedOn: readonly HolderState[];
}
export const peopleOf = (holders: readonly HolderState[]): People => ({
  users: holders.filter(({ kind }) => kind === 'user'),
  signedOn: holders.filter(({ is }) => 'trust' in is && is.trust.statements.some(({ principals }) => principals?.list.some(isSignOn))),
});
/** Providers of people; those of pipelines and clusters are none. */
const isSignOn = (member: string): boolean =>
  member.startsWith('Federated:') && !/oidc-provider\/(token\.actions|gitlab|app\.terraform|oidc\.eks|agent\.buildkite|oidc\.circleci)/.test(member);

const mayAssume = ({ identity }: HolderState, role: string): boolean =>
  identity.some((policy) => policy.on('sts:assumerole').some(({ source, resource }) => source.effect !== 'Deny' && resource(role, () => notKnown) !== false));
const allowsNow = ({ engine }: AwsIdentity, holder: HolderState, role: string): boolean => {
  const outcome = engine.outcome(holder.index, 'sts:assumerole', role, { is: 'partial', keys: {} });
  return outcome === 'allow' || outcome === 'allow-if';
};

/** How people come to have a role. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html */
export const entranceOf = (identity: AwsIdentity, holder: HolderState, role: Role, { users, signedOn }: People): Entrance => {
  const { engine } = identity;
  let people = false;
  let provider = false;
  let withoutMfa = false;
  const because: Because[] = [];
  const ask = (caller: Caller, stranger: boolean): void => {
    const request = engine.request(caller, 'sts:AssumeRole', role.arn, { is: 'partial', keys: {} });
    const layers = stranger ? { ...request.layers, identity: [everythingPolicy], boundary: undefined, scps: [] } : request.layers;
    const under = (state: MfaState) => {
      const own = mfaLook(state);
      return decide({ ...request, layers, look: (key) => (own(key) === notKnown ? request.look(key) : own(key)) });
    };
    const allows = ({ decision }: { readonly decision: string }): boolean => decision === 'allow' || decision === 'allow-if';
    const withMfa = under('true');
    if (!allows(withMfa) && !allows(under('absent'))) return;
    people = true;
    const open = [under('absent'), under('false')].find(allows);
    if (open) withoutMfa = true;
    for (const one of (open ?? withMfa).because)
      if (!because.some((known) => known.layer === one.layer && known.statement === one.statement)) because.push(one);
  };
  const own = new Set(identity.engine.estate.input.accounts.map(({ id }) => id));
  const asked = new Set<string>();
  let everyUser = false;
  for (const { effect, principals } of role.trust.statements) {
    if (effect === 'Deny' || !principals || principals.not) continue;
    for (const member of principals.list) {
      if (member.startsWith('Federated:'))
        provider ||= !/oidc-provider\/(token\.actions|gitlab|app\.terraform|oidc\.eks|agent\.buildkite|oidc\.circleci)/.test(member);
      if (member !== '*' && !member.startsWith('AWS:')) continue;
      const text = member === '*' ? '*' : member.slice(4);
      const account = /^(\d{12})$|^arn:[^:]*:iam::(\d{12}):root$/.exec(text)?.slice(1).find(Boolean);
      if (text === '*' || (account !== undefined && own.has(account))) everyUser = true;
      else if (account !== undefined) ask({ kind: 'user', account, arn: `arn:aws:iam::${account}:user/someone`, name: 'someone' }, true);
      else if (/:role\//.test(text)) provider ||= signedOn.some((one) => one.is.arn === text && allowsNow(identity, one, role.arn));
      else if (/:user\//.test(text) && !asked.has(text)) {
        asked.add(text);
        const caller = callerOf(text);
        if (caller) ask(caller, !identity.engine.estate.byArn.has(text));
      }
    }
  }
  if (everyUser) {
    const anybody = role.trust.statements.some(
      ({ effect, principals }) => effect !== 'Deny' && principals?.list.some((member) => member === '*' || member === 'AWS:*'),
    );
    // Among very many, some are enough to tell.
    let most = 200;
    for (const user of users) {
      if (withoutMfa || most === 0) break;
      if (asked.has(user.is.arn) || (!anybody && !mayAssume(user, role.arn))) continue;
      most--;
      ask(user.caller, false);
    }
    provider ||= signedOn.some((one) => one !== holder && mayAssume(one, role.arn) && allowsNow(identity, one, role.arn));
  }
  return { people: people || provider, provider, withoutMfa, because };
};
