import type { Note } from '../report/note.ts';
import type { Scanner } from '../secret.ts';
import { arEntries } from './ar.ts';
import type { ArchiveEntry } from './archive-entry.ts';
import { byteQueue, type ByteQueue } from './byte-queue.ts';
import { chunkedScan, chunkSize, scanWhole, type ChunkedScan } from './chunks.ts';
import { cpioEntries } from './cpio.ts';
import { isOfficeText, officeText } from './office-text.ts';
import { packingOf } from './packing.ts';
import { skipRpmHeaders } from './rpm.ts';
import type { See } from './sighting.ts';
import { tarEntries } from './tar.ts';
import { bounded, TooLarge, unpacked, withoutSuffix } from './unpacked.ts';
import { Unread } from './xz.ts';
import { inflated, zipEntries, type Source } from './zip.ts';

/** What every reader of contents needs. */
export interface Scanning {
  readonly scanner: Scanner;
  readonly see: See;
  readonly note: (note: Note) => void;
}

/** Archives in archives are opened down to this depth: an image of a container, a layer of it, a jar in that, and a jar within. */
const deepest = 4;
/** Bytes that may come out of one archive with all that is in it: a bomb ends here. */
const mostUnpacked = 256 * 1024 * 1024;
/** A zip archive within another archive is held in memory, up to this size; all that are held at a time, twice as much. */
const mostHeld = 32 * 1024 * 1024;
const mostEntries = 100_000;

interface Opening {
  readonly depth: number;
  /** What comes was packed by itself, as the tar in a tar.gz. Packed once more it is one deeper. */
  readonly isUnpacked: boolean;
  readonly budget: { bytes: number; entries: number; held: number };
}

/** Bytes on their way, and if they can be read at any place, how. */
interface Input {
  readonly queue: ByteQueue;
  readonly source: Source | undefined;
  readonly size: number | undefined;
}

/** An archive, or packed in some way. */
export const isPacked = (bytes: Uint8Array, path = ''): boolean => packingOf(bytes, path) !== 'text';

/** Contents that are whole in memory. A promise only if they are packed: most are not, and nobody should wait for those. */
export const scanBytes = (scanning: Scanning, path: string, bytes: Uint8Array): Promise<void> | undefined => {
  if (isPacked(bytes, path)) return scanInput(scanning, path, fromSource(fromMemory(bytes)), freshOpening());
  scanWhole(scanning.scanner, path, bytes, scanning.see);
  return undefined;
};

/** Contents of any size that are read from `source`. */
export const scanSource = async (scanning: Scanning, path: string, source: Source): Promise<void> => {
  if (isPacked(source.read(0, 512), path)) return scanInput(scanning, path, fromSource(source), freshOpening());
  const scan = chunkedScan(scanning.scanner, path, scanning.see);
  for (const piece of pieces(source)) scan.push(piece);
  scan.end();
};

/** Contents too large to be held, that come in pieces and cannot be read twice. Of an archive only what is not packed is met, and that is told. */
export const scanPieces = ({ scanner, see, note }: Scanning, path: string): ChunkedScan => {
  const scan = chunkedScan(scanner, path, see);
  let begun = false;
  return {
    push: (bytes) => {
      if (!begun && isPacked(bytes, path)) note({ code: 'archive-too-large', path });
      begun = true;
      scan.push(bytes);
    },
    end: scan.end,
  };
};

const freshOpening = (): Opening => ({ depth: 1, isUnpacked: false, budget: { bytes: mostUnpacked, entries: mostEntries, held: 2 * mostHeld } });

const scanInput = async (scanning: Scanning, path: string, input: Input, opening: Opening): Promise<void> => {
  const { queue, size } = input;
  await queue.fill(512);
  const packing = packingOf(queue.peek(512), opening.isUnpacked ? withoutSuffix(path) : path);
  if (packing === 'text') return scanText(scanning, path, queue, size);
  if (opening.depth > deepest) return scanning.note({ code: 'archive-too-deep', path });
  try {
    switch (packing) {
      case 'zip':
        return await scanZip(scanning, path, input, opening);
      case 'tar':
        return await scanEntries(scanning, path, queue, tarEntries(queue), opening);
      case 'ar':
        return await scanEntries(scanning, path, queue, arEntries(queue), opening);
      case 'cpio':
        return await scanEntries(scanning, path, queue, cpioEntries(queue), opening);
      case 'rpm':
        await skipRpmHeaders(queue);
        return await scanInput(scanning, path, { queue, source: undefined, size: undefined }, opening);
      case 'unread':
        return scanning.note({ code: 'archive-method', path });
      default:
        return await scanInput(
          scanning,
          path,
          { queue: byteQueue(bounded(unpacked(packing, queue), opening.budget, queue.taken)), source: undefined, size: undefined },
          { depth: opening.depth + (opening.isUnpacked ? 1 : 0), isUnpacked: true, budget: opening.budget },
        );
    }
  } catch (error) {
    scanning.note(noteOf(error, path));
  }
};

