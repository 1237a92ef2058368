import { text } from '../property.ts';
import { resourceType } from '../resource-type.ts';

// A setting of a project: the name is ours. https://cloud.google.com/iam/docs/service-account-types#default
export default resourceType('iam.googleapis.com/DefaultServiceAccounts', {
  cloud: 'gcp',
  service: 'Google Cloud IAM',
  model: 'saas',
  terraform: ['google_project_default_service_accounts'],
  properties: { project: text(['project']), action: text(['action']) },
  facets: {},
});
