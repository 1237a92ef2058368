import { raw } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { nestedAccount, workloadAccount } from './workload-account.ts';

// https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters.nodePools
export default resourceType('container.googleapis.com/NodePool', {
  cloud: 'gcp',
  service: 'Google Kubernetes Engine',
  model: 'paas',
  terraform: ['google_container_node_pool'],
  properties: { config: raw(['node_config']) },
  facets: {
    workloadAccount: (self, around, resource) =>
      nestedAccount(
        self.config,
        { email: 'service_account', scopes: 'oauth_scopes' },
        resource.place,
        around,
        workloadAccount(undefined, undefined, resource.place, around),
      ),
  },
});
