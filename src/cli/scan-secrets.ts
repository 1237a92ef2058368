import { crypto } from '#secrets/node-parts';
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { baselineName, readBaseline, type Baseline } from '#secrets/baseline/baseline-file';
import { keyMark } from '#secrets/baseline/fingerprint';
import { baselineKey, shortestKey } from '#secrets/baseline/key';
import { askGit, GitError, type Git } from '#secrets/git/git';
import type { Pushed } from '#secrets/git/pushed';
import { headOf, isEmpty, repositoryAt, type Repository } from '#secrets/git/repository';
import { annotatedTags, scanHistory } from '#secrets/git/scan-history';
import { scanMemory } from '#secrets/git/scan-memory';
import { scanStaged } from '#secrets/git/scan-staged';
import { checkedOut, gitlinksBelow, innerEnvironment, submodulesWithin } from '#secrets/git/submodules';
import { gitNeighbours } from '#secrets/pairs/git-neighbours';
import { joinHalves } from '#secrets/pairs/join';
import { fileNeighbours, noNeighbours, treeNeighbours, type Neighbours } from '#secrets/pairs/neighbours';
import { isGap, type Note } from '#secrets/report/note';
import { byWeight, gathering, type SecretPlace } from '#secrets/report/secret-finding';
import type { SecretsRun } from '#secrets/report/secrets-run';
import type { Scanner } from '#secrets/secret';
import { scanBytes, type Scanning } from '#secrets/tree/content';
import { scanInput, scanTree } from '#secrets/tree/scan-tree';
import type { Sighting } from '#secrets/tree/sighting';
import { repositoryAbove } from '#secrets/tree/walk';
import { UsageError } from './usage-error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What to scan, as the command line or a hook has it. */
export type Target =
  | { readonly is: 'tree'; readonly path: string; readonly allFiles: boolean }
  | { readonly is: 'input' }
  | { readonly is: 'staged'; readonly repository: Repository }
  | { readonly is: 'history'; readonly repository: Repository; readonly cache: string | false | undefined }
  | { readonly is: 'range'; readonly repository: Repository; readonly pushed: Pushed }
  | { readonly is: 'push'; readonly repository: Repository; readonly pushed: Pushed };

export interface ScanRequest {
  readonly target: Target;
  readonly path: string;
  readonly scanner: Scanner;
  readonly environment: Environment;
  /** Given by name; undefined: the one at the top of the repository. */
  readonly baseline: string | undefined;
  /** Read from the last accepted commit and not from files, on a server. */
  readonly baselineFromHead: boolean;
  /** `2026-11-25`. */
  readonly today: string;
  readonly onProgress?: (done: number) => void;
}

export interface ScanResult {
  readonly run: SecretsRun;
  readonly baselineFile: string;
  readonly baseline: Baseline | undefined;
  readonly key: string | undefined;
  readonly repository: Repository | undefined;
}

const mostNotes = 1000;

/** Scans, and joins what was found with the baseline. Throws `UsageError` for what the person can put right. */
export const scanSecrets = async (request: ScanRequest): Promise<ScanResult> => {
  const open = opened(request);
  const { neighbours, ...read } = await scan(request, open.scanning, open.repository, open.add);
  return open.finished(read, neighbours);
};

interface Opened {
  readonly scanning: Scanning;
  readonly repository: Repository | undefined;
  readonly add: (sighting: Sighting, place: SecretPlace) => void;
  finished(read: { readonly files: number; readonly bytes: number }, neighbours: Neighbours): ScanResult;
}

const opened = (request: ScanRequest): Opened => {
  const { target, scanner, environment, today } = request;
  const notes: Note[] = [];
  const note = (one: Note): void => void (notes.length < mostNotes && notes.push(one));
  const repository = 'repository' in target ? target.repository : repositoryOf(target, environment, note);
  const key = keyOf(environment, repository);
  const { file, baseline } = baselineOf(request, repository, key, note);
  const gather = gathering({ key, baseline: baseline && key !== undefined ? baseline : undefined, today, note });
  return {
    scanning: { scanner, note, see: (sighting) => gather.add(sighting, plainPlace(sighting)) },
    repository,
    add: (sighting, place) => gather.add(sighting, place),
    finished({ files, bytes }, neighbours) {
      const { findings: alone, unmet } = gather.result();
      const findings = byWeight(joinHalves(alone, neighbours));
      if (neighbours.isCut()) note({ code: 'halves-cut' });
      const complete = !notes.some(isGap);
      const judged = key === undefined ? undefined : staleJudged(target, repository, complete);
      return {
        run: {
          mode: target.is,
          path: request.path,
          files,
          bytes,
          complete,
          rules: scanner.version,
          findings,
          omitted: 0,
          stale: { certain: judged === 'certain', entries: judged === undefined ? [] : unmet },
          notes: notes.toSorted((a, b) => (`${a.code}\0${a.path ?? ''}` < `${b.code}\0${b.path ?? ''}` ? -1 : 1)),
          keyed: key !== undefined,
        },
        baselineFile: file,
        baseline,
        key,
        repository,
      };
    },
  };
};

