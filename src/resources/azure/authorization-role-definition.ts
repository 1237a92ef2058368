import { absent } from '#core/origin';
import { blank, isAbsent, isList, known, unknown, type Fact, type Value } from '#core/value';
import type { Around, Facets, RolePermissions } from '../facets.ts';
import { each, raw, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';

// https://learn.microsoft.com/azure/templates/microsoft.authorization/roledefinitions
export default resourceType('Microsoft.Authorization/roleDefinitions', {
  cloud: 'azure',
  service: 'Azure RBAC',
  model: 'saas',
  terraform: ['azurerm_role_definition'],
  name: 'roleName',
  properties: {
    roleName: text(['name']),
    scope: raw(['scope']),
    permissions: raw(['permissions']),
    assignableScopes: raw(['assignable_scopes']),
  },
  facets: { roleDefinition: (self, around) => (isAbsent(self.permissions) ? undefined : definitionOf(self.permissions, around)) },
});

type Lists = { readonly actions: readonly Fact<string>[]; readonly notActions: readonly Fact<string>[] };

const definitionOf = (permissions: Value, around: Around): Facets['roleDefinition'] => {
  const blocks = each<Lists>(
    permissions,
    (fields) => ({ actions: textsOf(fields['actions']), notActions: textsOf(fields['not_actions'] ?? fields['notActions']) }),
    (why) => ({ actions: [why], notActions: [] }),
  );
  const actions = blocks.flatMap((block) => block.actions);
  const level = around.roleLevel(blocks.map((block): RolePermissions => ({ actions: knownOf(block.actions), notActions: knownOf(block.notActions) })));
  const open = [...actions, ...blocks.flatMap((block) => block.notActions)].find(({ is }) => is === 'unknown');
  const widest = actions.find((one) => one.is === 'known' && one.value.includes('*')) ?? actions.find(({ is }) => is === 'known');
  const origin = widest?.origin ?? permissions.origin;
  const inUse = () => known(around.relatedBy().length > 0 || around.isMentioned() || around.isExported(), absent);
  return { permissions: actions, inUse, level: open?.is === 'unknown' ? unknown(open.why.code, open.why.about, open.origin) : known(level, origin) };
};

const textsOf = (list: Value | undefined): readonly Fact<string>[] => {
  if (list === undefined || (list.is === 'known' && list.value === null) || isAbsent(list)) return [];
  if (list.is !== 'known') return [blank(list)];
  return isList(list.value) ? list.value.map((one) => text().read(one)) : [text().read(list)];
};
const knownOf = (facts: readonly Fact<string>[]): string[] => facts.flatMap((one) => (one.is === 'known' ? [one.value] : []));
