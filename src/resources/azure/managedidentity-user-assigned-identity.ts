import { text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { narrowed } from './narrow-role.ts';

// https://learn.microsoft.com/azure/templates/microsoft.managedidentity/userassignedidentities
export default resourceType('Microsoft.ManagedIdentity/userAssignedIdentities', {
  cloud: 'azure',
  service: 'Managed identities',
  model: 'saas',
  terraform: ['azurerm_user_assigned_identity'],
  name: 'name',
  properties: { name: text(['name']) },
  facets: { power: (_self, around) => around.power() },
  remedies: { 'narrow-policy': (_self, because) => because.flatMap(narrowed) },
});