const scan = async (
  { target, environment, onProgress }: ScanRequest,
  scanning: Scanning,
  repository: Repository | undefined,
  add: (sighting: Sighting, place: SecretPlace) => void,
): Promise<{ files: number; bytes: number; neighbours: Neighbours }> => {
  const progress = onProgress ?? (() => undefined);
  switch (target.is) {
    case 'input':
      return { ...scanInput(scanning, 0, '(stdin)'), neighbours: noNeighbours };
    case 'staged':
      return { ...(await scanStaged(scanning, target.repository)), neighbours: gitNeighbours(target.repository) };
    case 'tree': {
      const ignored = repository ? ignoring(target.path, repository, environment, scanning.note) : { excludes: undefined, trackedButIgnored: [] };
      const read = await scanTree(scanning, { given: target.path, all: target.allFiles, ...ignored, onFile: progress });
      return {
        ...read,
        neighbours: statSync(target.path).isFile()
          ? fileNeighbours(target.path)
          : treeNeighbours({ root: target.path, all: target.allFiles, excludes: ignored.excludes }),
      };
    }
    case 'range':
    case 'push':
    case 'history': {
      const isAll = target.is === 'history';
      if (isAll && headOf(target.repository) === undefined && isEmpty(target.repository)) scanning.note({ code: 'no-commits' });
      if (!isAll && target.pushed.revisions.length === 0) return { files: 0, bytes: 0, neighbours: noNeighbours };
      const all = [{ path: undefined, repository: target.repository }, ...(isAll ? submodulesWithin(target.repository, scanning.note) : [])];
      let [files, bytes] = [0, 0];
      for (const { path: submodule, repository: one } of all) {
        const told = submodule === undefined ? scanning : within(submodule, scanning, add);
        const onObject = (objects: number): void => progress(files + objects);
        if (isAll) await scanConfiguration(told, one);
        const scanned = await scanHistory(told, {
          repository: one,
          ...(isAll
            ? everythingIn(one, cacheOf(target.cache, submodule, one), told)
            : { ...target.pushed, addedOnly: true, lostToo: false, memory: undefined }),
          onObject,
        });
        for (const { sighting, is, path: at, commit, at: seconds, isInHead, keeper, id } of scanned.found)
          add(sighting, {
            path: is === 'file' ? at : id,
            region: sighting.region,
            in: is === 'file' ? 'file' : 'message',
            commit: is === 'commit' ? id : commit,
            at: seconds,
            isInHead,
            keeper,
            submodule,
          });
        files += scanned.objects;
        bytes += scanned.bytes;
      }
      return { files, bytes, neighbours: gitNeighbours(target.repository) };
    }
  }
};

const everythingIn = (repository: Repository, cache: string | undefined, { scanner, note }: Scanning) => ({
  revisions: ['--all', ...(headOf(repository) === undefined ? [] : ['HEAD'])],
  tags: annotatedTags(repository),
  addedOnly: false,
  lostToo: true,
  memory: cache === undefined ? undefined : scanMemory({ file: cache, version: scanner.version, idLength: repository.idLength, note }),
});

/** Each repository remembers for itself. */
const cacheOf = (given: string | false | undefined, submodule: string | undefined, { commonDir }: Repository): string | undefined => {
  if (given === false) return undefined;
  if (given === undefined) return path.join(commonDir, 'ippo', 'scanned');
  return submodule === undefined ? given : `${given}.${crypto().createHash('sha256').update(submodule).digest('hex').slice(0, 16)}`;
};

/** Addresses with passwords stand in the configuration, and nowhere else. */
const scanConfiguration = async (scanning: Scanning, { commonDir }: Repository): Promise<void> => {
  const file = path.join(commonDir, 'config');
  if (existsSync(file)) await scanBytes(scanning, '.git/config', readFileSync(file));
};

/** What is told of a submodule begins with its path. */
const within = (submodule: string, { scanner, note }: Scanning, add: (sighting: Sighting, place: SecretPlace) => void): Scanning => ({
  scanner,
  see: (sighting) => add(sighting, { ...plainPlace(sighting), submodule }),
  note: (one) => note({ ...one, submodule }),
});

const plainPlace = ({ path: at, region }: Sighting): SecretPlace => ({ path: at, region, in: 'file', commit: undefined, at: undefined, isInHead: undefined });

/** The repository that a folder stands in, if it is one that git takes. */
const repositoryOf = (target: Extract<Target, { is: 'tree' | 'input' }>, environment: Environment, note: (note: Note) => void): Repository | undefined => {
  const given = target.is === 'tree' ? target.path : '.';
  const folder = statSync(given).isDirectory() ? realpathSync(given) : realpathSync(path.dirname(given));
  if (repositoryAbove(folder) === undefined) return undefined;
  try {
    return repositoryAt({ folder, environment });
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    note(error.reason === 'no-git' ? { code: 'no-git' } : { code: 'git-refuses', detail: error.message });
    return undefined;
  }
};

