import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

// The script of the GitHub Action, run as a runner would.
const action = z
  .object({
    inputs: z.record(z.string(), z.object({ description: z.string(), default: z.string() })),
    runs: z.object({ steps: z.array(z.object({ name: z.string(), run: z.string(), env: z.record(z.string(), z.string()).optional() })) }),
  })
  .parse(parse(readFileSync('action.yml', 'utf8')));
const step = action.runs.steps.find((one) => one.name === 'Scan');
const folder = mkdtempSync(path.join(tmpdir(), 'ippo-action-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const node = path.resolve('node_modules/node/bin');
const environment = {
  PATH: `${node}:${process.env['PATH'] ?? ''}`,
  HOME: folder,
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.com',
};
const git = (...args: string[]): string => spawnSync('git', args, { cwd: folder, env: environment, encoding: 'utf8' }).stdout.trim();
const run = (given: Record<string, string>) => {
  const inputs = Object.fromEntries(Object.entries(action.inputs).map(([name, { default: value }]) => [`inputs.${name}`, given[`inputs.${name}`] ?? value]));
  const values: Record<string, string> = { 'github.action_path': path.resolve('.'), ...inputs, ...given };
  const filled = (text: string): string =>
    text.replaceAll(
      /\$\{\{ (.+?) \}\}/g,
      (_, names: string) =>
        names
          .split(' || ')
          .map((name) => values[name] ?? '')
          .find((one) => one !== '') ?? '',
    );
  const env = Object.fromEntries(Object.entries(step?.env ?? {}).map(([name, text]) => [name, filled(text)]));
  return spawnSync('bash', ['-c', step?.run ?? 'exit 99'], { cwd: folder, env: { ...environment, ...env }, encoding: 'utf8' });
};

git('init', '--quiet', '-b', 'main');
writeFileSync(path.join(folder, 'a.txt'), 'one\n');
git('add', '.');
git('commit', '-q', '-m', 'one');
const base = git('rev-parse', 'HEAD');
writeFileSync(path.join(folder, '.env'), `AWS_ACCESS_KEY_ID=${'AK'}IAQ3EGRIKMZ5XWT2HV\n`);
git('add', '.');
git('commit', '-q', '-m', 'two');
const head = git('rev-parse', 'HEAD');

test('a pull request that adds a key fails, and its SARIF is written', () => {
  const { status, stdout } = run({ 'github.event.pull_request.base.sha': base, 'github.event.pull_request.head.sha': head, 'inputs.sarif': 'a.sarif' });
  expect(stdout).toContain('.env');
  expect(status).toBe(1);
  expect(existsSync(path.join(folder, 'a.sarif'))).toBe(true);
  rmSync(path.join(folder, 'a.sarif'));
});

test('a push of nothing bad passes; a new branch is read whole; by hand, the history', () => {
  expect(run({ 'github.event.before': head, 'github.sha': head }).status).toBe(0);
  expect(run({ 'github.event.before': '0'.repeat(40), 'github.sha': head }).status).toBe(1);
  expect(run({ 'github.sha': head }).status).toBe(1);
  expect(run({ 'inputs.scan': 'tree', 'inputs.fail-on': 'never', 'inputs.lang': 'ja' }).stdout).toContain('アクセスキー');
  expect(run({ 'inputs.scan': 'all' }).status).toBe(3);
});

test('no value of an event is written into the script', () => {
  expect(step?.run).not.toContain('${{');
  expect(run({ 'inputs.path': '"; touch hacked; "' }).status).not.toBe(0);
  expect(existsSync(path.join(folder, 'hacked'))).toBe(false);
});
