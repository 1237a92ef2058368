import type { EscalationEdge, EscalationMethod, Escalations } from '../../identity.ts';
import { decide } from '../decide.ts';
import type { Engine } from '../engine.ts';
import { stepsFrom, terrainOf, type Step } from './edges.ts';
import { methods } from './methods.ts';
import { nodesOf, requestOf, type Node } from './node.ts';
import { methodTexts } from './texts.ts';

/** No more edges than these are written out; the chains to administrator always are. */
const mostEdges = 50_000;

/** The graph of who can become whom, explored from every principal that was read. */
export const searchEscalations = (engine: Engine): Escalations => {
  const { estate } = engine;
  const nodes = nodesOf(engine);
  const terrain = terrainOf(engine, nodes);
  for (const holder of estate.holders) nodes.of(holder);
  const steps: (readonly Step[])[] = [];
  const administrators = new Set<string>();
  // Nodes come to the end of the list as they are found.
  for (let i = 0; i < nodes.all.length; i++) {
    const node = nodes.all[i];
    if (!node) break;
    if (node.plain && node.administrator) administrators.add(node.holder.is.arn);
    steps.push(node.administrator ? [] : [...stepsFrom(terrain, node)].filter(({ to }) => to !== node));
  }
  const chains = chainsToAdministrator(nodes.all, steps);
  const edges: EscalationEdge[] = [];
  const written = new Map<Step, EscalationEdge>();
  const write = (from: Node, step: Step): EscalationEdge => {
    const known = written.get(step) ?? edgeOf(engine, from, step);
    written.set(step, known);
    return known;
  };
  const becomeAdministrator = new Map<string, readonly EscalationEdge[]>();
  for (const node of nodes.all) {
    if (!node.plain || node.administrator) continue;
    const chain = chains(node);
    if (chain)
      becomeAdministrator.set(
        node.holder.is.arn,
        chain.map(([from, step]) => write(from, step)),
      );
  }
  outer: for (const node of nodes.all)
    for (const step of steps[node.index] ?? []) {
      if (edges.length >= mostEdges) break outer;
      if (node.plain) edges.push(write(node, step));
    }
  return { methods: methodsById, edges, administrators, becomeAdministrator };
};

const methodsById: ReadonlyMap<string, EscalationMethod> = new Map(
  Object.entries(methodTexts).map(([id, { title, does }]) => {
    const method = methods.find((one) => one.id === id);
    const permissions = method ? [...(method.is === 'pass' ? ['iam:PassRole'] : []), ...method.needs.map(({ action }) => action)] : [];
    return [id, { id, title, does, permissions, ...(catalogued(id) ? { source: `https://pathfinding.cloud/paths/${id}` } : {}) }];
  }),
);
/** The further ones are not in the public catalogue. */
function catalogued(id: string): boolean {
  return methods.findIndex((one) => one.id === id) <= methods.findIndex((one) => one.id === 'sts-001') && methods.some((one) => one.id === id);
}

/** The shortest chain of each node: over certain steps if there is one, else over conditional ones too. */
const chainsToAdministrator = (
  nodes: readonly Node[],
  steps: readonly (readonly Step[])[],
): ((node: Node) => readonly (readonly [Node, Step])[] | undefined) => {
  const into = nodes.map((): (readonly [from: number, step: Step])[] => []);
  steps.forEach((list, from) => {
    for (const step of list) into[step.to.index]?.push([from, step]);
  });
  const search = (conditional: boolean): (Step | undefined)[] => {
    const first: (Step | undefined)[] = Array.from({ length: nodes.length });
    const queue = nodes.filter(({ administrator }) => administrator).map(({ index }) => index);
    const done = new Set(queue);
    for (let i = 0; i < queue.length; i++)
      for (const [from, step] of into[queue[i] ?? 0] ?? []) {
        if (done.has(from) || (step.condition !== undefined && !conditional)) continue;
        done.add(from);
        first[from] = step;
        queue.push(from);
      }
    return first;
  };
  const certain = search(false);
  const possible = search(true);
  return (node) => {
    const first = certain[node.index] ? certain : possible;
    if (!first[node.index]) return undefined;
    const chain: (readonly [Node, Step])[] = [];
    for (let at: Node = node; ;) {
      const step = first[at.index];
      if (!step) return chain;
      chain.push([at, step]);
      at = step.to;
    }
  };
};

const edgeOf = (engine: Engine, from: Node, { to, method, via, condition, asked, widens }: Step): EscalationEdge => ({
  from: from.holder.is.arn,
  to: to.holder.is.arn,
  method,
  via,
  condition,
  widens,
  permissions: asked.map(({ action, on, keys, freeTags }) => ({
    action,
    on,
    because: decide(
      requestOf(engine, from, action, on, { is: 'partial', keys: { 'aws:SecureTransport': 'true', 'aws:ViaAWSService': 'false', ...keys } }, freeTags),
    ).because.filter(({ effect }) => effect === 'allow'),
  })),
});
