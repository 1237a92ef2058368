import { names, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { tags } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-codepipeline-pipeline.html
export default resourceType('AWS::CodePipeline::Pipeline', {
  cloud: 'aws',
  service: 'AWS CodePipeline',
  model: 'paas',
  terraform: ['aws_codepipeline'],
  name: 'Name',
  properties: {
    Name: text(['name']),
    RoleArn: names('AWS::IAM::Role', ['role_arn']),
    Tags: tags(),
  },
  facets: { runsAs: (_self, around) => ({ roles: around.related('RoleArn'), facts: {} }) },
});
