import { iamGrant } from './iam-grant.ts';

export default iamGrant('iam.googleapis.com/ServiceAccountIamGrant', {
  service: 'Google Cloud IAM',
  model: 'saas',
  things: ['google_service_account'],
  on: ['service_account_id'],
  what: 'role',
});
