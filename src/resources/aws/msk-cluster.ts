import { any, map } from '#core/value';
import { always, document, flag, names, number, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { ingressOf, keyed } from './facts.ts';
import { resourcePolicy, statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-msk-cluster.html
export default resourceType('AWS::MSK::Cluster', {
  cloud: 'aws',
  service: 'Amazon MSK',
  model: 'paas',
  terraform: ['aws_msk_cluster'],
  folds: { aws_msk_cluster_policy: 'cluster_arn', 'AWS::MSK::ClusterPolicy': 'ClusterArn' },
  name: 'ClusterName',
  properties: {
    ClusterName: text(['cluster_name']),
    Policy: document(['aws_msk_cluster_policy#policy', 'AWS::MSK::ClusterPolicy#Policy']),
    NumberOfBrokerNodes: number(['number_of_broker_nodes']),
    'EncryptionInfo.EncryptionAtRest.DataVolumeKMSKeyId': names('AWS::KMS::Key', ['encryption_info.encryption_at_rest_kms_key_arn']),
    'EncryptionInfo.EncryptionInTransit.ClientBroker': text(['encryption_info.encryption_in_transit.client_broker'], always('TLS', '2019-05-30')),
    'EncryptionInfo.EncryptionInTransit.InCluster': flag(['encryption_info.encryption_in_transit.in_cluster'], always(true, '2019-05-30')),
    PublicAccess: text(['broker_node_group_info.connectivity_info.public_access.type'], always('DISABLED', '2021-11-18')),
    SecurityGroups: names('AWS::EC2::SecurityGroup', ['broker_node_group_info.security_groups']),
    EnhancedMonitoring: text(['enhanced_monitoring'], always('DEFAULT', '2019-05-30')),
    CloudWatchLogs: flag(['logging_info.broker_logs.cloudwatch_logs.enabled'], always(false, '2020-02-25')),
    S3Logs: flag(['logging_info.broker_logs.s3.enabled'], always(false, '2020-02-25')),
    FirehoseLogs: flag(['logging_info.broker_logs.firehose.enabled'], always(false, '2020-02-25')),
  },
  facets: {
    // Volumes are always encrypted; the question is whose key.
    dataAtRest: (cluster) => ({ holds: 'stream', encryption: keyed(cluster['EncryptionInfo.EncryptionAtRest.DataVolumeKMSKeyId']) }),
    transport: (cluster) => ({
      channels: [
        { channel: 'client', plainText: map(cluster['EncryptionInfo.EncryptionInTransit.ClientBroker'], (mode) => mode !== 'TLS'), minimumTls: undefined },
        { channel: 'node', plainText: map(cluster['EncryptionInfo.EncryptionInTransit.InCluster'], (on) => !on), minimumTls: undefined },
      ],
    }),
    publicAddress: (cluster, around) => ({
      what: 'stream',
      public: map(cluster.PublicAccess, (type) => type !== 'DISABLED'),
      limited: undefined,
      ingress: ingressOf(around, 'SecurityGroups'),
    }),
    resourcePolicy: (cluster) => resourcePolicy('stream', statementsOf(cluster.Policy)),
    serviceLog: (cluster) => ({ kind: 'error', on: any([cluster.CloudWatchLogs, cluster.S3Logs, cluster.FirehoseLogs]), missing: undefined }),
    monitoring: (cluster) => ({ kind: 'enhanced', on: map(cluster.EnhancedMonitoring, (level) => level !== 'DEFAULT') }),
  },
  remedies: {
    'require-tls': () => [
      { set: 'EncryptionInfo.EncryptionInTransit.ClientBroker', to: 'TLS' },
      { set: 'EncryptionInfo.EncryptionInTransit.InCluster', to: true },
    ],
    'make-private': () => [{ set: 'PublicAccess', to: 'DISABLED' }],
  },
});
