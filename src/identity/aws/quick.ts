import type { Context, Outcome, Residual } from '../identity.ts';
import { atomsOf, type Truth } from '../residual.ts';
import { principalMatch, statementTruth, type CompiledPolicy, type CompiledStatement } from './compile.ts';
import type { Look } from './context.ts';
import type { Estate, HolderState } from './estate.ts';
import type { Target } from './resource-of.ts';
import { isNeverTaken, isUnsigned, needsNoPermission, needsResourcePolicy } from './special.ts';

/** What the quick way asks of the engine. */
export interface Surroundings {
  readonly estate: Estate;
  target(arn: string): Target;
  policyOf(action: string, on: Target): CompiledPolicy | undefined;
  look(holder: HolderState, on: Target, context: Context): Look;
  /** The whole evaluation. */
  slow(holder: HolderState, action: string, resource: string, context: Context): Outcome;
}

/**
 * The outcome without reasons. What bears on a principal and an action is put together once (the plan); a question then looks only at the statements that
 * speak of the action: every Deny, and of the Allows the first that holds. It is the same decision as the whole evaluation, which it asks when several things that
 * nobody knows could contradict each other.
 */
export const quickOutcome = (around: Surroundings): ((index: number, action: string, resource: string, context: Context) => Outcome) => {
  const { estate } = around;
  const rcps = rcpDenies(estate);
  const planOf = plansOf(estate, rcps);
  // One question at a time: what it needs is kept in one place instead of being made anew millions of times.
  const open: Residual[] = [];
  let asked: { readonly holder: HolderState; readonly on: Target; readonly context: Context } | undefined;
  let facts: Look | undefined;
  const look: Look = (key) => {
    if (!asked) return undefined;
    facts ??= around.look(asked.holder, asked.on, asked.context);
    return facts(key);
  };

  return (index, action, resource, context) => {
    const holder = estate.holders[index];
    if (!holder) return 'implicit-deny';
    const plan = planOf(holder, action);
    if (plan.slow) return around.slow(holder, action, resource, context);
    const on = around.target(plan.star ? '*' : resource);
    const { account } = holder.is;
    const owner = on.account ?? account;
    const isForeign = owner !== account;
    if (isForeign && isOtherPartition(holder.is.arn, on.arn)) return around.slow(holder, action, resource, context);
    asked = { holder, on, context };
    facts = undefined;
    open.length = 0;

    // What does not depend on the resource is the same for the next question with this context.
    if (plan.context !== context) {
      plan.still.length = 0;
      plan.denied = anyDenies(plan.everywhere, action, on.arn, look, plan.still);
      plan.context = context;
    }
    if (plan.denied) return 'explicit-deny';
    for (const one of plan.still) open.push(one);
    if (anyDenies(plan.denies, action, on.arn, look, open)) return 'explicit-deny';
    if (plan.rcp && anyDenies(isForeign ? rcps(owner, action) : plan.rcp, action, on.arn, look, open)) return 'explicit-deny';
    const policy = around.policyOf(action, on);
    const said = policy ? resourceSays(policy, holder, action, on.arn, look, open) : silence;
    if (said.denied) return 'explicit-deny';
    if (said.open) return around.slow(holder, action, resource, context);

    for (const level of plan.levels) if (anyAllows(level, action, on.arn, look, open) === none) return 'implicit-deny';
    if (isForeign ? !said.allowed : needsResourcePolicy(action, on.arn) && !said.direct && !said.byRole && !said.delegated) return 'implicit-deny';
    if (isForeign || !said.direct) {
      // A grant to the role needs no identity policy; both ways are behind the boundary.
      if (plan.boundary && anyAllows(plan.boundary, action, on.arn, look, open) === none) return 'implicit-deny';
      if ((isForeign || !said.byRole) && anyAllows(plan.identity, action, on.arn, look, open) === none) return 'implicit-deny';
    }
    return open.length === 0 ? 'allow' : isIndependent(open) ? 'allow-if' : around.slow(holder, action, resource, context);
  };
};

