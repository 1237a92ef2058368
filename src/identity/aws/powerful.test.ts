import { describe, expect, test } from 'vitest';
import { account, roleArn, smallAccount, userArn, type SmallAccount, type SmallRole, type SmallUser, type Words } from './escalation/small-account.ts';
import { powerfulPrincipals, type Power } from './powerful.ts';

const allow = (action: string | readonly string[], resource: string | readonly string[] = '*', condition?: Words['Condition']): Words => ({
  Action: action,
  Resource: resource,
  ...(condition && { Condition: condition }),
});
const all: readonly Words[] = [{ Sid: 'All', Action: '*', Resource: '*' }];
const region = `us-east-1:${account}`;
const bucket = 'arn:aws:s3:::ledger';
const table = `arn:aws:dynamodb:${region}:table/orders`;
const secret = `arn:aws:secretsmanager:${region}:secret:db-AbCdEf`;
const instance = `arn:aws:rds:${region}:db:main`;
const trail = `arn:aws:cloudtrail:${region}:trail/main`;
const stores: SmallAccount['things'] = [
  { arn: bucket },
  { arn: table },
  { arn: secret },
  { arn: instance },
  { arn: trail, type: 'AWS::CloudTrail::Trail', facts: { bucket: 'arn:aws:s3:::trail-files' } },
];
const powerOf = (small: SmallAccount, who = userArn('eve')): Power | undefined =>
  powerfulPrincipals(smallAccount({ things: stores ?? [], ...small }), '2026-09-01').get(who);
const user = (eve: SmallUser): SmallAccount => ({ users: { eve } });

/** In short: `ledger rcd` for read, change, destroy; a sign in brackets depends on something. */
const short = (power: Power | undefined): string[] =>
  (power?.stores ?? []).map(
    ({ store, reads, changes, destroys }) =>
      `${store.split(/[:/]/).at(-1)} ${(
        [
          ['r', reads],
          ['c', changes],
          ['d', destroys],
        ] as const
      )
        .map(([sign, right]) => (right ? (right.truth === true ? sign : `(${sign})`) : ''))
        .join('')}`,
  );

