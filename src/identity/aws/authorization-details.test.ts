import { describe, expect, test } from 'vitest';
import { awsActions, awsManagedPolicies } from '#identity/data/files';
import { readAuthorizationDetails, type AccountFiles } from './authorization-details.ts';
import { awsIdentity } from './aws.ts';

const account = '111122223333';
const arn = (rest: string): string => `arn:aws:iam::${account}:${rest}`;
const allow = (action: string, more = {}) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*', ...more }] });
const user = (name: string, more = {}) => ({
  UserName: name,
  Arn: arn(`user/${name}`),
  UserPolicyList: [{ PolicyName: 'own', PolicyDocument: allow('s3:GetObject') }],
  ...more,
});
const read = (data: unknown, more: Partial<AccountFiles> = {}) => {
  const { input, diagnostics } = readAuthorizationDetails({
    details: [{ path: 'details.json', data }],
    resources: undefined,
    scps: undefined,
    rcps: undefined,
    ...more,
  });
  const identity = awsIdentity(input, awsActions(), (one) => awsManagedPolicies().byArn(one));
  const told = [...diagnostics, ...identity.diagnostics];
  return {
    identity,
    told: told.map(({ message }) => message.en),
    ja: told.map(({ message }) => message.ja),
    can: (who: string, action: string) => identity.can(arn(who), action, 'arn:aws:s3:::photos/x', { is: 'complete', keys: {} }).decision,
  };
};

describe('what cannot be read is told of with its place and is a doubt, no permission and no prohibition', () => {
  test.for<[name: string, details: unknown, who: string, action: string, decision: string, told: string]>([
    [
      'inline policy that is a text',
      { UserDetailList: [user('a', { UserPolicyList: ['x'] })] },
      'user/a',
      's3:GetObject',
      'allow-if',
      `details.json, ${arn('user/a')} UserPolicyList[0]: not an object.`,
    ],
    [
      'policy document that is not JSON',
      { UserDetailList: [user('a', { UserPolicyList: [{ PolicyName: 'p', PolicyDocument: '{' }] })] },
      'user/a',
      's3:GetObject',
      'allow-if',
      `details.json, ${arn('user/a')} p: the document is not JSON.`,
    ],
    [
      'unknown operator, with the number of its statement',
      { UserDetailList: [user('a', { UserPolicyList: [{ PolicyName: 'p', PolicyDocument: allow('s3:*', { Condition: { Foo: { a: 'b' } } }) }] })] },
      'user/a',
      's3:GetObject',
      'allow-if',
      `details.json, ${arn('user/a')} p Statement[0]: unknown operator Foo.`,
    ],
    [
      'attached policy that is not there',
      { UserDetailList: [user('a', { AttachedManagedPolicies: [{ PolicyName: 'x', PolicyArn: arn('policy/x') }] })] },
      'user/a',
      's3:PutObject',
      'allow-if',
      `details.json, ${arn('user/a')}: the policy ${arn('policy/x')} is not among what was read.`,
    ],
    [
      'attached policy without an ARN',
      { UserDetailList: [user('a', { AttachedManagedPolicies: [{}] })] },
      'user/a',
      's3:PutObject',
      'allow-if',
      `details.json, ${arn('user/a')} AttachedManagedPolicies[0]: no PolicyArn.`,
    ],
    [
      'group that is not there',
      { UserDetailList: [user('a', { GroupList: ['g'] })] },
      'user/a',
      's3:PutObject',
      'allow-if',
      `details.json, ${arn('user/a')}: the group "g" is not among the groups.`,
    ],
    [
      'boundary without an ARN',
      { UserDetailList: [user('a', { PermissionsBoundary: {} })] },
      'user/a',
      's3:GetObject',
      'allow-if',
      `details.json, ${arn('user/a')} PermissionsBoundary: no PermissionsBoundaryArn.`,
    ],
    [
      'boundary that is not there',
      { UserDetailList: [user('a', { PermissionsBoundary: { PermissionsBoundaryArn: arn('policy/limit') } })] },
      'user/a',
      's3:GetObject',
      'allow-if',
      `details.json, ${arn('user/a')}: the policy ${arn('policy/limit')} is not among what was read.`,
    ],
    [
      'managed policy without a default version',
      {
        UserDetailList: [user('a', { UserPolicyList: [], AttachedManagedPolicies: [{ PolicyArn: arn('policy/p') }] })],
        Policies: [{ PolicyName: 'p', Arn: arn('policy/p'), PolicyVersionList: [] }],
      },
      'user/a',
      's3:GetObject',
      'allow-if',
      `details.json, ${arn('policy/p')}: a policy without a default version.`,
    ],
    [
      'entry without an ARN',
      { UserDetailList: [{ UserName: 'x' }, user('a')] },
      'user/a',
      's3:GetObject',
      'allow',
      'details.json, UserDetailList[0]: an entry without Arn.',
    ],
    [
      'ARN that occurs twice',
      { UserDetailList: [user('a'), user('a', { UserPolicyList: [] })] },
      'user/a',
      's3:GetObject',
      'allow',
      `details.json, ${arn('user/a')}: this ARN occurs twice; the first is used.`,
    ],
    [
      'list that is an object',
      { UserDetailList: {}, RoleDetailList: [] },
      'user/a',
      's3:GetObject',
      'implicit-deny',
      'details.json, UserDetailList[0]: an entry without Arn.',
    ],
  ])('%s', ([, details, who, action, decision, problem]) => {
    const { can, told, ja } = read(details);
    expect(told.map((text) => text.replace(' What it says is treated as unknown.', ''))).toContain(problem);
    for (const text of ja) expect(text).toMatch(/[ぁ-ん]/);
    expect(can(who, action)).toBe(decision);
  });
});

