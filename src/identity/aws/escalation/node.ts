import type { Atom, Context, Residual } from '../../identity.ts';
import { and, negate, or, type Truth } from '../../residual.ts';
import { isAdministrator } from '../action-set.ts';
import { compile, type CompiledPolicy } from '../compile.ts';
import { notKnown } from '../context.ts';
import { decide, type AwsRequest } from '../decide.ts';
import type { Engine } from '../engine.ts';
import { isServiceLinked, type HolderState } from '../estate.ts';
import { arnParts } from '../pattern.ts';
import { neededActions } from './methods.ts';
import { quickly, sift, type Sifted } from './quick.ts';

/** A principal as it is, or with the rights that it has given itself. */
export interface Node {
  readonly index: number;
  readonly key: string;
  readonly holder: HolderState;
  readonly identity: readonly CompiledPolicy[];
  readonly boundary: readonly CompiledPolicy[] | undefined;
  /** It is the principal as it was read. */
  readonly plain: boolean;
  /** It can set its own tags. */
  readonly ownTags: boolean;
  readonly administrator: boolean;
  /** Who it was reached from, if that one can set tags that matter here; `by` is the same for all who can set the same ones. */
  readonly helper: { readonly node: Node; readonly by: string } | undefined;
  /** The layers that cut each other: identity, boundary, service control policies. */
  readonly layers: readonly (readonly CompiledPolicy[])[];
  /** The same with everything allowed, once somebody asked. */
  readonly widest: { made: Node | undefined };
  /** By action; emptied when the node has been explored. */
  readonly sifted: Map<string, Sifted>;
  /** The actions that some Allow of it speaks of, of those that ways need. */
  readonly actions: ReadonlySet<string>;
}

export interface Changes {
  readonly identity?: readonly CompiledPolicy[];
  readonly boundary?: readonly CompiledPolicy[] | undefined;
  readonly ownTags?: boolean;
  readonly helper?: Node['helper'];
}

export interface Nodes {
  readonly all: readonly Node[];
  of(holder: HolderState): Node;
  /** The same with other rights. */
  changed(node: Node, changes: Changes): Node;
}

export const nodesOf = ({ estate }: Engine): Nodes => {
  const all: Node[] = [];
  const byKey = new Map<string, Node>();
  const make = (holder: HolderState, parts: Pick<Node, 'identity' | 'boundary' | 'ownTags' | 'plain' | 'helper'>): Node => {
    // The same rights are the same node, whatever the way to them: so the search ends.
    const key = parts.plain
      ? holder.is.arn
      : [
          holder.is.arn,
          parts.ownTags ? 'own tags' : '',
          parts.helper ? `tags by ${parts.helper.by}` : '',
          parts.boundary ? '' : 'no boundary',
          ...new Set(parts.identity.map(({ policy }) => `${policy.id} ${policy.name}`)),
        ]
          .sort()
          .join('\n');
    const known = byKey.get(key);
    if (known) return known;
    const guard = estate.guardrails.get(holder.is.account)?.scps ?? [];
    const limits = parts.boundary ? [parts.boundary, ...guard] : guard;
    const node: Node = {
      index: all.length,
      key,
      holder,
      ...parts,
      layers: [parts.identity, ...(isServiceLinked(holder) ? (parts.boundary ? [parts.boundary] : []) : limits)],
      widest: { made: undefined },
      sifted: new Map(),
      administrator: isAdministrator(estate.actions, parts.identity, limits, guard),
      actions: spokenOf(parts.identity),
    };
    all.push(node);
    byKey.set(key, node);
    return node;
  };
  return {
    all,
    of: (holder) => make(holder, { identity: holder.identity, boundary: holder.boundary, ownTags: false, plain: true, helper: undefined }),
    changed: (node, changes) =>
      make(node.holder, subsumed({ identity: node.identity, boundary: node.boundary, ownTags: node.ownTags, helper: node.helper, ...changes, plain: false })),
  };
};

/** Beside a policy that allows everything the others only matter for what they deny: so the combinations of those that were given up are few. */
const subsumed = <T extends Pick<Node, 'identity'>>(parts: T): T =>
  parts.identity.includes(everythingPolicy) ? { ...parts, identity: parts.identity.filter((policy) => policy === everythingPolicy || denies(policy)) } : parts;
export const denies = ({ statements }: CompiledPolicy): boolean => statements.some(({ source }) => source.effect !== 'Allow');

const spokenOf = (identity: readonly CompiledPolicy[]): ReadonlySet<string> => {
  const found = new Set<string>();
  for (const policy of identity) for (const action of spokenBy(policy)) found.add(action);
  return found;
};
const remembered = new WeakMap<CompiledPolicy, readonly string[]>();
const spokenBy = (policy: CompiledPolicy): readonly string[] => {
  const found = remembered.get(policy) ?? [...neededActions].filter((action) => policy.on(action).some(({ source }) => source.effect !== 'Deny'));
  remembered.set(policy, found);
  return found;
};

