import { chmodSync, closeSync, ftruncateSync, mkdirSync, openSync, symlinkSync, writeFileSync, writeSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { Note } from '../report/note.ts';
import { awsKey, simpleScanner } from '../testing/simple-scanner.ts';
import { tar, zip } from '../testing/archives.ts';
import { removeTemporary, repositoryIn, temporaryFolder, temporaryRepository, testEnvironment } from '../testing/temporary-repository.ts';
import { chunkedScan, chunkSize } from './chunks.ts';
import { scanBytes } from './content.ts';
import { ignoreRules, isIgnored } from './ignore-rules.ts';
import { scanInput, scanTree } from './scan-tree.ts';
import type { Sighting } from './sighting.ts';
import { walk } from './walk.ts';
import { wildcard } from './wildcard.ts';

afterAll(removeTemporary);

const gathered = () => {
  const found: Sighting[] = [];
  const notes: Note[] = [];
  const scanning = { scanner: simpleScanner(), see: (one: Sighting) => void found.push(one), note: (one: Note) => void notes.push(one) };
  return {
    scanning,
    found,
    notes,
    told: () => found.map(({ path: file, region }) => `${file}:${region.line}:${region.column}`).toSorted(),
    codes: () => notes.map(({ code, path: file }) => `${code} ${file ?? ''}`).toSorted(),
  };
};
const tree = async (folder: string, more: { all?: boolean; tracked?: readonly string[]; excludes?: string } = {}) => {
  const all = gathered();
  const scanned = await scanTree(all.scanning, { given: folder, all: more.all ?? false, excludes: more.excludes, trackedButIgnored: more.tracked ?? [] });
  return { ...scanned, told: all.told(), codes: all.codes(), found: all.found };
};

describe('wildcards', () => {
  test.for([
    ['*.log', 'a.log', true],
    ['*.log', 'a.logs', false],
    ['a*b*c', 'aXXbYYc', true],
    ['a*b*c', 'aXXbYY', false],
    ['?.txt', 'a.txt', true],
    ['?.txt', 'ab.txt', false],
    ['[a-c]x', 'bx', true],
    ['[!a-c]x', 'bx', false],
    ['[]x]y', ']y', true],
    ['[[:digit:]]', '7', true],
    ['\\*', '*', true],
    ['\\*', 'a', false],
    ['[a', '[a', false],
    ['***', 'anything', true],
  ] as const)('%s on %s', ([pattern, name, expected]) => expect(wildcard(pattern).test(name)).toBe(expected));

  test('many stars take no long time', () => {
    const one = wildcard(`${'*a'.repeat(2000)}b`);
    const started = process.cpuUsage();
    expect(one.test('a'.repeat(5000))).toBe(false);
    expect(process.cpuUsage(started).user / 1e6).toBeLessThan(2);
  });
});

describe('ignore rules are those of git', () => {
  test.for([
    ['*.log', 'a/b.log', false, true],
    ['/a.log', 'b/a.log', false, false],
    ['/a.log', 'a.log', false, true],
    ['build/', 'x/build', true, true],
    ['build/', 'build', false, false],
    ['a/b', 'x/a/b', false, false],
    ['**/b', 'x/a/b', false, true],
    ['a/**', 'a/x/y', false, true],
    ['a/**', 'a', true, false],
    ['a/**/b', 'a/b', false, true],
    ['a/**/b', 'a/x/y/b', false, true],
    ['*.log\n!keep.log', 'keep.log', false, false],
    ['!keep.log\n*.log', 'keep.log', false, true],
    ['\\#a', '#a', false, true],
    ['# a', '# a', false, false],
    ['a ', 'a', false, true],
    ['a\\ ', 'a ', false, true],
    ['\\!a', '!a', false, true],
    ['doc/*.txt', 'doc/a/b.txt', false, false],
  ] as const)('%j on %s', ([text, file, isFolder, expected]) => expect(isIgnored(ignoreRules(text, '', undefined), file, isFolder)).toBe(expected));

  test('held against git itself', () => {
    const one = temporaryRepository();
    const names = ['a', 'b', 'a.log', 'b.txt', '#x', 'a b'];
    const files = names.flatMap((x) => [x, ...names.flatMap((y) => [`d${x}/${y}`, ...names.slice(0, 3).map((z) => `d${x}/e${y}/${z}`)])]);
    for (const file of files) one.write(file, '');
    const piece = fc.constantFrom('a', 'b', '*', '*.log', 'da', 'd*', 'ea', '**', '?', '[ab]', '#x', 'a b', 'e[!a]');
    const rule = fc
      .tuple(fc.constantFrom('', '!', '/'), fc.array(piece, { minLength: 1, maxLength: 3 }), fc.constantFrom('', '/'))
      .map(([before, parts, after]) => before + parts.join('/') + after);
    const run = (text: string, nested: string) => {
      one.write('.gitignore', `${text}\n`);
      one.write('da/.gitignore', `${nested}\n`);
      const listed = spawnSync('git', ['ls-files', '-z', '--others', '--exclude-standard'], { cwd: one.folder, env: { ...testEnvironment }, encoding: 'utf8' });
      const ours = [...walk({ root: one.folder, all: false, excludes: undefined, note: () => undefined })].map(({ path: file }) => file);
      expect(ours.toSorted()).toEqual(listed.stdout.split('\0').filter(Boolean).toSorted());
    };
    fc.assert(
      fc.property(fc.array(rule, { minLength: 1, maxLength: 4 }), fc.array(rule, { maxLength: 3 }), (rules, nested) =>
        run(rules.join('\n'), nested.join('\n')),
      ),
      { numRuns: 60, seed: 7 },
    );
  });
});

describe('a tree', () => {
  test('untracked files are found, ignored ones not, ignored but tracked ones are', async () => {
    const one = temporaryRepository();
    one.write('.gitignore', '.env\ndist/\n');
    one.write('src/a', `x\n  ${awsKey(1)}\n`);
    one.write('.env', awsKey(2));
    one.write('dist/b', awsKey(3));
    one.write('.git/info/exclude', 'local\n');
    one.write('local', awsKey(4));
    expect((await tree(one.folder)).told).toEqual(['src/a:2:3']);
    expect((await tree(one.folder, { tracked: ['.env'] })).told).toEqual(['.env:1:1', 'src/a:2:3']);
    expect((await tree(one.folder, { all: true })).told).toEqual(['.env:1:1', 'dist/b:1:1', 'local:1:1', 'src/a:2:3']);
    expect((await tree(one.folder, { excludes: 'src\n' })).told).toEqual([]);
  });

  test('a folder below the top obeys the rules above it', async () => {
    const one = temporaryRepository();
    one.write('.gitignore', '/a/*/skip\n*.tmp\n!/a/b/keep.tmp\n');
    one.write('a/b/skip', awsKey(1));
    one.write('a/b/x.tmp', awsKey(2));
    one.write('a/b/keep.tmp', awsKey(3));
    one.write('a/b/c/skip', awsKey(4));
    expect((await tree(path.join(one.folder, 'a/b'))).told).toEqual(['c/skip:1:1', 'keep.tmp:1:1']);
  });

  test('links are not followed, one that leads out is told; pipes are not waited for', async () => {
    const outside = temporaryFolder();
    writeFileSync(path.join(outside, 'secret'), awsKey(1));
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, 'in'));
    symlinkSync(outside, path.join(folder, 'out'));
    symlinkSync(folder, path.join(folder, 'in/ring'));
    symlinkSync('/nowhere/at/all', path.join(folder, 'dangling'));
    spawnSync('sh', ['-c', 'mkfifo "$0"', path.join(folder, 'pipe')]);
    expect(await tree(folder)).toMatchObject({ told: [], codes: ['link-outside out'] });
  });

  test('names that are no UTF-8, of files and folders, with line ends, and very deep ones', async () => {
    const folder = temporaryFolder();
    const bytes = (...names: string[]): Buffer => Buffer.concat([Buffer.from(`${folder}/`), ...names.map((name) => Buffer.from(name, 'latin1'))]);
    mkdirSync(bytes('dir\u00ff'));
    writeFileSync(bytes('dir\u00ff', '/in'), awsKey(1));
    writeFileSync(bytes('caf\u00e9'), awsKey(2));
    writeFileSync(path.join(folder, 'with\nline'), awsKey(3));
    const deep = 'd/'.repeat(1500);
    mkdirSync(path.join(folder, deep), { recursive: true });
    writeFileSync(path.join(folder, deep, 'f'), awsKey(4));
    expect(await tree(folder)).toMatchObject({ told: ['caf\ufffd:1:1', `${deep}f:1:1`, 'dir\ufffd/in:1:1', 'with\nline:1:1'], codes: [] });
  });

  test('what cannot be read is told', async () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'a'), awsKey(1));
    mkdirSync(path.join(folder, 'node_modules'));
    writeFileSync(path.join(folder, 'closed'), 'x');
    chmodSync(path.join(folder, 'closed'), 0);
    const { told, codes } = await tree(folder);
    expect(told).toEqual(['a:1:1']);
    // The administrator reads everything.
    expect(codes).toEqual(process.getuid?.() === 0 ? ['folder-skipped node_modules'] : ['file-unreadable closed', 'folder-skipped node_modules']);
  });

  test('a repository inside has rules of its own', async () => {
    const one = temporaryRepository();
    one.write('.gitignore', '*.env\n');
    const inner = repositoryIn(path.join(one.folder, 'inner'));
    one.write('inner/.gitignore', 'own\n');
    inner.git('init', '-q');
    one.write('inner/a.env', awsKey(1));
    one.write('inner/own', awsKey(2));
    expect((await tree(one.folder)).told).toEqual(['inner/a.env:1:1']);
  });

  test('one file, and an empty folder', async () => {
    const folder = temporaryFolder();
    expect(await tree(folder)).toMatchObject({ files: 0, told: [] });
    writeFileSync(path.join(folder, 'a'), awsKey(1));
    expect(await tree(path.join(folder, 'a'))).toMatchObject({ files: 1, told: ['a:1:1'] });
  });
});

