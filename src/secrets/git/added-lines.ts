import { diffOptions, linesFrom, startGit, GitError, type Git } from './git.ts';

/** Lines that a change added to one file: first and last, 1-based. `all`: the file is new, or not made of lines. */
export type AddedLines = 'all' | readonly (readonly [first: number, last: number])[];

/**
 * The added lines of each file of a patch, in its order. Of a patch without context only the hunk heads are read: every other line of a hunk begins with
 * a plus, a minus or a backslash, so no file can counterfeit one.
 */
export const addedLines = async (git: Git, args: readonly string[]): Promise<AddedLines[]> => {
  const running = startGit(git, [...args, '--patch', '--unified=0', '--inter-hunk-context=0', '--text', ...diffOptions]);
  running.stdin.end();
  const files: [number, number][][] = [];
  // Latin-1: a patch of binary files is no UTF-8, and its heads are ASCII.
  for await (const lines of linesFrom(running.stdout, '\n', 'latin1'))
    for (const line of lines) {
      if (line.startsWith('diff --git ')) files.push([]);
      const hunk = line.startsWith('@@ -') ? /^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/.exec(line) : null;
      if (!hunk) continue;
      const count = hunk[2] === undefined ? 1 : Number(hunk[2]);
      if (count > 0) files.at(-1)?.push([Number(hunk[1]), Number(hunk[1]) + count - 1]);
    }
  const { status, stderr } = await running.ended;
  // 1: there are differences.
  if (status > 1) throw new GitError('failed', stderr);
  return files;
};

/** Lines that each of the changes added: what a merge really brings is new against all its parents. */
export const touches = (changes: readonly AddedLines[], first: number, last: number): boolean =>
  changes.every((lines) => lines === 'all' || lines.some(([from, to]) => from <= last && to >= first));
