import { constants, createGunzip } from 'node:zlib';
import { Readable } from 'node:stream';
import type { Note } from '../report/note.ts';
import type { Scanner } from '../secret.ts';
import { chunkedScan, chunkSize, scanWhole } from './chunks.ts';
import type { See } from './sighting.ts';
import { looksLikeTar, tarReader, type TarFile } from './tar.ts';
import { unzipped, zipEntries, type Source } from './zip.ts';

/** What every reader of contents needs. */
export interface Scanning {
  readonly scanner: Scanner;
  readonly see: See;
  readonly note: (note: Note) => void;
}

/** Archives in archives are opened down to this depth. */
const deepest = 2;
/** Bytes that may come out of one archive with all that is in it: a bomb ends here. */
const mostUnpacked = 256 * 1024 * 1024;
/** Bytes of one packed file that are held in memory. */
const mostEntry = 32 * 1024 * 1024;
const mostEntries = 100_000;

interface Opening {
  readonly depth: number;
  readonly budget: { bytes: number; entries: number };
}

type Kind = 'zip' | 'gzip' | 'tar' | 'unread' | 'text';

/** Told by the first bytes, not by the name. */
const kindOf = (bytes: Uint8Array): Kind => {
  const [a, b, c, d] = bytes;
  if (a === 0x50 && b === 0x4b && c === 3 && d === 4) return 'zip';
  if (a === 0x1f && b === 0x8b && c === 8) return 'gzip';
  if (
    (a === 0x42 && b === 0x5a && c === 0x68 && (d ?? 0) >= 0x31 && (d ?? 0) <= 0x39) ||
    (a === 0xfd && b === 0x37 && c === 0x7a) ||
    (a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd)
  )
    return 'unread';
  if (a === 0x37 && b === 0x7a && c === 0xbc && d === 0xaf) return 'unread';
  return looksLikeTar(bytes) ? 'tar' : 'text';
};

/** Contents that are whole in memory. A promise only if they are packed: most are not, and nobody should wait for those. */
export const scanBytes = (scanning: Scanning, path: string, bytes: Uint8Array): Promise<void> | undefined => {
  if (kindOf(bytes) !== 'text') return scanPacked(scanning, path, fromMemory(bytes), freshOpening());
  scanWhole(scanning.scanner, path, bytes, scanning.see);
  return undefined;
};

/** Contents of any size that are read from `source`. */
export const scanSource = async (scanning: Scanning, path: string, source: Source): Promise<void> => {
  if (kindOf(source.read(0, 512)) !== 'text') return scanPacked(scanning, path, source, freshOpening());
  const scan = chunkedScan(scanning.scanner, path, scanning.see);
  for (const piece of pieces(source)) scan.push(piece);
  scan.end();
};

const freshOpening = (): Opening => ({ depth: 1, budget: { bytes: mostUnpacked, entries: mostEntries } });

const scanPacked = async (scanning: Scanning, path: string, source: Source, opening: Opening): Promise<void> => {
  const kind = kindOf(source.read(0, 512));
  if (opening.depth > deepest) return scanning.note({ code: 'archive-too-deep', path });
  try {
    switch (kind) {
      case 'zip':
        return await scanZip(scanning, path, source, opening);
      case 'gzip':
        return await scanGzip(scanning, path, source, opening);
      case 'tar':
        return await scanTar(scanning, path, pieces(source), opening);
      case 'unread':
        return scanning.note({ code: 'archive-method', path });
      case 'text':
        return undefined;
    }
  } catch (error) {
    // Our own reader of broken input: what was found before stays, the rest is told.
    scanning.note(
      error instanceof RangeError
        ? { code: 'archive-too-large', path }
        : { code: 'archive-broken', path, detail: error instanceof Error ? error.message : String(error) },
    );
  }
};

const scanZip = async (scanning: Scanning, path: string, source: Source, { depth, budget }: Opening): Promise<void> => {
  for (const entry of zipEntries(source)) {
    if (--budget.entries < 0) throw new RangeError(path);
    if (entry.name.endsWith('/')) continue;
    const inner = `${path}!/${entry.name}`;
    if (entry.encrypted) scanning.note({ code: 'archive-encrypted', path: inner });
    else if (entry.method !== 0 && entry.method !== 8) scanning.note({ code: 'archive-method', path: inner, detail: String(entry.method) });
    else {
      if (budget.bytes <= 0) throw new RangeError(path);
      let bytes: Buffer;
      try {
        bytes = unzipped(source, entry, Math.min(mostEntry, budget.bytes));
      } catch (error) {
        // What a bomb unpacked before it was stopped was work, too.
        budget.bytes -= error instanceof RangeError ? mostEntry : 0;
        scanning.note(error instanceof RangeError ? { code: 'archive-too-large', path: inner } : { code: 'archive-broken', path: inner });
        continue;
      }
      budget.bytes -= bytes.length;
      await scanEntry(scanning, inner, bytes, { depth: depth + 1, budget });
    }
  }
};

