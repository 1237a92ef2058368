import type { Note } from '../report/note.ts';
import { keepersOf, stashCommits } from './keepers.ts';
import { lostCommits } from './lost-objects.ts';
import { occurrencesOf, type Occurrence } from './occurrences.ts';
import type { FoundObject, InHistory, Placing } from './place-history.ts';

/** Where objects stand that no ref reaches, and what still holds them. */
export const placeLost = async (
  { repository, revisions }: Placing,
  found: ReadonlyMap<string, FoundObject>,
  /** All commits that no ref reaches; undefined: not known from this run alone. */
  known: readonly string[] | undefined,
  note: (note: Note) => void,
): Promise<readonly InHistory[]> => {
  if (found.size === 0) return [];
  const files = new Set([...found].flatMap(([id, { is }]) => (is === 'file' ? [id] : [])));
  let occurrences: ReadonlyMap<string, readonly Occurrence[]> = new Map();
  try {
    const commits = files.size > 0 ? (known ?? (await lostCommits(repository, revisions))) : [];
    if (commits.length > 0) occurrences = await occurrencesOf(repository.git, files, revisions, false, commits);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // Of a lost commit the parent is gone already.
    note({ code: 'lost-unplaced', detail: error.message });
  }
  // The newest come first.
  const firstOf = (id: string): Occurrence | undefined => occurrences.get(id)?.at(-1);
  const keepers = keepersOf(repository, [...found.keys()], (id) => firstOf(id)?.commit, revisions);
  return [...found].flatMap(([id, { is, path, at, sightings }]) => {
    const first = firstOf(id);
    const name = first?.path ?? (path === id ? `blob ${id.slice(0, 12)}` : path);
    return sightings.map((sighting): InHistory => ({
      id,
      is,
      sighting,
      path: name + sighting.path.slice(path.length),
      commit: is === 'commit' ? id : first?.commit,
      at: first?.at ?? at,
      isInHead: false,
      keeper: keepers.get(id),
    }));
  });
};

/** Says of places in a stash entry which one it is. */
export const withStashes = ({ repository }: Placing, placed: readonly InHistory[]): readonly InHistory[] => {
  if (placed.every(({ isInHead }) => isInHead)) return placed;
  const stashes = stashCommits(repository);
  return placed.map((one) => {
    const name = one.isInHead ? undefined : stashes.get(one.commit ?? '');
    return name === undefined ? one : { ...one, keeper: { by: 'stash', name } };
  });
};
