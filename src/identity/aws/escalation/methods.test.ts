import { describe, expect, test } from 'vitest';
import type { EscalationEdge } from '../../identity.ts';
import { methods } from './methods.ts';
import {
  account,
  groupArn,
  policyArn,
  roleArn,
  smallAccount,
  userArn,
  type SmallAccount,
  type SmallRole,
  type SmallThing,
  type SmallUser,
  type Words,
} from './small-account.ts';
import { methodTexts, type MethodId } from './texts.ts';

/** What a way needs, each on what; and a world in which it is open to `eve`. */
interface Row {
  readonly id: MethodId;
  readonly actor: 'user' | 'role';
  readonly needs: readonly (readonly [action: string, on: string, elsewhere: string])[];
  readonly world: SmallAccount;
  /** ARN of the one that is gained; `self`: eve. */
  readonly to: string;
  /** More of eve herself. */
  readonly eve?: Partial<SmallUser>;
  /** The way stands only under a condition that nobody knows. */
  readonly conditional?: true;
}

const everything: readonly Words[] = [{ Action: '*', Resource: '*' }];
const strong = (trust: SmallRole['trust'], more: Partial<SmallRole> = {}): SmallRole => ({ trust, inline: everything, profiles: ['strong'], ...more });
const region = `us-east-1:${account}`;
const nowhere = 'arn:aws:s3:::nothing';

const pass = (id: MethodId, service: string, actions: string, things: readonly SmallThing[] = []): Row => ({
  id,
  actor: 'user',
  needs: [['iam:PassRole', roleArn('strong'), roleArn('other')], ...actions.split(' ').map((action) => [action, '*', nowhere] as const)],
  world: { roles: { strong: strong(service) }, things },
  to: roleArn('strong'),
});
const thing = (id: MethodId, service: string, arn: string, actions: string, beside = '', more: Partial<SmallThing> = {}): Row => ({
  id,
  actor: 'user',
  needs: [
    ...actions
      .split(' ')
      .filter(Boolean)
      .map((action) => [action, arn, `${arn}-other`] as const),
    ...beside
      .split(' ')
      .filter(Boolean)
      .map((action) => [action, '*', nowhere] as const),
  ],
  world: { roles: { strong: strong(service) }, things: [{ arn, runsAs: 'strong', ...more }] },
  to: roleArn('strong'),
});
const cluster: SmallThing = { arn: `arn:aws:ecs:${region}:cluster/main` };
const task: SmallThing = { arn: `arn:aws:ecs:${region}:task-definition/web:1` };
const job: SmallThing = { arn: `arn:aws:glue:${region}:job/nightly` };
const instance = `arn:aws:ec2:${region}:instance/i-1`;
const lambda = `arn:aws:lambda:${region}:function:api`;
const project = `arn:aws:codebuild:${region}:project/site`;
const stack = `arn:aws:cloudformation:${region}:stack/base/1`;
const stackSet: SmallThing = { arn: `arn:aws:cloudformation:${region}:stackset/all:1`, type: 'AWS::CloudFormation::StackSet' };
const notebook = `arn:aws:sagemaker:${region}:notebook-instance/lab`;
const interpreter = `arn:aws:bedrock-agentcore:${region}:code-interpreter-custom/ci`;

const stackSets: SmallAccount = {
  roles: {
    admins: { trust: 'cloudformation', inline: [{ Action: 'sts:AssumeRole', Resource: roleArn('strong') }] },
    strong: strong(roleArn('admins')),
  },
  things: [stackSet],
};
const throughAdmins = (id: MethodId, actions: string): Row => ({
  ...pass(id, 'cloudformation', actions),
  world: stackSets,
  needs: [['iam:PassRole', roleArn('admins'), roleArn('other')], ...actions.split(' ').map((action) => [action, '*', nowhere] as const)],
});

