import type { ByteLoops } from './byte-loops.ts';
import { assignmentAt, nameEndAt, plainName, type Assignment } from './assignment.ts';
import { automaton } from './automaton.ts';
import { detached } from './detached.ts';
import { decodedText, isBinary, type DecodedText } from './decoded-text.ts';
import { families } from './detectors/index.ts';
import { keystoreDetector, keystoreIn } from './keystore.ts';
import { decodedRun, escapeAnchors, escapedRun, type EncodedRun } from './encoded-runs.ts';
import { judgeAssignment } from './general-assignment.ts';
import { nameAnchors, nameClass } from './name-class.ts';
import { namesNearby, type NamesNearby } from './names-nearby.ts';
import { pathKind, type PathKind } from './path-kind.ts';
import { plain } from './detectors/family.ts';
import { settled, type Found } from './overlap.ts';
import type { ByAnchor, ByFile, ByGeneralName, ByName, ByNeighbour, ByRun, Candidate, Detector, Dismissed, Judged, Scanner } from './secret.ts';
import { byLength, byShapeOf, isPlainValue } from './shape.ts';
import { weigh } from './weigh.ts';

export const allDetectors: readonly Detector[] = [...families.flatMap((one) => one.detectors), keystoreDetector];

/** Raised whenever a rule changes what is found, so that remembered blobs are read again. */
const ruleSet = 3;

const chunkSize = 4 * 1024 * 1024;
/** How much of the neighbours a chunk sees; no window and no literal is longer. */
const overlap = 16 * 1024;
const mostWhole = 32 * 1024 * 1024;
/** From so many matches in one text on they are counted, so that a flood of one kind ends somewhere and hides no other. */
const manyMatches = 1000;
/** More values of one kind in one text are not kept; whoever gathers them lists fewer and says so. */
const mostOfKind = 20_000;
const mostOfValue = 100;
const deepest = 2;
/** What is read of a file to know its form. */
const headSize = 2048;

/** Runs of one detector on a kilobyte of text, so that nobody makes its windows overlap a thousandfold. Text of people stays far below. */
const mostInKilobyte = (reach: number): number => Math.round(Math.min(64, Math.max(20, 16_384 / Math.max(reach, 1))));

interface AnchorRule {
  readonly budget: Budget;
  readonly detector: Detector;
  readonly look: ByAnchor;
  readonly anchor: string;
}
interface NameRule {
  readonly detector: Detector;
  readonly look: ByName;
}
interface NeighbourRule {
  readonly detector: Detector;
  readonly look: ByNeighbour;
  readonly names: NamesNearby;
  readonly budget: Budget;
  /** Up to here the text at hand was searched. */
  done: number;
}
interface RunRule {
  readonly detector: Detector;
  readonly look: ByRun;
}
interface GeneralRule {
  readonly detector: Detector;
  readonly look: ByGeneralName;
}
interface FileRule {
  readonly detector: Detector;
  readonly look: ByFile;
}

/** How often something ran on the kilobyte at hand. */
interface Budget {
  readonly most: number;
  text: number;
  kilobyte: number;
  runs: number;
}
const budget = (most: number): Budget => ({ most, text: -1, kilobyte: -1, runs: 0 });
const spend = (one: Budget, text: number, at: number): boolean => {
  const kilobyte = at >> 10;
  if (one.text !== text || one.kilobyte !== kilobyte) {
    one.text = text;
    one.kilobyte = kilobyte;
    one.runs = 0;
  }
  return ++one.runs <= one.most;
};

/** Hits of the automaton stand for rules, for a name that may be given a value, or for an escape. */
interface Word {
  readonly length: number;
  readonly rules: AnchorRule[];
  name: boolean;
  escape: boolean;
  /** Kinds of files whose head holds it. */
  readonly heads: FileRule[];
}

