import { afterAll, describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Note } from '../report/note.ts';
import { removeTemporary, temporaryFolder, temporaryRepository } from '../testing/temporary-repository.ts';
import { allowances } from './allowance.ts';
import { baselineName, readBaseline, withEntries, writeBaseline, type BaselineEntry } from './baseline-file.ts';
import { fingerprint, keyMark } from './fingerprint.ts';
import { baselineKey, makeKey } from './key.ts';

afterAll(removeTemporary);

const key = 'a key of more than sixteen characters';
const entry = (n: number, more: Partial<BaselineEntry> = {}): BaselineEntry => ({
  kind: 'github-pat',
  fingerprint: fingerprint(key, 'github-pat', `value ${n}`),
  expires: undefined,
  owner: undefined,
  reason: undefined,
  ...more,
});
const read = (text: string) => {
  const notes: Note[] = [];
  const baseline = readBaseline(text, baselineName, (note) => notes.push(note));
  return { ...baseline, notes: notes.map(({ path: at }) => at) };
};

describe('fingerprints', () => {
  test('are 128 bits of HMAC-SHA-256 over kind and value', () => {
    expect(fingerprint(key, 'a', 'b')).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set([fingerprint(key, 'a', 'b'), fingerprint(key, 'a', 'c'), fingerprint(key, 'ab', ''), fingerprint(`${key}2`, 'a', 'b')]).size).toBe(4);
  });
});

describe('the file', () => {
  test('is sorted, has one line an entry, and reads back', () => {
    const entries = [entry(3, { reason: 'a sample\nof the vendor', owner: 'team-a', expires: '2027-01-31' }), entry(1), entry(2, { reason: '理由' })];
    const text = writeBaseline({ keyMark: keyMark(key), entries });
    const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines).toEqual(lines.toSorted());
    const again = read(text);
    expect(again.keyMark).toBe(keyMark(key));
    expect(again.entries.find(({ owner }) => owner === 'team-a')).toMatchObject({ reason: 'a sample of the vendor', expires: '2027-01-31' });
    expect(writeBaseline(again)).toBe(text);
  });

  test('a line that is no entry is told and passed over', () => {
    const { entries, notes } = read(`<<<<<<< ours\n${writeBaseline({ keyMark: undefined, entries: [entry(1)] })}\r\ngithub-pat 12 - - -\n`);
    expect({ count: entries.length, notes }).toEqual({ count: 1, notes: [`${baselineName}:1`, `${baselineName}:5`] });
  });

  test('of two ends of the same secret the earlier counts', () => {
    const text = [entry(1, { expires: '2028-01-01' }), entry(1, { expires: '2027-01-01' }), entry(1)]
      .map((one) => writeBaseline({ keyMark: undefined, entries: [one] }))
      .join('');
    expect(read(text).entries).toMatchObject([{ expires: '2027-01-01' }]);
  });

  test('two branches that accept different secrets merge', () => {
    const one = temporaryRepository();
    const write = (entries: readonly BaselineEntry[]): void => one.write(baselineName, writeBaseline({ keyMark: keyMark(key), entries }));
    one.write('.gitattributes', `/${baselineName} merge=union\n`);
    const base = [entry(1), entry(2)];
    write(base);
    one.commit('base');
    one.git('checkout', '-q', '-b', 'side');
    write([...base, entry(3), entry(4)]);
    one.commit('side');
    one.git('checkout', '-q', 'main');
    write([...base, entry(5), entry(6)]);
    one.commit('main');
    one.git('merge', '-q', '--no-edit', 'side');
    const { entries, notes } = read(readFileSync(path.join(one.folder, baselineName), 'utf8'));
    expect(entries.map((each) => each.fingerprint).toSorted()).toEqual([1, 2, 3, 4, 5, 6].map((n) => entry(n).fingerprint).toSorted());
    expect(notes).toEqual([]);
  });

  test('what is there keeps its reason', () => {
    const baseline = { keyMark: undefined, entries: [entry(1, { reason: 'known' })] };
    expect(withEntries(baseline, [entry(1, { reason: 'other' }), entry(2)]).entries).toMatchObject([{ reason: 'known' }, {}]);
  });
});

describe('comments', () => {
  test.for([
    ['x = 1 # ippo:allow 1a2b3c4d a sample', [{ fingerprint: '1a2b3c4d', reason: 'a sample' }]],
    ['<!-- ippo:allow 1a2b3c4d in the docs -->', [{ fingerprint: '1a2b3c4d', reason: 'in the docs' }]],
    ['/* ippo:allow 1a2b3c4d */', [{ fingerprint: '1a2b3c4d', reason: '' }]],
    ['// ippo:allow', []],
    ['// ippo:allow 1a2b too short', []],
    ['// ippo:allow everything', []],
  ] as const)('%s', ([line, expected]) => expect(allowances(line)).toEqual(expected));
});

describe('the key', () => {
  test('comes from the environment, a file, or the git directory', () => {
    const folder = temporaryFolder();
    expect(baselineKey({}, folder)).toEqual({ is: 'none' });
    const made = makeKey(folder);
    expect(baselineKey({}, folder)).toEqual({ is: 'key', key: made.key });
    expect(() => makeKey(folder)).toThrow(/EEXIST/);
    expect(baselineKey({ IPPO_BASELINE_KEY: key }, folder)).toEqual({ is: 'key', key });
    expect(baselineKey({ IPPO_BASELINE_KEY_FILE: made.file }, undefined)).toEqual({ is: 'key', key: made.key });
    expect(baselineKey({ IPPO_BASELINE_KEY_FILE: '/nowhere/key' }, folder)).toMatchObject({ is: 'unusable', why: 'unreadable' });
    expect(baselineKey({ IPPO_BASELINE_KEY: 'short' }, folder)).toMatchObject({ is: 'unusable', why: 'short' });
  });
});
