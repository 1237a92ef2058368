import type { Residual } from '../../identity.ts';
import { and, type Truth } from '../../residual.ts';
import type { Role, User } from '../account.ts';
import type { CompiledPolicy } from '../compile.ts';
import { compile } from '../compile.ts';
import type { Engine } from '../engine.ts';
import type { HolderState, ThingState } from '../estate.ts';
import { methods, type Method, type Need } from './methods.ts';
import { ask, everythingPolicy, newNames, type Node, type Nodes } from './node.ts';

/** One step of an attacker, in numbers: `to` is the node reached. */
export interface Step {
  readonly to: Node;
  readonly method: string;
  readonly via: string | undefined;
  readonly condition: Residual | undefined;
  readonly asked: readonly Asked[];
  readonly widens: boolean;
}
/** A permission that the step needs, as it was asked. */
export interface Asked {
  readonly action: string;
  readonly on: string;
  readonly keys: Readonly<Record<string, string>>;
  readonly freeTags: boolean;
}

/** What an attacker looks through again and again, sorted out once. */
export interface Terrain {
  readonly engine: Engine;
  readonly nodes: Nodes;
  readonly rolesByService: ReadonlyMap<string, readonly HolderState[]>;
  /** Roles whose trust policy names whole accounts or everybody; and those that name single principals, by ARN. */
  readonly openRoles: readonly HolderState[];
  readonly rolesByPrincipal: ReadonlyMap<string, readonly HolderState[]>;
  readonly things: ReadonlyMap<string, readonly ThingState[]>;
  readonly attachments: ReadonlyMap<string, readonly CompiledPolicy[]>;
}

export const terrainOf = (engine: Engine, nodes: Nodes): Terrain => {
  const { estate } = engine;
  const rolesByService = new Map<string, HolderState[]>();
  const openRoles: HolderState[] = [];
  const rolesByPrincipal = new Map<string, HolderState[]>();
  for (const holder of estate.holders) {
    if (!('trust' in holder.is)) continue;
    let open = false;
    for (const { effect, principals } of holder.is.trust.statements) {
      if (effect === 'Deny' || !principals) continue;
      open ||= principals.not || principals.open !== undefined;
      for (const member of principals.list) {
        const service = /^Service:(.+)$/.exec(member)?.[1];
        if (service !== undefined) push(rolesByService, service.replace(/\.amazonaws\.com(\.cn)?$/, ''), holder);
        else if (member === '*' || /^AWS:(\*|\d{12}|arn:[^:]*:iam::\d*:root)$/.test(member)) open = true;
        else if (member.startsWith('AWS:')) push(rolesByPrincipal, roleOfSession(member.slice(4)), holder);
      }
    }
    if (open) openRoles.push(holder);
  }
  const things = new Map<string, ThingState[]>();
  for (const one of estate.things.values()) push(things, one.is.type, one);
  const attachments = new Map<string, CompiledPolicy[]>();
  const groups = new Map(estate.input.groups.map((group) => [group.arn, group]));
  for (const holder of estate.holders)
    for (const id of new Set([...holder.is.attached, ...('groups' in holder.is ? holder.is.groups.flatMap((arn) => groups.get(arn)?.attached ?? []) : [])])) {
      const policy = estate.compiled(id);
      if (policy && isOwn(id)) push(attachments, holder.is.arn, policy);
    }
  return { engine, nodes, rolesByService, openRoles, rolesByPrincipal, things, attachments };
};
const push = <T>(map: Map<string, T[]>, key: string, value: T): void => {
  const list = map.get(key);
  if (!list) map.set(key, [value]);
  else if (list.at(-1) !== value) list.push(value);
};
const isOwn = (policy: string): boolean => !/^arn:[^:]*:iam::aws:/.test(policy);
/** A trust policy may name a session: whoever has the role has it. */
const roleOfSession = (arn: string): string => arn.replace(/^(arn:[^:]*):sts:(:\d*):assumed-role\/([^/]+)\/.*$/, '$1:iam:$2:role/$3');

