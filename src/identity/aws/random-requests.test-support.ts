// Random well-formed requests over a small vocabulary, so that policies and requests meet often. The same seed gives the same requests.
import type { PlainDocument, PlainRequest, PlainStatement } from './reference.test-support.ts';

export type Random = () => number;
export const randomOf = (seed: number): Random => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

export type Kind = 'identity' | 'boundary' | 'session' | 'scp' | 'rcp' | 'endpoint' | 'resource' | 'trust';
const [a, b] = ['111122223333', '444455556666'];
const principals = [
  `arn:aws:iam::${a}:user/alice`,
  `arn:aws:iam::${a}:user/alice`,
  `arn:aws:iam::${a}:user/team/bob`,
  `arn:aws:iam::${a}:role/app`,
  `arn:aws:sts::${a}:assumed-role/app/one`,
  `arn:aws:sts::${a}:assumed-role/app/one`,
  `arn:aws:sts::${a}:federated-user/alice`,
  `arn:aws:iam::${a}:root`,
  `arn:aws:iam::${b}:user/carol`,
  `arn:aws:sts::${b}:assumed-role/partner/two`,
  'lambda.amazonaws.com',
  '*',
];
const named = [
  '*',
  a,
  `arn:aws:iam::${a}:root`,
  `arn:aws:iam::${a}:user/alice`,
  `arn:aws:iam::${a}:user/team/bob`,
  `arn:aws:iam::${a}:role/app`,
  `arn:aws:iam::${a}:role/path/app`,
  `arn:aws:sts::${a}:assumed-role/app/one`,
  `arn:aws:sts::${a}:federated-user/alice`,
  b,
  `arn:aws:iam::${b}:user/carol`,
  `arn:aws:iam::${b}:role/partner`,
];
export const asked: readonly (readonly [action: string, resources: readonly string[]])[] = [
  ['s3:GetObject', ['arn:aws:s3:::photos/alice/1.jpg', 'arn:aws:s3:::photos/blue/2.jpg', 'arn:aws:s3:::logs/x']],
  ['s3:PutObject', ['arn:aws:s3:::photos/alice/1.jpg', 'arn:aws:s3:::logs/x']],
  ['sqs:SendMessage', [`arn:aws:sqs:eu-west-1:${a}:orders`, `arn:aws:sqs:eu-west-1:${a}:blue`]],
  ['kms:Decrypt', [`arn:aws:kms:eu-west-1:${a}:key/k1`]],
  ['sts:AssumeRole', [`arn:aws:iam::${a}:role/target`]],
  ['ec2:StartInstances', [`arn:aws:ec2:eu-west-1:${a}:instance/i-1`]],
];
const actionPatterns = [
  '*',
  '*',
  '*',
  's3:*',
  's3:Get*',
  's3:GetObject',
  'S3:getobject',
  's3:???Object',
  'sqs:*',
  'sqs:SendMessage',
  'kms:*',
  'kms:Decrypt',
  'sts:AssumeRole',
  'sts:*',
  'ec2:*',
  'iam:*',
];
const resourcePatterns = [
  '*',
  '*',
  '*',
  '*',
  '*',
  'arn:aws:s3:::*',
  'arn:aws:s3:::photos/*',
  'arn:aws:s3:::photos/${aws:username}/*',
  "arn:aws:s3:::photos/${aws:PrincipalTag/team, 'blue'}/*",
  'arn:aws:s3:::photos/*/?.jpg',
  'arn:aws:s3:::l${*}gs/*',
  `arn:aws:sqs:*:${a}:*`,
  `arn:aws:sqs:eu-west-1:${a}:\${aws:PrincipalTag/team}`,
  `arn:aws:kms:*:${a}:key/*`,
  `arn:aws:iam::*:role/target`,
  `arn:aws:ec2:eu-west-?:${a}:instance/*`,
  'arn:aws:*:*:*:*',
];
const contextKeys: readonly (readonly [key: string, values: readonly (string | string[])[]])[] = [
  ['aws:PrincipalTag/team', ['blue', 'red', 'Blue']],
  ['aws:ResourceTag/team', ['blue', 'red']],
  ['aws:SourceIp', ['203.0.113.7', '198.51.100.1']],
  ['s3:max-keys', ['5', '10', '10.0', '50', 'many']],
  ['aws:SecureTransport', ['true', 'false']],
  ['aws:CurrentTime', ['2026-01-01T00:00:00Z', '2026-06-01T00:00:00Z']],
  ['aws:TagKeys', [['a'], ['a', 'b'], ['b', 'c'], []]],
  ['aws:SourceArn', [`arn:aws:sns:eu-west-1:${a}:t`, `arn:aws:sns:eu-west-1:${b}:t:sub`]],
];

export const pickWith =
  (random: Random) =>
  <T>(choice: readonly T[]): T =>
    choice[Math.floor(random() * choice.length)]!;

export const randomStatement = (random: Random, kind: Kind, denies: number): PlainStatement => {
  const pick = pickWith(random);
  const chance = (share: number): boolean => random() < share;
  const oneOrList = <T>(make: () => T): T | T[] => (chance(0.5) ? make() : Array.from({ length: 1 + Math.floor(random() * 3) }, make));
  const made: PlainStatement = { Effect: kind === 'rcp' || chance(denies) ? 'Deny' : 'Allow' };
  const actions = oneOrList(() => pick(actionPatterns));
  if (kind !== 'rcp' && chance(0.15)) made.NotAction = actions;
  else made.Action = actions;
  const resources = oneOrList(() => pick(resourcePatterns));
  if (kind !== 'trust') {
    if (chance(0.12)) made.NotResource = resources;
    else made.Resource = resources;
  }
  if (kind === 'rcp') made.Principal = '*';
  else if (kind === 'resource' || kind === 'trust' || kind === 'endpoint') {
    if (kind === 'resource' && chance(0.08))
      made.NotPrincipal = { AWS: chance(0.5) ? [pick([named[3]!, named[4]!]), named[2]!] : [pick([named[5]!, named[7]!])] };
    else if (chance(0.15)) made.Principal = '*';
    else made.Principal = chance(0.15) ? { Service: 'lambda.amazonaws.com', AWS: pick(named) } : { AWS: oneOrList(() => pick(named)) };
  }
  if (chance(0.4)) made.Condition = Object.fromEntries(Array.from({ length: chance(0.25) ? 2 : 1 }, () => randomCondition(random)));
  return made;
};

