import type { Because, EscalationEdge, Escalations } from '../../identity.ts';
import { decide } from '../decide.ts';
import type { Engine } from '../engine.ts';
import { stepsFrom } from './edges.ts';
import { methodsById } from './method-pages.ts';
import { always, nodesOf, requestOf, type Node } from './node.ts';
import { isServiceLinked } from '../estate.ts';
import { terrainOf, type Step, type Terrain } from './terrain.ts';
import { Ways } from './ways.ts';

/** No more edges than these are written out; the chains to administrator always are. */
const mostEdges = 50_000;

/** The graph of who can become whom, explored from every principal that was read. */
export const searchEscalations = (engine: Engine): Escalations => {
  const { estate } = engine;
  const nodes = nodesOf(engine);
  const terrain = terrainOf(engine, nodes);
  for (const holder of estate.holders) nodes.of(holder);
  const ways = new Ways();
  const administrators = new Set<string>();
  const kept: (readonly [Node, Step])[] = [];
  let leftOut = 0;
  /** By principal: an administrator that it becomes for certain with its own rights. */
  const risen = new Map<string, Node>();
  // In a large account one principal with wide rights could fill the list: each way of each principal has its share.
  const share = Math.max(20, Math.floor(mostEdges / Math.max(1, estate.holders.length)));
  // Nodes come to the end of the list as they are found.
  for (let i = 0; i < nodes.all.length; i++) {
    const node = nodes.all[i];
    if (!node) break;
    // Nobody but its service comes to have such a role.
    if (isServiceLinked(node.holder)) continue;
    if (node.administrator) {
      if (node.plain) administrators.add(node.holder.is.arn);
      continue;
    }
    // Whoever becomes administrator as it is needs no other rights first: what those would open is not looked through.
    const already = node.plain ? undefined : risen.get(node.holder.is.arn);
    if (already) {
      ways.add(node.index, already.index, true);
      continue;
    }
    const count = new Map<string, number>();
    for (const step of stepsFrom(terrain, node)) {
      if (step.to === node) continue;
      ways.add(node.index, step.to.index, step.condition === undefined);
      const rises = step.condition === undefined && step.to.administrator;
      if (rises && node.plain && !risen.has(node.holder.is.arn)) risen.set(node.holder.is.arn, step.to);
      if (rises && !node.plain) break;
      if (!node.plain || step.to.helper) continue;
      const soFar = count.get(step.method) ?? 0;
      count.set(step.method, soFar + 1);
      if (soFar < share && kept.length < mostEdges) kept.push([node, step]);
      else leftOut++;
    }
    node.sifted.clear();
  }
  const written = new Map<Step, EscalationEdge>();
  const write = (from: Node, step: Step): EscalationEdge => {
    const known = written.get(step) ?? edgeOf(engine, from, step);
    written.set(step, known);
    return known;
  };
  const stepBetween = finder(terrain, kept);
  const plainOf = (node: Node): Node => nodes.of(node.holder);
  const chains = ways.chains(nodes.all.map(({ administrator }) => administrator));
  const becomeAdministrator = new Map<string, readonly EscalationEdge[]>();
  for (const node of nodes.all) {
    if (!node.plain || node.administrator) continue;
    const chain = chains(node.index)?.flatMap(([from, to, certain]) => {
      const source = nodes.all[from];
      const target = nodes.all[to];
      if (!source || !target) return [];
      const found = stepBetween(source, target, certain);
      if (found) return [write(source, found)];
      const own = stepBetween(plainOf(source), target, certain);
      return own ? [write(plainOf(source), own)] : [];
    });
    if (chain) becomeAdministrator.set(node.holder.is.arn, chain);
  }
  return { methods: methodsById, edges: kept.map(([from, step]) => write(from, step)), administrators, becomeAdministrator, leftOut };
};

/** The step of a chain: kept, or found again, since not every step of a large account is kept. */
const finder = (terrain: Terrain, kept: readonly (readonly [Node, Step])[]) => {
  const key = (from: Node, to: Node, certain: boolean): string => `${from.index} ${to.index} ${certain}`;
  const known = new Map<string, Step>();
  for (const [from, step] of kept) {
    const name = key(from, step.to, step.condition === undefined);
    if (!known.has(name)) known.set(name, step);
  }
  return (from: Node, to: Node, certain: boolean): Step | undefined => {
    const name = key(from, to, certain);
    const found = known.get(name);
    if (found) return found;
    for (const step of stepsFrom(terrain, from))
      if (step.to === to && (step.condition === undefined) === certain) {
        known.set(name, step);
        return step;
      }
    return undefined;
  };
};

const edgeOf = (engine: Engine, from: Node, { to, method, via, condition, asked, widens }: Step): EscalationEdge => ({
  from: from.holder.is.arn,
  to: to.holder.is.arn,
  method,
  via,
  condition,
  widens,
  permissions: merged(
    asked.map(({ action, on, keys, freeTags, isNew, by = from }) => ({
      action,
      on: isNew ? undefined : on,
      because: decide(requestOf(engine, by, action, on, { is: 'partial', keys: { ...always, ...keys } }, freeTags))
        .because.filter(({ effect }) => effect === 'allow')
        .map((one) => throughGroup(one, by)),
    })),
  ),
});

/** One call may be checked on several new things, mostly by one statement: said once. */
const merged = (all: EscalationEdge['permissions']): EscalationEdge['permissions'] => {
  const byRight = new Map<string, EscalationEdge['permissions'][number]>();
  for (const one of all) {
    const key = `${one.action} ${one.on}`;
    const known = byRight.get(key);
    const texts = new Set(known?.because.map((because) => JSON.stringify(because)));
    byRight.set(key, known ? { ...known, because: [...known.because, ...one.because.filter((because) => !texts.has(JSON.stringify(because)))] } : one);
  }
  return [...byRight.values()];
};

/** A right that comes from a group says from which. */
const throughGroup = (because: Because, { identity, holder: { through } }: Node): Because => {
  if (because.layer !== 'identity' || through.size === 0) return because;
  const group = identity.flatMap(({ policy }) => (policy.name === because.policy ? (through.get(policy.id) ?? []) : []))[0];
  return group === undefined ? because : { ...because, through: group };
};
