import { map } from '#core/value';
import { always, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';

// https://cloud.google.com/storage/docs/json_api/v1/buckets
const type = resourceType('storage.googleapis.com/Bucket', {
  cloud: 'gcp',
  service: 'Cloud Storage',
  model: 'paas',
  terraform: ['google_storage_bucket'],
  name: 'name',
  properties: {
    name: text(['name']),
    // https://cloud.google.com/storage/docs/public-access-prevention: inherited from the organisation, which may enforce it.
    publicAccessPrevention: text(['public_access_prevention'], always('inherited', '2021-09-29')),
  },
  facets: {},
});
export default type;

/** Grants to everyone count for nothing. */
export const keepsOut = (bucket: Parameters<typeof type.view>[0]) => map(type.view(bucket).publicAccessPrevention, (value) => value === 'enforced');
