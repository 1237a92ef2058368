import type { Because, Decision } from '../identity.ts';
import { and, negate, or, type Truth } from '../residual.ts';
import { accountOfCaller, type Caller } from './caller.ts';
import { principalMatch, statementTruth, type CompiledPolicy, type CompiledStatement, type PrincipalMatch } from './compile.ts';
import type { Look } from './context.ts';
import type { KmsGrant } from './account.ts';
import { grantTruth } from './grants.ts';
import { arnParts } from './pattern.ts';
import { satisfiable } from './satisfiable.ts';
import { isNeverTaken, isRoot, isTrustAction, isUnsigned, needsNoPermission, needsResourcePolicy, resourceMayIgnoreDeny } from './special.ts';

/** One request: one action on one resource by one caller. */
export interface AwsRequest {
  readonly caller: Caller;
  /** In lower case. */
  readonly action: string;
  readonly resource: string;
  /** Undefined: the resource belongs to no account (`*`); then it is the caller's. */
  readonly resourceAccount: string | undefined;
  readonly look: Look;
  readonly layers: Layers;
}

/** The policies that bear on a request. Undefined: there is no such layer. */
export interface Layers {
  readonly identity: readonly CompiledPolicy[];
  readonly boundary: readonly CompiledPolicy[] | undefined;
  readonly session: readonly CompiledPolicy[] | undefined;
  readonly resource: CompiledPolicy | undefined;
  /** By level, root first. */
  readonly scps: readonly (readonly CompiledPolicy[])[];
  readonly rcps: readonly (readonly CompiledPolicy[])[];
  readonly endpoint: readonly CompiledPolicy[] | undefined;
  readonly grants: readonly KmsGrant[];
}

/**
 * The whole evaluation with its reasons.
 * "How AWS enforcement code logic evaluates requests to allow or deny access", "Policy evaluation for requests within a single account" and
 * "Cross-account policy evaluation logic" in the IAM User Guide.
 */
export const decide = (request: AwsRequest): Decision => {
  if (isNeverTaken(request.caller, request.action)) return answer('implicit-deny', undefined, [nothingIn(resourceLayer(request))], request);
  const heard = needsNoPermission(request.caller, request.action) ? hear(request).filter(({ name }) => name === 'endpoint') : hear(request);
  const denied = or(heard.flatMap(({ deny }) => deny.map((one) => one.truth)));
  if (denied === true) {
    const certain = reasons(heard, 'deny', (truth) => truth === true);
    // Several that are open can deny together whatever holds.
    return answer('explicit-deny', undefined, certain.length > 0 ? certain : reasons(heard, 'deny', anything), request);
  }
  const { allowed, missing, without } = allowance(request, new Map(heard.map((layer) => [layer.name, layer])));
  const truth = satisfiable(and([allowed, negate(denied)]));
  if (truth === false && missing.length > 0) return answer('implicit-deny', undefined, missing, request);
  if (truth === true) {
    // One allowing statement is enough for each layer, and one that is certain tells more.
    const allows = heard.map((layer) =>
      layer.allow.some((one) => one.truth === true) ? { ...layer, allow: layer.allow.filter((one) => one.truth === true) } : layer,
    );
    return answer('allow', undefined, firstOfLayer([...reasons(allows, 'allow', anything), ...without]), request);
  }
  const all = [...reasons(heard, 'allow', anything), ...without, ...reasons(heard, 'deny', anything)];
  // Never under any condition: what allows and what denies or limits exclude each other.
  return truth === false ? answer('implicit-deny', undefined, all, request) : answer('allow-if', truth, all, request);
};
const anything = (): boolean => true;

/** What one layer says. */
interface Heard {
  readonly name: string;
  readonly allow: readonly Said[];
  readonly deny: readonly Said[];
}
interface Said {
  readonly statement: CompiledStatement;
  readonly truth: Truth;
  readonly match: PrincipalMatch | undefined;
}

