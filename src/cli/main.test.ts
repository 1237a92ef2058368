import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { main } from './main.ts';

const folders: string[] = [];
const folder = (files: Readonly<Record<string, string>> = {}): string => {
  const made = mkdtempSync(path.join(tmpdir(), 'ippo-cli-'));
  folders.push(made);
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(made, name), text);
  return made;
};
afterEach(() => {
  vi.restoreAllMocks();
  for (const one of folders.splice(0)) rmSync(one, { recursive: true, force: true });
});

/** Runs the command line in this process. */
const ippo = async (...args: string[]): Promise<{ code: number; out: string; err: string }> => {
  let out = '';
  let err = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((err += String(text)), true));
  const code = await main(args, { LANG: 'C' });
  vi.restoreAllMocks();
  return { code, out, err };
};

const bad = 'resource "aws_db_instance" "a" {\n  storage_encrypted = false # keep me\n}\n';

describe('exit codes and messages', () => {
  test('a finding at the bar', async () => expect((await ippo('assess', folder({ 'main.tf': bad }))).code).toBe(1));
  test('below the bar', async () => expect((await ippo('assess', folder({ 'main.tf': bad }), '--fail-on', 'critical')).code).toBe(0));
  test('no bar', async () => expect((await ippo('assess', folder({ 'main.tf': bad }), '--fail-on', 'never')).code).toBe(0));
  test('no Terraform at all', async () =>
    expect(await ippo('assess', folder())).toMatchObject({ code: 3, err: expect.stringContaining('no Terraform was found') }));
  test('no such folder', async () =>
    expect(await ippo('assess', '/nowhere/at/all')).toMatchObject({ code: 3, err: expect.stringContaining('cannot be read') }));
  test.for([
    [['asess'], 'Did you mean "assess"'],
    [['assess', '--fromat', 'json'], 'Did you mean --format'],
    [['assess', '--format', 'xml'], 'no format'],
    [['assess', '--fail-on', 'big'], 'no severity'],
    [['assess', '--only', 'metadata-without-tokn'], 'Did you mean "metadata-without-token"'],
    [['assess', '--lang', 'fr'], 'no language'],
    [['assess', '--var', 'x'], '--var takes NAME=VALUE'],
    [['explain'], 'takes the id'],
    [['explain', 'nosuch'], 'no control'],
    [['what-if', 'examples/webshop'], 'takes the numbers'],
    [['what-if', '999', 'examples/webshop'], 'no step 999'],
  ] as const)('%s', async ([args, message]) => {
    const { code, err } = await ippo(...args);
    expect(code).toBe(3);
    expect(err).toContain(message);
  });
  test('messages are in the language asked for', async () => expect((await ippo('assess', '--lang', 'ja', '--fail-on', 'big')).err).toContain('重要度'));
});

describe('results', () => {
  test('several formats at once, to files', async () => {
    const made = folder({ 'main.tf': bad });
    const [sarif, json, markdown] = ['o.sarif', 'o.json', 'o.md'].map((name) => path.join(made, name));
    await ippo('assess', made, '--format', `sarif=${sarif}`, '--format', `markdown=${markdown}`, '--save', json ?? '', '--quiet');
    expect(JSON.parse(readFileSync(sarif ?? '', 'utf8'))).toMatchObject({ version: '2.1.0' });
    expect(JSON.parse(readFileSync(json ?? '', 'utf8'))).toMatchObject({
      schema: 'ippo.assessment/1',
      findings: expect.arrayContaining([expect.objectContaining({ control: 'data-not-encrypted-at-rest' })]),
    });
    expect(readFileSync(markdown ?? '', 'utf8')).toContain('| critical |'.slice(0, 1));
  });
  test('controls, coverage, explain, help and version', async () => {
    expect((await ippo('controls')).out).toContain('anonymous-object-read');
    expect(Number(/(\d+) of \d+ rows/.exec((await ippo('controls', '--coverage')).out)?.[1])).toBeGreaterThanOrEqual(120);
    expect((await ippo('explain', 'anonymous-object-read', '--lang', 'ja')).out).toContain('オブジェクト');
    expect((await ippo('--help')).out).toContain('ippo assess');
    expect((await ippo('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
  test('a value of the command line wins', async () => {
    const made = folder({ 'main.tf': 'variable "on" { default = false }\nresource "aws_db_instance" "a" { storage_encrypted = var.on }\n' });
    expect((await ippo('assess', made, '--var', 'on=true', '--only', 'data-not-encrypted-at-rest')).code).toBe(0);
    expect((await ippo('assess', made, '--only', 'data-not-encrypted-at-rest')).code).toBe(1);
  });
  test('a link that leads out of the folder is not followed', async () => {
    const outside = folder({ 'main.tf': bad });
    const made = folder({ 'main.tf': 'locals {}\n' });
    symlinkSync(path.join(outside, 'main.tf'), path.join(made, 'out.tf'));
    symlinkSync(made, path.join(made, 'loop'));
    const { code, out } = await ippo('assess', made);
    expect(code).toBe(0);
    expect(out).toContain('leads out of the folder');
  });
});

describe('steps', () => {
  test('written to the files, a second run shows the findings gone, comments stay', async () => {
    const made = folder({ 'main.tf': bad });
    expect((await ippo('steps', made)).out).toContain('storage_encrypted = true');
    expect((await ippo('what-if', '1', made)).out).toContain('Nothing was written');
    expect(readFileSync(path.join(made, 'main.tf'), 'utf8')).toBe(bad);
    await ippo('what-if', '1', made, '--write');
    expect(readFileSync(path.join(made, 'main.tf'), 'utf8')).toBe(bad.replace('false', 'true'));
    expect((await ippo('assess', made)).code).toBe(0);
  });
  test('all proven steps of the example, written together, remove what they say', async () => {
    const made = folder();
    cpSync('examples/webshop', made, { recursive: true });
    const steps = JSON.parse((await ippo('steps', made, '--format', 'json')).out) as { resolves: string[]; proven: boolean }[];
    expect(steps.every(({ proven }) => proven)).toBe(true);
    await ippo('what-if', ...steps.map((_, i) => String(i + 1)), made, '--write');
    const left = JSON.parse((await ippo('assess', made, '--format', 'json')).out) as { findings: { id: string; verdict: string }[] };
    const failing = new Set(left.findings.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id));
    expect(steps.flatMap(({ resolves }) => resolves).filter((id) => failing.has(id))).toEqual([]);
  });
});
