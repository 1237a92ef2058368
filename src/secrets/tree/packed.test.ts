import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import zlib, { brotliCompressSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { Note } from '../report/note.ts';
import { awsKey, simpleScanner } from '../testing/simple-scanner.ts';
import { removeTemporary, temporaryFolder } from '../testing/temporary-repository.ts';
import { tar, zip } from '../testing/archives.ts';
import { byteQueue } from './byte-queue.ts';
import { unpackedBzip2 } from './bzip2.ts';
import { scanBytes } from './content.ts';
import { unpackedLz4 } from './lz4.ts';
import type { Sighting } from './sighting.ts';
import { unpackedXz } from './xz.ts';

afterAll(removeTemporary);

const has = (tool: string): boolean => spawnSync(tool, ['--version']).error === undefined;
/** What a program of this machine makes of bytes. */
const packedBy = (tool: string, args: readonly string[], input: Buffer): Buffer => {
  const { stdout, status } = spawnSync(tool, args, { input, maxBuffer: 1 << 30 });
  expect(status).toBe(0);
  return stdout;
};
const scanned = async (bytes: Buffer, name = 'x') => {
  const found: Sighting[] = [];
  const notes: Note[] = [];
  await scanBytes({ scanner: simpleScanner(), see: (one) => void found.push(one), note: (one) => void notes.push(one) }, name, bytes);
  return {
    told: found.map(({ path: file, region }) => `${file}:${region.line}`).toSorted(),
    codes: notes.map(({ code, path: file }) => `${code} ${file ?? ''}`).toSorted(),
  };
};
const whole = async (stream: AsyncIterable<Buffer>): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const piece of stream) parts.push(Buffer.from(piece));
  return Buffer.concat(parts);
};
/** The same bytes, in pieces of a few. */
const inPieces = function* (bytes: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield Buffer.from(bytes.subarray(at, at + size));
};

/** Texts of several kinds: empty, short, of one letter, of few, of code, and of noise. */
const samples: Readonly<Record<string, () => Buffer>> = {
  empty: () => Buffer.alloc(0),
  letter: () => Buffer.from('a'),
  zeros: () => Buffer.alloc(3_000_000),
  runs: () => Buffer.from(Array.from({ length: 3000 }, (_, i) => 'abcdefg'.charAt(i % 7).repeat(i % 300)).join('')),
  code: () => Buffer.concat(Array.from({ length: 40 }, () => readFileSync('package-lock.json').subarray(0, 60_000))),
  noise: () => randomBytes(1_200_000),
  mixed: () => Buffer.concat(Array.from({ length: 60 }, (_, i) => Buffer.concat([randomBytes(700 * i), Buffer.from(`line ${i}\n`.repeat(900))]))),
};

const debian = 'dpkg-deb';

