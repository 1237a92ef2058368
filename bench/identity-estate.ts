// An AWS account as `aws iam get-account-authorization-details` describes it, with guardrails and resource policies beside it. The same seed gives the same bytes.
import type { AccountFiles } from '#identity/aws/authorization-details';

export interface GeneratedEstate {
  readonly files: AccountFiles;
  readonly principals: readonly string[];
  readonly resources: readonly string[];
}

const account = '111122223333';
const version = '2012-10-17';
type Doc = { readonly Version: string; readonly Statement: readonly unknown[] };

/** `principals`: users and roles together; resources come beside them, one and a half for each. */
export const generateEstate = (principals: number, seed = 1): GeneratedEstate => {
  const random = randomFrom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] ?? raise();
  const some = <T>(list: readonly T[], count: number): T[] => Array.from({ length: count }, () => pick(list));
  const chance = (share: number): boolean => random() < share;

  const resources = Array.from({ length: Math.ceil(principals * 1.5) }, (_, i) => resourceArn(pick(services).name, i));
  const byService = new Map(services.map(({ name }) => [name, resources.filter((arn) => arn.startsWith(`arn:aws:${name}:`))]));
  const statement = (): unknown => {
    const service = pick(services);
    const wide = chance(0.25);
    const action = wide ? `${service.name}:*` : some(service.actions, 1 + Math.floor(random() * 5)).map((name) => `${service.name}:${name}`);
    const own = byService.get(service.name) ?? [];
    const resource = chance(0.3)
      ? '*'
      : chance(0.3)
        ? `arn:aws:${service.name}:*:${service.name === 's3' ? '' : account}:${pick(teams)}-*`.replace(':*::', ':::')
        : some(own.length > 0 ? own : resources, 1 + Math.floor(random() * 3)).flatMap((arn) => (service.name === 's3' ? [arn, `${arn}/*`] : [arn]));
    return {
      ...(chance(0.5) ? { Sid: `S${Math.floor(random() * 1e6)}` } : {}),
      Effect: chance(0.06) ? 'Deny' : 'Allow',
      ...(chance(0.02) ? { NotAction: ['iam:*', 'organizations:*'] } : { Action: action }),
      Resource: resource,
      ...(chance(0.25) ? { Condition: pick(conditions)(pick(teams)) } : {}),
    };
  };
  const document = (size: number): Doc => ({ Version: version, Statement: Array.from({ length: 1 + Math.floor(random() * size) }, statement) });

  const policies = Array.from({ length: Math.max(10, Math.ceil(principals / 4)) }, (_, i) => ({
    PolicyName: `team-policy-${i}`,
    PolicyId: `ANPA${String(i).padStart(16, '0')}`,
    Arn: `arn:aws:iam::${account}:policy/team-policy-${i}`,
    Path: '/',
    DefaultVersionId: 'v2',
    AttachmentCount: 1,
    IsAttachable: true,
    PolicyVersionList: [
      { VersionId: 'v2', IsDefaultVersion: true, CreateDate: '2026-03-01T00:00:00Z', Document: document(7) },
      { VersionId: 'v1', IsDefaultVersion: false, CreateDate: '2025-03-01T00:00:00Z', Document: document(5) },
    ],
  }));
  const boundaries = teams.slice(0, 6).map((team) => ({
    PolicyName: `boundary-${team}`,
    PolicyId: `ANPAB${team}`,
    Arn: `arn:aws:iam::${account}:policy/boundary-${team}`,
    Path: '/',
    DefaultVersionId: 'v1',
    AttachmentCount: 1,
    IsAttachable: true,
    PolicyVersionList: [
      {
        VersionId: 'v1',
        IsDefaultVersion: true,
        CreateDate: '2026-01-01T00:00:00Z',
        Document: {
          Version: version,
          Statement: [
            { Effect: 'Allow', Action: services.slice(0, 9).map(({ name }) => `${name}:*`), Resource: '*' },
            { Effect: 'Deny', Action: ['iam:DeleteRolePermissionsBoundary', 'iam:DeleteUserPermissionsBoundary'], Resource: '*' },
            {
              Effect: 'Deny',
              Action: 'iam:CreateRole',
              Resource: '*',
              Condition: { StringNotEquals: { 'iam:PermissionsBoundary': `arn:aws:iam::${account}:policy/boundary-${team}` } },
            },
          ],
        },
      },
    ],
  }));
  const attachable = [...policies.map(({ Arn }) => Arn), ...awsManaged];
  const attached = (count: number): unknown[] =>
    [...new Set(some(attachable, count))].map((PolicyArn) => ({ PolicyName: PolicyArn.slice(PolicyArn.lastIndexOf('/') + 1), PolicyArn }));
  const inline = (count: number): unknown[] => Array.from({ length: count }, (_, i) => ({ PolicyName: `inline-${i}`, PolicyDocument: document(4) }));
  const limited = (): object =>
    chance(0.2) ? { PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: pick(boundaries).Arn } } : {};
  const tags = (): unknown[] => [
    { Key: 'team', Value: pick(teams) },
    { Key: 'env', Value: pick(['prod', 'dev']) },
  ];

  const groups = Array.from({ length: Math.max(3, Math.ceil(principals / 25)) }, (_, i) => ({
    Path: '/',
    GroupName: `group-${i}`,
    GroupId: `AGPA${String(i).padStart(16, '0')}`,
    Arn: `arn:aws:iam::${account}:group/group-${i}`,
    GroupPolicyList: inline(i % 2),
    AttachedManagedPolicies: attached(2),
  }));
  const users = Array.from({ length: Math.floor(principals * 0.4) }, (_, i) => ({
    Path: '/',
    UserName: `user-${i}`,
    UserId: `AIDA${String(i).padStart(16, '0')}`,
    Arn: `arn:aws:iam::${account}:user/user-${i}`,
    UserPolicyList: inline(chance(0.3) ? 1 : 0),
    GroupList: [...new Set(some(groups, 1 + Math.floor(random() * 3)))].map(({ GroupName }) => GroupName),
    AttachedManagedPolicies: attached(chance(0.4) ? 2 : 0),
    Tags: tags(),
    ...limited(),
  }));
  const roles = Array.from({ length: principals - users.length }, (_, i) => ({
    Path: '/',
    RoleName: `role-${i}`,
    RoleId: `AROA${String(i).padStart(16, '0')}`,
    Arn: `arn:aws:iam::${account}:role/role-${i}`,
    AssumeRolePolicyDocument: {
      Version: version,
      Statement: [
        {
          Effect: 'Allow',
          Principal: chance(0.6)
            ? { Service: pick(['ec2.amazonaws.com', 'lambda.amazonaws.com', 'ecs-tasks.amazonaws.com']) }
            : { AWS: `arn:aws:iam::${account}:root` },
          Action: 'sts:AssumeRole',
        },
      ],
    },
    InstanceProfileList: [],
    RolePolicyList: inline(1 + Math.floor(random() * 2)),
    AttachedManagedPolicies: attached(1 + Math.floor(random() * 3)),
    Tags: tags(),
    ...limited(),
  }));
  const everyone = [...users, ...roles].map(({ Arn }) => Arn);
  const withPolicy = resources.map((arn) => {
    const service = arn.split(':')[2] ?? '';
    const onIt = service === 's3' ? [arn, `${arn}/*`] : arn;
    const own =
      service === 'kms'
        ? [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' }]
        : chance(0.4) && ['s3', 'sqs', 'sns', 'secretsmanager', 'lambda'].includes(service)
          ? [
              { Effect: 'Deny', Principal: '*', Action: `${service}:*`, Resource: onIt, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
              ...(chance(0.5)
                ? [{ Effect: 'Allow', Principal: { AWS: some(everyone, 2) }, Action: [`${service}:Get*`, `${service}:Send*`], Resource: onIt }]
                : []),
            ]
          : undefined;
    return { arn, tags: { team: pick(teams) }, ...(own ? { policy: { Version: version, Statement: own } } : {}) };
  });
  const full = { Version: version, Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  const scps = [
    [full, { Version: version, Statement: [{ Effect: 'Deny', Action: ['organizations:LeaveOrganization', 'account:*'], Resource: '*' }] }],
    [
      full,
      {
        Version: version,
        Statement: [
          {
            Effect: 'Deny',
            NotAction: ['iam:*', 'sts:*', 's3:*', 'kms:*', 'support:*'],
            Resource: '*',
            Condition: { StringNotEquals: { 'aws:RequestedRegion': ['ap-northeast-1', 'us-east-1'] } },
          },
        ],
      },
    ],
    [
      full,
      {
        Version: version,
        Statement: [
          {
            Effect: 'Deny',
            Action: ['cloudtrail:StopLogging', 'cloudtrail:DeleteTrail', 'guardduty:DeleteDetector'],
            Resource: '*',
            Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/role-1' } },
          },
        ],
      },
    ],
  ];
  const rcps = [
    [
      {
        Version: version,
        Statement: [
          {
            Effect: 'Deny',
            Principal: '*',
            Action: ['s3:*', 'sqs:*'],
            Resource: '*',
            Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } },
          },
        ],
      },
    ],
  ];
  return {
    files: {
      details: [
        { path: 'details.json', data: { UserDetailList: users, GroupDetailList: groups, RoleDetailList: roles, Policies: [...policies, ...boundaries] } },
      ],
      resources: { path: 'resources.json', data: withPolicy },
      scps: { path: 'scps.json', data: scps },
      rcps: { path: 'rcps.json', data: rcps },
    },
    principals: everyone,
    resources,
  };
};

