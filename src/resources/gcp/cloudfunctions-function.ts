import { raw } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { workloadAccount } from './workload-account.ts';

// https://cloud.google.com/functions/docs/reference/rest/v2/projects.locations.functions
export default resourceType('cloudfunctions.googleapis.com/Function', {
  cloud: 'gcp',
  service: 'Cloud Run functions',
  model: 'paas',
  terraform: ['google_cloudfunctions2_function', 'google_cloudfunctions_function'],
  properties: {
    serviceAccount: raw(['google_cloudfunctions2_function#service_config.service_account_email', 'google_cloudfunctions_function#service_account_email']),
  },
  facets: { workloadAccount: (self, around, resource) => workloadAccount(self.serviceAccount, undefined, resource.place, around) },
});