describe('stores of data', () =>
  test.for<{ name: string; eve: SmallUser; expected: readonly string[]; more?: SmallAccount }>([
    { name: 'nothing', eve: { inline: [allow('ec2:Describe*')] }, expected: [] },
    { name: 'everything', eve: { inline: all }, expected: ['ledger rcd', 'orders rcd', 'db-AbCdEf rcd', 'main rcd'] },
    { name: 'to read a bucket', eve: { inline: [allow('s3:GetObject', `${bucket}/*`)] }, expected: ['ledger r'] },
    { name: 'to read a folder of a bucket', eve: { inline: [allow('s3:GetObject', `${bucket}/2026/*`)] }, expected: ['ledger r'] },
    { name: 'another bucket', eve: { inline: [allow('s3:*', ['arn:aws:s3:::other', 'arn:aws:s3:::other/*'])] }, expected: [] },
    { name: 'the bucket itself, not what is in it', eve: { inline: [allow(['s3:GetObject', 's3:DeleteBucket'], bucket)] }, expected: ['ledger d'] },
    { name: 'lists only', eve: { inline: [allow(['s3:ListBucket', 'dynamodb:DescribeTable', 'rds:Describe*', 'secretsmanager:ListSecrets'])] }, expected: [] },
    { name: 'a table', eve: { inline: [allow(['dynamodb:Query', 'dynamodb:PutItem'], table)] }, expected: ['orders rc'] },
    { name: 'denied', eve: { inline: [allow('s3:*'), { Effect: 'Deny', Action: 's3:GetObject', Resource: '*' }] }, expected: ['ledger cd'] },
    { name: 'beyond the boundary', eve: { inline: all, boundary: 'cage' }, more: { policies: { cage: [[allow('dynamodb:*')]] } }, expected: ['orders rcd'] },
    {
      name: 'forbidden by the organization',
      eve: { inline: [allow('s3:*')] },
      more: { scps: [[allow('*'), { Effect: 'Deny', Action: 's3:*', Resource: '*' }]] },
      expected: [],
    },
    {
      name: 'forbidden by a resource control policy',
      eve: { inline: [allow('s3:*')] },
      more: { rcps: [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' }] },
      expected: [],
    },
    {
      name: 'from an address only',
      eve: { inline: [allow('dynamodb:Scan', '*', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })] },
      expected: ['orders (r)'],
    },
    {
      name: 'through a group',
      eve: { groups: ['data'] },
      more: { groups: { data: { inline: [allow('secretsmanager:GetSecretValue')] } } },
      expected: ['db-AbCdEf r'],
    },
    {
      name: 'by the policy of the bucket',
      eve: {},
      more: {
        things: [
          {
            arn: bucket,
            policy: {
              Version: '2012-10-17',
              Statement: [{ Effect: 'Allow', Principal: { AWS: userArn('eve') }, Action: 's3:GetObject', Resource: `${bucket}/*` }],
            },
          },
        ],
      },
      expected: ['ledger r'],
    },
  ])('$name', ({ eve, expected, more }) => {
    expect(short(powerOf({ ...more, ...user(eve) }))).toEqual(expected);
  }));

test('rights are named with their statements and places', () => {
  const [store] = powerOf(user({ inline: [{ Sid: 'ReadLedger', ...allow('s3:GetObject', `${bucket}/*`) }] }))?.stores ?? [];
  expect(store?.reads?.because).toEqual([
    {
      layer: 'identity',
      effect: 'allow',
      policy: 'inline',
      statement: 'ReadLedger',
      through: undefined,
      at: { file: 'account.json', pointer: '/UserDetailList/0/UserPolicyList/0/PolicyDocument/Statement/0' },
    },
  ]);
});

describe('what is recorded', () =>
  test.for<{ name: string; eve: SmallUser; expected: readonly string[]; things?: SmallAccount['things'] }>([
    { name: 'to stop the trail', eve: { inline: [allow('cloudtrail:StopLogging', trail)] }, expected: ['cloudtrail:StopLogging'] },
    { name: 'to stop another trail', eve: { inline: [allow('cloudtrail:StopLogging', `${trail}-other`)] }, expected: [] },
    { name: 'to read the trail', eve: { inline: [allow(['cloudtrail:Get*', 'cloudtrail:LookupEvents'])] }, expected: [] },
    { name: 'to delete its files', eve: { inline: [allow('s3:DeleteObject', 'arn:aws:s3:::trail-files/*')] }, expected: ['s3:DeleteObject'] },
    { name: 'no trail was read: one stands for it', eve: { inline: [allow('cloudtrail:DeleteTrail')] }, things: [], expected: ['cloudtrail:DeleteTrail'] },
    {
      name: 'other records',
      eve: { inline: [allow(['guardduty:DeleteDetector', 'config:StopConfigurationRecorder', 'securityhub:DisableSecurityHub', 'ec2:DeleteFlowLogs'])] },
      expected: ['config:StopConfigurationRecorder', 'guardduty:DeleteDetector', 'securityhub:DisableSecurityHub', 'ec2:DeleteFlowLogs'],
    },
  ])('$name', ({ eve, expected, things }) => {
    expect((powerOf({ ...user(eve), ...(things && { things }) })?.audit ?? []).map(({ action }) => action)).toEqual(expected);
  }));

test('administrators and those who can become one', () => {
  const powers = powerfulPrincipals(
    smallAccount({
      users: { boss: { inline: all }, eve: { inline: [allow('iam:PutUserPolicy', userArn('eve'))] }, bob: { inline: [allow('ec2:DescribeInstances')] } },
    }),
  );
  expect([...powers.keys()]).toEqual([userArn('boss'), userArn('eve')]);
  expect(powers.get(userArn('boss'))?.administrator?.map(({ policy, statement, at }) => [policy, statement, at?.pointer])).toEqual([
    ['inline', 'All', '/UserDetailList/0/UserPolicyList/0/PolicyDocument/Statement/0'],
  ]);
  expect(powers.get(userArn('eve'))?.administrator).toBeUndefined();
  expect(powers.get(userArn('eve'))?.becomes.map(({ method }) => method)).toEqual(['iam-007']);
});

const mfa = (operator: string, value: string): Readonly<Record<string, Readonly<Record<string, string>>>> => ({
  [operator]: { 'aws:MultiFactorAuthPresent': value },
});
const denyWithout = (operator: string): Words => ({ Effect: 'Deny', Sid: 'NoMfa', Action: '*', Resource: '*', Condition: mfa(operator, 'false') });
const both: Partial<SmallUser> = { keys: 1, password: true };
describe('MFA of users', () =>
  test.for<{ name: string; eve: SmallUser; more?: SmallAccount; is: Power['mfa']['is']; by?: Power['mfa']['by'] }>([
    { name: 'no condition', eve: { ...both, inline: all }, is: 'not-demanded', by: ['access-key', 'password'] },
    { name: 'a password only', eve: { password: true, keys: 0, inline: all }, is: 'not-demanded', by: ['password'] },
    { name: 'neither password nor key', eve: { password: false, keys: 0, inline: all }, is: 'no-person' },
    { name: 'nobody knows', eve: { inline: all }, is: 'unknown' },
    { name: 'nobody knows, and MFA is demanded', eve: { inline: [...all, denyWithout('BoolIfExists')] }, is: 'demanded' },
    { name: 'a Deny with BoolIfExists', eve: { ...both, inline: [...all, denyWithout('BoolIfExists')] }, is: 'demanded' },
    { name: 'a Deny with Bool does not catch keys', eve: { ...both, inline: [...all, denyWithout('Bool')] }, is: 'not-demanded', by: ['access-key'] },
    { name: 'a Deny with Bool, a password only', eve: { password: true, keys: 0, inline: [...all, denyWithout('Bool')] }, is: 'demanded' },
    { name: 'an Allow with Bool true', eve: { ...both, inline: [allow('*', '*', mfa('Bool', 'true'))] }, is: 'demanded' },
    {
      name: 'an Allow with BoolIfExists true lets keys in',
      eve: { ...both, inline: [allow('*', '*', mfa('BoolIfExists', 'true'))] },
      is: 'not-demanded',
      by: ['access-key'],
    },
    { name: 'an Allow with Null', eve: { ...both, inline: [allow('*', '*', { Null: { 'aws:MultiFactorAuthAge': 'false' } })] }, is: 'demanded' },
    {
      name: 'a Deny for some actions only',
      eve: { ...both, inline: [...all, { Effect: 'Deny', Action: 's3:*', Resource: '*', Condition: mfa('BoolIfExists', 'false') }] },
      is: 'not-demanded',
      by: ['access-key', 'password'],
    },
    {
      name: 'a Deny but for what sets up MFA',
      eve: {
        ...both,
        inline: [
          ...all,
          {
            Effect: 'Deny',
            NotAction: ['iam:CreateVirtualMFADevice', 'iam:EnableMFADevice', 'iam:ListMFADevices', 'sts:GetSessionToken'],
            Resource: '*',
            Condition: mfa('BoolIfExists', 'false'),
          },
        ],
      },
      is: 'demanded',
    },
    {
      name: 'a Deny in a group',
      eve: { ...both, inline: all, groups: ['people'] },
      more: { groups: { people: { inline: [denyWithout('BoolIfExists')] } } },
      is: 'demanded',
    },
    { name: 'a Deny of the organization', eve: { ...both, inline: all }, more: { scps: [[allow('*'), denyWithout('BoolIfExists')]] }, is: 'demanded' },
    {
      name: 'a store without, the rest with',
      eve: { ...both, inline: [allow('s3:GetObject'), allow('dynamodb:*', '*', mfa('Bool', 'true'))] },
      is: 'not-demanded',
      by: ['access-key', 'password'],
    },
    {
      name: 'a way to administrator with MFA only',
      eve: { ...both, inline: [allow('iam:PutUserPolicy', userArn('eve'), mfa('Bool', 'true'))] },
      is: 'demanded',
    },
  ])('$name', ({ eve, more, is, by = [] }) => {
    const found = powerOf({ ...more, ...user(eve) })?.mfa;
    expect([found?.is, found?.by]).toEqual([is, by]);
    if (is === 'not-demanded') expect(found?.because.length).toBeGreaterThan(0);
  }));

const role = (trust: SmallRole['trust'], inline: readonly Words[] = all): SmallRole => ({ trust, inline });
const trusts = (principal: unknown, condition?: Words['Condition']): SmallRole['trust'] => [
  { Action: 'sts:AssumeRole', Principal: principal, ...(condition && { Condition: condition }) },
];
describe('MFA of roles', () =>
  test.for<{ name: string; roles: Readonly<Record<string, SmallRole>>; eve?: SmallUser; is: Power['mfa']['is'] }>([
    { name: 'a service', roles: { r: role('ec2') }, is: 'no-person' },
    { name: 'a user by name', roles: { r: role(userArn('eve')) }, is: 'not-demanded' },
    { name: 'a user by name, with MFA', roles: { r: role(trusts({ AWS: userArn('eve') }, mfa('Bool', 'true'))) }, is: 'demanded' },
    { name: 'a user by name, BoolIfExists', roles: { r: role(trusts({ AWS: userArn('eve') }, mfa('BoolIfExists', 'true'))) }, is: 'not-demanded' },
    { name: 'the account, and nobody may assume it', roles: { r: role(account) }, is: 'no-person' },
    { name: 'the account, and eve may', roles: { r: role(account) }, eve: { inline: [allow('sts:AssumeRole', roleArn('r'))] }, is: 'not-demanded' },
    {
      name: 'the account, and eve may with MFA',
      roles: { r: role(account) },
      eve: { inline: [allow('sts:AssumeRole', roleArn('r'), mfa('Bool', 'true'))] },
      is: 'demanded',
    },
    {
      name: 'the account, and people of an identity provider may',
      roles: {
        r: role(account),
        sso: {
          trust: [{ Action: 'sts:AssumeRoleWithSAML', Principal: { Federated: `arn:aws:iam::${account}:saml-provider/corp` } }],
          inline: [allow('sts:AssumeRole')],
        },
      },
      is: 'by-provider',
    },
    { name: 'another account', roles: { r: role('444455556666') }, is: 'not-demanded' },
    { name: 'another account, with MFA', roles: { r: role(trusts({ AWS: '444455556666' }, mfa('Bool', 'true'))) }, is: 'demanded' },
    {
      name: 'an identity provider',
      roles: { r: role([{ Action: 'sts:AssumeRoleWithSAML', Principal: { Federated: `arn:aws:iam::${account}:saml-provider/corp` } }]) },
      is: 'by-provider',
    },
    {
      name: 'a pipeline',
      roles: {
        r: role([
          { Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com` } },
        ]),
      },
      is: 'no-person',
    },
    { name: 'its own policies demand MFA', roles: { r: role(userArn('eve'), [...all, denyWithout('BoolIfExists')]) }, is: 'demanded' },
  ])('$name', ({ roles, eve, is }) => {
    expect(powerOf({ roles, users: { eve: eve ?? {} } }, roleArn('r'))?.mfa.is).toBe(is);
  }));

test('devices and keys', () => {
  expect(powerOf(user({ ...both, inline: all, mfa: true }))?.mfa.device).toBe(true);
  expect(powerOf(user({ ...both, inline: all, mfa: false }))?.mfa.device).toBe(false);
  expect(powerOf(user({ ...both, inline: all }))?.mfa.device).toBeUndefined();
  expect(powerOf(user({ ...both, inline: all }))?.keys).toEqual([{ key: 'key0', is: 'old', days: 608 }]);
  expect(powerfulPrincipals(smallAccount(user({ ...both, inline: all }))).get(userArn('eve'))?.keys).toEqual([]);
});
