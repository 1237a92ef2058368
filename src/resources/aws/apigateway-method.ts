import { any, map } from '#core/value';
import { always, flag, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-method.html
export default resourceType('AWS::ApiGateway::Method', {
  cloud: 'aws',
  service: 'Amazon API Gateway',
  model: 'saas',
  terraform: ['aws_api_gateway_method'],
  properties: {
    HttpMethod: text(['http_method']),
    AuthorizationType: text(['authorization']),
    ApiKeyRequired: flag(['api_key_required'], always(false, '2015-07-09')),
  },
  facets: {
    // An OPTIONS method answers preflight requests, which carry no identity.
    endpointAuthentication: (method) =>
      method.HttpMethod.is === 'known' && method.HttpMethod.value === 'OPTIONS'
        ? undefined
        : { what: 'api', required: any([map(method.AuthorizationType, (type) => type !== 'NONE'), method.ApiKeyRequired]) },
  },
});
