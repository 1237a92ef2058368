import { always, flag, names, number, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { disks, disksAtRest, metadata } from './ec2-instance.ts';
import { ingressOf, rolesOf, secretsInScript, tags } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-launchtemplate.html
export default resourceType('AWS::EC2::LaunchTemplate', {
  cloud: 'aws',
  service: 'Amazon EC2',
  model: 'iaas',
  terraform: ['aws_launch_template'],
  name: 'LaunchTemplateName',
  properties: {
    LaunchTemplateName: text(['name']),
    'MetadataOptions.HttpTokens': text(['metadata_options.http_tokens']),
    'MetadataOptions.HttpEndpoint': text(['metadata_options.http_endpoint'], always('enabled', '2019-11-19')),
    'MetadataOptions.HttpPutResponseHopLimit': number(['metadata_options.http_put_response_hop_limit']),
    BlockDeviceMappings: disks(['block_device_mappings']),
    AssociatePublicIpAddress: flag(['network_interfaces.associate_public_ip_address']),
    SecurityGroupIds: names('AWS::EC2::SecurityGroup', ['security_group_names', 'network_interfaces.security_groups', 'vpc_security_group_ids']),
    IamInstanceProfile: names('AWS::IAM::InstanceProfile', ['iam_instance_profile.name', 'iam_instance_profile.arn']),
    Tags: tags(),
    UserData: text(['user_data']),
    'Monitoring.Enabled': flag(['monitoring.enabled'], always(false, '2017-11-29')),
  },
  facets: {
    metadataService: (self, around) =>
      metadata(self['MetadataOptions.HttpTokens'], self['MetadataOptions.HttpEndpoint'], self['MetadataOptions.HttpPutResponseHopLimit'], around),
    dataAtRest: (self, around) => {
      const encryption = disksAtRest(self.BlockDeviceMappings, around);
      return encryption && { holds: 'disk', encryption };
    },
    publicAddress: (self, around) => ({
      what: 'machine',
      public: self.AssociatePublicIpAddress,
      limited: undefined,
      ingress: ingressOf(around, 'SecurityGroupIds'),
    }),
    runsAs: (_self, around) => ({ roles: rolesOf(around.related('IamInstanceProfile'), around), facts: {} }),
    plainSecrets: (self) => ({ where: 'user-data', found: secretsInScript(self.UserData, true) }),
  },
  remedies: {
    'require-metadata-token': () => [{ set: 'MetadataOptions.HttpTokens', to: 'required' }],
    'lower-hop-limit': () => [{ set: 'MetadataOptions.HttpPutResponseHopLimit', to: 1 }],
    'make-private': () => [{ set: 'AssociatePublicIpAddress', to: false }],
    'encrypt-at-rest': (_self, because) => because.map((replace) => ({ replace, to: true })),
  },
});
