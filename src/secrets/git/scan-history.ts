import { scanBytes, scanPieces, type Scanning } from '../tree/content.ts';
import { scanWhole } from '../tree/chunks.ts';
import type { Sighting } from '../tree/sighting.ts';
import { askGit } from './git.ts';
import { idSet } from './id-set.ts';
import { listObjects, messagePath, unreached, type Listed } from './list-objects.ts';
import { lostObjects, type Lost } from './lost-objects.ts';
import { placeHistory, type FoundObject, type InHistory } from './place-history.ts';
import { placeLost, withStashes } from './place-lost.ts';
import { readThrough } from './read-through.ts';
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
  /** Also what no ref reaches. `revisions` are all refs then. */
  readonly lostToo: boolean;
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

/** Places in all versions together that are held until it is known which commits brought them. */
const mostSightings = 1_000_000;

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
  // Before anything is listed: a ref that moves meanwhile is not taken for read.
  const tips = memory && options.lostToo ? tipsOf(repository) : [];
  const known = tipsStillHere(repository, memory);
  const isFirst = known.length === 0 && memory?.isEmpty !== false;
  const listed = idSet();
  let lost: Lost | undefined;

  let whole = true;
  const broken = (error: unknown): void => {
    if (whole) note({ code: 'history-broken', detail: error instanceof Error ? error.message : String(error) });
    whole = false;
  };

  const wanted = async function* (): AsyncGenerator<readonly Listed[]> {
    yield [...(memory?.found ?? [])].map(([id, path]) => ({ id, path }));
    const fresh = ({ id }: Listed): boolean => !remembered.has(id) && memory?.knows(id) !== true;
    // First, since what follows a `--not` counts the other way round.
    const limits = [...known.map((tip) => `^${tip}`), ...revisions];
    try {
      for await (const some of listObjects(git, limits, () => void missing++)) {
        if (options.lostToo) for (const { id } of some) listed.add(id);
        yield some.filter(fresh);
      }
    } catch (error) {
      // What the broken part reached is still read below, as if it were lost.
      if (!options.lostToo) throw error;
      broken(error);
    }
    yield options.tags.map((id) => ({ id, path: messagePath })).filter(fresh);
    if (!options.lostToo) return;
    for (const id of options.tags) listed.add(id);
    lost = await lostObjects({
      repository,
      revisions,
      listed,
      isPartly: known.length > 0,
      isKnown: (id) => remembered.has(id) || memory?.knows(id) === true,
      isKnownPack: (name) => memory?.knowsPack(name) === true,
    });
    yield lost.objects;
  };

  let sightingsLeft = mostSightings;
  const begin = (): Pick<Scanning, 'see' | 'note'> & { end: (about: Listed, object: Omit<FoundObject, 'sightings' | 'path'>) => void } => {
    objects++;
    options.onObject?.(objects);
    const sightings: Sighting[] = [];
    let hasGap = false;
    return {
      see: (sighting) => {
        if (--sightingsLeft >= 0) sightings.push(sighting);
        else {
          hasGap = true;
          if (sightingsLeft === -1) note({ code: 'too-many-places', count: mostSightings });
        }
      },
      note: (one) => {
        hasGap = true;
        note(one);
      },
      end: ({ id, path }, object) => {
        if (sightings.length > 0) found.set(id, { ...object, path, sightings });
        // What was not read whole is told again each time, too.
        memory?.keep(id, sightings.length > 0 || hasGap ? path : undefined);
      },
    };
  };

  try {
    await readThrough<Listed>(git, wanted(), {
      whole: (about, type, content) => {
        bytes += content.length;
        const { end, ...own } = begin();
        if (type === 'blob') {
          const packed = scanBytes({ ...scanning, ...own }, about.path, content);
          if (packed) return packed.then(() => end(about, { is: 'file', at: undefined }));
          end(about, { is: 'file', at: undefined });
        } else if (type === 'commit' || type === 'tag') {
          const { message, at } = messageIn(content);
          if (message.length > 0) scanWhole(scanner, messagePath, message, own.see);
          end(about, { is: type, at });
        }
        return undefined;
      },
      large: (about) => {
        const { end, ...own } = begin();
        const scan = scanPieces({ ...scanning, ...own }, about.path);
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
    broken(error);
  }
  if (missing > 0) note({ code: isPartial(repository) ? 'partial' : 'objects-missing', count: missing });
  if (repository.isShallow) note({ code: 'shallow' });

  const complete = whole && missing === 0 && !repository.isShallow;
  const { placed, homeless } = await placeHistory(options, found, whole ? note : () => undefined);
  if (!options.lostToo) return { found: placed, objects, bytes, complete };
  const fresh = new Set(lost?.objects.map(({ id }) => id));
  // Of an earlier run: it may have been lost since, or found its way back.
  const old = new Set([...homeless].filter((id) => remembered.has(id) && !fresh.has(id)));
  const gone = whole ? await unreached(git, revisions, old) : new Set<string>();
  for (const id of options.tags) gone.delete(id);
  // What cannot be listed to its end says nothing about what it reaches.
  const ofLost = new Map([...found].filter(([id]) => whole && (gone.has(id) || (fresh.has(id) && homeless.has(id)))));
  const homes = await placeLost(options, ofLost, isFirst ? lost?.commits : undefined, note);
  const elsewhere = new Set(homes.map(({ id }) => id));
  if (whole) memory?.finish(complete && lost ? { tips, packs: lost.packs, loose: lost.loose } : undefined);
  return {
    found: [
      ...withStashes(
        options,
        placed.filter(({ id }) => !elsewhere.has(id)),
      ),
      ...homes,
    ],
    objects,
    bytes,
    complete,
  };
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
