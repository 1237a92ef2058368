import { text } from '../property.ts';
import { resourceType } from '../resource-type.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-applicationautoscaling-scalabletarget.html
export default resourceType('AWS::ApplicationAutoScaling::ScalableTarget', {
  cloud: 'aws',
  service: 'Application Auto Scaling',
  model: 'saas',
  terraform: ['aws_appautoscaling_target'],
  properties: { ResourceId: text(['resource_id']), ServiceNamespace: text(['service_namespace']) },
  facets: {},
});