/** What bears on a principal and an action, whatever the resource. */
interface Plan {
  /** Decided by rules of its own. */
  readonly slow: boolean;
  /** The action has no resource type. */
  readonly star: boolean;
  /** The Denies of the identity policies, the boundary and the service control policies: those that look at the resource. */
  readonly denies: readonly CompiledStatement[];
  /** Those that do not, and what they say in a context. */
  readonly everywhere: readonly CompiledStatement[];
  context: Context | undefined;
  denied: boolean;
  readonly still: Residual[];
  readonly identity: Allows;
  readonly boundary: Allows | undefined;
  /** The levels of service control policies that do not simply allow the action. */
  readonly levels: readonly Allows[];
  /** Of the resource control policies of the principal's own account; undefined: none bears on the action. */
  readonly rcp: readonly CompiledStatement[] | undefined;
}
/** The Allows of a layer. `always`: one of them needs no further look, and the others are left out. */
interface Allows {
  readonly always: boolean;
  readonly list: readonly CompiledStatement[];
}
const nothing: Allows = { always: false, list: [] };
const everything: Allows = { always: true, list: [] };
const noDenies: readonly CompiledStatement[] = [];
const mostPlans = 500_000;

const plansOf = (estate: Estate, rcps: RcpDenies): ((holder: HolderState, action: string) => Plan) => {
  let plans: Map<string, Plan>[] = [];
  let made = 0;
  const hasGrants = estate.input.grants.length > 0;
  const make = (holder: HolderState, action: string): Plan => {
    const { caller, boundary, is } = holder;
    const service = action.slice(0, action.indexOf(':'));
    const id = estate.actions.idOf(action);
    const isServiceLinked = caller.kind === 'role' && caller.serviceLinked;
    const scps = isServiceLinked ? [] : (estate.guardrails.get(is.account)?.scps ?? []);
    const layers = [holder.identity, boundary ?? [], ...scps].map((policies) => policies.flatMap((policy) => policy.on(action)));
    const denies = layers.flatMap((layer) => layer.filter(({ source }) => source.effect !== 'Allow'));
    const [identity = nothing, inside = nothing, ...levels] = layers.map(allowsOf);
    return {
      slow:
        isUnsigned(action) ||
        needsNoPermission(caller, action) ||
        isNeverTaken(caller, action) ||
        action === 'sts:assumeroot' ||
        caller.kind === 'federated-user' ||
        caller.kind === 'root' ||
        (hasGrants && service === 'kms'),
      star: id !== undefined && estate.actions.isWildcardOnly(id),
      denies: denies.length === 0 ? noDenies : denies.filter(({ anyResource }) => !anyResource),
      everywhere: denies.length === 0 ? noDenies : denies.filter(({ anyResource }) => anyResource),
      // Without any there is nothing to find out.
      context: undefined,
      denied: false,
      still: [],
      identity,
      boundary: boundary && !inside.always ? inside : undefined,
      levels: levels.filter(({ always }) => !always),
      rcp: !isServiceLinked && action !== 'kms:retiregrant' && estate.actions.supportsRcp(service) ? rcps(is.account, action) : undefined,
    };
  };
  return (holder, action) => {
    const own = (plans[holder.index] ??= new Map<string, Plan>());
    const known = own.get(action);
    if (known) return known;
    if (++made > mostPlans) {
      plans = [];
      made = 0;
    }
    const plan = make(holder, action);
    own.set(action, plan);
    return plan;
  };
};

const allowsOf = (layer: readonly CompiledStatement[]): Allows => {
  const list = layer.filter(({ source }) => source.effect !== 'Deny');
  if (list.length === 0) return nothing;
  if (list.some(({ source, plain, everywhere }) => plain && everywhere && source.actions.open === undefined)) return everything;
  // Those that are certain at once come first.
  return { always: false, list: [...list.filter(({ plain }) => plain), ...list.filter(({ plain }) => !plain)] };
};

