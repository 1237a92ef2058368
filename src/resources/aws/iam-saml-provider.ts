import { text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { tags } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-samlprovider.html
export default resourceType('AWS::IAM::SAMLProvider', {
  cloud: 'aws',
  service: 'AWS IAM',
  model: 'saas',
  terraform: ['aws_iam_saml_provider'],
  name: 'Name',
  properties: { Name: text(['name']), SamlMetadataDocument: text(['saml_metadata_document']), Tags: tags() },
  facets: {},
});
