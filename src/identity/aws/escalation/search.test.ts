import { describe, expect, test } from 'vitest';
import { account, policyArn, roleArn, smallAccount, userArn, type SmallAccount, type SmallRole, type SmallUser, type Words } from './small-account.ts';

const allow = (action: string | readonly string[], resource: string | readonly string[] = '*', condition?: Words['Condition']): Words => ({
  Action: action,
  Resource: resource,
  ...(condition && { Condition: condition }),
});
const deny = (action: string | readonly string[], resource = '*', condition?: Words['Condition']): Words => ({
  Effect: 'Deny',
  ...allow(action, resource, condition),
});
const equals = (key: string, value: string): Words['Condition'] => ({ StringEquals: { [key]: value } });
const all: readonly Words[] = [allow('*')];
const weak: readonly Words[] = [allow('s3:GetObject')];
const strong = (trust: SmallRole['trust'], more: Partial<SmallRole> = {}): SmallRole => ({ trust, inline: all, profiles: ['strong'], ...more });
const eve = (...inline: readonly Words[]): Readonly<Record<string, SmallUser>> => ({ eve: { inline } });
const region = `us-east-1:${account}`;
const instance = `arn:aws:ec2:${region}:instance/i-1`;
const lambda = `arn:aws:lambda:${region}:function:api`;
const notebook = `arn:aws:sagemaker:${region}:notebook-instance/lab`;
const project = `arn:aws:codebuild:${region}:project/site`;

/** The ways of eve to others or to more: `method target`, sorted; `?` behind those that depend on something. */
const waysOf = (small: SmallAccount): string[] =>
  smallAccount(small)
    .escalations()
    .edges.filter(({ from }) => from.endsWith('/eve'))
    .map(({ method, to, via, condition }) => `${method} ${to.slice(to.lastIndexOf('/') + 1)}${via === undefined ? '' : ` (${via})`}${condition ? ' ?' : ''}`)
    .sort();