test('a misspelt action is told of and changes no other answer', () => {
  const { told, can } = read({
    UserDetailList: [
      user('a', {
        UserPolicyList: [
          { PolicyName: 'p', PolicyDocument: allow('s3:GetObjekt') },
          { PolicyName: 'q', PolicyDocument: allow('s3:GetObject') },
        ],
      }),
    ],
  });
  expect(told).toHaveLength(1);
  expect(told[0]).toContain('p Statement[0]: no action of AWS is named s3:GetObjekt');
  expect(can('user/a', 's3:GetObject')).toBe('allow');
});

test('a file that is something else is told of', () => {
  for (const data of [null, 5, 'x', [], {}, { Users: [] }]) expect(read(data).told[0]).toContain('these are no authorization details');
});

test('guardrails that cannot be read are a doubt, not the absence of guardrails', () => {
  for (const data of ['x', 5, { [account]: 'x' }]) {
    const { can, told } = read({ UserDetailList: [user('a')] }, { scps: { path: 'scps.json', data } });
    expect(can('user/a', 's3:GetObject')).toBe('allow-if');
    expect(told).toContain('scps.json: not a list of levels. What it says is treated as unknown.');
  }
  const { can } = read({ UserDetailList: [user('a')] }, { scps: { path: 'scps.json', data: [[allow('*')], [{ Version: 'x' }]] } });
  expect(can('user/a', 's3:GetObject')).toBe('allow-if');
});

test('a role without a trust policy trusts nobody for certain', () => {
  const { identity, told } = read({
    UserDetailList: [user('a', { UserPolicyList: [{ PolicyName: 'p', PolicyDocument: allow('*') }] })],
    RoleDetailList: [{ RoleName: 'r', Arn: arn('role/r') }],
  });
  expect(told).toEqual([`details.json, ${arn('role/r')} AssumeRolePolicyDocument: there is no document. What it says is treated as unknown.`]);
  expect(identity.can(arn('user/a'), 'sts:AssumeRole', arn('role/r')).decision).toBe('allow-if');
});

test('policies of AWS in the details of two accounts are one', () => {
  const managed = {
    PolicyName: 'ReadOnlyAccess',
    Arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
    PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: allow('s3:Get*') }],
  };
  const { diagnostics } = readAuthorizationDetails({
    details: [
      { path: 'a.json', data: { UserDetailList: [user('a')], Policies: [managed] } },
      { path: 'b.json', data: { UserDetailList: [{ UserName: 'b', Arn: 'arn:aws:iam::444455556666:user/b' }], Policies: [managed] } },
    ],
    resources: undefined,
    scps: undefined,
    rcps: undefined,
  });
  expect(diagnostics).toEqual([]);
});

test('roles that trust each other in a circle end', { timeout: 20_000 }, () => {
  const role = (name: string, trusted: string) => ({
    RoleName: name,
    Arn: arn(`role/${name}`),
    AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: arn(`role/${trusted}`) }, Action: 'sts:AssumeRole' }] },
    RolePolicyList: [{ PolicyName: 'p', PolicyDocument: allow('sts:AssumeRole') }],
  });
  const { identity } = read({ RoleDetailList: [role('a', 'b'), role('b', 'c'), role('c', 'a')] });
  const { edges, administrators } = identity.escalations();
  expect(administrators.size).toBe(0);
  expect(edges.filter(({ to }) => to === arn('role/a')).map(({ from }) => from)).toContain(arn('role/b'));
});
