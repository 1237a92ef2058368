import { known } from '#core/value';
import { document, raw, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { tags, textsOf } from './facts.ts';
import { resourcePolicy, statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-restapi.html
export default resourceType('AWS::ApiGateway::RestApi', {
  cloud: 'aws',
  service: 'Amazon API Gateway',
  model: 'saas',
  terraform: ['aws_api_gateway_rest_api'],
  folds: { aws_api_gateway_rest_api_policy: 'rest_api_id' },
  name: 'Name',
  properties: {
    Name: text(['name']),
    'EndpointConfiguration.Types': raw(['endpoint_configuration.types']),
    Policy: document(['policy', 'aws_api_gateway_rest_api_policy#policy']),
    Tags: tags(),
  },
  facets: {
    // Without a policy everybody may call an API on the internet: there a policy can only narrow, and the methods say who has to sign in.
    resourcePolicy: (api) =>
      resourcePolicy(
        'api',
        statementsOf(api.Policy),
        known(!textsOf(api['EndpointConfiguration.Types'])?.includes('PRIVATE'), api['EndpointConfiguration.Types'].origin),
      ),
  },
});