/** All that a node can do to become another, or stronger. */
export function* stepsFrom(terrain: Terrain, node: Node): Generator<Step> {
  for (const method of methods) {
    if (method.needs.some(({ action }) => action !== 'sts:AssumeRole' && !node.actions.has(action.toLowerCase()))) continue;
    switch (method.is) {
      case 'pass':
        yield* passSteps(terrain, node, method);
        break;
      case 'thing':
        yield* thingSteps(terrain, node, method);
        break;
      case 'target':
        yield* targetSteps(terrain, node, method);
        break;
      case 'self':
        if (method.kind === 'any' || method.kind === node.holder.kind) yield* selfSteps(terrain, node, method);
        break;
    }
  }
  yield* limitSteps(terrain, node);
}

/** The needs of a way, each asked; false as soon as one is not given. */
interface Gathered {
  readonly truth: Truth;
  readonly asked: readonly Asked[];
}
const noKeys = {};
const gather = (
  terrain: Terrain,
  node: Node,
  wanted: readonly (readonly [action: string, on: string, keys?: Readonly<Record<string, string>>])[],
): Gathered => {
  const truths: Truth[] = [];
  const asked: Asked[] = [];
  for (const [action, on, keys = noKeys] of wanted) {
    const truth = ask(terrain.engine, node, action, on, keys);
    if (truth === false) return { truth: false, asked: [] };
    truths.push(truth);
    asked.push({ action, on, keys, freeTags: false });
  }
  return { truth: and(truths), asked };
};
const both = (...parts: readonly Gathered[]): Gathered => ({ truth: and(parts.map(({ truth }) => truth)), asked: parts.flatMap(({ asked }) => asked) });
const failed: Gathered = { truth: false, asked: [] };

const step = (to: Node, method: string, via: string | undefined, { truth, asked }: Gathered, widens = false): Step[] =>
  truth === false ? [] : [{ to, method, via, condition: truth === true ? undefined : truth, asked, widens }];

/** A need on a thing that the actor makes, or on one that has to be there. */
const needOnNew = (terrain: Terrain, node: Node, { action, types, existing, on }: Need): Gathered => {
  if (existing !== undefined) {
    const there = terrain.things.get(existing) ?? [];
    if (there.length === 0) {
      if (!missingThings(terrain)) return failed;
      const made = needOnNew(terrain, node, { action, on: 'new' });
      return made.truth === false ? failed : { truth: and([made.truth, { doubt: `a ${existing} exists` }]), asked: made.asked };
    }
    if (on !== 'thing') return needOnNew(terrain, node, { action, on: 'new' });
    return bestGathered(there.map(({ is }) => gather(terrain, node, [[action, is.arn]])));
  }
  if (types) return both(...types.map((type) => bestGathered(names(terrain, node, action, type).map((name) => gather(terrain, node, [[action, name]])))));
  return bestGathered(names(terrain, node, action, undefined).map((name) => gather(terrain, node, [[action, name]])));
};
const names = ({ engine }: Terrain, node: Node, action: string, type: string | undefined): readonly string[] => newNames(engine, node, action, type);
const bestGathered = (all: readonly Gathered[]): Gathered => all.find(({ truth }) => truth === true) ?? all.find(({ truth }) => truth !== false) ?? failed;
/** Nobody has looked for things at all. */
const missingThings = ({ engine }: Terrain): boolean => !engine.estate.input.collected.things;

/** A role that gives nothing that the node has not. */
const gains = (node: Node, role: HolderState): boolean =>
  role.is.arn !== node.holder.is.arn &&
  role.identity.some((policy) => !node.identity.includes(policy) && policy.statements.some(({ source }) => source.effect !== 'Deny'));

