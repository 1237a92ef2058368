// The escalation graph of a made-up account: `node bench/escalation.ts [principals]` (5,000 if left out). Open and closed ways are planted in it and looked
// for afterwards. Budget at 5,000 principals: 60 CPU seconds and 1 GB. One JSON line a run goes to bench/out/results.jsonl.
import { appendFileSync, mkdirSync } from 'node:fs';
import { awsIdentityFrom } from '#assessment/identity-of';
import { powerfulPrincipals } from '#identity/aws/powerful';
import { readAuthorizationDetails } from '#identity/aws/authorization-details';

const principals = Number(process.argv[2] ?? 5000);
const account = '111122223333';
const arn = (kind: string, name: string): string => `arn:aws:iam::${account}:${kind}/${name}`;

/** The same numbers on every run. */
let seed = 20_260_901;
const next = (below: number): number => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((seed / 2_147_483_648) * below);
};

interface Words {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: unknown;
}
const allow = (action: string | readonly string[], resource: string | readonly string[] = '*', condition?: unknown): Words => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...(condition === undefined ? {} : { Condition: condition }),
});
const deny = (action: string | readonly string[], resource = '*'): Words => ({ Effect: 'Deny', Action: action, Resource: resource });
const document = (statements: readonly unknown[]): unknown => ({ Version: '2012-10-17', Statement: statements });
const inline = (statements: readonly Words[]): unknown => [{ PolicyName: 'inline', PolicyDocument: document(statements) }];
const attached = (names: readonly string[]): unknown =>
  names.map((name) => ({ PolicyName: name, PolicyArn: name.startsWith('arn:') ? name : arn('policy', name) }));

const teams = Math.max(10, Math.floor(principals / 50));
const services = ['ec2', 'lambda', 'ecs-tasks', 'glue', 'codebuild', 'sagemaker', 'cloudformation', 'states'];
const policies: unknown[] = [];
const policy = (name: string, ...versions: readonly (readonly Words[])[]): string => {
  policies.push({
    Arn: arn('policy', name),
    PolicyName: name,
    PolicyVersionList: versions.map((statements, i) => ({ VersionId: `v${versions.length - i}`, IsDefaultVersion: i === 0, Document: document(statements) })),
  });
  return name;
};
const groups = Array.from({ length: teams }, (_, i) => ({
  Arn: arn('group', `team${i}`),
  GroupName: `team${i}`,
  GroupPolicyList: inline([
    allow(['s3:GetObject', 's3:ListBucket', 'dynamodb:Query'], `arn:aws:s3:::team${i}-*`),
    allow(['ec2:Describe*', 'iam:Get*', 'iam:List*']),
  ]),
  AttachedManagedPolicies: attached(['arn:aws:iam::aws:policy/job-function/ViewOnlyAccess']),
}));
const cage = policy('cage', [{ Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'sts:AssumeRole'], Resource: '*' }]);

const users: Record<string, unknown>[] = [];
const roles: Record<string, unknown>[] = [];
const things: Record<string, unknown>[] = [];
const open: string[] = [];
const closed: string[] = [];
const user = (name: string, statements: readonly Words[], more: Record<string, unknown> = {}): string => {
  users.push({
    Arn: arn('user', name),
    UserName: name,
    UserPolicyList: inline(statements),
    AttachedManagedPolicies: [],
    GroupList: [],
    AccessKeys: [{ AccessKeyId: `k-${name}`, Status: 'Active' }],
    LoginProfile: null,
    ...more,
  });
  return arn('user', name);
};
const role = (name: string, principal: unknown, statements: readonly Words[], more: Record<string, unknown> = {}): string => {
  roles.push({
    Arn: arn('role', name),
    RoleName: name,
    RolePolicyList: inline(statements),
    AttachedManagedPolicies: [],
    InstanceProfileList: [{ InstanceProfileName: name }],
    AssumeRolePolicyDocument: document([{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }]),
    ...more,
  });
  return arn('role', name);
};
const bounded = { PermissionsBoundary: { PermissionsBoundaryArn: arn('policy', cage) } };
const full = [allow('*')];