describe('what the programs of this machine pack', () => {
  for (const [tool, unpack, variants] of [
    ['bzip2', unpackedBzip2, [['-1'], ['-9']]],
    [
      'xz',
      unpackedXz,
      [
        ['-0', '-T1'],
        ['-6', '-T1'],
        ['-9e', '-T1'],
        ['-T2', '--block-size=200000'],
        ['--check=sha256'],
        ['--lzma2=preset=6,lc=0,lp=2,pb=0'],
        ['--lzma2=preset=6,lc=1,lp=3,pb=4'],
        ['--lzma2=preset=6,dict=64KiB'],
      ],
    ],
    ['lz4', unpackedLz4, [['-1'], ['-9'], ['-BD', '-B4'], ['-BX', '--content-size']]],
  ] as const)
    describe.skipIf(!has(tool))(tool, () => {
      for (const args of variants)
        test.for(Object.keys(samples))(`${args.join(' ')}: %s`, async (name) => {
          const plain = samples[name]?.() ?? Buffer.alloc(0);
          const packed = packedBy(tool, [...args, '-c'], plain);
          expect((await whole(unpack(byteQueue([packed])))).equals(plain)).toBe(true);
          if (plain.length < 100_000) expect((await whole(unpack(byteQueue(inPieces(packed, 7))))).equals(plain)).toBe(true);
        });
      test('one after the other', async () => {
        const [a, b] = [Buffer.from('first\n'), samples['runs']?.() ?? Buffer.alloc(0)];
        const packed = Buffer.concat([packedBy(tool, ['-c'], a), packedBy(tool, ['-c'], b)]);
        expect((await whole(unpack(byteQueue([packed])))).equals(Buffer.concat([a, b]))).toBe(true);
      });
    });

  test.skipIf(!has('xz'))('xz: filters for machine code are passed by, those that hide the text are told', async () => {
    const text = Buffer.from(`some text\n${awsKey(1)}\n`);
    expect(await scanned(packedBy('xz', ['--x86', '--lzma2', '-c'], text), 'a.xz')).toEqual({ told: ['a.xz:2'], codes: [] });
    expect(await scanned(packedBy('xz', ['--delta=dist=4', '--lzma2', '-c'], text), 'a.xz')).toEqual({ told: [], codes: ['archive-method a.xz'] });
    expect(await scanned(packedBy('xz', ['--lzma2=dict=128MiB', '-c'], text), 'a.xz')).toEqual({ told: [], codes: ['archive-method a.xz'] });
  });

  test.skipIf(!has(debian)).for(['xz', 'gzip', 'zstd'])('a Debian package with %s', async (method) => {
    const folder = temporaryFolder();
    for (const [name, text] of [
      ['DEBIAN/control', 'Package: x\nVersion: 1\nArchitecture: all\nMaintainer: x <x@example.com>\nDescription: x\n'],
      ['DEBIAN/postinst', `#!/bin/sh\nexport KEY=${awsKey(1)}\n`],
      ['etc/x/settings', `a\nb\n${awsKey(2)}\n`],
    ] as const) {
      mkdirSync(path.dirname(path.join(folder, 'x', name)), { recursive: true });
      writeFileSync(path.join(folder, 'x', name), text);
    }
    chmodSync(path.join(folder, 'x/DEBIAN/postinst'), 0o755);
    expect(spawnSync(debian, ['--root-owner-group', `-Z${method}`, '-b', 'x', 'x.deb'], { cwd: folder }).status).toBe(0);
    const suffix = { xz: 'xz', gzip: 'gz', zstd: 'zst' }[method];
    const expected =
      method === 'zstd' && !('createZstdDecompress' in zlib)
        ? { told: [], codes: [`archive-method x.deb!/control.tar.zst`, `archive-method x.deb!/data.tar.zst`] }
        : { told: [`x.deb!/control.tar.${suffix}!/./postinst:2`, `x.deb!/data.tar.${suffix}!/./etc/x/settings:3`], codes: [] };
    expect(await scanned(readFileSync(path.join(folder, 'x.deb')), 'x.deb')).toEqual(expected);
  });
});

