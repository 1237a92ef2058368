import { expect, test } from 'vitest';
import { awsActions, awsManagedPolicies } from '#identity/data/files';
import type { Context, Outcome } from '#identity/identity';
import { generateEstate } from '../../../bench/identity-estate.ts';
import { readAuthorizationDetails, type AccountFiles } from './authorization-details.ts';
import { awsIdentity, type AwsIdentity } from './aws.ts';
import type { KmsGrant } from './account.ts';
import { asked, pickWith, randomContext, randomDocument, randomOf, wide, type Random } from './random-requests.test-support.ts';

const identityOf = (files: AccountFiles, grants: readonly KmsGrant[] = []): AwsIdentity =>
  awsIdentity({ ...readAuthorizationDetails(files).input, grants }, awsActions(), (arn) => awsManagedPolicies().byArn(arn));

/** The quick answer is the whole one: all principals, actions and resources under each context. Returns how often each answer came. */
const compared = (
  { engine }: AwsIdentity,
  questions: readonly (readonly [string, string])[],
  contexts: readonly Context[],
): Partial<Record<Outcome, number>> => {
  const seen: Partial<Record<Outcome, number>> = {};
  for (const context of contexts)
    for (const [action, resource] of questions)
      for (const { index, caller, is } of engine.estate.holders) {
        const quick = engine.outcome(index, action.toLowerCase(), resource, context);
        const { decision, because, condition } = engine.explain(caller, action, resource, context);
        if (quick !== decision) expect({ who: is.arn, action, resource, context, quick, because, condition }).toEqual({ decision });
        seen[quick] = (seen[quick] ?? 0) + 1;
      }
  return seen;
};

test('quick and whole decisions are the same in generated estates', { timeout: 60_000 }, () => {
  const { files, resources } = generateEstate(60, 5);
  const actions = [
    's3:GetObject',
    's3:PutObject',
    'sqs:SendMessage',
    'dynamodb:Scan',
    'kms:Decrypt',
    'iam:PassRole',
    'sts:AssumeRole',
    'ec2:DescribeInstances',
    'sts:GetCallerIdentity',
  ];
  const questions = actions.flatMap((action) => resources.filter((_, i) => i % 4 === 0).map((resource) => [action, resource] as const));
  const seen = compared(identityOf(files), questions, [
    { is: 'complete', keys: { 'aws:RequestedRegion': 'us-east-1', 'aws:PrincipalOrgID': 'o-a1b2c3d4e5', 'aws:SourceIp': '203.0.113.9' } },
    { is: 'partial', keys: {} },
  ]);
  for (const outcome of ['allow', 'allow-if', 'implicit-deny', 'explicit-deny'] as const) expect(seen[outcome]).toBeGreaterThan(100);
});

test('quick and whole decisions are the same in 150 random estates of two accounts', { timeout: 60_000 }, () => {
  const total: Partial<Record<Outcome, number>> = {};
  for (let seed = 1; seed <= 150; seed++) {
    const random = randomOf(seed);
    const { files, grants } = randomEstate(random);
    const contexts: Context[] = [
      { is: 'complete', keys: randomContext(random) },
      { is: 'partial', keys: {} },
      { is: 'partial', keys: randomContext(random) },
    ];
    const questions = asked.flatMap(([action, resources]) => resources.map((resource) => [action, resource] as const));
    for (const [outcome, count] of Object.entries(compared(identityOf(files, grants), questions, contexts)))
      total[outcome as Outcome] = (total[outcome as Outcome] ?? 0) + count;
  }
  for (const outcome of ['allow', 'allow-if', 'implicit-deny', 'explicit-deny'] as const) expect(total[outcome]).toBeGreaterThan(500);
});

