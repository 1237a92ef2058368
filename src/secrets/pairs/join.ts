import type { Confidence } from '../secret.ts';
import type { OtherHalf, SecretFinding, SecretPlace } from '../report/secret-finding.ts';
import { choose, fits, type Choice, type Half, type How } from './choose.ts';
import { labelOf } from './label.ts';
import type { Neighbours } from './neighbours.ts';
import { generalKinds, pairKinds, type PairKind, type PartKind } from './pair-kinds.ts';
import { nameBefore, partsIn } from './parts-in.ts';

/** Secrets of one kind that are joined: nobody has more, and a flood of them may not cost the square. */
const mostSecrets = 1000;
/** Places of one secret that are looked at. */
const mostPlaces = 3;
/** Of `Neighbours`: up to eight folders above. */
const mostSteps = 9;
const mostCandidates = 10;
const mostRemembered = 500;
/** Ids of one kind that are weighed. */
const mostParts = 2000;
/** Of one secret that are looked at before it is clear that there is no answer. */
const mostMet = 512;

interface PlacedHalf extends Half {
  readonly place: SecretPlace;
  /** Of what is reported itself: its number among the findings. */
  readonly finding: number | undefined;
}

/**
 * Joins secrets with the ids, accounts and hosts that stand in other places: in the same file, the same folder, the nearest common folder, by the names of
 * profiles and environments. Only where one answer is left; else the candidates are named. Files are read only round secrets that lack something.
 */
export const joinHalves = (findings: readonly SecretFinding[], neighbours: Neighbours): readonly SecretFinding[] => {
  const joined = [...findings];
  const read = reader(neighbours);
  for (const kind of pairKinds) {
    const secrets = joined.flatMap((finding, i) => (isSecretOf(kind, finding) ? [i] : [])).slice(0, mostSecrets);
    if (secrets.length > 0) for (const part of kind.parts) joinPart(joined, secrets, part, read);
  }
  return joined;
};

const isSecretOf = ({ secrets, named, general }: PairKind, { detector, facts, places, value }: SecretFinding): boolean => {
  const name = facts['name'] === undefined ? undefined : plain(facts['name']);
  if (places.length === 0) return false;
  if (secrets.includes(detector.id)) return named === undefined || name === undefined || named.test(name);
  return general !== undefined && name !== undefined && generalKinds.has(detector.id) && general.name.test(name) && general.value.test(value);
};
const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

const joinPart = (joined: SecretFinding[], secrets: readonly number[], part: PartKind, read: Reader): void => {
  const owned = secrets.filter((i) => joined[i]?.facts[part.fact] !== undefined);
  // Several in one file: the nearest one is not always the right one.
  const again = new Set(part.shared ? [] : owned.filter((i) => owned.some((other) => other !== i && pathOf(joined[other]) === pathOf(joined[i]))));
  const used = new Set(owned.filter((i) => !again.has(i)).flatMap((i) => joined[i]?.facts[part.fact] ?? []));
  const lacking = secrets.filter((i) => again.has(i) || (!owned.includes(i) && (!part.sameName || joined[i]?.confidence !== 'possible')));
  const halves = lacking.flatMap((i) => (joined[i]?.places ?? []).slice(0, mostPlaces).map((place) => read.half(joined[i], i, place)));
  const parts = collecting();
  if (part.reported === undefined)
    // By path, so that what is read for one is at hand for the next.
    for (const half of halves.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))) {
      if (parts.isFull()) break;
      read.partsFor(half, part, parts.add);
    }
  else addReported(joined, part.reported, read, parts.add);
  const choices = choose(halves, parts.all(), part, used);
  for (const i of lacking) {
    const mine = halves.flatMap((half, n) => (half.finding === i ? (choices[n] ?? []) : []));
    const choice = mine.find(({ is }) => is === 'joined') ?? mine[0];
    if (choice) apply(joined, i, part, choice, again.has(i));
    else if (again.has(i)) locate(joined, i, part, read);
  }
  for (const i of owned) if (!again.has(i)) locate(joined, i, part, read);
};

const pathOf = (finding: SecretFinding | undefined): string | undefined => finding?.places[0]?.path;

