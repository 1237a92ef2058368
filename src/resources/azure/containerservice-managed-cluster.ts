import { text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { narrowed } from './narrow-role.ts';

// https://learn.microsoft.com/azure/templates/microsoft.containerservice/managedclusters
export default resourceType('Microsoft.ContainerService/managedClusters', {
  cloud: 'azure',
  service: 'Azure Kubernetes Service',
  model: 'paas',
  terraform: ['azurerm_kubernetes_cluster'],
  properties: { name: text(['name']) },
  facets: { power: (_self, around) => around.power() },
  remedies: { 'narrow-policy': (_self, because) => because.flatMap(narrowed) },
});
