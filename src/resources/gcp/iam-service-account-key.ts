import { absent } from '#core/origin';
import { known } from '#core/value';
import { raw } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { textOf } from './allow-policy.ts';

// https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts.keys
export default resourceType('iam.googleapis.com/ServiceAccountKey', {
  cloud: 'gcp',
  service: 'Google Cloud IAM',
  model: 'saas',
  terraform: ['google_service_account_key'],
  properties: { serviceAccount: raw(['service_account_id']) },
  facets: { accessKey: ({ serviceAccount }) => ({ active: known(true, absent), ofUser: textOf(serviceAccount) }) },
});
