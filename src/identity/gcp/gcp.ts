import type { GcpRoles } from '../data/gcp-roles.ts';
import type { Allowed, Context, Escalations, Identity } from '../identity.ts';
import { decide } from './decide.ts';
import { escalationsOf } from './escalations.ts';
import type { GcpInput } from './input.ts';
import { gcpNames } from './names.ts';
import { permissionsOf } from './permissions.ts';
import { reachedBy } from '../reached.ts';
import { reachOf } from './powerful.ts';
import { worldOf, type World } from './world.ts';

/**
 * IAM of Google Cloud. `roles`: the predefined roles; a role that is in neither is unknown and reported. Never throws for what the input says: what
 * cannot be read becomes a diagnostic and a doubt.
 */
export const gcpIdentity = (input: GcpInput, roles: GcpRoles): Identity => {
  const world = worldOf(input, roles);
  let escalations: Escalations | undefined;
  const principals = [...world.directory.principals.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return {
    cloud: 'gcp',
    principals,
    diagnostics: world.diagnostics,
    can: (who, action, what, context) => decide(world, who, action, what, context),
    whoCan: (action, what, context) => whoCan(world, action, what, context),
    permissionsOf: (who) => permissionsOf(world, who),
    reaches: (who) => {
      const { data, audit } = reachOf({ can: (one, action, what, context) => decide(world, one, action, what, context) }, input, who);
      return reachedBy(data, audit);
    },
    escalations: () => (escalations ??= escalationsOf(world)),
    ...gcpNames(input, principals, [...roles.permissions, ...input.roles.flatMap(({ permissions = [] }) => permissions)]),
  };
};

/** Those who act: users, service accounts, outside identities, everybody; groups and domains only where nobody knows who belongs to them. */
const whoCan = (world: World, action: string, what: string | undefined, context: Context | undefined): Allowed[] =>
  [...world.directory.principals.values()]
    .filter(({ id, kind }) => kind !== 'group' || world.directory.open.has(id) || id.startsWith('domain:'))
    .map(({ id, kind }): Allowed => ({
      who: id,
      known: kind !== 'anyone' && !id.startsWith('domain:') && !id.startsWith('principalSet:'),
      decision: decide(world, id, action, what, context),
    }))
    .filter(({ decision }) => decision.decision === 'allow' || decision.decision === 'allow-if')
    .toSorted((a, b) => (a.who < b.who ? -1 : 1));
