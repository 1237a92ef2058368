import { absent } from '#core/origin';
import { all, any, both, isAbsent, isFields, isList, known, map, not, unknown, type Fact, type Value } from '#core/value';
import type { Around, Audience, Facets, Statement } from '../facets.ts';
import { always, document, each, flag, gathered, names, provider, raw, service, text, type View } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import accountBlock from './s3-account-public-access-block.ts';
import { admitted, includes, statementsOf } from './policy.ts';

const guardBlock = 'aws_s3_bucket_public_access_block';
// Buckets made since 2023-04-28 are guarded from birth; code does not tell a bucket's age, so what opens one explicitly is taken at its word.
const guard = (name: string) => flag([`${guardBlock}#${name}`], provider(false, { within: guardBlock }), service(false, 'before 2023-04-28'));
const algorithm = 'BucketEncryption.ServerSideEncryptionConfiguration.ServerSideEncryptionByDefault.SSEAlgorithm';
const key = 'BucketEncryption.ServerSideEncryptionConfiguration.ServerSideEncryptionByDefault.KMSMasterKeyID';
const rule = 'rule.apply_server_side_encryption_by_default';
const separate = 'aws_s3_bucket_server_side_encryption_configuration';
const canned = {
  private: 'Private',
  'public-read': 'PublicRead',
  'public-read-write': 'PublicReadWrite',
  'authenticated-read': 'AuthenticatedRead',
  'log-delivery-write': 'LogDeliveryWrite',
};
const groups: Readonly<Record<string, Audience>> = {
  'http://acs.amazonaws.com/groups/global/AllUsers': 'everyone',
  'http://acs.amazonaws.com/groups/global/AuthenticatedUsers': 'any-account',
};

const properties = {
  BucketName: text(['bucket']),
  AccessControl: text(
    [
      { path: 'acl', means: canned },
      { path: 'aws_s3_bucket_acl#acl', means: canned },
    ],
    service('Private', '2006-03-14'),
  ),
  // Own name: CloudFormation has no grants.
  Grants: gathered<Grant>(
    ({ type, attributes }) => {
      const list = type === 'aws_s3_bucket' ? attributes['grant'] : type === 'aws_s3_bucket_acl' ? attributes['access_control_policy'] : undefined;
      const inner =
        type === 'aws_s3_bucket_acl' && list?.is === 'known' && isList(list.value) && list.value[0]?.is === 'known' && isFields(list.value[0].value)
          ? list.value[0].value['grant']
          : list;
      return each(
        inner,
        (grant) => ({ to: audienceOf(grant), writes: mayWrite(grant['permissions'] ?? grant['permission']) }),
        (why) => ({ to: why as Fact<Audience>, writes: why as Fact<boolean> }),
      );
    },
    (why) => ({ to: why as Fact<Audience>, writes: why as Fact<boolean> }),
  ),
  'PublicAccessBlockConfiguration.BlockPublicAcls': guard('block_public_acls'),
  'PublicAccessBlockConfiguration.BlockPublicPolicy': guard('block_public_policy'),
  'PublicAccessBlockConfiguration.IgnorePublicAcls': guard('ignore_public_acls'),
  'PublicAccessBlockConfiguration.RestrictPublicBuckets': guard('restrict_public_buckets'),
  'OwnershipControls.Rules.ObjectOwnership': text(['aws_s3_bucket_ownership_controls#rule.object_ownership'], service('BucketOwnerEnforced', '2023-04-28')),
  'VersioningConfiguration.Status': text(
    [{ path: 'versioning.enabled', means: { true: 'Enabled', false: 'Suspended' } }, 'aws_s3_bucket_versioning#versioning_configuration.status'],
    always('Suspended', '2006-03-14'),
  ),
  MfaDelete: text(
    [{ path: 'versioning.mfa_delete', means: { true: 'Enabled', false: 'Disabled' } }, 'aws_s3_bucket_versioning#versioning_configuration.mfa_delete'],
    always('Disabled', '2006-03-14'),
  ),
  [algorithm]: text([`server_side_encryption_configuration.${rule}.sse_algorithm`, `${separate}#${rule}.sse_algorithm`], always('AES256', '2023-01-05')),
  [key]: names('AWS::KMS::Key', [`server_side_encryption_configuration.${rule}.kms_master_key_id`, `${separate}#${rule}.kms_master_key_id`]),
  'LoggingConfiguration.DestinationBucketName': names('AWS::S3::Bucket', ['logging.target_bucket', 'aws_s3_bucket_logging#target_bucket']),
  'LifecycleConfiguration.Rules': raw(['lifecycle_rule', 'aws_s3_bucket_lifecycle_configuration#rule']),
  'ReplicationConfiguration.Rules': raw(['replication_configuration.rules', 'aws_s3_bucket_replication_configuration#rule']),
  ObjectLockEnabled: flag(
    [
      'object_lock_enabled',
      { path: 'object_lock_configuration.object_lock_enabled', means: { Enabled: true } },
      { path: 'aws_s3_bucket_object_lock_configuration#object_lock_enabled', means: { Enabled: true } },
    ],
    always(false, '2018-11-26'),
  ),
  WebsiteConfiguration: raw(['website', 'aws_s3_bucket_website_configuration#index_document']),
  Policy: document(['policy', 'aws_s3_bucket_policy#policy', 'AWS::S3::BucketPolicy#PolicyDocument']),
} as const;
type Bucket = View<typeof properties>;

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html
export default resourceType('AWS::S3::Bucket', {
  cloud: 'aws',
  service: 'Amazon S3',
  model: 'saas',
  terraform: ['aws_s3_bucket'],
  folds: {
    aws_s3_bucket_acl: 'bucket',
    aws_s3_bucket_public_access_block: 'bucket',
    aws_s3_bucket_policy: 'bucket',
    aws_s3_bucket_versioning: 'bucket',
    aws_s3_bucket_logging: 'bucket',
    aws_s3_bucket_server_side_encryption_configuration: 'bucket',
    aws_s3_bucket_ownership_controls: 'bucket',
    aws_s3_bucket_lifecycle_configuration: 'bucket',
    aws_s3_bucket_replication_configuration: 'bucket',
    aws_s3_bucket_object_lock_configuration: 'bucket',
    aws_s3_bucket_website_configuration: 'bucket',
    'AWS::S3::BucketPolicy': 'Bucket',
  },
  name: 'BucketName',
  properties,
  facets: {
    objectStore: (bucket, around) => ({ ...audiences(bucket, around), ...keeping(bucket), isLogTarget: known(isLogTarget(around), absent) }),
    dataAtRest: (bucket) => ({ holds: 'object-store', encryption: map(bucket[algorithm], (name) => (name === 'AES256' ? 'provider-key' : 'customer-key')) }),
    transport: (bucket) => ({ channels: [{ channel: 'bucket', plainText: not(refusesPlainText(statementsOf(bucket.Policy))), minimumTls: undefined }] }),
    // Who reads and writes objects, all locks considered, is said by `objectStore`; here only what the policy opens beside that.
    resourcePolicy: (bucket) => {
      const statements = statementsOf(bucket.Policy);
      const beside = statements.filter(
        ({ actions, notActions }) => notActions.length === 0 && !actions.some((one) => one.is === 'unknown' || reads.test(one.value) || writes.test(one.value)),
      );
      return statements.length === 0 ? undefined : { what: 'object-store', admits: admitted(beside), statements };
    },
    // A bucket that receives access logs needs none of its own (EFF-6).
    serviceLog: (bucket, around) =>
      isLogTarget(around) ? undefined : { kind: 'access', on: present(bucket['LoggingConfiguration.DestinationBucketName']), missing: undefined },
  },
  remedies: {
    'close-to-anonymous': () => blockAll,
    'turn-public-block-on': () => blockAll,
    'version-objects': () => [{ set: 'VersioningConfiguration.Status', to: 'Enabled' }],
  },
});

