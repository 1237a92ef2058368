import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import path from 'node:path';
import type { Repository } from './repository.ts';

/** What lies in the object folder of a repository itself. What it borrows from others (alternates) is theirs, and not listed. */
export interface ObjectStore {
  /** Names of the packs. git never changes one: other contents have another name. */
  readonly packs: readonly string[];
  /** Ids of the objects that are in no pack. */
  readonly loose: readonly string[];
  /** Hands on the raw ids of the objects of a pack, many at a time, each `idLength / 2` bytes. Throws where its index cannot be read. */
  readonly idsIn: (pack: string, take: (ids: Buffer) => void) => void;
}

export const objectStore = ({ commonDir, git, idLength }: Repository): ObjectStore => {
  const given = git.environment['GIT_OBJECT_DIRECTORY'];
  const folder = given ? path.resolve(git.folder, given) : path.join(commonDir, 'objects');
  const rest = new RegExp(`^[0-9a-f]{${idLength - 2}}$`);
  return {
    packs: namesIn(path.join(folder, 'pack')).flatMap((name) => (/^pack-[\w-]+\.idx$/.test(name) ? [name.slice(0, -4)] : [])),
    loose: namesIn(folder)
      .filter((name) => /^[0-9a-f]{2}$/.test(name))
      .flatMap((name) => namesIn(path.join(folder, name)).flatMap((one) => (rest.test(one) ? [name + one] : []))),
    idsIn: (pack, take) => readIndex(path.join(folder, 'pack', `${pack}.idx`), idLength / 2, take),
  };
};

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    // Not there: nothing has been packed yet, or everything has.
    return [];
  }
};

/** https://git-scm.com/docs/gitformat-pack#_version_2_pack_idx_files_support_packs_larger_than_4_gib_and */
const readIndex = (file: string, width: number, take: (ids: Buffer) => void): void => {
  const descriptor = openSync(file, 'r');
  try {
    const head = Buffer.alloc(8 + 1024);
    if (readSync(descriptor, head, 0, head.length, 0) < head.length || head.readUInt32BE(0) !== 0xff744f63 || head.readUInt32BE(4) !== 2)
      throw new Error(`${path.basename(file)}: not an index of version 2`);
    const end = head.length + head.readUInt32BE(8 + 4 * 255) * width;
    for (let at = head.length; at < end;) {
      const piece = Buffer.alloc(Math.min(width * 50_000, end - at));
      if (readSync(descriptor, piece, 0, piece.length, at) < piece.length) throw new Error(`${path.basename(file)} ends too early`);
      take(piece);
      at += piece.length;
    }
  } finally {
    closeSync(descriptor);
  }
};