/** Our own reader of broken input: what was found before stays, the rest is told. */
const noteOf = (error: unknown, path: string): Note => {
  if (error instanceof TooLarge) return { code: 'archive-too-large', path };
  const detail = error instanceof Error ? error.message : String(error);
  return error instanceof Unread ? { code: 'archive-method', path, detail } : { code: 'archive-broken', path, detail };
};

const scanZip = async (scanning: Scanning, path: string, { queue, source: given, size }: Input, { depth, budget }: Opening): Promise<void> => {
  const most = Math.min(mostHeld, budget.held);
  if (!given && ((size ?? 0) > most || (await queue.fill(most + 1)) > most)) throw new TooLarge();
  const held = given ? 0 : queue.peek(most).length;
  const source = given ?? fromMemory(queue.take(held));
  budget.held -= held;
  try {
    for (const entry of zipEntries(source)) {
      if (--budget.entries < 0 || budget.bytes <= 0) throw new TooLarge();
      if (entry.name.endsWith('/')) continue;
      const inner = `${path}!/${entry.name}`;
      if (entry.encrypted) scanning.note({ code: 'archive-encrypted', path: inner });
      else if (entry.method !== 0 && entry.method !== 8) scanning.note({ code: 'archive-method', path: inner, detail: String(entry.method) });
      else
        try {
          const content = byteQueue(bounded(inflated(source, entry), budget, () => entry.packed));
          await scanInput(scanning, inner, { queue: content, source: undefined, size: undefined }, { depth: depth + 1, isUnpacked: false, budget });
        } catch (error) {
          scanning.note(noteOf(error, inner));
        }
    }
  } finally {
    budget.held += held;
  }
};

const scanEntries = async (
  scanning: Scanning,
  path: string,
  queue: ByteQueue,
  entries: AsyncIterable<ArchiveEntry>,
  { depth, budget }: Opening,
): Promise<void> => {
  for await (const { name, size } of entries) {
    if (--budget.entries < 0) throw new TooLarge();
    const inner = `${path}!/${name}`;
    await queue.fill(Math.min(size, 512));
    if (size <= chunkSize && !isPacked(queue.peek(Math.min(size, 512)), inner)) await scanText(scanning, inner, queue, size);
    else await scanInput(scanning, inner, { queue: byteQueue(queue.pieces(size)), source: undefined, size }, { depth: depth + 1, isUnpacked: false, budget });
  }
};

/** `size` bytes, or all that come. */
const scanText = async ({ scanner, see }: Scanning, path: string, queue: ByteQueue, size: number | undefined): Promise<void> => {
  const shown: See = (sighting) => see({ ...sighting, path });
  const name = withoutSuffix(path);
  try {
    // As far as it goes, also when it breaks off.
    await queue.fill(size === undefined ? chunkSize : Math.min(size, chunkSize));
  } finally {
    const bytes = queue.peek(size ?? Infinity);
    if (bytes.length < chunkSize || bytes.length === size) {
      scanWhole(scanner, name, isOfficeText(path) ? officeText(bytes) : bytes, shown);
      queue.take(bytes.length);
    }
  }
  if (queue.peek(1).length === 0 || (size !== undefined && size <= chunkSize)) return;
  const scan = chunkedScan(scanner, name, shown);
  try {
    for await (const piece of queue.pieces(size)) scan.push(piece);
  } finally {
    scan.end();
  }
};

const fromMemory = (bytes: Uint8Array): Source => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { size: buffer.length, read: (position, length) => buffer.subarray(position, position + length) };
};

const fromSource = (source: Source): Input => ({ queue: byteQueue(keptPieces(source)), source, size: source.size });

/** A queue keeps what it was given. */
const keptPieces = function* (source: Source): Generator<Buffer> {
  for (const piece of pieces(source)) yield Buffer.from(piece);
};

const pieces = function* (source: Source): Generator<Buffer> {
  for (let at = 0; at < source.size; at += 256 * 1024) {
    const piece = source.read(at, 256 * 1024);
    if (piece.length === 0) return;
    yield piece;
  }
};
