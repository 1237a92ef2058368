import type { Estate } from '../estate.ts';
import type { MethodId } from './texts.ts';

/** The ways by which rights grow in AWS, as data. Ids up to `sts-001`: the catalogue of pathfinding.cloud (Apache-2.0); the further ones are ours. */
export type Method = PassMethod | ThingMethod | TargetMethod | SelfMethod;

/** A new thing is made that runs as a role: `iam:PassRole` on it, and a trust policy that admits the service. */
export interface PassMethod {
  readonly is: 'pass';
  readonly id: MethodId;
  /** One of these services has to be trusted by the role. */
  readonly services: readonly string[];
  readonly needs: readonly Need[];
  /** The role needs one of these rights for the way to work. */
  readonly roleMay?: readonly string[];
  /** The role has to be in an instance profile. */
  readonly profile?: true;
  /** What is gained is not the role itself but the roles that it may assume. */
  readonly through?: true;
}
/** A thing that runs as a role is there already. */
export interface ThingMethod {
  readonly is: 'thing';
  readonly id: MethodId;
  readonly type: string;
  /** Who the role of such a thing trusts: tells of things where they were not collected. */
  readonly services: readonly string[];
  readonly needs: readonly Need[];
  /** The facts of the thing that rule the way out if they are known to be this. */
  readonly unless?: Readonly<Record<string, string | boolean>>;
  /** The role needs one of these rights, or the way stands only if this is so; a fact of the thing may say that it is. */
  readonly roleMay?: { readonly actions: readonly string[]; readonly else: string; readonly fact: string };
}
/** Another user or role is taken over. `widens`: with the rights that are added to it. */
export interface TargetMethod {
  readonly is: 'target';
  readonly id: MethodId;
  readonly kind: 'user' | 'role';
  readonly needs: readonly Need[];
  readonly widens: boolean;
}
/** The actor's own rights grow. */
export interface SelfMethod {
  readonly is: 'self';
  readonly id: MethodId;
  readonly kind: 'user' | 'role' | 'any';
  readonly needs: readonly Need[];
}

/**
 * `new`: a thing whose name the actor chooses. `thing`: the one that is there. `target`: the role or user. `self`: the actor. `policy`: a customer managed
 * policy attached to the target (or to the actor). `group`: a group.
 */
export interface Need {
  readonly action: string;
  readonly on: 'new' | 'thing' | 'target' | 'self' | 'policy' | 'group';
  /** Resource types that are all checked by one call; else one of the action's types will do. */
  readonly types?: readonly string[];
  /** A thing of this type has to be there for it. */
  readonly existing?: string;
  /** Only these will do. */
  readonly names?: (partition: string, account: string, estate: Estate) => readonly string[];
}

const need = (written: string): Need => {
  const [action = '', on = 'new'] = written.split('@');
  const existing = on.includes('::') ? on : undefined;
  return existing ? { action, on: 'thing', existing } : { action, on: on as Need['on'] };
};
const pass = (id: MethodId, services: string, needs: readonly (string | Need)[], more: Partial<PassMethod> = {}): PassMethod => ({
  is: 'pass',
  id,
  services: services.split(' '),
  needs: needs.map((one) => (typeof one === 'string' ? need(one) : one)),
  ...more,
});
const thing = (id: MethodId, type: string, services: string, needs: readonly (string | Need)[], more: Partial<ThingMethod> = {}): ThingMethod => ({
  is: 'thing',
  id,
  type,
  services: services.split(' '),
  needs: needs.map((one) => (typeof one === 'string' ? need(one.includes('@') ? one : `${one}@thing`) : one)),
  ...more,
});
const target = (id: MethodId, kind: 'user' | 'role', widens: boolean, needs: readonly string[]): TargetMethod => ({
  is: 'target',
  id,
  kind,
  widens,
  needs: needs.map((one) => need(one.includes('@') ? one : `${one}@target`)),
});
const self = (id: MethodId, kind: SelfMethod['kind'], needs: readonly string[]): SelfMethod => ({ is: 'self', id, kind, needs: needs.map(need) });

