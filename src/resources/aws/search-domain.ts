import { absent } from '#core/origin';
import { all, any, isAbsent, isFields, isList, known, map, not, unknown, type Fact, type Value } from '#core/value';
import { always, document, flag, names, number, raw, text } from '../property.ts';
import { resourceType, type ResourceType } from '../resource-type.ts';
import { encryption, ingressOf, notEmpty, tlsVersion } from './facts.ts';
import { resourcePolicy, statementsOf } from './policy.ts';

/** Elasticsearch and OpenSearch domains have the same shape. */
export const searchDomain = (type: string, blocks: readonly string[], policyBlock: string): ResourceType =>
  resourceType(type, {
    cloud: 'aws',
    service: 'Amazon OpenSearch Service',
    model: 'paas',
    terraform: blocks,
    folds: { [policyBlock]: 'domain_name' },
    name: 'DomainName',
    properties: {
      DomainName: text(['domain_name']),
      'EncryptionAtRestOptions.Enabled': flag(['encrypt_at_rest.enabled'], always(false, '2017-12-07')),
      'EncryptionAtRestOptions.KmsKeyId': names('AWS::KMS::Key', ['encrypt_at_rest.kms_key_id']),
      'NodeToNodeEncryptionOptions.Enabled': flag(['node_to_node_encryption.enabled'], always(false, '2018-09-18')),
      'DomainEndpointOptions.EnforceHTTPS': flag(['domain_endpoint_options.enforce_https'], always(false, '2019-10-03')),
      'DomainEndpointOptions.TLSSecurityPolicy': text(['domain_endpoint_options.tls_security_policy'], always('Policy-Min-TLS-1-0-2019-07', '2019-10-03')),
      SubnetIds: names('AWS::EC2::Subnet', ['vpc_options.subnet_ids']),
      SecurityGroupIds: names('AWS::EC2::SecurityGroup', ['vpc_options.security_group_ids']),
      AdvancedSecurity: flag(['advanced_security_options.enabled'], always(false, '2020-02-11')),
      LogPublishing: raw(['log_publishing_options']),
      InstanceCount: number(['cluster_config.instance_count'], always(1, '2015-10-01')),
      ZoneAwareness: flag(['cluster_config.zone_awareness_enabled'], always(false, '2015-10-01')),
      AccessPolicies: document(['access_policies', `${policyBlock}#access_policies`]),
    },
    facets: {
      dataAtRest: (domain) => ({
        holds: 'search',
        encryption: encryption(domain['EncryptionAtRestOptions.Enabled'], domain['EncryptionAtRestOptions.KmsKeyId']),
      }),
      transport: (domain) => ({
        channels: [
          {
            channel: 'endpoint',
            plainText: not(domain['DomainEndpointOptions.EnforceHTTPS']),
            minimumTls: map(domain['DomainEndpointOptions.TLSSecurityPolicy'], tlsVersion),
          },
          { channel: 'node', plainText: not(domain['NodeToNodeEncryptionOptions.Enabled']), minimumTls: undefined },
        ],
      }),
      privateNetwork: (domain) => ({ inside: notEmpty(domain.SubnetIds) }),
      // In a VPC only who is in it gets as far as the policy.
      resourcePolicy: (domain) => resourcePolicy('domain', statementsOf(domain.AccessPolicies), known(!isAbsent(domain.SubnetIds), domain.SubnetIds.origin)),
      publicAddress: (domain, around) =>
        isAbsent(domain.SubnetIds)
          ? undefined
          : { what: 'search', public: known(false, absent), limited: undefined, ingress: ingressOf(around, 'SecurityGroupIds') },
      endpointAuthentication: (domain) => ({
        what: 'search',
        required: any([domain.AdvancedSecurity, notEmpty(domain.AccessPolicies), notEmpty(domain.SubnetIds)]),
      }),
      serviceLog: (domain) => ({ kind: 'audit', on: published(domain.LogPublishing, 'AUDIT_LOGS'), missing: undefined }),
      zones: (domain) => ({ what: 'search', several: all([domain.ZoneAwareness, map(domain.InstanceCount, (n) => n >= 2)]) }),
    },
    remedies: {
      'encrypt-at-rest': () => [{ set: 'EncryptionAtRestOptions.Enabled', to: true }],
      'require-tls': (domain) => [
        ...(isFalse(domain['DomainEndpointOptions.EnforceHTTPS']) ? [{ set: 'DomainEndpointOptions.EnforceHTTPS' as const, to: true }] : []),
        ...(isFalse(domain['NodeToNodeEncryptionOptions.Enabled']) ? [{ set: 'NodeToNodeEncryptionOptions.Enabled' as const, to: true }] : []),
      ],
      'raise-tls': () => [{ set: 'DomainEndpointOptions.TLSSecurityPolicy', to: 'Policy-Min-TLS-1-2-2019-07' }],
      'span-zones': () => [
        { set: 'ZoneAwareness', to: true },
        { set: 'InstanceCount', to: 2 },
      ],
    },
  });

const isFalse = (fact: Fact<boolean>): boolean => fact.is === 'known' && !fact.value;

/** A kind of log goes somewhere and is not turned off again. */
const published = (options: Value, wanted: string): Fact<boolean> => {
  if (isAbsent(options)) return known(false, absent);
  if (options.is !== 'known' || !isList(options.value)) return unknown('after-apply', 'LogPublishingOptions', options.origin);
  return any(
    options.value.map((one) => {
      if (one.is !== 'known' || !isFields(one.value)) return unknown('after-apply', 'LogPublishingOptions', one.origin);
      const kind = one.value['log_type'];
      const enabled = one.value['enabled'];
      return known(kind?.is === 'known' && kind.value === wanted && !(enabled?.is === 'known' && enabled.value === false), one.origin);
    }),
  );
};
