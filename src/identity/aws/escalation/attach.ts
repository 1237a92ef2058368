import type { CompiledPolicy } from '../compile.ts';
import { everythingPolicy, mentions, type Node } from './node.ts';
import type { Keys } from './gather.ts';
import { isOwn, type Terrain } from './terrain.ts';

/** A managed policy that an actor may try to attach. */
export interface Attachable {
  readonly policy: CompiledPolicy;
  readonly keys: Keys;
  /** Undefined: AdministratorAccess. */
  readonly name: string | undefined;
}
export const administratorKeys: Keys = { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' };
const administrator: Attachable = { policy: everythingPolicy, keys: administratorKeys, name: undefined };

/** AdministratorAccess; where conditions on the policy's ARN forbid it, the policies of the account too. */
export function* attachable(terrain: Terrain, node: Node, action: string): Generator<Attachable> {
  yield administrator;
  // What was attached to oneself is not attached again, or the combinations have no end.
  if (!mentions(node, action, 'iam:policyarn') || !node.plain) return;
  const { estate } = terrain.engine;
  for (const { id, account, name } of estate.input.managed) {
    const policy = estate.compiled(id);
    if (!policy || (isOwn(id) && account !== node.holder.is.account) || node.identity.includes(policy)) continue;
    if (policy.statements.every(({ source }) => source.effect === 'Deny')) continue;
    yield { policy, keys: { 'iam:PolicyARN': id }, name };
  }
}

interface Change {
  readonly add?: CompiledPolicy;
  readonly instead?: CompiledPolicy;
}
/** The same principal with a policy more, or with another in the place of one; without either: with one that allows everything. */
export const widened = (terrain: Terrain, node: Node, change: Change): Node => {
  // Very many come to the same: an administrator of users could widen each of them.
  if (change.add !== undefined || change.instead !== undefined) return wider(terrain, node, change);
  const found = node.widest.made ?? wider(terrain, node, change);
  node.widest.made = found;
  return found;
};
const wider = (terrain: Terrain, node: Node, { add = everythingPolicy, instead }: Change): Node =>
  terrain.nodes.changed(node, { identity: [...node.identity.filter((one) => one !== instead && one !== add), add] });
