import { askGit, GitError, gitText, type Git } from './git.ts';

export interface Repository {
  readonly git: Git;
  /** The work tree; undefined: bare. */
  readonly top: string | undefined;
  /** Of this work tree. */
  readonly gitDir: string;
  /** Shared by all work trees. */
  readonly commonDir: string;
  readonly isShallow: boolean;
  /** Length of an object id in hexadecimal digits: 40 (SHA-1) or 64 (SHA-256). */
  readonly idLength: number;
}

/** Throws `GitError`. */
export const repositoryAt = (git: Git): Repository => {
  const args = ['rev-parse', '--path-format=absolute', '--show-object-format', '--is-shallow-repository', '--git-dir', '--git-common-dir', '--show-toplevel'];
  const { status, stdout, stderr } = askGit(git, args);
  // Of a bare repository only the last question has no answer.
  const [format, shallow, gitDir, commonDir, top] = stdout.toString('utf8').split('\n');
  if (!format || !gitDir || !commonDir)
    throw new GitError(/not a git repository/i.test(stderr) ? 'not-a-repository' : 'failed', stderr || `git rev-parse: ${status}`);
  return { git, top: top || undefined, gitDir, commonDir, isShallow: shallow === 'true', idLength: format === 'sha256' ? 64 : 40 };
};

/** Some objects were left with the remote. */
export const isPartial = ({ git }: Repository): boolean =>
  askGit(git, ['config', '--get-regexp', String.raw`^(remote\..*\.(promisor|partialclonefilter)|extensions\.partialclone)$`]).status === 0;

/** Nothing was ever committed: no ref is there, whether or not what it names is. */
export const isEmpty = ({ git }: Repository): boolean => {
  const { status, stdout } = askGit(git, ['for-each-ref', '--count=1']);
  return status === 0 && stdout.length === 0;
};

/** The commit that HEAD names; undefined: none yet. */
export const headOf = ({ git }: Repository): string | undefined => {
  const { status, stdout } = askGit(git, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  return status === 0 ? stdout.toString('utf8').trim() : undefined;
};

/** The id of a commit that somebody named; undefined: there is none here. */
export const commitNamed = ({ git }: Repository, name: string): string | undefined => {
  const { status, stdout } = askGit(git, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]);
  return status === 0 ? stdout.toString('utf8').trim() : undefined;
};

/** Known since the beginning, in both kinds of repositories. */
export const emptyTree = ({ idLength }: Repository): string =>
  idLength === 64 ? '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321' : '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** Submodules of a commit, as paths. */
export const submodulesOf = ({ git }: Repository, commit: string): readonly string[] =>
  gitText(git, ['ls-tree', '-r', '-z', '--full-tree', commit])
    .split('\0')
    .filter((line) => line.startsWith('160000 '))
    .map((line) => line.slice(line.indexOf('\t') + 1));
