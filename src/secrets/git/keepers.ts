import { existsSync } from 'node:fs';
import path from 'node:path';
import { askGit } from './git.ts';
import type { Repository } from './repository.ts';

/** What still holds an object that no branch and no tag reaches. `nothing`: it is here until git clears away. */
export type Keeper = { readonly by: 'stash'; readonly name: string } | { readonly by: 'index' | 'reflog' | 'nothing' };

/**
 * What holds the given objects. `commitOf`: the commit that brought one, as far as that is known. Of what several hold the first of stash, index and reflog is
 * told. https://git-scm.com/docs/git-stash#_discussion
 */
export const keepersOf = (
  repository: Repository,
  ids: readonly string[],
  commitOf: (id: string) => string | undefined,
  revisions: readonly string[],
): ReadonlyMap<string, Keeper> => {
  const found = new Map<string, Keeper>();
  if (ids.length === 0) return found;
  const stashes = stashCommits(repository);
  const list = (by: string): ReadonlySet<string> =>
    new Set(linesOf(repository, ['rev-list', '--objects', '--no-object-names', '--missing=allow-any', by, '--not', ...revisions, '--']));
  const [indexed, logged] = [list('--indexed-objects'), list('--reflog')];
  for (const id of ids) {
    const stash = stashes.get(commitOf(id) ?? id);
    found.set(id, stash === undefined ? { by: indexed.has(id) ? 'index' : logged.has(id) ? 'reflog' : 'nothing' } : { by: 'stash', name: stash });
  }
  return found;
};

/** The commits that stash entries are made of: the one of the files, and besides the base those of the index and of untracked files. */
export const stashCommits = (repository: Repository): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  // Entries but the last are kept in the log of the ref alone. Most repositories have none, and need no git to tell.
  if (!['logs/refs/stash', 'reftable'].some((one) => existsSync(path.join(repository.commonDir, one)))) return found;
  linesOf(repository, ['log', '--walk-reflogs', '--format=%H %P', 'refs/stash', '--']).forEach((line, i) => {
    const [files = '', , ...others] = line.split(' ');
    for (const id of [files, ...others]) if (!found.has(id)) found.set(id, `stash@{${i}}`);
  });
  return found;
};

/** Fails where there is no stash, no index or no log of refs: then it holds nothing. */
const linesOf = ({ git }: Repository, args: readonly string[]): string[] => {
  const { status, stdout } = askGit(git, args);
  return status === 0
    ? stdout
        .toString('utf8')
        .split('\n')
        .filter((line) => line !== '')
    : [];
};
