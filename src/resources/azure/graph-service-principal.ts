import { text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { narrowed } from './narrow-role.ts';

// https://learn.microsoft.com/graph/api/resources/serviceprincipal
export default resourceType('microsoft.graph.servicePrincipal', {
  cloud: 'azure',
  service: 'Microsoft Entra ID',
  model: 'saas',
  terraform: ['azuread_service_principal'],
  properties: { appId: text(['client_id', 'application_id']) },
  facets: { power: (_self, around) => around.power() },
  remedies: { 'narrow-policy': (_self, because) => because.flatMap(narrowed) },
});
