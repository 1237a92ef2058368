import type { Diagnostic } from '#core/diagnostic';
import type { EvaluatedBlock } from '#sources/block';
import { credentialOf, nameOf } from './blocks-azurerm.ts';
import { graphPermission } from './blocks-graph.ts';
import type { Names } from './blocks-names.ts';
import { attribute, closedList, flagOf, listOf, nested, openValue, sourceOf, textOf, type Read } from './blocks-values.ts';
import type {
  AdministrativeUnit,
  AppGrant,
  Application,
  AzureInput,
  ConditionalAccessPolicy,
  DirectoryAssignment,
  DirectoryRoleDefinition,
  Group,
  ServicePrincipal,
  User,
  Who,
} from './input.ts';

type Report = (diagnostic: Diagnostic) => void;
export type AzureadPart = Pick<
  AzureInput,
  | 'users'
  | 'groups'
  | 'applications'
  | 'servicePrincipals'
  | 'administrativeUnits'
  | 'appGrants'
  | 'directoryAssignments'
  | 'directoryRoles'
  | 'conditionalAccess'
>;

/** Everything of the azuread provider that bears on access. */
export const readAzuread = (blocks: readonly EvaluatedBlock[], names: Names, report: Report): AzureadPart => {
  const of = (...types: readonly string[]): EvaluatedBlock[] => blocks.filter(({ type }) => types.includes(type));
  const get = (block: EvaluatedBlock, path: string): Read => attribute(block.attributes, path, names.resolve);
  const text = (block: EvaluatedBlock, path: string): string | undefined => textOf(get(block, path));
  /** A value that must be there: told if nobody knows it. */
  const needed = (block: EvaluatedBlock, path: string): string | undefined => {
    const found = get(block, path);
    if (found.is === 'unknown') report(openValue(block, path, found.why));
    return textOf(found);
  };
  const owners = (block: EvaluatedBlock): readonly string[] | undefined => closedList(block.attributes['owners'], names.resolve, undefined);
  const roleNames = new Map(
    of('azuread_directory_role').map((block) => [block.address, text(block, 'template_id') ?? text(block, 'display_name') ?? block.address]),
  );
  const policies = of('azuread_conditional_access_policy');
  return {
    users: of('azuread_user').map((block): User => ({
      id: block.address,
      name: nameOf(block, names),
      upn: text(block, 'user_principal_name'),
      enabled: get(block, 'account_enabled').is === 'absent' ? true : flagOf(get(block, 'account_enabled')),
      guest: false,
      ...sourceOf(block),
    })),
    groups: of('azuread_group', 'azuread_group_without_members').map((block) => groupOf(block, of('azuread_group_member'), names, owners(block))),
    applications: of('azuread_application', 'azuread_application_registration').map((block): Application => ({
      id: block.address,
      name: nameOf(block, names),
      appId: block.address,
      owners: joinedOwners(
        owners(block),
        of('azuread_application_owner')
          .filter((one) => text(one, 'application_id') === block.address)
          .map((one) => text(one, 'owner_object_id')),
      ),
      federated: of('azuread_application_federated_identity_credential')
        .filter((one) => (text(one, 'application_id') ?? text(one, 'application_object_id')) === block.address)
        .map((one) => credentialOf(one, names, 'audiences')),
      ...sourceOf(block),
    })),
    servicePrincipals: of('azuread_service_principal').map((block): ServicePrincipal => ({
      id: block.address,
      name: nameOfApplication(block, blocks, names),
      kind: 'application',
      appId: text(block, 'client_id') ?? text(block, 'application_id'),
      owners: owners(block),
      enabled: get(block, 'account_enabled').is === 'absent' ? true : flagOf(get(block, 'account_enabled')),
      ...sourceOf(block),
    })),
    administrativeUnits: of('azuread_administrative_unit').map((block): AdministrativeUnit => {
      const inline = closedList(block.attributes['members'], names.resolve, []);
      const apart = of('azuread_administrative_unit_member')
        .filter((one) => text(one, 'administrative_unit_object_id') === block.address)
        .map((one) => needed(one, 'member_object_id'));
      return {
        id: block.address,
        name: nameOf(block, names),
        members: inline && apart.every((one) => one !== undefined) ? [...inline, ...apart.filter((one) => one !== undefined)] : undefined,
        restricted: false,
        ...sourceOf(block),
      };
    }),
    appGrants: of('azuread_app_role_assignment').map((block): AppGrant => ({
      principal: needed(block, 'principal_object_id') ?? block.address,
      api: 'Microsoft Graph',
      permission: graphPermission(needed(block, 'app_role_id')),
      ...sourceOf(block),
    })),
    directoryAssignments: [
      ...of('azuread_directory_role_assignment', 'azuread_directory_role_member', 'azuread_directory_role_eligibility_schedule_request').map(
        (block): DirectoryAssignment => {
          const role = needed(
            block,
            block.type === 'azuread_directory_role_assignment'
              ? 'role_id'
              : block.type === 'azuread_directory_role_member'
                ? 'role_object_id'
                : 'role_definition_id',
          );
          const scope = get(block, 'directory_scope_id').is === 'absent' ? get(block, 'directory_scope_object_id') : get(block, 'directory_scope_id');
          return {
            id: block.address,
            principal: needed(
              block,
              block.type === 'azuread_directory_role_member'
                ? 'member_object_id'
                : block.type === 'azuread_directory_role_assignment'
                  ? 'principal_object_id'
                  : 'principal_id',
            ),
            role: role === undefined ? undefined : (roleNames.get(role) ?? role),
            scope: scope.is === 'absent' ? '/' : textOf(scope),
            state: block.type === 'azuread_directory_role_eligibility_schedule_request' ? { is: 'eligible' } : { is: 'active' },
            maybe: block.maybe?.why.about,
            ...sourceOf(block),
          };
        },
      ),
      ...of('azuread_administrative_unit_role_member').map((block): DirectoryAssignment => {
        const role = needed(block, 'role_object_id');
        const unit = needed(block, 'administrative_unit_object_id');
        return {
          id: block.address,
          principal: needed(block, 'member_object_id'),
          role: role === undefined ? undefined : (roleNames.get(role) ?? role),
          scope: unit === undefined ? undefined : `/administrativeUnits/${unit}`,
          maybe: block.maybe?.why.about,
          ...sourceOf(block),
        };
      }),
    ],
    directoryRoles: of('azuread_custom_directory_role').map((block): DirectoryRoleDefinition => {
      const lists = nested(block.attributes, 'permissions')?.map((fields) => closedList(fields['allowed_resource_actions'], names.resolve, []));
      return {
        id: block.address,
        name: nameOf(block, names),
        actions: lists?.every((list) => list !== undefined) ? lists.flatMap((list) => list ?? []) : undefined,
        ...sourceOf(block),
      };
    }),
    // Code that has no policy says nothing about those of the tenant.
    conditionalAccess: policies.length === 0 ? undefined : policies.map((block) => policyOf(block, names)),
  };
};

