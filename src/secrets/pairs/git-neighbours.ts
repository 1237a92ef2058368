import { folderOf } from '../folder-of.ts';
import { isBinary, textOf } from '../decoded-text.ts';
import { askGit } from '../git/git.ts';
import type { Repository } from '../git/repository.ts';
import type { SecretPlace } from '../report/secret-finding.ts';
import { largestNeighbour, type Neighbours } from './neighbours.ts';

/** Folders of commits that are read: each costs two calls of git. */
const mostFolders = 40;
const mostFiles = 100;

interface Listed {
  readonly id: string;
  readonly name: string;
}

/** The files beside a secret in the commit that brought it, or in HEAD where it still is, or in the index before there is a commit; and those right in the folders above. */
export const gitNeighbours = ({ git, top }: Repository): Neighbours => {
  const folders = new Map<string, ReadonlyMap<string, string>>();
  let cut = false;

  const folderAt = (place: SecretPlace, folder: string): ReadonlyMap<string, string> => {
    const revision = place.isInHead === true ? 'HEAD' : place.commit;
    const key = `${revision ?? ''}:${folder}`;
    const known = folders.get(key);
    if (known) return known;
    if (folders.size >= mostFolders) {
      cut = true;
      return new Map();
    }
    const files = revision === undefined ? inIndex(folder) : inTree(key, folder);
    if (files.length > mostFiles) cut = true;
    const some = files.slice(0, mostFiles);
    const made = new Map(
      contents(some.map(({ id }) => id)).flatMap((bytes, i): [string, string][] => {
        const name = some[i]?.name;
        return name === undefined || bytes === undefined || isBinary(bytes) ? [] : [[name, textOf(bytes)]];
      }),
    );
    folders.set(key, made);
    return made;
  };

  const inTree = (key: string, folder: string): readonly Listed[] => {
    const { status, stdout } = askGit(git, ['ls-tree', '-z', '-l', '--full-tree', key]);
    if (status !== 0) return [];
    return stdout
      .toString('utf8')
      .split('\0')
      .flatMap((line) => {
        const tab = line.indexOf('\t');
        const [, type, id = '', size = ''] = line.slice(0, tab).split(/ +/);
        return type === 'blob' && Number(size) <= largestNeighbour ? [{ id, name: `${folder === '' ? '' : `${folder}/`}${line.slice(tab + 1)}` }] : [];
      });
  };

  /** As the next commit will have it; sizes are asked for apart. */
  const inIndex = (folder: string): readonly Listed[] => {
    const { status, stdout } = askGit(git, [...(top === undefined ? [] : ['-C', top]), 'ls-files', '-z', '-s', '--', folder === '' ? '.' : folder]);
    const listed = (status === 0 ? stdout.toString('utf8') : '').split('\0').flatMap((line): Listed[] => {
      const tab = line.indexOf('\t');
      const name = line.slice(tab + 1);
      const [mode = '', id = ''] = line.slice(0, tab).split(' ');
      return mode.startsWith('100') && folderOf(name) === folder ? [{ id, name }] : [];
    });
    if (listed.length > mostFiles) cut = true;
    const some = listed.slice(0, mostFiles);
    const sizes = askGit(git, ['cat-file', '--batch-check=%(objectsize)'], some.map(({ id }) => `${id}\n`).join(''))
      .stdout.toString('latin1')
      .split('\n');
    return some.filter((_, i) => Number(sizes[i] ?? Number.NaN) <= largestNeighbour);
  };

  /** Answers of one `git cat-file --batch`: a line `id type size`, the bytes, a line end. */
  const contents = (ids: readonly string[]): readonly (Buffer | undefined)[] => {
    if (ids.length === 0) return [];
    const { stdout } = askGit(git, ['cat-file', '--batch'], ids.map((id) => `${id}\n`).join(''));
    let at = 0;
    return ids.map(() => {
      const end = stdout.indexOf(10, at);
      if (end < 0) return undefined;
      const size = Number(/^[0-9a-f]+ blob (\d+)$/.exec(stdout.toString('latin1', at, end))?.[1] ?? Number.NaN);
      at = end + 1;
      if (Number.isNaN(size)) return undefined;
      const bytes = stdout.subarray(at, at + size);
      at += size + 1;
      return bytes;
    });
  };

  const above = (place: SecretPlace, up: number): string | undefined => {
    const names = place.path.split('/').slice(0, -1);
    return up > names.length ? undefined : names.slice(0, names.length - up).join('/');
  };

  return {
    files: (place, step) => {
      // What lies below, or beside the folders above, is not read.
      const folder = step === 1 || place.path.includes('!/') ? undefined : above(place, Math.max(0, step - 1));
      return folder === undefined ? [] : [...folderAt(place, folder).keys()];
    },
    text: (place, file) => (file.includes('!/') ? undefined : folderAt(place, folderOf(file)).get(file)),
    isCut: () => cut,
  };
};