const reads = /^(\*|s3:(\*|get|list).*|s3:\*)/i;
const writes = /^(\*|s3:(\*|put|delete|restore|replicate|abort).*)/i;

const blockAll = (['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'] as const).map((name) => ({
  set: `PublicAccessBlockConfiguration.${name}` as const,
  to: true,
}));

interface Grant {
  readonly to: Fact<Audience>;
  readonly writes: Fact<boolean>;
}
const audienceOf = (grant: { readonly [name: string]: Value }): Fact<Audience> => {
  const grantee = grant['grantee'];
  const inner = grantee?.is === 'known' && isList(grantee.value) ? grantee.value[0] : grantee;
  const uri = inner?.is === 'known' && isFields(inner.value) ? inner.value['uri'] : grant['uri'];
  if (uri === undefined || (uri.is === 'known' && uri.value === null)) return known('nobody', absent);
  return uri.is === 'known'
    ? known(Object.hasOwn(groups, String(uri.value)) ? (groups[String(uri.value)] ?? 'nobody') : 'nobody', uri.origin)
    : unknown('after-apply', 'grantee', uri.origin);
};
const mayWrite = (permissions: Value | undefined): Fact<boolean> => {
  if (permissions?.is !== 'known') return permissions ? unknown('after-apply', 'permission', permissions.origin) : known(false, absent);
  const given = isList(permissions.value) ? permissions.value : [permissions];
  return any(
    given.map((one) =>
      one.is === 'known' ? known(one.value !== 'READ' && one.value !== 'READ_ACP', one.origin) : unknown('after-apply', 'permission', one.origin),
    ),
  );
};

