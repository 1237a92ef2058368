import { masked } from './mask.ts';
import type { SecretFinding } from './secret-finding.ts';

/** Facts and ids as a report may show them: what is a finding itself, such as the key id of a secret, is masked as it is there. */
export const shownFacts = (findings: readonly SecretFinding[]): ((facts: Readonly<Record<string, string>>) => Readonly<Record<string, string>>) => {
  const kinds = new Map(findings.map(({ value, detector }) => [value, detector.id]));
  return (facts) =>
    Object.fromEntries(
      Object.entries(facts).map(([name, value]) => {
        const kind = kinds.get(value);
        return [name, kind === undefined ? value : masked(kind, value)];
      }),
    );
};
