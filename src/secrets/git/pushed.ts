import { askGit } from './git.ts';
import { commitNamed, type Repository } from './repository.ts';

/** What is looked at of a history, in words of `git rev-list`. */
export interface Pushed {
  /** Objects that were not there before. Empty: nothing new. */
  readonly revisions: readonly string[];
  readonly tags: readonly string[];
}

const isNone = (id: string): boolean => /^0+$/.test(id);
const isId = (id: string): boolean => /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(id);

/**
 * Before a server takes a push: lines "old new ref" on standard input. The new objects lie in quarantine, where git finds them through its environment.
 * https://git-scm.com/docs/githooks#pre-receive
 */
export const received = (repository: Repository, input: string): Pushed => {
  const news = input.split('\n').flatMap((line) => {
    const [, id = ''] = line.split(' ');
    return isId(id) && !isNone(id) ? [id] : [];
  });
  return pushed(repository, news, ['--not', '--all']);
};

/**
 * Before a push leaves: lines "local-ref local-id remote-ref remote-id" on standard input. What the remote is known to have is not looked at again.
 * Without lines (another hook has read them): what HEAD has and no remote. https://git-scm.com/docs/githooks#_pre_push
 */
export const pushing = (repository: Repository, input: string, remote: string | undefined): Pushed => {
  const lines = input.split('\n').filter((line) => line !== '');
  const news: string[] = [];
  const olds: string[] = [];
  for (const line of lines) {
    const [, id = '', , old = ''] = line.split(' ');
    if (isId(id) && !isNone(id)) news.push(id);
    if (isId(old) && !isNone(old) && commitNamed(repository, old) !== undefined) olds.push(old);
  }
  if (lines.length === 0) {
    const head = commitNamed(repository, 'HEAD');
    if (head !== undefined) news.push(head);
  }
  // A remote given by its address has no refs here; what any remote has is public already, but only this one counts.
  const isNamed = remote !== undefined && /^[\w.-]+$/.test(remote);
  return pushed(repository, news, ['--not', ...olds, isNamed && lines.length > 0 ? `--remotes=${remote}` : '--remotes']);
};

/** `A..B` (or `A...B`): what B has and A has not. A of zeros: all that B has. Undefined: one of them is not here. */
export const inRange = (repository: Repository, range: string): Pushed | { readonly unknown: string } => {
  const [, from = '', to = ''] = /^(.*?)\.{2,3}(.*)$/.exec(range) ?? ['', '', range];
  const end = commitNamed(repository, to || 'HEAD');
  if (end === undefined) return { unknown: to || 'HEAD' };
  if (isNone(from) && from !== '') return { revisions: [end], tags: [] };
  const start = commitNamed(repository, from || 'HEAD');
  return start === undefined ? { unknown: from || 'HEAD' } : { revisions: [end, `^${start}`], tags: [] };
};

const pushed = ({ git }: Repository, news: readonly string[], without: readonly string[]): Pushed => {
  if (news.length === 0) return { revisions: [], tags: [] };
  const kinds = askGit(git, ['cat-file', '--batch-check=%(objecttype) %(objectname)'], `${news.join('\n')}\n`).stdout.toString('utf8');
  return { revisions: [...news, ...without], tags: kinds.split('\n').flatMap((line) => (line.startsWith('tag ') ? [line.slice(4)] : [])) };
};
