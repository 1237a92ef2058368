import { crypto } from '../node-parts.ts';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Shorter ones could be found by trying. */
export const shortestKey = 16;

export type FoundKey =
  | { readonly is: 'key'; readonly key: string }
  | { readonly is: 'none' }
  | { readonly is: 'unusable'; readonly why: 'short' | 'unreadable'; readonly where: string };

/**
 * The key of the fingerprints: IPPO_BASELINE_KEY, the file that IPPO_BASELINE_KEY_FILE names, or the file in the git directory, which is never pushed.
 * `gitDir`: shared by all work trees; undefined: there is no repository.
 */
export const baselineKey = (environment: Readonly<Record<string, string | undefined>>, gitDir: string | undefined): FoundKey => {
  const given = environment['IPPO_BASELINE_KEY'];
  if (given) return checked(given.trim(), 'IPPO_BASELINE_KEY');
  const file = environment['IPPO_BASELINE_KEY_FILE'];
  if (file) return existsSync(file) ? fromFile(file) : { is: 'unusable', why: 'unreadable', where: file };
  const own = gitDir === undefined ? undefined : keyFile(gitDir);
  return own !== undefined && existsSync(own) ? fromFile(own) : { is: 'none' };
};

/** Makes a key of 256 random bits in the git directory. */
export const makeKey = (gitDir: string): { readonly key: string; readonly file: string } => {
  const file = keyFile(gitDir);
  const key = randomKey();
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${key}\n`, { mode: 0o600, flag: 'wx' });
  return { key, file };
};

/** Puts a new key in the place of the one in the git directory, and keeps that one beside it. */
export const replaceKey = (gitDir: string, key: string): void => {
  const file = keyFile(gitDir);
  renameSync(file, `${file}.old`);
  writeFileSync(file, `${key}\n`, { mode: 0o600, flag: 'wx' });
};

/** 256 random bits. */
export const randomKey = (): string => crypto().randomBytes(32).toString('hex');

const keyFile = (gitDir: string): string => path.join(gitDir, 'ippo', 'baseline.key');

const fromFile = (file: string): FoundKey => {
  try {
    return checked(readFileSync(file, 'utf8').trim(), file);
  } catch {
    return { is: 'unusable', why: 'unreadable', where: file };
  }
};

const checked = (key: string, where: string): FoundKey => (key.length < shortestKey ? { is: 'unusable', why: 'short', where } : { is: 'key', key });
