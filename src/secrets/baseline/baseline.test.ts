import { afterAll, describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Note } from '../report/note.ts';
import { removeTemporary, temporaryFolder, temporaryRepository } from '../testing/temporary-repository.ts';
import { allowances } from './allowance.ts';
import { baselineName, emptyBaseline, readBaseline, withEntries, writeBaseline, type BaselineEntry } from './baseline-file.ts';
import { fingerprint, keyMark } from './fingerprint.ts';
import { baselineKey, makeKey } from './key.ts';

afterAll(removeTemporary);

const key = 'a key of more than sixteen characters';
const entry = (n: number, more: Partial<BaselineEntry> = {}): BaselineEntry => ({
  kind: 'github-pat',
  fingerprint: fingerprint(key, `value ${n}`),
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
  test('are 128 bits of HMAC-SHA-256 over the value', () => {
    expect(fingerprint(key, 'b')).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set([fingerprint(key, 'b'), fingerprint(key, 'c'), fingerprint(key, ''), fingerprint(`${key}2`, 'b')]).size).toBe(4);
  });
});

describe('the file', () => {
  test('is sorted, has one line an entry, and reads back', () => {
    const entries = [entry(3, { reason: 'a sample\nof the vendor', owner: 'team-a', expires: '2027-01-31' }), entry(1), entry(2, { reason: '理由' })];
    const text = writeBaseline({ ...emptyBaseline, keyMarks: [keyMark(key)], entries });
    const prints = text.split('\n').flatMap((line) => /^[a-z-]+ ([0-9a-f]{32}) /.exec(line)?.[1] ?? []);
    expect(prints).toHaveLength(3);
    expect(prints).toEqual(prints.toSorted());
    const again = read(text);
    expect(again.keyMarks).toEqual([keyMark(key)]);
    expect(again.entries.find(({ owner }) => owner === 'team-a')).toMatchObject({ reason: 'a sample of the vendor', expires: '2027-01-31' });
    expect(writeBaseline(again)).toBe(text);
  });

  const line = (one: BaselineEntry): string => `${one.kind} ${one.fingerprint} ${one.expires ?? '-'} ${one.owner ?? '-'} ${one.reason ?? '-'}`;
  test.for([
    ['a short fingerprint', 'github-pat 12 - - -'],
    ['words', 'this is no entry'],
    ['a day that there is not', `github-pat ${'a'.repeat(32)} 2027-02-30 - -`],
    ['no day at all', `github-pat ${'a'.repeat(32)} soon - -`],
    ['an upper case fingerprint', `github-pat ${'A'.repeat(32)} - - -`],
    ['a column is missing', `github-pat ${'a'.repeat(32)} -`],
  ])('%s is told with its line and lets nothing pass', ([, broken]) => {
    const { entries, notes, broken: lines } = read(`${line(entry(1))}\n${broken}\n${line(entry(2))}\n`);
    expect({ count: entries.length, notes, lines }).toEqual({ count: 2, notes: [`${baselineName}:2`], lines: [2] });
  });

  test('line ends of Windows, a byte order mark, blank lines, doubled entries and remarks of people', () => {
    const text = `\ufeff# Secrets that ippo lets pass: x\r\n# key ${keyMark(key)}\r\n# reviewed in May\r\n\r\n${line(entry(1, { reason: 'a' }))}\r\n${line(entry(1, { reason: 'a' }))}\r\n`;
    const one = read(text);
    expect(one).toMatchObject({ notes: [], keyMarks: [keyMark(key)], entries: [{ reason: 'a' }], comments: ['# reviewed in May'] });
    expect(writeBaseline(one)).toContain('# reviewed in May\n');
    expect(writeBaseline(read(writeBaseline(one)))).toBe(writeBaseline(one));
  });

  test('the entries on both sides of a conflict count, and it is told once', () => {
    const text = `<<<<<<< HEAD\n${line(entry(1))}\n||||||| base\n=======\n${line(entry(2))}\n>>>>>>> side\n`;
    const one = read(text);
    expect(one.entries.map(({ fingerprint: print }) => print).toSorted()).toEqual([entry(1).fingerprint, entry(2).fingerprint].toSorted());
    expect(one.notes).toEqual([`${baselineName}:1`]);
    expect(one.broken).toEqual([]);
    expect(writeBaseline(one)).not.toMatch(/^[<=>|]{7}/m);
  });

  test('of two ends of the same secret the earlier counts', () => {
    const text = [entry(1, { expires: '2028-01-01' }), entry(1, { expires: '2027-01-01' }), entry(1)]
      .map((one) => writeBaseline({ ...emptyBaseline, entries: [one] }))
      .join('');
    expect(read(text).entries).toMatchObject([{ expires: '2027-01-01' }]);
  });

  /** A merge by git of two branches that each add entries to those they share. */
  const merged = (union: boolean, base: readonly number[], side: readonly number[], main: readonly number[]) => {
    const one = temporaryRepository();
    const write = (numbers: readonly number[]): void =>
      one.write(baselineName, writeBaseline({ ...emptyBaseline, keyMarks: [keyMark(key)], entries: numbers.map((n) => entry(n)) }));
    if (union) one.write('.gitattributes', `/${baselineName} merge=union\n`);
    write(base);
    one.commit('base');
    one.git('checkout', '-q', '-b', 'side');
    write([...base, ...side]);
    one.commit('side');
    one.git('checkout', '-q', 'main');
    write([...base, ...main]);
    one.commit('main');
    const { status } = one.tryGit('merge', '-q', '--no-edit', 'side');
    const { entries, notes } = read(readFileSync(path.join(one.folder, baselineName), 'utf8'));
    return { status, prints: entries.map((each) => each.fingerprint).toSorted(), notes };
  };
  const prints = (numbers: readonly number[]): string[] => numbers.map((n) => entry(n).fingerprint).toSorted();
  const bucket = (n: number): string => entry(n).fingerprint.slice(0, 2);

  test('two branches that accept different secrets merge', () => {
    expect(merged(true, [1, 2], [3, 4], [5, 6])).toEqual({ status: 0, prints: prints([1, 2, 3, 4, 5, 6]), notes: [] });
  });

  test('also without .gitattributes, unless both add to the same of 256 places; then nothing is lost', () => {
    const side = Array.from({ length: 20 }, (_, n) => 100 + n);
    const taken = new Set(side.map(bucket));
    const apart = Array.from({ length: 60 }, (_, n) => 200 + n)
      .filter((n) => !taken.has(bucket(n)))
      .slice(0, 20);
    expect(merged(false, [1, 2], side, apart)).toEqual({ status: 0, prints: prints([1, 2, ...side, ...apart]), notes: [] });
    const same = Array.from({ length: 5000 }, (_, n) => 300 + n).find((n) => bucket(n) === bucket(100)) ?? 0;
    const both = merged(false, [1, 2], [100], [same]);
    expect(both).toMatchObject({ status: 1, prints: prints([1, 2, 100, same]), notes: [expect.stringContaining(baselineName)] });
    expect(merged(true, [1, 2], [100], [same])).toMatchObject({ status: 0, prints: prints([1, 2, 100, same]), notes: [] });
  });

  test('the same secret accepted on both sides merges', () => {
    expect(merged(false, [1], [7], [7])).toMatchObject({ status: 0, prints: prints([1, 7]) });
  });

  test('what is there keeps its reason', () => {
    const baseline = { ...emptyBaseline, entries: [entry(1, { reason: 'known' })] };
    expect(withEntries(baseline, [entry(1, { reason: 'other' }), entry(2)]).entries).toMatchObject([{ reason: 'known' }, {}]);
  });
});

const allowed = { fingerprint: '1a2b3c4d', reason: '', owner: undefined, expires: undefined, isBroken: false };
describe('comments', () => {
  test.for([
    ['x = 1 # ippo:allow 1a2b3c4d a sample', [{ ...allowed, reason: 'a sample' }]],
    ['<!-- ippo:allow 1a2b3c4d in the docs -->', [{ ...allowed, reason: 'in the docs' }]],
    ['/* ippo:allow 1a2b3c4d */', [allowed]],
    ['# ippo:allow 1a2b3c4d until=2027-03-31 a sample', [{ ...allowed, expires: '2027-03-31', reason: 'a sample' }]],
    ['# ippo:allow 1a2b3c4d owner=team-a until=2027-03-31 a sample', [{ ...allowed, owner: 'team-a', expires: '2027-03-31', reason: 'a sample' }]],
    ['# ippo:allow 1a2b3c4d until=soon a sample', [{ ...allowed, expires: 'soon', reason: 'a sample', isBroken: true }]],
    ['# ippo:allow 1a2b3c4d a sample until=2027-03-31', [{ ...allowed, expires: '2027-03-31', reason: 'a sample' }]],
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
