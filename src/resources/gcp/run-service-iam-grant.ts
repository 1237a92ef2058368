import { iamGrant } from './iam-grant.ts';

export default iamGrant('run.googleapis.com/ServiceIamGrant', {
  service: 'Cloud Run',
  model: 'paas',
  things: ['google_cloud_run_service', 'google_cloud_run_v2_service'],
  on: ['service', 'name'],
  what: 'function',
  runs: true,
});
