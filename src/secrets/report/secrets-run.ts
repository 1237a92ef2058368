import type { BaselineEntry } from '../baseline/baseline-file.ts';
import type { Note } from './note.ts';
import { confidences, type Bar, type SecretFinding } from './secret-finding.ts';

export type ScanMode = 'tree' | 'history' | 'staged' | 'range' | 'push' | 'input';

/** One scan and what came of it, for every report. */
export interface SecretsRun {
  readonly mode: ScanMode;
  /** As the person gave it. */
  readonly path: string;
  /** Files, or versions of files and messages of a history. */
  readonly files: number;
  readonly bytes: number;
  /** False: something was not looked at, so nothing found is not nothing there. The notes say what. */
  readonly complete: boolean;
  /** Version of the rules. */
  readonly rules: string;
  readonly findings: readonly SecretFinding[];
  /** Findings that a report leaves out since they are less sure than the bar. */
  readonly omitted: number;
  readonly stale: Stale;
  readonly notes: readonly Note[];
  /** There is a key, so findings have fingerprints. */
  readonly keyed: boolean;
  /** Issuers were asked, with so many requests sent; undefined: nobody was asked anything. */
  readonly verification?: { readonly providers: 'all' | readonly string[]; readonly requests: number } | undefined;
}

/** Entries of the baseline that nothing met. `certain`: the whole history was read; else only the files as they are now. */
export interface Stale {
  readonly certain: boolean;
  readonly entries: readonly BaselineEntry[];
}

/**
 * Without what is neither likely nor as sure as the bar asks, unless somebody has settled it: what only its name makes a secret is a flood in the reports of
 * machines.
 */
export const withoutUnsure = (run: SecretsRun, { confidence }: Bar): SecretsRun => {
  const least = Math.max(confidences.indexOf(confidence), confidences.indexOf('likely'));
  const isTold = (finding: SecretFinding): boolean =>
    confidences.indexOf(finding.confidence) <= least ||
    finding.expired !== undefined ||
    finding.verification?.is === 'live' ||
    finding.verification?.is === 'refused';
  const findings = run.findings.filter(isTold);
  return { ...run, findings, omitted: run.omitted + run.findings.length - findings.length };
};
