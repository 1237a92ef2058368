import { iamGrant } from './iam-grant.ts';
import { keepsOut } from './storage-bucket.ts';

export default iamGrant('storage.googleapis.com/BucketIamGrant', {
  service: 'Cloud Storage',
  model: 'paas',
  things: ['google_storage_bucket'],
  on: ['bucket'],
  what: 'object-store',
  guarded: { by: 'storage.googleapis.com/Bucket', keepsOut },
});