/** A policy that allows everything: what somebody gives himself who can. */
export const everythingPolicy: CompiledPolicy = compile({
  id: 'arn:aws:iam::aws:policy/AdministratorAccess',
  name: 'AdministratorAccess',
  at: undefined,
  document: {
    version: '2012-10-17',
    statements: [
      {
        sid: undefined,
        effect: 'Allow',
        actions: { not: false, list: ['*'], open: undefined },
        resources: { not: false, list: ['*'], open: undefined },
        principals: undefined,
        conditions: [],
        doubt: undefined,
        at: undefined,
      },
    ],
  },
});

/** What is the same for every request that an attacker with the credentials makes. */
export const always: Readonly<Record<string, string>> = { 'aws:SecureTransport': 'true', 'aws:ViaAWSService': 'false' };

/** May the node do this? What the attacker chooses is chosen well; what remains are facts of the surroundings, such as an address or MFA. */
export const ask = (engine: Engine, node: Node, action: string, resource: string, keys: Readonly<Record<string, string>> = none, freeTags = false): Truth => {
  const lower = action.toLowerCase();
  if (lower !== 'sts:assumerole') {
    const answer = quick(node, lower, resource);
    if (answer === false || (answer === true && isPlain(engine, node, lower, resource))) return answer;
  }
  const context: Context = { is: 'partial', keys: { ...always, ...keys, ...entityKeys(engine, resource) } };
  if (node.plain && !freeTags) {
    const outcome = engine.outcome(node.holder.index, lower, resource, context);
    if (outcome === 'allow') return true;
    if (outcome !== 'allow-if') return false;
  }
  const { condition, decision } = decide(requestOf(engine, node, action, resource, context, freeTags));
  return decision === 'allow' ? true : decision === 'allow-if' && condition ? chosenWell(condition, lower, freeTags, node) : false;
};
const none = {};
/** Nothing but the principal's own layers bears on it: the resource has no policy, is of the same account, and no resource control policy speaks. */
const isPlain = ({ estate, target }: Engine, { holder }: Node, action: string, resource: string): boolean => {
  if ((estate.guardrails.get(holder.is.account)?.rcps.length ?? 0) > 0 && estate.actions.supportsRcp(action.slice(0, action.indexOf(':')))) return false;
  const { account, thing } = target(resource);
  return thing?.policy === undefined && (account === undefined || account === holder.is.account);
};

/** Undefined: it takes the whole evaluation to tell. */
const quick = (node: Node, action: string, resource: string): boolean | undefined => {
  if (!node.actions.has(action)) return false;
  let sifted = node.sifted.get(action);
  if (!sifted) node.sifted.set(action, (sifted = sift(node.layers, action)));
  return quickly(sifted, action, resource);
};
/** The node may have this right: a quick no for most questions. */
export const couldBeOn = (node: Node, action: string, resource: string): boolean => quick(node, action, resource) !== false;

/** Some policy that bears on the node looks at this key (lower case) where it speaks of the action. */
export const mentions = ({ layers }: Node, action: string, key: string): boolean => {
  const lower = action.toLowerCase();
  return layers.some((policies) =>
    policies.some((policy) => policy.on(lower).some(({ source }) => source.conditions.some((one) => one.key.toLowerCase() === key))),
  );
};

