import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { askGit } from '../git/git.ts';
import type { Repository } from '../git/repository.ts';
import { chainedName, frameworkMark, hookMark, hookScript, type HookName, type HookProgram } from './hook-script.ts';
import { callingConfiguration, huskyBegin, huskyEnd, huskyLines, managersOf, type HookManager } from './managers.ts';

/** What was done to one hook, or how it stands. */
export interface HookChange {
  readonly name: HookName;
  readonly file: string;
  readonly did: 'installed' | 'chained' | 'renewed' | 'added' | 'removed' | 'restored' | 'nothing';
}

export interface HookState {
  readonly name: HookName;
  readonly file: string;
  readonly is: 'active' | 'absent' | 'other' | 'managed';
  /** A hook from before runs first. */
  readonly chained: boolean;
  /** `managed`: the configuration of another manager that calls ippo. */
  readonly by: string | undefined;
}

/** The file of a hook cannot be written. */
export class HookError extends Error {
  readonly file: string;
  readonly code: string;
  constructor(file: string, code: string) {
    super(`${file}: ${code}`);
    this.file = file;
    this.code = code;
  }
}

/** Hooks run from here: `core.hooksPath`, or `hooks` in the directory that all work trees share. */
const hooksFolder = ({ git, commonDir }: Repository): string => {
  // Our own calls switch hooks off by the same setting, so it is read from where it was configured.
  const { status, stdout } = askGit(git, ['config', '--show-scope', '--type=path', '--get-all', 'core.hooksPath']);
  const configured =
    status === 0
      ? stdout
          .toString('utf8')
          .split('\n')
          .filter((line) => line !== '' && !line.startsWith('command\t'))
          .at(-1)
          ?.split('\t')[1]
      : undefined;
  return configured ? path.resolve(git.folder, configured) : path.join(commonDir, 'hooks');
};

/** The file that has to call ippo, and how. husky's own scripts lie in `.husky/_` and are made anew at each install; the team's lie beside them. */
const placeOf = (repository: Repository, name: HookName): { readonly file: string; readonly by: 'script' | 'husky' } => {
  const folder = hooksFolder({ ...repository, git: { ...repository.git, folder: repository.top ?? repository.git.folder } });
  const husky = repository.top === undefined ? undefined : path.join(repository.top, '.husky');
  if (husky !== undefined && (folder === path.join(husky, '_') || folder === husky)) return { file: path.join(husky, name), by: 'husky' };
  const file = path.join(folder, name);
  // Ours was there when the pre-commit framework came: it has moved it, and goes on running it.
  const moved = `${file}.legacy`;
  const isMoved = textOf(file)?.includes(frameworkMark) === true && isOurs(textOf(moved) ?? '');
  return { file: isMoved ? moved : file, by: 'script' };
};

/** Installs hooks. A hook that is there goes on running, before ours; doing it twice changes nothing. */
export const installHooks = (repository: Repository, names: readonly HookName[], program: HookProgram): readonly HookChange[] =>
  changing(repository, names, (name, file, by) => {
    mkdirSync(path.dirname(file), { recursive: true });
    if (by === 'husky') {
      const text = textOf(file) ?? '';
      const lines = huskyLines(name, program.options).replaceAll('\n', text.includes('\r\n') ? '\r\n' : '\n');
      if (text.includes(lines)) return { name, file, did: 'nothing' };
      const rest = withoutHusky(text);
      // First, before a command that reads standard input.
      const head = /^#!.*\n/.exec(rest)?.[0] ?? '';
      writeExecutable(file, head + lines + rest.slice(head.length));
      return { name, file, did: 'added' };
    }
    const script = hookScript(name, program);
    const there = textOf(file);
    if (there !== undefined && isOurs(there)) {
      if (there === script) return { name, file, did: 'nothing' };
      writeExecutable(file, script);
      return { name, file, did: 'renewed' };
    }
    if (there === undefined && !isThere(file)) {
      writeExecutable(file, script);
      return { name, file, did: 'installed' };
    }
    // A folder of that name is nobody's hook.
    if (lstatSync(file).isDirectory()) throw new HookError(file, 'EISDIR');
    const kept = path.join(path.dirname(file), chainedName(name));
    // One that was kept before belongs to somebody, too: it is not written over.
    if (isThere(kept)) renameSync(kept, freeName(kept));
    renameSync(file, kept);
    writeExecutable(file, script);
    return { name, file, did: 'chained' };
  });

