import type { Because, EscalationEdge, StaleKey } from '../identity.ts';
import { and, type Truth } from '../residual.ts';
import type { Right as ThingRight } from '../reached.ts';
import type { User } from './account.ts';
import type { AwsIdentity } from './aws.ts';
import { isServiceLinked, type HolderState, type ThingState } from './estate.ts';
import { entranceOf, peopleOf, underMfa, type MfaState, type People } from './mfa.ts';
import { administratorProbes, auditProbes, storeProbes, trailBucketActions, trailKeyActions } from './power-probes.ts';

/** What a user or role could do at the worst, found by evaluation and not by the names of policies. */
export interface Power {
  readonly who: string;
  /** The statements that make it an administrator; undefined: it is none. */
  readonly administrator: readonly Because[] | undefined;
  /** The chain by which it becomes one; empty: it cannot, or is one. The statements are in its steps. */
  readonly becomes: readonly EscalationEdge[];
  readonly stores: readonly StorePower[];
  /** What records what is done, and how it could be stopped or wiped. */
  readonly audit: readonly Right[];
  readonly mfa: MfaAnswer;
  /** Access keys that are old or have long not been used; empty where nobody knows. */
  readonly keys: readonly StaleKey[];
}

/** A store of data and what may be done to it; at least one of the three is set. */
export interface StorePower {
  /** ARN. */
  readonly store: string;
  readonly type: string;
  readonly reads: Right | undefined;
  readonly changes: Right | undefined;
  readonly destroys: Right | undefined;
}
export interface Right {
  readonly action: string;
  readonly on: string;
  /** `true`: certain; else what it depends on. */
  readonly truth: Exclude<Truth, false>;
  readonly because: readonly Because[];
}

/**
 * Is MFA demanded of the people who use this power? `demanded`: without MFA nothing of it is left. `by-provider`: people come through an identity provider,
 * which alone knows. `no-person`: only services and machines come to have it. `unknown`: nobody knows of a password or key.
 */
export interface MfaAnswer {
  readonly is: 'demanded' | 'not-demanded' | 'by-provider' | 'no-person' | 'unknown';
  /** By which credentials it can be used without MFA. Keys of machines cannot have MFA: the reader tells them apart. */
  readonly by: readonly ('access-key' | 'password' | 'assume-role')[];
  /** Whether a device is registered; undefined: nobody knows. */
  readonly device: boolean | undefined;
  /** The statements that give a power without MFA; of a role also those of its trust policy. */
  readonly because: readonly Because[];
}
/** Keys are to be renewed, and given up if unused, after so many days. CIS AWS Foundations Benchmark: 90 days and 45 days. */
const renewAfter = 90;
const unusedAfter = 45;

/**
 * Users and roles that are administrators, can become one, get at a store of data, or can switch off what is recorded; by ARN. Others are left out.
 * `asOf`: the day on which the ages of keys are counted (ISO); without it no key is judged. `wanted`: of whom it is asked; of all if left out.
 */
export const powerfulPrincipals = (identity: AwsIdentity, asOf?: string, wanted: (holder: HolderState) => boolean = () => true): ReadonlyMap<string, Power> => {
  const { engine } = identity;
  const { administrators, becomeAdministrator } = identity.escalations();
  const { holders } = engine.estate;
  const people = peopleOf(holders);
  const powers = new Map<string, Power>();
  for (const holder of holders) {
    if (!wanted(holder)) continue;
    // What a service does with a role of its own is not in the account's hands.
    if (isServiceLinked(holder)) continue;
    const { arn } = holder.is;
    const administrator = administrators.has(arn) ? administration(identity, holder) : undefined;
    const becomes = becomeAdministrator.get(arn) ?? [];
    const stores = storesOf(identity, holder);
    const audit = auditOf(identity, holder);
    if (!administrator && becomes.length === 0 && stores.length === 0 && audit.length === 0) continue;
    const rights: readonly Right[] = [
      ...(administrator ?? []),
      ...firstStep(becomes),
      ...stores.flatMap(({ reads, changes, destroys }) => [reads, changes, destroys].flatMap((one) => one ?? [])),
      ...audit,
    ];
    powers.set(arn, {
      who: arn,
      administrator: administrator && unique(administrator.flatMap(({ because }) => because)),
      becomes,
      stores,
      audit,
      mfa: mfaOf(identity, holder, rights, people),
      keys: 'accessKeys' in holder.is && asOf !== undefined ? keyProblems(holder.is, asOf) : [],
    });
  }
  return powers;
};