const hear = (request: AwsRequest): Heard[] => {
  const { layers, caller } = request;
  const layer = (name: string, policies: readonly CompiledPolicy[], principals: boolean): Heard => {
    const allow: Said[] = [];
    const deny: Said[] = [];
    for (const policy of policies)
      for (const statement of policy.on(request.action)) {
        if (principals && !statement.names(caller)) continue;
        const match = principals ? principalMatch(statement.source, caller, layers.boundary !== undefined) : undefined;
        if (match?.if === false) continue;
        const speaks = statementTruth(statement, request.action, request.resource, request.look);
        if (speaks === false) continue;
        const truth = match ? and([speaks, match.if]) : speaks;
        if (truth === false) continue;
        if (statement.source.effect !== 'Deny') allow.push({ statement, match, truth });
        if (statement.source.effect !== 'Allow') deny.push({ statement, match, truth });
      }
    return { name, allow, deny };
  };
  const heard: Heard[] = [];
  const guarded = isGuarded(request);
  if (guarded.rcp) layers.rcps.forEach((level, i) => heard.push(layer(`rcp ${i}`, level, true)));
  if (guarded.scp) layers.scps.forEach((level, i) => heard.push(layer(`scp ${i}`, level, false)));
  if (layers.resource) {
    const said = layer(resourceLayer(request), [layers.resource], true);
    heard.push(resourceMayIgnoreDeny(request) ? { ...said, deny: [] } : said);
  }
  if (hasIdentitySide(request)) {
    heard.push(layer('identity', layers.identity, false));
    if (layers.boundary) heard.push(layer('boundary', layers.boundary, false));
    if (layers.session) heard.push(layer('session', layers.session, false));
  }
  if (layers.endpoint) heard.push(layer('endpoint', layers.endpoint, true));
  return heard;
};

/** What the policy of the resource is called. */
const resourceLayer = ({ action }: AwsRequest): string => (isTrustAction(action) ? 'trust' : 'resource');
const nothingIn = (layer: string): Because => ({ layer, effect: 'nothing-allows', policy: '', statement: undefined, through: undefined, at: undefined });

/** Services, anonymous callers and those of a web identity or SAML provider sign with no identity of an account. */
const hasIdentitySide = ({ caller, action }: AwsRequest): boolean => accountOfCaller(caller) !== undefined && !isUnsigned(action);

/** Which guardrails of the organization apply. */
const isGuarded = (request: AwsRequest): { readonly scp: boolean; readonly rcp: boolean } => {
  const serviceLinked = request.caller.kind === 'role' && request.caller.serviceLinked;
  return { scp: hasIdentitySide(request) && !serviceLinked, rcp: !serviceLinked && request.action !== 'kms:retiregrant' };
};

const truthOf = (said: readonly Said[] | undefined): Truth => or((said ?? []).map(({ truth }) => truth));

interface Allowance {
  readonly allowed: Truth;
  /** What allows without a policy: being the root user, a grant of KMS, a call that needs no permission. */
  readonly without: readonly Because[];
  /** The layers in which nothing allows. */
  readonly missing: readonly Because[];
}

const allowance = (request: AwsRequest, heard: ReadonlyMap<string, Heard>): Allowance => {
  const { caller, layers, action } = request;
  const missing: Because[] = [];
  const without: Because[] = [];
  const byItself = (layer: string, policy = ''): void =>
    void without.push({ layer, effect: 'allow', policy, statement: undefined, through: undefined, at: undefined });
  const need = (name: string, truth: Truth): Truth => {
    if (truth === false) missing.push(nothingIn(name));
    return truth;
  };
  const has = (name: string): Truth => truthOf(heard.get(name)?.allow);
  const limits: Truth[] = [];
  if (layers.endpoint) {
    // At a gateway endpoint an account is its root user only.
    const said = (heard.get('endpoint')?.allow ?? []).filter(({ match }) => match?.by !== 'account' || isRoot(caller) || !/^(s3|dynamodb):/.test(action));
    limits.push(need('endpoint', truthOf(said)));
  }
  if (needsNoPermission(caller, action)) {
    byItself('no-permission-needed');
    return { allowed: and(limits), missing, without };
  }
  // RCPFullAWSAccess is always attached: only a Deny matters there.
  if (isGuarded(request).scp) limits.push(...layers.scps.map((_, i) => need(`scp ${i}`, has(`scp ${i}`))));
  const on = resourceLayer(request);
  const resource = heard.get(on)?.allow ?? [];
  const grant = grantTruth(layers.grants, request);
  for (const grantee of grant.grantees) byItself('grant', grantee);
  const account = accountOfCaller(caller);
  if (account === undefined || isUnsigned(action)) return { allowed: and([...limits, need(on, or([truthOf(resource), grant.direct]))]), missing, without };

  const boundary = layers.boundary ? has('boundary') : true;
  // A session of GetFederationToken has nothing without a session policy.
  const session = layers.session ? has('session') : caller.kind !== 'federated-user';
  if (isRoot(caller)) byItself('root');
  const own = isRoot(caller) ? true : has('identity');
  const idSide = and([own, boundary, session]);
  const needIdSide = (): void => {
    need('boundary', boundary);
    need('session', session);
    need('identity', own);
  };
  if (request.resourceAccount !== undefined && request.resourceAccount !== account) {
    needIdSide();
    // AssumeRoot is decided by the management account and the one that it trusts with it, not by the member account.
    const theirs = action === 'sts:assumeroot' ? true : need(on, isOtherPartition(request) ? false : or([truthOf(resource), grant.direct, grant.delegated]));
    return { allowed: and([...limits, idSide, theirs]), missing, without };
  }
  const direct = or([grant.direct, ...resource.map((said) => directly(said, caller, boundary, session))]);
  if (!needsResourcePolicy(action, request.resource)) {
    const allowed = or([idSide, direct]);
    if (allowed === false) needIdSide();
    return { allowed: and([...limits, allowed]), missing, without };
  }
  const delegated = or([grant.delegated, ...resource.filter(({ match }) => match?.by === 'account').map(({ truth }) => truth)]);
  const allowed = or([direct, and([delegated, idSide])]);
  if (allowed === false)
    if (delegated === false && truthOf(resource) === false) need(on, false);
    else needIdSide();
  return { allowed: and([...limits, allowed]), missing, without };
};

