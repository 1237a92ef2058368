import { names, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { tags } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-glue-devendpoint.html
export default resourceType('AWS::Glue::DevEndpoint', {
  cloud: 'aws',
  service: 'AWS Glue',
  model: 'paas',
  terraform: ['aws_glue_dev_endpoint'],
  name: 'EndpointName',
  properties: { EndpointName: text(['name']), RoleArn: names('AWS::IAM::Role', ['role_arn']), Tags: tags() },
  facets: { runsAs: (_self, around) => ({ roles: around.related('RoleArn'), facts: {} }) },
});