function* passSteps(terrain: Terrain, node: Node, method: Extract<Method, { is: 'pass' }>): Generator<Step> {
  const roles = method.services.flatMap((service) => (terrain.rolesByService.get(service) ?? []).map((role) => [service, role] as const));
  if (roles.length === 0) return;
  const made = both(...method.needs.map((need) => needOnNew(terrain, node, need)));
  if (made.truth === false) return;
  for (const [service, role] of roles) {
    if (role.is.account !== node.holder.is.account || !gains(node, role)) continue;
    if (method.profile && 'instanceProfiles' in role.is && role.is.instanceProfiles?.length === 0) continue;
    if (method.roleMay && !method.roleMay.some((action) => speaksOf(role, action))) continue;
    const passed = bestGathered(passedTo(service).map((value) => gather(terrain, node, [['iam:PassRole', role.is.arn, { 'iam:PassedToService': value }]])));
    yield* step(terrain.nodes.of(role), method.id, undefined, both(passed, made));
  }
}
const speaksOf = (holder: HolderState, action: string): boolean =>
  holder.identity.some((policy) => policy.on(action.toLowerCase()).some(({ source }) => source.effect === 'Allow'));
/** The service that the key names may differ from the one that the trust policy names: App Runner, ECS. */
const passedTo = (service: string): readonly string[] => [
  ...new Set([`${service}.amazonaws.com`, `${service.replace(/^tasks\./, '')}.amazonaws.com`, ...(service === 'ecs-tasks' ? ['batch.amazonaws.com'] : [])]),
];

function* thingSteps(terrain: Terrain, node: Node, method: Extract<Method, { is: 'thing' }>): Generator<Step> {
  const things = terrain.things.get(method.type) ?? [];
  for (const { is } of things) {
    if (method.unless && is.facts[method.unless.fact] === method.unless.is) continue;
    for (const role of rolesOf(terrain, is)) {
      if (!gains(node, role)) continue;
      const needed = method.needs.map((need) => (need.on === 'new' ? needOnNew(terrain, node, need) : onThing(terrain, node, need.action, is.arn)));
      yield* tagged(terrain.nodes.of(role), method.id, is.name, both(...needed));
    }
  }
  if (things.length > 0 || !missingThings(terrain)) return;
  // Nobody looked for things: a role for such things stands for one.
  for (const service of method.services)
    for (const role of terrain.rolesByService.get(service) ?? []) {
      if (role.is.account !== node.holder.is.account || !gains(node, role)) continue;
      if (method.type === 'AWS::EC2::Instance' && 'instanceProfiles' in role.is && role.is.instanceProfiles?.length === 0) continue;
      const needed = both(...method.needs.map((need) => needOnNew(terrain, node, { ...need, on: 'new' })));
      if (needed.truth === false) continue;
      yield* step(terrain.nodes.of(role), method.id, undefined, {
        ...needed,
        truth: and([needed.truth, { doubt: `a ${method.type} runs as ${role.is.name}` }]),
      });
    }
}

/** A new version of a launch template may name any instance profile: who launches it passes the role, not who writes it. */
const rolesOf = ({ engine, rolesByService }: Terrain, is: ThingState['is']): readonly HolderState[] =>
  is.type === 'AWS::EC2::LaunchTemplate'
    ? (rolesByService.get('ec2') ?? []).filter(
        (role) => role.is.account === is.account && !('instanceProfiles' in role.is && role.is.instanceProfiles?.length === 0),
      )
    : is.runsAs.flatMap((arn) => engine.estate.byArn.get(arn) ?? []);

