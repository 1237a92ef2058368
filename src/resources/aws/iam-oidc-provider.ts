import { map } from '#core/value';
import { raw, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { tags } from './facts.ts';

const url = text(['url']);

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-oidcprovider.html
export default resourceType('AWS::IAM::OIDCProvider', {
  cloud: 'aws',
  service: 'AWS IAM',
  model: 'saas',
  terraform: ['aws_iam_openid_connect_provider'],
  name: 'Url',
  properties: {
    // As the ARN has it: without the scheme.
    Url: { ...url, read: (value) => map(url.read(value), (written) => written.replace(/^https:\/\//, '')) },
    ClientIdList: raw(['client_id_list']),
    ThumbprintList: raw(['thumbprint_list']),
    Tags: tags(),
  },
  facets: {},
});