describe('texts of any length', () => {
  const line = 'a line that fills the file with words\n';

  test('a file in pieces: each secret once, with its line, also at the seams', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'large');
    const handle = openSync(file, 'w');
    const expected: string[] = [];
    let lines = 0;
    for (let size = 0, n = 0; size < 3.5 * chunkSize; n++) {
      const part = line.repeat(4000 + (n % 7));
      writeSync(handle, `${part}${awsKey(n)}\n`);
      size += part.length;
      lines += 4001 + (n % 7);
      expected.push(`large:${lines}:1`);
    }
    closeSync(handle);
    expect((await tree(folder)).told).toEqual(expected.toSorted());
  });

  test('a large file of holes stays within bounds', async () => {
    const folder = temporaryFolder();
    const handle = openSync(path.join(folder, 'holes'), 'w');
    ftruncateSync(handle, 200 * 1024 * 1024);
    writeSync(handle, `\n${awsKey(1)}\n`, 200 * 1024 * 1024);
    closeSync(handle);
    const before = process.memoryUsage().rss;
    expect((await tree(folder)).told).toEqual(['holes:2:1']);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  });

  test.for(['utf16le', 'utf16be', 'utf8', 'one line'] as const)('pieces in %s', (form) => {
    const all = gathered();
    const text = `\ufeff${(form === 'one line' ? line.replace('\n', ' ') : `日本語 ${line}`).repeat(150_000)}${awsKey(1)}\n`;
    const bytes =
      form === 'utf8' || form === 'one line' ? Buffer.from(text) : form === 'utf16le' ? Buffer.from(text, 'utf16le') : Buffer.from(text, 'utf16le').swap16();
    const scan = chunkedScan(all.scanning.scanner, 'f', all.scanning.see);
    for (let at = 0; at < bytes.length; at += 77_777) scan.push(bytes.subarray(at, at + 77_777));
    scan.end();
    expect(all.found.map(({ region }) => region.line)).toEqual([form === 'one line' ? 1 : 150_001]);
    // In UTF-16, from the start of the line, however long that is; the mark at the start of the file is no letter.
    const column = form === 'one line' ? text.indexOf(awsKey(1)) : 1;
    expect(all.found.map(({ region }) => [region.column, region.endColumn])).toEqual([[column, column + 20]]);
  });

  test('standard input', () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'in'), `a\n${awsKey(1)}`);
    const handle = openSync(path.join(folder, 'in'), 'r');
    const all = gathered();
    expect(scanInput(all.scanning, handle, '(stdin)')).toMatchObject({ files: 1 });
    closeSync(handle);
    expect(all.told()).toEqual(['(stdin):2:1']);
  });
});

