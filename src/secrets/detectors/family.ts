import type { Severity } from '#core/finding';
import type { Text } from '#framework/text';
import type { Assignment } from '../assignment.ts';
import { looksIssued } from '../issued.ts';
import { isInventedBody, isUuid } from '../placeholder.ts';
import { charsetOf, entropyHolds, type Charset } from '../randomness.ts';
import type { ByAnchor, ByFile, ByGeneralName, ByRun, Candidate, Confidence, Detector, Judged, Look } from '../secret.ts';

/** The kinds of one vendor: what they have in common is said once. */
export interface Family {
  readonly vendor: string;
  readonly detectors: readonly Detector[];
}

/** What a row says; `fix`, `opens` and `severity` default to those of its family. */
interface Described {
  readonly id: string;
  readonly title: Text;
  readonly fix?: Text;
  readonly opens?: Text;
  readonly severity?: Severity;
}
export interface Row extends Described {
  readonly rank: Detector['rank'];
  readonly look: Look;
}

export const family = (common: {
  readonly vendor: string;
  readonly fix: Text;
  readonly opens: Text;
  readonly severity: Severity;
  readonly rows: readonly Row[];
}): Family => ({
  vendor: common.vendor,
  detectors: common.rows.map((row) => ({ vendor: common.vendor, fix: common.fix, opens: common.opens, severity: common.severity, ...row })),
});

const alphabets: Readonly<Record<Charset, RegExp>> = {
  hex: /[0-9a-f]/,
  HEX: /[0-9A-F]/,
  b32: /[A-Z2-7]/,
  b36: /[0-9a-z]/,
  b62: /[0-9A-Za-z]/,
  b64url: /[0-9A-Za-z_-]/,
  b64: /[0-9A-Za-z+/]/,
  printable: /[!-~]/,
};
const members = new Map(
  Object.entries(alphabets).map(([name, one]) => [name, Uint8Array.from({ length: 256 }, (_, c) => Number(one.test(String.fromCharCode(c))))]),
);
const none = new Uint8Array(256);

/** How many characters of an alphabet stand from `from` on, `most` at most. */
export const runOf = (text: string, from: number, charset: Charset, most: number): number => {
  const member = members.get(charset) ?? none;
  const end = Math.min(text.length, from + most);
  let at = from;
  while (at < end && member[text.charCodeAt(at) & 0xff] === 1) at++;
  return at - from;
};

interface Prefixed extends Described {
  readonly prefix: string | readonly string[];
  readonly charset: Charset;
  /** Characters of the body: a number, or least and most. */
  readonly length: number | readonly [least: number, most: number];
  /** On body and prefix: whether the check inside holds; undefined: this one has none. */
  readonly check?: (body: string, prefix: string) => boolean | undefined;
  /** What the body has to look like besides. */
  readonly like?: RegExp;
  readonly facts?: (value: string) => Readonly<Record<string, string>>;
  readonly confidence?: Confidence;
}

/** A token with a prefix of its own and a body of one alphabet: the form that most vendors have chosen. */
export const prefixed = ({ prefix, charset, length, check, like, facts, confidence, ...described }: Prefixed): Row => {
  const anchors = typeof prefix === 'string' ? [prefix] : prefix;
  const [least, most] = typeof length === 'number' ? [length, length] : length;
  /** Which prefix stands there, with nothing before it that would make it part of a word. */
  const headAt = (text: string, at: number): string | undefined =>
    at > 0 && /[0-9A-Za-z]/.test(text.charAt(at - 1)) ? undefined : anchors.find((one) => text.startsWith(one, at));
  return {
    ...described,
    rank: 2,
    look: {
      by: 'anchor',
      anchors,
      exact: true,
      window: { before: 1, after: 48 + most + 1 },
      may: (text, at) => {
        const head = headAt(text, at);
        return head !== undefined && runOf(text, at + head.length, charset, least) === least;
      },
      *find(window, anchor) {
        const head = headAt(window, anchor);
        if (head === undefined) return;
        const start = anchor + head.length;
        const run = runOf(window, start, charset, most + 1);
        // A dash or line behind an alphabet that lacks it is another word; the end of a fixed length is no end of a longer run.
        if (run < least || run > most) return;
        if (/[0-9A-Za-z]/.test(window.charAt(start + run))) return;
        const body = window.slice(start, start + run);
        if (like !== undefined && !like.test(body)) return;
        const holds = check?.(body, head);
        const invented = holds !== true && !isDrawn(body);
        if (invented && !looksIssued(body)) return;
        const value = window.slice(anchor, start + run);
        yield { ...plain(value), start: anchor, end: start + run, checksum: holds, facts: facts?.(value) ?? {}, ...sure(invented, confidence ?? 'likely', []) };
      },
    },
  };
};

