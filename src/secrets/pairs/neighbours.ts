import { folderOf } from '../folder-of.ts';
import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { isBinary, textOf } from '../decoded-text.ts';
import { pathKind } from '../path-kind.ts';
import type { SecretPlace } from '../report/secret-finding.ts';
import { walk } from '../tree/walk.ts';

/** The files round a secret. They are read after the scan and only where a secret lacks its other half: a clean tree is read once. */
export interface Neighbours {
  /**
   * Step 0: files in the folder of `place`. 1: below it. From 2 on: those whose nearest folder in common with it is one, two ... above its own.
   * Not all of a large tree: `isCut` says so afterwards.
   */
  readonly files: (place: SecretPlace, step: number) => readonly string[];
  /** Undefined: not there, binary, too large, or enough has been read. */
  readonly text: (place: SecretPlace, file: string) => string | undefined;
  readonly isCut: () => boolean;
}

/** Bytes of a file in which ids are looked for: configuration is small. */
export const largestNeighbour = 256 * 1024;
/** Files of one folder and what is below it. */
const mostBeside = 200;
const mostSeen = 2000;
const mostFiles = 20_000;
const mostLists = 200;
const mostReads = 2000;
const mostBytes = 32 * 1024 * 1024;

export interface TreeNeighbours {
  /** The folder of the scan. */
  readonly root: string;
  readonly all: boolean;
  readonly excludes: string | undefined;
}

/** In a folder on the disk; what git ignores is left out here too. */
export const treeNeighbours = ({ root: given, all, excludes }: TreeNeighbours): Neighbours => {
  const root = realpathSync(given);
  const lists = new Map<string, readonly string[]>();
  const texts = new Map<string, string | undefined>();
  let files = 0;
  let bytes = 0;
  let reads = 0;
  let cut = false;

  /** Right in the folder any text; below it configuration, where such ids are kept. */
  const list = (top: string, isBelow: boolean): readonly string[] => {
    const found: string[] = [];
    let seen = 0;
    // The walk knows the rules of the repository above the folder where it begins.
    for (const one of walk({ root: path.join(root, top), all, excludes, note: () => undefined, enter: () => isBelow })) {
      const file = top === '' ? one.path : `${top}/${one.path}`;
      if (found.length >= mostBeside || ++seen > mostSeen || ++files > mostFiles) {
        cut = true;
        break;
      }
      if (!isBelow || pathKind(file).writes === 'config') found.push(file);
    }
    return found.toSorted();
  };

  return {
    files: (place, step) => {
      const folders = place.path.split('/').slice(0, -1);
      const up = Math.max(0, step - 1);
      if (up > folders.length || place.path.includes('!/')) return [];
      const top = folders.slice(0, folders.length - up).join('/');
      const key = `${step === 0}\0${top}`;
      const known = lists.get(key) ?? list(top, step > 0);
      if (lists.size >= mostLists) lists.clear();
      lists.set(key, known);
      if (step === 0) return known;
      // What was asked for a step before.
      const nearer = folders.slice(0, folders.length - up + 1).join('/');
      return known.filter((file) => (up === 0 ? folderOf(file) !== top : !isInside(file, nearer)));
    },
    text: (place, file) => {
      if (texts.has(file)) return texts.get(file);
      let read: Buffer | undefined;
      if (file !== place.path && (bytes >= mostBytes || ++reads > mostReads)) cut = true;
      else read = contentOf(path.join(root, file));
      bytes += read?.length ?? 0;
      const text = read === undefined || isBinary(read) ? undefined : textOf(read);
      // The next question is mostly for the same few files.
      if (texts.size >= 16) texts.clear();
      texts.set(file, text);
      return text;
    },
    isCut: () => cut,
  };
};

/** One file that was asked for by name: the others are not anybody's business. */
export const fileNeighbours = (file: string): Neighbours => ({
  files: () => [],
  text: (_, name) => {
    const bytes = name === path.basename(file) ? contentOf(realpathSync(file)) : undefined;
    return bytes === undefined || isBinary(bytes) ? undefined : textOf(bytes);
  },
  isCut: () => false,
});

/** Nothing round it can be read: standard input, an archive. */
export const noNeighbours: Neighbours = { files: () => [], text: () => undefined, isCut: () => false };

const isInside = (file: string, folder: string): boolean => folder === '' || file === folder || file.startsWith(`${folder}/`);

const contentOf = (full: string): Buffer | undefined => {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(full, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    const stat = fstatSync(descriptor);
    if (!stat.isFile() || stat.size > largestNeighbour) return undefined;
    const buffer = Buffer.allocUnsafe(stat.size);
    return buffer.subarray(0, readSync(descriptor, buffer, 0, stat.size, 0));
  } catch {
    // It was told by the scan already if it cannot be read.
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
};
