import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { awsActions } from '#identity/data/files';
import { decideLine } from './batch.ts';

const account = '111122223333';
const alice = `arn:aws:iam::${account}:user/alice`;
const allow = (action: string, resource = '*', more = {}) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: action, Resource: resource, ...more }],
});
const asked = { principal: alice, action: 's3:GetObject', resource: 'arn:aws:s3:::photos/cat.jpg', context: {} };
const decide = (line: unknown) => decideLine(line, awsActions());

describe('a line that is no request has no decision and says what is wrong', () => {
  test.for<[name: string, line: unknown, problem: string]>([
    ['text', 'x', 'the line is not an object'],
    ['list', [], 'the line is not an object'],
    ['null', null, 'the line is not an object'],
    ['no principal', { ...asked, principal: undefined }, 'no principal'],
    ['principal that is nobody', { ...asked, principal: 'alice' }, 'principal "alice" is no ARN, account, service or *'],
    [
      'principal that is a group',
      { ...asked, principal: `arn:aws:iam::${account}:group/g` },
      `principal "arn:aws:iam::${account}:group/g" is no ARN, account, service or *`,
    ],
    ['no action', { ...asked, action: undefined }, 'action (none) is no action'],
    ['action with a wildcard', { ...asked, action: 's3:*' }, 'action "s3:*" is no action'],
    ['several resources', { ...asked, resource: ['a', 'b'] }, 'resource is not a text'],
    ['resource that is an object', { ...asked, resource: {} }, 'resource is not a text'],
  ])('%s', ([, line, problem]) => {
    const answer = decide(line);
    expect(answer.decision).toBeUndefined();
    expect(answer.problems).toContain(problem);
  });
});

describe('what is malformed is told of with its place, and the rest is decided', () => {
  test.for<[name: string, fields: Record<string, unknown>, decision: string, problem: string]>([
    ['policy that is no JSON', { identityPolicies: ['{'] }, 'allow-if', 'identityPolicies[0]: the document is not JSON'],
    ['policy without Statement', { identityPolicies: [{ Version: '2012-10-17' }] }, 'allow-if', 'identityPolicies[0]: the document has no Statement'],
    ['policy that is a number', { identityPolicies: [5] }, 'allow-if', 'identityPolicies[0]: the document is not an object'],
    [
      'boundary with an unknown operator',
      { identityPolicies: [allow('s3:*')], boundaries: [allow('s3:*', '*', { Condition: { Foo: { a: 'b' } } })] },
      'allow-if',
      'boundaries[0] statement 0: unknown operator Foo',
    ],
    [
      'service control policy with a wrong Effect',
      { identityPolicies: [allow('s3:*')], scps: [[{ Statement: [{ Effect: 'Permit', Action: '*', Resource: '*' }] }]] },
      'allow-if',
      'scps[0][0] statement 0: unknown Effect "Permit"',
    ],
    ['resource policy without Principal', { resourcePolicy: allow('s3:*') }, 'allow-if', 'resourcePolicy statement 0: no Principal'],
    [
      'malformed Deny beside a Deny that is well-formed',
      {
        identityPolicies: [
          allow('s3:*'),
          { Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*', Foo: 1 }] },
          { Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }] },
        ],
      },
      'explicit-deny',
      'identityPolicies[1] statement 0: unknown element Foo',
    ],
    [
      'malformed statement about something else',
      { identityPolicies: [allow('s3:*'), { Statement: [{ Effect: 'Deny', Action: 'ec2:*', Resource: '*', Foo: 1 }] }] },
      'allow',
      'identityPolicies[1] statement 0: unknown element Foo',
    ],
    [
      'unknown action in a policy',
      { identityPolicies: [allow('s3:*'), allow('s3:GetObjekt')] },
      'allow',
      'identityPolicies[1] statement 0: unknown action s3:GetObjekt',
    ],
    ['unknown service in a policy', { identityPolicies: [allow('s3:*'), allow('s4:*')] }, 'allow', 'identityPolicies[1] statement 0: unknown action s4:*'],
    ['unknown action that is asked', { action: 's3:GetObjekt', identityPolicies: [allow('s3:*')] }, 'allow', 'unknown action s3:GetObjekt'],
    ['unknown field', { identityPolicies: [allow('s3:*')], policies: [] }, 'allow', 'unknown field policies'],
    ['context that is a text', { identityPolicies: [allow('s3:*')], context: 'x' }, 'allow', 'context is not an object'],
    ['grant that is a text', { identityPolicies: [allow('s3:*')], grants: ['x'] }, 'allow', 'grants[0] is not an object'],
    [
      'grant without a grantee',
      { identityPolicies: [allow('s3:*')], grants: [{ key: 'k', operations: ['Decrypt'] }] },
      'allow',
      'grants[0] has no grantee or no operations',
    ],
  ])('%s', ([, fields, decision, problem]) => {
    const answer = decide({ ...asked, ...fields });
    expect(answer.decision).toBe(decision);
    expect(answer.problems).toContain(problem);
  });
});