/** The right format round stretches of the alphabet: mostly a sample, and one that nobody would miss if it were none. */
const sure = (invented: boolean, confidence: Confidence, reasons: readonly string[]): Pick<Judged, 'confidence' | 'reasons'> =>
  invented ? { confidence: 'possible', reasons: [...reasons, 'typed-by-hand'] } : { confidence, reasons };

/** A body that no hand has typed. */
export const isDrawn = (body: string): boolean => !isInventedBody(body) && (isUuid(body) || entropyHolds(body, charsetOf(body), 0.7));

/** Within the window alone: a pattern without an end of its own would read on. */
const isThere = (sticky: RegExp, text: string, at: number, before: number, after: number): boolean => {
  const first = Math.max(0, at - before);
  sticky.lastIndex = at - first;
  return sticky.test(text.slice(first, at + after));
};

/** A token that a pattern describes. The pattern is sticky, without nested repetition, and its first group (if any) is the value. */
export const patterned = (
  row: Described & {
    readonly anchors: readonly string[];
    readonly exact?: boolean;
    readonly before?: number;
    readonly after: number;
    /** Tried at the anchor (with `before`: from each place before it that `back` names). */
    readonly pattern: RegExp;
    readonly check?: (value: string) => boolean | undefined;
    readonly accept?: (value: string) => boolean;
    readonly facts?: (match: RegExpExecArray) => Readonly<Record<string, string>>;
    readonly confidence?: Confidence;
    readonly rank?: Detector['rank'];
    readonly reasons?: readonly string[];
    /** Long runs of one letter belong to the format. */
    readonly repetitive?: boolean;
  },
): Row => {
  const {
    repetitive = false,
    anchors,
    exact = true,
    before = 1,
    after,
    pattern,
    check,
    accept,
    facts,
    confidence = 'likely',
    rank = 2,
    reasons = [],
    ...described
  } = row;
  const sticky = new RegExp(pattern.source, pattern.flags.includes('i') ? 'iy' : 'y');
  return {
    ...described,
    rank,
    look: {
      by: 'anchor',
      anchors,
      exact,
      window: { before, after },
      may: (text, at) => isThere(sticky, text, at, before, after),
      *find(window, anchor) {
        sticky.lastIndex = anchor;
        const match = sticky.exec(window);
        if (!match) return;
        const value = match[1] ?? match[0];
        const start = match.index + (match[1] === undefined ? 0 : match[0].indexOf(value));
        const holds = check?.(value);
        if (holds !== true && accept?.(value) === false) return;
        const invented = holds !== true && !repetitive && isInventedBody(value);
        if (invented && !looksIssued(value)) return;
        yield { ...plain(value), start, end: start + value.length, checksum: holds, facts: facts?.(match) ?? {}, ...sure(invented, confidence, reasons) };
      },
    },
  };
};

