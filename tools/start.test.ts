import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

// What bin/ippo.js keeps of the compiled bundle for secrets, on a copy of its own.
const folder = mkdtempSync(path.join(tmpdir(), 'ippo-start-'));
const cache = path.join(folder, 'dist', 'cache');
beforeAll(() => {
  cpSync('bin', path.join(folder, 'bin'), { recursive: true });
  mkdirSync(path.join(folder, 'dist'));
  for (const name of readdirSync('dist').filter((one) => /\.c?js$/.test(one))) cpSync(path.join('dist', name), path.join(folder, 'dist', name));
  writeFileSync(path.join(folder, 'input.txt'), `password = "${'c0rrect-h0rse'}-b4ttery-St4ple"\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) => spawnSync(process.execPath, [path.join(folder, 'bin', 'ippo.js'), ...args], { encoding: 'utf8', cwd: folder });
const kept = (): readonly string[] => readdirSync(cache).toSorted();
const bundle = (name: string): string => path.join(folder, 'dist', name);

test('what was compiled is kept once, by command, and the answer stays the same', () => {
  const first = run('secrets', 'input.txt', '--lang', 'ja');
  expect(first.status).toBe(1);
  expect(first.stdout).toMatch(/パスワード/);
  const [name, ...others] = kept();
  expect(name).toMatch(/^secrets\.[0-9a-f]{32}\.secrets-\d+$/);
  expect(others).toEqual([]);
  const bytes = readFileSync(path.join(cache, name ?? ''));
  const second = run('secrets', 'input.txt', '--lang', 'ja');
  expect([second.status, second.stdout.replace(/[\d.]+ m?s/, '')]).toEqual([first.status, first.stdout.replace(/[\d.]+ m?s/, '')]);
  expect(kept()).toEqual([name]);
  expect(readFileSync(path.join(cache, name ?? ''))).toEqual(bytes);
});

test('a damaged file is replaced', () => {
  const [name = ''] = kept();
  writeFileSync(path.join(cache, name), 'nothing of the kind');
  expect(run('secrets', 'input.txt').status).toBe(1);
  expect(readFileSync(path.join(cache, name)).length).toBeGreaterThan(10_000);
});

test('what was kept of another build goes', () => {
  const [before = ''] = kept();
  const source = readFileSync(bundle('secrets.cjs'), 'latin1');
  // Of the same length, as an edit may be.
  writeFileSync(bundle('secrets.cjs'), `/* ${'0'.repeat(64)} */${source.slice(70)}`);
  expect(run('secrets', 'input.txt').status).toBe(1);
  expect(kept()).toEqual([before.replace(/\.[0-9a-f]{32}\./, `.${'0'.repeat(32)}.`)]);
});

test('nothing is kept of help and of mistakes', () => {
  rmSync(cache, { recursive: true });
  expect(run('secrets', '--help').status).toBe(0);
  expect(run('secrets', '--no-such-option').status).toBe(3);
  expect(() => kept()).toThrow(/ENOENT/);
});

test('where nothing can be written, ippo runs all the same', () => {
  rmSync(cache, { recursive: true, force: true });
  writeFileSync(cache, 'a file in its place');
  expect(run('secrets', 'input.txt').status).toBe(1);
  expect(readFileSync(cache, 'utf8')).toBe('a file in its place');
});

test.each([
  ['secrets.cjs', 'secrets', ''],
  ['secrets.cjs', 'secrets', '/* cut off */ const a = {'],
  ['secrets.cjs', 'secrets', 'throw new Error("no")'],
  ['ippo.js', 'assess', ''],
  ['ippo.js', 'assess', 'const a = {'],
])('a damaged bundle is told, and is no finding: %s %s %j', (name, word, text) => {
  const whole = readFileSync(bundle(name));
  writeFileSync(bundle(name), text);
  const { status, stderr } = run(word, 'input.txt');
  writeFileSync(bundle(name), whole);
  expect([status, stderr]).toEqual([2, expect.stringMatching(/js is damaged[^\n]*: "npm run build"[^]*npm run build で作り直してください/)]);
});

test('without a bundle it says what to do', () => {
  rmSync(bundle('ippo.js'));
  const { status, stderr } = run('assess');
  expect([status, stderr]).toEqual([2, expect.stringMatching(/npm run build/)]);
});
