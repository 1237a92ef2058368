import type { ByteQueue } from './byte-queue.ts';

/** A block may refer to what the blocks before it held, this far back. */
const window = 64 * 1024;

/** What an lz4 file holds, frames one after the other. Sums are not checked. https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md */
export const unpackedLz4 = async function* (queue: ByteQueue): AsyncGenerator<Buffer> {
  while ((await queue.fill(4)) > 0) {
    const magic = (await queue.read(4)).readUInt32LE();
    if (magic >>> 4 === 0x184d2a5) await queue.skip((await queue.read(4)).readUInt32LE());
    else if (magic === 0x184d2204) yield* unpackedFrame(queue);
    else throw new Error('no frame where one should be');
  }
};

const unpackedFrame = async function* (queue: ByteQueue): AsyncGenerator<Buffer> {
  const [flags = 0, kind = 0] = await queue.read(2);
  const largest = 1 << (8 + 2 * ((kind >> 4) & 7));
  await queue.skip(((flags & 8) === 0 ? 0 : 8) + ((flags & 1) === 0 ? 0 : 4) + 1);
  let before: Buffer = Buffer.alloc(0);
  for (;;) {
    const size = (await queue.read(4)).readUInt32LE();
    if (size === 0) break;
    const packed = await queue.read(boundedSize(size & 0x7fffffff, largest));
    const block = size >>> 31 === 1 ? Buffer.from(packed) : unpackedBlock(packed, before, largest);
    if ((flags & 0x10) !== 0) await queue.skip(4);
    yield block;
    before = block.length >= window ? block.subarray(-window) : Buffer.concat([before, block]).subarray(-window);
  }
  if ((flags & 4) !== 0) await queue.skip(4);
};

const boundedSize = (size: number, largest: number): number => {
  if (size > largest + 16) throw new Error('a block that is too long');
  return size;
};

const unpackedBlock = (packed: Buffer, before: Buffer, largest: number): Buffer => {
  const out = Buffer.allocUnsafe(before.length + largest);
  before.copy(out);
  let [from, at] = [0, before.length];
  const longer = (first: number): number => {
    let size = first;
    for (let byte = first === 15 ? 255 : 0; byte === 255; size += byte) byte = packed[from++] ?? 0;
    return size;
  };
  while (from < packed.length) {
    const token = packed[from++] ?? 0;
    const literals = longer(token >> 4);
    if (from + literals > packed.length || at + literals > out.length) throw new Error('a block that is too short');
    packed.copy(out, at, from, from + literals);
    from += literals;
    at += literals;
    // The last sequence has no reference.
    if (from >= packed.length) break;
    const distance = (packed[from] ?? 0) + (packed[from + 1] ?? 0) * 256;
    from += 2;
    const count = longer(token & 15) + 4;
    if (distance === 0 || distance > at || at + count > out.length) throw new Error('a reference to what is not there');
    for (let source = at - distance, end = at + count; at < end;) out[at++] = out[source++] ?? 0;
  }
  return out.subarray(before.length, at);
};
