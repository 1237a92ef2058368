import type { Place, SourceFile } from '#core/origin';
import type { Reason } from '#core/value';
import type { Expression } from './syntax.ts';
import type { UnknownVal, Val } from './value.ts';

/** What an evaluation may ask of the folder that was given. Paths are relative to it, with forward slashes. */
export interface Files {
  read(path: string): { readonly file: SourceFile; readonly bytes: Uint8Array } | { readonly missing: Reason };
  /** All files below a folder, relative to the folder; undefined if there is none. */
  list(dir: string): readonly string[] | undefined;
}

/** One module that nobody calls, with the values given to it. */
export interface RootModule {
  readonly dir: string;
  /** Before every address of it: '' if it is the only root. */
  readonly prefix: string;
  /** By name, the last one counts; already in order of precedence. */
  readonly values: ReadonlyMap<string, Expression>;
  /** Values given on the command line, as text. */
  readonly texts: ReadonlyMap<string, string>;
  /** Nothing says that it is applied as it stands: its defaults are assumptions. */
  readonly library: boolean;
  /** Folders of modules that were vendored by `terraform init`, by call path (`vpc.subnets`). */
  readonly vendored: ReadonlyMap<string, string>;
}

/** A module as one call has made it. */
export interface ModuleInstance {
  /** Before every address in it: `module.a["x"].`. */
  readonly path: string;
  readonly root: RootModule;
  readonly dir: string;
  readonly parent: ModuleInstance | undefined;
  readonly call: string | undefined;
  readonly callPath: string;
  readonly each: Each | undefined;
  readonly maybe: UnknownVal | undefined;
  readonly calls: readonly Place[];
}
export interface Each {
  /** `["x"]`, `[0]`, `[*]`. */
  readonly key: string;
  readonly names: Readonly<Record<string, Val>>;
  readonly kind: 'each' | 'count';
}
export interface BlockInstance {
  readonly address: string;
  readonly module: ModuleInstance;
  readonly name: string;
  readonly mode: 'resource' | 'data' | 'ephemeral';
  readonly each: Each | undefined;
  readonly maybe: UnknownVal | undefined;
}
/** The instances of a block: none, one, many, or one that stands for all when nobody knows how many. */
export type Expansion = {
  readonly kind: 'single' | 'count' | 'each' | 'unknown';
  readonly each: readonly (Each | undefined)[];
  readonly because: Place | undefined;
  readonly open: UnknownVal | undefined;
};

/** A module call whose folder is not there: what it makes is not known. */
export interface UnresolvedModule {
  readonly address: string;
  readonly source: string;
  readonly place: Place;
  readonly why: 'not-vendored' | 'missing' | 'recursive' | 'unknown-source';
}

/** Joins and normalises; what climbs above the root keeps its `..` and is not found. */
export const join = (dir: string, path: string): string => {
  const parts: string[] = [];
  for (const part of `${path.startsWith('/') ? '' : dir}/${path}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return (path.startsWith('/') ? '/' : '') + parts.join('/');
};
/** The way from one folder to another, as `path.module` gives it. */
export const relative = (from: string, to: string): string => {
  if (from === to) return '.';
  const a = from === '' ? [] : from.split('/');
  const b = to === '' ? [] : to.split('/');
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  return [...a.slice(same).map(() => '..'), ...b.slice(same)].join('/');
};