interface Row {
  readonly name: string;
  readonly small: SmallAccount;
  readonly ways: readonly string[];
}
const rows: readonly Row[] = [
  { name: 'nothing', small: { users: eve(...weak) }, ways: [] },
  {
    name: 'a new thing and its use have one name: not these',
    small: {
      users: eve(
        allow('iam:PassRole'),
        allow('codebuild:CreateProject', `arn:aws:codebuild:${region}:project/dev-*`),
        allow('codebuild:StartBuild', `arn:aws:codebuild:${region}:project/prod-*`),
      ),
      roles: { strong: strong('codebuild') },
      things: [],
    },
    ways: [],
  },
  {
    name: 'a new thing and its use have one name: these',
    small: {
      users: eve(
        allow('iam:PassRole'),
        allow('codebuild:CreateProject', `arn:aws:codebuild:${region}:project/dev-*`),
        allow('codebuild:StartBuild', `arn:aws:codebuild:*:*:project/*`),
      ),
      roles: { strong: strong('codebuild') },
      things: [],
    },
    ways: ['codebuild-001 strong'],
  },
  {
    name: 'a name that is taken is not new',
    small: {
      users: eve(allow('iam:PassRole'), allow(['lambda:CreateFunction', 'lambda:InvokeFunction'], lambda)),
      roles: { strong: strong('lambda') },
      things: [{ arn: lambda, runsAs: 'weak' }],
    },
    ways: [],
  },
  {
    name: 'only users with the boundary may be changed; bob has none',
    small: {
      users: {
        ...eve(allow(['iam:PutUserPolicy', 'iam:AttachUserPolicy', 'iam:CreateAccessKey'], userArn('*'), equals('iam:PermissionsBoundary', policyArn('cage')))),
        bob: { inline: weak },
      },
      policies: { cage: [weak] },
    },
    ways: [],
  },
  {
    name: 'only users with the boundary may be changed; bob has it',
    small: {
      users: {
        ...eve(allow('iam:PutUserPolicy', userArn('bob'), equals('iam:PermissionsBoundary', policyArn('cage'))), allow('iam:CreateAccessKey', userArn('bob'))),
        bob: { inline: weak, boundary: 'cage' },
      },
      policies: { cage: [weak] },
    },
    ways: ['iam-002 bob', 'iam-018 bob'],
  },
  {
    name: 'only a harmless policy may be attached',
    small: { users: eve(allow('iam:AttachUserPolicy', '*', { ArnEquals: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/ReadOnlyAccess' } })) },
    ways: [],
  },
  {
    name: 'only policies of the account may be attached, and one of them is strong',
    small: {
      users: eve(allow('iam:AttachUserPolicy', '*', { ArnLike: { 'iam:PolicyARN': `arn:aws:iam::${account}:policy/*` } })),
      policies: { boss: [all] },
    },
    ways: ['iam-008 eve (boss)'],
  },
  {
    name: 'only one instance profile may be used: another',
    small: {
      users: eve(allow('iam:PassRole'), allow('ec2:RunInstances', '*', equals('ec2:InstanceProfile', `arn:aws:iam::${account}:instance-profile/other`))),
      roles: { strong: strong('ec2') },
    },
    ways: [],
  },
  {
    name: 'only one instance profile may be used: this one',
    small: {
      users: eve(allow('iam:PassRole'), allow('ec2:RunInstances', '*', equals('ec2:InstanceProfile', `arn:aws:iam::${account}:instance-profile/strong`))),
      roles: { strong: strong('ec2') },
    },
    ways: ['ec2-001 strong'],
  },
  {
    name: 'a role without an instance profile does not get onto an instance',
    small: { users: eve(allow('iam:PassRole'), allow('ec2:RunInstances')), roles: { strong: strong('ec2', { profiles: [] }) } },
    ways: [],
  },
  {
    name: 'not every resource of RunInstances',
    small: {
      users: eve(allow('iam:PassRole'), allow('ec2:RunInstances', [`arn:aws:ec2:*:*:instance/*`, `arn:aws:ec2:*:*:volume/*`])),
      roles: { strong: strong('ec2') },
    },
    ways: [],
  },
  {
    name: 'stacks only with another role',
    small: {
      users: eve(allow('iam:PassRole'), allow('cloudformation:CreateStack', '*', equals('cloudformation:RoleArn', roleArn('weak')))),
      roles: { strong: strong('cloudformation') },
    },
    ways: [],
  },
  {
    name: 'a document that does what it says',
    small: {
      users: eve(allow('ssm:SendCommand', [instance, `arn:aws:ssm:us-east-1:${account}:document/RestartService`])),
      roles: { strong: strong('ec2') },
      things: [{ arn: instance, runsAs: 'strong' }],
    },
    ways: [],
  },
  {
    name: 'a document that runs anything',
    small: {
      users: eve(allow('ssm:SendCommand', [instance, 'arn:aws:ssm:*:*:document/AWS-RunShellScript'])),
      roles: { strong: strong('ec2') },
      things: [{ arn: instance, runsAs: 'strong' }],
    },
    ways: ['ssm-002 strong (i-1)'],
  },
  {
    name: 'an instance whose role does not reach Systems Manager',
    small: {
      users: eve(allow('ssm:StartSession')),
      roles: { strong: strong('ec2', { inline: [allow('s3:*')] }) },
      things: [{ arn: instance, runsAs: 'strong' }],
    },
    ways: ['ssm-001 strong (i-1) ?'],
  },
  {
    name: 'an instance that is known to be managed',
    small: {
      users: eve(allow('ssm:StartSession')),
      roles: { strong: strong('ec2', { inline: [allow('s3:*')] }) },
      things: [{ arn: instance, runsAs: 'strong', facts: { ssm: true } }],
    },
    ways: ['ssm-001 strong (i-1)'],
  },
  {
    name: 'an instance that SSH does not reach',
    small: {
      users: eve(allow(['ec2-instance-connect:SendSSHPublicKey', 'ec2:DescribeInstances'])),
      roles: { strong: strong('ec2') },
      things: [{ arn: instance, runsAs: 'strong', facts: { ssh: false } }],
    },
    ways: [],
  },
  {
    name: 'sessions that began long ago',
    small: { users: eve(allow('iam:PutUserPolicy', '*', { DateLessThan: { 'aws:TokenIssueTime': '2020-01-01T00:00:00Z' } })) },
    ways: [],
  },
  {
    name: 'until a day that is over',
    small: { users: eve(allow('iam:PutUserPolicy', '*', { DateLessThan: { 'aws:CurrentTime': '2021-01-01T00:00:00Z' } })) },
    ways: [],
  },
  {
    name: 'since a day that is over',
    small: { users: eve(allow('iam:PutUserPolicy', '*', { DateGreaterThan: { 'aws:CurrentTime': '2021-01-01T00:00:00Z' } })) },
    ways: ['iam-007 eve'],
  },
  {
    name: 'two access keys',
    small: { users: { ...eve(allow('iam:CreateAccessKey', userArn('bob'))), bob: { inline: all, keys: 2 } } },
    ways: [],
  },
  {
    name: 'nobody knows the access keys',
    small: { users: { ...eve(allow(['iam:CreateAccessKey', 'iam:DeleteAccessKey'], userArn('bob'))), bob: { inline: weak } } },
    ways: ['iam-002 bob', 'iam-003 bob ?'],
  },
  {
    name: 'a console password is there',
    small: { users: { ...eve(allow(['iam:CreateLoginProfile', 'iam:UpdateLoginProfile'], userArn('bob'))), bob: { inline: weak, password: true } } },
    ways: ['iam-006 bob'],
  },
  {
    name: 'no console password is there',
    small: { users: { ...eve(allow(['iam:CreateLoginProfile', 'iam:UpdateLoginProfile'], userArn('bob'))), bob: { inline: weak, password: false } } },
    ways: ['iam-004 bob'],
  },
  {
    name: 'facts of things that rule ways out',
    small: {
      users: eve(
        allow([
          'ssm:StartSession',
          'ec2-instance-connect:SendSSHPublicKey',
          'ec2:DescribeInstances',
          'lambda:UpdateFunctionCode',
          'sagemaker:CreatePresignedNotebookInstanceUrl',
          'codebuild:StartBuildBatch',
        ]),
      ),
      roles: { strong: strong(['ec2', 'lambda', 'sagemaker', 'codebuild']) },
      things: [
        { arn: instance, runsAs: 'strong', facts: { state: 'stopped', ssm: false } },
        { arn: lambda, runsAs: 'strong', facts: { invoked: false } },
        { arn: notebook, runsAs: 'strong', facts: { state: 'Stopped' } },
        { arn: project, runsAs: 'strong', facts: { batch: false } },
      ],
    },
    ways: [],
  },
  {
    name: 'nobody looked for things: a role for them stands for one',
    small: { users: eve(allow('lambda:UpdateFunctionCode')), roles: { strong: strong('lambda') } },
    ways: ['lambda-003 strong ?'],
  },
  {
    name: 'nobody looked for clusters',
    small: { users: eve(allow(['iam:PassRole', 'ecs:RegisterTaskDefinition', 'ecs:RunTask'])), roles: { strong: strong('ecs-tasks') } },
    ways: ['ecs-004 strong ?', 'ecs-008 strong ?'],
  },
  {
    name: 'a cluster that the policy does not mean',
    small: {
      users: eve(
        allow(['iam:PassRole', 'ecs:RegisterTaskDefinition']),
        allow('ecs:RunTask', '*', { ArnEquals: { 'ecs:cluster': `arn:aws:ecs:${region}:cluster/other` } }),
      ),
      roles: { strong: strong('ecs-tasks') },
      things: [{ arn: `arn:aws:ecs:${region}:cluster/main` }],
    },
    ways: [],
  },
  {
    name: 'code leaves open which role a stack has',
    small: {
      users: eve(allow('cloudformation:UpdateStack')),
      roles: { strong: strong('cloudformation') },
      things: [{ arn: `arn:aws:cloudformation:${region}:stack/base/1`, facts: { role: 'unknown' } }],
    },
    ways: ['cloudformation-002 strong (base) ?'].map((way) => way.replace('(base)', '(1)')),
  },
  {
    name: 'an administration role whom no execution role trusts',
    small: {
      users: eve(allow(['iam:PassRole', 'cloudformation:CreateStackSet', 'cloudformation:CreateStackInstances'])),
      roles: { admins: strong('cloudformation') },
      things: [],
    },
    ways: [],
  },
  {
    name: 'an event source that the role cannot read',
    small: {
      users: eve(allow(['iam:PassRole', 'lambda:CreateFunction', 'lambda:CreateEventSourceMapping'])),
      roles: { strong: strong('lambda', { inline: [allow('iam:*')] }) },
      things: [],
    },
    ways: [],
  },
  {
    name: 'the role gives nothing that is not there',
    small: {
      users: { eve: { attached: ['team'], inline: [allow('sts:AssumeRole')] } },
      roles: { same: { trust: account, attached: ['team'] } },
      policies: { team: [weak] },
    },
    ways: [],
  },
  {
    name: 'a role without rights that another role trusts',
    small: { users: eve(allow('sts:AssumeRole', roleArn('door'))), roles: { door: { trust: account }, strong: strong(roleArn('door')) } },
    ways: ['sts-001 door'],
  },
  {
    name: 'a trust policy that names eve needs no right of hers',
    small: { users: { eve: {} }, roles: { strong: strong(userArn('eve')) } },
    ways: ['sts-001 strong'],
  },
  {
    name: 'a trust policy that names the account needs one',
    small: { users: { eve: {} }, roles: { strong: strong(account) } },
    ways: [],
  },
  {
    name: 'a trust policy that takes anybody, except eve',
    small: {
      users: { eve: {} },
      roles: {
        strong: strong([
          { Action: 'sts:AssumeRole', Principal: { AWS: '*' } },
          { Effect: 'Deny', Action: 'sts:AssumeRole', Principal: { AWS: userArn('eve') } },
        ]),
      },
    },
    ways: [],
  },
  {
    name: 'an external id is no obstacle for who knows it',
    small: {
      users: { eve: {} },
      roles: { strong: strong([{ Action: 'sts:AssumeRole', Principal: { AWS: userArn('eve') }, Condition: { StringEquals: { 'sts:ExternalId': 'x' } } }]) },
    },
    ways: ['sts-001 strong'],
  },
  {
    name: 'from an address only',
    small: {
      users: { eve: {} },
      roles: {
        strong: strong([{ Action: 'sts:AssumeRole', Principal: { AWS: userArn('eve') }, Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }]),
      },
    },
    ways: ['sts-001 strong ?'],
  },
  {
    name: 'a tag that eve cannot set',
    small: {
      users: { ...eve(allow('iam:CreateAccessKey', userArn('*'), equals('aws:ResourceTag/team', 'web'))), bob: { inline: all, tags: { team: 'ops' } } },
    },
    ways: [],
  },
  {
    name: 'a Deny that looks at a tag which eve can take away',
    small: {
      users: {
        ...eve(
          allow('iam:CreateAccessKey', userArn('*')),
          deny('iam:CreateAccessKey', '*', equals('aws:ResourceTag/protected', 'yes')),
          allow('iam:UntagUser', userArn('bob')),
        ),
        bob: { inline: all, tags: { protected: 'yes' } },
      },
    },
    ways: ['tag-001 bob (iam-002)'],
  },
  {
    name: 'a Deny that looks at a tag which stays',
    small: {
      users: {
        ...eve(allow('iam:CreateAccessKey', userArn('*')), deny('iam:CreateAccessKey', '*', equals('aws:ResourceTag/protected', 'yes'))),
        bob: { inline: all, tags: { protected: 'yes' } },
      },
    },
    ways: [],
  },
  {
    name: 'an earlier version that allows no more',
    small: {
      users: { eve: { attached: ['team'], inline: [allow('iam:SetDefaultPolicyVersion')] } },
      policies: { team: [[...weak, allow('s3:PutObject')], weak] },
    },
    ways: [],
  },
  {
    name: 'a stronger version of a policy that is not attached',
    small: { users: { eve: { inline: [allow('iam:SetDefaultPolicyVersion')] } }, policies: { team: [weak, all] } },
    ways: [],
  },
  {
    name: 'a role of AWS cannot be edited, its own policies can',
    small: {
      roles: {
        eve: {
          trust: [{ Action: 'sts:AssumeRoleWithSAML', Principal: { Federated: `arn:aws:iam::${account}:saml-provider/p` } }],
          path: '/aws-reserved/sso.amazonaws.com/',
          inline: [allow('iam:*')],
          attached: ['team'],
        },
      },
      policies: { team: [weak] },
    },
    ways: ['iam-001 eve (team)'],
  },
  {
    name: 'a boundary that is a policy of the account can be rewritten',
    small: {
      users: { eve: { inline: [allow('iam:CreatePolicyVersion', policyArn('cage'))], boundary: 'cage' } },
      policies: { cage: [[allow(['s3:*', 'iam:*'])]] },
    },
    ways: ['boundary-003 eve (cage)'],
  },
  ...[
    { name: 'a trust policy is changed, but no role may be assumed', more: [deny('sts:AssumeRole')], scps: undefined, boundary: undefined, ways: [] },
    {
      name: 'a trust policy is changed, but the organization lets nobody assume roles',
      more: [],
      scps: [[allow('*'), deny('sts:AssumeRole')]],
      boundary: undefined,
      ways: [],
    },
    {
      name: 'a trust policy is changed, and the boundary of a user does not limit what it gives by name',
      more: [],
      scps: undefined,
      boundary: [allow('iam:*')],
      ways: ['iam-012 strong'],
    },
    {
      name: 'a trust policy is changed, and roles are assumed with MFA only',
      more: [deny('sts:AssumeRole', '*', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } })],
      scps: undefined,
      boundary: undefined,
      ways: ['iam-012 strong ?'],
    },
  ].map(({ name, more, scps, boundary, ways }): Row => ({
    name,
    small: {
      users: { eve: { inline: [allow('iam:UpdateAssumeRolePolicy'), ...more], ...(boundary && { boundary: 'cage' }) } },
      roles: { strong: strong('lambda') },
      ...(boundary && { policies: { cage: [boundary] } }),
      ...(scps && { scps }),
    },
    ways,
  })),
  {
    name: 'a trust policy is changed for a role whose boundary lets it assume nothing',
    small: {
      roles: { eve: { trust: 'ec2', inline: [allow('iam:UpdateAssumeRolePolicy', roleArn('strong'))], boundary: 'cage' }, strong: strong('lambda') },
      policies: { cage: [[allow('iam:*')]] },
    },
    ways: [],
  },
  {
    name: 'a service that the key does not name',
    small: {
      users: eve(
        allow('iam:PassRole', '*', equals('iam:PassedToService', 'batch.amazonaws.com')),
        allow(['ecs:CreateCluster', 'ecs:RegisterTaskDefinition', 'ecs:RunTask']),
      ),
      roles: { strong: strong('ecs-tasks') },
      things: [],
    },
    ways: [],
  },
  {
    name: 'nobody has a service-linked role',
    small: {
      roles: {
        eve: { trust: 'autoscaling', path: '/aws-service-role/autoscaling.amazonaws.com/', inline: [allow(['iam:PassRole', 'ec2:RunInstances'])] },
        strong: strong('ec2'),
      },
    },
    ways: [],
  },
  {
    name: 'a group is joined and given rights',
    small: { users: eve(allow(['iam:AddUserToGroup', 'iam:PutGroupPolicy'])), groups: { empty: {} } },
    ways: ['iam-011 eve (empty)'],
  },
  {
    name: 'a group that cannot be joined is given rights',
    small: { users: eve(allow('iam:PutGroupPolicy')), groups: { empty: {} } },
    ways: [],
  },
  {
    name: 'a list of policies does not tell what runs',
    small: {
      users: eve(allow('lambda:UpdateFunctionCode')),
      roles: { strong: strong('lambda') },
      things: [{ arn: 'arn:aws:s3:::files', policy: { Version: '2012-10-17', Statement: [] } }],
    },
    ways: ['lambda-003 strong ?'],
  },
  {
    name: 'a group with a Deny is left',
    small: {
      users: { eve: { groups: ['fenced'], inline: [allow('iam:PutUserPolicy', userArn('eve')), allow('iam:RemoveUserFromGroup')] } },
      groups: { fenced: { inline: [deny('iam:PutUserPolicy')] } },
    },
    ways: ['detach-001 eve (inline)'],
  },
];

test.for(rows)('$name', ({ small, ways }) => {
  expect(waysOf(small)).toEqual([...ways].sort());
});

/** Chain to administrator: methods in order. `undefined`: none. */
const chainOf = (small: SmallAccount, who = userArn('eve')): readonly string[] | undefined =>
  smallAccount(small)
    .escalations()
    .becomeAdministrator.get(who)
    ?.map(({ method, to, condition }) => `${method} ${to.slice(to.lastIndexOf('/') + 1)}${condition ? ' ?' : ''}`);
const full = { Action: '*', Resource: '*' };
const chains: readonly { readonly name: string; readonly small: SmallAccount; readonly chain: readonly string[] | undefined }[] = [
  {
    name: 'a role, then a function',
    small: {
      users: eve(allow('sts:AssumeRole')),
      roles: { dev: { trust: account, inline: [allow(['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'])] }, strong: strong('lambda') },
      things: [],
    },
    chain: ['sts-001 dev', 'lambda-001 strong'],
  },
  {
    name: 'a user, a group, a role, a machine',
    small: {
      users: { ...eve(allow('iam:CreateAccessKey', userArn('bob'))), bob: { inline: [allow('iam:AddUserToGroup')], keys: 0 } },
      groups: { ops: { inline: [allow('sts:AssumeRole', roleArn('ops'))] } },
      roles: { ops: { trust: account, inline: [allow('ssm:StartSession')] }, strong: strong('ec2') },
      things: [{ arn: instance, runsAs: 'strong' }],
    },
    chain: ['iam-002 bob', 'iam-013 bob', 'sts-001 ops', 'ssm-001 strong'],
  },
  {
    name: 'two groups together',
    small: {
      users: eve(allow('iam:AddUserToGroup')),
      groups: { a: { inline: [allow('iam:PassRole')] }, b: { inline: [allow(['lambda:CreateFunction', 'lambda:InvokeFunction'])] }, c: { inline: weak } },
      roles: { strong: strong('lambda') },
      things: [],
    },
    chain: ['iam-013 eve', 'iam-013 eve', 'lambda-001 strong'],
  },
  {
    name: 'one sets the tags, the other uses them',
    small: {
      users: eve(allow('sts:AssumeRole'), allow('ec2:CreateTags')),
      roles: { ops: { trust: account, inline: [allow('ssm:StartSession', '*', equals('aws:ResourceTag/open', 'yes'))] }, strong: strong('ec2') },
      things: [{ arn: instance, runsAs: 'strong' }],
    },
    chain: ['sts-001 ops', 'tag-001 strong'],
  },
  {
    name: 'nobody can set the tags',
    small: {
      users: eve(allow('sts:AssumeRole')),
      roles: { ops: { trust: account, inline: [allow('ssm:StartSession', '*', equals('aws:ResourceTag/open', 'yes'))] }, strong: strong('ec2') },
      things: [{ arn: instance, runsAs: 'strong' }],
    },
    chain: undefined,
  },
  {
    name: 'a role without an instance profile, put into one',
    small: {
      users: eve(allow(['iam:PassRole', 'iam:AddRoleToInstanceProfile', 'iam:RemoveRoleFromInstanceProfile', 'ec2:RunInstances'])),
      roles: { strong: strong('ec2', { profiles: [] }), weak: { trust: 'ec2', profiles: ['weak'] } },
    },
    chain: ['profile-002 strong'],
  },
  {
    name: 'rights of oneself under a boundary make no administrator',
    small: { users: { eve: { inline: [allow('iam:PutUserPolicy')], boundary: 'cage' } }, policies: { cage: [[allow(['s3:*', 'iam:PutUserPolicy'])]] } },
    chain: undefined,
  },
  {
    name: 'a boundary that is taken off',
    small: {
      users: { eve: { inline: [allow(['iam:PutUserPolicy', 'iam:DeleteUserPermissionsBoundary'])], boundary: 'cage' } },
      policies: { cage: [[allow(['s3:*', 'iam:*'])]] },
    },
    chain: ['iam-007 eve', 'boundary-001 eve'],
  },
  {
    name: 'a stronger way to a target with a boundary makes no administrator',
    small: { users: eve(allow('sts:AssumeRole')), roles: { strong: strong(account, { boundary: 'cage' }) }, policies: { cage: [weak] } },
    chain: undefined,
  },
  {
    name: 'a certain chain rather than a shorter one that depends on something',
    small: {
      users: {
        ...eve(allow('sts:AssumeRole', roleArn('dev')), allow('sts:AssumeRole', roleArn('strong'), { Bool: { 'aws:MultiFactorAuthPresent': 'true' } })),
      },
      roles: { dev: { trust: account, inline: [allow('sts:AssumeRole')] }, strong: strong(account) },
    },
    chain: ['sts-001 dev', 'sts-001 strong'],
  },
  {
    name: 'a chain that depends on something',
    small: { users: eve(allow('sts:AssumeRole', roleArn('strong'), { Bool: { 'aws:MultiFactorAuthPresent': 'true' } })), roles: { strong: strong(account) } },
    chain: ['sts-001 strong ?'],
  },
  {
    name: 'a middle step that a service control policy forbids',
    small: {
      users: eve(allow('sts:AssumeRole')),
      roles: { dev: { trust: account, inline: [allow(['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'])] }, strong: strong('lambda') },
      things: [],
      scps: [[full, deny('lambda:CreateFunction')]],
    },
    chain: undefined,
  },
  {
    name: 'a circle of roles',
    small: { users: eve(allow('sts:AssumeRole')), roles: { a: { trust: roleArn('b'), inline: weak }, b: { trust: [roleArn('a'), account], inline: weak } } },
    chain: undefined,
  },
];
describe('chains to administrator', () =>
  test.for(chains)('$name', ({ small, chain }) => {
    expect(chainOf(small)).toEqual(chain);
  }));

test('administrators', () => {
  const { administrators } = smallAccount({
    users: {
      whole: { attached: ['arn:aws:iam::aws:policy/AdministratorAccess'] },
      mfa: { inline: [allow('*', '*', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } })] },
      power: { attached: ['arn:aws:iam::aws:policy/PowerUserAccess'] },
      caged: { inline: all, boundary: 'cage' },
      denied: { inline: [...all, deny('iam:*')] },
    },
    policies: { cage: [weak] },
  }).escalations();
  expect([...administrators].map((arn) => arn.slice(arn.lastIndexOf('/') + 1)).sort()).toEqual(['mfa', 'whole']);
});

