import type { Diagnostic } from '#core/diagnostic';
import { at as valueAt } from '#core/value';
import type { EvaluatedBlock } from '#sources/block';
import { armTypes } from './blocks-arm-types.ts';
import { systemIdentity, type Names } from './blocks-names.ts';
import { attribute, closedList, flagOf, listOf, nested, openValue, sourceOf, textOf, type Read } from './blocks-values.ts';
import type {
  AccessPolicy,
  AssignmentState,
  AzureInput,
  FederatedCredential,
  Resource,
  ResourceFacts,
  RoleAssignment,
  RoleDefinition,
  RolePermission,
  ServicePrincipal,
} from './input.ts';

type Report = (diagnostic: Diagnostic) => void;
export interface AzurermPart extends Pick<AzureInput, 'managementGroups' | 'subscriptions' | 'resourceGroups' | 'resources' | 'roles' | 'assignments'> {
  readonly identities: readonly ServicePrincipal[];
}

/** Everything of the azurerm provider that bears on access. */
export const readAzurerm = (blocks: readonly EvaluatedBlock[], names: Names, report: Report): AzurermPart => {
  const of = (...types: readonly string[]): EvaluatedBlock[] => blocks.filter(({ type }) => types.includes(type));
  const resources = blocks
    .filter(({ type }) => type in armTypes && type !== 'azurerm_user_assigned_identity')
    .flatMap((block) => resourceOf(block, blocks, names));
  const policies = activationOf(of('azurerm_role_management_policy'), names);
  return {
    managementGroups: of('azurerm_management_group').flatMap((block) => {
      const id = names.armId(block.address);
      const parent = attribute(block.attributes, 'parent_management_group_id', names.resolve);
      return id === undefined
        ? []
        : [
            {
              id,
              name: textOf(attribute(block.attributes, 'display_name', names.resolve)),
              parent: parent.is === 'absent' ? null : textOf(parent),
              ...sourceOf(block),
            },
          ];
    }),
    subscriptions: subscriptionsOf(blocks, names),
    resourceGroups: of('azurerm_resource_group').flatMap((block) => {
      const id = names.armId(block.address);
      return id === undefined ? [] : [{ id, ...sourceOf(block) }];
    }),
    resources,
    roles: of('azurerm_role_definition').map((block) => roleOf(block, names)),
    assignments: of('azurerm_role_assignment', 'azurerm_pim_active_role_assignment', 'azurerm_pim_eligible_role_assignment').map((block) =>
      assignmentOf(block, names, policies, report),
    ),
    identities: [
      ...of('azurerm_user_assigned_identity').map((block) => identityOf(block, blocks, names)),
      ...resources.flatMap((resource) => systemOf(resource)),
    ],
  };
};

const subscriptionsOf = (blocks: readonly EvaluatedBlock[], names: Names): AzureInput['subscriptions'] => {
  const parents = new Map<string, string | undefined>();
  for (const block of blocks) {
    if (block.type === 'azurerm_management_group_subscription_association') {
      const subscription = textOf(attribute(block.attributes, 'subscription_id', names.resolve));
      if (subscription !== undefined) parents.set(subscription.toLowerCase(), textOf(attribute(block.attributes, 'management_group_id', names.resolve)));
    } else if (block.type === 'azurerm_management_group') {
      const listed = listOf(block.attributes['subscription_ids'], names.resolve);
      if (listed && listed !== 'absent')
        for (const id of listed.texts) parents.set(`/subscriptions/${id.replace(/^\/subscriptions\//i, '')}`.toLowerCase(), names.armId(block.address));
    }
  }
  return blocks
    .filter(({ type }) => type === 'azurerm_subscription')
    .flatMap((block) => {
      const id = names.armId(block.address);
      return id === undefined
        ? []
        : [{ id, name: textOf(attribute(block.attributes, 'subscription_name', names.resolve)), parent: parents.get(id.toLowerCase()), ...sourceOf(block) }];
    });
};

const identityOf = (block: EvaluatedBlock, blocks: readonly EvaluatedBlock[], names: Names): ServicePrincipal => {
  const resource = names.armId(block.address);
  const federated = blocks
    .filter(({ type }) => type === 'azurerm_federated_identity_credential')
    .filter((one) =>
      [attribute(one.attributes, 'parent_id', names.resolve), attribute(one.attributes, 'user_assigned_identity_id', names.resolve)].some(
        (id) => textOf(id) === resource,
      ),
    )
    .map((one) => credentialOf(one, names, 'audience'));
  return { id: block.address, name: nameOf(block, names), kind: 'managed', resource, federated, ...sourceOf(block) };
};

