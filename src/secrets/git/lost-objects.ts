import { askGit, type Git } from './git.ts';
import { idSet, type IdSet } from './id-set.ts';
import { listCommits, listObjects, messagePath, type Listed } from './list-objects.ts';
import { objectStore, type ObjectStore } from './object-store.ts';
import type { Repository } from './repository.ts';

/** Objects that no ref reaches: of older stash entries, of commits that were amended, dropped or rebased, of files that were staged and taken back. */
export interface Lost {
  /** Those worth reading that were not read before. */
  readonly objects: readonly Listed[];
  /** The commits among them. */
  readonly commits: readonly string[];
  /** To be remembered when all were read: names of packs and ids of single objects. */
  readonly packs: readonly string[];
  readonly loose: readonly string[];
}

export interface LostSearch {
  readonly repository: Repository;
  /** What the refs reach. */
  readonly revisions: readonly string[];
  /** All that was listed in this run. Earlier runs listed the rest, and left it out now: `isPartly`. */
  readonly listed: IdSet;
  readonly isPartly: boolean;
  readonly isKnown: (id: string) => boolean;
  readonly isKnownPack: (pack: string) => boolean;
}

/** So many objects are asked for their kind at a time. */
const atATime = 60_000;
/** Of more than this many that seem to be lost in a later run most only were packed anew. */
const fewLost = 500;

/** Everything in the object folder without what the refs reach. Throws where it cannot be read. */
export const lostObjects = async (search: LostSearch): Promise<Lost> => {
  const { repository, revisions, isPartly } = search;
  const { git } = repository;
  const store = objectStore(repository);
  const kinds = kindsBesides(search, store);
  if (isPartly && kinds.size > fewLost) for await (const some of listObjects(git, revisions, () => undefined)) for (const { id } of some) kinds.delete(id);
  const commits = [...kinds].flatMap(([id, kind]) => (kind === 'commit' ? [id] : []));
  const paths = pathsUnder(git, commits, revisions);
  if (kinds.size > commits.length) indexedPaths(repository, kinds, paths);
  // Versions of a file one after the other, as they are packed: git unpacks each from the one before.
  const inOrder = new Set([...paths.keys(), ...kinds.keys()]);
  return {
    objects: [...inOrder].flatMap((id) => {
      const kind = kinds.get(id);
      return kind === undefined ? [] : [{ id, path: kind === 'blob' ? (paths.get(id) ?? id) : messagePath }];
    }),
    commits,
    packs: store.packs,
    loose: store.loose,
  };
};

/** All commits that no ref reaches, whatever earlier runs have read. */
export const lostCommits = async (repository: Repository, revisions: readonly string[]): Promise<readonly string[]> => {
  const listed = idSet();
  for await (const some of listCommits(repository.git, revisions)) for (const { id } of some) listed.add(id);
  const kinds = kindsBesides({ repository, listed, isKnown: () => false, isKnownPack: () => false }, objectStore(repository));
  return [...kinds].flatMap(([id, kind]) => (kind === 'commit' ? [id] : []));
};

/** What the objects are that were neither listed nor are known, without folders. */
const kindsBesides = (
  { repository: { git, idLength }, listed, isKnown, isKnownPack }: Omit<LostSearch, 'revisions' | 'isPartly'>,
  store: ObjectStore,
): Map<string, string> => {
  const kinds = new Map<string, string>();
  let unlisted: string[] = [];
  const ask = (): void => {
    for (const [id, kind] of kindsOf(git, unlisted)) if (kind !== 'tree') kinds.set(id, kind);
    unlisted = [];
  };
  const meet = (id: string): void => {
    if (isKnown(id)) return;
    unlisted.push(id);
    if (unlisted.length >= atATime) ask();
  };
  for (const pack of store.packs) {
    if (isKnownPack(pack)) continue;
    store.idsIn(pack, (ids) => {
      for (let at = 0; at < ids.length; at += idLength / 2) if (!listed.hasBytes(ids, at)) meet(ids.toString('hex', at, at + idLength / 2));
    });
  }
  for (const id of store.loose) if (!listed.has(id)) meet(id);
  ask();
  return kinds;
};

const kindsOf = (git: Git, ids: readonly string[]): (readonly [id: string, kind: string])[] => {
  if (ids.length === 0) return [];
  const { stdout } = askGit(git, ['cat-file', '--batch-check=%(objecttype)', '--buffer'], `${ids.join('\n')}\n`);
  const kinds = stdout.toString('latin1').split('\n');
  // One that went away since is answered with its name.
  return ids.flatMap((id, i) => (/^(blob|commit|tag|tree)$/.test(kinds[i] ?? '') ? [[id, kinds[i] ?? ''] as const] : []));
};

/** What the files of lost commits were called. */
const pathsUnder = (git: Git, commits: readonly string[], revisions: readonly string[]): Map<string, string> => {
  const paths = new Map<string, string>();
  if (commits.length === 0) return paths;
  const ask = (walk: readonly string[]) =>
    askGit(
      git,
      ['rev-list', '--objects', '--filter=object:type=blob', '--filter-provided-objects', '--missing=allow-any', ...walk, '--'],
      `${commits.join('\n')}\n`,
    );
  const first = ask(['--stdin', '--not', ...revisions]);
  // Where a parent is gone git gives up; then each commit is taken by itself.
  const { stdout } = first.status === 0 ? first : ask(['--no-walk=unsorted', '--stdin']);
  for (const line of stdout.toString('utf8').split('\n')) {
    const space = line.indexOf(' ');
    if (space > 0) paths.set(line.slice(0, space), line.slice(space + 1));
  }
  return paths;
};

/** What is staged and in no commit has its name in the index alone. */
const indexedPaths = ({ git, top }: Repository, kinds: ReadonlyMap<string, string>, paths: Map<string, string>): void => {
  if (top === undefined) return;
  const { stdout } = askGit({ ...git, folder: top }, ['ls-files', '--stage', '-z']);
  for (const line of stdout.toString('utf8').split('\0')) {
    const tab = line.indexOf('\t');
    const id = line.slice(0, tab).split(' ')[1] ?? '';
    if (kinds.has(id) && !paths.has(id)) paths.set(id, line.slice(tab + 1));
  }
};
