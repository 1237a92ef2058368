import type { ByteQueue } from './byte-queue.ts';
import { lzmaDecoder } from './lzma.ts';

/** Packed in a way that is allowed and not read here. */
export class Unread extends Error {}

/** `xz -9` needs 64 MB to look back. */
const largestWindow = 64 * 1024 * 1024;
const checkSizes = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64];

/**
 * What an xz file holds, streams one after the other. Sums are not checked: we look for secrets, and a broken rest is better than none.
 * https://tukaani.org/xz/xz-file-format.txt
 */
export const unpackedXz = async function* (queue: ByteQueue): AsyncGenerator<Buffer> {
  while ((await queue.fill(6)) > 0) {
    // Between streams there may be zeros, four at a time.
    if (queue.peek(1)[0] === 0) {
      await queue.read(4);
      continue;
    }
    const head = await queue.read(12);
    if (head.readUIntBE(0, 6) !== 0xfd377a585a00) throw new Error('no stream where one should be');
    const checkSize = checkSizes[(head[7] ?? 0) & 15] ?? 0;
    while ((await queue.fill(1)) > 0 && queue.peek(1)[0] !== 0) yield* unpackedBlock(queue, checkSize);
    await skipIndex(queue);
  }
};

const unpackedBlock = async function* (queue: ByteQueue, checkSize: number): AsyncGenerator<Buffer> {
  const size = ((queue.peek(1)[0] ?? 0) + 1) * 4;
  const window = windowIn(await queue.read(size));
  if (window > largestWindow) throw new Unread(`LZMA2, ${window}`);
  const start = queue.taken();
  const decoder = lzmaDecoder(window);
  for (;;) {
    const control = (await queue.read(1))[0] ?? 0;
    if (control === 0) break;
    if (control === 1 || control >= 0xe0) decoder.resetWindow();
    if (control < 0x80) {
      if (control > 2) throw new Error('a chunk that cannot be');
      yield Buffer.from(decoder.copy(await queue.read((await queue.read(2)).readUInt16BE() + 1)));
      continue;
    }
    const head = await queue.read(4);
    const [unpacked, packed] = [((control & 0x1f) << 16) + head.readUInt16BE() + 1, head.readUInt16BE(2) + 1];
    if (control >= 0xc0) decoder.resetState((await queue.read(1))[0]);
    else if (control >= 0xa0) decoder.resetState(undefined);
    // A copy: the next chunk may move the window.
    yield Buffer.from(decoder.decode(await queue.read(packed), unpacked));
  }
  await queue.skip(((4 - ((queue.taken() - start) % 4)) % 4) + checkSize);
};

/** How far a block looks back. Filters for machine code change its jumps only, so they are not undone. */
const windowIn = (head: Buffer): number => {
  let at = 2;
  const number = (): number => {
    let value = 0;
    for (let shift = 0; shift < 63; shift += 7) {
      const byte = head[at++] ?? 0;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    return value;
  };
  const flags = head[1] ?? 0;
  if ((flags & 0x40) !== 0) number();
  if ((flags & 0x80) !== 0) number();
  for (let left = (flags & 3) + 1; left > 0; left--) {
    const id = number();
    const length = number();
    if (left === 1) {
      if (id !== 0x21) throw new Unread(`filter ${id}`);
      const bits = (head[at] ?? 0) & 0x3f;
      return bits > 40 ? Infinity : bits === 40 ? 2 ** 32 - 1 : (2 | (bits & 1)) * 2 ** ((bits >> 1) + 11);
    }
    if (id < 4 || id > 0x0b) throw new Unread(`filter ${id}`);
    at += length;
  }
  throw new Error('no filter');
};

const skipIndex = async (queue: ByteQueue): Promise<void> => {
  const start = queue.taken();
  await queue.read(1);
  const number = async (): Promise<number> => {
    let value = 0;
    for (let shift = 0; shift < 63; shift += 7) {
      const byte = (await queue.read(1))[0] ?? 0;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    return value;
  };
  for (let left = 2 * (await number()); left > 0; left--) await number();
  // Up to a multiple of four, then its sum and the end of the stream.
  await queue.skip(((4 - ((queue.taken() - start) % 4)) % 4) + 4 + 12);
};
