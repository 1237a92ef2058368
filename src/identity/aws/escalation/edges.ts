import { methods, taggingActions, type Method } from './methods.ts';
import { administratorKeys, widened } from './attach.ts';
import { both, gather, noKeys, onThing, stepOf, type Gathered } from './gather.ts';
import type { CompiledPolicy } from '../compile.ts';
import { couldBeOn, type Node } from './node.ts';
import { limitSteps } from './steps-limit.ts';
import { passSteps } from './steps-pass.ts';
import { selfSteps } from './steps-self.ts';
import { targetSteps } from './steps-target.ts';
import { thingSteps } from './steps-thing.ts';
import type { Step, Terrain } from './terrain.ts';

/** All that a node can do to become another, or stronger. */
export function* stepsFrom(terrain: Terrain, node: Node): Generator<Step> {
  const tags = taggingActions.some((action) => node.actions.has(action));
  for (const method of methods)
    if (speaksOfAll(node, method))
      for (const step of stepsBy(terrain, node, method)) {
        yield step;
        if (method.is === 'pass' || method.is === 'thing') yield* strengthened(terrain, node, step);
        // Both principals are the attacker's now: one sets the tags, the other uses them.
        if (tags && step.condition === undefined && step.to.plain && !step.to.administrator && looksAtTags(step.to))
          yield { ...step, to: terrain.nodes.changed(step.to, { helper: node }) };
      }
  yield* limitSteps(terrain, node);
}

/** A way to a role that the actor can edit: with more rights in it, it leads further. */
function* strengthened(terrain: Terrain, node: Node, { to, method, via, condition, asked }: Step): Generator<Step> {
  if (!to.plain || to.administrator || to.holder.untouchable || to.holder.is.account !== node.holder.is.account) return;
  const { arn } = to.holder.is;
  const how = via === undefined ? method : `${method} ${via}`;
  const whole = (edit: Gathered): Gathered => both(edit, { truth: condition ?? true, asked });
  for (const action of ['iam:PutRolePolicy', 'iam:AttachRolePolicy']) {
    if (!couldBeOn(node, action.toLowerCase(), arn)) continue;
    const edit = onThing(terrain, node, action, arn, action === 'iam:AttachRolePolicy' ? administratorKeys : noKeys);
    if (edit.truth === false) continue;
    yield* stepOf(widened(terrain, to, {}), 'widen-001', how, whole(edit), true);
    return;
  }
  for (const policy of terrain.attachments.get(arn) ?? []) {
    const edit = gather(terrain, node, [['iam:CreatePolicyVersion', policy.policy.id]]);
    if (edit.truth === false) continue;
    yield* stepOf(widened(terrain, to, { instead: policy }), 'widen-001', how, whole(edit), true);
    return;
  }
}

const looksAtTags = ({ identity }: Node): boolean => identity.some(tagConditions);
const remembered = new WeakMap<CompiledPolicy, boolean>();
const tagConditions = (policy: CompiledPolicy): boolean => {
  const found = remembered.get(policy) ?? policy.statements.some(({ source }) => source.conditions.some(({ key }) => /:resourcetag\//i.test(key)));
  remembered.set(policy, found);
  return found;
};

const speaksOfAll = (node: Node, method: Method): boolean =>
  (method.is !== 'pass' || node.actions.has('iam:passrole')) &&
  method.needs.every(({ action }) => action === 'sts:AssumeRole' || node.actions.has(action.toLowerCase()));

const stepsBy = (terrain: Terrain, node: Node, method: Method): Iterable<Step> => {
  switch (method.is) {
    case 'pass':
      return passSteps(terrain, node, method);
    case 'thing':
      return thingSteps(terrain, node, method);
    case 'target':
      return targetSteps(terrain, node, method);
    case 'self':
      return method.kind === 'any' || method.kind === node.holder.kind ? selfSteps(terrain, node, method) : [];
  }
};
