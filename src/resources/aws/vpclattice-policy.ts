import type { Value } from '#core/value';
import type { Facets } from '../facets.ts';
import { admitted, statementsOf } from './policy.ts';

/**
 * The auth policy decides among callers in the VPCs of the network; only the resource policy lets somebody else join.
 * https://docs.aws.amazon.com/vpc-lattice/latest/ug/auth-policies.html
 */
export const latticePolicy = (auth: Value, sharing: Value): Facets['resourcePolicy'] | undefined => {
  const shared = statementsOf(sharing);
  const statements = [...statementsOf(auth), ...shared];
  return statements.length === 0 ? undefined : { what: 'network', admits: admitted(shared), statements };
};
