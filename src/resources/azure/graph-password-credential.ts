import { absent } from '#core/origin';
import { known, targetText, unknown } from '#core/value';
import { raw } from '../property.ts';
import { resourceType } from '../resource-type.ts';

// https://learn.microsoft.com/graph/api/resources/passwordcredential
export default resourceType('microsoft.graph.passwordCredential', {
  cloud: 'azure',
  service: 'Microsoft Entra ID',
  model: 'saas',
  terraform: ['azuread_application_password', 'azuread_service_principal_password'],
  properties: { holder: raw(['application_id', 'application_object_id', 'service_principal_id']) },
  facets: {
    accessKey: ({ holder }) => ({
      active: known(true, absent),
      ofUser: holder.is === 'reference' ? known(targetText(holder), holder.origin) : unknown('after-apply', 'application_id', holder.origin),
    }),
  },
});
