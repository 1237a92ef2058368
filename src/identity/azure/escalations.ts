import type { EscalationEdge, EscalationMethod, Escalations } from '../identity.ts';
import { azureEdges } from './escalate-azure.ts';
import { entraEdges, federatedEdges } from './escalate-entra.ts';
import { azureMethods, wideningMethods } from './methods-azure.ts';
import { entraMethods, otherEntraMethods } from './methods-entra.ts';
import { wideningOf } from './widening.ts';
import type { World } from './world.ts';

/**
 * Who can become whom, closed over all methods. Edges from administrators are left out: they can become everybody. Edges without a condition come first:
 * the shortest chain of those, and only where there is none the shortest chain with conditions.
 */
export const escalationsOf = (world: World): Escalations => {
  const members = [...world.directory.members.values()]
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .filter(({ key }) => world.directory.users.get(key)?.enabled !== false && world.directory.servicePrincipals.get(key)?.enabled !== false);
  const widenings = new Map(members.map(({ key }) => [key, wideningOf(world, key)] as const));
  const administrators = new Set(members.filter(({ key }) => widenings.get(key)?.administrator).map(({ principal }) => principal.id));
  const isAdministrator = (key: string): boolean => widenings.get(key)?.administrator ?? false;
  const edges: EscalationEdge[] = [];
  for (const { key, type } of members) {
    const widening = widenings.get(key);
    if (!widening || widening.administrator || type === 'Federated') continue;
    edges.push(...widening.edges, ...azureEdges(world, key, widening), ...entraEdges(world, key, isAdministrator));
  }
  edges.push(...federatedEdges(world));
  const sorted = edges.toSorted((a, b) => compare(edgeKey(a), edgeKey(b)));
  return { methods, edges: sorted, administrators, becomeAdministrator: chains(sorted, administrators) };
};

export const methods: ReadonlyMap<string, EscalationMethod> = new Map(
  [...azureMethods, ...Object.values(wideningMethods), ...entraMethods, ...Object.values(otherEntraMethods)].map(({ id, title, does, permissions, source }) => [
    id,
    { id, title, does, permissions, ...(source !== undefined && { source }) },
  ]),
);

/** Without a condition first, then ways to widen oneself. */
export const edgeKey = (edge: EscalationEdge): string => [edge.from, edge.condition ? 1 : 0, edge.widens ? 0 : 1, edge.to, edge.method, edge.via].join('\n');
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Backwards from the administrators, level by level: first over edges without a condition, then over all. */
export const chains = (edges: readonly EscalationEdge[], administrators: ReadonlySet<string>): Map<string, readonly EscalationEdge[]> => {
  const found = new Map<string, readonly EscalationEdge[]>();
  const spread = (usable: readonly EscalationEdge[]): void => {
    const into = new Map<string, EscalationEdge[]>();
    for (const edge of usable) {
      const there = into.get(edge.to);
      if (there) there.push(edge);
      else into.set(edge.to, [edge]);
    }
    // By length of the chain that would result; a level is sorted, so the first edge by name wins.
    const levels: (readonly EscalationEdge[])[][] = [];
    const offer = (chain: readonly EscalationEdge[]): void => void (levels[chain.length] ??= []).push(chain);
    const reach = (to: string, rest: readonly EscalationEdge[]): void => {
      for (const edge of into.get(to) ?? []) if (edge.from !== edge.to && !administrators.has(edge.from) && !found.has(edge.from)) offer([edge, ...rest]);
    };
    for (const administrator of [...administrators].toSorted()) reach(administrator, []);
    for (const edge of usable) if (edge.widens && !administrators.has(edge.from) && !found.has(edge.from)) offer([edge]);
    for (const [to, rest] of found) reach(to, rest);
    for (let length = 1; length < levels.length; length++) {
      const level = (levels[length] ?? []).toSorted((a, b) => compare(a.map(edgeKey).join('\n'), b.map(edgeKey).join('\n')));
      for (const chain of level) {
        const [first] = chain;
        if (!first || found.has(first.from)) continue;
        found.set(first.from, chain);
        reach(first.from, chain);
      }
    }
  };
  spread(edges.filter(({ condition }) => !condition));
  spread(edges);
  return new Map([...found].toSorted(([a], [b]) => compare(a, b)));
};