const onSelf = (id: MethodId, actor: 'user' | 'role', action: string): Row => ({
  id,
  actor,
  needs: [[action, actor === 'user' ? userArn('eve') : roleArn('eve'), actor === 'user' ? userArn('other') : roleArn('other')]],
  world: {},
  to: 'self',
});
const bob: SmallUser = { inline: everything, keys: 1, password: false };
const onUser = (id: MethodId, actions: string, user: Partial<SmallUser> = {}): Row => ({
  id,
  actor: 'user',
  needs: actions.split(' ').map((action) => [action, userArn('bob'), userArn('other')] as const),
  world: { users: { bob: { ...bob, ...user } } },
  to: userArn('bob'),
});
const weak: readonly Words[] = [{ Action: 's3:GetObject', Resource: '*' }];
const onRole = (id: MethodId, actions: string, trust: string): Row => ({
  id,
  actor: 'user',
  needs: actions
    .split(' ')
    .map((action) =>
      action === 'iam:CreatePolicyVersion'
        ? ([action, policyArn('team'), policyArn('other')] as const)
        : ([action, roleArn('target'), roleArn('other')] as const),
    ),
  world: { roles: { target: { trust, attached: ['team'] } }, policies: { team: [weak] } },
  to: roleArn('target'),
});

const rows: readonly Row[] = [
  pass('apprunner-001', 'tasks.apprunner', 'apprunner:CreateService'),
  thing('apprunner-002', 'tasks.apprunner', `arn:aws:apprunner:${region}:service/web/1`, 'apprunner:UpdateService'),
  pass(
    'bedrock-001',
    'bedrock-agentcore',
    'bedrock-agentcore:CreateCodeInterpreter bedrock-agentcore:StartCodeInterpreterSession bedrock-agentcore:InvokeCodeInterpreter',
  ),
  thing('bedrock-002', 'bedrock-agentcore', interpreter, 'bedrock-agentcore:StartCodeInterpreterSession bedrock-agentcore:InvokeCodeInterpreter'),
  pass('cloudformation-001', 'cloudformation', 'cloudformation:CreateStack'),
  thing('cloudformation-002', 'cloudformation', stack, 'cloudformation:UpdateStack'),
  throughAdmins('cloudformation-003', 'cloudformation:CreateStackSet cloudformation:CreateStackInstances'),
  throughAdmins('cloudformation-004', 'cloudformation:UpdateStackSet'),
  thing('cloudformation-005', 'cloudformation', stack, 'cloudformation:CreateChangeSet cloudformation:ExecuteChangeSet'),
  pass('codebuild-001', 'codebuild', 'codebuild:CreateProject codebuild:StartBuild'),
  thing('codebuild-002', 'codebuild', project, 'codebuild:StartBuild'),
  thing('codebuild-003', 'codebuild', project, 'codebuild:StartBuildBatch', '', { facts: { batch: true } }),
  pass('codebuild-004', 'codebuild', 'codebuild:CreateProject codebuild:StartBuildBatch'),
  pass('datapipeline-001', 'datapipeline', 'datapipeline:CreatePipeline datapipeline:PutPipelineDefinition datapipeline:ActivatePipeline'),
  pass('ec2-001', 'ec2', 'ec2:RunInstances'),
  thing('ec2-002', 'ec2', instance, 'ec2:ModifyInstanceAttribute ec2:StopInstances ec2:StartInstances'),
  pass('ec2-003', 'ec2', 'ec2:RequestSpotInstances'),
  thing('ec2-004', 'ec2', `arn:aws:ec2:${region}:launch-template/lt-1`, 'ec2:CreateLaunchTemplateVersion ec2:ModifyLaunchTemplate'),
  thing('ec2instanceconnect-003', 'ec2', instance, 'ec2-instance-connect:SendSSHPublicKey', 'ec2:DescribeInstances'),
  pass('ecs-001', 'ecs-tasks', 'ecs:CreateCluster ecs:RegisterTaskDefinition ecs:CreateService'),
  pass('ecs-002', 'ecs-tasks', 'ecs:CreateCluster ecs:RegisterTaskDefinition ecs:RunTask'),
  pass('ecs-003', 'ecs-tasks', 'ecs:RegisterTaskDefinition ecs:CreateService', [cluster]),
  pass('ecs-004', 'ecs-tasks', 'ecs:RegisterTaskDefinition ecs:RunTask', [cluster]),
  pass('ecs-005', 'ecs-tasks', 'ecs:RegisterTaskDefinition ecs:StartTask', [cluster]),
  pass('glue-001', 'glue', 'glue:CreateDevEndpoint'),
  thing('glue-002', 'glue', `arn:aws:glue:${region}:devEndpoint/dev`, 'glue:UpdateDevEndpoint'),
  pass('glue-003', 'glue', 'glue:CreateJob glue:StartJobRun'),
  pass('glue-004', 'glue', 'glue:CreateJob glue:CreateTrigger'),
  pass('glue-005', 'glue', 'glue:UpdateJob glue:StartJobRun', [job]),
  pass('glue-006', 'glue', 'glue:UpdateJob glue:CreateTrigger', [job]),
  {
    ...onSelf('iam-001', 'user', 'iam:CreatePolicyVersion'),
    needs: [['iam:CreatePolicyVersion', policyArn('team'), policyArn('other')]],
    world: { policies: { team: [weak] } },
    eve: { attached: ['team'] },
  },
  onUser('iam-002', 'iam:CreateAccessKey'),
  onUser('iam-003', 'iam:CreateAccessKey iam:DeleteAccessKey', { keys: 2 }),
  onUser('iam-004', 'iam:CreateLoginProfile'),
  onSelf('iam-005', 'role', 'iam:PutRolePolicy'),
  onUser('iam-006', 'iam:UpdateLoginProfile', { password: true }),
  onSelf('iam-007', 'user', 'iam:PutUserPolicy'),
  onSelf('iam-008', 'user', 'iam:AttachUserPolicy'),
  onSelf('iam-009', 'role', 'iam:AttachRolePolicy'),
  ...(['iam:AttachGroupPolicy', 'iam:PutGroupPolicy'] as const).map((action, i): Row => ({
    id: i === 0 ? 'iam-010' : 'iam-011',
    actor: 'user',
    needs: [[action, groupArn('staff'), groupArn('other')]],
    world: { groups: { staff: { inline: weak } } },
    eve: { groups: ['staff'] },
    to: 'self',
  })),
  { ...onRole('iam-012', 'iam:UpdateAssumeRolePolicy', 'lambda'), world: { roles: { target: strong('lambda') } } },
  {
    id: 'iam-013',
    actor: 'user',
    needs: [['iam:AddUserToGroup', groupArn('admins'), groupArn('other')]],
    world: { groups: { admins: { inline: everything } } },
    to: 'self',
  },
  onRole('iam-014', 'iam:AttachRolePolicy sts:AssumeRole', account),
  onUser('iam-015', 'iam:AttachUserPolicy iam:CreateAccessKey', { inline: weak }),
  onRole('iam-016', 'iam:CreatePolicyVersion sts:AssumeRole', account),
  onRole('iam-017', 'iam:PutRolePolicy sts:AssumeRole', account),
  onUser('iam-018', 'iam:PutUserPolicy iam:CreateAccessKey', { inline: weak }),
  onRole('iam-019', 'iam:AttachRolePolicy iam:UpdateAssumeRolePolicy', 'lambda'),
  onRole('iam-020', 'iam:CreatePolicyVersion iam:UpdateAssumeRolePolicy', 'lambda'),
  onRole('iam-021', 'iam:PutRolePolicy iam:UpdateAssumeRolePolicy', 'lambda'),
  pass('lambda-001', 'lambda', 'lambda:CreateFunction lambda:InvokeFunction'),
  pass('lambda-002', 'lambda', 'lambda:CreateFunction lambda:CreateEventSourceMapping'),
  thing('lambda-003', 'lambda', lambda, 'lambda:UpdateFunctionCode', '', { facts: { invoked: true } }),
  thing('lambda-004', 'lambda', lambda, 'lambda:UpdateFunctionCode lambda:InvokeFunction'),
  thing('lambda-005', 'lambda', lambda, 'lambda:UpdateFunctionCode lambda:AddPermission'),
  pass('lambda-006', 'lambda', 'lambda:CreateFunction lambda:AddPermission'),
  pass('sagemaker-001', 'sagemaker', 'sagemaker:CreateNotebookInstance'),
  pass('sagemaker-002', 'sagemaker', 'sagemaker:CreateTrainingJob'),
  pass('sagemaker-003', 'sagemaker', 'sagemaker:CreateProcessingJob'),
  thing('sagemaker-004', 'sagemaker', notebook, 'sagemaker:CreatePresignedNotebookInstanceUrl'),
  thing(
    'sagemaker-005',
    'sagemaker',
    notebook,
    'sagemaker:StopNotebookInstance sagemaker:UpdateNotebookInstance sagemaker:StartNotebookInstance',
    'sagemaker:CreateNotebookInstanceLifecycleConfig',
  ),
  thing('ssm-001', 'ec2', instance, 'ssm:StartSession'),
  { ...thing('ssm-002', 'ec2', instance, 'ssm:SendCommand'), needs: [['ssm:SendCommand', '*', `arn:aws:ec2:${region}:instance/i-other`]] },
  { ...onRole('sts-001', 'sts:AssumeRole', account), world: { roles: { target: strong(account) } } },
  {
    id: 'rollback-001',
    actor: 'user',
    needs: [['iam:SetDefaultPolicyVersion', policyArn('team'), policyArn('other')]],
    world: { policies: { team: [weak, everything] } },
    eve: { attached: ['team'] },
    to: 'self',
  },
  {
    id: 'tag-001',
    actor: 'user',
    needs: [
      ['iam:TagUser', userArn('bob'), userArn('other')],
      ['iam:CreateAccessKey', userArn('bob'), userArn('other')],
    ],
    world: { users: { bob } },
    to: userArn('bob'),
  },
  // Not in the catalogue.
  {
    id: 'widen-001',
    actor: 'user',
    needs: [
      ['iam:PutRolePolicy', roleArn('target'), roleArn('other')],
      ['lambda:UpdateFunctionCode', lambda, `${lambda}-other`],
    ],
    world: { roles: { target: { trust: 'lambda', inline: weak } }, things: [{ arn: lambda, runsAs: 'target' }] },
    to: roleArn('target'),
  },
  thing('lambda-007', 'lambda', lambda, 'lambda:UpdateFunctionConfiguration'),
  thing('ecs-006', 'ecs-tasks', `arn:aws:ecs:${region}:service/main/web`, '', 'ecs:ExecuteCommand'),
  pass('ecs-007', 'ecs-tasks', 'ecs:RegisterContainerInstance ecs:StartTask', [task]),
  pass('ecs-008', 'ecs-tasks', 'ecs:RunTask', [task]),
  pass('ecs-009', 'ecs-tasks', 'ecs:StartTask', [task]),
  pass('glue-007', 'glue', 'glue:CreateSession glue:RunStatement'),
  pass('states-001', 'states', 'states:CreateStateMachine states:StartExecution'),
  pass('scheduler-001', 'scheduler', 'scheduler:CreateSchedule'),
  pass('batch-001', 'ecs-tasks', 'batch:RegisterJobDefinition batch:SubmitJob'),
  pass('ssm-003', 'ssm', 'ssm:StartAutomationExecution'),
  pass('profile-001', 'ec2', 'iam:CreateInstanceProfile iam:AddRoleToInstanceProfile ec2:RunInstances'),
  pass('profile-002', 'ec2', 'iam:RemoveRoleFromInstanceProfile iam:AddRoleToInstanceProfile ec2:RunInstances'),
  pass('profile-003', 'ec2', 'ec2:AssociateIamInstanceProfile ssm:StartSession', [{ arn: instance }]),
  {
    ...onSelf('boundary-001', 'user', 'iam:DeleteUserPermissionsBoundary'),
    world: { policies: { cage: [[{ Action: '*', Resource: '*' }]] } },
    eve: { boundary: 'cage' },
  },
  {
    ...onSelf('boundary-002', 'user', 'iam:PutUserPermissionsBoundary'),
    world: { policies: { cage: [[{ Action: '*', Resource: '*' }]] } },
    eve: { boundary: 'cage' },
  },
  {
    id: 'boundary-003',
    actor: 'user',
    needs: [['iam:CreatePolicyVersion', policyArn('cage'), policyArn('other')]],
    world: { policies: { cage: [[{ Action: ['iam:*', 's3:*'], Resource: '*' }]] } },
    eve: { boundary: 'cage' },
    to: 'self',
  },
  {
    id: 'detach-001',
    actor: 'user',
    needs: [['iam:DetachUserPolicy', userArn('eve'), userArn('other')]],
    world: { policies: { fence: [[{ Effect: 'Deny', Action: 's3:*', Resource: '*' }]] } },
    eve: { attached: ['fence'] },
    to: 'self',
  },
  {
    id: 'tag-002',
    actor: 'user',
    needs: [['iam:TagUser', userArn('eve'), userArn('other')]],
    world: {},
    eve: { inline: [{ Action: 'iam:*', Resource: '*', Condition: { StringEquals: { 'aws:PrincipalTag/team': 'platform' } } }], tags: { team: 'web' } },
    to: 'self',
  },
];

