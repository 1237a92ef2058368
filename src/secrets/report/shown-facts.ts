import { masked } from './mask.ts';
import type { SecretFinding } from './secret-finding.ts';

/** Shorter ones stand in words by chance, and are hidden where they are a whole fact. */
const shortestPart = 6;
/** Of one file that are looked for in its facts. */
const mostValues = 1000;

/**
 * Facts and ids as a report may show them: what is a finding itself, such as the key id of a secret, is masked as it is there, and a fact in which a value of
 * the same file stands is not shown at all.
 */
export const shownFacts = (
  findings: readonly SecretFinding[],
): ((facts: Readonly<Record<string, string>>, path: string) => Readonly<Record<string, string>>) => {
  const kinds = new Map(findings.map(({ value, detector }) => [value, detector.id]));
  const inFile = new Map<string, string[]>();
  for (const { value, places } of findings)
    for (const path of new Set(places.map((place) => place.path))) {
      const values = inFile.get(path);
      if (values) {
        if (values.length < mostValues) values.push(value);
      } else inFile.set(path, [value]);
    }
  return (facts, path) =>
    Object.fromEntries(
      Object.entries(facts).map(([name, fact]) => {
        const kind = kinds.get(fact);
        if (kind !== undefined) return [name, masked(kind, fact)];
        return [name, (inFile.get(path) ?? []).some((value) => value.length >= shortestPart && fact.includes(value)) ? '••••••••' : fact];
      }),
    );
};
