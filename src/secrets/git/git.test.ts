import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import type { Note } from '../report/note.ts';
import { awsKey, simpleScanner } from '../testing/simple-scanner.ts';
import {
  removeTemporary,
  repositoryIn,
  temporaryFolder,
  temporaryRepository,
  testEnvironment,
  type TemporaryRepository,
} from '../testing/temporary-repository.ts';
import type { Sighting } from '../tree/sighting.ts';
import type { InHistory } from './place-history.ts';
import { inRange, pushing, received, type Pushed } from './pushed.ts';
import { repositoryAt } from './repository.ts';
import { annotatedTags, scanHistory } from './scan-history.ts';
import { scanMemory } from './scan-memory.ts';
import { scanStaged } from './scan-staged.ts';

afterAll(removeTemporary);

const at = (one: TemporaryRepository | string, environment = testEnvironment) =>
  repositoryAt({ folder: typeof one === 'string' ? one : one.folder, environment });

const history = async (one: TemporaryRepository, { pushed, cache, version }: { pushed?: Pushed; cache?: string; version?: string } = {}) => {
  const repository = at(one);
  const notes: Note[] = [];
  const note = (found: Note): void => void notes.push(found);
  const scanner = simpleScanner(version);
  const result = await scanHistory(
    { scanner, note },
    {
      repository,
      revisions: pushed?.revisions ?? ['--all', 'HEAD'],
      tags: pushed?.tags ?? annotatedTags(repository),
      addedOnly: pushed !== undefined,
      lostToo: pushed === undefined,
      memory: cache === undefined ? undefined : scanMemory({ file: cache, version: scanner.version, idLength: repository.idLength, note }),
    },
  );
  return { ...result, notes: notes.map(({ code }) => code), details: notes, seen: scanner.seen };
};
const told = (found: readonly InHistory[]) =>
  found.map((one) => `${one.is === 'file' ? one.path : one.is}:${one.sighting.region.line} ${one.isInHead ? 'in HEAD' : heldBy(one)}`).toSorted();
const heldBy = ({ keeper }: InHistory): string => (keeper === undefined ? 'gone' : keeper.by === 'stash' ? keeper.name : keeper.by);

const staged = async (one: TemporaryRepository, environment = testEnvironment) => {
  const found: Sighting[] = [];
  const notes: Note[] = [];
  const { files } = await scanStaged(
    { scanner: simpleScanner(), note: (note) => notes.push(note), see: (sighting) => found.push(sighting) },
    at(one, environment),
  );
  return { files, notes, lines: found.map(({ path: file, region }) => `${file}:${region.line}`).toSorted() };
};

