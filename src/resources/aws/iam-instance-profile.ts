import { names, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { path, tags } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-instanceprofile.html
export default resourceType('AWS::IAM::InstanceProfile', {
  cloud: 'aws',
  service: 'AWS IAM',
  model: 'saas',
  terraform: ['aws_iam_instance_profile'],
  name: 'InstanceProfileName',
  properties: {
    InstanceProfileName: text(['name']),
    // Own name: Terraform makes up the rest.
    NamePrefix: text(['name_prefix']),
    Path: path(),
    Roles: names('AWS::IAM::Role', ['roles', 'role']),
    Tags: tags(),
  },
  // Whatever is started with it runs as its role.
  facets: { runsAs: (_profile, around) => ({ roles: around.related('Roles'), facts: {} }) },
});