const cluster = 'AWS::ECS::Cluster';
const instance = 'AWS::EC2::Instance';
const notebook = 'AWS::SageMaker::NotebookInstance';
/** Documents of AWS that run what the caller gives them. One of the account's own may do anything or nothing. */
const runDocuments: Need['names'] = (partition) =>
  ['us-east-1', 'eu-west-1', 'ap-northeast-1'].flatMap((region) =>
    ['AWS-RunShellScript', 'AWS-RunPowerShellScript', 'AWS-RunRemoteScript', 'AWS-RunDocument', 'AWS-ApplyAnsiblePlaybooks'].map(
      (name) => `arn:${partition}:ssm:${region}::document/${name}`,
    ),
  );
/** Instance profiles that are there. */
const profiles: Need['names'] = (_partition, account, { holders }) =>
  holders.flatMap(({ is }) =>
    is.account === account && 'instanceProfiles' in is
      ? (is.instanceProfiles ?? []).map((name) => `${is.arn.slice(0, is.arn.indexOf(':role/'))}:instance-profile/${name}`)
      : [],
  );
/** An agent that cannot reach Systems Manager with the rights of the instance does so only where the account gives it a role by default. */
const managed = (action: string): Partial<ThingMethod> => ({
  unless: { state: 'stopped', ssm: false },
  roleMay: { actions: [action], else: 'is managed by Systems Manager', fact: 'ssm' },
});
const machine: Need = { action: 'ec2:RunInstances', on: 'new', types: ['instance', 'image', 'subnet', 'network-interface', 'security-group', 'volume'] };

/** Rights to set or take tags. */
export const taggingActions =
  'iam:taguser iam:tagrole iam:untaguser iam:untagrole ec2:createtags ec2:deletetags lambda:tagresource lambda:untagresource ecs:tagresource ecs:untagresource glue:tagresource glue:untagresource sagemaker:addtags sagemaker:deletetags apprunner:tagresource apprunner:untagresource'.split(
    ' ',
  );

