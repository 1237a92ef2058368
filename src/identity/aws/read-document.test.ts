import { describe, expect, test } from 'vitest';
import { compile, statementTruth } from './compile.ts';
import { notKnown } from './context.ts';
import { readDocument } from './read-document.ts';
import type { PolicyKind } from './statement.ts';

const read = (data: unknown, kind: PolicyKind = 'identity') => {
  const problems: string[] = [];
  const document = readDocument(data, kind, (problem, statement) => void problems.push(statement === undefined ? problem : `${statement}: ${problem}`));
  return { document, problems };
};
const one = (statement: unknown): unknown => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }, statement] });
const good = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };

describe('a malformed statement is told of with its number and is neither an Allow nor a Deny; the one before it is kept', () => {
  test.for<[name: string, statement: unknown, problem: string, kind?: PolicyKind]>([
    ['unknown operator', { ...good, Condition: { StringMatches: { a: 'b' } } }, '1: unknown operator StringMatches'],
    ['Null has no IfExists', { ...good, Condition: { NullIfExists: { a: 'true' } } }, '1: unknown operator NullIfExists'],
    ['set operator with a typing error', { ...good, Condition: { 'ForAnyValues:StringEquals': { a: 'b' } } }, '1: unknown operator ForAnyValues:StringEquals'],
    ['number that is none', { ...good, Condition: { NumericEquals: { a: 'many' } } }, '1: NumericEquals does not take "many"'],
    ['date that is none', { ...good, Condition: { DateLessThan: { a: 'tomorrow' } } }, '1: DateLessThan does not take "tomorrow"'],
    ['address that is none', { ...good, Condition: { IpAddress: { a: '300.0.0.1/8' } } }, '1: IpAddress does not take "300.0.0.1/8"'],
    ['prefix that is too long', { ...good, Condition: { IpAddress: { a: '10.0.0.0/33' } } }, '1: IpAddress does not take "10.0.0.0/33"'],
    ['boolean that is none', { ...good, Condition: { Bool: { a: 'yes' } } }, '1: Bool does not take "yes"'],
    ['variable where none stands', { ...good, Condition: { NumericEquals: { a: '${aws:x}' } } }, '1: NumericEquals does not take "${aws:x}"'],
    ['null as a value', { ...good, Condition: { StringEquals: { a: null } } }, '1: StringEquals holds null'],
    ['object as a value', { ...good, Condition: { StringEquals: { a: { b: 1 } } } }, '1: StringEquals holds a object'],
    ['condition that is a text', { ...good, Condition: 'aws:SourceIp' }, '1: a Condition that is not an object'],
    ['condition that is null', { ...good, Condition: null }, '1: a Condition that is not an object'],
    ['operator without keys', { ...good, Condition: { StringEquals: 'x' } }, '1: StringEquals is not an object'],
    ['effect in lower case', { ...good, Effect: 'allow' }, '1: unknown Effect "allow"'],
    ['effect missing', { Action: 's3:*', Resource: '*' }, '1: no Effect'],
    ['effect of the wrong type', { ...good, Effect: true }, '1: unknown Effect true'],
    ['action missing', { Effect: 'Allow', Resource: '*' }, '1: no Action'],
    ['action of the wrong type', { ...good, Action: 5 }, '1: Action holds a number'],
    ['action list with an object', { ...good, Action: ['s3:GetObject', {}] }, '1: Action holds a object'],
    ['action without a service', { ...good, Action: 'GetObject' }, '1: the action "GetObject" names no service'],
    ['action list that is empty', { ...good, Action: [] }, '1: Action is empty'],
    ['action and NotAction', { ...good, NotAction: 'iam:*' }, '1: both Action and NotAction'],
    ['resource missing', { Effect: 'Allow', Action: 's3:*' }, '1: no Resource'],
    ['resource of the wrong type', { ...good, Resource: { a: 1 } }, '1: Resource holds a object'],
    ['resource and NotResource', { ...good, NotResource: '*' }, '1: both Resource and NotResource'],
    ['element with a typing error', { ...good, Conditions: {} }, '1: unknown element Conditions'],
    ['element that is there twice', { ...good, action: 'iam:*' }, '1: an element that is there twice'],
    ['statement that is a text', 'Allow', '1: a statement that is not an object'],
    ['statement that is null', null, '1: a statement that is not an object'],
    ['principal in an identity policy', { ...good, Principal: '*' }, '1: a Principal in a policy of an identity'],
    ['principal missing', good, '1: no Principal', 'resource'],
    ['principal of an unknown kind', { ...good, Principal: { Aws: '*' } }, '1: a Principal of the kind Aws', 'resource'],
    [
      'principal that is an ARN without a kind',
      { ...good, Principal: 'arn:aws:iam::111122223333:root' },
      '1: a Principal "arn:aws:iam::111122223333:root"',
      'resource',
    ],
    ['principal that is a name', { ...good, Principal: { AWS: 'alice' } }, '1: Principal AWS holds "alice"', 'resource'],
    ['principal of the wrong type', { ...good, Principal: { AWS: 111122223333 } }, '1: Principal holds a number', 'resource'],
    ['principal that is a list', { ...good, Principal: ['*'] }, '1: a Principal of the wrong type', 'resource'],
    ['principal that is empty', { ...good, Principal: { AWS: [] } }, '1: Principal is empty', 'resource'],
    [
      'NotPrincipal in a trust policy',
      { Effect: 'Deny', Action: 'sts:AssumeRole', NotPrincipal: { AWS: '111122223333' } },
      '1: NotPrincipal is not allowed in a trust policy',
      'trust',
    ],
    [
      'NotAction in a resource control policy',
      { Effect: 'Deny', NotAction: 's3:*', Principal: '*', Resource: '*' },
      '1: NotAction and NotPrincipal are not allowed in a resource control policy',
      'rcp',
    ],
    [
      'principal of a resource control policy',
      { ...good, Effect: 'Deny', Principal: { AWS: '111122223333' } },
      '1: the Principal of a resource control policy is always *',
      'rcp',
    ],
  ])('%s', ([, statement, problem, kind = 'identity']) => {
    const first = kind === 'identity' ? good : kind === 'trust' ? { ...good, Principal: '*', Resource: undefined } : { ...good, Principal: '*' };
    const { document, problems } = read({ Version: '2012-10-17', Statement: [first, statement] }, kind);
    expect(problems.filter((text) => text.startsWith('1'))).toContain(problem);
    const [kept, bad] = compile({ id: 'p', name: 'p', at: undefined, document }).statements;
    expect(document.statements).toHaveLength(2);
    expect(kept?.source.doubt).toBeUndefined();
    expect(bad?.source.doubt).toBeDefined();
    // Never certain, whatever is asked.
    for (const action of ['s3:getobject', 'iam:createuser', 'sts:assumerole'])
      expect(statementTruth(bad!, action, 'arn:aws:s3:::a/b', () => notKnown)).not.toBe(true);
  });
});

