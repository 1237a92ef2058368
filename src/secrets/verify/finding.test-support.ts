import { families } from '../detectors/index.ts';
import type { SecretFinding } from '../report/secret-finding.ts';

const detectors = new Map(families.flatMap((one) => one.detectors).map((one) => [one.id, one]));

/** A finding of a real kind, as a scan would hand it over. */
export const findingOf = (
  kind: string,
  value: string,
  { line = 1, path = 'a.env', ...rest }: Partial<SecretFinding> & { line?: number; path?: string } = {},
): SecretFinding => {
  const detector = detectors.get(kind);
  if (detector === undefined) throw new Error(`There is no kind ${kind}.`);
  const place: SecretFinding['places'][number] = {
    path,
    region: { line, column: 1, endLine: line, endColumn: 1 + value.length },
    in: 'file',
    commit: undefined,
    at: undefined,
    isInHead: undefined,
  };
  return {
    detector,
    value,
    severity: detector.severity,
    confidence: 'likely',
    facts: {},
    reasons: ['own-format'],
    places: [place],
    placeCount: 1,
    fingerprint: undefined,
    accepted: undefined,
    expired: undefined,
    halves: [],
    candidateCount: 0,
    ...rest,
  };
};

/** A made-up body of an alphabet: different for each seed, the same in each run. */
export const body = (length: number, seed = 1, alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'): string => {
  let state = seed * 2_654_435_761;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return alphabet.charAt((state >>> 16) % alphabet.length);
  }).join('');
};

export const hex = (length: number, seed = 1): string => body(length, seed, '0123456789abcdef');