describe('history', () => {
  test('every version once, with its first commit, its day, and whether it is still there', async () => {
    const one = temporaryRepository();
    one.write('a.env', `x=1\nkey=${awsKey(1)}\n`);
    const first = one.commit('one', '2026-01-02');
    one.write('b/copy.env', `x=1\nkey=${awsKey(1)}\n`);
    one.commit('two', '2026-02-03');
    one.write('a.env', 'x=1\n');
    one.write('c.txt', `${awsKey(2)}\n`);
    one.commit('three', '2026-03-04');
    const { found, complete, notes, seen } = await history(one);
    expect(told(found)).toEqual(['a.env:2 gone', 'b/copy.env:2 in HEAD', 'c.txt:1 in HEAD']);
    expect(found.find(({ path: file }) => file === 'a.env')).toMatchObject({ commit: first, at: Date.parse('2026-01-02T03:04:05Z') / 1000 });
    expect({ complete, notes }).toEqual({ complete: true, notes: [] });
    expect(seen.filter((file) => file !== 'COMMIT_EDITMSG')).toHaveLength(3);
  });

  test('messages of commits and tags, notes, stash and other branches', async () => {
    const one = temporaryRepository();
    one.write('a', 'a\n');
    one.commit(`fix\n\nold key ${awsKey(1)}`);
    one.git('tag', '-a', 'v1', '-m', `release ${awsKey(2)}`);
    one.git('notes', 'add', '-m', awsKey(3));
    one.write('a', `${awsKey(4)}\n`);
    one.git('stash');
    one.git('checkout', '-q', '-b', 'side');
    one.write('s', `${awsKey(5)}\n`);
    one.commit('side');
    one.git('checkout', '-q', 'main');
    const { found } = await history(one);
    expect(found.map(({ sighting }) => sighting.match.value).toSorted()).toEqual([1, 2, 3, 4, 5].map(awsKey).toSorted());
    expect(found.find(({ is }) => is === 'commit')?.sighting.region).toMatchObject({ line: 3, column: 9 });
  });

  test('what only a merge brought', async () => {
    const one = temporaryRepository();
    one.write('a', 'a\n');
    one.commit('base');
    one.git('checkout', '-q', '-b', 'side');
    one.write('s', 's\n');
    one.commit('side');
    one.git('checkout', '-q', 'main');
    one.write('m', 'm\n');
    one.commit('main');
    one.git('merge', '-q', '--no-ff', '--no-commit', 'side');
    one.write('a', `a\n${awsKey(1)}\n`);
    const merge = one.commit('merge');
    const { found } = await history(one);
    expect(found).toMatchObject([{ path: 'a', commit: merge, isInHead: true }]);
  });

  test('large, binary and packed versions of files', async () => {
    const one = temporaryRepository();
    const filler = 'some words that fill a line of this file\n'.repeat(130_000);
    one.write('large.log', `${filler}${awsKey(1)}\n${filler}`);
    one.write('binary', Buffer.concat([Buffer.from([0, 1, 2, 255, 254]), Buffer.from(`\n${awsKey(2)}`), Buffer.from([0, 200])]));
    one.commit('one');
    const { found } = await history(one);
    expect(told(found)).toEqual(['binary:2 in HEAD', 'large.log:130001 in HEAD']);
  });

  test('an archive too large to be held is told', async () => {
    const one = temporaryRepository();
    one.write('a.gz', gzipSync(Buffer.concat([randomBytes(34 * 1024 * 1024), Buffer.from(`\n${awsKey(1)}\n`)]), { level: 1 }));
    one.commit('one');
    const cache = path.join(one.folder, '.git/ippo/scanned');
    for (const _ of [1, 2]) expect((await history(one, { cache })).details).toEqual([{ code: 'archive-too-large', path: 'a.gz' }]);
  });

  test('a shallow clone is never called complete', async () => {
    const one = temporaryRepository();
    one.write('a', `${awsKey(1)}\n`);
    one.commit('one');
    one.write('a', 'clean\n');
    one.commit('two');
    const folder = temporaryFolder();
    repositoryIn(folder).git('clone', '-q', '--depth', '1', `file://${one.folder}`, '.');
    const { found, complete, notes } = await history(repositoryIn(folder));
    expect({ found, complete, notes }).toEqual({ found: [], complete: false, notes: ['shallow'] });
  });

  test('a partial clone: nothing is fetched, no program of its configuration runs, the gap is counted', async () => {
    const one = temporaryRepository();
    one.write('a', 'first\n');
    one.commit('one');
    one.write('a', 'second\n');
    one.commit('two');
    one.git('config', 'uploadpack.allowFilter', 'true');
    const folder = temporaryFolder();
    const clone = repositoryIn(folder);
    clone.git('clone', '-q', '--filter=blob:none', `file://${one.folder}`, '.');
    const trap = path.join(folder, 'ran');
    clone.git('config', 'remote.origin.url', `ext::sh -c "touch ${trap}"`);
    clone.git('config', 'protocol.ext.allow', 'always');
    const { complete, notes, details } = await history(clone);
    expect({ complete, notes, count: details[0]?.count }).toEqual({ complete: false, notes: ['partial'], count: 1 });
    expect(existsSync(trap)).toBe(false);
  });

  test('a missing object is told and the rest is read', async () => {
    const one = temporaryRepository();
    one.write('a', 'lost\n');
    one.write('b', `${awsKey(1)}\n`);
    one.commit('one');
    const id = one.git('rev-parse', 'HEAD:a');
    rmSync(path.join(one.folder, '.git/objects', id.slice(0, 2), id.slice(2)));
    const { found, complete, notes } = await history(one);
    expect({ told: told(found), complete, notes }).toEqual({ told: ['b:1 in HEAD'], complete: false, notes: ['objects-missing'] });
  });

  test('objects that git cannot unpack are told, and what is packed behind them is read', async () => {
    const one = temporaryRepository();
    for (let n = 0; n < 40; n++) one.write(`f${n}`, `${randomBytes(2000).toString('base64')}\n${awsKey(n)}\n`);
    one.commit('one');
    one.git('gc', '-q');
    const ids = one
      .git('ls-tree', '-r', 'HEAD')
      .split('\n')
      .map((line) => line.split(/\s/)[2] ?? '');
    const pack = path.join(
      one.folder,
      '.git/objects/pack',
      readdirSync(path.join(one.folder, '.git/objects/pack')).find((name) => name.endsWith('.pack')) ?? '',
    );
    const places = new Map(
      one
        .git('verify-pack', '-v', pack.replace(/pack$/, 'idx'))
        .split('\n')
        .map((line) => [line.split(/\s+/)[0] ?? '', Number(line.split(/\s+/)[4])]),
    );
    const bytes = readFileSync(pack);
    for (const id of [ids[3], ids[20]]) bytes.fill(0xff, (places.get(id ?? '') ?? 0) + 20, (places.get(id ?? '') ?? 0) + 400);
    chmodSync(pack, 0o644);
    writeFileSync(pack, bytes);
    const cache = path.join(one.folder, '.git/ippo/scanned');
    for (const _ of [1, 2]) {
      const { found, complete, details } = await history(one, { cache });
      expect({ found: found.length, complete, details }).toEqual({ found: 38, complete: false, details: [{ code: 'objects-missing', count: 2 }] });
    }
  });

  test('a broken commit ends in a note, never in "complete"', async () => {
    const one = temporaryRepository();
    one.write('a', 'a\n');
    const first = one.commit('one');
    one.write('a', `${awsKey(1)}\n`);
    one.commit('two');
    rmSync(path.join(one.folder, '.git/objects', first.slice(0, 2), first.slice(2)));
    const { found, complete, notes } = await history(one);
    expect(complete).toBe(false);
    expect(notes).toEqual(['history-broken']);
    // What is here is read all the same.
    expect(found.map(({ sighting }) => sighting.match.value)).toEqual([awsKey(1)]);
  });

  test.for([
    ['bare', ['--bare']],
    ['SHA-256', ['--object-format=sha256']],
  ] as const)('%s repository', async ([, options]) => {
    const source = temporaryRepository(...options.filter((one) => one !== '--bare'));
    source.write('a', `${awsKey(1)}\n`);
    source.commit('one');
    let one = source;
    if (options[0] === '--bare') {
      one = repositoryIn(temporaryFolder());
      one.git('clone', '-q', '--bare', source.folder, '.');
    }
    const { found, complete } = await history(one);
    expect({ told: told(found), complete }).toEqual({ told: ['a:1 in HEAD'], complete: true });
    expect(at(one).idLength).toBe(options[0] === '--bare' ? 40 : 64);
  });

  test('replaced and grafted history is read as it is', async () => {
    const one = temporaryRepository();
    one.write('a', `${awsKey(1)}\n`);
    const dirty = one.commit('one');
    one.write('a', 'clean\n');
    const clean = one.commit('two');
    one.git('replace', '--graft', clean);
    expect(one.git('rev-list', 'HEAD')).not.toContain(dirty);
    expect(told((await history(one)).found)).toEqual(['a:1 gone']);
  });

  test('another work tree shares the history', async () => {
    const one = temporaryRepository();
    one.write('a', `${awsKey(1)}\n`);
    one.commit('one');
    const beside = path.join(temporaryFolder(), 'tree');
    one.git('worktree', 'add', '-q', '-b', 'side', beside);
    const other = repositoryIn(beside);
    other.write('b', `${awsKey(2)}\n`);
    other.commit('two');
    expect(told((await history(other)).found)).toEqual(['a:1 in HEAD', 'b:1 in HEAD']);
    expect(at(other).commonDir).toBe(path.join(one.folder, '.git'));
  });
});

