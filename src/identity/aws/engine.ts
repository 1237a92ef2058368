import type { AwsActions } from '../data/aws-actions.ts';
import type { Because, Context, Decision, Outcome } from '../identity.ts';
import { accountOfCaller, type Caller } from './caller.ts';
import type { CompiledPolicy } from './compile.ts';
import type { Look } from './context.ts';
import { decide, type AwsRequest, type Layers } from './decide.ts';
import type { Estate, Guardrails, HolderState } from './estate.ts';
import { factsOf } from './facts.ts';
import { lookUp } from './look.ts';
import { quickOutcome } from './quick.ts';
import { targets, type Target } from './resource-of.ts';
import { isTrustAction, isUnsigned } from './special.ts';

/** Decisions over one estate: the quick answer, and the whole one with its reasons. Both are the same decision. */
export interface Engine {
  readonly estate: Estate;
  /** A holder by index. Without reasons. `action` in lower case. */
  outcome(holder: number, action: string, resource: string, context: Context): Outcome;
  explain(caller: Caller, action: string, resource: string, context: Context): Decision;
  request(caller: Caller, action: string, resource: string, context: Context): AwsRequest;
  target(arn: string): Target;
}

export const engineOf = (estate: Estate): Engine => {
  const target = targets(estate);
  const facts = factsOf(estate);
  const roles = new Map(estate.holders.flatMap((holder) => (holder.kind === 'role' ? [[`${holder.is.account} ${holder.is.name}`, holder] as const] : [])));
  const holderOf = (caller: Caller): HolderState | undefined => {
    if (!('arn' in caller)) return undefined;
    // A session does not tell the path of its role.
    return estate.byArn.get(caller.arn) ?? (caller.kind === 'role' ? roles.get(`${caller.account} ${caller.name}`) : undefined);
  };

  const look = (caller: Caller, on: Target, context: Context): Look =>
    lookUp(context, caller, on.account ?? accountOfCaller(caller), facts(caller, holderOf(caller), on));

  const request = (who: Caller, action: string, resource: string, context: Context): AwsRequest => {
    const lower = action.toLowerCase();
    const on = target(resourceFor(estate.actions, lower, resource));
    const holder = holderOf(who);
    // With the role known, so is its path.
    const caller: Caller = who.kind === 'role' && holder ? { ...who, arn: holder.is.arn } : who;
    return {
      caller,
      action: lower,
      resource: on.arn,
      resourceAccount: on.account ?? accountOfCaller(caller),
      look: look(caller, on, context),
      layers: layersOf(estate, holder, caller, lower, on),
    };
  };

  const explain = (caller: Caller, action: string, resource: string, context: Context): Decision => {
    const decision = decide(request(caller, action, resource, context));
    const holder = holderOf(caller);
    return { ...decision, because: decision.because.map((one) => withGroup(one, holder)), missing: missingOf(estate) };
  };

  const outcome = quickOutcome({
    estate,
    target,
    policyOf: resourcePolicyOf,
    look: (holder, on, context) => lookUp(context, holder.caller, on.account ?? holder.is.account, facts(holder.caller, holder, on)),
    slow: (holder, action, resource, context) => decide(request(holder.caller, action, resource, context)).decision,
  });

  return { estate, outcome, explain, request, target };
};

/** An action without a resource type is asked of `*`. */
const resourceFor = (actions: AwsActions, action: string, resource: string): string => {
  if (resource === '*') return resource;
  const id = actions.idOf(action);
  return id !== undefined && actions.isWildcardOnly(id) ? '*' : resource;
};

const resourcePolicyOf = (action: string, on: Target): CompiledPolicy | undefined => (isTrustAction(action) ? on.holder?.trust : on.thing?.policy);

const layersOf = (estate: Estate, holder: HolderState | undefined, caller: Caller, action: string, on: Target): Layers => {
  const account = accountOfCaller(caller);
  const owner = on.account ?? account;
  const guards = (id: string) => estate.guardrails.get(id) ?? unguarded;
  return {
    identity: holder?.identity ?? [],
    boundary: holder?.boundary,
    session: undefined,
    resource: resourcePolicyOf(action, on),
    scps: account === undefined || isUnsigned(action) ? [] : guards(account).scps,
    rcps: owner !== undefined && estate.actions.supportsRcp(action.slice(0, action.indexOf(':'))) ? guards(owner).rcps : [],
    endpoint: undefined,
    grants: estate.input.grants,
  };
};
const unguarded: Guardrails = { scps: [], rcps: [] };

const withGroup = (because: Because, holder: HolderState | undefined): Because => {
  if (because.layer !== 'identity' || !holder) return because;
  for (const policy of holder.identity)
    if (policy.policy.name === because.policy) {
      const group = holder.through.get(policy.policy.id);
      if (group !== undefined) return { ...because, through: group };
    }
  return because;
};

const missingOf = ({ input: { collected } }: Estate): string[] =>
  (['scps', 'rcps', 'resourcePolicies'] as const)
    .filter((name) => !collected[name])
    .map((name) => ({ scps: 'scp', rcps: 'rcp', resourcePolicies: 'resource-policy' })[name]);
