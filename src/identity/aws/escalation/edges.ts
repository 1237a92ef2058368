import { methods, neededActions, taggingActions, type Method } from './methods.ts';
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
        // With a helper only what its tags open is new: the rest is there without.
        if (node.helper && !step.asked.some(({ freeTags }) => freeTags)) continue;
        yield step;
        if (method.is === 'pass' || method.is === 'thing') yield* strengthened(terrain, node, step);
        // Both principals are the attacker's now: one sets the tags, the other uses them.
        if (tags && step.condition === undefined && step.to.plain && !step.to.administrator) {
          const by = helpsBy(terrain, step.to, node);
          if (by !== undefined) yield { ...step, to: terrain.nodes.changed(step.to, { helper: { node, by } }) };
        }
      }
  if (!node.helper) yield* limitSteps(terrain, node);
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

/** So many helpers who may tag different things are tried for one principal. */
const mostHelpers = 20;
const helped = new WeakMap<Node, Set<string>>();

/**
 * What a helper may tag of what matters to a principal: the same text for those who may tag the same. Undefined: nothing, or no more than others before.
 * Who may tag everything stands for all who may.
 */
const helpsBy = (terrain: Terrain, target: Node, helper: Node): string | undefined => {
  const wanted = new Set(target.identity.flatMap((policy) => tagServices(policy)));
  const actions = taggingActions.filter((action) => wanted.has(action.slice(0, action.indexOf(':'))) && helper.actions.has(action));
  if (actions.length === 0) return undefined;
  const known = helped.get(target) ?? new Set<string>();
  helped.set(target, known);
  const everywhere = [...wanted].every((service) => actions.some((action) => action.startsWith(`${service}:`) && tagsEverything(terrain, helper, action)));
  const by = everywhere
    ? 'everything'
    : [
        helper.holder.is.account,
        ...(helper.boundary ?? []).map(({ policy }) => policy.id),
        ...helper.identity.filter((policy) => actions.some((action) => policy.on(action).length > 0)).map(({ policy }) => `${policy.id} ${policy.name}`),
      ]
        .sort()
        .join(', ');
  if (!known.has(by) && (known.has('everything') || known.size >= mostHelpers) && by !== 'everything') return undefined;
  known.add(by);
  return by;
};

const tagsEverything = (terrain: Terrain, { identity, boundary, holder }: Node, action: string): boolean =>
  boundary === undefined &&
  (terrain.engine.estate.guardrails.get(holder.is.account)?.scps.length ?? 0) === 0 &&
  identity.every((policy) => policy.on(action).every(({ source }) => source.effect === 'Allow')) &&
  identity.some((policy) =>
    policy
      .on(action)
      .some(
        ({ source }) => source.conditions.length === 0 && source.doubt === undefined && source.resources?.not === false && source.resources.list.includes('*'),
      ),
  );

const remembered = new WeakMap<CompiledPolicy, readonly string[]>();
/** The services whose tags decide over rights that ways need. */
const tagServices = (policy: CompiledPolicy): readonly string[] => {
  const found = remembered.get(policy) ?? [
    ...new Set(
      [...neededActions].flatMap((action) => {
        if (!policy.on(action).some(({ source }) => source.effect !== 'Deny' && source.conditions.some(({ key }) => /:resourcetag\//i.test(key)))) return [];
        const service = action.slice(0, action.indexOf(':'));
        return service === 'ssm' || service === 'ec2-instance-connect' ? 'ec2' : service;
      }),
    ),
  ];
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
