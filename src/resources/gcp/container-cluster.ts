import { isAbsent } from '#core/value';
import { raw, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { nestedAccount, workloadAccount } from './workload-account.ts';

// https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters
export default resourceType('container.googleapis.com/Cluster', {
  cloud: 'gcp',
  service: 'Google Kubernetes Engine',
  model: 'paas',
  terraform: ['google_container_cluster'],
  properties: { nodeConfig: raw(['node_config']), removeDefaultNodePool: text(['remove_default_node_pool']), autopilot: text(['enable_autopilot']) },
  facets: {
    workloadAccount: (self, around, resource) =>
      [self.removeDefaultNodePool, self.autopilot].some((one) => !isAbsent(one) && !(one.is === 'known' && one.value === 'false'))
        ? undefined
        : nestedAccount(
            self.nodeConfig,
            { email: 'service_account', scopes: 'oauth_scopes' },
            resource.place,
            around,
            workloadAccount(undefined, undefined, resource.place, around),
          ),
  },
});
