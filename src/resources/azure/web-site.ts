import { text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { narrowed } from './narrow-role.ts';

// https://learn.microsoft.com/azure/templates/microsoft.web/sites
export default resourceType('Microsoft.Web/sites', {
  cloud: 'azure',
  service: 'Azure App Service',
  model: 'paas',
  terraform: [
    'azurerm_linux_web_app',
    'azurerm_windows_web_app',
    'azurerm_linux_function_app',
    'azurerm_windows_function_app',
    'azurerm_function_app_flex_consumption',
    'azurerm_logic_app_standard',
  ],
  properties: { name: text(['name']) },
  facets: { power: (_self, around) => around.power() },
  remedies: { 'narrow-policy': (_self, because) => because.flatMap(narrowed) },
});
