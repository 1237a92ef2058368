import { chains, edgeKey } from '../azure/escalations.ts';
import type { EscalationEdge, EscalationMethod, Escalations } from '../identity.ts';
import { gcpEdges } from './escalate.ts';
import { gcpMethods, otherMethods } from './methods.ts';
import { powerOf } from './power.ts';
import type { World } from './world.ts';

/**
 * Who can become whom, closed over all methods. Edges from administrators are left out: they can become everybody. Chains do not go on from edges that
 * give less than the credentials of the account.
 */
export const escalationsOf = (world: World): Escalations => {
  const who = [...world.directory.principals.keys()].toSorted();
  const administrators = new Set(who.filter((key) => powerOf(world, key).administrator));
  const edges = who
    .filter((key) => !administrators.has(key))
    .flatMap((key): readonly EscalationEdge[] => {
      const power = powerOf(world, key);
      return [...power.edges, ...gcpEdges(world, key, power, (other) => powerOf(world, other))];
    })
    .map((edge) => [edgeKey(edge), edge] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, edge]) => edge);
  const whole = edges.filter(({ method }) => !partial.has(method));
  return { methods, edges, administrators, becomeAdministrator: chains(whole, administrators) };
};

const partial = new Set(gcpMethods.filter((method) => method.partial).map(({ id }) => id));
const methods: ReadonlyMap<string, EscalationMethod> = new Map(
  [...gcpMethods, ...Object.values(otherMethods)].map(({ id, title, does, permissions, source }) => [
    id,
    { id, title, does, permissions, ...(source !== undefined && { source }) },
  ]),
);
