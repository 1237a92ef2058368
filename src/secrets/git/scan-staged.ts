import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { scanBytes, scanPieces, type Scanning } from '../tree/content.ts';
import type { Sighting } from '../tree/sighting.ts';
import { addedLines, touches, type AddedLines } from './added-lines.ts';
import { diffOptions, gitText, GitError } from './git.ts';
import { readThrough } from './read-through.ts';
import { emptyTree, headOf, type Repository } from './repository.ts';

export interface Staged {
  readonly id: string;
  readonly path: string;
  /** What each parent of the coming commit does not have. */
  readonly added: readonly AddedLines[];
}

/**
 * Scans what the next commit would bring: the files of the index that GIT_INDEX_FILE names (`git commit -a` and `git commit PATH` make one of their own), not
 * those of the work tree, and of them the lines that are added.
 */
export const scanStaged = async (scanning: Scanning, repository: Repository): Promise<{ readonly files: number; readonly bytes: number }> => {
  const staged = await stagedFiles(repository);
  let bytes = 0;
  const see =
    (file: Staged) =>
    (sighting: Sighting): void => {
      const isInner = sighting.path !== file.path;
      if (isInner || touches(file.added, sighting.region.line, sighting.region.endLine)) scanning.see(sighting);
    };
  await readThrough(repository.git, [staged], {
    whole: (file, _, content) => {
      bytes += content.length;
      return scanBytes({ ...scanning, see: see(file) }, file.path, content);
    },
    large: (file) => {
      const scan = scanPieces({ ...scanning, see: see(file) }, file.path);
      return {
        push: (piece) => {
          bytes += piece.length;
          scan.push(piece);
        },
        end: scan.end,
      };
    },
    missing: (file) => scanning.note({ code: 'objects-missing', path: file.path, count: 1 }),
  });
  return { files: staged.length, bytes };
};

/** The files that the next commit would change, without those that only go, and submodules. */
export const stagedFiles = async (repository: Repository): Promise<readonly Staged[]> => {
  const [first = emptyTree(repository), ...merged] = parentsOf(repository);
  const files = await changesAgainst(repository, first);
  if (files.length === 0 || merged.length === 0) return files.map(({ id, path: at, added }) => ({ id, path: at, added: [added] }));
  // A merge: what one of the parents has already is not new.
  const others = await Promise.all(merged.map(async (parent) => new Map((await changesAgainst(repository, parent)).map((one) => [one.path, one.added]))));
  return files.flatMap(({ id, path: at, added }) => {
    const all = [added, ...others.map((changes) => changes.get(at))];
    const known = all.filter((one) => one !== undefined);
    return known.length === all.length ? [{ id, path: at, added: known }] : [];
  });
};

/** HEAD, and what is being merged into it. None: this is the first commit. */
const parentsOf = (repository: Repository): readonly string[] => {
  const head = headOf(repository);
  const file = path.join(repository.gitDir, 'MERGE_HEAD');
  const merged = existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => /^[0-9a-f]{40,64}$/.test(line))
    : [];
  return head === undefined ? [] : [head, ...merged];
};

const changesAgainst = async ({ git }: Repository, parent: string): Promise<{ id: string; path: string; added: AddedLines }[]> => {
  const command = ['diff-index', '--cached', '--ita-invisible-in-index', '-M', '-l400', ...diffOptions];
  const tokens = gitText(git, [...command, '--raw', '-z', parent, '--']).split('\0');
  const changes: { id: string; path: string; isNew: boolean; isSame: boolean }[] = [];
  for (let i = 0; i + 1 < tokens.length;) {
    const [, mode = '', before = '', id = '', status = ''] = (tokens[i++] ?? '').slice(1).split(' ');
    if (/^[RC]/.test(status)) i++;
    const at = tokens[i++] ?? '';
    // D: nothing comes. U: a conflict, which cannot be committed. 160000: a submodule.
    if (/^[AMRCT]/.test(status) && mode !== '160000') changes.push({ id, path: at, isNew: /^[AT]/.test(status), isSame: before === id });
  }
  // The patch has the changed files in the same order; of new ones every line is added, so their text is not asked for.
  const changed = changes.filter(({ isNew }) => !isNew);
  const lines = changed.some(({ isSame }) => !isSame) ? await addedLines(git, [...command, '--diff-filter=MRC', parent]) : [];
  if (lines.length !== changed.length && lines.length > 0) throw new GitError('failed', `git diff-index: ${lines.length} files of ${changed.length}`);
  const added = new Map(changed.map((change, i) => [change, lines[i] ?? []] as const));
  return changes.filter(({ isSame }) => !isSame).map((change) => ({ id: change.id, path: change.path, added: added.get(change) ?? 'all' }));
};