export const requestOf = (engine: Engine, node: Node, action: string, resource: string, context: Context, freeTags: boolean): AwsRequest => {
  const request = engine.request(node.holder.caller, action, resource, context);
  const { look } = request;
  const target = engine.estate.byArn.get(resource);
  return {
    ...request,
    layers: { ...request.layers, identity: node.identity, boundary: node.boundary },
    look: (key) => {
      if (freeTags && /^[a-z0-9]+:resourcetag\//.test(key)) return notKnown;
      if (node.ownTags && key.startsWith('aws:principaltag/')) return notKnown;
      const found = look(key);
      return found === notKnown && isAbsent(engine, key, action, target) ? undefined : found;
    },
  };
};

/** Keys of IAM that the action does not have, and the boundary of a user or role without one, are not in the request. */
const isAbsent = ({ estate: { actions } }: Engine, key: string, action: string, target: HolderState | undefined): boolean => {
  if (!key.startsWith('iam:') || !/^iam:/i.test(action) || key.startsWith('iam:resourcetag/')) return false;
  if (key === 'iam:permissionsboundary' && target && target.is.boundary === undefined) return true;
  const id = actions.idOf(action);
  return id !== undefined && !actions.conditionKeys(id).some((one) => one.toLowerCase() === key);
};

/** A boundary of the role or user that the request is about is a fact of the request. */
const entityKeys = ({ estate }: Engine, resource: string): Readonly<Record<string, string>> => {
  const boundary = estate.byArn.get(resource)?.is.boundary;
  return boundary === undefined ? none : { 'iam:PermissionsBoundary': boundary };
};

/** What is left of a condition when the attacker chooses what is his to choose. */
export const chosenWell = (condition: Residual, action: string, freeTags: boolean, { ownTags, holder }: Node): Truth => {
  const service = action.slice(0, action.indexOf(':'));
  const isChosen = (key: string): boolean => {
    if (
      /^(aws:requesttag\/|aws:tagkeys|aws:requestedregion|aws:useragent|aws:referer|sts:externalid|sts:rolesessionname|sts:sourceidentity|aws:sourceidentity)/.test(
        key,
      )
    )
      return true;
    if (/^[a-z0-9]+:resourcetag\//.test(key)) return freeTags;
    if (key.startsWith('aws:principaltag/')) return ownTags;
    // What an instance is like that is there already, nobody chooses.
    if (service === 'ec2') return key.startsWith('ec2:') && /^ec2:(run|request|create)/.test(action);
    return key.startsWith(`${service}:`);
  };
  const walk = (residual: Residual, wanted: boolean): Truth => {
    if ('all' in residual) return and(residual.all.map((one) => walk(one, wanted)));
    if ('any' in residual) return or(residual.any.map((one) => walk(one, wanted)));
    if ('not' in residual) return negate(walk(residual.not, !wanted));
    if ('doubt' in residual) return residual;
    const key = residual.key.toLowerCase();
    return isChosen(key) ? wanted : timeTruth(residual, key, action, holder.kind);
  };
  return walk(condition, true);
};

/** No request is made before this day. */
const earliest = Date.UTC(2026, 0, 1);
/** Conditions on the time: what lies in the past is decided. A user has a token's time only in a session, and such sessions may not call IAM without MFA. */
const timeTruth = (atom: Atom, key: string, action: string, kind: 'user' | 'role'): Truth => {
  if (key !== 'aws:currenttime' && key !== 'aws:epochtime' && key !== 'aws:tokenissuetime') return atom;
  const [, name = '', ifExists] = /^(?:Date|Numeric)(LessThan|GreaterThan)(?:Equals)?(IfExists)?$/i.exec(atom.operator) ?? [];
  const times = atom.values.map((value) => (/^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value)));
  if (name === '' || times.length === 0 || times.some((time) => Number.isNaN(time) || time >= earliest)) return atom;
  const holds = !/^less/i.test(name);
  if (key !== 'aws:tokenissuetime' || kind === 'role') return holds;
  if (ifExists !== undefined) return true;
  return holds && action.startsWith('iam:') ? atom : holds;
};

/** Names that an attacker could give a new thing, so that the policies of the node let him: taken from their own patterns. */
export const newNames = (engine: Engine, node: Node, action: string, type: string | undefined): readonly string[] => {
  const { actions } = engine.estate;
  const id = actions.idOf(action);
  if (id === undefined || actions.isWildcardOnly(id)) return ['*'];
  const all = actions.resourceTypes(id);
  const required = all.filter((one) => one.required);
  const types = type === undefined ? (required.length > 0 ? required : all) : all.filter(({ name }) => name === type);
  const [, partition = 'aws'] = arnParts(node.holder.is.arn) ?? [];
  const usual = types.flatMap(({ arnPatterns }) => arnPatterns.map((pattern) => filledIn(pattern, partition, node.holder.is.account)));
  const kinds = types.flatMap(({ arnPatterns }) => arnPatterns.map((pattern) => arnParts(pattern)?.[5]?.split(/[:/$]/)[0] ?? ''));
  const written = new Set<string>();
  for (const policy of node.identity)
    for (const { source } of policy.on(action.toLowerCase()))
      if (source.effect !== 'Deny' && source.resources && !source.resources.not)
        for (const pattern of source.resources.list) {
          if (!pattern.startsWith('arn:')) continue;
          const name = concrete(pattern, partition, node.holder.is.account);
          const kind = arnParts(name)?.[5]?.split(/[:/]/)[0] ?? '';
          if ((kinds.length === 0 || kinds.includes(kind) || kinds.includes('')) && !engine.estate.things.has(name)) written.add(name);
        }
  return [...usual, ...written].slice(0, 40);
};

const filledIn = (pattern: string, partition: string, account: string): string =>
  pattern
    .replace('${Partition}', partition)
    .replace('${Region}', 'us-east-1')
    .replace('${Account}', account)
    .replace(/\$\{[^}]*\}/g, 'new');

const concrete = (pattern: string, partition: string, account: string): string =>
  pattern
    .split(':')
    .map((part, i) =>
      i >= 5
        ? part
            .replace(/\*/g, 'new')
            .replace(/\?/g, 'x')
            .replace(/\$\{[^}]*\}/g, 'new')
        : part === '*'
          ? ['arn', partition, part, 'us-east-1', account][i]
          : part.replace(/\*/g, '1'),
    )
    .join(':');
