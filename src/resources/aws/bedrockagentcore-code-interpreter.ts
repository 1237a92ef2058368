import { names, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { tags } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-bedrockagentcore-codeinterpretercustom.html
export default resourceType('AWS::BedrockAgentCore::CodeInterpreter', {
  cloud: 'aws',
  service: 'Amazon Bedrock AgentCore',
  model: 'paas',
  terraform: ['aws_bedrockagentcore_code_interpreter'],
  name: 'Name',
  properties: { Name: text(['name']), ExecutionRoleArn: names('AWS::IAM::Role', ['execution_role_arn']), Tags: tags() },
  facets: { runsAs: (_self, around) => ({ roles: around.related('ExecutionRoleArn'), facts: {} }) },
});