describe('the same request in other shapes has the same answer', () => {
  const condition = {
    Condition: {
      StringEquals: { 'aws:PrincipalTag/team': 'blue' },
      NumericLessThan: { 's3:max-keys': 10 },
      'ForAnyValue:StringEquals': { 'aws:TagKeys': 'b' },
    },
  };
  const context = { 'aws:PrincipalTag/team': 'blue', 's3:max-keys': 5, 'aws:TagKeys': ['a', 'b'] };
  const document = allow('s3:GetObject', '*', condition);
  test.for<[name: string, fields: Record<string, unknown>]>([
    ['plain', {}],
    ['one policy without a list', { identityPolicies: document }],
    ['policy as text', { identityPolicies: [JSON.stringify(document)] }],
    ['policy with a name', { identityPolicies: [{ name: 'p', document }] }],
    ['values in lists', { context: { ...context, 'aws:PrincipalTag/team': ['blue'], 's3:max-keys': ['5'] } }],
    ['tags below their key', { context: { 'aws:PrincipalTag': { team: 'blue' }, 's3:max-keys': '5', 'aws:TagKeys': ['b'] } }],
    ['keys in lower case', { context: { 'aws:principaltag/team': 'blue', 'S3:MAX-KEYS': 5, 'aws:tagkeys': ['b'] } }],
    [
      'entries of the policy simulator',
      {
        context: [
          { ContextKeyName: 'aws:PrincipalTag/team', ContextKeyValues: ['blue'], ContextKeyType: 'string' },
          { ContextKeyName: 's3:max-keys', ContextKeyValues: ['5'], ContextKeyType: 'numeric' },
          { ContextKeyName: 'aws:TagKeys', ContextKeyValues: ['b'], ContextKeyType: 'stringList' },
        ],
      },
    ],
    ['action in lower case', { action: 's3:getobject' }],
    ['principal as in a policy', { principal: { AWS: alice } }],
    [
      'empty lists and nothing for what is not there',
      { boundaries: [], sessionPolicy: null, resourcePolicy: {}, scps: [], rcps: [], endpointPolicies: [], grants: [] },
    ],
    ['accounts', { principalAccount: account, resourceAccount: account }],
    ['accounts as numbers', { principalAccount: 111122223333, resourceAccount: 111122223333 }],
  ])('%s', ([, fields]) => {
    const answer = decide({ ...asked, identityPolicies: [document], context, ...fields });
    expect(answer.decision).toBe('allow');
    expect(answer.problems).toBeUndefined();
  });
});