describe('what no branch reaches', () => {
  test('older stash entries, with their index and untracked files', async () => {
    const one = temporaryRepository();
    one.write('a', 'a\n');
    one.commit('one');
    for (const n of [1, 2, 3]) {
      one.write('a', `${n === 1 ? 'staged\n' : ''}${awsKey(n)}\n`);
      if (n === 1) one.git('add', 'a');
      one.write(`new-${n}`, `${awsKey(n + 10)}\n`);
      one.git('stash', '--include-untracked');
    }
    const { found, complete } = await history(one);
    expect(complete).toBe(true);
    expect(told(found)).toEqual(['a:1 stash@{0}', 'a:1 stash@{1}', 'a:2 stash@{2}', 'new-1:1 stash@{2}', 'new-2:1 stash@{1}', 'new-3:1 stash@{0}']);
    expect(found.every(({ commit, at: time }) => commit !== undefined && time !== undefined)).toBe(true);
  });

  test('amended, dropped and rebased commits, their messages, what was only staged, and what nothing reaches', async () => {
    const one = temporaryRepository();
    one.write('a', 'a\n');
    const base = one.commit('one');
    one.write('dir/a.env', `x\n${awsKey(1)}\n`);
    const dropped = one.commit(`message ${awsKey(2)}`, '2026-05-06');
    one.git('reset', '-q', '--hard', base);
    one.write('staged', `${awsKey(3)}\n`);
    one.git('add', 'staged');
    const blob = hashObject(one, `${awsKey(4)}\n`);
    const first = await history(one);
    expect(told(first.found)).toEqual([`blob ${blob.slice(0, 12)}:1 nothing`, 'commit:1 reflog', 'dir/a.env:2 reflog', 'staged:1 index'].toSorted());
    expect(first.found.find(({ path: file }) => file === 'dir/a.env')).toMatchObject({ commit: dropped, at: Date.parse('2026-05-06T03:04:05Z') / 1000 });
    one.git('reflog', 'expire', '--expire=now', '--all');
    expect(told((await history(one)).found).filter((line) => line.includes('reflog'))).toEqual([]);
    expect(told((await history(one)).found)).toContain('dir/a.env:2 nothing');
    one.git('reset', '-q');
    one.git('gc', '-q', '--prune=now');
    expect((await history(one)).found).toEqual([]);
  });

  test('a lost commit whose parent is gone', async () => {
    const one = temporaryRepository();
    one.write('a', 'a\n');
    const base = one.commit('one');
    one.write('b', 'b\n');
    const parent = one.commit('two');
    one.write('c/d.env', `${awsKey(1)}\n`);
    one.commit('three');
    one.git('reset', '-q', '--hard', base);
    rmSync(path.join(one.folder, '.git/objects', parent.slice(0, 2), parent.slice(2)));
    const { found, notes } = await history(one);
    expect(found).toMatchObject([{ path: 'c/d.env', commit: undefined, keeper: { by: expect.stringMatching(/reflog|nothing/) } }]);
    expect(notes).toEqual(['lost-unplaced']);
  });

  test.for(['sha1', 'sha256'])('packed, and remembered (%s): a later run reads only what came since', async (format) => {
    const one = temporaryRepository(`--object-format=${format}`);
    const cache = path.join(one.folder, '.git/ippo/scanned');
    one.write('a', 'a\n');
    const base = one.commit('one');
    for (let n = 0; n < 5; n++) one.write(`f${n}`, `clean ${n}\n`);
    one.write('b', `${awsKey(1)}\n`);
    one.commit('two');
    one.git('reset', '-q', '--hard', base);
    one.git('gc', '-q');
    expect(told((await history(one, { cache })).found)).toEqual(['b:1 reflog']);
    const second = await history(one, { cache });
    expect({ told: told(second.found), seen: second.seen }).toEqual({ told: ['b:1 reflog'], seen: ['b'] });
    hashObject(one, 'lost and clean\n');
    one.git('repack', '-a', '-d', '-q');
    const third = await history(one, { cache });
    expect({ told: told(third.found), complete: third.complete }).toEqual({ told: ['b:1 reflog'], complete: true });
    // It is on a branch again.
    one.git('branch', 'back', 'HEAD@{1}');
    expect(told((await history(one, { cache })).found)).toEqual(['b:1 gone']);
  });

  test('what is borrowed from another repository is not its own', async () => {
    const one = temporaryRepository();
    one.write('a', 'a\n');
    one.commit('one');
    hashObject(one, `${awsKey(1)}\n`);
    const clone = repositoryIn(temporaryFolder());
    clone.git('clone', '-q', '--shared', one.folder, '.');
    expect(await history(clone)).toMatchObject({ found: [], complete: true });
    expect((await history(one)).found).toHaveLength(1);
  });
});

