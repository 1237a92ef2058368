import type { Allowed, Context, Decision, Escalations, Identity } from '../identity.ts';
import { effective } from './data-planes.ts';
import { decisionOf } from './decide.ts';
import { directoryDecision, isDirectoryAction } from './directory-plane.ts';
import { keyOf } from './directory.ts';
import { escalationsOf } from './escalations.ts';
import type { AzureInput, BuiltInRole } from './input.ts';
import { azureNames } from './names.ts';
import { permissionsOf } from './permissions.ts';
import { reachedBy } from '../reached.ts';
import { reachOf } from './powerful.ts';
import { worldOf, type World } from './world.ts';

/**
 * Azure RBAC and Entra ID of one tenant. `roles`: the built-in roles; a role that is in neither is unknown and reported. Never throws for what the
 * input says: what cannot be read becomes a diagnostic and a doubt.
 */
export const azureIdentity = (input: AzureInput, roles: readonly BuiltInRole[]): Identity => {
  const world = worldOf(input, roles);
  let escalations: Escalations | undefined;
  return {
    cloud: 'azure',
    principals: [...world.directory.members.values()].map(({ principal }) => principal).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    diagnostics: world.diagnostics,
    can: (who, action, what, context) => decide(world, who, action, what, context),
    whoCan: (action, what, context) => whoCan(world, action, what, context),
    permissionsOf: (who) => permissionsOf(world, who),
    reaches: (who) => {
      const { data, audit } = reachOf({ can: (one, action, what, context) => decide(world, one, action, what, context) }, input, who);
      return reachedBy(data, audit);
    },
    escalations: () => (escalations ??= escalationsOf(world)),
    ...azureNames(world),
  };
};

const decide = (world: World, who: string, action: string, what: string | undefined, context: Context | undefined): Decision => {
  const weighed = isDirectoryAction(action) ? directoryDecision(world, who, action, what, context) : decisionOf(effective(world, who, action, what, context));
  const more = [...(world.input.doubts ?? [])];
  if (!world.directory.members.has(keyOf(who))) more.push(`principal ${who}`);
  return more.length === 0 ? weighed : { ...weighed, missing: [...new Set([...weighed.missing, ...more])].toSorted() };
};

/** Those who act: users, service principals, managed identities; groups only where nobody knows their members. */
const whoCan = (world: World, action: string, what: string | undefined, context: Context | undefined): Allowed[] => {
  const actors = [...world.directory.members.values()].filter(({ key, type }) => (type === 'Group' ? world.directory.open.has(key) : type !== 'Federated'));
  const outside = new Map(
    [...world.grants.values()]
      .flat()
      .flatMap(({ principal, named }) => (principal === undefined || world.directory.members.has(principal) ? [] : [[principal, named ?? principal] as const])),
  );
  const asked = [...actors.map(({ principal }) => ({ who: principal.id, known: true })), ...[...outside.values()].map((who) => ({ who, known: false }))];
  return asked
    .map(({ who, known }): Allowed => ({ who, known, decision: decide(world, who, action, what, context) }))
    .filter(({ decision }) => decision.decision === 'allow' || decision.decision === 'allow-if')
    .toSorted((a, b) => (a.who < b.who ? -1 : 1));
};