export const methods: readonly Method[] = [
  pass('apprunner-001', 'tasks.apprunner', ['apprunner:CreateService']),
  thing('apprunner-002', 'AWS::AppRunner::Service', 'tasks.apprunner', ['apprunner:UpdateService']),
  pass('bedrock-001', 'bedrock-agentcore', [
    'bedrock-agentcore:CreateCodeInterpreter',
    // Not the interpreter that AWS runs for all: it has no role.
    { action: 'bedrock-agentcore:StartCodeInterpreterSession', on: 'new', types: ['code-interpreter-custom'] },
    { action: 'bedrock-agentcore:InvokeCodeInterpreter', on: 'new', types: ['code-interpreter-custom'] },
  ]),
  thing('bedrock-002', 'AWS::BedrockAgentCore::CodeInterpreter', 'bedrock-agentcore', [
    'bedrock-agentcore:StartCodeInterpreterSession',
    'bedrock-agentcore:InvokeCodeInterpreter',
  ]),
  pass('cloudformation-001', 'cloudformation', ['cloudformation:CreateStack']),
  thing('cloudformation-002', 'AWS::CloudFormation::Stack', 'cloudformation', ['cloudformation:UpdateStack']),
  pass('cloudformation-003', 'cloudformation', ['cloudformation:CreateStackSet', 'cloudformation:CreateStackInstances'], { through: true }),
  pass('cloudformation-004', 'cloudformation', ['cloudformation:UpdateStackSet@AWS::CloudFormation::StackSet'], { through: true }),
  thing('cloudformation-005', 'AWS::CloudFormation::Stack', 'cloudformation', ['cloudformation:CreateChangeSet', 'cloudformation:ExecuteChangeSet']),
  pass('codebuild-001', 'codebuild', ['codebuild:CreateProject', 'codebuild:StartBuild']),
  thing('codebuild-002', 'AWS::CodeBuild::Project', 'codebuild', ['codebuild:StartBuild']),
  thing('codebuild-003', 'AWS::CodeBuild::Project', 'codebuild', ['codebuild:StartBuildBatch'], { unless: { batch: false } }),
  pass('codebuild-004', 'codebuild', ['codebuild:CreateProject', 'codebuild:StartBuildBatch']),
  pass('datapipeline-001', 'datapipeline elasticmapreduce', [
    'datapipeline:CreatePipeline',
    'datapipeline:PutPipelineDefinition',
    'datapipeline:ActivatePipeline',
  ]),
  pass('ec2-001', 'ec2', [machine], { profile: true }),
  thing('ec2-002', instance, 'ec2', ['ec2:ModifyInstanceAttribute', 'ec2:StopInstances', 'ec2:StartInstances']),
  pass('ec2-003', 'ec2', ['ec2:RequestSpotInstances'], { profile: true }),
  thing('ec2-004', 'AWS::EC2::LaunchTemplate', 'ec2', ['ec2:CreateLaunchTemplateVersion', 'ec2:ModifyLaunchTemplate']),
  thing('ec2instanceconnect-003', instance, 'ec2', ['ec2-instance-connect:SendSSHPublicKey', 'ec2:DescribeInstances@new'], {
    unless: { state: 'stopped', ssh: false },
  }),
  pass('ecs-001', 'ecs-tasks', ['ecs:CreateCluster', 'ecs:RegisterTaskDefinition', 'ecs:CreateService']),
  pass('ecs-002', 'ecs-tasks', ['ecs:CreateCluster', 'ecs:RegisterTaskDefinition', 'ecs:RunTask']),
  pass('ecs-003', 'ecs-tasks', ['ecs:RegisterTaskDefinition', { action: 'ecs:CreateService', on: 'new', existing: cluster }]),
  pass('ecs-004', 'ecs-tasks', ['ecs:RegisterTaskDefinition', { action: 'ecs:RunTask', on: 'new', existing: cluster }]),
  pass('ecs-005', 'ecs-tasks', ['ecs:RegisterTaskDefinition', { action: 'ecs:StartTask', on: 'new', existing: cluster }]),
  pass('glue-001', 'glue', ['glue:CreateDevEndpoint']),
  thing('glue-002', 'AWS::Glue::DevEndpoint', 'glue', ['glue:UpdateDevEndpoint']),
  pass('glue-003', 'glue', ['glue:CreateJob', 'glue:StartJobRun']),
  pass('glue-004', 'glue', ['glue:CreateJob', 'glue:CreateTrigger']),
  pass('glue-005', 'glue', ['glue:UpdateJob@AWS::Glue::Job', 'glue:StartJobRun@AWS::Glue::Job']),
  pass('glue-006', 'glue', ['glue:UpdateJob@AWS::Glue::Job', 'glue:CreateTrigger']),
  self('iam-001', 'any', ['iam:CreatePolicyVersion@policy']),
  target('iam-002', 'user', false, ['iam:CreateAccessKey']),
  target('iam-003', 'user', false, ['iam:CreateAccessKey', 'iam:DeleteAccessKey']),
  target('iam-004', 'user', false, ['iam:CreateLoginProfile']),
  self('iam-005', 'role', ['iam:PutRolePolicy@self']),
  target('iam-006', 'user', false, ['iam:UpdateLoginProfile']),
  self('iam-007', 'user', ['iam:PutUserPolicy@self']),
  self('iam-008', 'user', ['iam:AttachUserPolicy@self']),
  self('iam-009', 'role', ['iam:AttachRolePolicy@self']),
  self('iam-010', 'user', ['iam:AttachGroupPolicy@group']),
  self('iam-011', 'user', ['iam:PutGroupPolicy@group']),
  target('iam-012', 'role', false, ['iam:UpdateAssumeRolePolicy']),
  self('iam-013', 'user', ['iam:AddUserToGroup@group']),
  target('iam-014', 'role', true, ['iam:AttachRolePolicy', 'sts:AssumeRole']),
  target('iam-015', 'user', true, ['iam:AttachUserPolicy', 'iam:CreateAccessKey']),
  target('iam-016', 'role', true, ['iam:CreatePolicyVersion@policy', 'sts:AssumeRole']),
  target('iam-017', 'role', true, ['iam:PutRolePolicy', 'sts:AssumeRole']),
  target('iam-018', 'user', true, ['iam:PutUserPolicy', 'iam:CreateAccessKey']),
  target('iam-019', 'role', true, ['iam:AttachRolePolicy', 'iam:UpdateAssumeRolePolicy']),
  target('iam-020', 'role', true, ['iam:CreatePolicyVersion@policy', 'iam:UpdateAssumeRolePolicy']),
  target('iam-021', 'role', true, ['iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy']),
  pass('lambda-001', 'lambda', ['lambda:CreateFunction', 'lambda:InvokeFunction']),
  pass('lambda-002', 'lambda', ['lambda:CreateFunction', 'lambda:CreateEventSourceMapping'], {
    roleMay: ['sqs:ReceiveMessage', 'kinesis:GetRecords', 'dynamodb:GetRecords', 'kafka-cluster:ReadData', 'mq:DescribeBroker'],
  }),
  thing('lambda-003', 'AWS::Lambda::Function', 'lambda', ['lambda:UpdateFunctionCode'], { unless: { invoked: false } }),
  thing('lambda-004', 'AWS::Lambda::Function', 'lambda', ['lambda:UpdateFunctionCode', 'lambda:InvokeFunction']),
  thing('lambda-005', 'AWS::Lambda::Function', 'lambda', ['lambda:UpdateFunctionCode', 'lambda:AddPermission']),
  pass('lambda-006', 'lambda', ['lambda:CreateFunction', 'lambda:AddPermission']),
  pass('sagemaker-001', 'sagemaker', ['sagemaker:CreateNotebookInstance']),
  pass('sagemaker-002', 'sagemaker', ['sagemaker:CreateTrainingJob']),
  pass('sagemaker-003', 'sagemaker', ['sagemaker:CreateProcessingJob']),
  thing('sagemaker-004', notebook, 'sagemaker', ['sagemaker:CreatePresignedNotebookInstanceUrl'], { unless: { state: 'Stopped' } }),
  thing('sagemaker-005', notebook, 'sagemaker', [
    'sagemaker:CreateNotebookInstanceLifecycleConfig@new',
    'sagemaker:StopNotebookInstance',
    'sagemaker:UpdateNotebookInstance',
    'sagemaker:StartNotebookInstance',
  ]),
  thing('ssm-001', instance, 'ec2', ['ssm:StartSession'], managed('ssmmessages:CreateControlChannel')),
  thing(
    'ssm-002',
    instance,
    'ec2',
    ['ssm:SendCommand', { action: 'ssm:SendCommand', on: 'new', names: runDocuments }],
    managed('ssm:UpdateInstanceInformation'),
  ),
  target('sts-001', 'role', false, ['sts:AssumeRole']),
  // Not in the catalogue.
  thing('lambda-007', 'AWS::Lambda::Function', 'lambda', ['lambda:UpdateFunctionConfiguration'], { unless: { invoked: false } }),
  thing('ecs-006', 'AWS::ECS::Service', 'ecs-tasks', ['ecs:ExecuteCommand@new'], { unless: { 'execute-command': false } }),
  pass('ecs-007', 'ecs-tasks', ['ecs:RegisterContainerInstance', 'ecs:StartTask@AWS::ECS::TaskDefinition']),
  pass('ecs-008', 'ecs-tasks', ['ecs:RunTask@AWS::ECS::TaskDefinition']),
  pass('ecs-009', 'ecs-tasks', ['ecs:StartTask@AWS::ECS::TaskDefinition']),
  pass('glue-007', 'glue', ['glue:CreateSession', 'glue:RunStatement']),
  pass('states-001', 'states', ['states:CreateStateMachine', 'states:StartExecution']),
  pass('scheduler-001', 'scheduler', ['scheduler:CreateSchedule']),
  pass('batch-001', 'ecs-tasks', ['batch:RegisterJobDefinition', { action: 'batch:SubmitJob', on: 'new', types: ['job-definition', 'job-queue'] }]),
  pass('ssm-003', 'ssm', ['ssm:StartAutomationExecution']),
  pass('profile-001', 'ec2', ['iam:CreateInstanceProfile', 'iam:AddRoleToInstanceProfile', machine]),
  pass('profile-002', 'ec2', [
    { action: 'iam:RemoveRoleFromInstanceProfile', on: 'new', names: profiles },
    { action: 'iam:AddRoleToInstanceProfile', on: 'new', names: profiles },
    machine,
  ]),
  pass('profile-003', 'ec2', ['ec2:AssociateIamInstanceProfile@AWS::EC2::Instance', 'ssm:StartSession@AWS::EC2::Instance'], { profile: true }),
];

/** Every action that a way needs, in lower case: what a principal's policies are searched for first. */
export const neededActions: ReadonlySet<string> = new Set([
  ...methods.flatMap(({ needs }) => needs.map(({ action }) => action.toLowerCase())),
  'iam:passrole',
  'iam:setdefaultpolicyversion',
  'iam:deleteuserpermissionsboundary',
  'iam:deleterolepermissionsboundary',
  'iam:putuserpermissionsboundary',
  'iam:putrolepermissionsboundary',
  'iam:detachuserpolicy',
  'iam:detachrolepolicy',
  'iam:deleteuserpolicy',
  'iam:deleterolepolicy',
  'iam:removeuserfromgroup',
  ...taggingActions,
]);
