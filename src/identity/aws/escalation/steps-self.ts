import { attachable, widened } from './attach.ts';
import { both, gather, granted, onThing, stepOf, tagged } from './gather.ts';
import type { SelfMethod } from './methods.ts';
import { couldBeOn, type Node } from './node.ts';
import type { Step, Terrain } from './terrain.ts';

/** The actor's own rights grow. */
export function* selfSteps(terrain: Terrain, node: Node, method: SelfMethod): Generator<Step> {
  const [{ action, on } = { action: '', on: 'self' }] = method.needs;
  const { is, untouchable } = node.holder;
  if (on === 'policy') {
    // Also of a role that nobody may edit: the policy itself is the account's.
    for (const policy of terrain.attachments.get(is.arn) ?? [])
      if (node.identity.includes(policy))
        yield* stepOf(widened(terrain, node, { instead: policy }), method.id, policy.policy.name, gather(terrain, node, [[action, policy.policy.id]]), true);
    return;
  }
  if (untouchable) return;
  if (on === 'self') {
    if (!action.startsWith('iam:Attach')) {
      yield* tagged(widened(terrain, node, {}), method.id, undefined, onThing(terrain, node, action, is.arn), true);
      return;
    }
    for (const { policy, keys, name } of attachable(terrain, node, action)) {
      const part = onThing(terrain, node, action, is.arn, keys);
      yield* tagged(widened(terrain, node, name === undefined ? {} : { add: policy }), method.id, name, part, true);
      if (part.truth === true && name === undefined) return;
    }
    return;
  }
  if (!('groups' in is)) return;
  if (method.id === 'iam-013') yield* joinSteps(terrain, node, method, is.groups);
  else yield* groupSteps(terrain, node, method, is.groups);
}

/** A group that the actor is in, or can join, gets more rights. */
function* groupSteps(terrain: Terrain, node: Node, method: SelfMethod, groups: readonly string[]): Generator<Step> {
  const [{ action } = { action: '' }] = method.needs;
  for (const group of terrain.engine.estate.input.groups) {
    const { arn } = group;
    if (group.account !== node.holder.is.account || !couldBeOn(node, action.toLowerCase(), arn)) continue;
    const member = groups.includes(arn) ? granted : gather(terrain, node, [['iam:AddUserToGroup', arn]]);
    if (member.truth === false) continue;
    if (!action.startsWith('iam:Attach')) {
      yield* stepOf(widened(terrain, node, {}), method.id, group.name, both(member, gather(terrain, node, [[action, arn]])), true);
      continue;
    }
    for (const { policy, keys, name } of attachable(terrain, node, action)) {
      const part = both(member, gather(terrain, node, [[action, arn, keys]]));
      yield* stepOf(
        widened(terrain, node, name === undefined ? {} : { add: policy }),
        method.id,
        name === undefined ? group.name : `${group.name} ${name}`,
        part,
        true,
      );
      if (part.truth === true && name === undefined) break;
    }
  }
}

/** Groups that the actor can join: each of them, and after the first all the others at once, or the combinations have no end. */
function* joinSteps(terrain: Terrain, node: Node, method: SelfMethod, groups: readonly string[]): Generator<Step> {
  const { estate } = terrain.engine;
  const joinable = estate.input.groups.flatMap((group) => {
    if (group.account !== node.holder.is.account || groups.includes(group.arn) || !couldBeOn(node, 'iam:addusertogroup', group.arn)) return [];
    const policies = estate.groupPolicies(group.arn).filter((policy) => !node.identity.includes(policy));
    if (policies.every(({ statements }) => statements.every(({ source }) => source.effect === 'Deny'))) return [];
    const gathered = gather(terrain, node, [['iam:AddUserToGroup', group.arn]]);
    return gathered.truth === false ? [] : [{ group, policies, gathered }];
  });
  if (node.plain) {
    for (const { group, policies, gathered } of joinable)
      yield* stepOf(terrain.nodes.changed(node, { identity: [...node.identity, ...policies] }), method.id, group.name, gathered, true);
    return;
  }
  const harmless = joinable.filter(({ gathered, policies }) => gathered.truth === true && !policies.some(hasDeny));
  if (harmless.length === 0) return;
  const identity = [...new Set([...node.identity, ...harmless.flatMap(({ policies }) => policies)])];
  yield* stepOf(
    terrain.nodes.changed(node, { identity }),
    method.id,
    harmless.map(({ group }) => group.name).join(', '),
    { truth: true, asked: harmless.flatMap(({ gathered }) => gathered.asked) },
    true,
  );
}
const hasDeny = ({ statements }: Node['identity'][number]): boolean => statements.some(({ source }) => source.effect === 'Deny');
