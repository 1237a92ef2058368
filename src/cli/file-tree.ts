import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '#core/diagnostic';
import type { SourceFile } from '#core/origin';
import type { Reason } from '#core/value';

/** A folder on disk as the sources see it. Nothing outside it is ever read: links that lead out count as missing. */
export interface FileTree {
  readonly root: string;
  /** Relative, with forward slashes, sorted. */
  readonly paths: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  read(path: string): { readonly file: SourceFile; readonly bytes: Uint8Array } | { readonly missing: Reason };
  list(dir: string): readonly string[] | undefined;
}

const largest = 20_000_000;
const mostFiles = 200_000;
const deepest = 60;
const skipped = new Set(['.git', 'node_modules', '.terragrunt-cache', '.svn', '.hg']);

/** By its name. */
export const isTerraform = (name: string): boolean => /\.(?:tf|tofu)(?:\.json)?$/.test(name);

/** Throws the system's error if the folder itself cannot be read. */
export const readTree = (given: string): FileTree => {
  const isFile = statSync(given).isFile();
  const root = realpathSync(isFile ? path.dirname(given) : given);
  const paths: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const visited = new Set<string>();
  let tooMany: Diagnostic | undefined;
  const inside = (real: string): boolean => real === root || real.startsWith(root + path.sep);

  const walk = (dir: string, depth: number): void => {
    const real = realpathSync(path.join(root, dir));
    // A ring of links ends here.
    if (visited.has(real)) return;
    if (depth > deepest) {
      diagnostics.push(problem('folder-too-deep', dir, { en: `${dir} lies too deep and was left out.`, ja: `${dir} は階層が深すぎるため読み飛ばしました。` }));
      return;
    }
    visited.add(real);
    let names: string[];
    try {
      names = readdirSync(real).toSorted();
    } catch {
      diagnostics.push(problem('folder-unreadable', dir, { en: `${dir || '.'} could not be read.`, ja: `${dir || '.'} を読み取れませんでした。` }));
      return;
    }
    for (const name of names) {
      if (paths.length >= mostFiles) {
        tooMany ??= problem('too-many-files', dir, {
          en: `There are more than ${mostFiles} files; what lies from ${dir || '.'} on was left out.`,
          ja: `ファイルが ${mostFiles} 個を超えるため、${dir || '.'} 以降は読み飛ばしました。`,
        });
        return;
      }
      const relative = dir ? `${dir}/${name}` : name;
      const full = path.join(real, name);
      try {
        const link = lstatSync(full);
        if (link.isSymbolicLink() && !inside(realpathSync(full))) {
          diagnostics.push(
            problem('link-outside', relative, {
              en: `${relative} leads out of the folder and was not followed.`,
              ja: `${relative} はフォルダーの外を指すリンクのため、たどりませんでした。`,
            }),
          );
          continue;
        }
        const stat = link.isSymbolicLink() ? statSync(full) : link;
        if (stat.isDirectory()) {
          if (!skipped.has(name) && !(dir.endsWith('.terraform') && name === 'providers')) walk(relative, depth + 1);
        } else if (stat.isFile()) paths.push(relative);
      } catch {
        if (isTerraform(name))
          diagnostics.push(problem('file-unreadable', relative, { en: `${relative} could not be read.`, ja: `${relative} を読み取れませんでした。` }));
      }
    }
  };
  if (isFile) paths.push(path.basename(given));
  else walk('', 0);
  if (tooMany) diagnostics.push(tooMany);

  const cache = new Map<string, ReturnType<FileTree['read']>>();
  const load = (relative: string): ReturnType<FileTree['read']> => {
    const missing = (code: Reason['code']) => ({ missing: { code, about: relative } });
    if (relative.startsWith('/') || relative.split('/').includes('..')) return missing('unreadable-file');
    try {
      const full = realpathSync(path.join(root, relative));
      if (!inside(full)) return missing('unreadable-file');
      if (statSync(full).size > largest) return missing('too-large');
      const bytes = readFileSync(full);
      return { file: { path: relative, text: bytes.toString('utf8') }, bytes };
    } catch {
      return missing('unreadable-file');
    }
  };
  return {
    root,
    paths,
    diagnostics,
    read(relative) {
      const found = cache.get(relative) ?? load(relative);
      cache.set(relative, found);
      return found;
    },
    list(dir) {
      const prefix = dir === '' ? '' : `${dir}/`;
      const found = paths.filter((one) => one.startsWith(prefix)).map((one) => one.slice(prefix.length));
      return found.length > 0 ? found : undefined;
    },
  };
};

const problem = (code: string, at: string, message: Diagnostic['message']): Diagnostic => ({
  code,
  severity: 'warning',
  at: { is: 'written', file: { path: at, text: '' }, start: 0, end: 0, from: undefined },
  message,
});