describe('memory', () => {
  const build = () => {
    const one = temporaryRepository();
    one.write('a', `${awsKey(1)}\n`);
    one.write('clean', 'clean\n');
    one.commit('one');
    return { one, cache: path.join(one.folder, '.git/ippo/scanned') };
  };

  test('a second run reads only what is new and tells the same', async () => {
    const { one, cache } = build();
    const first = await history(one, { cache });
    const second = await history(one, { cache });
    expect(told(second.found)).toEqual(told(first.found));
    expect(second.seen).toEqual(['a']);
    one.write('b', `${awsKey(2)}\n`);
    one.commit('two');
    const third = await history(one, { cache });
    expect(told(third.found)).toEqual(['a:1 in HEAD', 'b:1 in HEAD']);
    expect(third.seen.toSorted()).toEqual(['COMMIT_EDITMSG', 'a', 'b']);
    expect(readFileSync(cache, 'utf8')).not.toContain('AK');
  });

  test('other rules scan everything again', async () => {
    const { one, cache } = build();
    const first = await history(one, { cache });
    expect((await history(one, { cache, version: 'test-2' })).seen).toHaveLength(first.seen.length);
  });

  test('an interrupted run is resumed', async () => {
    const { one, cache } = build();
    await history(one, { cache });
    const clean = one.git('rev-parse', 'HEAD:clean');
    // As it would be after an interruption: no tips, and the last line cut off.
    for (const _ of [1, 2]) {
      writeFileSync(cache, `ippo-scanned 2 test-1 40\n${clean}\n${clean.slice(0, 10)}`);
      const { seen, found, notes } = await history(one, { cache });
      expect(seen).not.toContain('clean');
      expect(told(found)).toEqual(['a:1 in HEAD']);
      expect(notes).toEqual([]);
    }
  });

  test.for(['garbage', 'ippo-scanned 2 test-1 40\nzzz\n', 'ippo-scanned 2 test-1 40\nfound 12 "a"\n', 'ippo-scanned 2 test-1 40\npack ../x\n', ''])(
    'a corrupt one is ignored and told: %j',
    async (text) => {
      const { one, cache } = build();
      const first = await history(one, { cache });
      writeFileSync(cache, text);
      const second = await history(one, { cache });
      expect(second.seen).toHaveLength(first.seen.length);
      expect(second.notes).toEqual(['cache-ignored']);
      expect((await history(one, { cache })).notes).toEqual([]);
    },
  );

  test('history that was rewritten away is told until git has cleared it away, a new tip is read', async () => {
    const { one, cache } = build();
    one.write('b', `${awsKey(2)}\n`);
    one.commit('two');
    await history(one, { cache });
    one.git('reset', '-q', '--hard', 'HEAD~1');
    one.write('c', `${awsKey(3)}\n`);
    one.commit('other');
    for (const _ of [1, 2]) expect(told((await history(one, { cache })).found)).toEqual(['a:1 in HEAD', 'b:1 reflog', 'c:1 in HEAD']);
    one.git('reflog', 'expire', '--expire=now', '--all');
    one.git('gc', '-q', '--prune=now');
    expect(told((await history(one, { cache })).found)).toEqual(['a:1 in HEAD', 'c:1 in HEAD']);
  });

  test('a shallow clone that is deepened is read on', async () => {
    const one = temporaryRepository();
    one.write('a', `${awsKey(1)}\n`);
    one.commit('one');
    one.write('a', 'clean\n');
    one.commit('two');
    const clone = repositoryIn(temporaryFolder());
    clone.git('clone', '-q', '--depth', '1', `file://${one.folder}`, '.');
    const cache = path.join(clone.folder, '.git/ippo/scanned');
    expect((await history(clone, { cache })).found).toEqual([]);
    clone.git('fetch', '-q', '--unshallow');
    const { found, complete } = await history(clone, { cache });
    expect({ told: told(found), complete }).toEqual({ told: ['a:1 gone'], complete: true });
  });
});

