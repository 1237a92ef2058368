import type { Severity } from '#core/finding';
import type { Text } from '#framework/text';
import { severities } from '#core/finding';
import type { Confidence, Detector, SecretMatch } from '../secret.ts';
import type { Region } from '../tree/place.ts';
import type { Sighting } from '../tree/sighting.ts';
import type { Verification } from '../verify/verification.ts';
import { baselineName, type Baseline, type BaselineEntry } from '../baseline/baseline-file.ts';
import type { Allowance } from '../baseline/allowance.ts';
import { fingerprint } from '../baseline/fingerprint.ts';
import type { Keeper } from '../git/keepers.ts';
import type { Note } from './note.ts';

/** Where a secret stands. */
export interface SecretPlace {
  readonly path: string;
  readonly region: Region;
  /** `message`: of a commit or tag, `path` is then its id. */
  readonly in: 'file' | 'message';
  /** The commit that brought it; undefined: it is not looked at as history, or no commit did. */
  readonly commit: string | undefined;
  /** Seconds since 1970, of the author. Who it was is never said. */
  readonly at: number | undefined;
  /** Undefined: not looked at as history. */
  readonly isInHead: boolean | undefined;
  /** What alone still holds it; undefined: a branch or tag does, or it is not looked at as history. */
  readonly keeper?: Keeper | undefined;
  /** Path of the submodule whose history it is; `path` then counts from there. */
  readonly submodule?: string | undefined;
}

/** The id, account or host that belongs to a secret, or the secret of an id, and where it stands. */
export interface OtherHalf {
  /** `key-id`, `client-id`, `tenant`, `host` ...; `secret` for the other direction. */
  readonly fact: string;
  /** `candidate`: one of several that could be it; none was chosen. */
  readonly is: 'joined' | 'candidate';
  readonly title: Text;
  /** Undefined: it is reported as a finding of its own and masked there. */
  readonly value: string | undefined;
  readonly place: SecretPlace;
}

/** One secret, whatever the number of its places. `value` is here to be masked, hashed and joined; no report writes it. */
export interface SecretFinding {
  readonly detector: Detector;
  readonly value: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly facts: Readonly<Record<string, string>>;
  readonly reasons: readonly string[];
  /** Sorted; the first ones. */
  readonly places: readonly SecretPlace[];
  readonly placeCount: number;
  /** Undefined: there is no key. */
  readonly fingerprint: string | undefined;
  readonly accepted: Accepted | undefined;
  /** It was accepted until this day, by an entry of the baseline or by a comment (`entry` undefined), and counts again. */
  readonly expired: { readonly expires: string; readonly entry: BaselineEntry | undefined } | undefined;
  /** What it belongs to, as far as it was found; see `pairs/join.ts`. */
  readonly halves: readonly OtherHalf[];
  /** How many candidates there are, of which `halves` names the first. */
  readonly candidateCount: number;
  /** What its issuer said, only after `--verify`. */
  readonly verification?: Verification | undefined;
}

export type Accepted =
  | { readonly by: 'baseline'; readonly entry: BaselineEntry }
  | { readonly by: 'comment'; readonly comment: Allowance; readonly places: readonly SecretPlace[] };

export interface Gathered {
  readonly findings: readonly SecretFinding[];
  /** Entries of the baseline that no finding met. Only after a full scan do they mean something. */
  readonly unmet: readonly BaselineEntry[];
}

export interface Gathering {
  readonly key: string | undefined;
  readonly baseline: Baseline | undefined;
  /** `2026-11-25`: entries that end before it count no more. */
  readonly today: string;
  readonly note: (note: Note) => void;
}

/** The surest first. */
export const confidences: readonly Confidence[] = ['certain', 'likely', 'possible'];
const mostPlaces = 1000;
/** Secrets of one kind in one file that are listed, and secrets in all: nobody acts on more one by one, and memory has an end. */
const mostInFile = 1000;
const mostInAll = 40_000;

interface Group {
  best: SecretMatch;
  severity: Severity;
  places: SecretPlace[];
  count: number;
  readonly fingerprint: string | undefined;
  commented: Allowance | undefined;
  /** Where a comment lets it pass. */
  readonly commentedAt: SecretPlace[];
  /** The last day of a comment that is over. */
  lapsed: string | undefined;
}