/** Each once in a file: it is the same wherever it stands there. */
const collecting = (): { readonly add: (one: PlacedHalf) => void; readonly all: () => readonly PlacedHalf[]; readonly isFull: () => boolean } => {
  const found = new Map<string, PlacedHalf>();
  return {
    add: (one) => {
      const key = `${one.value}\0${one.path}\0${one.commit ?? ''}`;
      if (found.size < mostParts && !found.has(key)) found.set(key, one);
    },
    all: () => [...found.values()],
    isFull: () => found.size >= mostParts,
  };
};

const addReported = (joined: readonly SecretFinding[], kinds: readonly string[], read: Reader, add: (one: PlacedHalf) => void): void => {
  for (const [i, finding] of joined.entries())
    if (kinds.includes(finding.detector.id) && !finding.reasons.includes('beside-its-id'))
      for (const place of finding.places.slice(0, mostPlaces)) add(read.half(finding, i, place));
};

const reasonOf: Readonly<Record<How, string>> = {
  'in-file': 'id-in-file',
  'by-name': 'id-by-name',
  'in-folder': 'id-in-folder',
  'in-folders': 'id-in-folders',
};
const higher: Readonly<Record<Confidence, Confidence>> = { possible: 'likely', likely: 'certain', certain: 'certain' };

const apply = (joined: SecretFinding[], i: number, part: PartKind, choice: Choice<PlacedHalf>, again: boolean): void => {
  const finding = joined[i];
  if (!finding) return;
  if (choice.is === 'several') {
    if (again || part.sameName) return;
    const candidates = choice.parts.slice(0, mostCandidates).map((one) => halfOf(part, one, 'candidate'));
    joined[i] = { ...finding, reasons: withReasons(finding, ['several-ids']), halves: [...finding.halves, ...candidates], candidateCount: choice.parts.length };
    return;
  }
  const { part: found, how } = choice;
  const isSame = finding.facts[part.fact] === found.value;
  const sample = found.label.sample;
  const isReportedSecret = part.reported !== undefined && part.more === undefined && part.fact === 'api-key';
  joined[i] = {
    ...finding,
    // A host or a user beside a password says what it opens, not that it is one.
    confidence: sample || part.sameName || again ? finding.confidence : higher[finding.confidence],
    facts: isReportedSecret ? finding.facts : { ...without(finding.facts, isSame ? [] : ['account']), [part.fact]: found.value, ...part.more?.(found.value) },
    reasons: isSame ? finding.reasons : withReasons(finding, [reasonOf[how]]),
    halves: [...finding.halves, halfOf(part, found, 'joined')],
  };
  const other = found.finding === undefined ? undefined : joined[found.finding];
  if (found.finding === undefined || !other) return;
  const place = finding.places[0];
  joined[found.finding] = {
    ...other,
    confidence: sample || other.halves.length > 0 ? other.confidence : higher[other.confidence],
    reasons: withReasons(other, ['its-secret-found']).filter((reason) => reason !== 'identifier-only'),
    halves: place === undefined ? other.halves : [...other.halves, { fact: 'secret', is: 'joined', title: secretTitle, value: undefined, place }],
  };
};
const secretTitle = { en: 'secret', ja: 'シークレット' };

const withReasons = ({ reasons }: SecretFinding, more: readonly string[]): readonly string[] => [...new Set([...reasons, ...more])];
const without = (facts: Readonly<Record<string, string>>, names: readonly string[]): Readonly<Record<string, string>> =>
  names.length === 0 ? facts : Object.fromEntries(Object.entries(facts).filter(([name]) => !names.includes(name)));

const halfOf = (part: PartKind, { value, place, finding }: PlacedHalf, is: OtherHalf['is']): OtherHalf => ({
  fact: part.fact,
  is,
  title: part.title,
  // What is reported itself is masked there, so it is not written out here.
  value: finding === undefined ? value : undefined,
  place,
});

