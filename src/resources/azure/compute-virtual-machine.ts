import { text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { narrowed } from './narrow-role.ts';

// https://learn.microsoft.com/azure/templates/microsoft.compute/virtualmachines
export default resourceType('Microsoft.Compute/virtualMachines', {
  cloud: 'azure',
  service: 'Azure Virtual Machines',
  model: 'iaas',
  terraform: ['azurerm_linux_virtual_machine', 'azurerm_windows_virtual_machine', 'azurerm_virtual_machine'],
  properties: { name: text(['name']) },
  facets: { power: (_self, around) => around.power() },
  remedies: { 'narrow-policy': (_self, because) => because.flatMap(narrowed) },
});
