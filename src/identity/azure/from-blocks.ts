import type { Diagnostic } from '#core/diagnostic';
import type { EvaluatedBlock } from '#sources/block';
import { readAzuread } from './blocks-azuread.ts';
import { readAzurerm } from './blocks-azurerm.ts';
import { namesOf, noSubscription, noTenant } from './blocks-names.ts';
import type { AzureInput, Group, ServicePrincipal, User } from './input.ts';

/**
 * The tenant that Terraform code describes. Ids that exist after deployment only are made up: ARM ids below a subscription of zeros, addresses for object
 * ids. What nobody knows before deployment stays undefined and is told. Data sources stand for things outside: their groups have unknown members.
 */
export const fromBlocks = (blocks: readonly EvaluatedBlock[]): { input: AzureInput; diagnostics: readonly Diagnostic[] } => {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);
  const terraform = blocks.filter(({ format, type }) => format === 'terraform' && /^azure(rm|ad)_/.test(type));
  const names = namesOf(terraform);
  const { identities, ...azurerm } = readAzurerm(terraform, names, report);
  const azuread = readAzuread(terraform, names, report);
  const outside = outsiders([...names.data].toSorted());
  const usesDefault =
    [...azurerm.resourceGroups, ...azurerm.resources].some(({ id }) => id.startsWith(noSubscription)) ||
    azurerm.assignments.some(({ scope }) => scope?.startsWith(noSubscription));
  const input: AzureInput = {
    tenant: { id: noTenant },
    ...azurerm,
    subscriptions: usesDefault ? [...azurerm.subscriptions, { id: noSubscription }] : azurerm.subscriptions,
    ...azuread,
    users: [...azuread.users, ...outside.users],
    groups: [...azuread.groups, ...outside.groups],
    servicePrincipals: [...azuread.servicePrincipals, ...identities, ...outside.servicePrincipals],
  };
  return { input, diagnostics };
};

const outsiders = (addresses: readonly string[]): { users: User[]; groups: Group[]; servicePrincipals: ServicePrincipal[] } => {
  const of = (type: string): { id: string; name: string; address: string }[] =>
    addresses
      .filter((address) => new RegExp(`(^|[.:])data\\.${type}\\.`).test(address))
      .map((address) => ({ id: address, name: address.replace(/^.*\.(?=[^.]+$)/, ''), address }));
  return {
    users: of('azuread_user'),
    groups: of('azuread_group'),
    servicePrincipals: [
      ...of('azuread_service_principal').map((one) => ({ ...one, kind: 'application' as const })),
      ...of('azurerm_client_config').map((one) => ({ ...one, kind: 'application' as const })),
      ...of('azurerm_user_assigned_identity').map((one) => ({ ...one, kind: 'managed' as const })),
    ],
  };
};
