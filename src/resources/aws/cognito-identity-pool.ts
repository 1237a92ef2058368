import { flag, names, provider, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { tags } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-identitypool.html
export default resourceType('AWS::Cognito::IdentityPool', {
  cloud: 'aws',
  service: 'Amazon Cognito',
  model: 'saas',
  terraform: ['aws_cognito_identity_pool'],
  folds: { aws_cognito_identity_pool_roles_attachment: 'identity_pool_id' },
  name: 'IdentityPoolName',
  properties: {
    IdentityPoolName: text(['identity_pool_name']),
    AllowUnauthenticatedIdentities: flag(['allow_unauthenticated_identities'], provider(false)),
    // Of AWS::Cognito::IdentityPoolRoleAttachment: who signs in, or does not, gets one of these.
    'Roles.authenticated': names('AWS::IAM::Role', ['aws_cognito_identity_pool_roles_attachment#roles.authenticated']),
    'Roles.unauthenticated': names('AWS::IAM::Role', ['aws_cognito_identity_pool_roles_attachment#roles.unauthenticated']),
    Tags: tags(),
  },
  facets: {},
});