/** Data and records that somebody gets at. */
export const reachOf = (identity: AwsIdentity, who: string): { readonly data: readonly ThingRight[]; readonly audit: readonly ThingRight[] } => {
  const holder = identity.engine.estate.byArn.get(who);
  if (!holder || isServiceLinked(holder)) return { data: [], audit: [] };
  const right = ({ action, truth }: Right, on: string): ThingRight => ({ action, on, conditional: truth !== true });
  return {
    data: storesOf(identity, holder).flatMap(({ store, reads, changes, destroys }) =>
      [reads, changes, destroys].flatMap((one) => (one ? [right(one, store)] : [])),
    ),
    audit: auditOf(identity, holder).map((one) => right(one, one.on)),
  };
};

const unique = (all: readonly Because[]): readonly Because[] => {
  const seen = new Set<string>();
  return all.filter(({ layer, policy, statement, at }) => {
    const key = JSON.stringify([layer, policy, statement, at]);
    return !seen.has(key) && seen.add(key);
  });
};

/** One question; undefined: no. */
const rightTo = ({ engine }: AwsIdentity, holder: HolderState, action: string, on: string): Right | undefined => {
  const context = { is: 'partial', keys: {} } as const;
  const outcome = engine.outcome(holder.index, action.toLowerCase(), on, context);
  if (outcome !== 'allow' && outcome !== 'allow-if') return undefined;
  const { decision, condition, because } = engine.explain(holder.caller, action, on, context);
  const truth = decision === 'allow' ? true : decision === 'allow-if' ? condition : undefined;
  return truth === undefined ? undefined : { action, on, truth, because: because.filter(({ effect }) => effect === 'allow') };
};

const administration = (identity: AwsIdentity, holder: HolderState): readonly Right[] => {
  const base = holder.is.arn.slice(0, holder.is.arn.indexOf(`:${holder.kind}/`));
  return administratorProbes.flatMap(([action, kind]) => rightTo(identity, holder, action, `${base}:${kind}/anyone`) ?? []);
};

/** The first step of a chain decides whether MFA is needed for it: later ones are made with other credentials. */
const firstStep = ([first]: readonly EscalationEdge[]): readonly Right[] =>
  first ? first.permissions.map(({ action, on, because }) => ({ action, on: on ?? '*', truth: first.condition ?? true, because })) : [];

const storesOf = (identity: AwsIdentity, holder: HolderState): readonly StorePower[] => {
  const { things } = identity.engine.estate;
  const found: StorePower[] = [];
  for (const thing of things.values()) {
    const probes = storeProbes[thing.is.type];
    if (!probes) continue;
    const first = (actions: readonly string[]): Right | undefined => {
      let possible: Right | undefined;
      for (const action of actions) {
        if (!mayConcern(holder, thing, action)) continue;
        const targets = probes.inside?.actions.includes(action) === true ? inside(holder, action, thing.is.arn, probes.inside.suffix) : [thing.is.arn];
        for (const on of targets) {
          const right = rightTo(identity, holder, action, on);
          if (right?.truth === true) return right;
          possible ??= right;
        }
      }
      return possible;
    };
    const power = { store: thing.is.arn, type: thing.is.type, reads: first(probes.read), changes: first(probes.change), destroys: first(probes.destroy) };
    if (power.reads || power.changes || power.destroys) found.push(power);
  }
  return found;
};

/** Neither a policy of the holder nor one of the thing speaks of it: no need to ask. */
const mayConcern = ({ identity }: HolderState, { policy }: ThingState, action: string): boolean => {
  const lower = action.toLowerCase();
  return identity.some((one) => one.on(lower).some(({ source }) => source.effect !== 'Deny')) || (policy?.on(lower).length ?? 0) > 0;
};

/** Something in a store; policies may allow a part of it only: one of the parts that they name. */
const inside = ({ identity }: HolderState, action: string, store: string, suffix: string): readonly string[] => {
  const parts = new Set([store + suffix]);
  for (const policy of identity)
    for (const { source } of policy.on(action.toLowerCase()))
      for (const pattern of source.effect === 'Allow' && source.resources?.not === false ? source.resources.list : [])
        if (pattern.startsWith(`${store}/`) && parts.size < 10) parts.add(pattern.replace(/\*/g, 'object').replace(/\?/g, 'x'));
  return [...parts];
};

