import { iamGrant } from './iam-grant.ts';

export default iamGrant('secretmanager.googleapis.com/SecretIamGrant', {
  service: 'Secret Manager',
  model: 'paas',
  things: ['google_secret_manager_secret'],
  on: ['secret_id'],
  what: 'secret',
});