/** What only git knows about what it ignores: the person's own exclude file, and files that are tracked all the same. */
const ignoring = (
  given: string,
  repository: Repository,
  environment: Environment,
  note: (note: Note) => void,
): { excludes: string | undefined; trackedButIgnored: readonly string[] } => {
  if (!statSync(given).isDirectory()) return { excludes: undefined, trackedButIgnored: [] };
  const git: Git = { folder: realpathSync(given), environment };
  const configured = askGit(git, ['config', '--type=path', '--get', 'core.excludesFile']);
  const file =
    configured.status === 0
      ? configured.stdout.toString('utf8').trim()
      : path.join(environment['XDG_CONFIG_HOME'] || path.join(homedir(), '.config'), 'git', 'ignore');
  const listed = askGit(git, ['ls-files', '-z', '--cached', '--ignored', '--exclude-standard']);
  if (listed.status !== 0) note({ code: 'git-refuses', detail: listed.stderr });
  const rules = [file, path.join(repository.commonDir, 'info', 'exclude')].flatMap((one) =>
    existsSync(one) && statSync(one).isFile() ? [readFileSync(one, 'utf8')] : [],
  );
  return {
    excludes: rules.length > 0 ? rules.join('\n') : undefined,
    trackedButIgnored: [...listed.stdout.toString('utf8').split('\0').filter(Boolean), ...trackedInSubmodules(git, '', note)],
  };
};

/** Files of submodules that are tracked although a rule names them. Submodules that are not here are told. */
const trackedInSubmodules = (git: Git, prefix: string, note: (note: Note) => void): readonly string[] =>
  gitlinksBelow(git).flatMap((one) => {
    const state = checkedOut(git.folder, one);
    if (state === 'absent') note({ code: 'submodule', path: prefix + one });
    if (state === 'absent' || state === 'link') return [];
    const inner: Git = { folder: state.folder, environment: innerEnvironment(git.environment) };
    const listed = askGit(inner, ['ls-files', '-z', '--cached', '--ignored', '--exclude-standard']);
    if (listed.status !== 0) {
      note({ code: 'submodule-unreadable', path: prefix + one, detail: listed.stderr });
      return [];
    }
    return [
      ...listed.stdout
        .toString('utf8')
        .split('\0')
        .flatMap((name) => (name === '' ? [] : [`${prefix}${one}/${name}`])),
      ...trackedInSubmodules(inner, `${prefix}${one}/`, note),
    ];
  });

const keyOf = (environment: Environment, repository: Repository | undefined): string | undefined => {
  const found = baselineKey(environment, repository?.commonDir);
  switch (found.is) {
    case 'key':
      return found.key;
    case 'none':
      return undefined;
    case 'unusable':
      throw found.why === 'short'
        ? new UsageError(
            `${found.where}: a key for fingerprints has at least ${shortestKey} characters. "openssl rand -hex 32" makes one.`,
            `${found.where}: フィンガープリントの鍵は ${shortestKey} 文字以上にしてください。openssl rand -hex 32 で作成できます。`,
          )
        : new UsageError(`${found.where} cannot be read.`, `${found.where} を読み取れません。`);
  }
};

const baselineOf = (
  { baseline: given, baselineFromHead, target }: ScanRequest,
  repository: Repository | undefined,
  key: string | undefined,
  note: (note: Note) => void,
): { file: string; baseline: Baseline | undefined } => {
  const folder = repository?.top ?? (target.is === 'tree' && statSync(target.path).isDirectory() ? target.path : '.');
  const file = given ?? path.join(folder, baselineName);
  const shown = given ?? baselineName;
  let text: string | undefined;
  if (baselineFromHead && given === undefined && repository) {
    const { status, stdout } = askGit(repository.git, ['cat-file', 'blob', `HEAD:${baselineName}`]);
    text = status === 0 ? stdout.toString('utf8') : undefined;
  } else if (existsSync(file)) text = readFileSync(file, 'utf8');
  else if (given !== undefined && target.is !== 'tree' && target.is !== 'history')
    throw new UsageError(`${given} cannot be read.`, `${given} を読み取れません。`);
  if (text === undefined) return { file, baseline: undefined };
  const baseline = readBaseline(text, shown, note);
  if (key === undefined && baseline.entries.length > 0) note({ code: 'baseline-without-key', path: shown });
  if (key !== undefined && baseline.keyMarks.length > 0) {
    const isOurs = baseline.keyMarks.includes(keyMark(key));
    if (!isOurs || baseline.keyMarks.length > 1) note({ code: isOurs ? 'baseline-two-keys' : 'baseline-other-key', path: shown });
  }
  return { file, baseline };
};

/** Whether it can be said that an entry of the baseline meets nothing any more. */
const staleJudged = (target: Target, repository: Repository | undefined, complete: boolean): 'certain' | 'uncertain' | undefined => {
  if (!complete) return undefined;
  if (target.is === 'history') return 'certain';
  if (target.is !== 'tree' || !statSync(target.path).isDirectory()) return undefined;
  if (repository === undefined) return 'certain';
  return repository.top !== undefined && realpathSync(target.path) === realpathSync(repository.top) ? 'uncertain' : undefined;
};
