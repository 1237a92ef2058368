import type { Because, Decision } from '../identity.ts';
import { and, negate, or, type Truth } from '../residual.ts';
import { accountOfCaller, type Caller } from './caller.ts';
import { principalMatch, statementTruth, type CompiledPolicy, type CompiledStatement, type PrincipalMatch } from './compile.ts';
import type { Look } from './context.ts';
import type { KmsGrant } from './account.ts';
import { grantTruth } from './grants.ts';
import { isRoot, isTrustAction, isUnsigned, needsResourcePolicy, resourceMayIgnoreDeny } from './special.ts';

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
  const heard = hear(request);
  const denied = or(heard.flatMap(({ deny }) => deny.map((one) => one.truth)));
  if (denied === true)
    return answer(
      'explicit-deny',
      undefined,
      reasons(heard, 'deny', (truth) => truth === true),
      request,
    );
  const { allowed, missing } = allowance(request, new Map(heard.map((layer) => [layer.name, layer])));
  const truth = and([allowed, negate(denied)]);
  if (truth === false) return answer('implicit-deny', undefined, allowed === false ? missing : reasons(heard, 'deny', () => true), request);
  const allows = reasons(heard, 'allow', (one) => one !== false);
  return truth === true
    ? answer('allow', undefined, firstOfLayer(allows), request)
    : answer('allow-if', truth, [...allows, ...reasons(heard, 'deny', () => true)], request);
};

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
    const said = layer('resource', [layers.resource], true);
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
  /** The layers in which nothing allows. */
  readonly missing: readonly Because[];
}

const allowance = (request: AwsRequest, heard: ReadonlyMap<string, Heard>): Allowance => {
  const { caller, layers, action } = request;
  const missing: Because[] = [];
  const need = (name: string, truth: Truth): Truth => {
    if (truth === false) missing.push({ layer: name, effect: 'nothing-allows', policy: '', statement: undefined, through: undefined, at: undefined });
    return truth;
  };
  const has = (name: string): Truth => truthOf(heard.get(name)?.allow);
  // RCPFullAWSAccess is always attached: only a Deny matters there.
  const limits: Truth[] = isGuarded(request).scp ? layers.scps.map((_, i) => need(`scp ${i}`, has(`scp ${i}`))) : [];
  if (layers.endpoint) {
    const said = (heard.get('endpoint')?.allow ?? []).filter(({ match }) => match?.by !== 'account' || isRoot(caller) || !/^(s3|dynamodb):/.test(action));
    limits.push(need('endpoint', truthOf(said)));
  }
  const resource = heard.get('resource')?.allow ?? [];
  const grant = grantTruth(layers.grants, request);
  const account = accountOfCaller(caller);
  if (isTrustAction(action) && isRoot(caller)) return { allowed: need('trust', false), missing };
  const resourceLayer = isTrustAction(action) ? 'trust' : 'resource';
  if (account === undefined || isUnsigned(action)) return { allowed: and([...limits, need(resourceLayer, truthOf(resource))]), missing };

  const sameAccount = request.resourceAccount === undefined || request.resourceAccount === account;
  const boundary = layers.boundary ? has('boundary') : true;
  const session = layers.session ? has('session') : caller.kind !== 'federated-user';
  const own = isRoot(caller) && sameAccount ? true : has('identity');
  if (!sameAccount) {
    const parts = [need('boundary', boundary), need('session', session), need('identity', own), need(resourceLayer, or([truthOf(resource), grant]))];
    return { allowed: and([...limits, ...parts]), missing };
  }
  const idSide = and([own, boundary, session]);
  const direct = or([grant, ...resource.map((said) => directly(said, caller, boundary, session))]);
  if (needsResourcePolicy(action)) {
    const delegated = or(resource.filter(({ match }) => match?.by === 'account').map(({ truth }) => truth));
    const allowed = or([direct, and([delegated, idSide])]);
    if (allowed === false) {
      if (truthOf(resource) === false) need(resourceLayer, false);
      else
        for (const [name, truth] of [
          ['boundary', boundary],
          ['session', session],
          ['identity', own],
        ] as const)
          need(name, truth);
    }
    return { allowed: and([...limits, allowed]), missing };
  }
  const allowed = or([idSide, direct]);
  if (allowed === false)
    for (const [name, truth] of [
      ['boundary', boundary],
      ['session', session],
      ['identity', own],
    ] as const)
      need(name, truth);
  return { allowed: and([...limits, allowed]), missing };
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

/** One allowing statement is enough for each layer. */
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
    why.some(({ layer, effect }) => layer === 'resource' && effect === 'allow') &&
    layers.boundary &&
    !why.some(({ layer }) => layer === 'boundary') &&
    caller.kind === 'role'
  )
    used.push('everyone-ignores-boundary');
  return used;
};
