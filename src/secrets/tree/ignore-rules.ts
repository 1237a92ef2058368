import { wildcard, type Wildcard } from './wildcard.ts';

/** The rules of one `.gitignore` (or exclude file) and those above it. The nearest file decides, in it the last rule. */
export interface IgnoreRules {
  readonly above: IgnoreRules | undefined;
  /** The folder that the rules are relative to: '' or ending in a slash. */
  readonly base: string;
  /** Last first. */
  readonly rules: readonly Rule[];
}

interface Rule {
  readonly keeps: boolean;
  readonly foldersOnly: boolean;
  /** Undefined: any name below the folder; else the path from the folder. '**' stands for any number of folders. */
  readonly segments: readonly (Wildcard | '**')[] | undefined;
  readonly name: Wildcard;
}

const mostRules = 20_000;

/** https://git-scm.com/docs/gitignore#_pattern_format */
export const ignoreRules = (text: string, base: string, above: IgnoreRules | undefined): IgnoreRules | undefined => {
  const rules: Rule[] = [];
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const rule = ruleOf(line);
    if (rule) rules.push(rule);
    if (rules.length >= mostRules) break;
  }
  return rules.length === 0 ? above : { above, base, rules: rules.reverse() };
};

const ruleOf = (line: string): Rule | undefined => {
  if (line.startsWith('#')) return undefined;
  const keeps = line.startsWith('!');
  let pattern = withoutTrailingSpaces(keeps ? line.slice(1) : line);
  const foldersOnly = pattern.endsWith('/');
  if (foldersOnly) pattern = pattern.slice(0, -1);
  if (pattern === '') return undefined;
  if (!pattern.includes('/')) return { keeps, foldersOnly, segments: undefined, name: wildcard(pattern) };
  const written = pattern.replace(/^\//, '').split('/');
  const segments = written.map((one) => (one === '**' ? one : wildcard(one))).filter((one, i, all) => !(one === '**' && all[i - 1] === '**'));
  return { keeps, foldersOnly, segments, name: wildcard('*') };
};

const withoutTrailingSpaces = (pattern: string): string => {
  let end = pattern.length;
  while (end > 0 && pattern.charAt(end - 1) === ' ' && pattern.charAt(end - 2) !== '\\') end--;
  return pattern.slice(0, end);
};

/** `path` from the root of the walk, whose folders are not ignored themselves. */
export const isIgnored = (rules: IgnoreRules | undefined, path: string, isFolder: boolean): boolean => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  for (let layer = rules; layer; layer = layer.above) {
    if (!path.startsWith(layer.base)) continue;
    let segments: readonly string[] | undefined;
    for (const rule of layer.rules) {
      if (rule.foldersOnly && !isFolder) continue;
      if (rule.segments === undefined) {
        if (!rule.name.test(name)) continue;
      } else {
        segments ??= path.slice(layer.base.length).split('/');
        if (!matches(rule.segments, segments)) continue;
      }
      return !rule.keeps;
    }
  }
  return false;
};

/** Only the last `**` is taken back, as in `wildcard`. A trailing one needs at least one segment. */
const matches = (pattern: readonly (Wildcard | '**')[], path: readonly string[]): boolean => {
  let part = 0;
  let at = 0;
  let star = -1;
  let resume = 0;
  while (at < path.length) {
    const here = pattern[part];
    if (here === '**') {
      if (part === pattern.length - 1) return true;
      star = part++;
      resume = at;
    } else if (here?.test(path[at] ?? '')) {
      part++;
      at++;
    } else if (star >= 0) {
      part = star + 1;
      at = ++resume;
    } else return false;
  }
  return part === pattern.length;
};
