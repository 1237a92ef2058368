import { Readable } from 'node:stream';
import { zlib } from '../node-parts.ts';

/** Bytes that can be read at any place: a file or a buffer. */
export interface Source {
  readonly size: number;
  /** Shorter at the end. The result is valid until the next call. */
  readonly read: (position: number, length: number) => Buffer;
}

export interface ZipEntry {
  readonly name: string;
  readonly encrypted: boolean;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly packed: number;
  /** As written in the archive; what comes out is measured, not believed. */
  readonly size: number;
  readonly offset: number;
}

const mostDirectory = 32 * 1024 * 1024;

/**
 * The files of a zip archive (jar, whl, nupkg, docx ...), from its central directory. Throws a plain `Error` where it is broken.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export const zipEntries = function* (source: Source): Generator<ZipEntry> {
  const { start, length, count, before } = directoryOf(source);
  const directory = Buffer.from(source.read(start, Math.min(length, mostDirectory)));
  let found = 0;
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === 0x02014b50;) {
    const nameLength = directory.readUInt16LE(at + 28);
    const extraLength = directory.readUInt16LE(at + 30);
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength);
    const extra = directory.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    const [size, packed, offset] = wide(extra, [directory.readUInt32LE(at + 24), directory.readUInt32LE(at + 20), directory.readUInt32LE(at + 42)]);
    yield { name, encrypted: (directory.readUInt16LE(at + 8) & 1) === 1, method: directory.readUInt16LE(at + 10), packed, size, offset: offset + before };
    found++;
    at += 46 + nameLength + extraLength + directory.readUInt16LE(at + 32);
  }
  if (length > mostDirectory) throw new Error('directory too long');
  if (found < count) throw new Error('entries are missing');
};

/** Unpacked at once up to this size, packed and unpacked. */
const smallEntry = 1024 * 1024;

/** What an entry holds. Throws a plain `Error` where it is broken. */
export const inflated = async function* (source: Source, entry: ZipEntry): AsyncGenerator<Buffer> {
  const head = source.read(entry.offset, 30);
  if (head.length < 30 || head.readUInt32LE(0) !== 0x04034b50) throw new Error('no entry where one should be');
  const start = entry.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  if (entry.packed <= smallEntry && entry.size <= smallEntry && entry.method === 8) {
    let whole: Buffer | undefined;
    try {
      whole = zlib().inflateRawSync(source.read(start, entry.packed), { maxOutputLength: smallEntry });
    } catch (error) {
      // It is larger than it says.
      if (!(error instanceof RangeError)) throw error;
    }
    if (whole) return yield whole;
  }
  const packed = pieces(source, start, entry.packed);
  if (entry.method === 0) return yield* packed;
  const stream = Readable.from(packed).pipe(zlib().createInflateRaw({ chunkSize: 64 * 1024 }));
  try {
    for await (const piece of stream) yield Buffer.from(piece);
  } finally {
    stream.destroy();
  }
};

const pieces = function* (source: Source, start: number, length: number): Generator<Buffer> {
  for (let at = start; at < start + length; at += 256 * 1024) {
    const piece = source.read(at, Math.min(256 * 1024, start + length - at));
    if (piece.length === 0) return;
    // A copy: it is read while the next one comes.
    yield Buffer.from(piece);
  }
};

/** `before`: bytes in front of the archive, such as a script that starts it or the signature of a browser's extension. */
const directoryOf = (source: Source): { start: number; length: number; count: number; before: number } => {
  // The end record is 22 bytes and a comment of up to 65,535.
  const from = Math.max(0, source.size - 22 - 65_535);
  const tail = Buffer.from(source.read(from, source.size - from));
  const at = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (at < 0 || at + 22 > tail.length) throw new Error('no directory');
  const [length, start] = [tail.readUInt32LE(at + 12), tail.readUInt32LE(at + 16)];
  if (start !== 0xffffffff && length !== 0xffffffff) {
    // The directory ends where its end is written.
    const before = from + at - length - start;
    const isThere = before > 0 && length >= 46 && source.read(start + before, 4).equals(Buffer.from([0x50, 0x4b, 1, 2]));
    return { start: isThere ? start + before : start, length, count: tail.readUInt16LE(at + 10), before: isThere ? before : 0 };
  }
  const locator = tail.subarray(Math.max(0, at - 20), at);
  if (locator.length < 20 || locator.readUInt32LE(0) !== 0x07064b50) throw new Error('no zip64 locator');
  const record = source.read(Number(locator.readBigUInt64LE(8)), 56);
  if (record.length < 56 || record.readUInt32LE(0) !== 0x06064b50) throw new Error('no zip64 record');
  return { length: Number(record.readBigUInt64LE(40)), start: Number(record.readBigUInt64LE(48)), count: Number(record.readBigUInt64LE(32)), before: 0 };
};

/** Values of 32 bits that are full stand in the zip64 field, in this order. */
const wide = (extra: Buffer, values: readonly [number, number, number]): [number, number, number] => {
  const result: [number, number, number] = [...values];
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let next = at + 4;
    for (const i of [0, 1, 2] as const) {
      if (values[i] !== 0xffffffff || next + 8 > extra.length) continue;
      result[i] = Number(extra.readBigUInt64LE(next));
      next += 8;
    }
  }
  return result;
};
