import { flag, names, raw } from '../property.ts';
import { resourceType } from '../resource-type.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventsourcemapping.html
export default resourceType('AWS::Lambda::EventSourceMapping', {
  cloud: 'aws',
  service: 'AWS Lambda',
  model: 'paas',
  terraform: ['aws_lambda_event_source_mapping'],
  properties: { FunctionName: names('AWS::Lambda::Function', ['function_name']), EventSourceArn: raw(['event_source_arn']), Enabled: flag(['enabled']) },
  facets: {},
});
