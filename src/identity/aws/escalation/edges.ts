import { methods, taggingActions, type Method } from './methods.ts';
import type { CompiledPolicy } from '../compile.ts';
import type { Node } from './node.ts';
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
        // Both principals are the attacker's now: one sets the tags, the other uses them.
        if (tags && step.condition === undefined && step.to.plain && !step.to.administrator && looksAtTags(step.to))
          yield { ...step, to: terrain.nodes.changed(step.to, { helper: node }) };
      }
  yield* limitSteps(terrain, node);
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