/** Where a part stands that the scanner has joined already. */
const locate = (joined: SecretFinding[], i: number, part: PartKind, read: Reader): void => {
  const finding = joined[i];
  const value = finding?.facts[part.fact];
  if (!finding || value === undefined || finding.halves.some(({ fact }) => fact === part.fact)) return;
  const at = joined.findIndex(({ detector, value: own }) => own === value && part.reported?.includes(detector.id));
  const reported = joined[at];
  const path = pathOf(finding);
  const place = part.reported === undefined ? read.placeIn(finding, part, value) : reported?.places.find((one) => one.path === path);
  if (!place) return;
  joined[i] = { ...finding, halves: [...finding.halves, { fact: part.fact, is: 'joined', title: part.title, value: reported ? undefined : value, place }] };
  const own = finding.places[0];
  if (reported && own && at >= 0)
    joined[at] = {
      ...reported,
      reasons: withReasons(reported, ['its-secret-found']),
      halves: [...reported.halves, { fact: 'secret', is: 'joined', title: secretTitle, value: undefined, place: own }],
    };
};

interface Reader {
  readonly half: (finding: SecretFinding | undefined, number: number, place: SecretPlace) => PlacedHalf;
  /** Those of its file, else of the nearest place that has any that fits. */
  readonly partsFor: (half: PlacedHalf, part: PartKind, add: (one: PlacedHalf) => void) => void;
  readonly placeIn: (finding: SecretFinding, part: PartKind, value: string) => SecretPlace | undefined;
}

const reader = (neighbours: Neighbours): Reader => {
  const found = new Map<string, ReadonlyMap<PartKind, readonly PlacedHalf[]>>();
  /** What a file holds of a kind. */
  const placed = (place: SecretPlace, file: string, part: PartKind): readonly PlacedHalf[] => {
    const key = `${place.isInHead === true ? '' : (place.commit ?? '')}\0${file}`;
    const known = found.get(key);
    if (known) return known.get(part) ?? [];
    const text = neighbours.text(place, file);
    const parts = new Map<PartKind, PlacedHalf[]>();
    for (const { part: kind, value, region, label } of text === undefined ? [] : partsIn(file, text)) {
      const { line, column } = region;
      const one = {
        value,
        path: file,
        line,
        column,
        commit: place.commit,
        label,
        place: { ...place, path: file, region, in: 'file' },
        finding: undefined,
      } as const;
      const some = parts.get(kind);
      if (some) some.push(one);
      else parts.set(kind, [one]);
    }
    // What is asked for next is mostly near; memory stays small whatever the number of files.
    if (found.size >= mostRemembered) found.clear();
    found.set(key, parts);
    return parts.get(part) ?? [];
  };
  return {
    half: (finding, number, place) => {
      const text = place.in === 'file' ? neighbours.text(place, place.path) : undefined;
      const offset = text === undefined ? 0 : offsetOf(text, place.region.line, place.region.column);
      const name = finding?.facts['name'] ?? (text === undefined ? '' : nameBefore(text, offset));
      return {
        value: finding?.value ?? '',
        path: place.path,
        line: place.region.line,
        column: place.region.column,
        commit: place.commit,
        label: labelOf(name, place.path, text, offset),
        place,
        finding: number,
      };
    },
    partsFor: (half, part, add) => {
      const { place } = half;
      if (place.in !== 'file') return;
      let met = 0;
      /** Whether something in the file could be it. */
      const take = (file: string): boolean => {
        let isFitting = false;
        for (const one of placed(place, file, part)) {
          if (++met > mostMet) break;
          add(one);
          isFitting ||= fits(half, one, part);
        }
        return isFitting;
      };
      if (take(place.path)) return;
      for (let step = 0; step <= (part.reach === 'folder' ? 0 : mostSteps); step++) {
        let isFitting = false;
        for (const file of neighbours.files(place, step)) {
          if (met > mostMet) return;
          if (file !== place.path && take(file)) isFitting = true;
        }
        if (isFitting) return;
      }
    },
    placeIn: (finding, part, value) => {
      const place = finding.places[0];
      if (place?.in !== 'file') return undefined;
      const nearest = placed(place, place.path, part)
        .filter((one) => one.value === value)
        .toSorted((a, b) => Math.abs(a.line - place.region.line) - Math.abs(b.line - place.region.line))[0];
      return nearest?.place;
    },
  };
};

const offsetOf = (text: string, line: number, column: number): number => {
  let at = 0;
  for (let n = 1; n < line; n++) {
    const end = text.indexOf('\n', at);
    if (end < 0) return text.length;
    at = end + 1;
  }
  return Math.min(text.length, at + column - 1);
};
