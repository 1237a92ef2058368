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

/**
 * The files of a folder, tracked or not, without those that git ignores. Links are not followed: what they name inside is met by itself, what is outside is
 * not ours. Only the folders still to be read are kept in memory, so any number of files will do.
 */
export const walk = function* ({ root, all, excludes, note }: WalkOptions): Generator<WalkedFile> {
  const top = repositoryAbove(root);
  const prefix = top === undefined || top === root ? '' : `${path.relative(top, root).split(path.sep).join('/')}/`;
  const waiting: Folder[] = [{ path: '', full: root, rules: all || top === undefined ? undefined : rulesAbove(top, prefix, excludes) }];
  for (let folder = waiting.pop(); folder; folder = waiting.pop()) {
    let rules = folder.rules;
    const base = folder.path === '' ? prefix : `${prefix}${folder.path}/`;
    if (!all) {
      // A repository inside this one (a submodule, a clone) has rules of its own; those of the outer one end here.
      if (folder.path !== '' && isRepository(folder.full)) rules = ignoreRules(textOf(joined(folder.full, '.git/info/exclude')) ?? '', base, undefined);
      const own = textOf(joined(folder.full, '.gitignore'));
      if (own !== undefined) rules = ignoreRules(own, base, rules);
    }
    let handle: Dir;
    try {
      handle = opendirSync(folder.full, { bufferSize: 256 });
    } catch (error) {
      note({ code: 'folder-unreadable', path: folder.path || '.', detail: codeOf(error) });
      continue;
    }
    try {
      for (const { entry, name, full } of entriesOf(handle, folder.full)) {
        if (alwaysSkipped.has(name)) continue;
        const relative = folder.path === '' ? name : `${folder.path}/${name}`;
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
        else waiting.push({ path: relative, full, rules });
      }
    } catch (error) {
      note({ code: 'folder-unreadable', path: folder.path || '.', detail: codeOf(error) });
    } finally {
      handle.closeSync();
    }
  }
};

interface Entry {
  readonly entry: Dirent<string> | Dirent<Buffer>;
  readonly name: string;
  readonly full: string | Buffer;
}

/** Names are texts, which is fastest; those that are no UTF-8 are read once more, as bytes. */
const entriesOf = function* (handle: Dir, folder: string | Buffer): Generator<Entry> {
  let isOdd = false;
  for (let entry = handle.readSync(); entry; entry = handle.readSync()) {
    const { name } = entry;
    if (name.includes('\ufffd')) isOdd = true;
    else yield { entry, name, full: joined(folder, name) };
  }
  if (!isOdd) return;
  for (const entry of readdirSync(folder, { encoding: 'buffer', withFileTypes: true })) {
    const name = entry.name.toString('utf8');
    if (name.includes('\ufffd')) yield { entry, name, full: joined(folder, entry.name) };
  }
};

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

const isRepository = (folder: string | Buffer): boolean => {
  try {
    return statSync(joined(folder, '.git'), { throwIfNoEntry: false }) !== undefined;
  } catch {
    // Nobody may look into it; that is told where it is opened.
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

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : String(error));
