import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCondition } from './condition-parse.ts';
import { evaluateCondition } from './condition.ts';
import type { Tri } from './residual.ts';

const format = 'https://learn.microsoft.com/azure/role-based-access-control/conditions-format';
const delegate = 'https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-examples';
const read = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read';
const write = 'Microsoft.Authorization/roleAssignments/write';
const name = '@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name]';

const ask = (text: string, keys: Record<string, readonly string[] | 'absent'> = {}, action = read, suboperation: string | null | undefined = null): Tri => {
  const parsed = parseCondition(text);
  if (!('is' in parsed)) throw new Error(`${parsed.problem} ${parsed.about}`);
  const known = new Map(Object.entries(keys).map(([key, value]) => [key.toLowerCase(), value]));
  return evaluateCondition(parsed, {
    action,
    suboperation,
    assume: () => {},
    attribute: ({ source, name: attribute }) => known.get(`@${source}[${attribute}]`.toLowerCase()),
  });
};

interface Row {
  readonly text: string;
  readonly is: Tri;
  readonly keys?: Record<string, readonly string[] | 'absent'>;
  readonly action?: string;
  readonly suboperation?: string | null;
  readonly source?: string;
}
const simple = `((!(ActionMatches{'${read}'})) OR (${name} StringEquals 'blobs-example-container'))`;
const listed = `((!(ActionMatches{'${read}'} AND SubOperationMatches{'Blob.List'})) OR (${name} StringEquals 'c'))`;
const roleId = '@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]';
const backup = '5e467623-bb1f-42f4-a55d-6e525e11384b';
const delegated = `((!(ActionMatches{'${write}'})) OR (${roleId} ForAnyOfAnyValues:GuidEquals {${backup}, a795c7a0-d4a2-40c1-ae25-d81f01202912}))`;
const except = `((!(ActionMatches{'${write}'})) OR (${roleId} ForAnyOfAllValues:GuidNotEquals {8e3af657-a8ff-443c-a75c-2fe8c4bcb635, f58310d9-a9f6-439a-9e8d-f62e7b41a168}))`;