const teams = ['payments', 'search', 'orders', 'identity', 'media', 'data', 'mobile', 'infra', 'support', 'finance'];
const awsManaged = [
  'ReadOnlyAccess',
  'AmazonS3ReadOnlyAccess',
  'AmazonS3FullAccess',
  'AWSLambda_FullAccess',
  'AmazonDynamoDBFullAccess',
  'CloudWatchLogsFullAccess',
  'PowerUserAccess',
  'SecurityAudit',
  'ViewOnlyAccess',
  'AdministratorAccess',
].map((name) => `arn:aws:iam::aws:policy/${name === 'ViewOnlyAccess' ? 'job-function/' : ''}${name}`);
const services: readonly { readonly name: string; readonly actions: readonly string[] }[] = [
  { name: 's3', actions: ['GetObject', 'PutObject', 'DeleteObject', 'ListBucket', 'GetBucketPolicy', 'Get*', 'List*'] },
  { name: 'sqs', actions: ['SendMessage', 'ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes', 'Send*'] },
  { name: 'sns', actions: ['Publish', 'Subscribe', 'GetTopicAttributes'] },
  { name: 'dynamodb', actions: ['GetItem', 'PutItem', 'Query', 'Scan', 'DeleteItem', 'BatchGet*'] },
  { name: 'lambda', actions: ['InvokeFunction', 'UpdateFunctionCode', 'GetFunction', 'CreateFunction', 'List*'] },
  { name: 'kms', actions: ['Decrypt', 'Encrypt', 'GenerateDataKey*', 'DescribeKey'] },
  { name: 'secretsmanager', actions: ['GetSecretValue', 'PutSecretValue', 'DescribeSecret'] },
  { name: 'ec2', actions: ['RunInstances', 'StartInstances', 'StopInstances', 'Describe*', 'CreateTags'] },
  { name: 'logs', actions: ['CreateLogStream', 'PutLogEvents', 'FilterLogEvents', 'GetLogEvents'] },
  { name: 'iam', actions: ['PassRole', 'GetRole', 'ListRoles', 'CreateAccessKey', 'AttachRolePolicy'] },
  { name: 'ecs', actions: ['RunTask', 'UpdateService', 'RegisterTaskDefinition'] },
  { name: 'cloudformation', actions: ['CreateStack', 'UpdateStack', 'DescribeStacks'] },
];
const conditions: readonly ((team: string) => object)[] = [
  (team) => ({ StringEquals: { 'aws:ResourceTag/team': team } }),
  () => ({ StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } }),
  () => ({ IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '198.51.100.0/24'] } }),
  () => ({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
  () => ({ StringEquals: { 'aws:RequestedRegion': ['ap-northeast-1', 'us-east-1'] } }),
  (team) => ({ StringLike: { 'aws:PrincipalTag/team': `${team}*` } }),
  (team) => ({ ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::*:role/${team}-*` } }),
];

const resourceArn = (service: string, i: number): string => {
  const name = `${teams[i % teams.length] ?? ''}-${i}`;
  const region = `ap-northeast-1:${account}`;
  const kinds: Readonly<Record<string, string>> = {
    s3: `arn:aws:s3:::${name}`,
    dynamodb: `arn:aws:dynamodb:${region}:table/${name}`,
    lambda: `arn:aws:lambda:${region}:function:${name}`,
    kms: `arn:aws:kms:${region}:key/0000${String(i).padStart(4, '0')}-12ab-34cd-56ef-1234567890ab`,
    secretsmanager: `arn:aws:secretsmanager:${region}:secret:${name}-AbCdEf`,
    ec2: `arn:aws:ec2:${region}:instance/i-${String(i).padStart(17, '0')}`,
    logs: `arn:aws:logs:${region}:log-group:${name}`,
    iam: `arn:aws:iam::${account}:role/role-${i % 50}`,
    ecs: `arn:aws:ecs:${region}:service/${name}`,
    cloudformation: `arn:aws:cloudformation:${region}:stack/${name}/1`,
  };
  return kinds[service] ?? `arn:aws:${service}:${region}:${name}`;
};

/** mulberry32: small, and the same everywhere. */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};
const raise = (): never => {
  throw new Error('a list without members');
};
