import type { ArchiveEntry } from './archive-entry.ts';
import type { ByteQueue } from './byte-queue.ts';

const mostName = 64 * 1024;

/** The regular files of a tar archive (ustar, GNU and pax names). https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html */
export const tarEntries = async function* (queue: ByteQueue): AsyncGenerator<ArchiveEntry> {
  /** A name that the next header is too short for. */
  let longName: string | undefined;
  for (;;) {
    const head = await queue.read(512);
    // Two blocks of zeros are the end, one will do.
    if (head.every((byte) => byte === 0)) break;
    if (!checksumHolds(head)) throw new Error('no header where one should be');
    const size = numberIn(head.subarray(124, 136));
    if (!Number.isSafeInteger(size) || size < 0) throw new Error('a size that cannot be');
    const kind = String.fromCharCode(head[156] ?? 0);
    const end = queue.taken() + size;
    if (kind === 'L' || kind === 'x') {
      if (size > mostName) throw new Error('a name too long');
      const text = await queue.read(size);
      longName = kind === 'L' ? terminated(text) : (paxPath(text) ?? longName);
    } else if (kind === '0' || kind === '\0' || kind === '7') {
      const prefix = head.toString('latin1', 257, 262) === 'ustar' ? terminated(head.subarray(345, 500)) : '';
      const name = longName ?? (prefix ? `${prefix}/` : '') + terminated(head.subarray(0, 100));
      longName = undefined;
      yield { name, size };
    } else if (kind !== 'g' && kind !== 'K') longName = undefined;
    await queue.skip(end - queue.taken() + ((512 - (size % 512)) % 512));
  }
  // What is behind the end is read too, so that a stream that goes on with other things is not taken for whole.
  for await (const _ of queue.pieces());
};

export const looksLikeTar = (bytes: Uint8Array): boolean =>
  bytes.length >= 512 && Buffer.from(bytes.subarray(257, 262)).toString('latin1') === 'ustar' && checksumHolds(bytes);

const terminated = (bytes: Buffer): string => {
  const end = bytes.indexOf(0);
  return bytes.toString('utf8', 0, end < 0 ? bytes.length : end);
};

/** Octal text, or base 256 with the first bit set. */
const numberIn = (bytes: Buffer): number => {
  if (((bytes[0] ?? 0) & 0x80) === 0) return Number.parseInt(bytes.toString('latin1').replace(/[\0 ]+/g, '') || '0', 8);
  return bytes.subarray(1).reduce((sum, byte) => sum * 256 + byte, (bytes[0] ?? 0) & 0x7f);
};

const checksumHolds = (head: Uint8Array): boolean => {
  let sum = 8 * 32;
  for (let i = 0; i < 512; i++) if (i < 148 || i >= 156) sum += head[i] ?? 0;
  return numberIn(Buffer.from(head.subarray(148, 156))) === sum;
};

/** Records are "length key=value\n". */
const paxPath = (bytes: Buffer): string | undefined => {
  let found: string | undefined;
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(32, at);
    const length = space < 0 ? NaN : Number(bytes.toString('latin1', at, space));
    if (!Number.isInteger(length) || length <= space - at) return found;
    const record = bytes.toString('utf8', space + 1, at + length - 1);
    if (record.startsWith('path=')) found = record.slice(5);
    at += length;
  }
  return found;
};