describe('archives', () => {
  const scanned = async (bytes: Buffer, name = 'x') => {
    const all = gathered();
    await scanBytes(all.scanning, name, bytes);
    return { told: all.told(), codes: all.codes() };
  };

  test.for([
    ['zip', () => zip({ 'a/b.txt': `x\n${awsKey(1)}` }), ['x!/a/b.txt:2:1']],
    ['zip, stored', () => zip({ b: awsKey(1) }, { stored: true }), ['x!/b:1:1']],
    ['tar', () => tar({ 'a/b': awsKey(1) }), ['x!/a/b:1:1']],
    ['tar.gz', () => gzipSync(tar({ 'a/b': awsKey(1), c: 'clean' })), ['x!/a/b:1:1']],
    ['gz', () => gzipSync(`x\n${awsKey(1)}`), ['x:2:1']],
    ['zip in tar.gz', () => gzipSync(tar({ 'in.jar': zip({ p: awsKey(1) }) })), ['x!/in.jar!/p:1:1']],
    ['tar in zip', () => zip({ t: tar({ p: awsKey(1) }) }), ['x!/t!/p:1:1']],
    ['long names', () => tar({ [`${'d/'.repeat(120)}f`]: awsKey(1) }), [`x!/${'d/'.repeat(120)}f:1:1`]],
  ] as const)('%s', async ([, make, expected]) => expect(await scanned(make())).toEqual({ told: expected, codes: [] }));

  test('too deep, encrypted, unknown methods and other kinds are told', async () => {
    const deep = (levels: number): Buffer => zip({ a: levels === 1 ? awsKey(1) : deep(levels - 1) });
    expect(await scanned(deep(4))).toEqual({ told: ['x!/a!/a!/a!/a:1:1'], codes: [] });
    expect(await scanned(deep(5))).toEqual({ told: [], codes: ['archive-too-deep x!/a!/a!/a!/a'] });
    const repeatedly = (times: number): Buffer => (times === 0 ? Buffer.from(awsKey(1)) : gzipSync(repeatedly(times - 1)));
    expect(await scanned(repeatedly(6))).toEqual({ told: [], codes: ['archive-too-deep x'] });
    expect((await scanned(zip({ a: awsKey(1) }, { encrypted: true }))).codes).toEqual(['archive-encrypted x!/a']);
    expect((await scanned(zip({ a: awsKey(1) }, { method: 14 }))).codes).toEqual(['archive-method x!/a']);
    expect((await scanned(Buffer.from('BZh91AY&SY rest'))).codes).toEqual(['archive-broken x']);
    expect((await scanned(Buffer.from('7z\u00bc\u00af\u0027\u001c', 'latin1'))).codes).toEqual(['archive-method x']);
  });

  test('bombs end', async () => {
    const huge = Buffer.alloc(64 * 1024 * 1024);
    expect((await scanned(zip({ a: huge, b: awsKey(1) }))).codes).toEqual(['archive-too-large x!/a']);
    expect((await scanned(zip({ a: huge, b: awsKey(1) }))).told).toEqual(['x!/b:1:1']);
    const bomb = gzipSync(Buffer.alloc(1024 * 1024));
    const long = Buffer.concat(Array.from({ length: 300 }, () => bomb));
    expect((await scanned(long)).codes).toEqual(['archive-too-large x']);
  });

  test('broken ones end in a note, and what was read before it stays', async () => {
    const packed = gzipSync(tar({ a: awsKey(1), b: randomBytes(20_000) }));
    const { told, codes } = await scanned(packed.subarray(0, packed.length - 200));
    expect({ told, codes }).toEqual({ told: ['x!/a:1:1'], codes: ['archive-broken x'] });
    expect((await scanned(Buffer.from('PK\u0003\u0004 and no more'))).codes).toEqual(['archive-broken x']);
    const lying = zip({ a: awsKey(1) });
    lying.writeUInt32LE(0x7fffffff, lying.length - 6);
    expect(await scanned(lying)).toEqual({ told: [], codes: ['archive-broken x'] });
  });

  test('random bytes never throw', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('zip', 'tar', 'gz'), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 20 }), async (kind, changes) => {
        const bytes = kind === 'zip' ? zip({ a: awsKey(1), b: 'text' }) : kind === 'tar' ? tar({ a: awsKey(1), b: 'text' }) : gzipSync(tar({ a: awsKey(1) }));
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        await scanned(bytes);
      }),
      { numRuns: 300 },
    );
  });
});