/** Throws a `HookError` for what the system does not allow. */
const changing = (
  repository: Repository,
  names: readonly HookName[],
  change: (name: HookName, file: string, by: 'script' | 'husky') => HookChange,
): readonly HookChange[] =>
  names.map((name) => {
    const { file, by } = placeOf(repository, name);
    try {
      return change(name, file, by);
    } catch (error) {
      throw error instanceof Error && 'syscall' in error && 'code' in error ? new HookError(file, String(error.code)) : error;
    }
  });

/** Takes ours out and puts back what was there. */
export const uninstallHooks = (repository: Repository, names: readonly HookName[]): readonly HookChange[] =>
  changing(repository, names, (name, file, by) => {
    const text = textOf(file);
    if (text === undefined) return { name, file, did: 'nothing' };
    if (by === 'husky') {
      const rest = withoutHusky(text);
      if (rest === text) return { name, file, did: 'nothing' };
      if (rest.trim() === '') rmSync(file);
      else writeFileSync(file, rest);
      return { name, file, did: 'removed' };
    }
    if (!isOurs(text)) return { name, file, did: 'nothing' };
    const kept = path.join(path.dirname(file), chainedName(name));
    const ofFramework = file.endsWith('.legacy') && textOf(kept)?.includes(frameworkMark) === true;
    if (ofFramework) rmSync(kept);
    if (!isThere(kept)) {
      rmSync(file);
      return { name, file, did: 'removed' };
    }
    renameSync(kept, file);
    return { name, file, did: 'restored' };
  });

export const hookStates = (
  repository: Repository,
  names: readonly HookName[],
): { readonly hooks: readonly HookState[]; readonly managers: readonly HookManager[] } => ({
  hooks: names.map((name): HookState => {
    const { file, by } = placeOf(repository, name);
    const text = textOf(file);
    const isActive = text !== undefined && (by === 'husky' ? text.includes(huskyBegin) : isOurs(text)) && (by === 'husky' || isExecutable(file));
    const calling = isActive ? undefined : callingConfiguration(repository.top, name, text ?? '');
    return {
      name,
      file,
      is: isActive ? 'active' : calling !== undefined ? 'managed' : text === undefined ? 'absent' : 'other',
      by: calling,
      chained: isActive && by === 'script' && existsSync(path.join(path.dirname(file), chainedName(name))),
    };
  }),
  managers: managersOf(repository.top),
});

const isOurs = (text: string): boolean => text.split('\n', 2)[1]?.startsWith(hookMark) === true;

/** Whatever ends its lines: a checkout on Windows may have changed them. */
const withoutHusky = (text: string): string => {
  const start = text.search(new RegExp(`^${huskyBegin}\\r?$`, 'm'));
  const end = new RegExp(`^${huskyEnd}\\r?\\n`, 'm').exec(start < 0 ? '' : text.slice(start));
  return end ? text.slice(0, start) + text.slice(start + end.index + end[0].length) : text;
};

const textOf = (file: string): string | undefined => (statSync(file, { throwIfNoEntry: false })?.isFile() === true ? readFileSync(file, 'utf8') : undefined);
const isExecutable = (file: string): boolean => (statSync(file).mode & 0o111) !== 0;

/** Also a link that leads nowhere. */
const isThere = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false }) !== undefined;

const writeExecutable = (file: string, text: string): void => {
  writeFileSync(file, text);
  chmodSync(file, 0o755);
};

const freeName = (file: string): string => {
  for (let n = 2; ; n++) if (!isThere(`${file}.${n}`)) return `${file}.${n}`;
};
