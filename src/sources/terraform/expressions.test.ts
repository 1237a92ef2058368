import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { formatType } from './convert.ts';
import { EvaluationFailure, typeOf } from './make.ts';
import { encodeJson } from './functions/json.ts';
import { rootInstance } from './module-calls.ts';
import { local } from './module-values.ts';
import { readTerraform } from './terraform.ts';
import { textFiles } from './text-files.ts';

interface Row {
  readonly expr?: string;
  readonly constraint?: string;
  readonly value?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly json?: string;
  readonly type?: string;
  readonly error?: true;
}
// What Terraform itself answered; see fixtures/terraform/README.md.
const rows = JSON.parse(readFileSync('fixtures/terraform/expressions.json', 'utf8')) as readonly Row[];
const folder = 'fixtures/terraform';
const files = Object.fromEntries(readdirSync(`${folder}/files`).map((name) => [`files/${name}`, readFileSync(`${folder}/files/${name}`, 'utf8')]));
const also = Object.fromEntries(['expressions.json'].map((name) => [name, '']));

/** The value of `local.q` of a folder, as JSON and type; `error` if it cannot be evaluated. */
const answer = (texts: Readonly<Record<string, string>>, name: string): { json: string; type: string } | 'error' => {
  const { project, diagnostics } = readTerraform(textFiles(texts));
  if (diagnostics.some(({ severity }) => severity !== 'note')) return 'error';
  const [root] = project.roots;
  if (!root) return 'error';
  try {
    const { evaluator } = project;
    const val = local(evaluator, rootInstance(root), name);
    if (evaluator.diagnostics.length > 0 || val.kind === 'unknown') return 'error';
    return { json: encodeJson(val), type: formatType(typeOf(val)) };
  } catch (failure) {
    if (failure instanceof EvaluationFailure) return 'error';
    throw failure;
  }
};
/** `object({ a: string })` of the console, `object({a=string})` of ours. */
const normal = (type: string): string =>
  type
    .replace(/\s+/g, '')
    .replaceAll(':', '=')
    .replace(/,(?=[})\]])/g, '');

const check = (row: Row, found: ReturnType<typeof answer>): void => {
  if (row.error) expect(found).toBe('error');
  else {
    expect(found).not.toBe('error');
    if (found === 'error') return;
    // Numbers are compared to 30 places: the last of 512 bits depend on how a division is rounded.
    const places = (text: string): string => text.replace(/(\d+\.\d{30})\d+/g, '$1');
    expect(places(found.json)).toBe(places(row.json ?? ''));
    if (row.type && !row.type.includes('dynamic')) expect(normal(found.type)).toBe(normal(row.type));
  }
};

describe('expressions', () =>
  test.for(rows.filter((row) => row.expr !== undefined).map((row) => [row.expr ?? '', row] as const))('%s', ([expr, row]) =>
    check(row, answer({ ...files, ...also, 'main.tf': `locals {\n  q = ${expr}\n}\n` }, 'q')),
  ));

describe('type constraints', () =>
  test.for(rows.filter((row) => row.constraint !== undefined).map((row) => [`${row.constraint} = ${row.value}`, row] as const))('%s', ([, row]) =>
    check(row, answer({ 'main.tf': `variable "x" {\n  type    = ${row.constraint}\n  default = ${row.value}\n}\nlocals {\n  q = var.x\n}\n` }, 'q')),
  ));

describe('modules', () =>
  test.for(rows.filter((row) => row.query !== undefined).map((row) => [`${row.query} ${Object.keys(row.files ?? {}).join(' ')}`, row] as const))(
    '%s',
    ([, row]) => check(row, answer({ ...row.files, 'zz-query.tf': `locals {\n  q = ${row.query}\n}\n` }, 'q')),
  ));
