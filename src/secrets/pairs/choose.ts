import { folderOf } from '../folder-of.ts';
import type { Label } from './label.ts';

/** A secret that lacks a part, or a part that could be it. */
export interface Half {
  readonly value: string;
  readonly path: string;
  /** In its file. */
  readonly line: number;
  readonly column: number;
  readonly commit: string | undefined;
  readonly label: Label;
}

export type Choice<P extends Half> =
  | { readonly is: 'joined'; readonly part: P; readonly how: How }
  /** Several could be it, or several secrets could have it. */
  | { readonly is: 'several'; readonly parts: readonly P[] };

export type How = 'in-file' | 'by-name' | 'in-folder' | 'in-folders';

export interface Rules {
  /** One part may belong to several secrets. */
  readonly shared: boolean;
  /** Only with the same words in their names. */
  readonly sameName: boolean;
}

interface Edge<P extends Half> {
  readonly secret: number;
  readonly part: P;
  readonly level: number;
  readonly rank: number;
}

/**
 * The part of each secret, if there is no doubt: the nearest place with any that fits, there those that its name, profile or environment names, and of them
 * only one that no other secret could claim as well. `used`: parts that belong to somebody already.
 */
export const choose = <P extends Half>(
  secrets: readonly Half[],
  parts: readonly P[],
  rules: Rules,
  used: ReadonlySet<string>,
): readonly (Choice<P> | undefined)[] => {
  const choices: (Choice<P> | undefined)[] = secrets.map(() => undefined);
  const taken = new Set(used);
  for (const [secret, part] of rules.shared
    ? []
    : inTurn(
        secrets,
        parts.filter(({ value }) => !taken.has(value)),
      )) {
    choices[secret] = { is: 'joined', part, how: 'in-file' };
    taken.add(part.value);
  }
  for (let round = 0; round < mostRounds; round++) {
    const groups = new Map<number, Edge<P>[]>();
    for (const [secret, one] of secrets.entries())
      if (choices[secret] === undefined)
        for (const edge of nearest(secret, one, parts, rules, taken)) {
          const group = groups.get(orderOf(edge));
          if (group) group.push(edge);
          else groups.set(orderOf(edge), [edge]);
        }
    if (groups.size === 0) break;
    for (const order of [...groups.keys()].toSorted((a, b) => a - b)) settle(groups.get(order) ?? [], secrets, rules, choices, taken);
  }
  return choices;
};

/** What was nearest may be taken by a secret that it is nearer to; then the next one counts. */
const mostRounds = 4;

/** The edges of one distance: chosen where there is one on either side. */
const settle = <P extends Half>(
  group: readonly Edge<P>[],
  secrets: readonly Half[],
  rules: Rules,
  choices: (Choice<P> | undefined)[],
  taken: Set<string>,
): void => {
  const edges = group.filter(({ secret, part }) => choices[secret] === undefined && !taken.has(part.value));
  const claims = new Map<string, Set<string>>();
  const ofSecret = new Map<number, Map<string, Edge<P>>>();
  for (const edge of edges) {
    const { secret, part } = edge;
    claims.set(part.value, (claims.get(part.value) ?? new Set<string>()).add(secrets[secret]?.value ?? ''));
    const known = ofSecret.get(secret) ?? new Map<string, Edge<P>>();
    ofSecret.set(secret, known);
    if (!known.has(part.value)) known.set(part.value, edge);
  }
  for (const [secret, candidates] of ofSecret) {
    const [first, ...others] = candidates.values();
    if (!first) continue;
    const isOnly = others.length === 0 && (rules.shared || claims.get(first.part.value)?.size === 1);
    choices[secret] = isOnly ? { is: 'joined', part: first.part, how: howOf(first) } : { is: 'several', parts: [first, ...others].map(({ part }) => part) };
    if (isOnly && !rules.shared) taken.add(first.part.value);
  }
};

/** Nearer before farther, and there what a name speaks for before the rest. */
const orderOf = ({ level, rank }: Edge<Half>): number => level * 10 - rank;

const nearest = <P extends Half>(secret: number, one: Half, parts: readonly P[], rules: Rules, taken: ReadonlySet<string>): readonly Edge<P>[] => {
  let best: Edge<P>[] = [];
  for (const part of parts) {
    if (taken.has(part.value)) continue;
    const edge = edgeOf(secret, one, part, rules);
    const first = best[0];
    if (!edge || (first && orderOf(edge) > orderOf(first))) continue;
    if (!first || orderOf(edge) < orderOf(first)) best = [edge];
    else if (best.length < mostEdges) best.push(edge);
  }
  return best;
};

/** Candidates of one secret: with more there is no answer anyway. */
const mostEdges = 64;

/** Whether a part could be that of a secret, as far as names and places tell. */
export const fits = (secret: Half, part: Half, rules: Rules): boolean => edgeOf(0, secret, part, rules) !== undefined;

