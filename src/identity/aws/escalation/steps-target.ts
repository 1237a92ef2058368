import type { Role, User } from '../account.ts';
import type { CompiledPolicy } from '../compile.ts';
import type { HolderState } from '../estate.ts';
import { attachable, widened } from './attach.ts';
import { best, both, doubt, gather, noKeys, onThing, tagged, type Gathered } from './gather.ts';
import type { TargetMethod } from './methods.ts';
import { couldBeOn, type Node } from './node.ts';
import { onceTrusted } from './once-trusted.ts';
import { gains, pathless, type Step, type Terrain } from './terrain.ts';

/** Another user or role is taken over, as it is or with rights added. */
export function* targetSteps(terrain: Terrain, node: Node, method: TargetMethod): Generator<Step> {
  const asked = method.needs.filter(({ action, on }) => on === 'target' && action !== 'sts:AssumeRole').map(({ action }) => action.toLowerCase());
  for (const target of candidates(terrain, node, method)) {
    if (target.is.arn === node.holder.is.arn) continue;
    if (!method.widens && !gains(terrain, node, target)) continue;
    if (method.id !== 'sts-001' && (target.untouchable || target.is.account !== node.holder.is.account)) continue;
    if (!asked.every((action) => couldBeOn(node, action, target.is.arn))) continue;
    const fits = target.kind === 'user' ? userFits(target.is, method.id) : true;
    if (fits === false) continue;
    yield* stepsTo(terrain, node, method, target, fits === true ? undefined : doubt(fits));
  }
}

function* stepsTo(terrain: Terrain, node: Node, method: TargetMethod, target: HolderState, open: Gathered | undefined): Generator<Step> {
  const parts: Gathered[] = open ? [open] : [];
  const attach = method.needs.find(({ action }) => action.startsWith('iam:Attach'));
  for (const { action, on } of method.needs) {
    if (on === 'policy' || action === attach?.action) continue;
    const part = onThing(terrain, node, action, target.is.arn, noKeys);
    if (part.truth === false) return;
    parts.push(part);
  }
  if (method.needs.some(({ action }) => action === 'iam:UpdateAssumeRolePolicy')) {
    const truth = onceTrusted(terrain, node, target);
    if (truth === false) return;
    parts.push({ truth, asked: [] });
  }
  const base = terrain.nodes.of(target);
  if (attach) {
    for (const { keys, policy, name } of attachable(terrain, node, attach.action)) {
      const part = onThing(terrain, node, attach.action, target.is.arn, keys);
      if (part.truth === false) continue;
      yield* tagged(widened(terrain, base, name === undefined ? {} : { add: policy }), method.id, name, both(...parts, part), true);
      if (part.truth === true && name === undefined) break;
    }
    return;
  }
  const versioned = method.needs.find(({ on }) => on === 'policy');
  if (versioned) {
    const found = best(
      (terrain.attachments.get(target.is.arn) ?? []).map((policy): Gathered & { readonly policy: CompiledPolicy } => ({
        ...gather(terrain, node, [[versioned.action, policy.policy.id]]),
        policy,
      })),
    );
    if (found.truth === false || !('policy' in found)) return;
    yield* tagged(widened(terrain, base, { instead: found.policy }), method.id, found.policy.policy.name, both(...parts, found), true);
    return;
  }
  yield* tagged(method.widens ? widened(terrain, base, {}) : base, method.id, undefined, both(...parts), method.widens);
}

/** Roles are looked through by their trust where the way is to assume them: most name somebody else. */
const candidates = (terrain: Terrain, node: Node, method: TargetMethod): Iterable<HolderState> => {
  if (!method.needs.some(({ action }) => action === 'sts:AssumeRole')) return method.kind === 'user' ? terrain.users : terrain.roles;
  return assumable(terrain, node);
};
/** Roles whose trust policy may take the node. */
export const assumable = (terrain: Terrain, node: Node): Iterable<HolderState> => {
  const arn = pathless(node.holder.is.arn);
  return new Set([
    ...(terrain.rolesByPrincipal.get(arn) ?? []),
    ...terrain.openRoles,
    ...(node.actions.has('sts:assumerole') ? terrain.delegatingRoles.filter(({ is }) => couldBeOn(node, 'sts:assumerole', is.arn)) : []),
  ]);
};

/** May the way be gone with this user? A text: only if it is so, and nobody knows. */
const userFits = (user: User | Role, method: TargetMethod['id']): boolean | string => {
  if (!('accessKeys' in user)) return true;
  switch (method) {
    case 'iam-002':
    case 'iam-015':
    case 'iam-018':
      return user.accessKeys === undefined || user.accessKeys.length < 2;
    case 'iam-003':
      return user.accessKeys === undefined ? `${user.name} has two access keys` : user.accessKeys.length >= 2;
    case 'iam-004':
      return user.consolePassword !== true;
    case 'iam-006':
      return user.consolePassword === undefined ? `${user.name} has a console password` : user.consolePassword;
    default:
      return true;
  }
};
