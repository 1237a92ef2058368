import { names, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { tags, keyed } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-parameter.html
export default resourceType('AWS::SSM::Parameter', {
  cloud: 'aws',
  service: 'AWS Systems Manager',
  model: 'saas',
  terraform: ['aws_ssm_parameter'],
  name: 'Name',
  properties: {
    Name: text(['name']),
    Type: text(['type']),
    // Own name: CloudFormation cannot make a SecureString.
    KeyId: names('AWS::KMS::Key', ['key_id']),
    Tags: tags(),
  },
  facets: {
    // Only a SecureString is meant to be a secret, and it is always encrypted.
    dataAtRest: (parameter) =>
      parameter.Type.is === 'known' && parameter.Type.value === 'SecureString' ? { holds: 'secret', encryption: keyed(parameter.KeyId) } : undefined,
  },
});
