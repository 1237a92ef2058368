import { raw } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { nestedAccount } from './workload-account.ts';

// https://cloud.google.com/compute/docs/reference/rest/v1/instanceTemplates
export default resourceType('compute.googleapis.com/InstanceTemplate', {
  cloud: 'gcp',
  service: 'Compute Engine',
  model: 'iaas',
  terraform: ['google_compute_instance_template', 'google_compute_region_instance_template'],
  properties: { serviceAccounts: raw(['service_account']) },
  facets: {
    workloadAccount: (self, around, resource) => nestedAccount(self.serviceAccounts, { email: 'email', scopes: 'scopes' }, resource.place, around, undefined),
  },
});
