import { addedLines, type AddedLines } from './added-lines.ts';
import { diffOptions, linesFrom, startGit, type Git } from './git.ts';

/** A commit that brought an object to a path. */
export interface Occurrence {
  readonly commit: string;
  /** Seconds since 1970, as the author's clock said. */
  readonly at: number;
  readonly path: string;
  /** What was there before, in each parent; undefined: nothing. */
  readonly before: readonly (string | undefined)[];
}

/** More than this many are looked for by reading all that the history changed, since they would not fit into a command line. */
const mostNamed = 2000;

/**
 * Where objects came into the history, oldest last. With `begin`: into the commits that these reach and `revisions` do not. Names of authors are not asked for. Throws if the history cannot be read to its end.
 * https://git-scm.com/docs/git-log#_raw_output_format
 */
export const occurrencesOf = async (
  git: Git,
  ids: ReadonlySet<string>,
  revisions: readonly string[],
  followRenames: boolean,
  begin: readonly string[] = [],
): Promise<Map<string, Occurrence[]>> => {
  const found = new Map<string, Occurrence[]>();
  if (ids.size === 0) return found;
  const named = ids.size <= mostNamed ? [...ids].map((id) => `--find-object=${id}`) : [];
  const running = startGit(git, [
    'log',
    '--topo-order',
    '--raw',
    '-z',
    '-c',
    '--root',
    followRenames ? '-M' : '--no-renames',
    ...(followRenames ? ['-l400'] : []),
    '--no-mailmap',
    '--format=%x01%H %at',
    ...diffOptions,
    ...named,
    ...(begin.length > 0 ? ['--stdin', '--not'] : []),
    ...revisions,
    '--',
  ]);
  running.stdin.end(begin.map((id) => `${id}\n`).join(''));
  let commit = '';
  let at = 0;
  let raw: { before: (string | undefined)[]; id: string; paths: number } | undefined;
  const take = (token: string): void => {
    if (raw) {
      raw.paths--;
      // Of a rename the new path comes last.
      if (raw.paths > 0) return;
      const { id, before } = raw;
      raw = undefined;
      if (!ids.has(id)) return;
      const list = found.get(id) ?? [];
      list.push({ commit, at, path: token, before });
      found.set(id, list);
      return;
    }
    const text = token.trimStart();
    if (text.startsWith('\u0001')) {
      const [id = '', seconds] = text.slice(1).split(' ');
      [commit, at] = [id, Number(seconds)];
    } else if (text.startsWith(':')) raw = rawLine(text);
  };
  for await (const tokens of linesFrom(running.stdout, '\0')) for (const token of tokens) take(token);
  const { status, stderr } = await running.ended;
  if (status !== 0) throw new Error(stderr || `git log: ${status}`);
  return found;
};

/** `:mode mode id id status`, with one colon, mode and id more for each further parent. */
const rawLine = (text: string): { before: (string | undefined)[]; id: string; paths: number } => {
  const parents = /^:+/.exec(text)?.[0].length ?? 1;
  const words = text.slice(parents).split(' ');
  const ids = words.slice(parents + 1, 2 * parents + 2);
  const status = words.at(-1) ?? '';
  const isRename = parents === 1 && /^[RC]/.test(status);
  return { before: ids.slice(0, parents).map((id) => (/^0+$/.test(id) ? undefined : id)), id: ids[parents] ?? '', paths: isRename ? 2 : 1 };
};

/** The lines that an occurrence added, against each parent. */
export const addedBy = async (git: Git, id: string, { before }: Occurrence): Promise<AddedLines[]> => {
  const all: AddedLines[] = [];
  for (const old of before) all.push(old === undefined ? 'all' : ((await addedLines(git, ['diff', old, id]))[0] ?? []));
  return all;
};