/** For tags: the statement that looks at them. */
const tagCondition: Words['Condition'] = { StringEquals: { 'aws:ResourceTag/managed': 'yes' } };
const statementsOf = ({ id, needs }: Row): Words[] =>
  needs.map(([Action, Resource], i) => ({
    Sid: `Need${i}`,
    Action,
    Resource,
    ...(id === 'tag-001' && Action === 'iam:CreateAccessKey' ? { Condition: tagCondition } : {}),
  }));

const eveOf = (row: Row): string => (row.actor === 'user' ? userArn('eve') : roleArn('eve'));
const withEve = (row: Row, statements: readonly Words[], world: SmallAccount = row.world, eve: Partial<SmallUser> = {}): SmallAccount => {
  const own = { ...row.eve, ...eve, inline: [...(row.eve?.inline ?? []), ...statements] };
  return row.actor === 'user'
    ? { ...world, users: { ...world.users, eve: own } }
    : { ...world, roles: { ...world.roles, eve: { ...own, trust: 'ec2', profiles: [] } } };
};
const edgesOf = (row: Row, small: SmallAccount): EscalationEdge[] =>
  smallAccount(small)
    .escalations()
    .edges.filter(({ from, method }) => from === eveOf(row) && method === row.id);
/** Edges of the way to the very target of the row. */
const found = (row: Row, small: SmallAccount): EscalationEdge[] => edgesOf(row, small).filter(({ to }) => to === (row.to === 'self' ? eveOf(row) : row.to));

