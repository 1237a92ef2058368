import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Outside of any hook that runs these tests, and without the person's own settings. */
export const testEnvironment: Readonly<Record<string, string | undefined>> = {
  PATH: process.env['PATH'],
  HOME: '/nonexistent',
  LANG: 'C',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Ada Author',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada Author',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
};

export interface TemporaryRepository {
  readonly folder: string;
  readonly write: (name: string, content: string | Uint8Array, executable?: boolean) => void;
  /** Throws if git fails. */
  readonly git: (...args: string[]) => string;
  /** Status and all output. */
  readonly tryGit: (...args: string[]) => { readonly status: number; readonly output: string };
  /** Everything as it is, with a date that can be told. */
  readonly commit: (message: string, day?: string) => string;
}

const made: string[] = [];
export const temporaryFolder = (): string => {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'ippo-secrets-')));
  made.push(folder);
  return folder;
};
export const removeTemporary = (): void => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
};

export const repositoryIn = (folder: string): TemporaryRepository => {
  const tryGit = (...args: string[]): { status: number; output: string } => {
    const { status, stdout, stderr } = spawnSync('git', args, { cwd: folder, env: { ...testEnvironment }, encoding: 'utf8' });
    return { status: status ?? 128, output: stdout + stderr };
  };
  const git = (...args: string[]): string => {
    const { status, output } = tryGit(...args);
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${output}`);
    return output.trim();
  };
  return {
    folder,
    git,
    tryGit,
    write: (name, content, executable = false) => {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, content);
      if (executable) chmodSync(file, 0o755);
    },
    commit: (message, day = '2026-01-02') => {
      git('add', '--all');
      const { status, stdout, stderr } = spawnSync('git', ['commit', '--quiet', '--no-verify', '--allow-empty', '-m', message], {
        cwd: folder,
        env: { ...testEnvironment, GIT_AUTHOR_DATE: `${day}T03:04:05Z`, GIT_COMMITTER_DATE: `${day}T03:04:05Z` },
        encoding: 'utf8',
      });
      if (status !== 0) throw new Error(stdout + stderr);
      return git('rev-parse', 'HEAD');
    },
  };
};

export const temporaryRepository = (...options: readonly string[]): TemporaryRepository => {
  const repository = repositoryIn(temporaryFolder());
  repository.git('init', '--quiet', '-b', 'main', ...options);
  return repository;
};