/** A right on something that is there; if its tags forbid it, with the tags that the node may set. */
const onThing = (terrain: Terrain, node: Node, action: string, on: string, keys: Readonly<Record<string, string>> = noKeys): Gathered => {
  const plain = gather(terrain, node, [[action, on, keys]]);
  if (plain.truth === true) return plain;
  const tagging = taggingActions(on).find((tag) => ask(terrain.engine, node, tag, on) === true);
  if (tagging === undefined) return plain;
  const free = ask(terrain.engine, node, action, on, keys, true);
  if (free !== true) return plain;
  return {
    truth: true,
    asked: [
      { action: tagging, on, keys: noKeys, freeTags: false },
      { action, on, keys, freeTags: true },
    ],
  };
};
const taggingActions = (arn: string): readonly string[] => {
  if (/:iam::\d*:role\//.test(arn)) return ['iam:TagRole', 'iam:UntagRole'];
  if (/:iam::\d*:user\//.test(arn)) return ['iam:TagUser', 'iam:UntagUser'];
  if (/:ec2:/.test(arn)) return ['ec2:CreateTags', 'ec2:DeleteTags'];
  if (/:lambda:/.test(arn)) return ['lambda:TagResource', 'lambda:UntagResource'];
  return [];
};
/** A step that stands on a changed tag is a way of its own; the way it opens is named as what is used. */
const tagged = (to: Node, method: string, via: string | undefined, gathered: Gathered, widens = false): Step[] =>
  gathered.asked.some(({ freeTags }) => freeTags)
    ? step(to, 'tag-001', via === undefined ? method : `${method} ${via}`, gathered, widens)
    : step(to, method, via, gathered, widens);

const administratorPolicy = { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' };
const keysFor = (action: string): Readonly<Record<string, string>> => (action.startsWith('iam:Attach') ? administratorPolicy : noKeys);

function* targetSteps(terrain: Terrain, node: Node, method: Extract<Method, { is: 'target' }>): Generator<Step> {
  for (const target of candidates(terrain, node, method)) {
    if (target.is.arn === node.holder.is.arn || target.kind !== method.kind) continue;
    if (!method.widens && !gains(node, target)) continue;
    if (target.untouchable && method.id !== 'sts-001') continue;
    if (target.kind === 'user' && !userFits(target.is, method.id)) continue;
    if (target.is.account !== node.holder.is.account && method.id !== 'sts-001') continue;
    const parts: Gathered[] = [];
    let removed: CompiledPolicy | undefined;
    for (const { action, on } of method.needs) {
      const part =
        on === 'policy'
          ? bestGathered(
              (terrain.attachments.get(target.is.arn) ?? []).map((policy) => {
                const found = gather(terrain, node, [[action, policy.policy.id]]);
                if (found.truth !== false) removed ??= policy;
                return found;
              }),
            )
          : onThing(terrain, node, action, target.is.arn, keysFor(action));
      parts.push(part);
      if (part.truth === false) break;
    }
    if (parts.some(({ truth }) => truth === false)) continue;
    // Nobody knows of a password that was not made by what was read.
    if (method.id === 'iam-006' && 'consolePassword' in target.is && target.is.consolePassword === undefined)
      parts.push({ truth: { doubt: `${target.is.name} has a console password` }, asked: [] });
    const base = terrain.nodes.of(target);
    const gathered = both(...parts);
    if (gathered.truth === false) continue;
    const to = method.widens ? widened(terrain, base, removed) : base;
    yield* tagged(to, method.id, undefined, gathered, method.widens);
  }
}
const widened = (terrain: Terrain, node: Node, replaced: CompiledPolicy | undefined): Node =>
  terrain.nodes.changed(node, { identity: [...node.identity.filter((one) => one !== replaced && one !== everythingPolicy), everythingPolicy] });

/** Roles are looked through by their trust where the way is to assume them: most name somebody else. */
const candidates = (terrain: Terrain, node: Node, method: Extract<Method, { is: 'target' }>): Iterable<HolderState> => {
  if (!method.needs.some(({ action }) => action === 'sts:AssumeRole')) return terrain.engine.estate.holders;
  const named = [...(terrain.rolesByPrincipal.get(node.holder.is.arn) ?? []), ...(terrain.rolesByPrincipal.get(pathless(node.holder.is.arn)) ?? [])];
  return new Set([...named, ...terrain.openRoles]);
};
const pathless = (arn: string): string => arn.replace(/:role\/.*\//, ':role/');

const userFits = (user: User | Role, method: string): boolean => {
  if (!('accessKeys' in user)) return true;
  switch (method) {
    case 'iam-002':
    case 'iam-015':
    case 'iam-018':
      return user.accessKeys === undefined || user.accessKeys.length < 2;
    case 'iam-003':
      return user.accessKeys !== undefined && user.accessKeys.length >= 2;
    case 'iam-004':
      return user.consolePassword !== true;
    case 'iam-006':
      return user.consolePassword !== false;
    default:
      return true;
  }
};

function* selfSteps(terrain: Terrain, node: Node, method: Extract<Method, { is: 'self' }>): Generator<Step> {
  const [{ action, on } = { action: '', on: 'self' }] = method.needs;
  const { engine } = terrain;
  const { is } = node.holder;
  if (node.holder.untouchable) return;
  if (on === 'policy') {
    for (const policy of terrain.attachments.get(is.arn) ?? [])
      yield* step(widened(terrain, node, policy), method.id, policy.policy.name, gather(terrain, node, [[action, policy.policy.id]]), true);
    return;
  }
  if (on === 'self') {
    yield* tagged(widened(terrain, node, undefined), method.id, undefined, onThing(terrain, node, action, is.arn, keysFor(action)), true);
    return;
  }
  if (!('groups' in is)) return;
  const joins = method.id === 'iam-013';
  for (const group of engine.estate.input.groups) {
    if (group.account !== is.account || is.groups.includes(group.arn) === joins) continue;
    const gathered = gather(terrain, node, [[action, group.arn, keysFor(action)]]);
    if (gathered.truth === false) continue;
    if (!joins) yield* step(widened(terrain, node, undefined), method.id, group.name, gathered, true);
    else {
      const policies = engine.estate.groupPolicies(group.arn).filter((policy) => !node.identity.includes(policy));
      if (policies.length > 0) yield* step(terrain.nodes.changed(node, { identity: [...node.identity, ...policies] }), method.id, group.name, gathered, true);
    }
  }
}

/** Rights that lift a limit: another version of a policy, an own boundary, own tags. */
function* limitSteps(terrain: Terrain, node: Node): Generator<Step> {
  const { is, kind } = node.holder;
  const { estate } = terrain.engine;
  if (node.holder.untouchable) return;
  if (node.plain && node.actions.has('iam:setdefaultpolicyversion'))
    for (const policy of terrain.attachments.get(is.arn) ?? []) {
      const managed = estate.input.managed.find(({ id }) => id === policy.policy.id);
      for (const version of managed?.versions ?? []) {
        if (version.isDefault || !managed) continue;
        const gathered = gather(terrain, node, [['iam:SetDefaultPolicyVersion', policy.policy.id]]);
        if (gathered.truth === false) continue;
        const rolled = compile({ ...managed, name: `${managed.name} ${version.id}`, document: version.document });
        const to = terrain.nodes.changed(node, { identity: [...node.identity.filter((one) => one !== policy), rolled] });
        yield* step(to, 'rollback-001', `${managed.name} ${version.id}`, gathered, true);
      }
    }
  const lift = kind === 'user' ? 'iam:DeleteUserPermissionsBoundary' : 'iam:DeleteRolePermissionsBoundary';
  if (node.boundary && node.actions.has(lift.toLowerCase()))
    yield* step(terrain.nodes.changed(node, { boundary: undefined }), 'boundary-001', undefined, gather(terrain, node, [[lift, is.arn]]), true);
  const put = kind === 'user' ? 'iam:PutUserPermissionsBoundary' : 'iam:PutRolePermissionsBoundary';
  if (node.boundary && node.actions.has(put.toLowerCase()))
    yield* step(
      terrain.nodes.changed(node, { boundary: undefined }),
      'boundary-001',
      undefined,
      gather(terrain, node, [[put, is.arn, { 'iam:PermissionsBoundary': administratorPolicy['iam:PolicyARN'] }]]),
      true,
    );
  const tag = kind === 'user' ? 'iam:TagUser' : 'iam:TagRole';
  if (!node.ownTags && node.actions.has(tag.toLowerCase()) && usesOwnTags(node))
    yield* step(terrain.nodes.changed(node, { ownTags: true }), 'tag-002', undefined, gather(terrain, node, [[tag, is.arn]]), true);
}
const usesOwnTags = ({ identity }: Node): boolean =>
  identity.some(({ statements }) =>
    statements.some(({ source }) => JSON.stringify([source.conditions, source.resources?.list]).toLowerCase().includes('aws:principaltag')),
  );
