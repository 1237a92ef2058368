import * as z from 'zod/mini';
import { called, guardOf, isObject, readLists, written, type Problem } from '../saved-shape.ts';
import type { GcpInput } from './input.ts';

const text = z.string();
const maybe = z.optional(text);
const flag = z.optional(z.boolean());
const texts = z.array(text);
const some = z.optional(texts);
const source = { at: written, address: maybe };
const condition = z.optional(z.nullable(called('gcpCondition', z.union([z.object({ title: maybe, expression: text }), z.object({ doubt: text })]))));

/** The lists of an organization, by the shape of one entry. */
const entries = {
  organizations: z.object({ ...source, id: text, name: maybe, customerId: maybe, domains: some }),
  folders: z.object({ ...source, id: text, name: maybe, parent: z.optional(z.nullable(text)) }),
  projects: z.object({
    ...source,
    id: text,
    number: maybe,
    name: maybe,
    parent: z.optional(z.nullable(text)),
    automaticEditor: flag,
    buildAccount: maybe,
  }),
  resources: z.object({
    ...source,
    id: text,
    type: text,
    name: text,
    parent: maybe,
    accounts: some,
    facts: z.optional(z.object({ scopes: some, keepsCodeOf: some, workloadIdentity: flag, osLogin: flag })),
  }),
  roles: z.object({ ...source, id: text, title: maybe, permissions: some, off: flag }),
  bindings: z.object({ ...source, id: maybe, resource: maybe, role: maybe, members: some, moreMembers: flag, condition, maybe }),
  serviceAccounts: z.object({ ...source, email: text, name: maybe, project: maybe, disabled: flag, delegatedScopes: some }),
  users: z.object({ ...source, email: text, name: maybe, suspended: flag, twoStep: flag }),
  groups: z.object({ ...source, email: text, name: maybe, members: some, moreMembers: flag, managers: some }),
  pools: z.object({
    ...source,
    id: text,
    disabled: flag,
    providers: z.optional(z.array(z.object({ ...source, name: text, disabled: flag, issuer: maybe, mapping: z.optional(z.record(text, text)), condition }))),
  }),
};
/** Lists that mean something else if they are empty than if they are not there. */
const optional = {
  denyPolicies: z.object({
    ...source,
    id: text,
    attachedTo: maybe,
    rules: z.array(z.object({ ...source, principals: some, exceptPrincipals: some, permissions: some, exceptPermissions: some, condition })),
  }),
  boundaries: z.object({ ...source, id: text, resources: some, blocks: some }),
  boundaryBindings: z.object({ ...source, id: text, policy: maybe, target: maybe, condition }),
  identities: z.object({ ...source, id: text, groups: some, attributes: z.optional(z.record(text, text)) }),
  constraints: z.object({ ...source, on: text, name: text, enforced: flag }),
  tags: z.object({ ...source, on: text, key: maybe, value: maybe, keyId: maybe, valueId: maybe }),
};

/** An organization as an assessment keeps it, and as `ippo can ... organization.json` takes it. What is not known is left out. */
export const savedGcp = z.object({
  asOf: maybe,
  organizations: z.array(entries.organizations),
  folders: z.array(entries.folders),
  projects: z.array(entries.projects),
  resources: z.array(entries.resources),
  roles: z.array(entries.roles),
  bindings: z.array(entries.bindings),
  serviceAccounts: z.array(entries.serviceAccounts),
  users: z.array(entries.users),
  groups: z.array(entries.groups),
  pools: z.array(entries.pools),
  denyPolicies: z.optional(z.array(optional.denyPolicies)),
  boundaries: z.optional(z.array(optional.boundaries)),
  boundaryBindings: z.optional(z.array(optional.boundaryBindings)),
  identities: z.optional(z.array(optional.identities)),
  constraints: z.optional(z.array(optional.constraints)),
  tags: z.optional(z.array(optional.tags)),
  doubts: some,
});

export const isSavedGcp = guardOf<GcpInput>()(savedGcp);

/** An organization that somebody collected or wrote, read as leniently as a tenant of Azure. Undefined: this is none. */
export const readOrganization = (data: unknown, file: string): { readonly input: GcpInput; readonly problems: readonly Problem[] } | undefined => {
  if (!isObject(data) || !('bindings' in data) || !('projects' in data || 'organizations' in data)) return undefined;
  const { lists, problems, doubts } = readLists(data, file, entries, optional);
  const asOf = data['asOf'];
  const made: unknown = { ...lists, ...(typeof asOf === 'string' ? { asOf } : {}), ...(doubts.length > 0 ? { doubts } : {}) };
  return isSavedGcp(made) ? { input: made, problems } : undefined;
};
