import * as z from 'zod/mini';
import { called, guardOf, isObject, problemOf, readLists, written, type Problem } from '../saved-shape.ts';
import type { AzureInput } from './input.ts';

const text = z.string();
const maybe = z.optional(text);
const flag = z.optional(z.boolean());
const texts = z.array(text);
const some = z.optional(texts);
const attributes = z.optional(z.record(text, z.union([text, texts])));
const source = { at: written, address: maybe };
const named = { ...source, id: text, name: text };
const permission = called(
  'azurePermission',
  z.object({
    actions: texts,
    notActions: some,
    dataActions: some,
    notDataActions: some,
    condition: z.optional(z.nullable(text)),
  }),
);
const state = z.optional(
  called(
    'azureState',
    z.union([
      z.object({ is: z.literal('active'), from: maybe, until: maybe }),
      z.object({
        is: z.literal('eligible'),
        from: maybe,
        until: maybe,
        activation: z.optional(z.object({ mfa: flag, approval: flag, justification: flag })),
      }),
    ]),
  ),
);
const federated = z.optional(z.array(z.object({ ...source, name: maybe, issuer: maybe, subject: maybe, audiences: some })));
const facts = z.object({
  sharedKeys: flag,
  keepsCodeOf: some,
  rbacMode: flag,
  accessPolicies: z.optional(z.array(z.object({ ...source, principal: maybe, keys: some, secrets: some, certificates: some, storage: some }))),
  keepsCredentialsOf: some,
  localAuth: flag,
  dataRoles: z.optional(z.array(z.object({ ...source, principal: text, name: text, dataActions: texts }))),
  entraAdministrator: z.optional(z.nullable(text)),
  entraOnly: flag,
  entraLogin: flag,
});
const who = z.optional(z.object({ users: some, groups: some, roles: some }));

/** The lists of a tenant, by the shape of one entry. */
const entries = {
  managementGroups: z.object({ ...source, id: text, name: maybe, parent: z.optional(z.nullable(text)) }),
  subscriptions: z.object({ ...source, id: text, name: maybe, parent: z.optional(z.nullable(text)) }),
  resourceGroups: z.object({ ...source, id: text }),
  resources: z.object({ ...named, type: text, identities: some, tags: z.optional(z.record(text, text)), facts: z.optional(facts) }),
  roles: z.object({ ...named, permissions: z.optional(z.array(permission)), assignableScopes: some }),
  assignments: z.object({
    ...source,
    id: text,
    principal: maybe,
    role: maybe,
    scope: maybe,
    condition: z.optional(z.nullable(z.union([text, z.object({ doubt: text })]))),
    state,
    maybe,
  }),
  users: z.object({ ...named, upn: maybe, enabled: flag, guest: flag, attributes, managedDevice: flag }),
  groups: z.object({
    ...named,
    members: some,
    moreMembers: flag,
    owners: some,
    roleAssignable: flag,
    membersFrom: z.optional(z.enum(['assigned', 'rule', 'on-premises'])),
    kind: z.optional(z.enum(['security', 'microsoft-365'])),
    pim: flag,
    inAccessPackage: flag,
  }),
  applications: z.object({ ...named, appId: text, owners: some, federated, credentialsBlocked: flag }),
  servicePrincipals: z.object({
    ...named,
    appId: maybe,
    kind: z.enum(['application', 'managed']),
    resource: maybe,
    owners: some,
    locked: flag,
    enabled: flag,
    federated,
    attributes,
  }),
  administrativeUnits: z.object({ ...named, members: some, restricted: flag }),
  appGrants: z.object({ ...source, principal: text, api: text, permission: maybe }),
  directoryAssignments: z.object({ ...source, id: text, principal: maybe, role: maybe, scope: maybe, state, maybe }),
};
/** Lists that mean something else if they are empty than if they are not there. */
const optional = {
  denyAssignments: z.object({
    ...source,
    id: text,
    name: maybe,
    permissions: z.array(permission),
    scope: text,
    principals: texts,
    excludePrincipals: some,
    doNotApplyToChildScopes: flag,
    condition: z.optional(z.nullable(text)),
  }),
  directoryRoles: z.object({ ...named, actions: some }),
  conditionalAccess: z.object({
    ...named,
    state: z.optional(z.enum(['enabled', 'report-only', 'disabled'])),
    include: who,
    exclude: who,
    applications: some,
    excludeApplications: some,
    narrowedBy: some,
    grant: some,
    grantOperator: z.optional(z.enum(['AND', 'OR'])),
  }),
};
const tenant = z.object({ ...source, id: text, name: maybe, securityDefaults: flag, asOf: maybe });

/** A tenant as an assessment keeps it, and as `ippo can ... tenant.json` takes it. What is not known is left out. */
export const savedAzure = z.object({
  tenant,
  managementGroups: z.array(entries.managementGroups),
  subscriptions: z.array(entries.subscriptions),
  resourceGroups: z.array(entries.resourceGroups),
  resources: z.array(entries.resources),
  roles: z.array(entries.roles),
  assignments: z.array(entries.assignments),
  users: z.array(entries.users),
  groups: z.array(entries.groups),
  applications: z.array(entries.applications),
  servicePrincipals: z.array(entries.servicePrincipals),
  administrativeUnits: z.array(entries.administrativeUnits),
  appGrants: z.array(entries.appGrants),
  directoryAssignments: z.array(entries.directoryAssignments),
  denyAssignments: z.optional(z.array(optional.denyAssignments)),
  directoryRoles: z.optional(z.array(optional.directoryRoles)),
  conditionalAccess: z.optional(z.array(optional.conditionalAccess)),
  doubts: some,
});

export const isSavedAzure = guardOf<AzureInput>()(savedAzure);

/**
 * A tenant that somebody collected or wrote. Entries that are malformed are left out and told, and each makes the answers doubtful; so does a list that is
 * not there. Undefined: this is no tenant at all. `file`: what has no place of its own gets one in this file.
 */
export const readTenant = (data: unknown, file: string): { readonly input: AzureInput; readonly problems: readonly Problem[] } | undefined => {
  if (!isObject(data) || !('tenant' in data) || !['assignments', 'users', 'directoryAssignments', 'servicePrincipals'].some((name) => name in data))
    return undefined;
  const { lists, problems, doubts } = readLists(data, file, entries, optional);
  const found = z.safeParse(tenant, data['tenant']);
  if (!found.success) {
    problems.push(problemOf('/tenant', found.error));
    doubts.push('tenant');
  }
  const made: unknown = { ...lists, tenant: found.success ? data['tenant'] : { id: '?' }, ...(doubts.length > 0 ? { doubts } : {}) };
  return isSavedAzure(made) ? { input: made, problems } : undefined;
};