/** Takes sightings as they come and makes one finding of all that show the same secret. */
export const gathering = ({
  key,
  baseline,
  today,
  note,
}: Gathering): { readonly add: (sighting: Sighting, place: SecretPlace) => void; readonly result: () => Gathered } => {
  const groups = new Map<string, Group>();
  const entries = new Map(baseline?.entries.map((entry) => [entry.fingerprint, entry]));
  const inFiles = new Map<string, { shown: number; possible: number; isTold: boolean }>();
  const inAll = { shown: 0, possible: 0 };
  /** Whether there is room for one more. What the baseline accepts takes none from the others, nor does what is only possible. */
  const isAdmitted = ({ detector: { id: kind }, confidence }: SecretMatch, path: string, print: string | undefined): boolean => {
    if (print !== undefined && entries.has(print)) return true;
    const lot = confidence === 'possible' ? 'possible' : 'shown';
    const name = `${kind}\0${path}`;
    const inFile = inFiles.get(name) ?? { shown: 0, possible: 0, isTold: false };
    inFiles.set(name, inFile);
    if (inFile[lot]++ >= mostInFile) {
      if (!inFile.isTold) note({ code: 'too-many-in-file', path, detail: kind, count: mostInFile });
      inFile.isTold = true;
      return false;
    }
    if (inAll[lot]++ === mostInAll) note({ code: 'too-many-found', count: mostInAll });
    return inAll[lot] <= mostInAll;
  };
  return {
    add: ({ match, allowances, path }, place) => {
      if (isOwnPrint(match.value, path)) return;
      const name = `${match.detector.id}\0${match.value}`;
      let group = groups.get(name);
      if (!group) {
        const print = key === undefined ? undefined : fingerprint(key, match.value);
        if (!isAdmitted(match, path, print)) return;
        group = {
          best: match,
          severity: match.severity,
          places: [],
          count: 0,
          fingerprint: print,
          commented: undefined,
          commentedAt: [],
          lapsed: undefined,
        };
        groups.set(name, group);
      }
      const own = allowances.find((one) => group.fingerprint?.startsWith(one.fingerprint));
      if (own && own.reason === '') note({ code: 'allow-without-reason', path: `${path}:${place.region.line}` });
      else if (own?.isBroken) note({ code: 'allow-without-day', path: `${path}:${place.region.line}` });
      else if (own?.expires !== undefined && own.expires < today) group.lapsed = own.expires;
      else if (own) {
        group.commented = own;
        if (group.commentedAt.length < mostPlaces) group.commentedAt.push(place);
        return;
      }
      if (confidences.indexOf(match.confidence) < confidences.indexOf(group.best.confidence)) group.best = match;
      if (severities.indexOf(match.severity) < severities.indexOf(group.severity)) group.severity = match.severity;
      group.count++;
      if (group.places.length < mostPlaces) group.places.push(place);
    },
    result: () => {
      const met = new Set<BaselineEntry>();
      const findings = [...groups.values()].map((group): SecretFinding => {
        const { detector, value, confidence, facts, reasons } = group.best;
        const entry = group.fingerprint === undefined ? undefined : entries.get(group.fingerprint);
        if (entry) met.add(entry);
        const isOver = entry?.expires !== undefined && entry.expires < today;
        return {
          detector,
          value,
          severity: group.severity,
          confidence,
          facts,
          reasons,
          places: distinct(group.places),
          placeCount: group.count,
          fingerprint: group.fingerprint,
          accepted:
            entry && !isOver
              ? { by: 'baseline', entry }
              : group.count === 0 && group.commented !== undefined
                ? { by: 'comment', comment: group.commented, places: group.commentedAt }
                : undefined,
          expired: isOver ? { expires: entry.expires, entry } : group.lapsed === undefined ? undefined : { expires: group.lapsed, entry: undefined },
          halves: [],
          candidateCount: 0,
        };
      });
      return { findings: byWeight(findings), unmet: [...entries.values()].filter((entry) => !met.has(entry)) };
    },
  };
};

/** A line of a baseline names a kind and 128 bits in hexadecimal, as an assignment would. */
const isOwnPrint = (value: string, path: string): boolean =>
  value.length === 32 && path.slice(path.lastIndexOf('/') + 1) === baselineName && /^[0-9a-f]{32}$/.test(value);

const distinct = (places: readonly SecretPlace[]): SecretPlace[] =>
  places.toSorted(
    (a, b) =>
      compare(a.path, b.path) ||
      a.region.line - b.region.line ||
      a.region.column - b.region.column ||
      (a.at ?? 0) - (b.at ?? 0) ||
      compare(a.commit ?? '', b.commit ?? ''),
  );

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The worst and surest first. */
export const byWeight = (findings: readonly SecretFinding[]): readonly SecretFinding[] => findings.toSorted(weightierFirst);

const weightierFirst = (a: SecretFinding, b: SecretFinding): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
  confidences.indexOf(a.confidence) - confidences.indexOf(b.confidence) ||
  compare(a.detector.id, b.detector.id) ||
  compare(a.places[0]?.path ?? '', b.places[0]?.path ?? '') ||
  (a.places[0]?.region.line ?? 0) - (b.places[0]?.region.line ?? 0) ||
  (a.places[0]?.region.column ?? 0) - (b.places[0]?.region.column ?? 0);

/** What stops a commit or a build: `severity` or worse, `confidence` or surer, and nobody has accepted it. */
export interface Bar {
  readonly severity: Severity | 'never';
  readonly confidence: Confidence;
}

export const isOver = ({ severity, confidence, accepted }: SecretFinding, bar: Bar): boolean =>
  bar.severity !== 'never' &&
  accepted === undefined &&
  severities.indexOf(severity) <= severities.indexOf(bar.severity) &&
  confidences.indexOf(confidence) <= confidences.indexOf(bar.confidence);
