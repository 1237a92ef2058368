import type { AwsActions } from '../data/aws-actions.ts';
import type { AccessLevel, Allowed, Context, Decision, Escalations, Identity, Permissions, Principal, ServicePermissions } from '../identity.ts';
import type { AwsInput } from './account.ts';
import { actionIds, actionSet, everywhere, isAdministrator } from './action-set.ts';
import { callerOf, type Caller } from './caller.ts';
import { engineOf, type Engine } from './engine.ts';
import { buildEstate, type HolderState, type ManagedDocuments } from './estate.ts';
import { searchEscalations } from './escalation/search.ts';
import { awsNames } from './names.ts';
import { isTrustAction } from './special.ts';
import { reachedBy } from '../reached.ts';
import { keyProblems, reachOf } from './powerful.ts';

/** AWS behind the one interface of the three clouds; `engine` for what only AWS has. */
export interface AwsIdentity extends Identity {
  readonly engine: Engine;
}

const partial: Context = { is: 'partial', keys: {} };

export const awsIdentity = (input: AwsInput, actions: AwsActions, managed: ManagedDocuments): AwsIdentity => {
  const estate = buildEstate(input, actions, managed);
  const engine = engineOf(estate);
  const principals: readonly Principal[] = [...estate.holders.map(principalOf), ...input.accounts.map(({ id, partition }) => rootOf(id, partition))].sort(
    (a, b) => (a.id < b.id ? -1 : 1),
  );
  let found: Escalations | undefined;

  const callerFor = (who: string): Caller => estate.byArn.get(who)?.caller ?? callerOf(who) ?? { kind: 'anonymous' };
  const whoCan = (action: string, what = '*', context: Context = partial): readonly Allowed[] => {
    const lower = action.toLowerCase();
    const allowed: Allowed[] = [];
    for (const holder of estate.holders) {
      const outcome = engine.outcome(holder.index, lower, what, context);
      if (outcome === 'allow' || outcome === 'allow-if') allowed.push(withReasons(holder.is.arn, () => engine.explain(holder.caller, action, what, context)));
    }
    for (const { id, partition } of input.accounts) {
      const root = rootOf(id, partition);
      const decision = engine.explain(callerFor(root.id), action, what, context);
      if (decision.decision === 'allow' || decision.decision === 'allow-if') allowed.push({ who: root.id, known: true, decision });
    }
    return [...allowed, ...outsiders(engine, action, what, context)];
  };

  const identity: AwsIdentity = {
    cloud: 'aws',
    engine,
    principals,
    diagnostics: estate.diagnostics,
    can: (who, action, what, context = partial): Decision => engine.explain(callerFor(who), action, what ?? '*', context),
    whoCan,
    permissionsOf: (who) => permissionsOf(engine, estate.byArn.get(who), who),
    staleKeys: (who, asOf) => {
      const is = estate.byArn.get(who)?.is;
      return is && 'accessKeys' in is ? keyProblems(is, asOf) : [];
    },
    reaches: (who) => {
      const { data, audit } = reachOf(identity, who);
      return reachedBy(data, audit);
    },
    escalations: () => (found ??= searchEscalations(engine)),
    ...awsNames(input, principals, actions),
  };
  return identity;
};

/** The reasons are put together when somebody reads them: of thousands who can, few are looked at. */
const withReasons = (who: string, explain: () => Decision): Allowed => {
  let made: Decision | undefined;
  return {
    who,
    known: true,
    get decision() {
      return (made ??= explain());
    },
  };
};

const principalOf = ({ is, kind }: HolderState): Principal => ({
  id: is.arn,
  name: is.name,
  kind,
  account: is.account,
  at: is.at,
  ...(is.address === undefined ? {} : { address: is.address }),
});
const rootOf = (account: string, partition: string): Principal => ({
  id: `arn:${partition}:iam::${account}:root`,
  name: 'root',
  kind: 'root',
  account,
  at: undefined,
});

/** Those that the resource's own policy names and that were not read: other accounts, services, everybody. */
const outsiders = (engine: Engine, action: string, what: string, context: Context): Allowed[] => {
  const { estate } = engine;
  const target = engine.target(what);
  const policy = isTrustAction(action.toLowerCase()) ? target.holder?.trust : target.thing?.policy;
  const members = new Set(
    (policy?.on(action.toLowerCase()) ?? []).flatMap(({ source }) =>
      source.effect === 'Deny' || !source.principals || source.principals.not ? ['*'] : source.principals.list,
    ),
  );
  if (!policy || policy.on(action.toLowerCase()).every(({ source }) => source.effect === 'Deny')) return [];
  return [...members].flatMap((member): Allowed[] => {
    const text = member === '*' || member === 'AWS:*' ? '*' : member.slice(member.indexOf(':') + 1);
    const caller = callerOf(text);
    if (!caller || estate.byArn.has(text)) return [];
    if (caller.kind === 'root' && estate.guardrails.has(caller.account)) return [];
    const decision = engine.explain(caller, action, what, context);
    if (decision.decision === 'allow') return [{ who: text, known: false, decision }];
    // Of another account nobody knows what it allows its own people.
    if ('account' in caller && decision.decision === 'implicit-deny')
      return [{ who: text, known: false, decision: { ...decision, decision: 'allow-if', condition: { doubt: `account ${caller.account} allows it` } } }];
    return decision.decision === 'allow-if' ? [{ who: text, known: false, decision }] : [];
  });
};

const permissionsOf = ({ estate }: Engine, holder: HolderState | undefined, who: string): Permissions => {
  const { actions } = estate;
  if (!holder) return { who, administrator: false, services: [] };
  const guard = estate.guardrails.get(holder.is.account)?.scps ?? [];
  const limits = holder.boundary ? [holder.boundary, ...guard] : guard;
  const set = actionSet(actions, holder.identity, limits);
  const services: ServicePermissions[] = [];
  for (const { prefix, start, end } of actions.services) {
    const levels: Partial<Record<AccessLevel, string[]>> = {};
    let allowed = 0;
    let whole = 0;
    for (let id = start; id < end; id++) {
      const mark = set[id] ?? 0;
      if (mark === 0) continue;
      allowed++;
      if (mark & everywhere) whole++;
      (levels[actions.level(id)] ??= []).push(actions.name(id));
    }
    if (allowed > 0)
      services.push({
        service: prefix,
        levels,
        everywhere: whole === allowed,
        conditional: whole < allowed,
        total: end - start,
        allowed,
        wildcards: wildcardsOn(estate.actions, holder, prefix),
      });
  }
  return { who, administrator: isAdministrator(actions, holder.identity, limits, guard), services };
};

/** The patterns with a wildcard that allow actions of a service. */
const wildcardsOn = (actions: AwsActions, holder: HolderState, service: string): ServicePermissions['wildcards'] =>
  holder.identity.flatMap(({ policy, statements }) =>
    statements.flatMap(({ source, index }) =>
      source.effect === 'Allow' && !source.actions.not
        ? source.actions.list
            .filter(
              (pattern) =>
                /[*?]/.test(pattern) && (pattern.toLowerCase().startsWith(`${service}:`) || (!pattern.includes(':') && actionIds(actions, source).length > 0)),
            )
            .map((pattern) => ({
              pattern,
              because: {
                layer: 'identity',
                effect: 'allow' as const,
                policy: policy.name,
                statement: source.sid ?? index,
                through: holder.through.get(policy.id),
                at: source.at ?? policy.at,
              },
            }))
        : [],
    ),
  );
