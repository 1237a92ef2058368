import { names, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { tags } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-glue-job.html
export default resourceType('AWS::Glue::Job', {
  cloud: 'aws',
  service: 'AWS Glue',
  model: 'paas',
  terraform: ['aws_glue_job'],
  name: 'Name',
  properties: { Name: text(['name']), Role: names('AWS::IAM::Role', ['role_arn']), Tags: tags() },
  facets: { runsAs: (_self, around) => ({ roles: around.related('Role'), facts: {} }) },
});