test('every way has a row here', () => {
  expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(Object.keys(methodTexts)));
  expect(methods.map(({ id }) => id).filter((id, i, all) => all.indexOf(id) !== i)).toEqual([]);
});

describe('open', () =>
  test.for(rows)('$id', (row) => {
    const edges = found(row, withEve(row, statementsOf(row)));
    expect(edges.length).toBeGreaterThan(0);
    const [edge] = edges;
    expect(edge?.condition).toBeUndefined();
    // Every permission that the way needs is named with the statement that gives it.
    expect(edge?.permissions.map(({ action }) => action)).toEqual(expect.arrayContaining(row.needs.map(([action]) => action)));
    for (const [i, [action]] of row.needs.entries())
      for (const permission of edge?.permissions.filter((one) => one.action === action) ?? [])
        expect(permission.because.map(({ layer, statement, policy, at }) => [layer, statement, policy, at?.file])).toContainEqual([
          'identity',
          `Need${i}`,
          'inline',
          'account.json',
        ]);
  }));

test.for(rows)('$id: rights that come from a policy, a group and inline together', (row) => {
  if (row.actor !== 'user') return;
  const [first, second, ...rest] = statementsOf(row);
  const small = withEve(row, rest, row.world, { attached: [...(row.eve?.attached ?? []), 'part'], groups: [...(row.eve?.groups ?? []), 'crew'] });
  const whole = {
    ...small,
    policies: { ...small.policies, part: [first ? [first] : []] },
    groups: { ...small.groups, crew: { inline: second ? [second] : [] } },
  };
  expect(found(row, whole).length).toBeGreaterThan(0);
});

