import { and, type Truth } from '../../residual.ts';
import { ask, newNames, type Node } from './node.ts';
import type { MethodId } from './texts.ts';
import type { Need } from './methods.ts';
import { missingThings, type Asked, type Step, type Terrain } from './terrain.ts';

/** The needs of a way, each asked; false as soon as one is not given. */
export interface Gathered {
  readonly truth: Truth;
  readonly asked: readonly Asked[];
  /** What was used. */
  readonly via?: string | undefined;
}
export type Keys = Readonly<Record<string, string>>;
export const noKeys: Keys = {};
export const failed: Gathered = { truth: false, asked: [] };
export const granted: Gathered = { truth: true, asked: [] };

export const gather = (terrain: Terrain, node: Node, wanted: readonly (readonly [action: string, on: string, keys?: Keys])[]): Gathered => {
  const truths: Truth[] = [];
  const asked: Asked[] = [];
  for (const [action, on, keys = noKeys] of wanted) {
    const truth = ask(terrain.engine, node, action, on, keys);
    if (truth === false) return failed;
    truths.push(truth);
    asked.push({ action, on, keys, freeTags: false });
  }
  return { truth: and(truths), asked };
};

export const both = (...parts: readonly Gathered[]): Gathered => {
  const truth = and(parts.map((part) => part.truth));
  return truth === false ? failed : { truth, asked: parts.flatMap(({ asked }) => asked) };
};
/** A fact that nobody knows and that the way needs. */
export const doubt = (text: string): Gathered => ({ truth: { doubt: text }, asked: [] });

/** The first that is certain, else the first that is possible. */
export const best = <T extends Gathered>(all: Iterable<T>): T | Gathered => {
  let possible: T | undefined;
  for (const one of all) {
    if (one.truth === true) return one;
    if (one.truth !== false) possible ??= one;
  }
  return possible ?? failed;
};

export const stepOf = (to: Node, method: MethodId, via: string | undefined, { truth, asked }: Gathered, widens = false): Step[] =>
  truth === false ? [] : [{ to, method, via, condition: truth === true ? undefined : truth, asked, widens }];

/** Needs on new things. Those that are about the same kind of thing are about one thing with one name. */
export const onNew = (terrain: Terrain, node: Node, needs: readonly Need[], keys: Keys = noKeys): Gathered => {
  const byKind = new Map<string, Need[]>();
  for (const need of needs)
    for (const kind of need.types ?? [undefined]) {
      const one: Need = kind === undefined ? need : { ...need, types: [kind] };
      const key =
        need.names && need.action.startsWith('ssm:')
          ? need.action
          : `${need.action.slice(0, need.action.indexOf(':'))} ${kind ?? kindOf(terrain, need.action)}`;
      const list = byKind.get(key);
      if (list) list.push(one);
      else byKind.set(key, [one]);
    }
  const parts: Gathered[] = [];
  for (const list of byKind.values()) {
    const part = oneName(terrain, node, list, keys);
    if (part.truth === false) return failed;
    parts.push(part);
  }
  return both(...parts);
};

/** Actions that are about exactly one kind of thing are grouped by it; others stand alone. */
const kindOf = ({ engine }: Terrain, action: string): string => {
  const { actions } = engine.estate;
  const id = actions.idOf(action);
  const types = id === undefined ? [] : actions.resourceTypes(id);
  const required = types.filter((type) => type.required);
  const [only] = required.length > 0 ? required : types;
  return only && (required.length === 1 || types.length === 1) ? only.name : action;
};

const oneName = (terrain: Terrain, node: Node, needs: readonly Need[], keys: Keys): Gathered => {
  // Without a resource type an action is asked of `*`, whatever the others are asked of.
  const names = new Set<string>();
  for (const { action, types, names: fixed } of needs) {
    const free = newNames(terrain.engine, node, action, types?.[0]);
    const only = fixed?.(node.holder.is.arn.split(':')[1] ?? 'aws', node.holder.is.account, terrain.engine.estate);
    const last = only && new Set(only.map(lastPart));
    for (const name of only ? [...only, ...free.filter((one) => last?.has(lastPart(one)))] : free) names.add(name);
  }
  const tried = function* (): Generator<Gathered> {
    for (const name of names)
      yield gather(
        terrain,
        node,
        needs.map(({ action }) => [action, name, keys] as const),
      );
  };
  const found = best(tried());
  return needs.some((need) => need.names) ? found : { ...found, asked: found.asked.map((one) => ({ ...one, isNew: true })) };
};

