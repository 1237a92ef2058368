import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { awsActions } from '#identity/data/files';
import { decideLine } from './batch.ts';

// Rows in the format of `ippo can --batch`, each with what AWS's documents say and where. A row that depends on something states the condition.
const folder = path.resolve('fixtures/identity/truth');
interface Row {
  readonly name: string;
  readonly expected: string;
  readonly because: string;
  readonly source: string;
  readonly condition?: unknown;
}
const files = readdirSync(folder).sort();
const rowsOf = (file: string): Row[] =>
  readFileSync(path.join(folder, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);

describe.for(files)('%s', (file) => {
  test.for(rowsOf(file))('$name: $because', (row) => {
    const answer = decideLine(row, awsActions());
    expect(answer.decision).toBe(row.expected);
    if (row.condition !== undefined) expect(answer.condition).toEqual(row.condition);
    expect(answer.condition === undefined).toBe(row.expected !== 'allow-if');
    expect(answer.because?.length).toBeGreaterThan(0);
  });
});

test('each row has a name of its own and a document', () => {
  const rows = files.flatMap(rowsOf);
  expect(rows.length).toBeGreaterThanOrEqual(520);
  expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
  expect(rows.filter(({ source }) => !/^https:\/\/(docs\.)?aws\.amazon\.com\//.test(source))).toEqual([]);
});
