import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { run } from '#assessment/run';
import type { Value } from '#core/value';
import { moduleTree } from '../../../bench/trees.ts';
import { readTree } from '../../cli/file-tree.ts';
import type { EvaluatedBlock } from '../block.ts';
import { readPlan } from './plan.ts';
import { readTerraform } from './terraform.ts';
import { textFiles } from './text-files.ts';

// Made with Terraform 1.11.4 and provider 5.100.0: terraform plan -refresh=false -out=p && terraform show -json p
const plan = { path: 'fixtures/plans/webshop.json', text: readFileSync('fixtures/plans/webshop.json', 'utf8') };
const failing = (result: ReturnType<typeof run>): string[] =>
  result.assessment.findings
    .filter(({ verdict }) => verdict.is === 'fail')
    .map(({ id }) => id)
    .toSorted();
const assessed = (input: Parameters<typeof run>[0]): ReturnType<typeof run> => run(input, { only: [], mostSteps: 50 });

describe('a plan', () => {
  const tree = readTree('examples/webshop');
  const input = { paths: tree.paths, files: tree, variables: [], variableFiles: [], plan: undefined };
  const alone = assessed(input);
  const joined = assessed({ ...input, plan });
  const serious = (result: ReturnType<typeof run>): string[] =>
    result.assessment.findings
      .filter(({ verdict, severity }) => verdict.is === 'fail' && ['critical', 'high', 'medium'].includes(severity))
      .map(({ id }) => id)
      .toSorted();

  test('joined with its code agrees with the code', () => expect(serious(joined)).toEqual(serious(alone)));
  test('its steps still edit the code', () =>
    expect(
      joined.steps
        .filter(({ proven }) => proven)
        .slice(0, 3)
        .map(({ id }) => id),
    ).toEqual(alone.steps.slice(0, 3).map(({ id }) => id)));
  // A policy that holds an ARN is unknown as a whole in a plan: only the code tells it.
  test('without code the same is found, but for a policy that only the code tells', () =>
    expect(serious(assessed({ ...textFiles({}), plan }))).toEqual(serious(alone).filter((id) => id !== 'anonymous-object-read aws_s3_bucket.photos')));
});

const database = 'variable "on" {}\nresource "aws_db_instance" "a" {\n  storage_encrypted = var.on\n}\n';
const change = (after: object, unknown: object = {}, actions = ['create']) =>
  JSON.stringify({
    format_version: '1.2',
    resource_changes: [
      { address: 'aws_db_instance.a', mode: 'managed', type: 'aws_db_instance', name: 'a', change: { actions, after, after_unknown: unknown } },
    ],
  });
const encrypted = (code: string, text: string): string => {
  const { assessment } = run({ ...textFiles({ 'main.tf': code }), plan: { path: 'p.json', text } }, { only: ['data-not-encrypted-at-rest'], mostSteps: 0 });
  return assessment.findings[0]?.verdict.is ?? (assessment.judged.size > 0 ? 'pass' : 'not judged');
};

describe('plan and code', () =>
  test.for<[string, string, string, string]>([
    ['a known value wins over an unknown one', database, change({ storage_encrypted: true }), 'pass'],
    ['a bad value wins', database, change({ storage_encrypted: false }), 'fail'],
    ['null is absent', database, change({ storage_encrypted: null }), 'fail'],
    ['what is decided later stays as in the code', database, change({}, { storage_encrypted: true }), 'unknown'],
    ['what is deleted is gone', database, change({ storage_encrypted: false }, {}, ['delete']), 'unknown'],
    [
      'what the plan does not have does not exist',
      `${database}resource "aws_db_instance" "b" {\n  storage_encrypted = false\n}\n`,
      change({ storage_encrypted: true }),
      'pass',
    ],
    [
      'a state',
      database,
      JSON.stringify({
        format_version: '1.0',
        values: {
          root_module: { resources: [{ address: 'aws_db_instance.a', mode: 'managed', type: 'aws_db_instance', values: { storage_encrypted: true } }] },
        },
      }),
      'pass',
    ],
    [
      'a raw state file',
      database,
      JSON.stringify({
        version: 4,
        resources: [{ mode: 'managed', type: 'aws_db_instance', name: 'a', instances: [{ attributes: { storage_encrypted: true } }] }],
      }),
      'pass',
    ],
    [
      'keys of instances',
      'variable "n" {}\nresource "aws_db_instance" "a" {\n  count             = var.n\n  storage_encrypted = false\n}\n',
      JSON.stringify({
        version: 4,
        resources: [{ mode: 'managed', type: 'aws_db_instance', name: 'a', instances: [{ index_key: 0, attributes: { storage_encrypted: true } }] }],
      }),
      'pass',
    ],
  ])('%s', ([, code, text, expected]) => expect(encrypted(code, text)).toBe(expected)));