/** As `patterned`, for a mark in the middle of the token: `lead` is what stands before it. */
export const backed = (
  row: Described & {
    readonly anchors: readonly string[];
    readonly before: number;
    readonly lead: RegExp;
    readonly after: number;
    readonly pattern: RegExp;
    readonly accept?: (value: string) => boolean;
  },
): Row => {
  const { anchors, before, lead, after, pattern, accept, ...described } = row;
  const sticky = new RegExp(pattern.source, 'y');
  return {
    ...described,
    rank: 2,
    look: {
      by: 'anchor',
      anchors,
      exact: true,
      window: { before: before + 1, after },
      may: (text, at) => isThere(sticky, text, at, before + 1, after),
      *find(window, anchor) {
        sticky.lastIndex = anchor;
        const match = sticky.exec(window);
        const first = match && lead.exec(window.slice(0, anchor));
        if (!match || !first) return;
        const value = first[0] + match[0];
        if (accept?.(value) === false || isInventedBody(value)) return;
        yield { ...plain(value), start: first.index, end: first.index + value.length };
      },
    },
  };
};

/** A value that only a name tells: the vendor's word in the name or shortly before, the right noun at the end of the name, the right shape. */
export const named = (
  row: Described & {
    /** Words of the vendor in lower case, letters and digits only in names; as written nearby. */
    readonly vendor: readonly string[];
    /** On letters and digits of the name in lower case. */
    readonly name: RegExp;
    readonly shape: RegExp;
    readonly accept?: (value: string) => boolean;
    readonly confidence?: Confidence;
    /** Whether the vendor's word may stand before the name in place of in it. */
    readonly nearby?: boolean;
    readonly rank?: Detector['rank'];
  },
): Row => {
  const { vendor, name, shape, accept, confidence = 'likely', nearby = true, rank = 1, ...described } = row;
  const words = vendor.map((one) => one.replace(/[^a-z0-9]/g, ''));
  return {
    ...described,
    rank,
    look: {
      by: 'name',
      shape,
      name,
      judge(assignment: Assignment, near: () => string): Judged | undefined {
        if (!name.test(assignment.plain)) return undefined;
        if (accept !== undefined && !accept(assignment.value)) return undefined;
        const inName = words.some((word) => assignment.plain.includes(word));
        if (!inName && !(nearby && vendor.some((word) => near().includes(word)))) return undefined;
        return { ...plain(assignment.value), confidence, reasons: [inName ? 'named-for-vendor' : 'vendor-nearby'] };
      },
    },
  };
};

export const anchored = (row: Described & Omit<ByAnchor, 'by' | 'may'> & Partial<Pick<ByAnchor, 'may'>> & { readonly rank?: Detector['rank'] }): Row => {
  const { anchors, exact, window, may, find, rank = 2, ...described } = row;
  return { ...described, rank, look: { by: 'anchor', anchors, exact, window, may, find } };
};

/** A value about which nothing more is known. */
export const plain = (value: string): Omit<Candidate, 'start' | 'end'> => ({
  value,
  checksum: undefined,
  facts: {},
  confidence: 'likely',
  severity: undefined,
  reasons: [],
  with: undefined,
});

/** A kind of assignment that no vendor claims. */
export const general = (row: Described & { readonly takes: ByGeneralName['takes'] }): Row => {
  const { takes, ...described } = row;
  return { ...described, rank: 0, look: { by: 'general-name', takes } };
};

/** A file that is parsed as a whole. */
export const filed = (row: Described & Omit<ByFile, 'by' | 'head'> & Partial<Pick<ByFile, 'head'>> & { readonly rank?: Detector['rank'] }): Row => {
  const { named: byName, head, find, rank = 3, ...described } = row;
  return { ...described, rank, look: { by: 'file', named: byName, head, find } };
};

/** A run of letters of known length. */
export const standing = (row: Described & Omit<ByRun, 'by'> & { readonly rank?: Detector['rank'] }): Row => {
  const { lengths, judge, rank = 2, ...described } = row;
  return { ...described, rank, look: { by: 'run', lengths, judge } };
};
