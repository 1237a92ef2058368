import { text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { narrowed } from './narrow-role.ts';

// https://learn.microsoft.com/graph/api/resources/group
export default resourceType('microsoft.graph.group', {
  cloud: 'azure',
  service: 'Microsoft Entra ID',
  model: 'saas',
  terraform: ['azuread_group', 'azuread_group_without_members'],
  properties: { displayName: text(['display_name']) },
  facets: { power: (_self, around) => around.power() },
  remedies: { 'narrow-policy': (_self, because) => because.flatMap(narrowed) },
});
