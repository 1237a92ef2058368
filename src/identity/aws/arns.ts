/** How an ARN is made of a name. Region and account are filled in where they have a place. */
export interface Scope {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** The attributes by which Terraform hands out the name; all others that are asked of a resource give its ARN or nothing. */
const nameAttributes = new Set(['id', 'name', 'bucket', 'function_name', 'user_name', 'key_id', 'table_name', 'repository_name', 'identifier', 'cluster_name']);
export const isNameAttribute = (attribute: string): boolean => nameAttributes.has(attribute);
export const isArnAttribute = (attribute: string): boolean => /(^|_)arn$/.test(attribute);
/** `id` is the ARN itself for these. */
export const idIsArn = (type: string): boolean =>
  /^AWS::(SNS::Topic|SecretsManager::Secret|ElasticLoadBalancingV2|IAM::ManagedPolicy|StepFunctions|IAM::OIDCProvider|IAM::SAMLProvider|ACM|Bedrock)/.test(
    type,
  );

/** `path` starts and ends with `/`. Types without a template get one of their own, which no pattern of theirs can miss by its service. */
export const arnOf = (type: string, name: string, path: string, { partition, region, account }: Scope): string => {
  const template = templates[type] ?? `${(type.split('::')[1] ?? 'unknown').toLowerCase()}:R:A:${(type.split('::')[2] ?? 'thing').toLowerCase()}/N`;
  return `arn:${partition}:${template
    .replace(/:R:/, `:${region}:`)
    .replace(/:A:/, `:${account}:`)
    .replace('/P/', path)
    .replace(/N(?=$|[-/:])(?!.*N(?=$|[-/:]))/, () => name)}`;
};

const templates: Readonly<Record<string, string>> = {
  'AWS::S3::Bucket': 's3:::N',
  'AWS::IAM::Role': 'iam::A:role/P/N',
  'AWS::IAM::User': 'iam::A:user/P/N',
  'AWS::IAM::Group': 'iam::A:group/P/N',
  'AWS::IAM::ManagedPolicy': 'iam::A:policy/P/N',
  'AWS::IAM::InstanceProfile': 'iam::A:instance-profile/N',
  'AWS::IAM::OIDCProvider': 'iam::A:oidc-provider/N',
  'AWS::IAM::SAMLProvider': 'iam::A:saml-provider/N',
  'AWS::Lambda::Function': 'lambda:R:A:function:N',
  'AWS::EC2::Instance': 'ec2:R:A:instance/N',
  'AWS::EC2::LaunchTemplate': 'ec2:R:A:launch-template/N',
  'AWS::EC2::Volume': 'ec2:R:A:volume/N',
  'AWS::KMS::Key': 'kms:R:A:key/N',
  'AWS::SQS::Queue': 'sqs:R:A:N',
  'AWS::SNS::Topic': 'sns:R:A:N',
  'AWS::SecretsManager::Secret': 'secretsmanager:R:A:secret:N-AbCdEf',
  'AWS::SSM::Parameter': 'ssm:R:A:parameter/N',
  'AWS::DynamoDB::Table': 'dynamodb:R:A:table/N',
  'AWS::Kinesis::Stream': 'kinesis:R:A:stream/N',
  'AWS::RDS::DBInstance': 'rds:R:A:db:N',
  'AWS::RDS::DBCluster': 'rds:R:A:cluster:N',
  'AWS::ECR::Repository': 'ecr:R:A:repository/N',
  'AWS::ECS::Cluster': 'ecs:R:A:cluster/N',
  'AWS::ECS::Service': 'ecs:R:A:service/N',
  'AWS::ECS::TaskDefinition': 'ecs:R:A:task-definition/N',
  'AWS::EKS::Cluster': 'eks:R:A:cluster/N',
  'AWS::CodeBuild::Project': 'codebuild:R:A:project/N',
  'AWS::CloudFormation::Stack': 'cloudformation:R:A:stack/N/new',
  'AWS::CloudFormation::StackSet': 'cloudformation:R:A:stackset/N:new',
  'AWS::Glue::Job': 'glue:R:A:job/N',
  'AWS::Glue::DevEndpoint': 'glue:R:A:devEndpoint/N',
  'AWS::SageMaker::NotebookInstance': 'sagemaker:R:A:notebook-instance/N',
  'AWS::AppRunner::Service': 'apprunner:R:A:service/N/new',
  'AWS::StepFunctions::StateMachine': 'states:R:A:stateMachine:N',
  'AWS::BedrockAgentCore::CodeInterpreter': 'bedrock-agentcore:R:A:code-interpreter-custom/N',
  'AWS::Logs::LogGroup': 'logs:R:A:log-group:N',
  'AWS::CloudTrail::Trail': 'cloudtrail:R:A:trail/N',
  'AWS::EFS::FileSystem': 'elasticfilesystem:R:A:file-system/N',
  'AWS::Events::EventBus': 'events:R:A:event-bus/N',
  'AWS::OpenSearchService::Domain': 'es:R:A:domain/N',
  'AWS::Elasticsearch::Domain': 'es:R:A:domain/N',
  'AWS::Redshift::Cluster': 'redshift:R:A:cluster:N',
  'AWS::Backup::BackupVault': 'backup:R:A:backup-vault:N',
};