describe('a document that is no policy may say anything', () => {
  test.for<[name: string, data: unknown, problem: string]>([
    ['text that is not JSON', '{"Version":', 'the document is not JSON'],
    ['percent signs that are none', '%7B%', 'the document is not JSON'],
    ['list', [], 'the document is not an object'],
    ['number', 7, 'the document is not an object'],
    ['nothing', undefined, 'there is no document'],
    ['without Statement', { Version: '2012-10-17' }, 'the document has no Statement'],
    ['unknown version', { Version: '2025-01-01', Statement: [] }, 'unknown Version "2025-01-01"'],
    ['text of three million characters', `{"Statement":[],"Id":"${'x'.repeat(3_000_000)}"}`, 'a document of 3000024 characters'],
    ['too many statements', { Version: '2012-10-17', Statement: Array.from({ length: 5001 }, () => good) }, 'more than 5000 statements'],
  ])('%s', ([, data, problem]) => {
    const { document, problems } = read(data);
    expect(problems).toContain(problem);
    expect(document.statements.map(({ effect, actions }) => [effect, actions.list])).toEqual([['unknown', ['*']]]);
  });
});

describe('what decides nothing is told of and harms nothing', () => {
  test.for<[name: string, data: unknown, problem: string]>([
    [
      'Sid that occurs twice',
      {
        Version: '2012-10-17',
        Statement: [
          { ...good, Sid: 'A' },
          { ...good, Sid: 'A' },
        ],
      },
      '1: the Sid A occurs twice',
    ],
    ['Sid that is a number', one({ ...good, Sid: 5 }), '1: a Sid that is not a text'],
    ['element of the document that is unknown', { Version: '2012-10-17', Statement: [good], Comment: 'x' }, 'unknown element Comment'],
  ])('%s', ([, data, problem]) => {
    const { document, problems } = read(data);
    expect(problems).toEqual([problem]);
    expect(document.statements.filter(({ doubt }) => doubt !== undefined)).toEqual([]);
  });
});

test('well-formed documents in every shape have no problems', () => {
  for (const data of [
    { Statement: good },
    { Version: '2012-10-17', Id: 'x', Statement: [good] },
    JSON.stringify({ Statement: [good] }),
    encodeURIComponent(JSON.stringify({ Statement: [good] })),
    {
      version: '2012-10-17',
      statement: { effect: 'Allow', action: ['s3:*'], resource: ['*'], condition: { bool: { 'aws:SecureTransport': true }, NumericLessThan: { a: 5 } } },
    },
  ])
    expect(read(data).problems).toEqual([]);
});

test('a document of 200 kB is read and answers quickly, also when its patterns are hostile', () => {
  const hostile = `arn:aws:s3:::${'*a'.repeat(2000)}b`;
  const statements = Array.from({ length: 45 }, (_, i) => ({ ...good, Sid: `S${i}`, Resource: hostile }));
  const text = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  expect(text.length).toBeGreaterThan(180_000);
  const { document, problems } = read(text);
  expect(problems).toEqual([]);
  const start = process.cpuUsage();
  const truths = compile({ id: 'p', name: 'p', at: undefined, document }).statements.map((statement) =>
    statementTruth(statement, 's3:getobject', `arn:aws:s3:::${'a'.repeat(5000)}`, () => undefined),
  );
  expect(new Set(truths)).toEqual(new Set([false]));
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1e6).toBeLessThan(5);
});

test('the place of a statement is a pointer into its document', () => {
  const at = { file: 'a.json', pointer: '/Policy' };
  const list = readDocument({ Statement: [good, good] }, 'identity', () => undefined, at);
  expect(list.statements.map((statement) => statement.at)).toEqual([
    { file: 'a.json', pointer: '/Policy/Statement/0' },
    { file: 'a.json', pointer: '/Policy/Statement/1' },
  ]);
  expect(readDocument({ Statement: good }, 'identity', () => undefined, at).statements[0]?.at?.pointer).toBe('/Policy/Statement');
});