export const scanner = (detectors: readonly Detector[] = allDetectors): Scanner => {
  const words = new Map<string, Word>();
  const wordFor = (anchor: string): Word => {
    // Of letters that are bytes of UTF-8 only those of ASCII have two cases.
    const lower = anchor.replace(/[A-Z]+/g, (some) => some.toLowerCase());
    const known = words.get(lower);
    if (known) return known;
    const made: Word = { length: lower.length, rules: [], name: false, escape: false, heads: [] };
    words.set(lower, made);
    return made;
  };
  const names: NameRule[] = [];
  const runs = new Map<number, readonly RunRule[]>();
  const general: GeneralRule[] = [];
  const files: FileRule[] = [];
  const neighbours: NeighbourRule[] = [];
  for (const detector of detectors) {
    const { look } = detector;
    if (look.by === 'anchor') {
      const shared = budget(mostInKilobyte(look.window.before + look.window.after));
      for (const anchor of look.anchors) wordFor(anchor).rules.push({ detector, look, anchor, budget: shared });
    } else if (look.by === 'neighbour')
      neighbours.push({ detector, look, names: namesNearby(look.names), budget: budget(mostInKilobyte(look.window.after)), done: 0 });
    else if (look.by === 'run') for (const one of look.lengths) runs.set(one, [...(runs.get(one) ?? []), { detector, look }]);
    else if (look.by === 'name') names.push({ detector, look });
    else if (look.by === 'general-name') general.push({ detector, look });
    else {
      files.push({ detector, look });
      for (const anchor of look.head?.anchors ?? []) wordFor(anchor).heads.push({ detector, look });
    }
  }
  for (const anchor of nameAnchors) wordFor(anchor).name = true;
  for (const anchor of escapeAnchors) wordFor(anchor).escape = true;
  const list = [...words.values()];
  const dfa = automaton([...words.keys()]);
  /** By state: a list is read faster than a map. */
  const met: (readonly Word[] | undefined)[] = Array.from({ length: dfa.states }, () => undefined);
  const wordsAt = (state: number): readonly Word[] => (met[state] ??= dfa.wordsOf(state).flatMap((number) => list[number] ?? []));

  const shapesOf = byLength(byShapeOf(names, ({ look }) => look.shape));
  /** Names come again and again, and of most bound ones nobody wants to know the value. */
  const known = new Map<string, boolean>();
  const isAsked = (name: string): boolean => {
    const before = known.get(name);
    if (before !== undefined) return before;
    if (known.size > 20_000) known.clear();
    const bare = plainName(name);
    const asked = nameClass(name).is !== 'none' || names.some(({ look }) => look.name?.test(bare));
    known.set(detached(name), asked);
    return asked;
  };
  const names64 = budget(64);
  const escapes20 = budget(20);
  let texts = 0;
  /** One for each depth: a text is still being read while one inside it is. */
  const loopsAt: ByteLoops[] = [];

  /** One text, decoded or not. */
  const read = (piece: Piece, out: Sink): void => {
    const { text, bytes, from, to, kind, path } = piece;
    const loops = loopsAt[piece.depth] ?? dfa.loops();
    loopsAt[piece.depth] = loops;
    loops.load(bytes);
    const number = ++texts;
    let nameDone = 0;
    let escapeDone = 0;
    for (const one of neighbours) one.done = 0;
    // Begun a little before, so that an anchor across the border of two chunks is seen by the second of them.
    loops.eachHit(Math.max(0, from - 64), to, (end, state) => {
      if (end <= from) return;
      const some = wordsAt(state);
      // By number: this is the loop that everything goes through.
      for (let w = 0; w < some.length; w++) {
        const word = some[w];
        if (!word) continue;
        const start = end - word.length;
        for (let r = 0; r < word.rules.length; r++) {
          const rule = word.rules[r];
          if (!rule) continue;
          const { detector, look, anchor, budget: left } = rule;
          if ((look.exact && !text.startsWith(anchor, start)) || !spend(left, number, start) || look.may?.(text, start) === false) continue;
          const first = Math.max(0, start - look.window.before);
          const window = text.slice(first, Math.min(text.length, start + look.window.after));
          for (const candidate of look.find(window, start - first, path)) out.add(detector, candidate, first, piece);
        }
        if (word.name && start >= nameDone) {
          const nameEnd = nameEndAt(text, end);
          nameDone = nameEnd;
          const assignment = spend(names64, number, start) ? assignmentAt(text, start, nameEnd, kind, isAsked) : undefined;
          if (assignment) assigned(assignment, number, piece, out);
          else if (text.charCodeAt(nameEnd) === 32 && mayBeIssued(text, nameEnd + 1, nameEndAt(text, nameEnd + 1)))
            for (const one of neighbours) neighbour(one, start - one.look.reach, start, number, piece, out);
        }
        if (word.heads.length > 0 && piece.base + start < headSize && piece.depth === 0) out.heads.push(...word.heads);
        if (word.escape && start >= escapeDone && piece.depth < deepest && spend(escapes20, number, start)) {
          const run = escapedRun(text, start);
          if (run) {
            escapeDone = run.end;
            inner(run, piece, out);
          }
        }
      }
    });
    for (const one of neighbours) one.done = 0;
    loops.eachRun(from, to, (start, end) => {
      // A name may also stand at the head of the run: `service-SECRET-0a1b…`.
      if (kind.quiet !== 'lock-file' && isBound(text, start, kind) && mayBeIssued(text, start, end))
        for (const one of neighbours) neighbour(one, start - one.look.reach, Math.min(end, start + 24), number, piece, out);
      // The slashes of an address run into what follows them.
      let first = start;
      while (first < end && text.charCodeAt(first) === 47 && !runs.has(end - first)) first++;
      const rules = runs.get(end - first);
      if (rules) standing(rules, first, end, piece, out);
      const run = piece.depth < deepest ? decodedRun(text, bytes, start, end) : undefined;
      if (run) inner(run, piece, out);
      return run?.end ?? end;
    });
  };

  const neighbour = (rule: NeighbourRule, from: number, to: number, number: number, piece: Piece, out: Sink): void => {
    const { detector, look, names: several, budget: left } = rule;
    const { text, bytes, path } = piece;
    several.each(bytes, Math.max(from, rule.done, 0), to, (at) => {
      if (!spend(left, number, at)) return;
      const first = Math.max(0, at - look.window.before);
      const window = text.slice(first, Math.min(text.length, at + look.window.after));
      for (const candidate of look.find(window, at - first, path)) out.add(detector, candidate, first, piece);
    });
    rule.done = Math.max(rule.done, to);
  };

  const standing = (rules: readonly RunRule[], start: number, end: number, piece: Piece, out: Sink): void => {
    const { text } = piece;
    const padded = text.charCodeAt(end) !== 61 ? 0 : text.charCodeAt(end + 1) !== 61 ? 1 : 2;
    const run = text.slice(start, end);
    let beside: string | undefined;
    const around = (): string => (beside ??= `${text.slice(Math.max(0, start - 300), start)}\0${text.slice(end, end + 200)}`.toLowerCase());
    for (const { detector, look } of rules) {
      const judged = look.judge(run, padded, around);
      if (judged) out.add(detector, { ...judged, start, end: end + padded, with: undefined }, 0, piece);
    }
  };

  const inner = (run: EncodedRun, around: Piece, out: Sink): void => {
    const bytes = Buffer.from(run.text, 'latin1');
    read(
      {
        ...around,
        text: run.text,
        bytes,
        from: 0,
        to: bytes.length,
        depth: around.depth + 1,
        reasons: [...around.reasons, run.reason],
        span: around.span ?? { start: around.base + run.start, end: around.base + run.end },
        base: 0,
      },
      out,
    );
  };

  /** A vendor in the name itself goes before one nearby, and then the kind that knows more. */
  const bestNamed = (a: Assignment, near: () => string): { readonly detector: Detector; readonly judged: Judged } | undefined => {
    let best: { readonly detector: Detector; readonly judged: Judged; readonly weight: number } | undefined;
    const isPlain = isPlainValue(a.value);
    for (const shaped of shapesOf(a.value.length)) {
      if ((!isPlain && shaped.isPlain) || !shaped.shape.test(a.value)) continue;
      for (const { detector, look } of shaped.all) {
        const judged = look.judge(a, near);
        if (!judged) continue;
        const weight = detector.rank + (judged.reasons.includes('named-for-vendor') ? 10 : 0);
        if (best === undefined || weight > best.weight) best = { detector, judged, weight };
      }
    }
    return best;
  };

  const assigned = (a: Assignment, number: number, piece: Piece, out: Sink): void => {
    const { text } = piece;
    let around: string | undefined;
    const near = (): string =>
      (around ??= `${piece.path} ${text.slice(Math.max(0, a.nameStart - 300), a.nameStart)}\0${text.slice(a.end, a.end + 200)}`.toLowerCase());
    const place = { start: a.start, end: a.end, with: undefined };
    const named = a.value.length >= 8 ? bestNamed(a, near) : undefined;
    if (named) {
      out.add(named.detector, { ...named.judged, ...place }, 0, piece);
      return;
    }
    if (a.value.length >= 12 && mayBeIssued(text, a.start, a.end, 1))
      for (const one of neighbours) neighbour(one, a.nameStart - one.look.reach, a.start, number, piece, out);
    const name = nameClass(a.name);
    if (name.is === 'none') return;
    const detector = general.find(({ look }) => look.takes(a, name, near))?.detector;
    if (!detector) return;
    const verdict = judgeAssignment(a, name);
    if (verdict.is === 'nothing') out.dismiss(detector, a.start, a.end, verdict.why, piece);
    else out.add(detector, { ...plain(a.value), ...place, confidence: verdict.confidence, reasons: verdict.reasons, facts: { name: a.name } }, 0, piece);
  };

  return {
    version: `${ruleSet}:${detectors.length}:${fingerprint(detectors)}`,
    scan(file, dismissed) {
      const sink = sinkFor(dismissed);
      if (isBinary(file.bytes)) {
        for (const [detector, candidate] of keystoreIn(file)) sink.addPlain(detector, candidate, pathKind(file.path));
        return settled(sink.found, (byte) => byte);
      }
      const decoded = decodedText(file.bytes);
      const kind = pathKind(file.path);
      const { bytes } = decoded;
      for (let from = 0; from === 0 || from < bytes.length; from += chunkSize) {
        const left = Math.max(0, from - overlap);
        const right = Math.min(bytes.length, from + chunkSize + overlap);
        const text = bytes.toString('latin1', left, right);
        const part = left === 0 && right === bytes.length ? bytes : bytes.subarray(left, right);
        read(
          {
            text,
            bytes: part,
            from: from - left,
            to: Math.min(bytes.length, from + chunkSize) - left,
            base: left,
            depth: 0,
            reasons: [],
            span: undefined,
            kind,
            path: file.path,
            decoded,
          },
          sink,
        );
      }
      if (bytes.length <= mostWhole) {
        const name = kind.path.slice(kind.path.lastIndexOf('/') + 1);
        const whole: Piece = { text: '', bytes, from: 0, to: 0, base: 0, depth: 0, reasons: [], span: undefined, kind, path: file.path, decoded };
        for (const { detector, look } of files)
          if (look.named(kind.path, name) || (sink.heads.some((one) => one.look === look) && look.head?.fits(bytes.toString('latin1', 0, headSize), kind.path)))
            for (const candidate of look.find(bytes.toString('latin1'), file.path)) sink.add(detector, candidate, 0, whole);
      }
      return settled(sink.found, decoded.offsets());
    },
  };
};