describe('staged', () => {
  test('the first commit', async () => {
    const one = temporaryRepository();
    one.write('a', `x\n${awsKey(1)}\n`);
    one.git('add', 'a');
    expect(await staged(one)).toMatchObject({ files: 1, lines: ['a:2'] });
  });

  test('only lines that are added, from the index and not from the work tree', async () => {
    const one = temporaryRepository();
    one.write('a', `${awsKey(1)}\n2\n3\n4\n`);
    one.write('b', '1\n');
    one.commit('one');
    one.write('a', `${awsKey(1)}\n2\nchanged\n${awsKey(2)}\n`);
    one.write('b', `1\n${awsKey(3)}\n`);
    one.git('add', 'a');
    one.write('a', 'clean again, but not staged\n');
    expect(await staged(one)).toMatchObject({ files: 1, lines: ['a:4'] });
  });

  test('renames, copies of lines, modes, deletions, links and types', async () => {
    const one = temporaryRepository();
    const body = Array.from({ length: 30 }, (_, i) => `line ${i}`).join('\n');
    one.write('old', `${awsKey(1)}\n${body}\n`);
    one.write('mode', `${awsKey(2)}\n`);
    one.write('gone', `${awsKey(3)}\n`);
    one.write('type', 'plain\n');
    one.commit('one');
    one.git('mv', 'old', 'new');
    one.write('new', `${awsKey(1)}\n${body}\n${awsKey(4)}\n`);
    chmodSync(path.join(one.folder, 'mode'), 0o755);
    rmSync(path.join(one.folder, 'gone'));
    rmSync(path.join(one.folder, 'type'));
    one.git('config', 'core.symlinks', 'true');
    one.git('add', '--all');
    one.git('update-index', '--add', '--cacheinfo', `120000,${hashObject(one, awsKey(5))},type`);
    expect((await staged(one)).lines).toEqual(['new:32', 'type:1']);
  });

  test('intent to add brings nothing yet', async () => {
    const one = temporaryRepository();
    one.commit('one');
    one.write('a', `${awsKey(1)}\n`);
    one.git('add', '--intent-to-add', 'a');
    expect(await staged(one)).toMatchObject({ files: 0, lines: [] });
  });

  test('binary files, and files that attributes call binary', async () => {
    const one = temporaryRepository();
    one.write('.gitattributes', '*.dat -diff\n');
    one.write('a.dat', `${awsKey(1)}\n`);
    one.write('b.bin', Buffer.concat([Buffer.from([0, 0, 1]), Buffer.from('text\n')]));
    one.commit('one');
    one.write('a.dat', `${awsKey(1)}\n${awsKey(2)}\n`);
    one.write('b.bin', Buffer.concat([Buffer.from([0, 0, 1]), Buffer.from(`text\n${awsKey(3)}\n`)]));
    one.git('add', '--all');
    expect((await staged(one)).lines).toEqual(['a.dat:2', 'b.bin:2']);
  });

  test('a merge with conflicts brings only what no parent has', async () => {
    const one = temporaryRepository();
    one.write('a', 'base\n');
    one.commit('base');
    one.git('checkout', '-q', '-b', 'side');
    one.write('a', `side\n${awsKey(1)}\n`);
    one.write('other', `${awsKey(2)}\n`);
    one.commit('side');
    one.git('checkout', '-q', 'main');
    one.write('a', 'main\n');
    one.commit('main');
    expect(one.tryGit('merge', '-q', 'side').status).toBe(1);
    one.write('a', `main\nside\n${awsKey(1)}\n${awsKey(3)}\n`);
    one.git('add', '--all');
    expect((await staged(one)).lines).toEqual(['a:4']);
  });

  test('the index that the environment names', async () => {
    const one = temporaryRepository();
    one.commit('one');
    one.write('a', `${awsKey(1)}\n`);
    one.git('add', 'a');
    const index = path.join(one.folder, '.git/other-index');
    writeFileSync(index, readFileSync(path.join(one.folder, '.git/index')));
    one.git('reset', '-q');
    expect((await staged(one)).lines).toEqual([]);
    expect((await staged(one, { ...testEnvironment, GIT_INDEX_FILE: index })).lines).toEqual(['a:1']);
  });

  test('a submodule is a commit, not a file', async () => {
    const inner = temporaryRepository();
    inner.write('a', `${awsKey(1)}\n`);
    inner.commit('one');
    const one = temporaryRepository();
    one.commit('one');
    one.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.folder, 'sub');
    expect(await staged(one)).toMatchObject({ files: 1, lines: [] });
  });

  test('a staged file that git cannot unpack is told, the others are read', async () => {
    const one = temporaryRepository();
    one.write('a', 'broken\n');
    one.write('b', `${awsKey(1)}\n`);
    one.git('add', '--all');
    const id = one.git('rev-parse', ':a');
    const file = path.join(one.folder, '.git/objects', id.slice(0, 2), id.slice(2));
    const bytes = readFileSync(file);
    chmodSync(file, 0o644);
    writeFileSync(file, bytes.subarray(0, bytes.length - 6));
    expect(await staged(one)).toMatchObject({ lines: ['b:1'], notes: [{ code: 'objects-missing', path: 'a' }] });
  });

  test('names with blanks, line ends and other scripts', async () => {
    const one = temporaryRepository();
    one.commit('one');
    for (const name of ['a b', 'with\nline', '日本語.txt', '-dash', '"quoted"']) one.write(name, `${awsKey(1)}\n`);
    one.git('add', '--all');
    expect((await staged(one)).lines).toEqual(['"quoted":1', '-dash:1', 'a b:1', 'with\nline:1', '日本語.txt:1'].toSorted());
  });
});