/** Who reads and writes anonymously: an ACL or a policy opens the bucket unless the bucket or its account says to ignore it (EFF-1, EFF-2). */
const audiences = (bucket: Bucket, around: Around): Pick<Facets['objectStore'], 'readableBy' | 'writableBy' | 'publicBlockOff'> => {
  const accounts = around.inAccount(accountBlock.type).map((found) => ({ ...accountBlock.view(found), maybe: found.maybe }));
  const on = (name: 'IgnorePublicAcls' | 'RestrictPublicBuckets') =>
    any([bucket[`PublicAccessBlockConfiguration.${name}`], ...accounts.map((account) => account.maybe ?? account[name])]);
  const aclsDead = any([on('IgnorePublicAcls'), map(bucket['OwnershipControls.Rules.ObjectOwnership'], (owner) => owner === 'BucketOwnerEnforced')]);
  // An ACL that is written cannot be applied to a bucket that enforces ownership by default: then ownership was changed somewhere.
  const ignored = bucket['OwnershipControls.Rules.ObjectOwnership'].origin.is === 'default' ? on('IgnorePublicAcls') : aclsDead;
  const restricted = on('RestrictPublicBuckets');
  const statements = statementsOf(bucket.Policy);
  const policy = (verbs: RegExp, verb: string) =>
    unless(
      restricted,
      admitted(
        statements.filter(
          ({ actions, notActions, effect }) =>
            (notActions.length > 0 && !notActions.some((one) => one.is === 'known' && includes(one.value, verb))) ||
            (effect.is === 'known' && effect.value === 'Deny') ||
            actions.some((one) => one.is === 'unknown' || verbs.test(one.value) || includes(one.value, verb)),
        ),
      ),
    );
  const acl = (who: Readonly<Record<string, Audience>>) =>
    unless(
      ignored,
      map(bucket.AccessControl, (name): Audience => (Object.hasOwn(who, name) ? (who[name] ?? 'nobody') : 'nobody')),
    );
  const grants = (writes: boolean) => bucket.Grants.filter(({ writes: w }) => !writes || w.is === 'unknown' || w.value).map(({ to }) => unless(ignored, to));
  return {
    readableBy: widest([
      acl({ PublicRead: 'everyone', PublicReadWrite: 'everyone', AuthenticatedRead: 'any-account' }),
      policy(reads, 's3:getobject'),
      ...grants(false),
    ]),
    writableBy: widest([acl({ PublicReadWrite: 'everyone' }), policy(writes, 's3:putobject'), ...grants(true)]),
    // Only a switch that somebody wrote is off: without one the default of new buckets holds.
    publicBlockOff: not(
      all(
        (['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'] as const).map((name) =>
          any([newBucket(bucket[`PublicAccessBlockConfiguration.${name}`]), ...accounts.map((account) => account.maybe ?? account[name])]),
        ),
      ),
    ),
  };
};

const newBucket = (switched: Fact<boolean>): Fact<boolean> =>
  switched.origin.is === 'default' && switched.origin.by === 'service' ? known(true, switched.origin, true) : switched;

const keeping = (bucket: Bucket): Pick<Facets['objectStore'], 'versioned' | 'mfaDelete' | 'writeOnce' | 'replicated' | 'expires' | 'website'> => ({
  versioned: map(bucket['VersioningConfiguration.Status'], (status) => status === 'Enabled'),
  mfaDelete: map(bucket.MfaDelete, (state) => state === 'Enabled'),
  writeOnce: bucket.ObjectLockEnabled,
  replicated: present(bucket['ReplicationConfiguration.Rules']),
  expires: present(bucket['LifecycleConfiguration.Rules']),
  website: present(bucket.WebsiteConfiguration),
});

/** It is written at all, whatever it says. */
const present = (value: Value): Fact<boolean> => {
  if (isAbsent(value)) return known(false, absent);
  if (value.is === 'unknown') return unknown(value.why.code, value.why.about, value.origin);
  return known(!(value.is === 'known' && (value.value === null || (isList(value.value) && value.value.length === 0))), value.origin);
};

const isLogTarget = (around: Around): boolean => around.relatedBy('LoggingConfiguration.DestinationBucketName').length > 0;

/** A Deny to everybody when aws:SecureTransport is false. */
const refusesPlainText = (statements: readonly Statement[]): Fact<boolean> =>
  any(
    statements.map(({ effect, conditions, origin }) => {
      if (effect.is === 'unknown') return unknown(effect.why.code, effect.why.about, effect.origin);
      return known(
        effect.value === 'Deny' &&
          conditions.some(
            ({ operator, key: name, values }) =>
              /^bool(ifexists)?$/i.test(operator) && name === 'aws:securetransport' && values.some((v) => v.is === 'known' && v.value === 'false'),
          ),
        origin,
      );
    }),
  );

const unless = (blocked: Fact<boolean>, audience: Fact<Audience>): Fact<Audience> => {
  if (audience.is === 'known' && audience.value === 'nobody') return audience;
  if (blocked.is === 'known' && blocked.value) return known('nobody', blocked.origin, blocked.assumed);
  return both(audience, blocked, (who) => who);
};

const width: Readonly<Record<Audience, number>> = { nobody: 0, 'any-account': 1, everyone: 2 };
const widest = (facts: readonly Fact<Audience>[]): Fact<Audience> => {
  let wide: Fact<Audience> = known('nobody', absent);
  for (const fact of facts) {
    if (fact.is === 'known' && fact.value === 'everyone') return fact;
    if (wide.is === 'unknown') continue;
    if (fact.is === 'unknown' || width[fact.value] > width[wide.value] || (fact.assumed && fact.value === wide.value)) wide = fact;
  }
  return wide;
};
