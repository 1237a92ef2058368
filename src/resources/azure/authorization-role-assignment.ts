import { absent } from '#core/origin';
import { blank, isAbsent, known, targetText, unknown, type Fact, type Value } from '#core/value';
import type { Around, Grantee, RoleGrant } from '../facets.ts';
import { names, raw, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import roleDefinition from './authorization-role-definition.ts';
import { narrowed } from './narrow-role.ts';
import { breadthOf } from './scope.ts';

// https://learn.microsoft.com/azure/templates/microsoft.authorization/roleassignments
export default resourceType('Microsoft.Authorization/roleAssignments', {
  cloud: 'azure',
  service: 'Azure RBAC',
  model: 'saas',
  terraform: ['azurerm_role_assignment', 'azurerm_pim_active_role_assignment'],
  properties: {
    scope: raw(['scope']),
    // Own name: Terraform looks the id up.
    roleDefinitionName: names('Microsoft.Authorization/roleDefinitions', ['role_definition_name']),
    roleDefinitionId: names('Microsoft.Authorization/roleDefinitions', ['role_definition_id']),
    principalId: raw(['principal_id']),
    principalType: text(['principal_type']),
    condition: text(['condition']),
    // Of an assignment by PIM: when it ends. One that somebody has to activate is no standing right, and not here.
    expiration: raw(['azurerm_pim_active_role_assignment#schedule.expiration']),
  },
  facets: {
    roleGrant: (self, around) => {
      if (!isAbsent(self.expiration)) return undefined;
      const { role, level, definition, custom } = roleOf(isAbsent(self.roleDefinitionName) ? self.roleDefinitionId : self.roleDefinitionName, around);
      return {
        grants: [
          {
            role,
            level: limited(level, self.condition),
            breadth: breadthOf(self.scope),
            to: [granteeOf(self.principalId, self.principalType)],
            who: [nameOf(self.principalId)],
            definition,
            custom,
          },
        ],
      };
    },
    power: (_self, around) => around.power(),
  },
  remedies: { 'narrow-policy': (_self, because) => because.flatMap(narrowed) },
});

type Role = Pick<RoleGrant, 'role' | 'level' | 'definition' | 'custom'>;
const roleOf = (value: Value, around: Around): Role => {
  const [definition] = [...around.related('roleDefinitionName'), ...around.related('roleDefinitionId')];
  if (definition) {
    const { roleName } = roleDefinition.view(definition);
    const level = around.facet(definition, 'roleDefinition')?.level ?? unknown('after-apply', definition.id);
    return { role: roleName.is === 'known' ? known(roleName.value, value.origin) : known(definition.id, value.origin), level, definition, custom: true };
  }
  const name = roleName(value);
  if (name.is === 'unknown') return { role: name, level: name, definition: undefined, custom: false };
  const found = around.role(name.value);
  return {
    role: known(found?.name ?? name.value, name.origin, name.assumed),
    level: found ? known(found.level, name.origin, name.assumed) : unknown('account-fact', name.value, name.origin),
    definition: undefined,
    custom: found === undefined,
  };
};

/** The name or the id, as far as it can be told before deployment. */
const roleName = (value: Value): Fact<string> => {
  if (value.is === 'known')
    return typeof value.value === 'string' ? known(value.value, value.origin, value.assumed) : unknown('unexpected-type', 'role', value.origin);
  if (value.is === 'unknown') return blank(value);
  const last = value.parts.at(-1);
  if (typeof last === 'string') return known(last, value.origin);
  const [, looked] = /^data\.azurerm_role_definition\["(.+)"\]$/.exec(last?.address ?? '') ?? [];
  return looked === undefined ? blank(value) : known(looked, value.origin, true);
};

/** A condition takes some of the right to give rights away; how much, the identity engine knows for each request. */
const limited = (level: RoleGrant['level'], condition: Fact<string>): RoleGrant['level'] => {
  if (isAbsent(condition) || level.is === 'unknown' || level.value === 'other' || level.value === 'writes-everything') return level;
  if (condition.is === 'unknown') return blank(condition);
  return condition.value.trim() === '' ? level : known(level.value === 'administrator' ? 'writes-everything' : 'other', level.origin, level.assumed);
};

const granteeOf = (principal: Value, type: Fact<string>): Fact<Grantee> => {
  if (type.is === 'known') return known(type.value === 'ServicePrincipal' ? 'workload' : 'people', type.origin);
  const named = principal.is === 'reference' ? targetText(principal) : '';
  if (/(^|\.)azuread_(user|group)\./.test(named)) return known('people', principal.origin);
  if (/(^|\.)(azuread_service_principal|azurerm_user_assigned_identity)\.|\.identity\b|principal_id$/.test(named)) return known('workload', principal.origin);
  return unknown('after-apply', named || 'principal_id', principal.origin);
};

const nameOf = (principal: Value): Fact<string> => {
  if (principal.is === 'reference') return known(targetText(principal), principal.origin);
  if (principal.is === 'unknown') return blank(principal);
  return typeof principal.value === 'string' ? known(principal.value, principal.origin) : unknown('unexpected-type', 'principal_id', absent);
};
