import { scanBytes, type Scanning } from '../tree/content.ts';
import { chunkedScan, scanWhole } from '../tree/chunks.ts';
import type { Sighting } from '../tree/sighting.ts';
import { readObjects } from './blob-stream.ts';
import { askGit } from './git.ts';
import { listObjects, messagePath, unreached, type Listed } from './list-objects.ts';
import { placeHistory, type FoundObject, type InHistory } from './place-history.ts';
import { isPartial, type Repository } from './repository.ts';
import type { ScanMemory } from './scan-memory.ts';

export interface HistoryScan {
  readonly repository: Repository;
  /** Arguments of `git rev-list`: `--all`, or some commits and `^others`. */
  readonly revisions: readonly string[];
  /** Objects to read besides: annotated tags. */
  readonly tags: readonly string[];
  /** Only the lines that the commits added; else all that their files hold. */
  readonly addedOnly: boolean;
  readonly memory: ScanMemory | undefined;
  readonly onObject?: (objects: number) => void;
}

export interface HistoryScanned {
  readonly found: readonly InHistory[];
  readonly objects: number;
  readonly bytes: number;
  /** Every object of these revisions was read, now or in a run before. */
  readonly complete: boolean;
}

/** Scans every version of every file and every message of some revisions, each once. What could not be read is told in notes. */
export const scanHistory = async (scanning: Omit<Scanning, 'see'>, options: HistoryScan): Promise<HistoryScanned> => {
  const { repository, revisions, memory } = options;
  const { git } = repository;
  const { scanner, note } = scanning;
  const found = new Map<string, FoundObject>();
  const remembered = new Set(memory?.found.keys());
  let missing = 0;
  let objects = 0;
  let bytes = 0;

  const wanted = async function* (): AsyncGenerator<readonly Listed[]> {
    yield [...(memory?.found ?? [])].map(([id, path]) => ({ id, path }));
    const fresh = ({ id }: Listed): boolean => !remembered.has(id) && memory?.knows(id) !== true;
    // First, since what follows a `--not` counts the other way round.
    const limits = [...tipsStillHere(repository, memory).map((tip) => `^${tip}`), ...revisions];
    for await (const some of listObjects(git, limits, () => void missing++)) yield some.filter(fresh);
    yield options.tags.map((id) => ({ id, path: messagePath })).filter(fresh);
  };

  const begin = (): { see: (sighting: Sighting) => void; end: (about: Listed, object: Omit<FoundObject, 'sightings' | 'path'>) => void } => {
    objects++;
    options.onObject?.(objects);
    const sightings: Sighting[] = [];
    return {
      see: (sighting) => void sightings.push(sighting),
      end: ({ id, path }, object) => {
        if (sightings.length > 0) found.set(id, { ...object, path, sightings });
        memory?.keep(id, sightings.length > 0 ? path : undefined);
      },
    };
  };

  let whole = true;
  try {
    await readObjects<Listed>(git, wanted(), {
      whole: (about, type, content) => {
        bytes += content.length;
        const { see, end } = begin();
        if (type === 'blob') {
          const packed = scanBytes({ ...scanning, see }, about.path, content);
          if (packed) return packed.then(() => end(about, { is: 'file', at: undefined }));
          end(about, { is: 'file', at: undefined });
        } else if (type === 'commit' || type === 'tag') {
          const { message, at } = messageIn(content);
          if (message.length > 0) scanWhole(scanner, messagePath, message, see);
          end(about, { is: type, at });
        }
        return undefined;
      },
      large: (about) => {
        const { see, end } = begin();
        const scan = chunkedScan(scanner, about.path, see);
        return {
          push: (piece) => {
            bytes += piece.length;
            scan.push(piece);
          },
          end: () => {
            scan.end();
            end(about, { is: 'file', at: undefined });
          },
        };
      },
      // A remembered one may have been cleaned away since, with the commits that held it.
      missing: ({ id }) => void (remembered.has(id) || missing++),
    });
  } catch (error) {
    whole = false;
    note({ code: 'history-broken', detail: error instanceof Error ? error.message : String(error) });
  }
  if (missing > 0) note({ code: isPartial(repository) ? 'partial' : 'objects-missing', count: missing });
  if (repository.isShallow) note({ code: 'shallow' });

  const complete = whole && missing === 0 && !repository.isShallow;
  const { placed, homeless } = await placeHistory(options, found, note);
  const old = new Set([...homeless].filter((id) => remembered.has(id)));
  const gone = whole ? await unreached(git, revisions, old) : new Set<string>();
  for (const id of options.tags) gone.delete(id);
  if (whole) memory?.finish(complete && revisions.includes('--all') ? tipsOf(repository) : undefined);
  return { found: placed.filter(({ id }) => !gone.has(id)), objects, bytes, complete };
};

/** The message of a commit or tag, without its head (which may hold a signature), and the time of its author. */
const messageIn = (content: Buffer): { message: Buffer; at: number | undefined } => {
  const end = content.indexOf('\n\n');
  const head = content.toString('latin1', 0, end < 0 ? content.length : end);
  const seconds = /^(?:author|tagger) .*> (\d+) [+-]\d{4}$/m.exec(head)?.[1];
  return { message: end < 0 ? Buffer.alloc(0) : content.subarray(end + 2), at: seconds === undefined ? undefined : Number(seconds) };
};

/** What the refs name now, with the work trees' own heads. */
const tipsOf = ({ git }: Repository): readonly string[] => {
  const refs = askGit(git, ['rev-parse', '--all', 'HEAD']);
  return [...new Set(refs.stdout.toString('utf8').split('\n'))].filter((line) => /^[0-9a-f]{40,64}$/.test(line)).toSorted();
};

/** Of the remembered tips those that are still here: the others fell away with a branch. */
const tipsStillHere = ({ git }: Repository, memory: ScanMemory | undefined): readonly string[] => {
  if (!memory || memory.tips.length === 0) return [];
  const { stdout } = askGit(git, ['cat-file', '--batch-check=%(objectname) %(objecttype)'], `${memory.tips.join('\n')}\n`);
  return stdout
    .toString('utf8')
    .split('\n')
    .filter((line) => /^[0-9a-f]+ (commit|tag)$/.test(line))
    .map((line) => line.slice(0, line.indexOf(' ')));
};

/** Annotated tags, whose messages are read too. */
export const annotatedTags = ({ git }: Repository): readonly string[] =>
  askGit(git, ['for-each-ref', '--format=%(objecttype) %(objectname)'])
    .stdout.toString('utf8')
    .split('\n')
    .filter((line) => line.startsWith('tag '))
    .map((line) => line.slice(4));
