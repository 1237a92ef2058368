import { linesFrom, startGit, type Git } from './git.ts';

/** An object of the history that is worth reading. */
export interface Listed {
  readonly id: string;
  /** One path it stands at; `messagePath` for commits and tags. */
  readonly path: string;
}

/** A name that tells the scanner what a message is. */
export const messagePath = 'COMMIT_EDITMSG';

/** Listing takes git memory of its own, so it should be over before the reading begins; of a very long history only a part is held. */
const atATime = 100_000;

/**
 * Every version of a file and every commit that `revisions` reach, each once, some at a time. Objects that are not here are counted and not listed: asked
 * for, one of them would end `git cat-file`. https://git-scm.com/docs/git-rev-list
 */
export const listObjects = async function* (git: Git, revisions: readonly string[], onMissing: () => void): AsyncGenerator<readonly Listed[]> {
  let listed: Listed[] = [];
  for await (const lines of output(git, ['--objects', '--filter=object:type=blob', '--filter-provided-objects', '--missing=print', ...revisions])) {
    for (const line of lines) {
      const space = line.indexOf(' ');
      if (line.startsWith('?')) onMissing();
      else listed.push(space < 0 ? { id: line, path: line } : { id: line.slice(0, space), path: line.slice(space + 1) });
    }
    if (listed.length < atATime) continue;
    yield listed;
    listed = [];
  }
  yield listed;
  yield* listCommits(git, revisions);
};

/** Every commit that `revisions` reach. */
export const listCommits = async function* (git: Git, revisions: readonly string[]): AsyncGenerator<readonly Listed[]> {
  for await (const lines of output(git, revisions)) yield lines.map((id) => ({ id, path: messagePath }));
};

/** Those of `ids` that `revisions` do not reach any more. */
export const unreached = async (git: Git, revisions: readonly string[], ids: ReadonlySet<string>): Promise<Set<string>> => {
  const left = new Set(ids);
  if (left.size > 0) for await (const some of listObjects(git, revisions, () => undefined)) for (const { id } of some) left.delete(id);
  return left;
};

const output = async function* (git: Git, args: readonly string[]): AsyncGenerator<readonly string[]> {
  const running = startGit(git, ['rev-list', ...args, '--']);
  running.stdin.end();
  yield* linesFrom(running.stdout);
  const { status, stderr } = await running.ended;
  if (status !== 0) throw new Error(stderr || `git rev-list: ${status}`);
};
