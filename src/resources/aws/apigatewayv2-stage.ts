import { raw, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { notEmpty } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-stage.html
export default resourceType('AWS::ApiGatewayV2::Stage', {
  cloud: 'aws',
  service: 'Amazon API Gateway',
  model: 'saas',
  terraform: ['aws_apigatewayv2_stage'],
  properties: { StageName: text(['name']), AccessLogSettings: raw(['access_log_settings.destination_arn']) },
  facets: { serviceLog: (stage) => ({ kind: 'access', on: notEmpty(stage.AccessLogSettings), missing: undefined }) },
});
