import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process';
import { devNull } from 'node:os';
import type { Readable, Writable } from 'node:stream';

/** How git is called: always with a list of arguments, never through a shell. */
export interface Git {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** git is not there, or did not do what it was asked to. */
export class GitError extends Error {
  readonly reason: 'no-git' | 'not-a-repository' | 'failed';
  constructor(reason: GitError['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

/**
 * The configuration of a repository can name programs. A repository under examination may be a stranger's, so everything that could start one is switched
 * off, in the order of https://git-scm.com/docs/git-config: file monitor, hooks, transports (a missing object of a partial clone would be fetched), signature
 * checks, pager, credential helpers. External diffs and conversions are switched off at each diff. The system's own configuration is kept: it is the
 * administrator's, and may say which repositories are trusted (safe.directory).
 */
const safeOptions: readonly string[] = [
  '--no-pager',
  '--literal-pathspecs',
  ...[
    'core.fsmonitor=false',
    `core.hooksPath=${devNull}`,
    'core.sshCommand=false',
    'core.quotePath=false',
    'core.commitGraph=true',
    'protocol.allow=never',
    'credential.helper=',
    'log.showSignature=false',
    'submodule.recurse=false',
    // Memory: git keeps what it unpacks.
    'core.packedGitWindowSize=4m',
    'core.packedGitLimit=32m',
    'core.deltaBaseCacheLimit=32m',
  ].flatMap((one) => ['-c', one]),
];

export const diffOptions: readonly string[] = [
  `-O${devNull}`,
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--no-relative',
  '--ignore-submodules=all',
  '--no-abbrev',
];

const environmentOf = ({ environment }: Git): NodeJS.ProcessEnv => {
  const { GIT_EXTERNAL_DIFF: _a, GIT_DIFF_OPTS: _b, GIT_PAGER: _c, GIT_TRACE: _d, GIT_LITERAL_PATHSPECS: _e, ...kept } = environment;
  return {
    ...kept,
    LC_ALL: 'C',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_GRAFT_FILE: devNull,
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ALLOW_PROTOCOL: '',
    GIT_ASKPASS: 'false',
    SSH_ASKPASS: 'false',
  };
};

interface Answer {
  readonly status: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs git to its end. Throws `GitError` only if there is no git. */
export const askGit = (git: Git, args: readonly string[], input?: string): Answer => {
  const { status, stdout, stderr, error } = spawnSync('git', [...safeOptions, ...args], {
    cwd: git.folder,
    env: environmentOf(git),
    maxBuffer: 256 * 1024 * 1024,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    ...(input === undefined ? {} : { input }),
  });
  if (error) throw new GitError('code' in error && error.code === 'ENOENT' ? 'no-git' : 'failed', error.message);
  return { status: status ?? 128, stdout, stderr: lastLine(stderr.toString('utf8')) };
};

/** As `askGit`, for what has to succeed. */
export const gitText = (git: Git, args: readonly string[], input?: string): string => {
  const { status, stdout, stderr } = askGit(git, args, input);
  if (status !== 0) throw new GitError(/not a git repository/i.test(stderr) ? 'not-a-repository' : 'failed', stderr || `git ${args[0] ?? ''}: ${status}`);
  return stdout.toString('utf8');
};

/** A running git whose output is read as it comes. `ended` never rejects. */
export interface RunningGit {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly ended: Promise<{ readonly status: number; readonly stderr: string }>;
  readonly stop: () => void;
}

export const startGit = (git: Git, args: readonly string[]): RunningGit => {
  const child: ChildProcessByStdio<Writable, Readable, Readable> = spawn('git', [...safeOptions, ...args], {
    cwd: git.folder,
    env: environmentOf(git),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (piece: Buffer) => {
    stderr = (stderr + piece.toString('utf8')).slice(-2000);
  });
  // It may end before it has read everything; its status tells.
  child.stdin.on('error', () => undefined);
  const ended = new Promise<{ status: number; stderr: string }>((resolve) => {
    child.on('error', (error) => resolve({ status: 128, stderr: error.message }));
    child.on('close', (status) => resolve({ status: status ?? 128, stderr: lastLine(stderr) }));
  });
  return { stdin: child.stdin, stdout: child.stdout, ended, stop: () => void child.kill() };
};

/** Lines of a stream, whole ones only, as many at a time as came together; `separator` is not part of them. */
export const linesFrom = async function* (stream: Readable, separator = '\n', encoding: 'utf8' | 'latin1' = 'utf8'): AsyncGenerator<readonly string[]> {
  stream.setEncoding(encoding);
  let rest = '';
  for await (const piece of stream) {
    const lines = (rest + String(piece)).split(separator);
    rest = lines.pop() ?? '';
    yield lines;
  }
  if (rest !== '') yield [rest];
};

/** What git died of; what it advises afterwards is not the reason. */
const lastLine = (text: string): string => {
  const lines = text.trim().split('\n');
  return (lines.findLast((line) => line.startsWith('fatal: ')) ?? lines.at(-1) ?? '').slice(0, 300);
};
