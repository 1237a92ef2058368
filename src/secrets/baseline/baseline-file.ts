import type { Note } from '../report/note.ts';
import { isDay } from './day.ts';

/** One accepted secret. It names no place, so that moves, renames and rebases do not matter. */
export interface BaselineEntry {
  /** For people; the fingerprint alone tells which secret it is. */
  readonly kind: string;
  readonly fingerprint: string;
  /** Last day on which it counts, `2027-01-31`; undefined: no end. */
  readonly expires: string | undefined;
  readonly owner: string | undefined;
  readonly reason: string | undefined;
}

export interface Baseline {
  /** See `keyMark`; several after a merge of branches that each made a key. Empty: the file does not say. */
  readonly keyMarks: readonly string[];
  readonly entries: readonly BaselineEntry[];
  /** Lines of people that begin with `#`; they stay. */
  readonly comments: readonly string[];
  /** Lines that cannot be read, by number. Nobody writes the file anew over them. */
  readonly broken: readonly number[];
}

export const baselineName = '.ippo-secrets-baseline';
export const emptyBaseline: Baseline = { keyMarks: [], entries: [], comments: [], broken: [] };

const head = '# Secrets that ippo lets pass: kind, fingerprint, last day, owner, reason. No secret stands here. Sorted by fingerprint: merge=union.';
const conflictMark = /^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/;
/** `#a7`: fixed lines between the entries, so that git takes two branches that add entries for changes in two places, also without merge=union. */
const bucketMark = /^#[0-9a-f]{2}$/;
const buckets = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'));

/**
 * `kind fingerprint expires owner reason`, with `-` for what is not given; the reason goes to the end of the line. After a merge by union, or a conflict that
 * is not resolved yet, lines may be doubled, out of order, or differ in the end date: of the same secret the earliest end counts.
 */
export const readBaseline = (text: string, path: string, note: (note: Note) => void): Baseline => {
  const entries = new Map<string, BaselineEntry>();
  const marks = new Set<string>();
  const comments: string[] = [];
  const broken: number[] = [];
  let conflict: number | undefined;
  for (const [i, raw] of text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = raw.trim();
    if (line === '' || bucketMark.test(line)) continue;
    if (line.startsWith('#')) {
      const mark = /^# key ([0-9a-f]{8})$/.exec(line)?.[1];
      if (mark !== undefined) marks.add(mark);
      else if (!line.startsWith('# Secrets that ippo lets pass:')) comments.push(line);
      continue;
    }
    if (conflictMark.test(line)) {
      conflict ??= i + 1;
      continue;
    }
    const fields = /^([a-z0-9-]+) ([0-9a-f]{32}) (\S+) (\S+)(?: (.*))?$/.exec(line);
    const [, kind = '', fingerprint = '', expires = '-', owner = '-', reason = '-'] = fields ?? [];
    if (!fields || (expires !== '-' && !isDay(expires))) {
      broken.push(i + 1);
      note({ code: 'baseline-line', path: `${path}:${i + 1}` });
      continue;
    }
    const entry = { kind, fingerprint, expires: given(expires), owner: given(owner), reason: given(reason) };
    const other = entries.get(fingerprint);
    entries.set(fingerprint, other && (other.expires ?? '9999') <= (entry.expires ?? '9999') ? other : entry);
  }
  if (conflict !== undefined) note({ code: 'baseline-conflict', path: `${path}:${conflict}` });
  return { keyMarks: [...marks], entries: [...entries.values()], comments: [...new Set(comments)], broken };
};

export const writeBaseline = ({ keyMarks, entries, comments }: Baseline): string => {
  const lines = new Map<string, Set<string>>(buckets.map((bucket) => [bucket, new Set()]));
  for (const { kind, fingerprint, expires, owner, reason } of entries)
    lines.get(fingerprint.slice(0, 2))?.add(`${kind} ${fingerprint} ${expires ?? '-'} ${word(owner)} ${reason?.replace(/\s+/g, ' ').trim() || '-'}`);
  const byFingerprint = (a: string, b: string): number => compare(a.split(' ')[1] ?? '', b.split(' ')[1] ?? '') || compare(a, b);
  const body = [...lines].flatMap(([bucket, some]) => [`#${bucket}`, ...[...some].toSorted(byFingerprint)]);
  return `${[head, ...keyMarks.map((mark) => `# key ${mark}`), ...comments, ...body].join('\n')}\n`;
};

/** By code unit, not by the rules of a language: the same everywhere. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Union: what is there stays as it is, with its reason and end. */
export const withEntries = (baseline: Baseline, added: readonly BaselineEntry[]): Baseline => {
  const there = new Set(baseline.entries.map(({ fingerprint }) => fingerprint));
  const fresh = [...new Map(added.map((one) => [one.fingerprint, one])).values()];
  return { ...baseline, entries: [...baseline.entries, ...fresh.filter(({ fingerprint }) => !there.has(fingerprint))] };
};

const given = (field: string): string | undefined => (field === '-' ? undefined : field);
const word = (text: string | undefined): string => text?.trim().replace(/\s+/g, '_') || '-';
