import { names, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-metricfilter.html
export default resourceType('AWS::Logs::MetricFilter', {
  cloud: 'aws',
  service: 'Amazon CloudWatch',
  model: 'saas',
  terraform: ['aws_cloudwatch_log_metric_filter'],
  properties: { FilterPattern: text(['pattern']), LogGroupName: names('AWS::Logs::LogGroup', ['log_group_name']) },
  facets: {},
});
