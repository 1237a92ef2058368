import type { Candidate, Confidence, Detector, SecretMatch } from './secret.ts';

export interface Found {
  readonly detector: Detector;
  readonly candidate: Candidate;
  readonly confidence: Confidence;
  readonly reasons: readonly string[];
}

const weights: Readonly<Record<Confidence, number>> = { certain: 2, likely: 1, possible: 0 };

/** Of what was found on the same characters the more specific stays; what the other knew besides is kept as facts. Offsets become those of the decoded text. */
export const settled = (found: readonly Found[], offsetOf: (byte: number) => number): readonly SecretMatch[] => {
  const kept: Found[] = [];
  const order = found.toSorted((a, b) => a.candidate.start - b.candidate.start || a.candidate.end - b.candidate.end);
  for (const one of order) {
    let mine: Found | undefined = one;
    // Only the last few can overlap: spans are short and sorted by their start.
    for (let i = kept.length - 1; i >= 0 && i >= kept.length - 8 && mine !== undefined; i--) {
      const other = kept[i];
      if (other === undefined || other.candidate.end <= mine.candidate.start || !clashes(other, mine)) continue;
      if (preferred(mine, other)) {
        mine = joined(mine, other);
        kept.splice(i, 1);
      } else {
        kept[i] = joined(other, mine);
        mine = undefined;
      }
    }
    if (mine !== undefined) kept.push(mine);
  }
  return kept
    .toSorted((a, b) => a.candidate.start - b.candidate.start || a.candidate.end - b.candidate.end)
    .map(({ detector, candidate, confidence, reasons }) => ({
      detector,
      start: offsetOf(candidate.start),
      end: offsetOf(candidate.end),
      value: candidate.value,
      confidence,
      severity: candidate.severity ?? detector.severity,
      facts: candidate.facts,
      reasons,
      with: candidate.with && { start: offsetOf(candidate.with.start), end: offsetOf(candidate.with.end), value: candidate.with.value },
    }));
};

/** Two secrets in one encoded run, or an id inside a longer text, are two: only one value inside the other is the same thing. */
const clashes = (a: Found, b: Found): boolean => {
  const one = a.candidate;
  const two = b.candidate;
  if (one.start === two.start && one.end === two.end)
    return a.detector.rank === 0 || b.detector.rank === 0 || one.value === two.value || one.value.includes(two.value) || two.value.includes(one.value);
  return true;
};

const preferred = (a: Found, b: Found): boolean => {
  const rank = a.detector.rank - b.detector.rank;
  if (rank !== 0) return rank > 0;
  const weight = weights[a.confidence] - weights[b.confidence];
  if (weight !== 0) return weight > 0;
  return a.candidate.value.length > b.candidate.value.length;
};

const joined = (stays: Found, goes: Found): Found => ({
  ...stays,
  candidate: { ...stays.candidate, facts: { ...goes.candidate.facts, ...stays.candidate.facts }, with: stays.candidate.with ?? goes.candidate.with },
});
