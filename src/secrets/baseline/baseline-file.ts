import type { Note } from '../report/note.ts';

/** One accepted secret. It names no place, so that moves, renames and rebases do not matter. */
export interface BaselineEntry {
  readonly kind: string;
  readonly fingerprint: string;
  /** Last day on which it counts, `2027-01-31`; undefined: no end. */
  readonly expires: string | undefined;
  readonly owner: string | undefined;
  readonly reason: string | undefined;
}

export interface Baseline {
  /** See `keyMark`; undefined: the file does not say. */
  readonly keyMark: string | undefined;
  readonly entries: readonly BaselineEntry[];
}

export const baselineName = '.ippo-secrets-baseline';

const head = '# Secrets that ippo lets pass: kind, fingerprint, last day, owner, reason. No secret stands here. One line each, sorted: merge=union.';

/**
 * `kind fingerprint expires owner reason`, with `-` for what is not given; the reason goes to the end of the line. After a merge by union lines may be
 * doubled, out of order, or differ in the end date: of the same secret the earliest end counts.
 */
export const readBaseline = (text: string, path: string, note: (note: Note) => void): Baseline => {
  const entries = new Map<string, BaselineEntry>();
  let mark: string | undefined;
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    if (line.startsWith('#')) {
      mark ??= /^# key ([0-9a-f]{8})$/.exec(line)?.[1];
      continue;
    }
    const fields = /^([a-z0-9-]+) ([0-9a-f]{32}) (-|\d{4}-\d\d-\d\d) (\S+)(?: (.*))?$/.exec(line.trim());
    if (!fields) {
      note({ code: 'baseline-line', path: `${path}:${i + 1}` });
      continue;
    }
    const [, kind = '', fingerprint = '', expires = '-', owner = '-', reason = '-'] = fields;
    const entry = { kind, fingerprint, expires: given(expires), owner: given(owner), reason: given(reason) };
    const key = `${kind} ${fingerprint}`;
    const other = entries.get(key);
    entries.set(key, other && (other.expires ?? '9999') <= (entry.expires ?? '9999') ? other : entry);
  }
  return { keyMark: mark, entries: [...entries.values()] };
};

export const writeBaseline = ({ keyMark, entries }: Baseline): string => {
  const lines = entries.map(
    ({ kind, fingerprint, expires, owner, reason }) => `${kind} ${fingerprint} ${expires ?? '-'} ${word(owner)} ${reason?.replace(/\s+/g, ' ').trim() || '-'}`,
  );
  // By code unit, not by the rules of a language: the same everywhere.
  return `${[head, ...(keyMark === undefined ? [] : [`# key ${keyMark}`]), ...[...new Set(lines)].toSorted((a, b) => (a < b ? -1 : 1))].join('\n')}\n`;
};

/** Union: what is there stays as it is, with its reason and end. */
export const withEntries = (baseline: Baseline, added: readonly BaselineEntry[]): Baseline => {
  const key = ({ kind, fingerprint }: BaselineEntry): string => `${kind} ${fingerprint}`;
  const there = new Set(baseline.entries.map(key));
  return { ...baseline, entries: [...baseline.entries, ...added.filter((one) => !there.has(key(one)))] };
};

const given = (field: string): string | undefined => (field === '-' ? undefined : field);
const word = (text: string | undefined): string => text?.trim().replace(/\s+/g, '_') || '-';