export const randomDocument = (random: Random, kind: Kind, denies = 0.2): PlainDocument => ({
  ...(random() < 0.9 ? { Version: '2012-10-17' } : random() < 0.5 ? { Version: '2008-10-17' } : {}),
  Statement: Array.from({ length: 1 + Math.floor(random() * 3) }, () => randomStatement(random, kind, denies)),
});

export const randomContext = (random: Random): Record<string, string | string[]> => {
  const context: Record<string, string | string[]> = {};
  for (const [key, values] of contextKeys) if (random() < 0.6) context[key] = pickWith(random)(values);
  return context;
};

export const wide: PlainDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

export const randomRequest = (random: Random): PlainRequest => {
  const pick = pickWith(random);
  const chance = (share: number): boolean => random() < share;
  const document = (kind: Kind, denies?: number): PlainDocument => randomDocument(random, kind, denies);
  const [action, resources] = pick(asked);
  const resource = pick(resources);
  const isAssume = action === 'sts:AssumeRole';
  const context = randomContext(random);
  const guarded = chance(0.35);
  const made: PlainRequest = {
    principal: pick(principals),
    action,
    resource,
    resourceAccount: a,
    context,
    identityPolicies: chance(0.85) ? Array.from({ length: 1 + Math.floor(random() * 2) }, () => document('identity', 0.12)) : [],
    ...(chance(0.25) ? { boundaries: [document('boundary', 0.1)] } : {}),
    ...(chance(0.2) ? { sessionPolicy: document('session', 0.1) } : {}),
    ...(chance(0.6) ? { resourcePolicy: document(isAssume ? 'trust' : 'resource') } : {}),
    ...(guarded ? { scps: [[wide], [chance(0.5) ? wide : document('scp'), document('scp', 0.4)]] } : {}),
    ...(chance(0.15) ? { rcps: [[document('rcp')]] } : {}),
    ...(chance(0.12) ? { endpointPolicies: [document('endpoint', 0.1)] } : {}),
    ...(action === 'kms:Decrypt' && chance(0.4) ? { grants: [{ key: resource, grantee: pick(named.slice(1)), operations: ['Decrypt'] }] } : {}),
  };
  // Which session of the role asks is not known then: nothing may depend on it.
  return made.principal.endsWith(':role/app') ? JSON.parse(JSON.stringify(made).replaceAll(`sts::${a}:assumed-role/app/one`, `iam::${a}:role/app`)) : made;
};

const operators: readonly (readonly [key: string, operators: readonly string[], values: readonly string[]])[] = [
  [
    'aws:PrincipalTag/team',
    ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'],
    ['blue', 'red', 'bl*', 'BLUE', '${aws:ResourceTag/team}', '?ed'],
  ],
  ['aws:ResourceTag/team', ['StringEquals', 'StringNotEquals'], ['blue', '${aws:PrincipalTag/team}', "${aws:PrincipalTag/team, 'red'}"]],
  ['aws:SourceIp', ['IpAddress', 'NotIpAddress'], ['203.0.113.0/24', '198.51.100.1', '0.0.0.0/0']],
  [
    's3:max-keys',
    ['NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals', 'NumericGreaterThan', 'NumericGreaterThanEquals'],
    ['5', '10', '20'],
  ],
  ['aws:SecureTransport', ['Bool'], ['true', 'false']],
  ['aws:CurrentTime', ['DateEquals', 'DateNotEquals', 'DateLessThan', 'DateGreaterThanEquals'], ['2026-03-01T00:00:00Z', '2026-06-01T00:00:00Z']],
  ['aws:PrincipalArn', ['ArnLike', 'ArnNotLike', 'ArnEquals', 'StringLike'], [`arn:aws:iam::${a}:role/app`, 'arn:aws:iam::*:user/*', 'arn:aws:*::*:role/*']],
  ['aws:SourceArn', ['ArnLike', 'ArnNotEquals', 'StringLike'], [`arn:aws:sns:*:${a}:*`, 'arn:aws:sns:*:*:t', 'arn:*:t']],
  ['aws:PrincipalAccount', ['StringEquals', 'StringNotEquals'], [a, b]],
  ['aws:username', ['StringLike', 'StringNotEquals'], ['al*', 'bob']],
];
const randomCondition = (random: Random): [string, Record<string, string | string[]>] => {
  const pick = pickWith(random);
  const roll = random();
  if (roll < 0.1) return ['Null', { [pick(contextKeys)[0]]: pick(['true', 'false']) }];
  if (roll < 0.25) {
    const inner = pick(['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'StringEqualsIfExists']);
    return [`${pick(['ForAllValues', 'ForAnyValue'])}:${inner}`, { 'aws:TagKeys': pick([['a'], ['a', 'b'], ['c'], ['A*', 'b']]) }];
  }
  const [key, of, values] = pick(operators);
  const operator = `${pick(of)}${random() < 0.25 ? 'IfExists' : ''}`;
  return [operator, { [random() < 0.2 ? key.toUpperCase() : key]: random() < 0.6 ? pick(values) : [pick(values), pick(values)] }];
};
