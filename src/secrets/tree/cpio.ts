import type { ArchiveEntry } from './archive-entry.ts';
import type { ByteQueue } from './byte-queue.ts';

const mostName = 64 * 1024;

/** The regular files of a cpio archive (newc, crc, odc): the inside of an RPM package, an initial RAM disk. https://www.freebsd.org/cgi/man.cgi?query=cpio&sektion=5 */
export const cpioEntries = async function* (queue: ByteQueue): AsyncGenerator<ArchiveEntry> {
  for (;;) {
    const magic = (await queue.read(6)).toString('latin1');
    const isOld = magic === '070707';
    if (!isOld && magic !== '070701' && magic !== '070702') throw new Error('no header where one should be');
    const fields = (await queue.read(isOld ? 70 : 104)).toString('latin1');
    const number = (at: number, length: number): number => Number.parseInt(fields.slice(at, at + length), isOld ? 8 : 16);
    const [mode, nameSize, size] = isOld ? [number(12, 6), number(53, 6), number(59, 11)] : [number(8, 8), number(88, 8), number(48, 8)];
    if (![mode, nameSize, size].every((one) => Number.isSafeInteger(one) && one >= 0) || nameSize > mostName) throw new Error('a size that cannot be');
    const name = (await queue.read(nameSize)).toString('utf8').replace(/\0.*$/s, '');
    if (!isOld) await queue.skip((4 - ((110 + nameSize) % 4)) % 4);
    if (name === 'TRAILER!!!') return;
    const end = queue.taken() + size;
    if ((mode & 0o170000) === 0o100000) yield { name: name.replace(/^\.?\//, ''), size };
    await queue.skip(end - queue.taken());
    if (!isOld) await queue.skip((4 - (size % 4)) % 4);
  }
};
