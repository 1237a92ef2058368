import { names, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { tags } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apprunner-service.html
export default resourceType('AWS::AppRunner::Service', {
  cloud: 'aws',
  service: 'AWS App Runner',
  model: 'paas',
  terraform: ['aws_apprunner_service'],
  name: 'ServiceName',
  properties: {
    ServiceName: text(['service_name']),
    'InstanceConfiguration.InstanceRoleArn': names('AWS::IAM::Role', ['instance_configuration.instance_role_arn']),
    Tags: tags(),
  },
  facets: { runsAs: (_self, around) => ({ roles: around.related('InstanceConfiguration.InstanceRoleArn'), facts: {} }) },
});
