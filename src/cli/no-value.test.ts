import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { madeUp } from '#secrets/made-up';
import { reasonTexts } from '#secrets/reasons';
import { allDetectors, scanner } from '#secrets/scanner';
import type { SecretMatch } from '#secrets/secret';
import { removeTemporary, temporaryFolder, temporaryRepository, testEnvironment } from '#secrets/testing/temporary-repository';
import { secretsMain } from './secrets-main.ts';

afterAll(removeTemporary, 60_000);

const secrets = scanner();
const key = { IPPO_BASELINE_KEY: 'a key of more than sixteen characters' };
const ippo = async (args: readonly string[], folder = '.', more: Readonly<Record<string, string>> = {}): Promise<string> => {
  let all = '';
  await secretsMain(args, {
    scanner: () => secrets,
    reasons: reasonTexts,
    environment: { ...testEnvironment, ...key, ...more },
    folder,
    program: { node: '', ippo: '' },
    now: () => new Date('2026-11-25T00:00:00Z'),
    out: (text) => void (all += text),
    error: (text) => void (all += text),
    input: () => '',
    columns: undefined,
  });
  return all;
};

interface Line {
  readonly file: string;
  readonly text: string;
  readonly encoding?: string;
}
const labelled: readonly Line[] = readFileSync('fixtures/secrets/neutral/matches.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line): Line => JSON.parse(line));

/** Texts of ippo itself, in which a password such as `postgres` may occur by chance. */
const ownTexts = JSON.stringify([allDetectors.map(({ id, title, fix, opens, vendor }) => ({ id, title, fix, opens, vendor })), reasonTexts]).toLowerCase();

/** Every kind in a repository: in files, in the history only, and what is to be found nowhere in any output. */
const made = (seed: number) => {
  const one = temporaryRepository();
  const hidden = new Map<string, string>();
  for (const [n, { file, text, encoding }] of labelled.entries()) {
    if (encoding !== undefined) continue;
    // Each in a folder of its own, so that its name stays.
    const name = `d${n}/${file}`;
    const content = madeUp(text, seed * 7919 + n);
    one.write(name, `${content}\n`);
    const found: readonly SecretMatch[] = secrets.scan({ path: name, bytes: Buffer.from(`${content}\n`) });
    for (const { value, detector } of found)
      if (value.length >= 6 && !ownTexts.includes(value.toLowerCase()) && !name.includes(value)) hidden.set(value, detector.id);
  }
  return { one, hidden };
};
/** How a value could stand in a text: plain, in Base64, in hexadecimal, percent-encoded, with the escapes of JSON. */
const formsOf = (value: string): readonly string[] => {
  const bytes = Buffer.from(value);
  const base64 = bytes.toString('base64').replace(/=+$/, '');
  return [value, base64, bytes.toString('base64url'), bytes.toString('hex'), encodeURIComponent(value), JSON.stringify(value).slice(1, -1)];
};
const first = 6;
/** Forms by their first letters, so that a long text is gone through once. */
const indexes = new WeakMap<ReadonlyMap<string, string>, Map<string, { readonly form: string; readonly told: string }[]>>();
const indexOf = (hidden: ReadonlyMap<string, string>) => {
  const known = indexes.get(hidden);
  if (known) return known;
  const index = new Map<string, { readonly form: string; readonly told: string }[]>();
  for (const [value, kind] of hidden)
    for (const form of new Set(formsOf(value))) {
      const key = form.slice(0, first);
      index.set(key, [...(index.get(key) ?? []), { form, told: `${kind}: ${value.slice(0, 60)}` }]);
    }
  indexes.set(hidden, index);
  return index;
};
const told = (text: string, hidden: ReadonlyMap<string, string>): readonly string[] => {
  const index = indexOf(hidden);
  const found = new Set<string>();
  for (let at = 0; at + first <= text.length; at++)
    for (const one of index.get(text.slice(at, at + first)) ?? []) if (text.startsWith(one.form, at)) found.add(one.told);
  return [...found];
};
const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile());

describe('no value leaves ippo', () => {
  const seeds = [1, 2].map(made);
  test('a value that stands in a text is seen, in every form', () => {
    for (const { hidden } of seeds)
      for (const [value, kind] of hidden) for (const form of formsOf(value)) expect(told(`x ${form} y`, hidden)).toContain(`${kind}: ${value.slice(0, 60)}`);
  });

  test('there are values of nearly every kind', () => {
    expect(new Set(seeds.flatMap(({ hidden }) => [...hidden.values()])).size).toBeGreaterThan(allDetectors.length * 0.9);
  });

  test.for(
    (['en', 'ja'] as const).flatMap((lang) =>
      [['--format', 'text', '--all'], ['--format', 'json', '--all'], ['--format', 'sarif', '--all'], ['--quiet'], ['--staged', '--all']].map((args) => [
        lang,
        ...args,
      ]),
    ),
  )('%s', async ([lang, ...args]) => {
    for (const { one, hidden } of seeds) {
      one.git('add', '--all');
      const text = await ippo(['secrets', one.folder, '--lang', lang ?? '', ...args]);
      expect(text.length).toBeGreaterThan(1000);
      expect(told(text, hidden)).toEqual([]);
    }
  });

  test.for(['en', 'ja'] as const)('hooks in %s', async (lang) => {
    for (const { one, hidden } of seeds) {
      one.git('add', '--all');
      const text = await ippo(['hook', 'run', 'pre-commit', '--lang', lang, '--fail-on', 'low/possible'], one.folder);
      expect(text.length).toBeGreaterThan(1000);
      expect(told(text, hidden)).toEqual([]);
    }
  });

  test('the history, its memory, the baseline and the change of its key', async () => {
    for (const { one, hidden } of seeds.slice(0, 1)) {
      one.commit(`message with ${[...hidden.keys()][0] ?? ''}`);
      const cache = path.join(temporaryFolder(), 'scanned');
      for (const format of ['text', 'json', 'sarif'])
        expect(told(await ippo(['secrets', one.folder, '--history', '--cache', cache, '--all', '--format', format]), hidden)).toEqual([]);
      expect(told(readFileSync(cache, 'latin1'), hidden)).toEqual([]);
      expect(told(await ippo(['secrets', one.folder, '--update-baseline', '--reason', 'a']), hidden)).toEqual([]);
      expect(told(readFileSync(path.join(one.folder, '.ippo-secrets-baseline'), 'utf8'), hidden)).toEqual([]);
      expect(told(await ippo(['secrets', one.folder, '--rekey'], '.', { IPPO_BASELINE_NEW_KEY: 'the next key, of enough length' }), hidden)).toEqual([]);
      const own = path.join(one.folder, '.git/ippo');
      for (const file of existsSync(own) ? filesBelow(own) : []) expect(told(readFileSync(file, 'latin1'), hidden)).toEqual([]);
    }
  });

  test('errors: what cannot be read, and wrong usage', async () => {
    for (const { one, hidden } of seeds)
      for (const args of [
        [one.folder, '--format', 'json=/nowhere/o.json'],
        [one.folder, '--range', 'nosuch..HEAD'],
        [one.folder, '--baseline', 'd0'],
        [one.folder, '--rekey'],
      ])
        expect(told(await ippo(['secrets', ...args]), hidden)).toEqual([]);
  });
});