/** Twelve to 512 characters, `least` of them digits, and no path with words in it. */
const mayBeIssued = (text: string, start: number, end: number, least = 2): boolean => {
  if (end - start < 12 || end - start > 512) return false;
  let digits = 0;
  let slash = false;
  let dash = false;
  for (let at = start; at < end; at++) {
    const c = text.charCodeAt(at);
    if (c >= 48 && c <= 57) digits++;
    else if (c === 47) slash = true;
    else if (c === 45 || c === 95) dash = true;
    if (slash && dash) return false;
  }
  return digits >= least;
};

/** A quote stands before it, or where values go without: a blank, a dot, a line end or what binds. */
const isBound = (text: string, at: number, { writes }: PathKind): boolean => {
  const c = text.charCodeAt(at - 1);
  if (c === 34 || c === 39 || c === 96) return true;
  return writes !== 'code' && (c === 32 || c === 58 || c === 61 || c === 46 || c === 10 || at === 0);
};

interface Piece {
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  /** Offset of `text` in the file. */
  readonly base: number;
  readonly depth: number;
  readonly reasons: readonly string[];
  /** The encoded run of the file that this text stands in. */
  readonly span: { readonly start: number; readonly end: number } | undefined;
  readonly kind: PathKind;
  readonly path: string;
  readonly decoded: DecodedText;
}