describe('without programs', () => {
  /** From "one\ntwo\n". */
  test.for([
    ['bzip2', unpackedBzip2, () => Buffer.from('QlpoOTFBWSZTWacUK3cAAALBgAAQAgGEgCAAIYAMAjj1G4u5IpwoSFOKFbuA', 'base64')],
    ['xz', unpackedXz, () => Buffer.from('/Td6WFoAAATm1rRGAgAhARYAAAB0L+WjAQAHb25lCnR3bwoAUauer1d1cEkAASAIuxnZux+2830BAAAAAARZWg==', 'base64')],
    ['lz4', unpackedLz4, () => lz4Frame('one\ntwo\n')],
  ] as const)('%s', async ([, unpack, packed]) => expect((await whole(unpack(byteQueue([packed()])))).toString()).toBe('one\ntwo\n'));

  test.for([
    ['brotli, by its name', () => brotliCompressSync(`x\n${awsKey(1)}`), 'page.js.br', ['page.js.br:2']],
    [
      'an image of a container',
      () => tar({ 'manifest.json': '[]', 'abc/layer.tar': tar({ 'app/.env': awsKey(1) }) }),
      'i.tar',
      ['i.tar!/abc/layer.tar!/app/.env:1'],
    ],
    [
      'an image with packed layers and a jar in a jar',
      () => tar({ 'blobs/sha256/abc': gzipSync(tar({ 'app.jar': zip({ 'BOOT-INF/lib/x.jar': zip({ 'application.properties': awsKey(1) }) }) })) }),
      'i.tar',
      ['i.tar!/blobs/sha256/abc!/app.jar!/BOOT-INF/lib/x.jar!/application.properties:1'],
    ],
    [
      'a browser extension',
      () => Buffer.concat([Buffer.from('Cr24\u0003\0\0\0\u0004\0\0\0head', 'latin1'), zip({ 'background.js': awsKey(1) })]),
      'x.crx',
      ['x.crx!/background.js:1'],
    ],
    [
      'a jar that a shell starts',
      () => Buffer.concat([Buffer.from('#!/bin/sh\nexec java -jar "$0"\nexit\n'), zip({ 'a.properties': awsKey(1) })]),
      'x.jar',
      ['x.jar!/a.properties:1'],
    ],
    ['a package of NuGet', () => zip({ 'x.nuspec': awsKey(1) }), 'x.nupkg', ['x.nupkg!/x.nuspec:1']],
    ['cpio, new', () => cpio({ './a/b': `x\n${awsKey(1)}`, c: 'clean' }), 'x.cpio', ['x.cpio!/a/b:2']],
    ['cpio, old', () => oldCpio({ 'a/b': `x\n${awsKey(1)}` }), 'x.cpio', ['x.cpio!/a/b:2']],
    ['an RPM package', () => rpm(gzipSync(cpio({ './etc/x': awsKey(1) }))), 'x.rpm', ['x.rpm!/etc/x:1']],
    [
      'ar with a table of long names',
      () =>
        ar([
          ['//', 'a-name-that-is-long-enough/\n'],
          ['/0', `x\n${awsKey(1)}`],
          ['short/', 'c'],
        ]),
      'x.a',
      ['x.a!/a-name-that-is-long-enough:2'],
    ],
    ['ar of BSD', () => ar([['#1/20', `a-name-that-is-long\0${awsKey(1)}`]]), 'x.a', ['x.a!/a-name-that-is-long:1']],
    [
      'a word that is partly bold, in a document',
      () =>
        zip({
          'word/document.xml': `<w:p><w:r><w:t>first</w:t></w:r></w:p><w:p><w:r><w:t>${awsKey(1).slice(0, 9)}</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>${awsKey(1).slice(9)}</w:t></w:r></w:p>`,
        }),
      'x.docx',
      ['x.docx!/word/document.xml:2'],
    ],
    [
      'a sheet',
      () => zip({ 'xl/sharedStrings.xml': `<sst><si><t>a &amp; b</t></si><si><r><t>${awsKey(1)}</t></r></si></sst>` }),
      'x.xlsx',
      ['x.xlsx!/xl/sharedStrings.xml:2'],
    ],
    [
      'a presentation',
      () => zip({ 'ppt/slides/slide12.xml': `<a:p><a:r><a:t>${awsKey(1)}</a:t></a:r></a:p>` }),
      'x.pptx',
      ['x.pptx!/ppt/slides/slide12.xml:1'],
    ],
  ] as const)('%s', async ([, make, name, expected]) => expect(await scanned(make(), name)).toEqual({ told: expected, codes: [] }));

  test('a layer larger than what is held in memory is read through', async () => {
    const layer = tar({ 'a/large': Buffer.concat([randomBytes(40_000_000), Buffer.from(`\n${awsKey(1)}`)]), 'b.env': awsKey(2) });
    const image = tar({ 'layer.tar.gz': gzipSync(layer, { level: 0 }), 'c.env': awsKey(3) });
    const { told, codes } = await scanned(image, 'i.tar');
    expect(told.map((one) => one.replace(/:\d+$/, ''))).toEqual(['i.tar!/c.env', 'i.tar!/layer.tar.gz!/a/large', 'i.tar!/layer.tar.gz!/b.env']);
    expect(codes).toEqual([]);
  });

  test('a large text in a zip archive is read to its end', async () => {
    const text = Array.from({ length: 900_000 }, (_, i) => `a line with the number ${i * 7919}`).join('\n');
    expect(await scanned(zip({ 'dump.sql': `${text}\n${awsKey(1)}\n` }))).toEqual({ told: ['x!/dump.sql:900001'], codes: [] });
  });
});