describe('a web identity is known by its provider, its host or the keys of its token', () => {
  const host = 'token.actions.githubusercontent.com';
  const provider = `arn:aws:iam::${account}:oidc-provider/${host}`;
  const trust = {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Federated: provider },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: { [`${host}:sub`]: 'x' } },
    },
  };
  const line = {
    action: 'sts:AssumeRoleWithWebIdentity',
    resource: `arn:aws:iam::${account}:role/r`,
    context: { [`${host}:sub`]: 'x' },
    resourcePolicy: trust,
  };
  test.for<[principal: unknown, decision: string]>([
    [provider, 'allow'],
    [host, 'allow'],
    [`https://${host}`, 'allow'],
    [{ Federated: provider }, 'allow'],
    ['*', 'allow'],
    [null, 'allow'],
    ['gitlab.com', 'implicit-deny'],
    [`arn:aws:iam::444455556666:oidc-provider/${host}`, 'implicit-deny'],
    ['accounts.google.com', 'implicit-deny'],
  ])('%j: %s', ([principal, decision]) => {
    expect(decide({ ...line, principal }).decision).toBe(decision);
  });
});

test('layers that exclude each other are an implicit deny with both as reasons', () => {
  const on = (operator: string) => allow('s3:*', '*', { Condition: { [operator]: { 'aws:RequestedRegion': 'eu-west-1' } } });
  const answer = decide({ ...asked, context: undefined, identityPolicies: [on('StringEquals')], boundaries: [on('StringNotEquals')] });
  expect(answer.decision).toBe('implicit-deny');
  expect(answer.because?.map(({ layer, effect }) => `${layer} ${effect}`)).toEqual(['identity allow', 'boundary allow']);
});

test('the owner of a bucket that is not named is found in the context', () => {
  const line = { ...asked, identityPolicies: [allow('s3:*')] };
  expect(decide(line).decision).toBe('allow');
  expect(decide({ ...line, context: { 'aws:ResourceAccount': '444455556666' } }).decision).toBe('implicit-deny');
});

test('a resource may have policies in several parts', () => {
  const part = (effect: string, action: string) => ({ Version: '2012-10-17', Statement: { Effect: effect, Principal: '*', Action: action, Resource: '*' } });
  expect(decide({ ...asked, resourcePolicy: [part('Allow', 's3:GetObject'), part('Deny', 's3:PutObject')] }).decision).toBe('allow');
  expect(decide({ ...asked, resourcePolicy: [part('Allow', 's3:GetObject'), part('Deny', 's3:Get*')] }).decision).toBe('explicit-deny');
});

test('whatever a line holds, it has a decision or says why not', () => {
  const fields = [
    'principalAccount',
    'resource',
    'resourceAccount',
    'managementAccount',
    'context',
    'sessionPolicy',
    'identityPolicies',
    'boundaries',
    'resourcePolicy',
    'scps',
    'rcps',
    'endpointPolicies',
    'grants',
  ];
  const junk = fc.anything({
    key: fc.constantFrom('Statement', 'Effect', 'Action', 'Resource', 'Principal', 'Condition', 'StringEquals', 'AWS', '__proto__', 'constructor', 'x'),
    maxDepth: 5,
  });
  const element = fc.record(
    {
      Effect: fc.constantFrom('Allow', 'Deny', 'x'),
      Action: fc.oneof(fc.constant('s3:*'), junk),
      Resource: fc.oneof(fc.constant('*'), junk),
      Principal: junk,
      Condition: junk,
    },
    { requiredKeys: [] },
  );
  const policy = fc.oneof(junk, fc.record({ Version: fc.oneof(fc.constant('2012-10-17'), junk), Statement: fc.oneof(element, fc.array(element), junk) }));
  const line = fc.record(
    {
      principal: fc.oneof(fc.constantFrom('*', alice, `arn:aws:iam::${account}:root`, 'ec2.amazonaws.com'), junk),
      action: fc.oneof(fc.constantFrom('s3:GetObject', 'kms:Decrypt', 'sts:AssumeRole'), junk),
      ...Object.fromEntries(fields.map((name) => [name, fc.oneof(policy, fc.array(policy), fc.array(fc.array(policy)))])),
    },
    { requiredKeys: ['principal', 'action'] },
  );
  fc.assert(
    fc.property(line, (data) => {
      const { decision, condition, problems } = decide(JSON.parse(JSON.stringify(data)));
      if (decision === undefined) expect(problems?.length).toBeGreaterThan(0);
      else expect(condition === undefined).toBe(decision !== 'allow-if');
    }),
    { numRuns: 250, seed: 3 },
  );
});