interface Sink {
  readonly found: Found[];
  /** Kinds of files that this one may be by words at its head. */
  readonly heads: FileRule[];
  add(detector: Detector, candidate: Candidate, shift: number, piece: Piece): void;
  addPlain(detector: Detector, candidate: Candidate, kind: PathKind): void;
  dismiss(detector: Detector, start: number, end: number, why: string, piece: Piece): void;
}

const sinkFor = (dismissed: ((one: Dismissed) => void) | undefined): Sink => {
  const found: Found[] = [];
  const values = new Map<string, number>();
  const kinds = new Map<string, number>();
  const isCrowded = ({ id }: Detector, { value }: Candidate): boolean => {
    if (found.length < manyMatches) return false;
    const name = `${id}\0${value}`;
    const times = values.get(name) ?? 0;
    const others = kinds.get(id) ?? 0;
    if (times >= mostOfValue || (times === 0 && others >= mostOfKind)) return true;
    values.set(name, times + 1);
    if (times === 0) kinds.set(id, others + 1);
    return false;
  };
  const keep = (detector: Detector, candidate: Candidate, kind: PathKind): void => {
    if (isCrowded(detector, candidate)) return;
    const weighed = weigh(detector, candidate, kind);
    if (weighed.is === 'nothing') dismissed?.({ detector: detector.id, start: candidate.start, end: candidate.end, why: weighed.why });
    else found.push({ detector, candidate, confidence: weighed.confidence, reasons: weighed.reasons });
  };
  return {
    found,
    heads: [],
    add(detector, candidate, shift, piece) {
      const place = (start: number, end: number) => piece.span ?? { start: piece.base + shift + start, end: piece.base + shift + end };
      const other = candidate.with;
      keep(
        detector,
        {
          ...candidate,
          ...place(candidate.start, candidate.end),
          value: piece.decoded.ascii ? detached(candidate.value) : piece.decoded.piece(candidate.value),
          facts: Object.fromEntries(Object.entries(candidate.facts).map(([name, fact]) => [name, detached(fact)])),
          reasons: [...candidate.reasons, ...piece.reasons],
          with: other === undefined ? undefined : { ...place(other.start, other.end), value: other.value },
        },
        piece.kind,
      );
    },
    addPlain: keep,
    dismiss(detector, start, end, why, piece) {
      dismissed?.({ detector: detector.id, ...(piece.span ?? { start: piece.base + start, end: piece.base + end }), why });
    },
  };
};

const fingerprint = (detectors: readonly Detector[]): string => {
  let hash = 0x811c9dc5;
  for (const { id, look } of detectors)
    for (const letter of `${id}|${look.by === 'anchor' ? `${look.anchors.join(',')}|${look.window.before}|${look.window.after}` : look.by};`)
      hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0).toString(16);
};