export const credentialOf = (block: EvaluatedBlock, names: Names, audiences: string): FederatedCredential => ({
  name: textOf(attribute(block.attributes, 'name', names.resolve)) ?? textOf(attribute(block.attributes, 'display_name', names.resolve)),
  issuer: textOf(attribute(block.attributes, 'issuer', names.resolve)),
  subject: textOf(attribute(block.attributes, 'subject', names.resolve)),
  audiences: closedList(block.attributes[audiences], names.resolve, undefined),
  ...sourceOf(block),
});

export const nameOf = (block: EvaluatedBlock, names: Names): string =>
  textOf(attribute(block.attributes, 'display_name', names.resolve)) ?? textOf(attribute(block.attributes, 'name', names.resolve)) ?? block.address;

const systemOf = ({ identities, address, name, id, at }: Resource): ServicePrincipal[] => {
  if (address === undefined || !identities?.includes(systemIdentity(address))) return [];
  return [{ id: systemIdentity(address), name, kind: 'managed', resource: id, at, address }];
};

const resourceOf = (block: EvaluatedBlock, blocks: readonly EvaluatedBlock[], names: Names): Resource[] => {
  const id = names.armId(block.address);
  const type = armTypes[block.type];
  if (id === undefined || type === undefined) return [];
  return [{ id, type, name: nameOf(block, names), identities: identitiesOf(block, names), facts: factsOf(block, blocks, names), ...sourceOf(block) }];
};

const identitiesOf = (block: EvaluatedBlock, names: Names): readonly string[] | undefined => {
  const found = nested(block.attributes, 'identity');
  if (found === undefined) return undefined;
  const [identity] = found;
  if (!identity) return [];
  const type = textOf(attribute(identity, 'type', names.resolve));
  const chosen = listOf(identity['identity_ids'], names.resolve);
  if (type === undefined || chosen === undefined || (chosen !== 'absent' && chosen.open)) return undefined;
  const own = /SystemAssigned/i.test(type) ? [systemIdentity(block.address)] : [];
  return [...own, ...(chosen === 'absent' ? [] : chosen.texts.map((arm) => addressOf(arm, names)))];
};
/** Object ids of identities are their addresses; `identity_ids` are ARM ids. */
const addressOf = (arm: string, names: Names): string => names.identityAt(arm) ?? arm;

const factsOf = (block: EvaluatedBlock, blocks: readonly EvaluatedBlock[], names: Names): ResourceFacts | undefined => {
  const get = (path: string): Read => attribute(block.attributes, path, names.resolve);
  /** The provider's documented default stands where nothing is written. */
  const flag = (path: string, byDefault: boolean): boolean | undefined => (get(path).is === 'absent' ? byDefault : flagOf(get(path)));
  const inverse = (value: boolean | undefined): boolean | undefined => (value === undefined ? undefined : !value);
  const id = names.armId(block.address);
  const refers = (other: EvaluatedBlock, path: string): boolean =>
    textOf(attribute(other.attributes, path, names.resolve))?.toLowerCase() === id?.toLowerCase();
  switch (block.type) {
    case 'azurerm_storage_account': {
      const name = textOf(get('name')) ?? '';
      const apps = blocks.filter(
        ({ type, attributes }) => /function_app|logic_app_standard/.test(type) && textOf(attribute(attributes, 'storage_account_name', names.resolve)) === name,
      );
      return { sharedKeys: flag('shared_access_key_enabled', true), keepsCodeOf: apps.flatMap(({ address }) => names.armId(address) ?? []) };
    }
    case 'azurerm_key_vault': {
      const mode = get('rbac_authorization_enabled').is === 'absent' ? get('enable_rbac_authorization') : get('rbac_authorization_enabled');
      const inline = nested(block.attributes, 'access_policy');
      const apart = blocks.filter((other) => other.type === 'azurerm_key_vault_access_policy' && refers(other, 'key_vault_id'));
      const accessPolicies = inline && [...inline.map((fields) => policyOf(fields, block, names)), ...apart.map((one) => policyOf(one.attributes, one, names))];
      // Access policies up to version 4 of the provider; from 5 on RBAC.
      const byDefault = block.version === undefined ? undefined : block.version >= 5;
      return { rbacMode: mode.is === 'absent' ? byDefault : flagOf(mode), accessPolicies };
    }
    case 'azurerm_cosmosdb_account':
      return {
        localAuth:
          get('local_authentication_disabled').is === 'absent'
            ? flag('local_authentication_enabled', true)
            : inverse(flag('local_authentication_disabled', false)),
      };
    case 'azurerm_kubernetes_cluster':
      return { localAuth: inverse(flag('local_account_disabled', false)) };
    case 'azurerm_mssql_server': {
      const administrator = nested(block.attributes, 'azuread_administrator');
      const who = administrator?.[0] && textOf(attribute(administrator[0], 'object_id', names.resolve));
      return { entraAdministrator: administrator?.length === 0 ? null : who, entraOnly: flag('azuread_administrator.azuread_authentication_only', false) };
    }
    case 'azurerm_linux_virtual_machine':
    case 'azurerm_windows_virtual_machine': {
      const extensions = blocks.filter((other) => other.type === 'azurerm_virtual_machine_extension' && refers(other, 'virtual_machine_id'));
      return { entraLogin: extensions.some(({ attributes }) => /^AAD(SSH)?LoginFor/i.test(textOf(attribute(attributes, 'type', names.resolve)) ?? '')) };
    }
    default:
      return undefined;
  }
};