// Planted ways: each has a target of its own, so that nothing else leads there.
const planted = Math.max(4, Math.floor(principals / 100));
for (let i = 0; i < planted; i++) {
  const service = services[i % services.length] ?? 'ec2';
  const target = role(`admin-${i}`, { Service: `${service}.amazonaws.com` }, full);
  const makes: Readonly<Record<string, readonly string[]>> = {
    ec2: ['ec2:RunInstances'],
    lambda: ['lambda:CreateFunction', 'lambda:InvokeFunction'],
    'ecs-tasks': ['ecs:CreateCluster', 'ecs:RegisterTaskDefinition', 'ecs:RunTask'],
    glue: ['glue:CreateJob', 'glue:StartJobRun'],
    codebuild: ['codebuild:CreateProject', 'codebuild:StartBuild'],
    sagemaker: ['sagemaker:CreateTrainingJob'],
    cloudformation: ['cloudformation:CreateStack'],
    states: ['states:CreateStateMachine', 'states:StartExecution'],
  };
  const making = makes[service] ?? [];
  const passes = allow('iam:PassRole', target, { StringEquals: { 'iam:PassedToService': `${service}.amazonaws.com` } });
  open.push(user(`open-${i}`, [allow(making), passes]));
  const chained = role(`hop-${i}`, { AWS: arn('user', `chain-${i}`) }, [allow(making), passes]);
  open.push(user(`chain-${i}`, [allow('sts:AssumeRole', chained)]), chained);
  open.push(user(`self-${i}`, [allow('iam:PutUserPolicy', arn('user', `self-${i}`))]));
  const [first = ''] = making;
  closed.push(
    user(`denied-${i}`, [allow(making), passes, deny(first)]),
    user(`bounded-${i}`, [allow(making), passes], bounded),
    user(`elsewhere-${i}`, [allow(making), allow('iam:PassRole', arn('role', 'nobody'))]),
    user(`wrong-service-${i}`, [allow(making), allow('iam:PassRole', target, { StringEquals: { 'iam:PassedToService': 'glacier.amazonaws.com' } })]),
    user(`other-self-${i}`, [allow('iam:PutUserPolicy', arn('user', `nobody-${i}`))]),
    user(`forbidden-${i}`, [allow('iam:SetDefaultPolicyVersion'), allow('iam:DeactivateMFADevice')]),
  );
}
// The many: developers who assume the roles of their team, roles of services, pipelines.
let n = 0;
while (users.length + roles.length < principals) {
  const team = next(teams);
  n++;
  switch (n % 10) {
    case 0:
    case 1:
    case 2:
    case 3:
      user(
        `dev-${n}`,
        [
          allow('sts:AssumeRole', arn('role', `team${team}-*`)),
          allow(['lambda:InvokeFunction', 'logs:*'], `arn:aws:lambda:us-east-1:${account}:function:team${team}-*`),
        ],
        {
          GroupList: [`team${team}`],
          ...(n % 20 === 3 ? bounded : {}),
        },
      );
      break;
    case 4:
    case 5:
      role(`team${team}-${n}`, { AWS: `arn:aws:iam::${account}:root` }, [
        allow(['s3:*'], `arn:aws:s3:::team${team}-*`),
        allow(['lambda:UpdateFunctionCode', 'lambda:InvokeFunction'], `arn:aws:lambda:*:*:function:team${team}-*`),
      ]);
      break;
    case 6: {
      const service = services[next(services.length)] ?? 'ec2';
      const name = `service-${n}`;
      role(name, { Service: `${service}.amazonaws.com` }, [allow(['dynamodb:GetItem', 'sqs:ReceiveMessage'], `arn:aws:dynamodb:*:*:table/team${team}-*`)]);
      things.push({ arn: `arn:aws:lambda:us-east-1:${account}:function:team${team}-${n}`, runsAs: [arn('role', name)] });
      things.push({ arn: `arn:aws:ec2:us-east-1:${account}:instance/i-${n}`, runsAs: [arn('role', name)], tags: [{ Key: 'team', Value: `team${team}` }] });
      break;
    }
    case 7:
      role(`pipeline-${n}`, { Service: 'codebuild.amazonaws.com' }, [
        allow('iam:PassRole', arn('role', `service-*`), { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } }),
        allow(['lambda:CreateFunction', 'lambda:UpdateFunctionCode', 'lambda:InvokeFunction'], `arn:aws:lambda:*:*:function:team${team}-*`),
      ]);
      break;
    case 8:
      user(
        `ops-${n}`,
        [allow(['ssm:StartSession', 'ec2:StartInstances', 'ec2:StopInstances'], '*', { StringEquals: { 'aws:ResourceTag/team': `team${team}` } })],
        { GroupList: [`team${team}`] },
      );
      break;
    default:
      // Now and then somebody who manages users and roles, inside a boundary or of one path only.
      if (n % 40 === 9)
        user(`helpdesk-${n}`, [
          allow(['iam:CreateAccessKey', 'iam:UpdateLoginProfile', 'iam:CreateLoginProfile'], arn('user', `dev-*`)),
          deny('iam:*', arn('user', 'open-*')),
        ]);
      else if (n % 40 === 19)
        user(
          `manager-${n}`,
          [
            allow(['iam:CreateAccessKey', 'iam:AttachUserPolicy', 'iam:PutUserPolicy', 'iam:AttachRolePolicy', 'iam:UpdateAssumeRolePolicy']),
            deny('iam:*', arn('user', 'open-*')),
          ],
          bounded,
        );
      else role(`reader-${n}`, { AWS: `arn:aws:iam::${account}:root` }, [allow(['s3:Get*', 's3:List*'])], n % 20 === 9 ? bounded : {});
  }
}

