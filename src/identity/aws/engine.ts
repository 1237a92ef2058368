import type { AwsActions } from '../data/aws-actions.ts';
import type { Because, Context, Decision, Outcome } from '../identity.ts';
import type { Truth } from '../residual.ts';
import { accountOfCaller, type Caller } from './caller.ts';
import { principalMatch, type CompiledPolicy, type CompiledStatement } from './compile.ts';
import { notKnown, type Look } from './context.ts';
import { decide, type AwsRequest, type Layers } from './decide.ts';
import type { Estate, HolderState } from './estate.ts';
import { lookUp } from './look.ts';
import { targets, type Target } from './resource-of.ts';
import { isTrustAction, isUnsigned, needsResourcePolicy } from './special.ts';

/** Decisions over one estate: the quick answer, and the whole one with its reasons. Both are the same decision. */
export interface Engine {
  readonly estate: Estate;
  /** A holder by index. Without reasons. `action` in lower case. */
  outcome(holder: number, action: string, resource: string, context: Context): Outcome;
  explain(caller: Caller, action: string, resource: string, context: Context): Decision;
  request(caller: Caller, action: string, resource: string, context: Context): AwsRequest;
  target(arn: string): Target;
  /** Facts of a request that follow from the principal and the resource that were read. */
  look(caller: Caller, action: string, target: Target, context: Context): Look;
}

export const engineOf = (estate: Estate): Engine => {
  const target = targets(estate);
  const guards = guardsOf(estate);

  const look = (caller: Caller, _action: string, on: Target, context: Context): Look =>
    lookUp(context, caller, on.account ?? accountOfCaller(caller), factsOf(estate, caller, on));

  const request = (caller: Caller, action: string, resource: string, context: Context): AwsRequest => {
    const lower = action.toLowerCase();
    const on = target(resourceFor(estate.actions, lower, resource));
    const account = on.account ?? accountOfCaller(caller);
    return {
      caller,
      action: lower,
      resource: on.arn,
      resourceAccount: account,
      look: look(caller, lower, on, context),
      layers: layersOf(estate, guards, caller, lower, on),
    };
  };

  const explain = (caller: Caller, action: string, resource: string, context: Context): Decision => {
    const asked = request(caller, action, resource, context);
    const decision = decide(asked);
    const holder = holderOf(estate, caller);
    return { ...decision, because: decision.because.map((one) => withGroup(one, holder)), missing: missingOf(estate) };
  };

  const outcome = (index: number, action: string, resource: string, context: Context): Outcome => {
    const holder = estate.holders[index];
    if (!holder) return 'implicit-deny';
    const on = target(resourceFor(estate.actions, action, resource));
    const slow = (): Outcome => decide(request(holder.caller, action, resource, context)).decision;
    const policy = resourcePolicyOf(estate, action, on);
    const account = holder.is.account;
    if (action.startsWith('sts:') || needsResourcePolicy(action, on.arn) || (on.account !== undefined && on.account !== account)) return slow();
    if (policy && policy.on(action).some((statement) => principalMatch(statement.source, holder.caller, holder.boundary !== undefined).if !== false))
      return slow();
    const serviceLinked = holder.caller.kind === 'role' && holder.caller.serviceLinked;
    let lazy: Look | undefined;
    const facts: Look = (key) => (lazy ??= look(holder.caller, action, on, context))(key);
    const guard = guards(account);
    let open = false;
    let possible = true;
    const layer = (policies: readonly CompiledPolicy[]): boolean => {
      const said = hear(policies, action, on.arn, facts);
      if (said & denied) return true;
      if (said & openDeny) open = true;
      if (!(said & allowed)) {
        if (said & openAllow) open = true;
        else possible = false;
      }
      return false;
    };
    if (layer(holder.identity)) return 'explicit-deny';
    if (holder.boundary && layer(holder.boundary)) return 'explicit-deny';
    if (!serviceLinked) {
      for (const level of guard.scps) if (layer(level)) return 'explicit-deny';
      if (guard.rcps.length > 0 && action !== 'kms:retiregrant' && estate.actions.supportsRcp(action.slice(0, action.indexOf(':'))))
        for (const level of guard.rcps) {
          const said = hear(level, action, on.arn, facts);
          if (said & denied) return 'explicit-deny';
          if (said & openDeny) open = true;
        }
    }
    if (!possible) return 'implicit-deny';
    // What is left over may contradict itself: the whole evaluation tells.
    return open ? slow() : 'allow';
  };

  return { estate, outcome, explain, request, target, look };
};