const auditOf = (identity: AwsIdentity, holder: HolderState): readonly Right[] => {
  const { estate } = identity.engine;
  const { account, arn } = holder.is;
  const rights: Right[] = [];
  const ask = (action: string, on: string): void => {
    const lower = action.toLowerCase();
    if (!holder.identity.some((one) => one.on(lower).some(({ source }) => source.effect !== 'Deny'))) return;
    const right = rightTo(identity, holder, action, on);
    if (right) rights.push(right);
  };
  for (const { type, arn: template, actions } of auditProbes) {
    const there = recorders(identity).filter(({ is }) => is.type === type);
    const standIn = `${arn.slice(0, arn.indexOf(':iam:'))}:${template.replace(':R:', ':us-east-1:').replace(':A:', `:${account}:`)}`;
    for (const on of there.length > 0 ? there.map(({ is }) => is.arn) : [standIn]) for (const action of actions) ask(action, on);
  }
  for (const { is } of recorders(identity)) {
    const { bucket, key } = is.facts;
    if (typeof bucket === 'string') {
      for (const action of trailBucketActions.bucket) ask(action, bucket);
      for (const action of trailBucketActions.inside) ask(action, `${bucket}/AWSLogs/${account}/CloudTrail/any`);
    }
    if (typeof key === 'string' && estate.things.has(key)) for (const action of trailKeyActions) ask(action, key);
  }
  return rights;
};
const remembered = new WeakMap<AwsIdentity, readonly ThingState[]>();
/** The things that record what is done. */
const recorders = (identity: AwsIdentity): readonly ThingState[] => {
  const types = new Set(auditProbes.map(({ type }) => type));
  const found = remembered.get(identity) ?? [...identity.engine.estate.things.values()].filter(({ is }) => types.has(is.type));
  remembered.set(identity, found);
  return found;
};

const mfaOf = (identity: AwsIdentity, holder: HolderState, rights: readonly Right[], people: People): MfaAnswer => {
  /** The rights that are left in a state. */
  const left = (state: MfaState): readonly Right[] => rights.filter(({ truth }) => and([underMfa(truth, state)]) !== false);
  const { is } = holder;
  if ('trust' in is) {
    const entrance = entranceOf(identity, holder, is, people);
    const remaining = [...left('absent'), ...left('false')];
    const open = entrance.withoutMfa && remaining.length > 0;
    return {
      is: !entrance.people ? 'no-person' : open ? 'not-demanded' : entrance.provider ? 'by-provider' : 'demanded',
      by: open ? ['assume-role'] : [],
      device: undefined,
      because: open ? unique([...entrance.because, ...remaining.flatMap(({ because }) => because)]) : entrance.because,
    };
  }
  const keys = is.accessKeys?.some(({ active }) => active);
  const { consolePassword: password, mfaDevice: device } = is;
  const withKey = keys === false ? [] : left('absent');
  const withPassword = password === false ? [] : left('false');
  const by = [
    ...(withKey.length > 0 && keys === true ? (['access-key'] as const) : []),
    ...(withPassword.length > 0 && password === true ? (['password'] as const) : []),
  ];
  const because = unique([...withKey, ...withPassword].flatMap((one) => one.because));
  const none = withKey.length === 0 && withPassword.length === 0;
  if (keys !== true && password !== true)
    return { is: keys === false && password === false ? 'no-person' : none ? 'demanded' : 'unknown', by, device, because };
  // What nobody knows of the other credential does not make it worse.
  return { is: by.length > 0 ? 'not-demanded' : 'demanded', by, device, because: by.length > 0 ? because : [] };
};

const day = 86_400_000;
export const keyProblems = ({ accessKeys }: User, asOf: string): readonly StaleKey[] =>
  (accessKeys ?? []).flatMap(({ id, active, created, lastUsed }): StaleKey[] => {
    if (!active) return [];
    const days = (since: string | undefined): number => (since === undefined ? 0 : Math.floor((Date.parse(asOf) - Date.parse(since)) / day));
    return [
      ...(days(created) > renewAfter ? [{ key: id, is: 'old', days: days(created) } as const] : []),
      ...(days(lastUsed) > unusedAfter ? [{ key: id, is: 'unused', days: days(lastUsed) } as const] : []),
    ];
  });
