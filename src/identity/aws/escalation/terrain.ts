import type { Residual } from '../../identity.ts';
import type { CompiledPolicy } from '../compile.ts';
import type { Engine } from '../engine.ts';
import type { HolderState, ThingState } from '../estate.ts';
import type { MethodId } from './texts.ts';
import type { Node, Nodes } from './node.ts';

/** One step of an attacker: `to` is the node reached. */
export interface Step {
  readonly to: Node;
  readonly method: MethodId;
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
  /** About a thing that the actor makes: its name is of his choice. */
  readonly isNew?: true;
  /** By another principal that the attacker has already. */
  readonly by?: Node;
}

/** What an attacker looks through again and again, sorted out once. */
export interface Terrain {
  readonly engine: Engine;
  readonly nodes: Nodes;
  readonly users: readonly HolderState[];
  readonly roles: readonly HolderState[];
  /** By service, without `.amazonaws.com`. Service-linked roles cannot be given away. */
  readonly rolesByService: ReadonlyMap<string, readonly HolderState[]>;
  /** Roles whose trust policy takes anybody, or nobody knows whom. */
  readonly openRoles: readonly HolderState[];
  /** Roles whose trust policy leaves it to the policies of accounts. */
  readonly delegatingRoles: readonly HolderState[];
  /** Roles that name single principals in their trust policy, by ARN (also without the path). */
  readonly rolesByPrincipal: ReadonlyMap<string, readonly HolderState[]>;
  /** ARNs that a trust or resource policy names: more than their own policies tell. */
  readonly named: ReadonlySet<string>;
  readonly things: ReadonlyMap<string, readonly ThingState[]>;
  /** Customer managed policies of a holder, by ARN. */
  readonly attachments: ReadonlyMap<string, readonly CompiledPolicy[]>;
}

export const terrainOf = (engine: Engine, nodes: Nodes): Terrain => {
  const { estate } = engine;
  const rolesByService = new Map<string, HolderState[]>();
  const openRoles: HolderState[] = [];
  const delegatingRoles: HolderState[] = [];
  const rolesByPrincipal = new Map<string, HolderState[]>();
  const named = new Set<string>();
  for (const holder of estate.holders) {
    if (!('trust' in holder.is)) continue;
    let open = false;
    let delegates = false;
    for (const { effect, principals } of holder.is.trust.statements) {
      if (effect === 'Deny' || !principals) continue;
      open ||= principals.not || principals.open !== undefined;
      for (const member of principals.list) {
        const service = /^Service:(.+)$/.exec(member)?.[1];
        if (service !== undefined) {
          if (!holder.untouchable) push(rolesByService, service.replace(/\.amazonaws\.com(\.cn)?$/, ''), holder);
        } else if (member === '*' || member === 'AWS:*') open = true;
        else if (/^AWS:(\d{12}|arn:[^:]*:iam::\d*:root)$/.test(member)) delegates = true;
        else if (member.startsWith('AWS:')) {
          const principal = pathless(roleOfSession(member.slice(4)));
          named.add(principal);
          push(rolesByPrincipal, principal, holder);
        }
      }
    }
    if (open) openRoles.push(holder);
    if (delegates) delegatingRoles.push(holder);
  }
  const things = new Map<string, ThingState[]>();
  for (const one of estate.things.values()) {
    push(things, one.is.type, one);
    for (const { effect, principals } of one.is.policy?.document.statements ?? [])
      if (effect !== 'Deny' && principals && !principals.not)
        for (const member of principals.list) if (member.startsWith('AWS:arn:')) named.add(pathless(roleOfSession(member.slice(4))));
  }
  const attachments = new Map<string, CompiledPolicy[]>();
  const groups = new Map(estate.input.groups.map((group) => [group.arn, group]));
  for (const holder of estate.holders)
    for (const id of new Set([...holder.is.attached, ...('groups' in holder.is ? holder.is.groups.flatMap((arn) => groups.get(arn)?.attached ?? []) : [])])) {
      const policy = estate.compiled(id);
      if (policy && isOwn(id)) push(attachments, holder.is.arn, policy);
    }
  return {
    engine,
    nodes,
    users: estate.holders.filter(({ kind }) => kind === 'user'),
    roles: estate.holders.filter(({ kind }) => kind === 'role'),
    rolesByService,
    openRoles,
    delegatingRoles,
    rolesByPrincipal,
    named,
    things,
    attachments,
  };
};

const push = <T>(map: Map<string, T[]>, key: string, value: T): void => {
  const list = map.get(key);
  if (!list) map.set(key, [value]);
  else if (list.at(-1) !== value) list.push(value);
};
/** AWS managed policies have versions that nobody in the account can make. */
export const isOwn = (policy: string): boolean => /^arn:[^:]*:iam::\d{12}:/.test(policy);
/** A trust policy may name a session: whoever has the role has it. */
const roleOfSession = (arn: string): string => arn.replace(/^(arn:[^:]*):sts:(:\d*):assumed-role\/([^/]+)\/.*$/, '$1:iam:$2:role/$3');
export const pathless = (arn: string): string => arn.replace(/:role\/.*\//, ':role/');

/** Nobody has looked for things at all. */
export const missingThings = ({ engine }: Terrain): boolean => !engine.estate.input.collected.things;

/** Does becoming the target give anything that the node has not: policies of its own, or trust that others put in it? */
export const gains = (terrain: Terrain, node: Node, target: HolderState): boolean =>
  target.is.arn !== node.holder.is.arn &&
  (terrain.named.has(pathless(target.is.arn)) ||
    target.identity.some((policy) => !node.identity.includes(policy) && policy.statements.some(({ source }) => source.effect !== 'Deny')));

/** Some policy of the holder allows this somewhere. */
export const speaksOf = (holder: HolderState, action: string): boolean =>
  holder.identity.some((policy) => policy.on(action.toLowerCase()).some(({ source }) => source.effect === 'Allow'));
