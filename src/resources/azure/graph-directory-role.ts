import { text } from '../property.ts';
import { resourceType } from '../resource-type.ts';

// https://learn.microsoft.com/graph/api/resources/directoryrole
export default resourceType('microsoft.graph.directoryRole', {
  cloud: 'azure',
  service: 'Microsoft Entra ID',
  model: 'saas',
  terraform: ['azuread_directory_role'],
  properties: { roleTemplateId: text(['template_id']), displayName: text(['display_name']) },
  facets: {},
});