interface Decoy {
  readonly name: string;
  readonly row: Row;
  readonly small: SmallAccount;
}
const decoys: readonly Decoy[] = rows.flatMap((row): Decoy[] => {
  const statements = statementsOf(row);
  const make = (name: string, small: SmallAccount): Decoy => ({ name: `${row.id}: ${name}`, row, small });
  const each = row.needs.flatMap(([action, , elsewhere], i): Decoy[] => {
    const others = statements.filter((_, at) => at !== i);
    const own = statements[i] ?? {};
    const deny: Words = { Effect: 'Deny', Action: action, Resource: '*' };
    const boundary = (): SmallAccount => {
      const small = withEve(row, statements, row.world, { boundary: 'limit' });
      return { ...small, policies: { ...small.policies, limit: [[{ NotAction: action, Resource: '*' }]] } };
    };
    const isBounded = row.eve?.boundary !== undefined;
    // The trust policy alone is enough for the session of a role that it names; here it names the account.
    return [
      make(`without ${action}`, withEve(row, others)),
      make(`${action} denied`, withEve(row, [...statements, deny])),
      make(`${action} denied by another policy`, {
        ...withEve(row, statements, row.world, { attached: [...(row.eve?.attached ?? []), 'no'] }),
        policies: { ...row.world.policies, no: [[deny]] },
      }),
      ...(isBounded ? [] : [make(`${action} beyond the boundary`, boundary())]),
      make(`${action} denied by a service control policy`, { ...withEve(row, statements), scps: [[{ Action: '*', Resource: '*' }, deny]] }),
      make(`${action} not allowed by a service control policy`, { ...withEve(row, statements), scps: [[{ NotAction: action, Resource: '*' }]] }),
      make(`${action} elsewhere`, withEve(row, [...others, { ...own, Resource: elsewhere }])),
      make(
        `${action} under a condition that is never met`,
        withEve(row, [...others, { ...own, Condition: { StringEquals: { 'aws:PrincipalAccount': '999999999999' } } }]),
      ),
      ...(action === 'sts:AssumeRole'
        ? [
            make('a resource control policy', {
              ...withEve(row, statements),
              rcps: [{ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole', Resource: '*' }],
            }),
          ]
        : []),
      ...(action === 'iam:PassRole'
        ? [
            make(
              'PassRole to another service',
              withEve(row, [...others, { ...own, Condition: { StringEquals: { 'iam:PassedToService': 'glacier.amazonaws.com' } } }]),
            ),
          ]
        : []),
    ];
  });
  const world: Decoy[] = [];
  const roles = Object.entries(row.world.roles ?? {});
  const withRoles = (change: (role: SmallRole) => SmallRole): SmallAccount =>
    withEve(row, statements, { ...row.world, roles: Object.fromEntries(roles.map(([name, role]) => [name, change(role)])) });
  if (roles.length > 0 && !['iam-012', 'iam-019', 'iam-020', 'iam-021'].includes(row.id) && row.world.things?.some(({ runsAs }) => runsAs) !== true)
    world.push(
      make(
        'the role trusts somebody else',
        withRoles((role) => ({ ...role, trust: 'polly' })),
      ),
    );
  if (roles.length > 0 && row.id !== 'sts-001' && row.world.things?.some(({ runsAs }) => runsAs) !== true)
    for (const path of ['/aws-service-role/x.amazonaws.com/', '/aws-reserved/sso.amazonaws.com/']) {
      const small = withRoles((role) => ({ ...role, path }));
      const reached = JSON.stringify(small.users).replaceAll(`:role/`, `:role${path}`);
      world.push(make(`a role of AWS, ${path}`, { ...small, users: JSON.parse(reached) }));
    }
  if (row.world.things?.length && row.id !== 'cloudformation-003') world.push(make('nothing is there', withEve(row, statements, { ...row.world, things: [] })));
  if (row.world.things?.some(({ runsAs }) => runsAs) && row.id !== 'ec2-004')
    world.push(
      make(
        'what is there has no role',
        withEve(row, statements, { ...row.world, things: row.world.things.map(({ arn, type }) => ({ arn, ...(type && { type }) })) }),
      ),
    );
  if (row.world.policies?.['team'] && row.id !== 'rollback-001') {
    const aws = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
    const wide = statements.map((one) => ({ ...one, Resource: '*' }));
    if (row.eve?.attached) world.push(make('a policy of AWS', withEve(row, wide, {}, { attached: [aws] })));
    else if (row.needs.some(([action]) => action === 'iam:CreatePolicyVersion'))
      world.push(make('a policy of AWS', withEve(row, wide, { roles: Object.fromEntries(roles.map(([name, role]) => [name, { ...role, attached: [aws] }])) })));
  }
  return [...each, ...world];
});

test.for(decoys)('closed: $name', ({ row, small }) => {
  expect(edgesOf(row, small)).toEqual([]);
});

test('there are decoys for every way', () => {
  for (const { id } of rows) expect(decoys.filter(({ row }) => row.id === id).length).toBeGreaterThanOrEqual(6);
});

describe('MFA stays a condition', () =>
  test.for(rows.filter(({ id }) => id !== 'tag-001'))('$id', (row) => {
    const [first, ...others] = statementsOf(row);
    const edges = found(row, withEve(row, [{ ...first, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }, ...others]));
    expect(edges.map(({ condition }) => JSON.stringify(condition))).toEqual(edges.map(() => expect.stringMatching(/multifactorauthpresent/i)));
    expect(edges.length).toBeGreaterThan(0);
  }));