describe('values', () =>
  test.for<Row>([
    { text: simple, keys: { [name]: ['blobs-example-container'] }, is: true, source: format },
    { text: simple, keys: { [name]: ['other'] }, is: false, source: format },
    { text: simple, action: 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write', is: true, source: format },
    { text: simple, is: { key: name, operator: 'StringEquals', values: ['blobs-example-container'] }, source: format },
    { text: listed, keys: { [name]: ['other'] }, suboperation: 'Blob.List', is: false, source: format },
    { text: listed, keys: { [name]: ['other'] }, suboperation: null, is: true, source: format },
    { text: `!(ActionMatches{'${read}'} AND NOT SubOperationMatches{'Blob.List'})`, suboperation: 'Blob.List', is: true, source: format },
    { text: `!(ActionMatches{'${read}'} AND NOT SubOperationMatches{'Blob.List'})`, suboperation: null, is: false, source: format },
    { text: delegated, action: write, keys: { [roleId]: [backup] }, is: true, source: delegate },
    { text: delegated, action: write, keys: { [roleId]: [backup.toUpperCase().replaceAll('-', '')] }, is: true, source: format },
    { text: delegated, action: write, keys: { [roleId]: ['8e3af657-a8ff-443c-a75c-2fe8c4bcb635'] }, is: false, source: delegate },
    { text: delegated, action: 'Microsoft.Authorization/roleAssignments/delete', is: true, source: delegate },
    { text: except, action: write, keys: { [roleId]: ['8e3af657-a8ff-443c-a75c-2fe8c4bcb635'] }, is: false, source: delegate },
    { text: except, action: write, keys: { [roleId]: [backup] }, is: true, source: delegate },
    { text: `ActionMatches{'Microsoft.Authorization/roleAssignments/*'}`, action: write, is: true, source: format },
    { text: `ActionMatches{'Microsoft.Authorization/roleDefinitions/*'}`, action: write, is: false, source: format },
    { text: `{'red', 'blue'} ForAnyOfAnyValues:StringEquals {'blue', 'green'}`, is: true, source: format },
    { text: `{'red', 'blue'} ForAnyOfAnyValues:StringEquals {'orange', 'green'}`, is: false, source: format },
    { text: `{'red', 'blue'} ForAllOfAnyValues:StringEquals {'orange', 'red', 'blue'}`, is: true, source: format },
    { text: `{'red', 'blue'} ForAllOfAnyValues:StringEquals {'red', 'green'}`, is: false, source: format },
    { text: `{10, 20} ForAnyOfAllValues:NumericLessThan {15, 18}`, is: true, source: format },
    { text: `{10, 20} ForAllOfAllValues:NumericLessThan {5, 15, 18}`, is: false, source: format },
    { text: `{10, 20} ForAllOfAllValues:NumericLessThan {25, 30}`, is: true, source: format },
    { text: `{10, 20} ForAllOfAllValues:NumericLessThan {15, 25, 30}`, is: false, source: format },
    { text: `@Resource[name1] StringLike 'a*c?'`, keys: { '@Resource[name1]': ['abcd'] }, is: true, source: format },
    { text: `@Resource[name1] StringLike 'A*C?'`, keys: { '@Resource[name1]': ['abcd'] }, is: false, source: format },
    { text: `@Resource[name1] StringLikeIgnoreCase 'A*C?'`, keys: { '@Resource[name1]': ['abcd'] }, is: true, source: format },
    { text: `@Resource[name1] StringNotLike 'a*c'`, keys: { '@Resource[name1]': ['abcd'] }, is: true, source: format },
    { text: `@Resource[x] StringEquals 'Cascade'`, keys: { '@Resource[x]': ['cascade'] }, is: false, source: format },
    { text: `@Resource[x] StringEqualsIgnoreCase 'Cascade'`, keys: { '@Resource[x]': ['cascade'] }, is: true, source: format },
    { text: `@Resource[x] StringNotEquals 'a'`, keys: { '@Resource[x]': ['b'] }, is: true, source: format },
    { text: `@Resource[x] StringNotEqualsIgnoreCase 'A'`, keys: { '@Resource[x]': ['a'] }, is: false, source: format },
    { text: `@Resource[x] StringStartsWith 'up'`, keys: { '@Resource[x]': ['uploads/contoso'] }, is: true, source: format },
    { text: `@Resource[x] StringStartsWithIgnoreCase 'UP'`, keys: { '@Resource[x]': ['uploads'] }, is: true, source: format },
    { text: `@Resource[x] StringNotStartsWith 'up'`, keys: { '@Resource[x]': ['uploads'] }, is: false, source: format },
    {
      text: '@Resource[Microsoft.Storage/storageAccounts:isHnsEnabled] BoolEquals true',
      keys: { '@Resource[Microsoft.Storage/storageAccounts:isHnsEnabled]': ['True'] },
      is: true,
      source: format,
    },
    { text: '@Resource[HasObotoken] boolequals true', keys: { '@Resource[HasObotoken]': ['false'] }, is: false },
    { text: '@Resource[a] BoolNotEquals true', keys: { '@Resource[a]': ['false'] }, is: true, source: format },
    { text: '@Resource[n] NumericGreaterThanEquals 9007199254740993', keys: { '@Resource[n]': ['9007199254740992'] }, is: false },
    { text: '@Resource[n] NumericEquals 5', keys: { '@Resource[n]': ['05'] }, is: true },
    { text: `@Request[v] DateTimeEquals '2022-06-01T00:00:00.0Z'`, keys: { '@Request[v]': ['2022-06-01T00:00:00.0000000Z'] }, is: true, source: format },
    {
      text: `@Request[v] DateTimeLessThan '2022-06-01T00:00:00.0000002Z'`,
      keys: { '@Request[v]': ['2022-06-01T00:00:00.0000001Z'] },
      is: true,
      source: format,
    },
    {
      text: `@Environment[UtcNow] DateTimeGreaterThan '2023-05-01T13:00:00.0Z'`,
      keys: { '@Environment[UtcNow]': ['2023-05-01T12:59:59Z'] },
      is: false,
      source: format,
    },
    { text: `NOT Exists @Request[a:snapshot]`, keys: { '@Request[a:snapshot]': 'absent' }, is: true, source: format },
    { text: `Exists @Request[a:snapshot]`, keys: { '@Request[a:snapshot]': ['x'] }, is: true, source: format },
    { text: `Exists @Request[a]`, is: { key: '@Request[a]', operator: 'Exists', values: [] }, source: format },
    { text: `@Request[a] StringEquals 'x' OR NOT Exists @Request[a]`, keys: { '@Request[a]': 'absent' }, is: true, source: format },
    {
      text: `@Request[t:Project<$key_case_sensitive$>] ForAllOfAnyValues:StringEquals {'Cascade', 'Baker'}`,
      keys: { '@Request[t:Project<$key_case_sensitive$>]': ['Baker'] },
      is: true,
      source: format,
    },
    {
      text: `@Principal[a] StringEquals @Resource[b]`,
      keys: { '@Principal[a]': ['x'], '@Resource[b]': ['x'] },
      is: true,
      source: 'https://learn.microsoft.com/azure/role-based-access-control/conditions-custom-security-attributes',
    },
    {
      text: `@Principal[a] StringEquals @Resource[b]`,
      keys: { '@Principal[a]': ['x'] },
      is: { key: '@Principal[a]', operator: 'StringEquals', values: ['@Resource[b]'] },
    },
    {
      text: `@Request[a] StringEquals 'x' && @Request[a] StringEquals 'x'`,
      is: { key: '@Request[a]', operator: 'StringEquals', values: ['x'] },
      source: format,
    },
    { text: `@Request[a] StringEquals 'x' || !(@Request[b] StringEquals 'y')`, keys: { '@Request[b]': ['z'] }, is: true, source: format },
    { text: `@Request[a] StringEquals 'x' AND @Request[a] StringEquals 'y'`, is: false },
    { text: `@Request[a] StringEquals 'x'`, keys: { '@Request[a]': 'absent' }, is: false },
    { text: `@Request[a] NumericEquals 5`, keys: { '@Request[a]': ['five'] }, is: { doubt: 'NumericEquals of five, 5' } },
    { text: `@Request[a] StringEquals 'it''s'`, keys: { '@Request[a]': ["it's"] }, is: true },
    { text: `!!ActionMatches{'${read}'}`, is: true },
    { text: `((((Exists @Request[a]))))`, keys: { '@Request[a]': ['x'] }, is: true },
  ])('$text with $keys', ({ text, keys, action, suboperation, is }) => expect(ask(text, keys, action, suboperation)).toEqual(is)));

describe('what cannot be read', () =>
  test.for<{ text: string; problem: string; at: number; source?: string }>([
    { text: `Exists @Request[a] AND Exists @Request[b] OR Exists @Request[c]`, problem: 'ambiguous', at: 42, source: `${format}#grouping-and-precedence` },
    { text: `(Exists @Request[a]`, problem: 'unfinished', at: 19 },
    { text: `@Request[a] StringAlmostEquals 'x'`, problem: 'unknown-operator', at: 12 },
    { text: `@Request[a] ForSomeOfAnyValues:StringEquals 'x'`, problem: 'unknown-operator', at: 12 },
    { text: `@Subject[a] StringEquals 'x'`, problem: 'unexpected', at: 0 },
    { text: `ActionMatches{}`, problem: 'unexpected', at: 13 },
    { text: `Exists @Request[a])`, problem: 'unexpected', at: 18 },
    { text: `'open`, problem: 'unexpected', at: 0 },
    { text: ``, problem: 'unfinished', at: 0 },
    { text: `${'('.repeat(5000)}`, problem: 'too-deep', at: 201 },
    { text: `${'!'.repeat(5000)}`, problem: 'too-deep', at: 201 },
  ])('$problem', ({ text, problem, at }) => expect(parseCondition(text)).toMatchObject({ problem, at })));

test('every text is read or refused, in little time', () =>
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('(', ')', '!', ' AND ', ' OR ', '@Request[a] ', "'x'", '{', '}', ',', ' StringEquals ', 'ActionMatches', 'NOT ', 'é', '&')),
      (parts) => {
        const found = parseCondition(parts.join(''));
        expect('is' in found || found.at <= parts.join('').length).toBe(true);
      },
    ),
    { numRuns: 1000 },
  ));