const joinedOwners = (inline: readonly string[] | undefined, apart: readonly (string | undefined)[]): readonly string[] | undefined => {
  const known = apart.filter((one) => one !== undefined);
  return inline === undefined && known.length === 0 ? undefined : [...(inline ?? []), ...known];
};

const groupOf = (block: EvaluatedBlock, links: readonly EvaluatedBlock[], names: Names, owners: readonly string[] | undefined): Group => {
  const inline = listOf(block.attributes['members'], names.resolve);
  const apart = links
    .filter((one) => textOf(attribute(one.attributes, 'group_object_id', names.resolve)) === block.address)
    .map((one) => attribute(one.attributes, 'member_object_id', names.resolve));
  const rule = nested(block.attributes, 'dynamic_membership');
  const types = listOf(block.attributes['types'], names.resolve);
  const assignable = attribute(block.attributes, 'assignable_to_role', names.resolve);
  const open =
    inline === undefined || (inline !== 'absent' && inline.open) || apart.some(({ is }) => is === 'unknown') || rule === undefined || rule.length > 0;
  return {
    id: block.address,
    name: nameOf(block, names),
    members: [...(inline && inline !== 'absent' ? inline.texts : []), ...apart.flatMap((one) => textOf(one) ?? [])],
    moreMembers: open,
    owners,
    roleAssignable: assignable.is === 'absent' ? false : flagOf(assignable),
    membersFrom: rule && rule.length > 0 ? 'rule' : 'assigned',
    kind: types === 'absent' ? 'security' : types === undefined || types.open ? undefined : types.texts.includes('Unified') ? 'microsoft-365' : 'security',
    ...sourceOf(block),
  };
};

const nameOfApplication = (block: EvaluatedBlock, blocks: readonly EvaluatedBlock[], names: Names): string => {
  const application = textOf(attribute(block.attributes, 'client_id', names.resolve));
  const found = blocks.find(({ address }) => address === application);
  return found ? nameOf(found, names) : nameOf(block, names);
};

const policyOf = (block: EvaluatedBlock, names: Names): ConditionalAccessPolicy => {
  const [conditions] = nested(block.attributes, 'conditions') ?? [];
  const [users] = (conditions && nested(conditions, 'users')) ?? [];
  const [applications] = (conditions && nested(conditions, 'applications')) ?? [];
  const [grant] = nested(block.attributes, 'grant_controls') ?? [];
  const list = (fields: typeof users, name: string): readonly string[] | undefined => fields && closedList(fields[name], names.resolve, []);
  const who = (side: string): Who => ({ users: list(users, `${side}_users`), groups: list(users, `${side}_groups`), roles: list(users, `${side}_roles`) });
  const state = textOf(attribute(block.attributes, 'state', names.resolve));
  const strength = grant && attribute(grant, 'authentication_strength_policy_id', names.resolve).is !== 'absent';
  const controls = list(grant, 'built_in_controls');
  const operator = grant && textOf(attribute(grant, 'operator', names.resolve));
  const narrowing = ['locations', 'platforms', 'devices', 'sign_in_risk_levels', 'user_risk_levels', 'client_applications'];
  return {
    id: block.address,
    name: nameOf(block, names),
    state: state === 'enabled' || state === 'disabled' ? state : state === 'enabledForReportingButNotEnforced' ? 'report-only' : undefined,
    include: users && who('included'),
    exclude: users && who('excluded'),
    applications: list(applications, 'included_applications'),
    excludeApplications: list(applications, 'excluded_applications'),
    narrowedBy: conditions && narrowing.filter((name) => listOf(conditions[name], names.resolve) !== 'absent'),
    grant: controls && [...controls, ...(strength === true ? ['strength'] : [])],
    grantOperator: operator === 'AND' || operator === 'OR' ? operator : undefined,
    ...sourceOf(block),
  };
};
