import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const folder = mkdtempSync(path.join(tmpdir(), 'ippo-contributing-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const text = readFileSync('CONTRIBUTING.md', 'utf8');

test('every file that the documents name exists', () => {
  const pages = [
    'README.md',
    'README.ja.md',
    'CONTRIBUTING.md',
    'docs/architecture.md',
    'docs/terraform.md',
    'docs/assessment.md',
    'docs/bench.md',
    'docs/parser.md',
    'docs/decisions/README.md',
  ];
  const missing = pages.flatMap((page) => {
    const source = readFileSync(page, 'utf8');
    const links = [...source.matchAll(/\]\(([^)#:]+)\)/g)].map(([, link = '']) => path.join(path.dirname(page), link));
    const files = [...source.matchAll(/`((?:src|data|docs|bench|fixtures|examples)\/[\w./-]+\.\w+)`/g)].map(([, file = '']) => file);
    return [...links, ...files].filter((file) => !existsSync(file)).map((file) => `${page}: ${file}`);
  });
  expect(missing).toEqual([]);
});

test.for([
  ['README.md', 'fixtures/golden/webshop.en.txt'],
  ['README.ja.md', 'fixtures/golden/webshop.ja.txt'],
] as const)('%s shows what ippo prints', ([page, golden]) => {
  const shown = /```\n((?:Next steps|次の一歩)\n[^`]+)```/.exec(readFileSync(page, 'utf8'))?.[1] ?? '';
  expect(shown.split('\n').length).toBeGreaterThan(5);
  expect(readFileSync(golden, 'utf8')).toContain(shown.trimEnd());
});

describe('a control in five minutes, as CONTRIBUTING says', () => {
  const [, model = ''] = /such as `(src\/controls\/[^`]+)`/.exec(text) ?? [];
  for (const name of ['src', 'data', 'docs', 'tools', 'fixtures', 'examples', 'bench', 'package.json', 'tsconfig.json', 'vitest.config.mjs'])
    cpSync(name, path.join(folder, name), { recursive: true });
  symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'));
  const run = (command: string, ...args: string[]): { status: number | null; output: string } => {
    const { status, stdout, stderr } = spawnSync(path.join('node_modules', '.bin', command), args, { cwd: folder, encoding: 'utf8' });
    return { status, output: stdout + stderr };
  };

  test('copied from the neighbour it names, indexed, documented and tested', () => {
    const id = 'registry-images-not-looked-at';
    const source = readFileSync(model, 'utf8').replace(/id: '[\w-]+'/, `id: '${id}'`);
    writeFileSync(path.join(folder, path.dirname(model), `${id}.ts`), source);
    for (const [command, ...args] of [
      ['node', 'tools/index-folders.ts'],
      ['node', 'tools/docs.ts'],
      ['vitest', 'run', 'src/controls'],
    ] as const) {
      const { status, output } = run(command, ...args);
      expect(status, output).toBe(0);
    }
    expect(readFileSync(path.join(folder, 'docs/controls/unauthorised-use.md'), 'utf8')).toContain(`## ${id}`);
  });

  test('a control that cannot fail its own example does not pass', () => {
    const broken = path.join(folder, path.dirname(model), 'cannot-fail.ts');
    writeFileSync(
      broken,
      readFileSync(model, 'utf8')
        .replace(/id: '[\w-]+'/, `id: 'cannot-fail'`)
        .replace(/check: [^\n]*,\n/, `check: () => ({ is: 'pass', assumed: false }),\n`),
    );
    run('node', 'tools/index-folders.ts');
    const { status, output } = run('vitest', 'run', 'src/controls');
    rmSync(broken);
    expect(status).not.toBe(0);
    expect(output).toContain('cannot-fail: fail');
  });
});
