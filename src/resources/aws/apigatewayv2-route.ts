import { map } from '#core/value';
import { provider, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-route.html
export default resourceType('AWS::ApiGatewayV2::Route', {
  cloud: 'aws',
  service: 'Amazon API Gateway',
  model: 'saas',
  terraform: ['aws_apigatewayv2_route'],
  properties: { RouteKey: text(['route_key']), AuthorizationType: text(['authorization_type'], provider('NONE')) },
  facets: { endpointAuthentication: (route) => ({ what: 'api', required: map(route.AuthorizationType, (type) => type !== 'NONE') }) },
});