const randomEstate = (random: Random): { files: AccountFiles; grants: KmsGrant[] } => {
  const pick = pickWith(random);
  const chance = (share: number): boolean => random() < share;
  const [a, b] = ['111122223333', '444455556666'];
  const holder = () => ({
    PermissionsBoundary: chance(0.3) ? { PermissionsBoundaryArn: `arn:aws:iam::${a}:policy/limit` } : undefined,
    Tags: chance(0.7) ? [{ Key: 'Team', Value: pick(['blue', 'red']) }] : [],
  });
  const inline = () => [{ PolicyName: 'p', PolicyDocument: chance(0.05) ? '{' : randomDocument(random, 'identity') }];
  const user = (account: string, path: string) => ({ Arn: `arn:aws:iam::${account}:user/${path}`, UserPolicyList: inline(), ...holder() });
  const role = (account: string, path: string) => ({
    Arn: `arn:aws:iam::${account}:role/${path}`,
    RolePolicyList: inline(),
    AssumeRolePolicyDocument: randomDocument(random, 'trust'),
    ...holder(),
  });
  const policy = {
    Arn: `arn:aws:iam::${a}:policy/limit`,
    PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: randomDocument(random, 'boundary', 0.1) }],
  };
  const resources = [
    'arn:aws:s3:::photos',
    'arn:aws:s3:::logs',
    ...asked.flatMap(([action, arns]) => (action.startsWith('s3') || action.startsWith('sts') ? [] : arns)),
  ].map((arn) => ({
    arn,
    account: chance(0.8) ? a : b,
    tags: { team: pick(['blue', 'red']) },
    policy: chance(0.7) ? randomDocument(random, 'resource') : undefined,
  }));
  const key = `arn:aws:kms:eu-west-1:${a}:key/k1`;
  return {
    files: {
      details: [
        {
          path: 'a.json',
          data: {
            UserDetailList: [user(a, 'alice'), user(a, 'team/bob'), user(b, 'carol')],
            RoleDetailList: [role(a, 'app'), role(a, 'target'), role(b, 'partner'), role(a, 'aws-service-role/x.amazonaws.com/AWSServiceRoleForX')],
            Policies: [policy],
          },
        },
      ],
      resources: { path: 'r.json', data: resources },
      scps: chance(0.5) ? { path: 's.json', data: [[wide], [randomDocument(random, 'scp'), ...(chance(0.6) ? [wide] : [])]] } : undefined,
      rcps: chance(0.4) ? { path: 'c.json', data: [[randomDocument(random, 'rcp')]] } : undefined,
    },
    grants: chance(0.3)
      ? [
          {
            key,
            grantee: pick([`arn:aws:iam::${a}:user/alice`, `arn:aws:iam::${a}:root`, `arn:aws:iam::${b}:role/partner`]),
            operations: ['Decrypt'],
            encryptionContextEquals: undefined,
            encryptionContextSubset: undefined,
          },
        ]
      : [],
  };
};

test.for<[name: string, statements: readonly object[], expected: Outcome]>([
  [
    'allowed exactly when denied',
    [
      { Effect: 'Allow', Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } },
      { Effect: 'Deny', Condition: { IpAddress: { 'AWS:SourceIP': '10.0.0.0/8' } } },
    ],
    'implicit-deny',
  ],
  [
    'allowed and denied by values that exclude each other',
    [
      { Effect: 'Allow', Condition: { StringEquals: { 'x:a': '1' } } },
      { Effect: 'Deny', Condition: { StringNotEquals: { 'x:a': '2' } } },
    ],
    'implicit-deny',
  ],
  [
    'allowed either way',
    [
      { Effect: 'Allow', Condition: { Null: { 'x:a': 'true' } } },
      { Effect: 'Allow', Condition: { Null: { 'x:a': 'false' } } },
    ],
    'allow',
  ],
  [
    'denied either way',
    [{ Effect: 'Allow' }, { Effect: 'Deny', Condition: { StringEquals: { 'x:a': '1' } } }, { Effect: 'Deny', Condition: { StringNotEquals: { 'x:a': '1' } } }],
    'explicit-deny',
  ],
  [
    'two conditions that have nothing to do with each other',
    [
      { Effect: 'Allow', Condition: { StringEquals: { 'x:a': '1' } } },
      { Effect: 'Deny', Condition: { StringEquals: { 'x:b': '1' } } },
    ],
    'allow-if',
  ],
])('the quick way sees what unknown conditions mean together: %s', ([, statements, expected]) => {
  const arn = 'arn:aws:iam::111122223333:user/a';
  const document = { Version: '2012-10-17', Statement: statements.map((one) => ({ ...one, Action: 's3:GetObject', Resource: '*' })) };
  const data = { UserDetailList: [{ Arn: arn, UserPolicyList: [{ PolicyName: 'p', PolicyDocument: document }] }] };
  const { engine } = identityOf({ details: [{ path: 'a.json', data }], resources: undefined, scps: undefined, rcps: undefined });
  expect(engine.outcome(0, 's3:getobject', 'arn:aws:s3:::a/b', { is: 'partial', keys: {} })).toBe(expected);
});

test('who-can counts exactly the principals that can', () => {
  const { files, resources } = generateEstate(80, 9);
  const identity = identityOf(files);
  const context: Context = { is: 'partial', keys: {} };
  for (const action of ['s3:GetObject', 'sqs:SendMessage', 'kms:Decrypt'])
    for (const resource of resources.slice(0, 12)) {
      const found = identity.whoCan(action, resource, context);
      const expected = identity.principals
        .filter(({ id }) => ['allow', 'allow-if'].includes(identity.can(id, action, resource, context).decision))
        .map(({ id }) => id);
      expect(
        found
          .filter(({ known }) => known)
          .map(({ who }) => who)
          .sort(),
      ).toEqual(expected.sort());
      for (const { decision } of found) expect(['allow', 'allow-if']).toContain(decision.decision);
    }
});
