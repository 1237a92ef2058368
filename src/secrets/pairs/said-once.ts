import type { SecretFinding } from '../report/secret-finding.ts';

/** Without the ids whose secret is among the findings and counts as well: the two are one credential. */
export const withoutIdsOfSecrets = (findings: readonly SecretFinding[]): readonly SecretFinding[] => {
  const ids = new Set(
    findings.flatMap(({ facts, accepted, confidence, value }) =>
      accepted !== undefined || confidence === 'possible' || facts['key-id'] === value ? [] : (facts['key-id'] ?? []),
    ),
  );
  return ids.size === 0 ? findings : findings.filter(({ value }) => !ids.has(value));
};