for (let i = 0; i < teams; i++) {
  things.push(
    { arn: `arn:aws:s3:::team${i}-data` },
    { arn: `arn:aws:dynamodb:us-east-1:${account}:table/team${i}-orders` },
    { arn: `arn:aws:secretsmanager:us-east-1:${account}:secret:team${i}-db-AbCdEf` },
  );
}

const { input } = readAuthorizationDetails({
  details: [{ path: 'account.json', data: { UserDetailList: users, RoleDetailList: roles, GroupDetailList: groups, Policies: policies } }],
  resources: { path: 'resources.json', data: things },
  scps: {
    path: 'scps.json',
    data: [
      [document([allow('*')])],
      [document([allow('*'), deny('iam:SetDefaultPolicyVersion'), deny('organizations:LeaveOrganization')])],
      [document([allow('*')])],
    ],
  },
  rcps: { path: 'rcps.json', data: [[document([{ Effect: 'Deny', Principal: '*', Action: 's3:DeleteBucket', Resource: '*' }])]] },
});
const before = process.cpuUsage();
const identity = awsIdentityFrom(input);
const loaded = process.cpuUsage(before);
const start = process.cpuUsage();
const { edges, becomeAdministrator, administrators, leftOut = 0 } = identity.escalations();
const used = process.cpuUsage(start);
const later = process.cpuUsage();
const powers = powerfulPrincipals(identity, '2026-09-01');
const judged = process.cpuUsage(later);
const seconds = (one: NodeJS.CpuUsage): number => (one.user + one.system) / 1e6;
const cpu = seconds(used);
const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
const missed = open.filter((one) => !becomeAdministrator.has(one));
const wrong = closed.filter((one) => becomeAdministrator.has(one));
const scale = principals / 5000;
const ok = missed.length === 0 && wrong.length === 0 && cpu <= 60 * Math.max(scale, 0.1) && megabytes <= 1024;
console.log(
  `${ok ? 'ok  ' : 'OVER'}  ${users.length + roles.length} principals, ${things.length} things: ${cpu.toFixed(1)} s CPU (compile ${seconds(loaded).toFixed(1)}), ${megabytes} MB; ` +
    `${edges.length} edges (+${leftOut}), ${administrators.size} administrators, ${becomeAdministrator.size} can become one; planted ${open.length}, missed ${missed.length}; decoys ${closed.length}, reported ${wrong.length}; ` +
    `powerful: ${powers.size} in ${seconds(judged).toFixed(1)} s CPU`,
);
for (const one of [...missed.slice(0, 5), ...wrong.slice(0, 5)]) console.log(`      ${one}`);
mkdirSync('bench/out', { recursive: true });
appendFileSync(
  'bench/out/results.jsonl',
  `${JSON.stringify({ at: new Date().toISOString(), work: `escalation ${principals}`, cpu, megabytes, edges: edges.length, missed: missed.length, wrong: wrong.length, ok })}\n`,
);
process.exitCode = ok ? 0 : 1;