const hashObject = (one: TemporaryRepository, text: string): string => {
  one.write('.git/for-hash', text);
  return one.git('hash-object', '-w', '--no-filters', '.git/for-hash');
};

describe('commits on their way', () => {
  const build = () => {
    const one = temporaryRepository();
    one.write('a', `${awsKey(1)}\nsecond\n`);
    const base = one.commit('base');
    return { one, base };
  };
  const range = async (one: TemporaryRepository, text: string) => {
    const pushed = inRange(at(one), text);
    if ('unknown' in pushed) throw new Error(pushed.unknown);
    return history(one, { pushed });
  };

  test('a range tells added lines, also of a commit that a later one undoes', async () => {
    const { one, base } = build();
    one.write('a', `${awsKey(1)}\nsecond\n${awsKey(2)}\n`);
    const added = one.commit('add');
    one.write('a', `${awsKey(1)}\nchanged\n`);
    one.commit('undo');
    const { found } = await range(one, `${base}..HEAD`);
    expect(found).toMatchObject([{ path: 'a', commit: added, isInHead: false, sighting: { region: { line: 3 } } }]);
    expect((await range(one, 'HEAD..HEAD')).found).toEqual([]);
    expect(told((await range(one, `${'0'.repeat(40)}..HEAD`)).found)).toEqual(['a:1 gone', 'a:3 gone']);
  });

  test('a moved file and a merged branch bring nothing new', async () => {
    const { one, base } = build();
    const lines = `${awsKey(1)}\n${'a line that stays\n'.repeat(10)}`;
    one.write('a', lines);
    const start = one.commit('longer');
    one.git('checkout', '-q', '-b', 'side', base);
    one.write('side', 'side\n');
    one.commit('side');
    one.git('checkout', '-q', 'main');
    one.git('mv', 'a', 'moved');
    one.write('moved', `${lines}changed a little\n`);
    one.commit('move');
    one.git('merge', '-q', '--no-edit', 'side');
    expect((await range(one, `${start}..HEAD`)).found).toEqual([]);
    one.write('moved', `${lines}changed a little\n${awsKey(2)}\n`);
    one.commit('add');
    expect(told((await range(one, `${start}..HEAD`)).found)).toEqual(['moved:13 in HEAD']);
  });

  test('a commit that is not here is told', () => {
    const { one } = build();
    expect(inRange(at(one), `${'1'.repeat(40)}..HEAD`)).toEqual({ unknown: '1'.repeat(40) });
    expect(inRange(at(one), '--all..HEAD')).toEqual({ unknown: '--all' });
  });

  test('pre-push: what the remote does not have', async () => {
    const { one } = build();
    const server = temporaryRepository('--bare');
    one.git('remote', 'add', 'origin', server.folder);
    one.git('push', '-q', 'origin', 'main');
    one.write('b', `${awsKey(2)}\n`);
    const head = one.commit('two');
    const lines = `refs/heads/main ${head} refs/heads/main ${one.git('rev-parse', 'HEAD~1')}\n`;
    expect(told((await history(one, { pushed: pushing(at(one), lines, 'origin') })).found)).toEqual(['b:1 in HEAD']);
    expect(told((await history(one, { pushed: pushing(at(one), '', 'origin') })).found)).toEqual(['b:1 in HEAD']);
    // A deleted branch brings nothing.
    expect(pushing(at(one), `(delete) ${'0'.repeat(40)} refs/heads/x ${head}\n`, 'origin').revisions).toEqual([]);
  });

  test('pre-receive: new commits and the message of a new tag', async () => {
    const { one, base } = build();
    one.git('update-ref', 'refs/heads/main', base);
    one.write('b', `${awsKey(2)}\n`);
    const head = one.commit('two');
    one.git('tag', '-a', 'v1', '-m', awsKey(3));
    const tag = one.git('rev-parse', 'v1');
    one.git('update-ref', '-d', 'refs/tags/v1');
    one.git('reset', '-q', '--soft', base);
    const lines = `${base} ${head} refs/heads/main\n${'0'.repeat(40)} ${tag} refs/tags/v1\n`;
    const { found } = await history(one, { pushed: received(at(one), lines) });
    expect(found.map(({ sighting }) => sighting.match.value).toSorted()).toEqual([awsKey(2), awsKey(3)].toSorted());
  });
});

