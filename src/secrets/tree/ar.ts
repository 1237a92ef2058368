import type { ArchiveEntry } from './archive-entry.ts';
import type { ByteQueue } from './byte-queue.ts';

const mostName = 4096;
const mostNames = 4 * 1024 * 1024;

/** The members of an ar archive: a Debian package, a static library. https://www.freebsd.org/cgi/man.cgi?query=ar&sektion=5 */
export const arEntries = async function* (queue: ByteQueue): AsyncGenerator<ArchiveEntry> {
  await queue.skip(8);
  let longNames = '';
  while ((await queue.fill(60)) >= 60) {
    const head = (await queue.read(60)).toString('latin1');
    const size = Number(head.slice(48, 58).trim());
    if (!head.endsWith('`\n') || !Number.isSafeInteger(size) || size < 0) throw new Error('no header where one should be');
    const end = queue.taken() + size;
    const written = head.slice(0, 16).trimEnd();
    if (written === '//') longNames = (await queue.read(Math.min(size, mostNames))).toString('utf8');
    // `/`: a table of symbols.
    else if (!/^\/(SYM64\/)?$/.test(written)) {
      const own = /^#1\/(\d+)$/.exec(written)?.[1];
      const name =
        own === undefined ? nameIn(written, longNames) : (await queue.read(Math.min(Number(own), size, mostName))).toString('utf8').replace(/\0+$/, '');
      yield { name, size: end - queue.taken() };
    }
    await queue.skip(end - queue.taken());
    if (size % 2 === 1 && (await queue.fill(1)) > 0) await queue.skip(1);
  }
};

const nameIn = (written: string, longNames: string): string => {
  const offset = /^\/(\d+)$/.exec(written)?.[1];
  return offset === undefined ? written.replace(/\/$/, '') : (longNames.slice(Number(offset)).split(/\/?\n/, 1)[0] ?? '');
};
