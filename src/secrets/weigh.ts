import { isPublished, notASecret } from './placeholder.ts';
import type { PathKind } from './path-kind.ts';
import type { Candidate, Confidence, Detector } from './secret.ts';

export type Weighed =
  | { readonly is: 'secret'; readonly confidence: Confidence; readonly reasons: readonly string[] }
  | { readonly is: 'nothing'; readonly why: string };

const lower: Readonly<Record<Confidence, Confidence>> = { certain: 'likely', likely: 'possible', possible: 'possible' };

/** What the place of a candidate makes of it. A checksum that holds outweighs every place; one that fails lowers and never silences. */
export const weigh = (detector: Detector, candidate: Candidate, kind: PathKind): Weighed => {
  const { value, checksum } = candidate;
  if (isPublished(value)) return { is: 'nothing', why: 'public-example' };
  let { confidence } = candidate;
  const reasons = [...candidate.reasons];
  if (checksum === true) {
    confidence = 'certain';
    reasons.push('checksum-holds');
  } else {
    if (detector.rank < 2 && detector.rank > 0) {
      const why = notASecret(value);
      if (why !== undefined) return { is: 'nothing', why };
    }
    if (checksum === false) {
      confidence = 'possible';
      reasons.push('checksum-fails');
    }
    // Long random text is the nature of these files.
    if ((detector.rank === 0 || candidate.reasons.includes('vendor-nearby')) && kind.quiet === 'lock-file') return { is: 'nothing', why: 'lock-file' };
    if (kind.quiet !== undefined && detector.rank < 2) {
      confidence = lower[confidence];
      reasons.push(kind.quiet === 'translation' ? 'sentence' : kind.quiet);
    }
    if (kind.sample !== undefined && confidence !== 'possible') confidence = lower[confidence];
  }
  if (kind.sample !== undefined) reasons.push(kind.sample);
  if (reasons.length === 0) reasons.push('own-format');
  return { is: 'secret', confidence, reasons: [...new Set(reasons)] };
};