const howOf = ({ level, rank }: Edge<Half>): How => (level === 0 ? 'in-file' : rank >= 2 ? 'by-name' : level === 1 ? 'in-folder' : 'in-folders');

const edgeOf = <P extends Half>(secret: number, one: Half, part: P, { sameName }: Rules): Edge<P> | undefined => {
  const [a, b] = [one.label, part.label];
  if (a.sample !== b.sample) return undefined;
  if (a.environment !== undefined && b.environment !== undefined && a.environment !== b.environment) return undefined;
  if (a.owner !== b.owner && a.owner !== '' && b.owner !== '') return undefined;
  if (sameName && (a.subject !== b.subject || (a.subject === '' && one.path !== part.path))) return undefined;
  if (a.profile !== undefined && b.profile !== undefined && a.profile !== b.profile) return undefined;
  const level = levelOf(one, part);
  if (level === undefined) return undefined;
  const rank =
    (a.owner !== '' && a.owner === b.owner) || (a.profile !== undefined && a.profile === b.profile)
      ? 3
      : a.environment !== undefined && a.environment === b.environment && saysMore(one, part)
        ? 2
        : isNamedAfter(one, part) || isNamedAfter(part, one)
          ? 1
          : 0;
  return { secret, part, level, rank };
};

/** The environment is that of names or files, not of a folder that both stand in anyway. */
const saysMore = (a: Half, b: Half): boolean => folderOf(a.path) !== folderOf(b.path) || a.path === b.path || fileOf(a.path) !== fileOf(b.path);
const fileOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** `services: api: environment:` and a file in `services/api`. */
const isNamedAfter = (a: Half, b: Half): boolean => {
  const folder = fileOf(folderOf(a.path)).toLowerCase();
  return folder !== '' && folderOf(a.path) !== folderOf(b.path) && b.label.within.has(folder) && !folderOf(b.path).toLowerCase().split('/').includes(folder);
};

/** Folders whose folders are things of their own: what stands in one of them is no part of another. */
const collections = new Set(
  'services service apps app packages modules projects functions lambdas lambda microservices clients customers tenants stacks charts sites accounts teams products components workspaces'.split(
    ' ',
  ),
);

/**
 * 0: the same file. 1: the same folder, or the same commit. Then by the folders to climb from the secret to the one that holds both; a file that lies right
 * there is nearer than one further down. Undefined: two services beside each other.
 */
const levelOf = (secret: Half, part: Half): number | undefined => {
  if (secret.path === part.path) return 0;
  const a = secret.path.split('/').slice(0, -1);
  const b = part.path.split('/').slice(0, -1);
  let common = 0;
  while (common < a.length && common < b.length && a[common] === b[common]) common++;
  const climb = a.length - common;
  const descend = b.length - common;
  if (climb === 0 && descend === 0) return 1;
  if (climb > 0 && descend > 0 && collections.has((a[common - 1] ?? '').toLowerCase())) return undefined;
  if (secret.commit !== undefined && secret.commit === part.commit) return 1;
  return 2 + climb * 2 + Number(descend > 0);
};

/**
 * Several pairs in one file, one after the other: id, secret, id, secret; or all ids and then all secrets. Only if it comes out even and no name speaks against it.
 */
const inTurn = <P extends Half>(secrets: readonly Half[], parts: readonly P[]): readonly (readonly [number, P])[] => {
  const paths = new Map<string, number[]>();
  for (const [i, { path }] of secrets.entries()) paths.set(path, [...(paths.get(path) ?? []), i]);
  return [...paths].flatMap(([path, mine]) => {
    const theirs = parts.filter((one) => one.path === path);
    if (mine.length < 2 || theirs.length < 2) return [];
    const all = [...mine.map((i) => ({ i, half: secrets[i], part: undefined })), ...theirs.map((part) => ({ i: -1, half: part, part }))].toSorted(
      (x, y) => (x.half?.line ?? 0) - (y.half?.line ?? 0) || (x.half?.column ?? 0) - (y.half?.column ?? 0),
    );
    const runs: (typeof all)[] = [];
    for (const one of all) {
      const last = runs.at(-1);
      if (last && (last[0]?.i ?? -1) < 0 === one.i < 0) last.push(one);
      else runs.push([one]);
    }
    const found: (readonly [number, P])[] = [];
    for (let k = 0; k < runs.length; k += 2) {
      const [one = [], two = []] = [runs[k], runs[k + 1]];
      if (one.length !== two.length) return [];
      for (const [n, x] of one.entries()) {
        const y = two[n];
        const secret = x.i >= 0 ? x : y;
        const part = x.i >= 0 ? y?.part : x.part;
        const half = secret === undefined ? undefined : secrets[secret.i];
        if (!secret || !part || !half || !edgeOf(secret.i, half, part, { shared: false, sameName: false })) return [];
        found.push([secret.i, part]);
      }
    }
    return found;
  });
};