describe('hostile repositories', () => {
  test('no program that their configuration or attributes name is run', async () => {
    const one = temporaryRepository();
    one.write('a.txt', 'first\n');
    one.write('.gitattributes', '* diff=evil filter=evil merge=evil\n');
    one.commit('one');
    const trap = path.join(one.folder, 'ran');
    const script = path.join(temporaryFolder(), 'trap.sh');
    writeFileSync(script, `#!/bin/sh\necho "$0 $@" >> ${trap}\ncat\n`);
    chmodSync(script, 0o755);
    for (const [key, value] of [
      ['core.fsmonitor', script],
      ['core.pager', script],
      ['core.sshCommand', script],
      ['core.editor', script],
      ['core.askPass', script],
      ['core.hooksPath', path.dirname(script)],
      ['diff.external', script],
      ['diff.evil.command', script],
      ['diff.evil.textconv', script],
      ['filter.evil.clean', script],
      ['filter.evil.smudge', script],
      ['filter.evil.process', script],
      ['credential.helper', script],
      ['gpg.program', script],
      ['log.showSignature', 'true'],
      ['pager.log', script],
      ['alias.rev-list', `!${script}`],
      ['diff.orderFile', '/nonexistent'],
      ['diff.noprefix', 'true'],
      ['diff.renames', 'false'],
      ['color.ui', 'always'],
      ['log.showRoot', 'false'],
    ] as const)
      one.git('config', key, value);
    rmSync(trap, { force: true });
    one.write('b.txt', 'x');
    writeFileSync(path.join(one.folder, 'a.txt'), `first\n${awsKey(1)}\n`);
    // The index is written without the filters of the trap.
    one.git('update-index', '--cacheinfo', `100644,${hashObject(one, `first\n${awsKey(1)}\n`)},a.txt`);
    rmSync(trap, { force: true });
    expect((await staged(one)).lines).toEqual(['a.txt:2']);
    expect((await history(one)).complete).toBe(true);
    expect(inRange(at(one), 'HEAD..HEAD')).toMatchObject({ tags: [] });
    expect(existsSync(trap) ? readFileSync(trap, 'utf8') : '').toBe('');
  });
});
