import { codeOf } from './code-of.ts';
import { lstatSync, opendirSync, readdirSync, readFileSync, realpathSync, statSync, type Dir, type Dirent } from 'node:fs';
import path from 'node:path';
import type { Note } from '../report/note.ts';
import { ignoreRules, isIgnored, type IgnoreRules } from './ignore-rules.ts';

export interface WalkOptions {
  /** Real path of the folder. */
  readonly root: string;
  /** Take what `.gitignore` names as well. */
  readonly all: boolean;
  /** Rules that hold besides those in the tree: of core.excludesFile, and of the git directory of a linked work tree. */
  readonly excludes: string | undefined;
  readonly note: (note: Note) => void;
  /** Whether a folder, by its path from the root, is looked into; undefined: all are. */
  readonly enter?: (path: string) => boolean;
}

/** A file met on the way. `path`: from the root, with forward slashes. */
export interface WalkedFile {
  readonly path: string;
  /** In bytes where the name is not UTF-8: as a text it would name nothing. */
  readonly full: string | Buffer;
}

interface Folder {
  readonly path: string;
  readonly full: string | Buffer;
  readonly rules: IgnoreRules | undefined;
}

const alwaysSkipped = new Set(['.git', '.svn', '.hg', '.jj']);
const largestIgnoreFile = 5_000_000;
/** Bytes of the folder itself, as its file system counts them: some ten thousand names. */
const largestList = 512 * 1024;

/**
 * The files of a folder, tracked or not, without those that git ignores. Links are not followed: what they name inside is met by itself, what is outside is
 * not ours. Only the folders still to be read are kept in memory, so any number of files will do.
 */
export const walk = function* ({ root, all, excludes, note, enter }: WalkOptions): Generator<WalkedFile> {
  const top = repositoryAbove(root);
  const prefix = top === undefined || top === root ? '' : `${path.relative(top, root).split(path.sep).join('/')}/`;
  const waiting: Folder[] = [{ path: '', full: root, rules: all || top === undefined ? undefined : rulesAbove(top, prefix, excludes) }];
  for (let folder = waiting.pop(); folder; folder = waiting.pop()) {
    const at = folder;
    const lost = (error: unknown): void => note({ code: 'folder-unreadable', path: at.path || '.', detail: codeOf(error) });
    let entries: Iterable<Entry>;
    let holds: (name: string) => boolean;
    try {
      [entries, holds] = entriesOf(at.full);
    } catch (error) {
      lost(error);
      continue;
    }
    let rules = at.rules;
    const base = at.path === '' ? prefix : `${prefix}${at.path}/`;
    if (!all) {
      // A repository inside this one (a submodule, a clone) has rules of its own; those of the outer one end here.
      if (at.path !== '' && holds('.git')) rules = ignoreRules(textOf(joined(at.full, '.git/info/exclude')) ?? '', base, undefined);
      const own = holds('.gitignore') ? textOf(joined(at.full, '.gitignore')) : undefined;
      if (own !== undefined) rules = ignoreRules(own, base, rules);
    }
    try {
      for (const entry of entries) {
        const name = typeof entry.name === 'string' ? entry.name : entry.name.toString('utf8');
        if (alwaysSkipped.has(name)) continue;
        const relative = at.path === '' ? name : `${at.path}/${name}`;
        const full = joined(at.full, entry.name);
        if (entry.isSymbolicLink()) {
          if (leadsOut(full, root)) note({ code: 'link-outside', path: relative });
          continue;
        }
        const isFolder = entry.isDirectory();
        if (!isFolder && !entry.isFile()) continue;
        if (isIgnored(rules, prefix + relative, isFolder)) continue;
        if (!isFolder) yield { path: relative, full };
        // Without a repository nothing says that these are fetched and not written here.
        else if (name === 'node_modules' && top === undefined && !all) note({ code: 'folder-skipped', path: relative });
        else if (enter?.(relative) !== false) waiting.push({ path: relative, full, rules });
      }
    } catch (error) {
      lost(error);
    }
  }
};

type Entry = Dirent<string> | Dirent<Buffer>;

/**
 * A folder is listed at once, which is twice as fast, unless it is so large that the list would not be held gladly. Names are texts; those that are no UTF-8
 * are read once more, as bytes.
 */
const entriesOf = (full: string | Buffer): readonly [entries: Iterable<Entry>, holds: (name: string) => boolean] => {
  if (statSync(full).size > largestList) {
    const handle = opendirSync(full, { bufferSize: 256 });
    return [streamed(handle, full), (name) => isThere(joined(full, name))];
  }
  const list = readdirSync(full, { withFileTypes: true });
  const entries = list.some(isOdd) ? [...list.filter((one) => !isOdd(one)), ...oddEntries(full)] : list;
  return [entries, (name) => list.some((one) => one.name === name)];
};

const streamed = function* (handle: Dir, full: string | Buffer): Generator<Entry> {
  let areAllPlain = true;
  try {
    for (let entry = handle.readSync(); entry; entry = handle.readSync())
      if (isOdd(entry)) areAllPlain = false;
      else yield entry;
  } finally {
    handle.closeSync();
  }
  if (!areAllPlain) yield* oddEntries(full);
};

const isOdd = ({ name }: Dirent): boolean => name.includes('\ufffd');

const oddEntries = (full: string | Buffer): Dirent<Buffer>[] =>
  readdirSync(full, { encoding: 'buffer', withFileTypes: true }).filter(({ name }) => name.toString('utf8').includes('\ufffd'));

const joined = (folder: string | Buffer, name: string | Buffer): string | Buffer =>
  typeof folder === 'string' && typeof name === 'string' ? `${folder}/${name}` : Buffer.concat([Buffer.from(folder), Buffer.from('/'), Buffer.from(name)]);

const leadsOut = (link: string | Buffer, root: string): boolean => {
  try {
    const real = realpathSync(link);
    return real !== root && !real.startsWith(root === '/' ? root : root + path.sep);
  } catch {
    // A link to nowhere leads to nothing that could be read.
    return false;
  }
};

/** The nearest folder with a `.git`, this one or above. */
export const repositoryAbove = (folder: string): string | undefined => {
  for (let at = folder; ; at = path.dirname(at)) {
    if (isRepository(at)) return at;
    if (path.dirname(at) === at) return undefined;
  }
};

const isRepository = (folder: string): boolean => isThere(path.join(folder, '.git'));

const isThere = (file: string | Buffer): boolean => {
  try {
    return statSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // Nobody may look into the folder; that is told where it is opened.
    return false;
  }
};

/** The rules of the repository at `top` and of its folders above the root of the walk. Paths count from the top. */
const rulesAbove = (top: string, prefix: string, excludes: string | undefined): IgnoreRules | undefined => {
  let rules = ignoreRules(excludes ?? '', '', undefined);
  rules = ignoreRules(textOf(path.join(top, '.git/info/exclude')) ?? '', '', rules);
  let base = '';
  // The .gitignore of the root itself is read by the walk.
  for (const name of prefix.split('/').filter(Boolean)) {
    rules = ignoreRules(textOf(path.join(top, base, '.gitignore')) ?? '', base, rules);
    base += `${name}/`;
  }
  return rules;
};

const textOf = (file: string | Buffer): string | undefined => {
  try {
    const stat = lstatSync(file, { throwIfNoEntry: false });
    return stat?.isFile() && stat.size <= largestIgnoreFile ? readFileSync(file, 'utf8') : undefined;
  } catch {
    // Not readable, or below a `.git` that is a file (a linked work tree).
    return undefined;
  }
};
