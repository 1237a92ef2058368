import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Note } from '../report/note.ts';

/**
 * What earlier runs have scanned, so that the next one reads only what is new. Holds ids of objects, never a secret or its fingerprint. An object with
 * a finding is remembered by its id and read again each time, so the findings are always complete.
 *
 * A file of lines: a head, then `tip ID` (everything reachable from it was scanned), `pack NAME` (everything in it was), `found ID PATH`, and plain ids (scanned,
 * nothing found). While a run lasts lines are added at the end, so an interrupted one is resumed; a complete one leaves only tips, packs, found objects and
 * the objects that are in no pack.
 */
export interface ScanMemory {
  /** Nothing was remembered. */
  readonly isEmpty: boolean;
  readonly tips: readonly string[];
  readonly found: ReadonlyMap<string, string>;
  readonly knows: (id: string) => boolean;
  readonly knowsPack: (name: string) => boolean;
  readonly keep: (id: string, found: string | undefined) => void;
  /** Of a run that came to its end. Undefined: not everything could be read, so single objects stay remembered. */
  readonly finish: (all: ScannedStore | undefined) => void;
}

/** A repository of which everything was read. */
export interface ScannedStore {
  readonly tips: readonly string[];
  readonly packs: readonly string[];
  readonly loose: readonly string[];
}

const largest = 256 * 1024 * 1024;
const mostKnown = 1_000_000;
const mostTips = 5_000;
const mostLoose = 50_000;

export interface MemoryOptions {
  readonly file: string;
  /** Of the rules: what was scanned with others has to be scanned again. */
  readonly version: string;
  readonly idLength: number;
  readonly note: (note: Note) => void;
}

interface Loaded {
  readonly tips: string[];
  readonly packs: Set<string>;
  readonly found: Map<string, string>;
  readonly known: Set<string>;
}

export const scanMemory = ({ file, version, idLength, note }: MemoryOptions): ScanMemory => {
  const head = `ippo-scanned 2 ${version.replace(/\s/g, '_')} ${idLength}\n`;
  const loaded = load(file, head, idLength, note);
  const { tips, packs, found, known } = loaded ?? { tips: [], packs: new Set<string>(), found: new Map<string, string>(), known: new Set<string>() };
  const now = new Map<string, string>();
  let waiting = '';
  let broken = false;

  const write = (action: () => void): void => {
    if (broken) return;
    try {
      action();
    } catch (error) {
      broken = true;
      note({ code: 'cache-not-written', detail: error instanceof Error && 'code' in error ? String(error.code) : String(error) });
    }
  };
  if (!loaded)
    write(() => {
      // One level and no more: some file systems let Node try for ever to make the rest.
      if (!existsSync(path.dirname(file))) mkdirSync(path.dirname(file));
      writeFileSync(file, head, { mode: 0o600 });
    });

  const flush = (): void => {
    if (waiting === '') return;
    write(() => appendFileSync(file, waiting));
    waiting = '';
  };

  return {
    isEmpty: tips.length + packs.size + found.size + known.size === 0,
    tips,
    found,
    knows: (id) => known.has(id),
    knowsPack: (name) => packs.has(name),
    keep: (id, path) => {
      if (path !== undefined) now.set(id, path);
      if (known.has(id) || found.has(id)) return;
      if (path === undefined && known.size < mostKnown) known.add(id);
      waiting += path === undefined ? `${id}\n` : `found ${id} ${JSON.stringify(path)}\n`;
      if (waiting.length > 16 * 1024) flush();
    },
    finish: (all) => {
      if (all === undefined || all.tips.length > mostTips) return flush();
      waiting = '';
      const lines = [
        ...all.tips.map((id) => `tip ${id}`),
        ...all.packs.map((name) => `pack ${name}`),
        ...[...now].map(([id, where]) => `found ${id} ${JSON.stringify(where)}`),
        ...all.loose.filter((id) => !now.has(id)).slice(0, mostLoose),
      ];
      write(() => {
        // Whole or not at all, whatever happens in between.
        const beside = `${file}.${process.pid}`;
        writeFileSync(beside, head + lines.map((line) => `${line}\n`).join(''), { mode: 0o600 });
        renameSync(beside, file);
      });
    },
  };
};

const load = (file: string, head: string, idLength: number, note: (note: Note) => void): Loaded | undefined => {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat) return undefined;
  const ignored = (detail: string): undefined => {
    note({ code: 'cache-ignored', detail });
    return undefined;
  };
  if (!stat.isFile() || stat.size > largest) return ignored('size');
  let text: string;
  try {
    text = readFileSync(file, 'latin1');
  } catch (error) {
    return ignored(error instanceof Error && 'code' in error ? String(error.code) : String(error));
  }
  const whole = text.lastIndexOf('\n') + 1;
  if (!text.startsWith(head)) return /^ippo-scanned 2 \S+ (40|64)\n/.test(text) ? undefined : ignored('not its form');
  const id = new RegExp(`^[0-9a-f]{${idLength}}$`);
  const loaded: Loaded = { tips: [], packs: new Set(), found: new Map(), known: new Set() };
  // A line without its end was cut off by an interruption. What this run adds must not go on in it.
  if (whole < text.length) truncateSync(file, whole);
  for (const line of text.slice(head.length, whole).split('\n')) {
    if (line === '') continue;
    if (id.test(line)) {
      if (loaded.known.size < mostKnown) loaded.known.add(line);
      continue;
    }
    const [kind, named = '', ...rest] = line.split(' ');
    if (kind === 'pack' && /^pack-[\w-]+$/.test(named)) {
      loaded.packs.add(named);
      continue;
    }
    if (!id.test(named)) return ignored('not its form');
    if (kind === 'tip') loaded.tips.push(named);
    else if (kind === 'found') {
      const where = pathIn(rest.join(' '));
      if (where === undefined) return ignored('not its form');
      loaded.found.set(named, where);
    } else return ignored('not its form');
  }
  return loaded;
};

/** The file was read as Latin-1, the path is JSON in UTF-8. */
const pathIn = (written: string): string | undefined => {
  try {
    const value: unknown = JSON.parse(Buffer.from(written, 'latin1').toString('utf8'));
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
};