type RcpDenies = (account: string, action: string) => readonly CompiledStatement[];
/** What the resource control policies of an account deny, or may deny, of an action. Remembered. */
const rcpDenies = ({ guardrails }: Estate): RcpDenies => {
  const found = new Map<string, Map<string, readonly CompiledStatement[]>>();
  return (account, action) => {
    const levels = guardrails.get(account)?.rcps ?? [];
    if (levels.length === 0) return noDenies;
    let own = found.get(account);
    if (!own) found.set(account, (own = new Map()));
    let denies = own.get(action);
    if (!denies) {
      denies = levels.flatMap((level) => level.flatMap((policy) => policy.on(action).filter(({ source }) => source.effect !== 'Allow')));
      own.set(action, denies);
    }
    return denies;
  };
};

const anyDenies = (statements: readonly CompiledStatement[], action: string, resource: string, look: Look, open: Residual[]): boolean => {
  for (const statement of statements) {
    const truth = truthOn(statement, action, resource, look);
    if (truth === false) continue;
    if (truth !== true) open.push(truth);
    else if (statement.source.effect === 'Deny') return true;
  }
  return false;
};

const none = 0;
const perhaps = 1;
const certain = 2;
const anyAllows = (allows: Allows, action: string, resource: string, look: Look, open: Residual[]): number => {
  if (allows.always) return certain;
  const before = open.length;
  for (const statement of allows.list) {
    const truth = truthOn(statement, action, resource, look);
    if (truth === false) continue;
    if (truth === true) {
      open.length = before;
      return certain;
    }
    open.push(truth);
  }
  return open.length > before ? perhaps : none;
};

const truthOn = (statement: CompiledStatement, action: string, resource: string, look: Look): Truth => {
  const touches = statement.resource(resource, look);
  if (touches === false) return false;
  const holds = statement.condition ? statement.condition(look) : true;
  if (holds === false) return false;
  return touches === true && holds === true && statement.source.actions.open === undefined ? true : statementTruth(statement, action, resource, look);
};

/** What the policy of the resource says to a principal. */
interface Said {
  readonly denied: boolean;
  readonly allowed: boolean;
  /** Without the identity policies; also without the boundary. */
  readonly direct: boolean;
  readonly byRole: boolean;
  /** To the account, which hands it on. */
  readonly delegated: boolean;
  /** Something that nobody knows: not for the quick way. */
  readonly open: boolean;
}
const silence: Said = { denied: false, allowed: false, direct: false, byRole: false, delegated: false, open: false };

const resourceSays = (policy: CompiledPolicy, holder: HolderState, action: string, resource: string, look: Look, open: Residual[]): Said => {
  let said = silence;
  for (const statement of policy.on(action)) {
    if (!statement.names(holder.caller)) continue;
    const truth = truthOn(statement, action, resource, look);
    if (truth === false) continue;
    const match = principalMatch(statement.source, holder.caller, holder.boundary !== undefined);
    if (match.if === false) continue;
    const { effect } = statement.source;
    if (effect === 'Deny') {
      if (truth === true && match.if === true) return { ...silence, denied: true };
      if (truth !== true && match.if === true) open.push(truth);
      else said = { ...said, open: true };
    } else if (effect === 'unknown' || truth !== true || match.if !== true) said = { ...said, open: true };
    else
      said = {
        ...said,
        allowed: true,
        direct: said.direct || match.by === 'user' || match.by === 'everyone' || match.by === 'session' || match.by === 'federated-user',
        byRole: said.byRole || match.by === 'role',
        delegated: said.delegated || match.by === 'account',
      };
  }
  return said;
};

const isOtherPartition = (ours: string, theirs: string): boolean => ours.slice(0, ours.indexOf(':', 4)) !== theirs.slice(0, theirs.indexOf(':', 4));

const keysOf = new WeakMap<Residual, readonly string[]>();
/** No two of them are about one key: then each can hold or not, whatever the others do. */
const isIndependent = (open: readonly Residual[]): boolean => {
  const seen = new Set<string>();
  for (const one of open) {
    let keys = keysOf.get(one);
    if (!keys) {
      keys = atomsOf(one).map(({ key }) => key.toLowerCase());
      keysOf.set(one, keys);
    }
    for (const key of keys) {
      if (seen.has(key)) return false;
      seen.add(key);
    }
  }
  return true;
};
