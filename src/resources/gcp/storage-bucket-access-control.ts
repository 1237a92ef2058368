import { any, isAbsent, isList, known, map, unknown, type Fact, type Value } from '#core/value';
import type { Audience } from '../facets.ts';
import { names, raw, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { textOf } from './allow-policy.ts';
import { keepsOut } from './storage-bucket.ts';

// https://cloud.google.com/storage/docs/json_api/v1/bucketAccessControls
export default resourceType('storage.googleapis.com/BucketAccessControl', {
  cloud: 'gcp',
  service: 'Cloud Storage',
  model: 'paas',
  terraform: [
    'google_storage_bucket_access_control',
    'google_storage_bucket_acl',
    'google_storage_default_object_access_control',
    'google_storage_default_object_acl',
    'google_storage_object_access_control',
    'google_storage_object_acl',
  ],
  properties: {
    bucket: names('storage.googleapis.com/Bucket', ['bucket']),
    entity: text(['entity']),
    roleEntity: raw(['role_entity']),
    predefinedAcl: text(['predefined_acl']),
  },
  facets: {
    resourcePolicy: (self, around) => {
      const entities = [...(isAbsent(self.entity) ? [] : [self.entity]), ...entitiesIn(self.roleEntity)];
      const acl = isAbsent(self.predefinedAcl) ? [] : [self.predefinedAcl];
      if (entities.length + acl.length === 0) return undefined;
      const everyone = any([...entities.map((one) => is(one, 'allUsers')), ...acl.map((one) => map(one, (name) => name.startsWith('public')))]);
      const signedIn = any([...entities.map((one) => is(one, 'allAuthenticatedUsers')), ...acl.map((one) => map(one, (name) => name === 'authenticatedRead'))]);
      return { what: 'object-store', admits: shut(around.related('bucket').map(keepsOut), widest(everyone, signedIn)), statements: [] };
    },
  },
  remedies: { 'narrow-resource-policy': (_self, because) => because.map((origin) => ({ drop: origin })) },
});

/** `READER:allUsers`. */
const entitiesIn = (list: Value): readonly Fact<string>[] => {
  if (isAbsent(list)) return [];
  return list.is === 'known' && isList(list.value)
    ? list.value.map((one) => map(textOf(one), (pair) => pair.slice(pair.indexOf(':') + 1)))
    : [unknown('after-apply', 'role_entity', list.origin)];
};
const is = (entity: Fact<string>, name: string): Fact<boolean> => map(entity, (written) => written === name);

const widest = (everyone: Fact<boolean>, signedIn: Fact<boolean>): Fact<Audience> => {
  if (everyone.is === 'known' && everyone.value) return known('everyone', everyone.origin, everyone.assumed);
  if (signedIn.is === 'known' && signedIn.value) return known('any-account', signedIn.origin, signedIn.assumed);
  return everyone.is === 'unknown' ? everyone : map(signedIn, () => 'nobody');
};
const shut = (out: readonly Fact<boolean>[], admits: Fact<Audience>): Fact<Audience> => {
  const [prevented] = out;
  if (!prevented || (admits.is === 'known' && admits.value === 'nobody')) return admits;
  return prevented.is === 'unknown' ? prevented : prevented.value ? known('nobody', prevented.origin, prevented.assumed) : admits;
};