describe('what is no plan', () =>
  test.for<[string, string, string]>([
    ['a binary', 'PK\u0003\u0004', 'plan-json'],
    ['another JSON', '{"a":1}', 'plan-shape'],
    ['a list', '[]', 'plan-shape'],
    ['an encrypted one', '{"encrypted_data":"x"}', 'plan-encrypted'],
    ['a failed one', '{"resource_changes":[],"errored":true}', 'plan-errored'],
  ])('%s', ([, text, code]) => {
    expect(readPlan({ path: 'p', text }).diagnostics.map((one) => one.code)).toEqual([code]);
    expect(
      failing(assessed({ ...textFiles({ 'main.tf': 'resource "aws_db_instance" "a" { storage_encrypted = false }' }), plan: { path: 'p', text } })),
    ).toContain('data-not-encrypted-at-rest aws_db_instance.a');
  }));

/** What the plan knows of an argument that the code sets, the evaluation of the code alone must say too. */
const disagreements = (text: string, blocks: readonly EvaluatedBlock[]): { compared: number; wrong: string[] } => {
  const wrong: string[] = [];
  let compared = 0;
  const found = new Map(blocks.map((block) => [block.address, block]));
  const compare = (planned: unknown, ours: Value | undefined, at: string): void => {
    if (ours?.is !== 'known' || planned === null || planned === undefined) return;
    if (Array.isArray(planned)) {
      // Sets of objects have no order of their own.
      if (Array.isArray(ours.value) && ours.value.length === planned.length && planned.length === 1) compare(planned[0], ours.value[0] as Value, `${at}[0]`);
      return;
    }
    if (typeof planned === 'object') {
      for (const [name, inner] of Object.entries(planned)) compare(inner, (ours.value as Record<string, Value>)[name], `${at}.${name}`);
      return;
    }
    compared++;
    const same = String(ours.value) === String(planned) || (typeof planned === 'string' && planned.startsWith('{') && sameJson(planned, String(ours.value)));
    if (!same) wrong.push(`${at}: ${String(ours.value)} instead of ${String(planned)}`);
  };
  const { resource_changes: changes } = JSON.parse(text) as {
    resource_changes: { address: string; mode: string; change: { after: Record<string, unknown> } }[];
  };
  for (const { address, mode, change } of changes) {
    if (mode !== 'managed') continue;
    const block = found.get(address);
    if (!block) wrong.push(`${address} was not found`);
    else for (const [name, planned] of Object.entries(change.after)) compare(planned, block.attributes[name], `${address}.${name}`);
  }
  const addresses = new Set(changes.map(({ address }) => address));
  for (const { address } of blocks) if (!addresses.has(address)) wrong.push(`${address} does not exist`);
  return { compared, wrong };
};
const sameJson = (a: string, b: string): boolean => {
  try {
    return isDeepStrictEqual(JSON.parse(a), JSON.parse(b));
  } catch {
    return false;
  }
};

describe('the evaluation agrees with real plans', () => {
  test('the example', () => {
    const tree = readTree('examples/webshop');
    const { compared, wrong } = disagreements(
      plan.text,
      readTerraform({ paths: tree.paths, files: tree, variables: [], variableFiles: [], plan: undefined }).blocks,
    );
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThanOrEqual(80);
  });
  test('nested modules with for_each, dynamic blocks and optional attributes', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'ippo-plan-'));
    moduleTree(folder, 2);
    const tree = readTree(folder);
    const { compared, wrong } = disagreements(
      readFileSync('fixtures/plans/modules.json', 'utf8'),
      readTerraform({ paths: tree.paths, files: tree, variables: [], variableFiles: [], plan: undefined }).blocks,
    );
    rmSync(folder, { recursive: true });
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThanOrEqual(100);
  });
});