const allowed = 1;
const openAllow = 2;
const denied = 4;
const openDeny = 8;

/** What a layer says, as bits. */
const hear = (policies: readonly CompiledPolicy[], action: string, resource: string, look: Look): number => {
  let said = 0;
  for (const policy of policies)
    for (const statement of policy.on(action)) {
      const truth = truthOn(statement, action, resource, look);
      if (truth === false) continue;
      const { effect } = statement.source;
      if (truth === true && effect !== 'unknown') {
        if (effect === 'Deny') return denied;
        said |= allowed;
      } else said |= effect === 'Allow' ? openAllow : effect === 'Deny' ? openDeny : openAllow | openDeny;
    }
  return said;
};

/** The action is known to match or to be open. */
const truthOn = (statement: CompiledStatement, action: string, resource: string, look: Look): Truth => {
  const touches = statement.resource(resource, look);
  if (touches === false) return false;
  const holds = statement.condition ? statement.condition(look) : true;
  if (holds === false) return false;
  return touches === true && holds === true && statement.action(action) === true ? true : openTruth;
};
const openTruth: Truth = { doubt: '' };

/** An action without a resource type is asked of `*`. */
const resourceFor = (actions: AwsActions, action: string, resource: string): string => {
  if (resource === '*') return resource;
  const id = actions.idOf(action);
  return id !== undefined && actions.isWildcardOnly(id) ? '*' : resource;
};

const holderOf = (estate: Estate, caller: Caller): HolderState | undefined => {
  if (!('arn' in caller)) return undefined;
  const exact = estate.byArn.get(caller.arn);
  if (exact || caller.kind !== 'role') return exact;
  // A session does not tell the path of its role.
  return estate.holders.find(({ is, kind }) => kind === 'role' && is.account === caller.account && is.name === caller.name);
};

/** Compiled guardrails of an account; none if it has none. */
const guardsOf = (estate: Estate) => {
  const none = { scps: [], rcps: [] };
  return (account: string) => estate.guardrails.get(account) ?? none;
};

const resourcePolicyOf = (_estate: Estate, action: string, on: Target): CompiledPolicy | undefined =>
  isTrustAction(action) ? on.holder?.trust : on.thing?.policy;

const layersOf = (estate: Estate, guards: ReturnType<typeof guardsOf>, caller: Caller, action: string, on: Target): Layers => {
  const holder = holderOf(estate, caller);
  const account = accountOfCaller(caller);
  const owner = on.account ?? account;
  return {
    identity: holder?.identity ?? [],
    boundary: holder?.boundary,
    session: undefined,
    resource: resourcePolicyOf(estate, action, on),
    scps: account === undefined || isUnsigned(action) ? [] : guards(account).scps,
    rcps: owner !== undefined && estate.actions.supportsRcp(action.slice(0, action.indexOf(':'))) ? guards(owner).rcps : [],
    endpoint: undefined,
    grants: estate.input.grants,
  };
};

/** Tags and account facts of both sides: what was read of them is all there is. */
const factsOf =
  (estate: Estate, caller: Caller, on: Target): Look =>
  (key) => {
    const slash = key.indexOf('/');
    const tag = slash < 0 ? undefined : key.slice(slash + 1);
    if (tag !== undefined && key.startsWith('aws:principaltag/')) return tagged(holderOf(estate, caller)?.is.tags, tag);
    if (tag !== undefined && /^(aws|iam|ec2|ecs|ssm|secretsmanager|s3):resourcetag\//.test(key)) return tagged(on.thing?.is.tags ?? on.holder?.is.tags, tag);
    if (key === 'aws:userid') return holderOf(estate, caller)?.kind === 'user' ? (holderOf(estate, caller)?.is.uniqueId ?? notKnown) : notKnown;
    const organization = estate.input.accounts.find(({ id }) => id === accountOfCaller(caller))?.organization;
    if (key === 'aws:principalorgid') return organization?.id ?? notKnown;
    if (key === 'aws:principalorgpaths') return organization?.path === undefined ? notKnown : [organization.path];
    return notKnown;
  };
/** Keys of tags are compared without case. */
const tagged = (tags: Readonly<Record<string, string>> | undefined, name: string): string | undefined | typeof notKnown =>
  tags === undefined ? notKnown : Object.entries(tags).find(([key]) => key.toLowerCase() === name)?.[1];

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
