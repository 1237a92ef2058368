import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { textFiles } from '#sources/terraform/text-files';
import { run } from './run.ts';

const stacks = path.join(import.meta.dirname, '../../fixtures/secure-stacks');

/** What a careful team has built gets nothing that is medium or worse, and no doubts. */
test.for(readdirSync(stacks))('%s', (stack) => {
  const root = path.join(stacks, stack);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tf'));
  const { assessment, inventory, source } = run(textFiles(Object.fromEntries(files.map((name) => [name, readFileSync(path.join(root, name), 'utf8')]))), {
    only: [],
    mostSteps: 0,
  });
  const serious = assessment.findings.filter(({ severity, verdict }) => verdict.is === 'unknown' || ['medium', 'high', 'critical'].includes(severity));
  expect(serious.map(({ control, resource }) => `${control} ${inventory.resource(resource).id}`)).toEqual([]);
  expect(source.diagnostics).toEqual([]);
  expect(inventory.size).toBeGreaterThan(5);
});
