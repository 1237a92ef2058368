import { raw } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { workloadAccount } from './workload-account.ts';

// https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services
export default resourceType('run.googleapis.com/Service', {
  cloud: 'gcp',
  service: 'Cloud Run',
  model: 'paas',
  terraform: ['google_cloud_run_v2_service', 'google_cloud_run_service'],
  properties: { serviceAccount: raw(['google_cloud_run_v2_service#template.service_account', 'google_cloud_run_service#template.spec.service_account_name']) },
  facets: { workloadAccount: (self, around, resource) => workloadAccount(self.serviceAccount, undefined, resource.place, around) },
});