/** Nothing reaches from one partition into another. */
const isOtherPartition = ({ caller, resource }: AwsRequest): boolean => {
  const [, theirs] = arnParts(resource) ?? [];
  const [, ours] = ('arn' in caller && arnParts(caller.arn)) || [];
  return theirs !== undefined && ours !== undefined && theirs !== ours && !/[*?]/.test(theirs);
};

/** What an Allow of a resource policy gives a caller of the same account, by how it names the caller (the table of the fact "resource policy and implicit denies"). */
const directly = ({ match, truth }: Said, caller: Caller, boundary: Truth, session: Truth): Truth => {
  switch (match?.by) {
    case 'user':
      return caller.kind === 'federated-user' ? and([truth, boundary, session]) : truth;
    case 'role':
      return and([truth, boundary, session]);
    case 'session':
    case 'federated-user':
    case 'everyone':
    case 'service':
    case 'federated':
      return truth;
    // The account hands the decision on to its own policies; only its root user is meant itself.
    case 'account':
      return isRoot(caller) ? truth : false;
    default:
      return false;
  }
};

const reasons = (heard: readonly Heard[], effect: 'allow' | 'deny', wanted: (truth: Truth) => boolean): Because[] =>
  heard.flatMap((layer) => layer[effect].filter(({ truth }) => wanted(truth)).map(({ statement }) => because(layer.name, effect, statement)));

const because = (layer: string, effect: 'allow' | 'deny', { policy, index, source }: CompiledStatement): Because => ({
  layer,
  effect,
  policy: policy.name,
  statement: source.sid ?? index,
  through: undefined,
  at: source.at ?? policy.at,
});

/** The first of each layer. */
const firstOfLayer = (all: readonly Because[]): Because[] => {
  const seen = new Set<string>();
  return all.filter(({ layer }) => !seen.has(layer) && seen.add(layer));
};

const answer = (decision: Decision['decision'], condition: Decision['condition'], why: readonly Because[], request: AwsRequest): Decision => ({
  decision,
  condition,
  because: why,
  assumptions: assumptionsOf(request, why),
  missing: [],
});

/** Where the documents are silent, the answer says which reading it took. */
const assumptionsOf = ({ layers, action, caller }: AwsRequest, why: readonly Because[]): string[] => {
  const used: string[] = [];
  if (layers.grants.length > 0 && layers.boundary && action.startsWith('kms:')) used.push('grant-ignores-boundary');
  if (
    why.some(({ layer, effect }) => (layer === 'resource' || layer === 'trust') && effect === 'allow') &&
    layers.boundary &&
    !why.some(({ layer }) => layer === 'boundary') &&
    caller.kind === 'role'
  )
    used.push('everyone-ignores-boundary');
  return used;
};
