import { Readable } from 'node:stream';
import { zlib } from '../node-parts.ts';
import type { ByteQueue } from './byte-queue.ts';
import { unpackedBzip2 } from './bzip2.ts';
import { unpackedLz4 } from './lz4.ts';
import type { Packing } from './packing.ts';
import { Unread, unpackedXz } from './xz.ts';

/** More comes out than is read. */
export class TooLarge extends Error {}

/** Of one that unpacks to more than this, ... */
const manyBytes = 32 * 1024 * 1024;
/** ... each byte may not become more than so many: logs become 50, bombs 1,000 and up. */
const mostRatio = 400;

/** What comes out of one compressed file. */
export const unpacked = (packing: Exclude<Packing, 'text' | 'unread' | 'zip' | 'tar' | 'ar' | 'cpio' | 'rpm'>, queue: ByteQueue): AsyncIterable<Buffer> => {
  switch (packing) {
    case 'bzip2':
      return unpackedBzip2(queue);
    case 'xz':
      return unpackedXz(queue);
    case 'lz4':
      return unpackedLz4(queue);
    case 'gzip':
      // One that is cut off is read as far as it goes.
      return through(zlib().createGunzip({ chunkSize: 64 * 1024, finishFlush: zlib().constants.Z_SYNC_FLUSH }), queue);
    case 'brotli':
      return through(zlib().createBrotliDecompress({ chunkSize: 64 * 1024 }), queue);
    case 'zstd':
      if (!('createZstdDecompress' in zlib())) throw new Unread('zstd: Node.js 22.15');
      return through(zlib().createZstdDecompress({ chunkSize: 64 * 1024 }), queue);
  }
};

const through = async function* (stream: NodeJS.ReadWriteStream & { destroy(error?: Error): unknown }, queue: ByteQueue): AsyncGenerator<Buffer> {
  Readable.from(queue.pieces())
    .on('error', (error) => void stream.destroy(error))
    .pipe(stream);
  try {
    for await (const piece of stream) yield Buffer.isBuffer(piece) ? piece : Buffer.from(piece);
  } finally {
    stream.destroy();
  }
};

/** Ends a bomb with `TooLarge`. `packed`: how many bytes went in so far. */
export const bounded = async function* (stream: AsyncIterable<Buffer>, budget: { bytes: number }, packed: () => number): AsyncGenerator<Buffer> {
  let out = 0;
  for await (const piece of stream) {
    out += piece.length;
    budget.bytes -= piece.length;
    if (budget.bytes < 0 || (out > manyBytes && out > packed() * mostRatio)) throw new TooLarge();
    yield piece;
  }
};

/** The name without what says that it is packed: `dump.sql` of `dump.sql.gz`. */
export const withoutSuffix = (path: string): string => path.replace(/\.(?:gz|bz2|xz|zst|lz4|br)$/i, '');
