import type { AwsActions } from '../data/aws-actions.ts';
import type { CompiledPolicy } from './compile.ts';
import type { Statement } from './statement.ts';

/** For each action of the data, how it is allowed: bits. */
export type ActionSet = Uint8Array;
/** On every resource, without a condition (or under one that only asks for MFA). */
export const everywhere = 1;
/** On some resources, or under a condition. */
export const somewhere = 2;
const deniedEverywhere = 4;

/** What a principal may do at most: identity, cut by the boundary and by each level of the service control policies. */
export const actionSet = (actions: AwsActions, identity: readonly CompiledPolicy[], limits: readonly (readonly CompiledPolicy[])[]): ActionSet => {
  const set = layerSet(actions, identity);
  for (const limit of limits) {
    const other = layerSet(actions, limit);
    for (let i = 0; i < set.length; i++) {
      const a = set[i] ?? 0;
      const b = other[i] ?? 0;
      const denied = (a | b) & deniedEverywhere;
      const both = a & b & everywhere;
      set[i] = denied | both | (a && b && !both ? somewhere : 0) | (both ? somewhere : 0);
    }
  }
  for (let i = 0; i < set.length; i++) set[i] = (set[i] ?? 0) & deniedEverywhere ? 0 : (set[i] ?? 0) & (everywhere | somewhere);
  return set;
};

const layerSet = (actions: AwsActions, policies: readonly CompiledPolicy[]): ActionSet => {
  const set = new Uint8Array(actions.count);
  for (const { statements } of policies)
    for (const { source } of statements) {
      const whole = isUnrestricted(source);
      const mark =
        source.effect === 'Allow'
          ? whole && source.doubt === undefined
            ? everywhere | somewhere
            : somewhere
          : source.effect === 'Deny' && whole && source.conditions.length === 0
            ? deniedEverywhere
            : 0;
      if (mark !== 0) for (const id of actionIds(actions, source)) set[id] = (set[id] ?? 0) | mark;
    }
  return set;
};

/** On `*`, and without a condition other than one about MFA. */
const isUnrestricted = (source: Statement): boolean =>
  source.doubt === undefined &&
  (source.resources === undefined ||
    (source.resources.not ? false : source.resources.list.some((one) => /^(\*|arn:\*:\*:\*:\*:\*|arn:aws:\*:\*:\*:\*)$/.test(one)))) &&
  source.conditions.every(({ key }) => isMfaKey(key));
const isMfaKey = (key: string): boolean => /^aws:multifactorauth(present|age)$/i.test(key);

const remembered = new WeakMap<AwsActions, Map<string, Uint16Array>>();
/** So many lists are remembered: the same ones come again and again, also in a what-if. */
const mostRemembered = 4000;
/** The ids of the actions that a statement speaks of, sorted. */
export const actionIds = (actions: AwsActions, { actions: { not, list } }: Statement): Uint16Array => {
  const lists = remembered.get(actions) ?? new Map<string, Uint16Array>();
  remembered.set(actions, lists);
  const key = `${not ? '!' : ''}${list.join(' ')}`;
  const found = lists.get(key);
  if (found) return found;
  const marks = new Uint8Array(actions.count);
  for (const pattern of list) for (const id of actions.matching(pattern)) marks[id] = 1;
  const wanted = not ? 0 : 1;
  let size = 0;
  for (const mark of marks) if (mark === wanted) size++;
  const ids = new Uint16Array(size);
  let at = 0;
  for (let i = 0; i < marks.length; i++) if (marks[i] === wanted) ids[at++] = i;
  if (lists.size < mostRemembered) lists.set(key, ids);
  return ids;
};

/** Holding these everywhere, and nearly all others, is being administrator. */
const administration = [
  'iam:attachuserpolicy',
  'iam:attachrolepolicy',
  'iam:putrolepolicy',
  'iam:createpolicyversion',
  'iam:passrole',
  'iam:updateassumerolepolicy',
  'iam:createaccesskey',
];
/** Of the actions that the guardrails leave, so much has to be allowed everywhere. */
const share = 0.9;

/**
 * Is this everything that the account's guardrails leave? `limits`: boundary and service control policies of the principal, `guardrails`: the latter alone.
 */
export const isAdministrator = (
  actions: AwsActions,
  identity: readonly CompiledPolicy[],
  limits: readonly (readonly CompiledPolicy[])[],
  guardrails: readonly (readonly CompiledPolicy[])[],
): boolean => {
  if (!identity.some(({ statements }) => statements.some(({ source }) => mayAdminister(source)))) return false;
  let most = 0;
  for (const { statements } of identity)
    for (const { source } of statements) if (source.effect === 'Allow' && isUnrestricted(source)) most += actionIds(actions, source).length;
  if (most < actions.count * share * 0.5) return false;
  // Everything on everything, and nothing that takes away: the usual administrator needs no counting.
  if (limits.length === 0 && guardrails.length === 0 && isPlainAdministrator(identity)) return true;
  const set = actionSet(actions, identity, limits);
  const left = guardrails.length === 0 ? undefined : layersSet(actions, guardrails);
  let total = 0;
  let held = 0;
  for (let i = 0; i < set.length; i++) {
    if (left && !((left[i] ?? 0) & everywhere)) continue;
    total++;
    if ((set[i] ?? 0) & everywhere) held++;
  }
  const keys = administration.map((name) => actions.idOf(name)).filter((id) => id !== undefined);
  const needed = keys.filter((id) => !left || (left[id] ?? 0) & everywhere);
  // Where the guardrails forbid all identity administration, nobody is administrator.
  return needed.length > 0 && held >= total * share && needed.every((id) => (set[id] ?? 0) & everywhere);
};

const isPlainAdministrator = (identity: readonly CompiledPolicy[]): boolean => {
  let everything = false;
  for (const { statements } of identity)
    for (const { source } of statements) {
      if (source.effect !== 'Allow') return false;
      everything ||= !source.actions.not && source.actions.list.some((pattern) => /^(\*|\*:\*)$/.test(pattern)) && isUnrestricted(source);
    }
  return everything;
};

/** Without looking anything up: does it speak of identity administration on everything? */
const mayAdminister = (source: Statement): boolean =>
  source.effect === 'Allow' && (source.actions.not || source.actions.list.some((pattern) => /^(\*|\?|i)/i.test(pattern))) && isUnrestricted(source);

const ofLayers = new WeakMap<readonly (readonly CompiledPolicy[])[], ActionSet>();
/** Remembered: all principals of an account share its guardrails. */
const layersSet = (actions: AwsActions, layers: readonly (readonly CompiledPolicy[])[]): ActionSet => {
  const [first = [], ...rest] = layers;
  const found = ofLayers.get(layers) ?? actionSet(actions, first, rest);
  ofLayers.set(layers, found);
  return found;
};
