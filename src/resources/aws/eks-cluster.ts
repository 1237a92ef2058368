import { absent } from '#core/origin';
import { isAbsent, isList, known, map, not, unknown, type Fact, type Value } from '#core/value';
import { always, flag, names, raw, service, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { missingFrom, notEmpty, tags } from './facts.ts';
import { world } from './ec2-security-group.ts';
import { kubernetesEnds } from './eks-versions.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-eks-cluster.html
export default resourceType('AWS::EKS::Cluster', {
  cloud: 'aws',
  service: 'Amazon EKS',
  model: 'paas',
  terraform: ['aws_eks_cluster'],
  name: 'Name',
  properties: {
    Name: text(['name']),
    RoleArn: names('AWS::IAM::Role', ['role_arn']),
    Tags: tags(),
    Version: text(['version']),
    EndpointPublicAccess: flag(['vpc_config.endpoint_public_access'], always(true, '2019-03-19')),
    PublicAccessCidrs: raw(['vpc_config.public_access_cidrs'], service('0.0.0.0/0', '2019-12-20')),
    EncryptionConfig: raw(['encryption_config']),
    ClusterLogging: raw(['enabled_cluster_log_types']),
    SubnetIds: names('AWS::EC2::Subnet', ['vpc_config.subnet_ids']),
    DeletionProtection: flag(['deletion_protection'], always(false, '2025-07-01')),
  },
  facets: {
    publicAddress: (cluster) => ({ what: 'kubernetes-api', public: cluster.EndpointPublicAccess, limited: not(open(cluster.PublicAccessCidrs)), ingress: [] }),
    dataAtRest: (cluster) => ({
      holds: 'cluster-secrets',
      encryption: map(notEmpty(cluster.EncryptionConfig), (on) => (on ? 'customer-key' : 'provider-key')),
    }),
    serviceLog: (cluster) => ({
      kind: 'control-plane',
      on: notEmpty(cluster.ClusterLogging),
      missing: missingFrom(cluster.ClusterLogging, ['api', 'audit', 'authenticator']),
    }),
    runsAs: (_cluster, around) => ({ roles: around.related('RoleArn'), facts: {} }),
    runtime: (cluster) => (isAbsent(cluster.Version) ? undefined : { name: cluster.Version, supportEnds: map(cluster.Version, kubernetesEnds) }),
  },
  remedies: { 'limit-networks': () => [{ set: 'EndpointPublicAccess', to: false }], 'make-private': () => [{ set: 'EndpointPublicAccess', to: false }] },
});

const open = (cidrs: Value): Fact<boolean> => {
  if (cidrs.is === 'known' && isList(cidrs.value) && cidrs.value.length === 0) return known(true, cidrs.origin);
  return isAbsent(cidrs) ? unknown('absent-undecided', 'PublicAccessCidrs', absent) : world(cidrs);
};
