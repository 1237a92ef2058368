import { document, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { resourcePolicy, statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-codebuild-reportgroup.html
export default resourceType('AWS::CodeBuild::ReportGroup', {
  cloud: 'aws',
  service: 'AWS CodeBuild',
  model: 'paas',
  terraform: ['aws_codebuild_report_group'],
  folds: { aws_codebuild_resource_policy: 'resource_arn' },
  name: 'Name',
  properties: {
    Name: text(['name']),
    ResourcePolicy: document(['aws_codebuild_resource_policy#policy']),
  },
  facets: { resourcePolicy: (group) => resourcePolicy('build', statementsOf(group.ResourcePolicy)) },
});