const policyOf = (fields: EvaluatedBlock['attributes'], block: EvaluatedBlock, names: Names): AccessPolicy => {
  const list = (kind: string): readonly string[] | undefined => closedList(fields[`${kind}_permissions`], names.resolve, []);
  return {
    principal: textOf(attribute(fields, 'object_id', names.resolve)),
    secrets: list('secret'),
    keys: list('key'),
    certificates: list('certificate'),
    storage: list('storage'),
    ...sourceOf(block),
  };
};

const roleOf = (block: EvaluatedBlock, names: Names): RoleDefinition => {
  const found = nested(block.attributes, 'permissions');
  const scope = textOf(attribute(block.attributes, 'scope', names.resolve));
  const permissions = found?.map((fields): RolePermission | undefined => {
    const list = (name: string): readonly string[] | undefined => closedList(fields[name], names.resolve, []);
    const [actions, notActions, dataActions, notDataActions] = [list('actions'), list('not_actions'), list('data_actions'), list('not_data_actions')];
    return actions && notActions && dataActions && notDataActions ? { actions, notActions, dataActions, notDataActions } : undefined;
  });
  const known = permissions?.every((one) => one !== undefined) ? permissions.filter((one) => one !== undefined) : undefined;
  return {
    id: block.address,
    name: nameOf(block, names),
    permissions: known,
    assignableScopes: closedList(block.attributes['assignable_scopes'], names.resolve, scope === undefined ? undefined : [scope]),
    ...sourceOf(block),
  };
};

type Rules = ReadonlyMap<string, { mfa: boolean | undefined; approval: boolean | undefined; justification: boolean | undefined }>;
const activationOf = (blocks: readonly EvaluatedBlock[], names: Names): Rules =>
  new Map(
    blocks.map((block) => {
      const get = (path: string): Read => attribute(block.attributes, path, names.resolve);
      const rule = (name: string): boolean | undefined => flagOf(get(`activation_rules.${name}`));
      const key = `${textOf(get('scope')) ?? ''} ${textOf(get('role_definition_id')) ?? ''}`.toLowerCase();
      return [key, { mfa: rule('require_multifactor_authentication'), approval: rule('require_approval'), justification: rule('require_justification') }];
    }),
  );

const assignmentOf = (block: EvaluatedBlock, names: Names, rules: Rules, report: Report): RoleAssignment => {
  const get = (path: string): Read => attribute(block.attributes, path, names.resolve);
  const needed = (name: string): string | undefined => {
    const found = get(name);
    if (found.is === 'unknown') report(openValue(block, name, found.why));
    return textOf(found);
  };
  const roleName = needed('role_definition_name');
  const role =
    roleName ?? (valueAt(block.attributes, ['role_definition_name']) === undefined ? needed('role_definition_id') : textOf(get('role_definition_id')));
  const scope = needed('scope');
  const condition = get('condition');
  if (condition.is === 'unknown') report(openValue(block, 'condition', condition.why));
  return {
    id: block.address,
    principal: needed('principal_id'),
    role,
    scope,
    condition: condition.is === 'unknown' ? { doubt: `the condition of ${block.address}` } : (textOf(condition) ?? null),
    state: stateOf(block, get, rules.get(`${scope ?? ''} ${role ?? ''}`.toLowerCase())),
    maybe: block.maybe?.why.about,
    ...sourceOf(block),
  };
};

/** `azurerm_pim_*`: from a start for some days or hours, or until a date. */
const stateOf = (
  block: EvaluatedBlock,
  get: (path: string) => Read,
  activation: { mfa: boolean | undefined; approval: boolean | undefined; justification: boolean | undefined } | undefined,
): AssignmentState => {
  const from = textOf(get('schedule.start_date_time'));
  const days = textOf(get('schedule.expiration.duration_days'));
  const hours = textOf(get('schedule.expiration.duration_hours'));
  const length = Number(days ?? 0) * 24 + Number(hours ?? 0);
  const computed =
    from !== undefined && length > 0 && !Number.isNaN(Date.parse(from)) ? new Date(Date.parse(from) + length * 3_600_000).toISOString() : undefined;
  const window = { from, until: textOf(get('schedule.expiration.end_date_time')) ?? computed };
  return block.type === 'azurerm_pim_eligible_role_assignment' ? { is: 'eligible', ...window, activation } : { is: 'active', ...window };
};
