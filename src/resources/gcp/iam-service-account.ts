import { text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { narrowed } from './narrow-role.ts';

// https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts
export default resourceType('iam.googleapis.com/ServiceAccount', {
  cloud: 'gcp',
  service: 'Google Cloud IAM',
  model: 'saas',
  terraform: ['google_service_account'],
  properties: { accountId: text(['account_id']) },
  facets: { power: (_self, around) => around.power() },
  remedies: { 'narrow-policy': (_self, because) => because.flatMap(narrowed) },
});