test('what is left over agrees with the full answer', () => {
  const atom = fc.constantFrom("@Request[a] StringEquals 'x'", "@Request[b] StringNotEquals 'y'", 'Exists @Request[c]', "ActionMatches{'*/read'}");
  const tree: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      atom,
      tie('node').map((one) => `!(${one})`),
      fc.tuple(tie('node'), fc.constantFrom('AND', 'OR'), tie('node')).map(([a, op, b]) => `(${a}) ${op} (${b})`),
    ),
  })).node;
  const value = fc.constantFrom<readonly string[] | 'absent'>(['x'], ['y'], 'absent');
  const resolve = (residual: Tri, keys: Record<string, readonly string[] | 'absent'>): boolean => {
    if (typeof residual === 'boolean') return residual;
    if ('all' in residual) return residual.all.every((one) => resolve(one, keys));
    if ('any' in residual) return residual.any.some((one) => resolve(one, keys));
    if ('not' in residual) return !resolve(residual.not, keys);
    if ('doubt' in residual) throw new Error(residual.doubt);
    return ask(residual.operator === 'Exists' ? `Exists ${residual.key}` : `${residual.key} ${residual.operator} '${residual.values[0] ?? ''}'`, keys) === true;
  };
  fc.assert(
    fc.property(tree, value, value, value, (text, a, b, c) => {
      const all = { '@Request[a]': a, '@Request[b]': b, '@Request[c]': c };
      expect(resolve(ask(text, { '@Request[b]': b }), all)).toBe(ask(text, all));
    }),
    { numRuns: 500 },
  );
});
