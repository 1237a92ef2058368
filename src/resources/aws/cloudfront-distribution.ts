import { absent } from '#core/origin';
import { any, isFields, isList, isAbsent, known, map, not, unknown, type Fact, type Fields, type Unknown, type Value } from '#core/value';
import type { Channel } from '../facets.ts';
import { each, field, flag, gathered, provider, raw, text, always } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { notEmpty, tlsVersion } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudfront-distribution.html
export default resourceType('AWS::CloudFront::Distribution', {
  cloud: 'aws',
  service: 'Amazon CloudFront',
  model: 'saas',
  terraform: ['aws_cloudfront_distribution'],
  properties: {
    Enabled: flag(['enabled'], provider(true)),
    Behaviours: gathered<Channel>(
      ({ attributes }) => ['default_cache_behavior', 'ordered_cache_behavior'].flatMap((name) => each(attributes[name], viewer, doubtful)),
      doubtful,
    ),
    Origins: gathered<Channel>(({ attributes }) => each(attributes['origin'], originChannel, (why) => [doubtful(why)]).flat(), doubtful),
    BucketOrigins: gathered<Fact<boolean>>(
      ({ attributes }) => each(attributes['origin'], bucketOrigin, (why): Fact<boolean>[] => [why as Fact<boolean>]).flat(),
      (why) => why as Fact<boolean>,
    ),
    'ViewerCertificate.MinimumProtocolVersion': text(['viewer_certificate.minimum_protocol_version']),
    'ViewerCertificate.CloudFrontDefaultCertificate': flag(['viewer_certificate.cloudfront_default_certificate'], provider(false)),
    'ViewerCertificate.SslSupportMethod': text(['viewer_certificate.ssl_support_method']),
    Logging: raw(['logging_config']),
    WebACLId: raw(['web_acl_id']),
    DefaultRootObject: text(['default_root_object'], always('', '2009-10-28')),
    OriginGroups: raw(['origin_group']),
  },
  facets: {
    transport: (cdn) =>
      off(cdn.Enabled)
        ? undefined
        : {
            channels: [
              ...cdn.Behaviours.map((one) => ({
                ...one,
                minimumTls: minimum(cdn['ViewerCertificate.MinimumProtocolVersion'], cdn['ViewerCertificate.CloudFrontDefaultCertificate']),
              })),
              ...cdn.Origins,
            ],
          },
    serviceLog: (cdn) => (off(cdn.Enabled) ? undefined : { kind: 'access', on: notEmpty(cdn.Logging), missing: undefined }),
    webFront: (cdn) =>
      off(cdn.Enabled)
        ? undefined
        : {
            firewall: notEmpty(cdn.WebACLId),
            internetFacing: known(true, absent),
            dropsInvalidHeaders: undefined,
            strictDesync: undefined,
            originProtected: cdn.BucketOrigins.length === 0 ? undefined : not(any(cdn.BucketOrigins.map(not))),
            rootObject: map(cdn.DefaultRootObject, (name) => name !== ''),
            originFailover: notEmpty(cdn.OriginGroups),
            customCertificate: not(cdn['ViewerCertificate.CloudFrontDefaultCertificate']),
            applies: true,
          },
  },
  remedies: {
    'raise-tls': (cdn) =>
      isAbsent(cdn['ViewerCertificate.MinimumProtocolVersion']) ? [] : [{ set: 'ViewerCertificate.MinimumProtocolVersion', to: 'TLSv1.2_2021' }],
    'require-tls': (_cdn, because) => because.map((replace) => ({ replace, to: 'redirect-to-https' })),
  },
});

const off = (enabled: Fact<boolean>): boolean => enabled.is === 'known' && !enabled.value;
function doubtful(why: Unknown): Channel {
  return { channel: 'viewer', plainText: unknown(why.why.code, why.why.about, why.origin), minimumTls: undefined };
}
const viewer = (behaviour: Fields): Channel => ({
  channel: 'viewer',
  plainText: map(
    field(behaviour, 'viewer_protocol_policy', text(), unknown('absent-undecided', 'ViewerProtocolPolicy', absent)),
    (policy) => policy === 'allow-all',
  ),
  minimumTls: undefined,
});

/** With the default certificate of *.cloudfront.net nobody can raise the version: the domain of the service itself. */
const minimum = (version: Fact<string>, own: Fact<boolean>): Fact<number> | undefined =>
  own.is === 'known' && own.value ? undefined : isAbsent(version) ? undefined : map(version, tlsVersion);

const custom = (origin: Fields): Fields | undefined => {
  const list = origin['custom_origin_config'];
  const first = list?.is === 'known' && isList(list.value) ? list.value[0] : list;
  return first?.is === 'known' && isFields(first.value) ? first.value : undefined;
};
/** To an origin of one's own: HTTP, or old TLS. */
const originChannel = (origin: Fields): Channel[] => {
  const config = custom(origin);
  if (!config) return [];
  return [
    {
      channel: 'origin',
      plainText: map(
        field(config, 'origin_protocol_policy', text(), unknown('absent-undecided', 'OriginProtocolPolicy', absent)),
        (policy) => policy === 'http-only',
      ),
      minimumTls: undefined,
    },
  ];
};
/** An S3 origin is protected by origin access control or the older identity. */
const bucketOrigin = (origin: Fields): Fact<boolean>[] => {
  const domain: Value | undefined = origin['domain_name'];
  const text_ =
    domain?.is === 'known'
      ? String(domain.value)
      : domain?.is === 'reference'
        ? domain.parts
            .map((part) =>
              typeof part === 'string'
                ? part
                : part.address.includes('aws_s3_bucket.') && /bucket_(regional_)?domain_name/.test(part.attribute)
                  ? '.s3.amazonaws.com'
                  : '',
            )
            .join('')
        : '';
  if (!/\.s3[.-][a-z0-9.-]*amazonaws\.com$/.test(text_) || /s3-website/.test(text_)) return [];
  const control = origin['origin_access_control_id'];
  const list = origin['s3_origin_config'];
  const first = list?.is === 'known' && isList(list.value) ? list.value[0] : undefined;
  const identity = first?.is === 'known' && isFields(first.value) ? first.value['origin_access_identity'] : undefined;
  return [
    known(
      [control, identity].some((one) => one !== undefined && !(one.is === 'known' && (one.value === null || one.value === ''))),
      domain?.origin ?? absent,
    ),
  ];
};
