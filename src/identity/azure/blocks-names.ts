import type { Target } from '#core/value';
import type { EvaluatedBlock } from '#sources/block';
import { armTypes, nestedTypes } from './blocks-arm-types.ts';
import { attribute, textOf, type Resolve } from './blocks-values.ts';

/** Stands for the subscription and the tenant of the provider, which code does not name. */
export const noSubscription = '/subscriptions/00000000-0000-0000-0000-000000000000';
export const noTenant = '00000000-0000-0000-0000-000000000000';

/** Ids that exist after deployment only, made up so that references between blocks meet. Data sources keep their address. */
export interface Names {
  readonly resolve: Resolve;
  /** ARM id of a block. */
  readonly armId: (address: string) => string | undefined;
  /** Address of the user-assigned identity with this ARM id. */
  readonly identityAt: (armId: string) => string | undefined;
  /** Data sources that something refers to. */
  readonly data: ReadonlySet<string>;
}

export const namesOf = (blocks: readonly EvaluatedBlock[]): Names => {
  const byAddress = new Map(blocks.map((block) => [block.address, block]));
  const ids = new Map<string, string | undefined>();
  const data = new Set<string>();
  const armId = (address: string): string | undefined => {
    if (ids.has(address)) return ids.get(address);
    // A block that refers to itself in a circle has no id.
    ids.set(address, undefined);
    const block = byAddress.get(address);
    const id = block && idOf(block, resolve);
    ids.set(address, id);
    return id;
  };
  const resolve = ({ address, attribute: name }: Target): string | undefined => {
    if (/(^|[.:])data\./.test(address)) return dataText(address, name, data);
    const block = byAddress.get(address);
    if (!block) return undefined;
    if (name === 'name' || name === 'display_name') return textOf(attribute(block.attributes, name, resolve)) ?? plainName(block.address);
    return blockText(block, name, armId);
  };
  const identities = new Map<string, string>();
  for (const { type, address } of blocks) {
    const id = type === 'azurerm_user_assigned_identity' ? armId(address) : undefined;
    if (id !== undefined) identities.set(id.toLowerCase(), address);
  }
  return { resolve, armId, data, identityAt: (id) => identities.get(id.toLowerCase()) };
};

const dataText = (address: string, name: string, seen: Set<string>): string | undefined => {
  const type = /(?:^|[.:])data\.([a-z_0-9]+)[.[]/.exec(address)?.[1] ?? '';
  seen.add(address);
  if (type === 'azurerm_subscription' && name === 'id') return noSubscription;
  if ((type === 'azurerm_subscription' || type === 'azurerm_client_config') && name === 'subscription_id')
    return noSubscription.slice('/subscriptions/'.length);
  if (name === 'tenant_id') return noTenant;
  if (type === 'azurerm_client_config' && name === 'object_id') return address;
  if (type === 'azurerm_resource_group' && name === 'id') return `${noSubscription}/resourceGroups/${plainName(address)}`;
  if (type === 'azurerm_management_group' && name === 'id') return `/providers/Microsoft.Management/managementGroups/${plainName(address)}`;
  // Looked up by name: the name finds the role.
  if (type === 'azurerm_role_definition') return /^data\.azurerm_role_definition\["(.+)"\]$/.exec(address)?.[1] ?? address;
  const arm = armTypes[type];
  if (arm && name === 'id') return `${noSubscription}/resourceGroups/${plainName(address)}/providers/${arm}/${plainName(address)}`;
  if (/^(id|object_id|principal_id|client_id|application_id|template_id|name|display_name)$/.test(name)) return address;
  return /app_role_ids/.test(name) ? roleName(name) : undefined;
};

const roleName = (name: string): string | undefined => /app_role_ids(?:\["?|\.)([\w.-]+)/.exec(name)?.[1];

const blockText = (block: EvaluatedBlock, name: string, armId: (address: string) => string | undefined): string | undefined => {
  if (/^identity(\[0\]|\.0)\.principal_id$|^identity\[\*\]\.principal_id$/.test(name)) return systemIdentity(block.address);
  if (block.type === 'azurerm_user_assigned_identity' && (name === 'principal_id' || name === 'client_id')) return block.address;
  if (block.type === 'azurerm_role_definition' && /^(id|role_definition_id|role_definition_resource_id)$/.test(name)) return block.address;
  if (block.type.startsWith('azuread_'))
    return roleName(name) ?? (/^(id|object_id|client_id|application_id|template_id)$/.test(name) ? block.address : undefined);
  if (block.type === 'azurerm_subscription' && name === 'subscription_id') return armId(block.address)?.slice('/subscriptions/'.length);
  return name === 'id' || name === '' ? armId(block.address) : undefined;
};

/** Object id that stands for the system-assigned identity of a block. */
export const systemIdentity = (address: string): string => `${address}/identity`;

const idOf = (block: EvaluatedBlock, resolve: Resolve): string | undefined => {
  const text = (path: string): string | undefined => textOf(attribute(block.attributes, path, resolve));
  const name = text('name') ?? plainName(block.address);
  if (block.type === 'azurerm_subscription') return `/subscriptions/${text('subscription_id') ?? plainName(block.address)}`;
  if (block.type === 'azurerm_management_group') return `/providers/Microsoft.Management/managementGroups/${name}`;
  if (block.type === 'azurerm_resource_group') return `${subscriptionOf(block)}/resourceGroups/${name}`;
  const within = nestedTypes[block.type];
  const parent = within && text(within.parent);
  if (within && parent !== undefined) return `${parent}/${within.segment}/${name}`;
  if (!block.type.startsWith('azurerm_')) return undefined;
  const group = text('resource_group_name') ?? groupAddress(block);
  const type = armTypes[block.type] ?? `Terraform/${block.type}`;
  return `${subscriptionOf(block)}/resourceGroups/${group}/providers/${type}/${name}`;
};

/** Blocks of another provider configuration may lie in another subscription. */
const subscriptionOf = ({ scope }: EvaluatedBlock): string => {
  const alias = /azurerm\.([\w-]+)/.exec(scope)?.[1];
  return alias === undefined ? noSubscription : `/subscriptions/${alias}`;
};

const groupAddress = (block: EvaluatedBlock): string => {
  const value = block.attributes['resource_group_name'];
  const [part] = value?.is === 'reference' ? value.parts : [];
  return plainName(typeof part === 'object' ? part.address : `${block.address}-group`);
};

/** An address as one segment of an id. */
const plainName = (address: string): string => address.replace(/[/\s]+/g, '_');