const lastPart = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

/** A right on something that is there; if its tags forbid it, with the tags that the node, or the one it came from, may set. */
export const onThing = (terrain: Terrain, node: Node, action: string, on: string, keys: Keys = noKeys): Gathered => {
  const plain = gather(terrain, node, [[action, on, keys]]);
  if (plain.truth === true) return plain;
  const tagger = taggerOf(terrain, node, on) ?? (node.helper && taggerOf(terrain, node.helper.node, on));
  if (tagger === undefined) return plain;
  const free = ask(terrain.engine, node, action, on, keys, true);
  if (free !== true) return plain;
  return {
    truth: true,
    asked: [
      { action: tagger.action, on, keys: noKeys, freeTags: false, ...(tagger.by === node ? {} : { by: tagger.by }) },
      { action, on, keys, freeTags: true },
    ],
  };
};
const taggerOf = ({ engine }: Terrain, by: Node, on: string): { readonly by: Node; readonly action: string } | undefined => {
  const action = tagRights(on).find((one) => by.actions.has(one.toLowerCase()) && ask(engine, by, one, on) === true);
  return action === undefined ? undefined : { by, action };
};
const tagRights = (arn: string): readonly string[] => {
  if (/:iam::\d*:role\//.test(arn)) return ['iam:TagRole', 'iam:UntagRole'];
  if (/:iam::\d*:user\//.test(arn)) return ['iam:TagUser', 'iam:UntagUser'];
  if (/:ec2:/.test(arn)) return ['ec2:CreateTags', 'ec2:DeleteTags'];
  if (/:lambda:/.test(arn)) return ['lambda:TagResource', 'lambda:UntagResource'];
  if (/:ecs:/.test(arn)) return ['ecs:TagResource', 'ecs:UntagResource'];
  if (/:glue:/.test(arn)) return ['glue:TagResource', 'glue:UntagResource'];
  if (/:sagemaker:/.test(arn)) return ['sagemaker:AddTags', 'sagemaker:DeleteTags'];
  if (/:apprunner:/.test(arn)) return ['apprunner:TagResource', 'apprunner:UntagResource'];
  return [];
};

/** A step that stands on a changed tag is a way of its own; the way it opens is named as what is used. */
export const tagged = (to: Node, method: MethodId, via: string | undefined, gathered: Gathered, widens = false): Step[] =>
  gathered.asked.some(({ freeTags }) => freeTags)
    ? stepOf(to, 'tag-001', via === undefined ? method : `${method} ${via}`, gathered, widens)
    : stepOf(to, method, via, gathered, widens);

/** What has to be there for a way that makes something new: the needs on it are about one and the same thing. */
export const onExisting = (terrain: Terrain, node: Node, type: string, needs: readonly Need[]): Gathered => {
  const there = terrain.things.get(type) ?? [];
  const on = needs.filter((need) => need.on === 'thing');
  const beside = needs.filter((need) => need.on !== 'thing');
  if (there.length === 0) {
    if (!missingThings(terrain)) return failed;
    return both(
      onNew(
        terrain,
        node,
        needs.map(({ action }): Need => ({ action, on: 'new' })),
      ),
      doubt(`a ${type} exists`),
    );
  }
  const tried = function* (): Generator<Gathered> {
    for (const { is } of there) {
      const keys: Keys = type === 'AWS::ECS::Cluster' ? { 'ecs:cluster': is.arn } : noKeys;
      const found = both(
        ...on.map(({ action }) => onThing(terrain, node, action, is.arn)),
        beside.length === 0
          ? granted
          : onNew(
              terrain,
              node,
              beside.map(({ action }): Need => ({ action, on: 'new' })),
              keys,
            ),
      );
      yield { ...found, via: is.name };
    }
  };
  return best(tried());
};