describe('hostile archives', () => {
  test.skipIf(!has('bzip2') || !has('xz') || !has('lz4')).for([
    ['bzip2', ['-9'], 100_000_000],
    ['xz', ['-6'], 100_000_000],
    // At most 255 of each byte: the other limit ends it.
    ['lz4', ['-9'], 300_000_000],
  ] as const)('a bomb of %s ends, in bounded time', async ([tool, args, size]) => {
    const bomb = packedBy(tool, [...args, '-c'], Buffer.alloc(size));
    const started = process.cpuUsage();
    expect(await scanned(bomb, 'x')).toEqual({ told: [], codes: ['archive-too-large x'] });
    const { user } = process.cpuUsage(started);
    expect(user / 1e6).toBeLessThan(15);
  });

  test.skipIf(!has('bzip2') || !has('xz') || !has('lz4'))('what is cut off is read as far as it goes; random changes never throw', async () => {
    const text = Buffer.from(`${awsKey(1)}\n${'some words in a line\n'.repeat(300)}`);
    const all = [
      packedBy('bzip2', ['-c'], text),
      packedBy('xz', ['-c'], text),
      packedBy('lz4', ['-c'], text),
      cpio({ a: text }),
      rpm(gzipSync(cpio({ a: text }))),
      ar([['a', text]]),
    ];
    const noise = Buffer.concat([text, randomBytes(400_000)]);
    for (const packed of [packedBy('xz', ['-c', '--block-size=100000'], noise), packedBy('lz4', ['-c', '-B4'], noise)])
      expect(await scanned(packed.subarray(0, packed.length - 1000), 'x')).toEqual({ told: ['x:1'], codes: ['archive-broken x'] });
    await fc.assert(
      fc.asyncProperty(fc.nat(all.length - 1), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 12 }), fc.nat(), async (which, changes, cut) => {
        const bytes = Buffer.from(all[which] ?? []);
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        await scanned(cut % 3 === 0 ? bytes.subarray(0, cut % bytes.length) : bytes);
      }),
      { numRuns: 400 },
    );
  });
});

const lz4Frame = (text: string): Buffer => {
  const size = Buffer.alloc(4);
  size.writeUInt32LE((text.length | 0x80000000) >>> 0);
  return Buffer.concat([Buffer.from([4, 0x22, 0x4d, 0x18, 0x60, 0x40, 0x82]), size, Buffer.from(text), Buffer.alloc(4)]);
};

const padded = (bytes: Buffer, to: number): Buffer => Buffer.concat([bytes, Buffer.alloc((to - (bytes.length % to)) % to)]);

const cpio = (files: Readonly<Record<string, string | Buffer>>): Buffer => {
  const entry = (name: string, mode: number, content: Buffer): Buffer => {
    const fields = [1, mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, name.length + 1, 0].map((one) => one.toString(16).padStart(8, '0')).join('');
    return Buffer.concat([padded(Buffer.from(`070701${fields}${name}\0`), 4), padded(content, 4)]);
  };
  return Buffer.concat([
    entry('.', 0o040755, Buffer.alloc(0)),
    ...Object.entries(files).map(([name, content]) => entry(name, 0o100644, Buffer.from(content))),
    entry('TRAILER!!!', 0, Buffer.alloc(0)),
  ]);
};

const oldCpio = (files: Readonly<Record<string, string>>): Buffer =>
  Buffer.from(
    [...Object.entries(files), ['TRAILER!!!', ''] as const]
      .map(([name, content]) => {
        const six = [1, 1, 0o100644, 0, 0, 1, 0].map((one) => one.toString(8).padStart(6, '0')).join('');
        return `070707${six}${'0'.repeat(11)}${(name.length + 1).toString(8).padStart(6, '0')}${content.length.toString(8).padStart(11, '0')}${name}\0${content}`;
      })
      .join(''),
  );

/** https://rpm-software-management.github.io/rpm/manual/format_v4.html */
const rpm = (payload: Buffer): Buffer => {
  const header = (entries: number, size: number): Buffer => {
    const head = Buffer.alloc(16 + entries * 16 + size);
    head.writeUInt32BE(0x8eade801, 0);
    head.writeUInt32BE(entries, 8);
    head.writeUInt32BE(size, 12);
    return head;
  };
  const lead = Buffer.alloc(96);
  lead.writeUInt32BE(0xedabeedb, 0);
  return Buffer.concat([lead, padded(header(2, 21), 8), header(3, 13), payload]);
};

const ar = (members: readonly (readonly [string, string | Buffer])[]): Buffer =>
  Buffer.concat([
    Buffer.from('!<arch>\n'),
    ...members.flatMap(([name, content]) => {
      const bytes = Buffer.from(content);
      const head = `${name.padEnd(16)}${'0'.padEnd(12)}${'0'.padEnd(6)}${'0'.padEnd(6)}${'644'.padEnd(8)}${String(bytes.length).padEnd(10)}\`\n`;
      return [Buffer.from(head), bytes, Buffer.from(bytes.length % 2 === 1 ? '\n' : '')];
    }),
  ]);
