import { names, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { inJson, tags } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-batch-jobdefinition.html
export default resourceType('AWS::Batch::JobDefinition', {
  cloud: 'aws',
  service: 'AWS Batch',
  model: 'paas',
  terraform: ['aws_batch_job_definition'],
  name: 'JobDefinitionName',
  properties: {
    JobDefinitionName: text(['name']),
    // Terraform has the container as a JSON text.
    'ContainerProperties.JobRoleArn': { ...names('AWS::IAM::Role', ['container_properties']), read: inJson('jobRoleArn') },
    'ContainerProperties.ExecutionRoleArn': { ...names('AWS::IAM::Role', ['container_properties']), read: inJson('executionRoleArn') },
    Tags: tags(),
  },
  // What is in the container has the job role alone; the other one is the agent's.
  facets: { runsAs: (_job, around) => ({ roles: around.related('ContainerProperties.JobRoleArn'), facts: {} }) },
});