test('a large number of ways is cut, and the cut is told; the chains are whole', () => {
  const users = Object.fromEntries(
    Array.from({ length: 200 }, (_, i) => [
      `u${i}`,
      { inline: [allow(['iam:CreateAccessKey', 'iam:CreateLoginProfile']), allow('s3:GetObject', `arn:aws:s3:::${i}/*`)], keys: 0, password: false },
    ]),
  );
  const { edges, leftOut = 0, becomeAdministrator } = smallAccount({ users: { ...users, boss: { inline: all, keys: 0 } } }).escalations();
  expect(edges.length).toBe(50_000);
  expect(edges.length + leftOut).toBe(200 * 200 * 2);
  expect(becomeAdministrator.size).toBe(200);
});

test('a right that comes from a group names it', () => {
  const { edges } = smallAccount({ users: { eve: { groups: ['ops'] } }, groups: { ops: { inline: [allow('iam:PutUserPolicy')] } } }).escalations();
  expect(edges[0]?.permissions[0]?.because[0]).toMatchObject({ policy: 'inline', through: 'ops', at: { file: 'account.json' } });
});
test('a step that stands on a tag set by another names both rights with their statements', () => {
  const chain = smallAccount({
    users: eve({ Sid: 'Assume', ...allow('sts:AssumeRole') }, { Sid: 'Tag', ...allow('ec2:CreateTags') }),
    roles: {
      ops: { trust: account, inline: [{ Sid: 'Use', ...allow('ssm:StartSession', '*', equals('aws:ResourceTag/open', 'yes')) }] },
      strong: strong('ec2'),
    },
    things: [{ arn: instance, runsAs: 'strong' }],
  })
    .escalations()
    .becomeAdministrator.get(userArn('eve'));
  expect(chain?.[1]?.permissions.map(({ action, because }) => [action, because.map(({ statement }) => statement)])).toEqual([
    ['ec2:CreateTags', ['Tag']],
    ['ssm:StartSession', ['Use']],
  ]);
});
