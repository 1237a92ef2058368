import { iamGrant } from './iam-grant.ts';

export default iamGrant('cloudkms.googleapis.com/CryptoKeyIamGrant', {
  service: 'Cloud KMS',
  model: 'paas',
  things: ['google_kms_crypto_key', 'google_kms_key_ring'],
  on: ['crypto_key_id', 'key_ring_id'],
  what: 'key',
});
