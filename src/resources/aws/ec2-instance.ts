import { absent } from '#core/origin';
import type { Resource } from '#core/resource';
import { any, isAbsent, isFields, isList, known, map, unknown, type Fact, type Value } from '#core/value';
import type { EvaluatedBlock } from '#sources/block';
import type { Around, Encryption } from '../facets.ts';
import { always, each, field, flag, gathered, names, number, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import encryptionByDefault from './ec2-ebs-encryption-by-default.ts';
import metadataDefaults from './ec2-instance-metadata-defaults.ts';
import { ingressOf, rolesOf, secretsInScript, tags } from './facts.ts';

/** The encryption of each disk that is written. */
export const disks = (blocks: readonly string[]) =>
  gathered<Fact<Encryption>>(
    ({ attributes }: EvaluatedBlock) =>
      blocks.flatMap((name) =>
        each(
          attributes[name],
          (disk) => diskEncryption('ebs' in disk ? inner(disk['ebs']) : disk),
          (why) => unknown(why.why.code, why.why.about, why.origin),
        ),
      ),
    (why) => unknown(why.why.code, why.why.about, why.origin),
  );
const inner = (value: Value | undefined): { readonly [name: string]: Value } => {
  const one = value?.is === 'known' && isList(value.value) ? value.value[0] : value;
  return one?.is === 'known' && isFields(one.value) ? one.value : {};
};
const diskEncryption = (disk: { readonly [name: string]: Value }): Fact<Encryption> => {
  const on = field(disk, 'encrypted', flag(), unknown('absent-undecided', 'Ebs.Encrypted', absent));
  return map(on, (yes): Encryption => (!yes ? 'none' : disk['kms_key_id'] ? 'customer-key' : 'provider-key'));
};

/** What is not written follows the account's default encryption; a disk that says no says no. */
export const disksAtRest = (found: readonly Fact<Encryption>[], around: Around): Fact<Encryption> | undefined => {
  const bad = found.find((disk) => disk.is === 'known' && disk.value === 'none');
  if (bad) return bad;
  const open = found.find((disk) => disk.is === 'unknown');
  if (!open) return found[0];
  const on = isAbsent(open) ? byDefault(around) : undefined;
  return on ? map(on, (yes): Encryption => (yes ? 'provider-key' : 'none')) : open;
};
/** What the account does with disks of which nothing is said; undefined if the code does not say. */
export const byDefault = (around: Around): Fact<boolean> | undefined => {
  const [found] = around.inScope(encryptionByDefault.type).map((one) => encryptionByDefault.view(one).Enabled);
  return found?.is === 'known' ? known(found.value, found.origin, true) : found;
};

/**
 * `metadata_options`; the endpoint may be off, which is the safest of all. Absent, the defaults of the account decide; without any the image does, which
 * is not known here.
 */
export const metadata = (tokens: Fact<string>, endpoint: Fact<string>, hops: Fact<number>, around: Around) => ({
  reachable: map(endpoint, (state) => state !== 'disabled'),
  tokenRequired: map(isAbsent(tokens) ? accountTokens(around, tokens) : tokens, (state) => state === 'required'),
  hopLimit: isAbsent(hops) ? undefined : hops,
});
const accountTokens = (around: Around, otherwise: Fact<string>): Fact<string> => {
  const [found] = around.inScope(metadataDefaults.type).map((one) => metadataDefaults.view(one).HttpTokens);
  if (!found || isAbsent(found) || (found.is === 'known' && found.value === 'no-preference')) return otherwise;
  return found.is === 'known' ? known(found.value, found.origin, true) : found;
};

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-instance.html
export default resourceType('AWS::EC2::Instance', {
  cloud: 'aws',
  service: 'Amazon EC2',
  model: 'iaas',
  terraform: ['aws_instance', 'aws_spot_instance_request'],
  properties: {
    // Whether IMDSv1 answers when nothing is written depends on the image, the account and the instance type.
    'MetadataOptions.HttpTokens': text(['metadata_options.http_tokens']),
    'MetadataOptions.HttpEndpoint': text(['metadata_options.http_endpoint'], always('enabled', '2019-11-19')),
    'MetadataOptions.HttpPutResponseHopLimit': number(['metadata_options.http_put_response_hop_limit']),
    BlockDeviceMappings: disks(['root_block_device', 'ebs_block_device', 'BlockDeviceMappings']),
    AssociatePublicIpAddress: flag(['network_interface.associate_public_ip_address', 'associate_public_ip_address']),
    SecurityGroupIds: names('AWS::EC2::SecurityGroup', ['security_groups', 'vpc_security_group_ids']),
    SubnetId: names('AWS::EC2::Subnet', ['subnet_id']),
    IamInstanceProfile: names('AWS::IAM::InstanceProfile', ['iam_instance_profile']),
    LaunchTemplate: names('AWS::EC2::LaunchTemplate', ['launch_template.name', 'launch_template.id']),
    Tags: tags(),
    Monitoring: flag(['monitoring'], always(false, '2011-01-01')),
    UserData: text(['user_data']),
    UserDataBase64: text(['user_data_base64']),
  },
  facets: {
    // What the launch template says is judged there.
    metadataService: (self, around) =>
      isAbsent(self['MetadataOptions.HttpTokens']) && around.related('LaunchTemplate').some(saysTokens)
        ? undefined
        : metadata(self['MetadataOptions.HttpTokens'], self['MetadataOptions.HttpEndpoint'], self['MetadataOptions.HttpPutResponseHopLimit'], around),
    dataAtRest: (self, around) => {
      const encryption = disksAtRest(self.BlockDeviceMappings, around);
      return encryption && { holds: 'disk', encryption };
    },
    publicAddress: (self, around) => ({
      what: 'machine',
      public: publicOf(self.AssociatePublicIpAddress, around),
      limited: undefined,
      ingress: ingressOf(around, 'SecurityGroupIds'),
    }),
    plainSecrets: (self) => ({ where: 'user-data', found: [...secretsInScript(self.UserData), ...secretsInScript(self.UserDataBase64, true)] }),
    // A profile of its own goes before that of the template.
    runsAs: (self, around) => ({
      roles: rolesOf(around.related(isAbsent(self.IamInstanceProfile) ? 'LaunchTemplate' : 'IamInstanceProfile'), around),
      facts: {},
    }),
    monitoring: (self) => ({ kind: 'detailed', on: self.Monitoring }),
  },
  recreatedBy: ['make-private', 'encrypt-at-rest'],
  remedies: {
    'require-metadata-token': () => [{ set: 'MetadataOptions.HttpTokens', to: 'required' }],
    'lower-hop-limit': () => [{ set: 'MetadataOptions.HttpPutResponseHopLimit', to: 1 }],
    'make-private': () => [{ set: 'AssociatePublicIpAddress', to: false }],
    'encrypt-at-rest': (_self, because) => because.map((replace) => ({ replace, to: true })),
    monitor: () => [{ set: 'Monitoring', to: true }],
  },
});

const saysTokens = ({ properties }: Resource): boolean =>
  ['MetadataOptions.HttpTokens', 'MetadataOptions.HttpEndpoint'].some((name) => {
    const own = properties[name];
    return own !== undefined && 'is' in own && own.origin.is === 'written';
  });

/** Absent, the subnet decides. */
const publicOf = (own: Fact<boolean>, around: Around): Fact<boolean> => {
  if (!isAbsent(own)) return own;
  const subnets = around.related('SubnetId').flatMap(({ properties }) => {
    const maps = properties['MapPublicIpOnLaunch'];
    return maps !== undefined && !Array.isArray(maps) && 'is' in maps && maps.is === 'known' && typeof maps.value === 'boolean'
      ? [known(maps.value, maps.origin, maps.assumed)]
      : [];
  });
  return subnets.length > 0 ? any(subnets) : own;
};
