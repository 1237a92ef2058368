import { iamGrant } from './iam-grant.ts';

export default iamGrant('cloudfunctions.googleapis.com/FunctionIamGrant', {
  service: 'Cloud Run functions',
  model: 'paas',
  things: ['google_cloudfunctions_function', 'google_cloudfunctions2_function'],
  on: ['cloud_function'],
  what: 'function',
  runs: true,
});
