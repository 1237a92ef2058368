import { absent } from '#core/origin';
import { blank, isAbsent, known, targetText, unknown, type Fact, type Value } from '#core/value';
import type { Around, RoleGrant, RoleLevel } from '../facets.ts';
import { names, raw, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import directoryRole from './graph-directory-role.ts';

// https://learn.microsoft.com/graph/api/resources/unifiedroleassignment
export default resourceType('microsoft.graph.unifiedRoleAssignment', {
  cloud: 'azure',
  service: 'Microsoft Entra ID',
  model: 'saas',
  terraform: ['azuread_directory_role_assignment', 'azuread_directory_role_member'],
  properties: {
    roleDefinitionId: names('microsoft.graph.directoryRole', ['azuread_directory_role_assignment#role_id', 'azuread_directory_role_member#role_object_id']),
    principalId: raw(['azuread_directory_role_assignment#principal_object_id', 'azuread_directory_role_member#member_object_id']),
    directoryScopeId: raw(['directory_scope_id', 'directory_scope_object_id']),
  },
  facets: {
    roleGrant: (self, around) => {
      const role = roleOf(self.roleDefinitionId, around);
      return {
        grants: [
          {
            role,
            level: role.is === 'unknown' ? role : known(levels[role.value.toLowerCase()] ?? 'other', role.origin, role.assumed),
            breadth: breadthOf(self.directoryScopeId),
            to: [unknown('after-apply', 'principal')],
            who: [self.principalId.is === 'reference' ? known(targetText(self.principalId), self.principalId.origin) : text().read(self.principalId)],
            definition: undefined,
            custom: false,
          },
        ],
      };
    },
    power: (_self, around) => around.power(),
  },
});

const roleOf = (value: Value, around: Around): Fact<string> => {
  const [activated] = around.related('roleDefinitionId');
  const named = activated && directoryRole.view(activated);
  const written = named
    ? isAbsent(named.displayName)
      ? named.roleTemplateId
      : named.displayName
    : value.is === 'reference'
      ? blank(value)
      : text().read(value);
  return written.is === 'known' ? known(templates[written.value.toLowerCase()] ?? written.value, value.origin, written.assumed) : written;
};

const breadthOf = (scope: Value): RoleGrant['breadth'] =>
  isAbsent(scope) || (scope.is === 'known' && scope.value === '/')
    ? known('organisation', scope.origin)
    : scope.is === 'unknown'
      ? blank(scope)
      : known('part', scope.is === 'known' ? scope.origin : absent);

/** Template ids of the roles that come to something here. "Microsoft Entra built-in roles" (Microsoft Learn). */
const templates: Readonly<Record<string, string>> = {
  '62e90394-69f5-4237-9190-012177145e10': 'Global Administrator',
  'e8611ab8-c189-46e8-94e1-60213ab1f814': 'Privileged Role Administrator',
  '7be44c8a-adaf-4e2a-84d6-ab2649e08a13': 'Privileged Authentication Administrator',
};
const levels: Readonly<Record<string, RoleLevel>> = {
  'global administrator': 'administrator',
  'company administrator': 'administrator',
  'privileged role administrator': 'grants-access',
  // Takes over a Global Administrator by a new credential.
  'privileged authentication administrator': 'impersonates',
};