const scanEntry = async (scanning: Scanning, path: string, bytes: Buffer, opening: Opening): Promise<void> => {
  if (kindOf(bytes) !== 'text') return scanPacked(scanning, path, fromMemory(bytes), opening);
  if (bytes.length <= chunkSize) return scanWhole(scanning.scanner, path, bytes, scanning.see);
  const scan = chunkedScan(scanning.scanner, path, scanning.see);
  scan.push(bytes);
  scan.end();
};

const scanGzip = async (scanning: Scanning, path: string, source: Source, opening: Opening): Promise<void> => {
  // One that is cut off is read as far as it goes.
  const gunzip = createGunzip({ chunkSize: 64 * 1024, finishFlush: constants.Z_SYNC_FLUSH });
  Readable.from(pieces(source))
    .on('error', (error) => gunzip.destroy(error))
    .pipe(gunzip);
  const unpacked = withinBudget(gunzip, opening.budget, path);
  const first = await gathered(unpacked, 512);
  const rest = (async function* () {
    yield first;
    yield* unpacked;
  })();
  if (looksLikeTar(first)) return scanTar(scanning, path, rest, opening);
  const scan = chunkedScan(scanning.scanner, path.replace(/\.gz$/i, ''), (sighting) => scanning.see({ ...sighting, path }));
  try {
    for await (const piece of rest) scan.push(piece);
  } finally {
    scan.end();
  }
};

const withinBudget = async function* (stream: AsyncIterable<Buffer>, budget: Opening['budget'], path: string): AsyncGenerator<Buffer> {
  for await (const piece of stream) {
    budget.bytes -= piece.length;
    if (budget.bytes < 0) throw new RangeError(path);
    yield piece;
  }
};

const gathered = async (stream: AsyncGenerator<Buffer>, least: number): Promise<Buffer> => {
  const parts: Buffer[] = [];
  let size = 0;
  while (size < least) {
    const next = await stream.next();
    if (next.done) break;
    parts.push(next.value);
    size += next.value.length;
  }
  return Buffer.concat(parts);
};

const scanTar = async (scanning: Scanning, path: string, stream: AsyncIterable<Buffer> | Iterable<Buffer>, { depth, budget }: Opening): Promise<void> => {
  /** Archives within wait until the piece that ends them is read, since reading them takes turns. */
  let packed: { path: string; bytes: Buffer }[] = [];
  const open = (name: string, size: number): TarFile | undefined => {
    if (--budget.entries < 0) throw new RangeError(path);
    const inner = `${path}!/${name}`;
    if (size > mostEntry) return chunkedScan(scanning.scanner, inner, scanning.see);
    const parts: Buffer[] = [];
    return {
      push: (bytes) => void parts.push(Buffer.from(bytes)),
      end: () => {
        const bytes = Buffer.concat(parts);
        if (kindOf(bytes) === 'text') scanWhole(scanning.scanner, inner, bytes, scanning.see);
        else packed.push({ path: inner, bytes });
      },
    };
  };
  const reader = tarReader(open);
  let whole = false;
  try {
    for await (const piece of stream) {
      reader.push(piece);
      const now = packed;
      packed = [];
      for (const one of now) await scanPacked(scanning, one.path, fromMemory(one.bytes), { depth: depth + 1, budget });
    }
  } finally {
    whole = reader.end();
  }
  if (!whole) throw new Error('it ends too early');
};

const fromMemory = (bytes: Uint8Array): Source => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { size: buffer.length, read: (position, length) => buffer.subarray(position, position + length) };
};

/** Copies: whoever takes a piece may keep it. */
const pieces = function* (source: Source): Generator<Buffer> {
  for (let at = 0; at < source.size; at += 256 * 1024) {
    const piece = source.read(at, 256 * 1024);
    if (piece.length === 0) return;
    yield Buffer.from(piece);
  }
};
