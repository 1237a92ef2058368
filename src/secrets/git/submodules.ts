import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { Note } from '../report/note.ts';
import { askGit, GitError, type Git } from './git.ts';
import { repositoryAt, submodulesOf, type Repository } from './repository.ts';

/** A repository within another one. */
export interface Submodule {
  /** From the top of the outermost one; of one that is checked out nowhere, where its git directory lies: `.git/modules/NAME`. */
  readonly path: string;
  readonly repository: Repository;
}

/** Submodules in submodules are entered down to this depth, and no more than this many of all. */
const deepest = 8;
const most = 1000;

/**
 * The submodules of a repository that are here, with theirs. Which there are is read from the index (of a bare one from HEAD), never from `.gitmodules`, whose
 * names and paths anybody may write. Each has to lie in the outermost repository, without a link on the way, and is entered once. Those that are not here are
 * told in notes.
 */
export const submodulesWithin = (outermost: Repository, note: (note: Note) => void): readonly Submodule[] => {
  const within = [outermost.top, outermost.commonDir].flatMap((folder) => realPath(folder) ?? []);
  const isInside = (folder: string): boolean => within.some((one) => folder === one || folder.startsWith(one + path.sep));
  const entered = new Set<string>([realPath(outermost.commonDir) ?? outermost.commonDir]);
  const found: Submodule[] = [];
  const enter = (at: string, repository: Repository | undefined, depth: number): void => {
    const real = realPath(repository?.commonDir);
    if (!repository || real === undefined || entered.has(real)) return;
    if (!isInside(real)) return note({ code: 'submodule-outside', path: at });
    if (found.length >= most || depth > deepest) return note({ code: 'submodule-too-deep', path: at });
    entered.add(real);
    found.push({ path: at, repository });
    below(`${at}/`, repository, depth + 1);
  };
  const below = (prefix: string, repository: Repository, depth: number): void => {
    for (const one of gitlinksOf(repository)) {
      const at = prefix + one;
      const state = repository.top === undefined ? 'absent' : checkedOut(repository.top, one);
      if (state === 'absent') note({ code: 'submodule', path: at });
      else if (state === 'link') note({ code: 'submodule-outside', path: at });
      else enter(at, opened({ ...repository.git, folder: state.folder }, at, note), depth);
    }
    // A submodule that was taken out leaves its git directory behind, with all its history.
    for (const { name, folder } of gitDirectoriesIn(path.join(repository.commonDir, 'modules'))) {
      const at = `${prefix}.git/modules/${name}`;
      enter(at, openedBare({ ...repository.git, folder }, at, note), depth);
    }
  };
  below('', outermost, 1);
  return found;
};

/** Paths of the submodules in the index, from the top; without one, in HEAD. */
const gitlinksOf = (repository: Repository): readonly string[] => {
  if (repository.top !== undefined) return gitlinksBelow({ ...repository.git, folder: repository.top }).toSorted();
  try {
    return submodulesOf(repository, 'HEAD').filter(isPlain).toSorted();
  } catch {
    // No commit yet, or trees that are not here: those are told by the scan itself.
    return [];
  }
};

/** Paths of the submodules in the index below a folder, from there. */
export const gitlinksBelow = (git: Git): readonly string[] =>
  askGit(git, ['ls-files', '--stage', '-z'])
    .stdout.toString('utf8')
    .split('\0')
    .filter((line) => line.startsWith('160000 '))
    .map((line) => line.slice(line.indexOf('\t') + 1))
    .filter(isPlain);

const isPlain = (relative: string): boolean => relative.split('/').every((part) => !/^(\.{0,2}|\.git)$/i.test(part));

/** `link`: it leads somewhere else. */
export const checkedOut = (top: string, relative: string): 'absent' | 'link' | { readonly folder: string } => {
  const folder = path.join(realPath(top) ?? top, relative);
  const mark = lstatSync(path.join(folder, '.git'), { throwIfNoEntry: false });
  if (!mark) return 'absent';
  return realPath(folder) === folder && !mark.isSymbolicLink() ? { folder } : 'link';
};

/** What git has been told about the outer repository does not hold for the inner one. */
export const innerEnvironment = (environment: Git['environment']): Git['environment'] => {
  const {
    GIT_DIR: _a,
    GIT_WORK_TREE: _b,
    GIT_INDEX_FILE: _c,
    GIT_OBJECT_DIRECTORY: _d,
    GIT_ALTERNATE_OBJECT_DIRECTORIES: _e,
    GIT_COMMON_DIR: _f,
    GIT_PREFIX: _g,
    GIT_NAMESPACE: _h,
    GIT_SHALLOW_FILE: _i,
    ...kept
  } = environment;
  return kept;
};

const opened = ({ folder, environment }: Git, at: string, note: (note: Note) => void): Repository | undefined => {
  try {
    const repository = repositoryAt({ folder, environment: innerEnvironment(environment) });
    // A `.git` that is none lets git look further up.
    if (realPath(repository.top) === folder) return repository;
    note({ code: 'submodule', path: at });
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    note({ code: 'submodule-unreadable', path: at, detail: error.message });
  }
  return undefined;
};

/** By its git directory alone, whatever work tree its configuration names. */
const openedBare = ({ folder, environment }: Git, at: string, note: (note: Note) => void): Repository | undefined => {
  try {
    const alone = { ...innerEnvironment(environment), GIT_DIR: folder, GIT_WORK_TREE: folder };
    return { ...repositoryAt({ folder, environment: alone }), top: undefined };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    note({ code: 'submodule-unreadable', path: at, detail: error.message });
    return undefined;
  }
};

/** Names of submodules may have slashes. Links are not followed. */
const gitDirectoriesIn = (root: string): { readonly name: string; readonly folder: string }[] => {
  const found: { name: string; folder: string }[] = [];
  const look = (name: string, depth: number): void => {
    const folder = path.join(root, name);
    let entries;
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch {
      return;
    }
    const has = (one: string): boolean => entries.some((entry) => entry.name === one && !entry.isSymbolicLink());
    if (has('HEAD') && has('objects')) found.push({ name, folder });
    else if (depth < deepest && found.length < most)
      for (const entry of entries) if (entry.isDirectory()) look(name === '' ? entry.name : `${name}/${entry.name}`, depth + 1);
  };
  look('', 0);
  return found;
};

const realPath = (folder: string | undefined): string | undefined => {
  try {
    return folder === undefined ? undefined : realpathSync(folder);
  } catch {
    return undefined;
  }
};
