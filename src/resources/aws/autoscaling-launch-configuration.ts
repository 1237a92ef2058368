import { always, flag, names, number, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { disks, disksAtRest, metadata } from './ec2-instance.ts';
import { ingressOf, rolesOf, secretsInScript } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-autoscaling-launchconfiguration.html
export default resourceType('AWS::AutoScaling::LaunchConfiguration', {
  cloud: 'aws',
  service: 'Amazon EC2 Auto Scaling',
  model: 'iaas',
  terraform: ['aws_launch_configuration'],
  name: 'LaunchConfigurationName',
  properties: {
    LaunchConfigurationName: text(['name']),
    'MetadataOptions.HttpTokens': text(['metadata_options.http_tokens']),
    'MetadataOptions.HttpEndpoint': text(['metadata_options.http_endpoint'], always('enabled', '2019-11-19')),
    'MetadataOptions.HttpPutResponseHopLimit': number(['metadata_options.http_put_response_hop_limit']),
    BlockDeviceMappings: disks(['root_block_device', 'ebs_block_device']),
    AssociatePublicIpAddress: flag(['associate_public_ip_address']),
    SecurityGroups: names('AWS::EC2::SecurityGroup', ['security_groups']),
    IamInstanceProfile: names('AWS::IAM::InstanceProfile', ['iam_instance_profile']),
    UserData: text(['user_data']),
    UserDataBase64: text(['user_data_base64']),
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
      ingress: ingressOf(around, 'SecurityGroups'),
    }),
    runsAs: (_self, around) => ({ roles: rolesOf(around.related('IamInstanceProfile'), around), facts: {} }),
    plainSecrets: (self) => ({ where: 'user-data', found: [...secretsInScript(self.UserData), ...secretsInScript(self.UserDataBase64, true)] }),
  },
  remedies: {
    'require-metadata-token': () => [{ set: 'MetadataOptions.HttpTokens', to: 'required' }],
    'lower-hop-limit': () => [{ set: 'MetadataOptions.HttpPutResponseHopLimit', to: 1 }],
    'make-private': () => [{ set: 'AssociatePublicIpAddress', to: false }],
    'encrypt-at-rest': (_self, because) => because.map((replace) => ({ replace, to: true })),
  },
});
