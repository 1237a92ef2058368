import type { Severity } from '#core/finding';
import type { Text } from '#framework/text';
import type { Assignment } from './assignment.ts';
import type { NameClass } from './name-class.ts';

export type Confidence = 'certain' | 'likely' | 'possible';

/** One credential kind, as data: a row of a vendor's file. Pure; what it finds is judged in context later. */
export interface Detector {
  /** Stable, kebab-case: `aws-access-key-id`. */
  readonly id: string;
  readonly vendor: string;
  readonly title: Text;
  /** What to do now: rotate first, then take it out. One or two sentences. */
  readonly fix: Text;
  /** What somebody can do with it, in general. */
  readonly opens: Text;
  readonly severity: Severity;
  /** Of two candidates on the same characters the higher rank stays: 0 judged by its name alone, 1 vendor by name, 2 own format, 3 whole credential with its address. */
  readonly rank: 0 | 1 | 2 | 3;
  readonly look: Look;
}

/** How a kind is found. Every way takes time linear in what it reads. */
export type Look = ByAnchor | ByNeighbour | ByRun | ByName | ByGeneralName | ByFile;

export interface ByAnchor {
  readonly by: 'anchor';
  /**
   * Literal texts of which one stands at or near every secret of this kind. The automaton over all anchors of all detectors reads a file once, and
   * `find` runs only round a hit. `exact`: compared with case.
   */
  readonly anchors: readonly string[];
  readonly exact: boolean;
  /** How far round an anchor `find` may look, in characters. Bounds the time of every pattern. */
  readonly window: { readonly before: number; readonly after: number };
  /** The cheap refusal, for anchors that ordinary text is full of: false if nothing at `at` can be of this kind. Reads no further than the window. */
  readonly may: ((text: string, at: number) => boolean) | undefined;
  /** Candidates in `window`, whose anchor begins at `anchor`; offsets within the window. */
  find(window: string, anchor: number, path: string): Iterable<Candidate>;
}

/**
 * As `ByAnchor`, for names so many that the automaton should not carry them: they are looked for only shortly before a value that could be issued: of an
 * assignment, or a run of twenty letters with a digit.
 */
export interface ByNeighbour {
  readonly by: 'neighbour';
  /** In lower case, three letters at least. */
  readonly names: readonly string[];
  /** How far before the name of the assignment, or the run, one may begin. */
  readonly reach: number;
  readonly window: { readonly before: number; readonly after: number };
  find(window: string, at: number, path: string): Iterable<Candidate>;
}

/** A stretch of Base64 or hex letters of known length, without a mark of its own at its beginning. */
export interface ByRun {
  readonly by: 'run';
  /** Lengths without padding. */
  readonly lengths: readonly number[];
  /** `around`: the lower-cased text before and behind, made when it is asked for. `undefined`: not this kind. */
  judge(run: string, padded: number, around: () => string): Judged | undefined;
}

/** A value that only its name tells: `DATADOG_API_KEY=<32 hex>`. Assignments are read once by the scanner. */
export interface ByName {
  readonly by: 'name';
  /** What the value has to look like. `judge` is asked only then, so kinds of one shape share the test. */
  readonly shape: RegExp;
  /** On letters and digits of the name in lower case. Undefined: any name that by itself promises a key, token or secret. */
  readonly name: RegExp | undefined;
  /** `undefined`: not this kind. `near`: the lower-cased path and text round it, for `datadog:\n  api_key:`; made when it is asked for, since most shapes do not fit. */
  judge(assignment: Assignment, near: () => string): Judged | undefined;
}

/** The kind of an assignment that no vendor claims; the first that takes it has it. */
export interface ByGeneralName {
  readonly by: 'general-name';
  takes(assignment: Assignment, name: NameClass, near: () => string): boolean;
}

/** A file whose form is known by its path or head, parsed as a whole. */
export interface ByFile {
  readonly by: 'file';
  /** `path` in lower case, `name` its last part. */
  named(path: string, name: string): boolean;
  /** `anchors`: one of them stands in the first two kilobytes, in either case; only then `fits` is asked. */
  readonly head: { readonly anchors: readonly string[]; fits(head: string, path: string): boolean } | undefined;
  find(text: string, path: string): Iterable<Candidate>;
}

/** What a look found on its value, besides where it stands. */
export interface Judged {
  /** Canonical: decoded, unquoted. What is fingerprinted and never shown. */
  readonly value: string;
  /** A checksum that the format has; undefined: it has none. */
  readonly checksum: boolean | undefined;
  /** What its text tells besides: `account`, `host`, `client-id`, `user`, `expires` ... */
  readonly facts: Readonly<Record<string, string>>;
  /** Before the context is weighed. */
  readonly confidence: Confidence;
  /** Milder than the kind: expired, encrypted, public. */
  readonly severity: Severity | undefined;
  readonly reasons: readonly string[];
}

export interface Candidate extends Judged {
  readonly start: number;
  readonly end: number;
  /** The other half of a pair, in the same offsets. */
  readonly with: { readonly start: number; readonly end: number; readonly value: string } | undefined;
}

/** One occurrence of a credential in a text. */
export interface SecretMatch {
  readonly detector: Detector;
  /** Offsets in the text of the file as decoded to UTF-16 (see `decoded-text.ts`); where it stands in an encoded form: of the encoded run. */
  readonly start: number;
  readonly end: number;
  readonly value: string;
  readonly confidence: Confidence;
  /** Never `info` unless the text itself says that it opens nothing (expired, public). */
  readonly severity: Severity;
  readonly facts: Readonly<Record<string, string>>;
  /** Why this verdict: ids such as `checksum-holds`, `checksum-fails`, `test-path`, `decoded-base64`, `beside-its-id`; texts are in `reasons.ts`. */
  readonly reasons: readonly string[];
  /** The other half of a pair in the same file: the id of a secret, the host of a password. */
  readonly with: { readonly start: number; readonly end: number; readonly value: string } | undefined;
}

/** A file as the scanner takes it. `path` with forward slashes, relative to the root of the scan; it gives context, never a reason to look away. */
export interface ScannedText {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What was looked at and left alone, for `--explain` and tests: placeholder, reference, hash, public value. */
export interface Dismissed {
  readonly detector: string;
  readonly start: number;
  readonly end: number;
  readonly why: string;
}

/** The scanner: made once, used for every file. Never throws on any bytes; memory is bounded whatever the file. */
export interface Scanner {
  /** Hash of the rule set: what was scanned with another one has to be scanned again. */
  readonly version: string;
  scan(file: ScannedText, dismissed?: (one: Dismissed) => void): readonly SecretMatch[];
}
