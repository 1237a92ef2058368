import type { ByteQueue } from './byte-queue.ts';

const mostHeader = 256 * 1024 * 1024;

/** Passes over what stands before the packed files of an RPM package. https://rpm-software-management.github.io/rpm/manual/format_v4.html */
export const skipRpmHeaders = async (queue: ByteQueue): Promise<void> => {
  await queue.skip(96);
  // The signature is filled up to a multiple of eight, the header is not.
  await queue.skip((8 - ((await headerSize(queue)) % 8)) % 8);
  await headerSize(queue);
};

const headerSize = async (queue: ByteQueue): Promise<number> => {
  const head = await queue.read(16);
  if (head.readUIntBE(0, 4) !== 0x8eade801) throw new Error('no header where one should be');
  const size = head.readUInt32BE(8) * 16 + head.readUInt32BE(12);
  if (size > mostHeader) throw new Error('a size that cannot be');
  await queue.skip(size);
  return 16 + size;
};
