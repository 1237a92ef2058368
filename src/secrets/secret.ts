import type { Severity } from '#core/finding';
import type { Text } from '#framework/text';

/** One credential kind, as data: a file of its own or a row of a vendor's table. Pure; what it finds is judged in context later. */
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
  /**
   * Literal texts of which one stands at or near every secret of this kind. The automaton over all anchors of all detectors reads a file once, and
   * `find` runs only round a hit. `exact`: compared with case.
   */
  readonly anchors: readonly string[];
  readonly exact: boolean;
  /** How far round an anchor `find` may look, in characters. Bounds the time of every pattern. */
  readonly window: { readonly before: number; readonly after: number };
  /** Candidates in `window`, whose anchor begins at `anchor`; offsets within the window. Takes time linear in the window. */
  find(window: string, anchor: number): Iterable<Candidate>;
}

export interface Candidate {
  readonly start: number;
  readonly end: number;
  /** Canonical: decoded, unquoted. What is fingerprinted and never shown. */
  readonly value: string;
  /** A checksum that the format has; undefined: it has none. */
  readonly checksum: boolean | undefined;
  /** What its text tells besides: `account`, `host`, `client-id`, `user`, `expires` ... */
  readonly facts: Readonly<Record<string, string>>;
}

export type Confidence = 'certain' | 'likely' | 'possible';

/** One occurrence of a credential in a text. */
export interface SecretMatch {
  readonly detector: Detector;
  /** Offsets in the text of the file as decoded to UTF-16; where it stands in an encoded form: of the encoded run. */
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
