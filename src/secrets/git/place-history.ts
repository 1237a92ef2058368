import type { Note } from '../report/note.ts';
import type { Sighting } from '../tree/sighting.ts';
import { touches, type AddedLines } from './added-lines.ts';
import { askGit } from './git.ts';
import { addedBy, occurrencesOf, type Occurrence } from './occurrences.ts';
import type { Keeper } from './keepers.ts';
import type { Repository } from './repository.ts';

/** An object in which something was found. */
export interface FoundObject {
  readonly is: 'file' | 'commit' | 'tag';
  readonly path: string;
  /** Of a message: when it was written, in seconds since 1970. */
  readonly at: number | undefined;
  readonly sightings: readonly Sighting[];
}

/** A sighting with its place in the history. */
export interface InHistory {
  readonly id: string;
  readonly is: FoundObject['is'];
  readonly sighting: Sighting;
  readonly path: string;
  /** The first commit that brought it there; undefined: none, such as a file that only a tag names. */
  readonly commit: string | undefined;
  readonly at: number | undefined;
  readonly isInHead: boolean;
  /** Of what no branch and no tag reaches, and of stash entries. */
  readonly keeper: Keeper | undefined;
}

/** Paths of one version of a file that are told. */
const mostPaths = 20;
/** Versions whose added lines are looked up one by one; of the others all lines count as added. */
const mostCompared = 2000;

export interface Placing {
  readonly repository: Repository;
  readonly revisions: readonly string[];
  readonly addedOnly: boolean;
}

/** The second pass, over what was found only. `homeless`: objects that no commit of these revisions brought. */
export const placeHistory = async (
  { repository, revisions, addedOnly }: Placing,
  found: ReadonlyMap<string, FoundObject>,
  note: (note: Note) => void,
): Promise<{ readonly placed: readonly InHistory[]; readonly homeless: ReadonlySet<string> }> => {
  const { git } = repository;
  const files = new Set([...found].filter(([, { is }]) => is === 'file').map(([id]) => id));
  let occurrences = new Map<string, readonly Occurrence[]>();
  try {
    occurrences = await occurrencesOf(git, files, revisions, addedOnly);
  } catch (error) {
    note({ code: 'history-broken', detail: error instanceof Error ? error.message : String(error) });
  }
  const head = pathsInHead(repository, files);
  const placed: InHistory[] = [];
  const homeless = new Set<string>();
  let compared = 0;
  for (const [id, { is, path, at, sightings }] of found) {
    const places = occurrences.get(id) ?? [];
    if (places.length === 0) {
      homeless.add(id);
      const inHead = head.get(id)?.[0];
      for (const sighting of sightings)
        placed.push({
          id,
          is,
          sighting,
          path: (inHead ?? path) + sighting.path.slice(path.length),
          commit: is === 'commit' ? id : undefined,
          at,
          isInHead: inHead !== undefined,
          keeper: undefined,
        });
      continue;
    }
    const added = new Map<Occurrence, readonly AddedLines[]>();
    if (addedOnly && compared++ < mostCompared) for (const one of places) added.set(one, await addedBy(git, id, one));
    for (const sighting of sightings) {
      // Of an archive the lines say nothing: what changed in it is all new.
      const isInner = sighting.path !== path;
      const { line, endLine } = sighting.region;
      const here = places.filter((one) => isInner || touches(added.get(one) ?? [], line, endLine));
      // The first commit at each path: the newest come first.
      const first = new Map(here.map((one) => [one.path, one]));
      for (const one of [...first.values()].slice(0, mostPaths))
        placed.push({
          id,
          is,
          sighting,
          path: one.path + sighting.path.slice(path.length),
          commit: one.commit,
          at: one.at,
          isInHead: head.get(id)?.includes(one.path) === true,
          keeper: undefined,
        });
    }
  }
  return { placed, homeless };
};

/** Where the given objects stand in HEAD. */
const pathsInHead = ({ git }: Repository, ids: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  if (ids.size === 0) return found;
  const { status, stdout } = askGit(git, ['ls-tree', '-r', '-z', '--full-tree', 'HEAD']);
  if (status !== 0) return found;
  for (const line of stdout.toString('utf8').split('\0')) {
    const tab = line.indexOf('\t');
    const id = line.slice(0, tab).split(' ')[2] ?? '';
    if (!ids.has(id)) continue;
    const paths = found.get(id) ?? [];
    paths.push(line.slice(tab + 1));
    found.set(id, paths);
  }
  return found;
};
