import type { Text } from '#framework/text';
import type { Severity } from '#core/finding';
import { isCredential, isOff, opensData, type CredentialEvidence } from '#controls/credential';
import type { Run } from '#assessment/run';
import { byPriority } from '#assessment/run';

/** From a credential to what it opens, hop by hop. */
export interface PathEntry {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly severity: string;
  readonly hops: readonly {
    readonly from: string;
    readonly to: string;
    readonly how: string;
    readonly why: Text;
    readonly at: { readonly file: string; readonly line: number } | null;
  }[];
}

/** The paths of all credentials that are accepted as far as anybody knows; by the finding that they belong to. */
export const credentialPaths = ({ assessment, inventory }: Run): (PathEntry & { readonly finding: string })[] =>
  assessment.findings
    .toSorted(byPriority(inventory))
    .flatMap(({ id, severity, verdict, resource }) =>
      verdict.is === 'fail' && isCredential(verdict.evidence) && opensData(verdict.evidence)
        ? pathsOf(verdict.evidence, inventory.resource(resource).id).map((one) => ({ ...one, id: `${id} > ${one.to}`, severity, finding: id }))
        : [],
    );

type Hop = CredentialEvidence['opens']['path'][number];
const pathsOf = ({ opens: { path, is } }: CredentialEvidence, credential: string): Omit<PathEntry, 'id' | 'severity'>[] => {
  // What is merely possible is no path.
  if (is !== 'principal' && is !== 'resource') return [];
  const ends = path.filter((hop, i) => !path.some((other, j) => j > i && other.from === hop.to));
  const entries = ends.map((end) => {
    const hops: Hop[] = [end];
    for (let i = path.indexOf(end) - 1, from = end.from; i >= 0; i--) {
      const hop = path[i];
      if (hop?.to !== from) continue;
      hops.unshift(hop);
      from = hop.from;
    }
    return {
      from: credential,
      to: end.to,
      hops: hops.map(({ from, to, how, at }, i) => ({
        from: i === 0 ? credential : from,
        to,
        how: i === 0 ? 'credential' : 'rights',
        why: how,
        at: at ?? null,
      })),
    };
  });
  return [...new Map(entries.map((one) => [one.to, one])).values()];
};

/** What to rotate at once, and how: no change of code ends a leak. */
export interface Rotation {
  readonly title: Text;
  readonly masked: string;
  readonly next: Text;
}
export const rotationOf = (evidence: unknown, severity: Severity | string): Rotation | undefined =>
  isCredential(evidence) && (severity === 'critical' || severity === 'high') && !isOff(evidence.opens.state)
    ? {
        title: evidence.title,
        masked: evidence.masked,
        next: (evidence.opens.is === 'principal' || evidence.opens.is === 'resource' ? evidence.opens.next : undefined) ?? evidence.fix,
      }
    : undefined;
