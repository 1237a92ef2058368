import { crypto } from '../node-parts.ts';
import type { Text } from '#framework/text';
import type { Verification } from '../verify/verification.ts';
import { masked } from './mask.ts';
import { isGap, noteText, type Note } from './note.ts';
import type { SecretFinding, SecretPlace } from './secret-finding.ts';
import type { SecretsRun } from './secrets-run.ts';
import { rotationOf } from './rotation.ts';
import { shownFacts } from './shown-facts.ts';

export interface SecretsCircumstances {
  readonly version: string;
  /** ISO time. */
  readonly at: string;
  readonly reasons: Readonly<Record<string, Text>>;
}

const both = (note: Note): Text => ({ en: noteText(note, 'en'), ja: noteText(note, 'ja') });

/** `ippo.secrets/1`, described in docs/secrets.schema.json. No value of a secret and no name of a person is in it. */
export const secretsDocument = (run: SecretsRun, { version, at, reasons }: SecretsCircumstances): object => {
  const ids = findingIds(run.findings);
  const shown = shownFacts(run.findings);
  return {
    schema: 'ippo.secrets/1',
    ippo: { version, rules: run.rules },
    at,
    verification: run.verification ?? null,
    scan: { mode: run.mode, path: run.path, files: run.files, bytes: run.bytes, complete: run.complete },
    findings: run.findings.map((finding, i) => ({
      id: ids[i],
      kind: finding.detector.id,
      vendor: finding.detector.vendor,
      title: finding.detector.title,
      severity: finding.severity,
      confidence: finding.confidence,
      masked: masked(finding.detector.id, finding.value),
      fingerprint: finding.fingerprint ?? null,
      facts: shown(finding.facts, finding.places[0]?.path ?? ''),
      reasons: finding.reasons.map((id) => ({ id, text: reasons[id] ?? null })),
      opens: finding.detector.opens,
      fix: finding.detector.fix,
      rotation: rotationOf(finding.detector, shown(finding.facts, finding.places[0]?.path ?? '')).map(({ text, command, at }) => ({
        text,
        command: command ?? null,
        at: at ?? null,
      })),
      placeCount: finding.placeCount,
      places: finding.places.map(placeDocument),
      related: finding.halves.map(({ fact, is, title, value, place }) => ({
        part: fact,
        certain: is === 'joined',
        title,
        value: value === undefined ? null : (shown({ value }, place.path)['value'] ?? null),
        place: placeDocument(place),
      })),
      candidates: finding.candidateCount,
      accepted:
        finding.accepted === undefined
          ? null
          : finding.accepted.by === 'comment'
            ? {
                by: 'comment',
                reason: finding.accepted.comment.reason,
                owner: finding.accepted.comment.owner ?? null,
                expires: finding.accepted.comment.expires ?? null,
              }
            : {
                by: 'baseline',
                reason: finding.accepted.entry.reason ?? null,
                owner: finding.accepted.entry.owner ?? null,
                expires: finding.accepted.entry.expires ?? null,
              },
      expired: finding.expired?.expires ?? null,
      verification: verificationDocument(finding.verification),
    })),
    omitted: run.omitted,
    stale: {
      certain: run.stale.certain,
      entries: run.stale.entries.map(({ kind, fingerprint, reason, owner, expires }) => ({
        kind,
        fingerprint,
        reason: reason ?? null,
        owner: owner ?? null,
        expires: expires ?? null,
      })),
    },
    notes: run.notes.map((note) => ({ code: note.code, gap: isGap(note), path: note.path ?? null, count: note.count ?? null, message: both(note) })),
  };
};

const placeDocument = (place: SecretPlace): object => ({
  file: place.in === 'message' ? null : place.submodule === undefined ? place.path : `${place.submodule}:${place.path}`,
  line: place.region.line,
  column: place.region.column,
  endLine: place.region.endLine,
  endColumn: place.region.endColumn,
  message: place.in === 'message' ? place.path : null,
  commit: place.commit ?? null,
  authorDate: isoDate(place.at),
  inHead: place.isInHead ?? null,
  heldBy: place.keeper === undefined ? null : place.keeper.by === 'stash' ? place.keeper.name : place.keeper.by,
  submodule: place.submodule ?? null,
});

/**
 * Stable names of findings: by fingerprint if there is a key, else by kind, path and number among its like in that file, from the top, whatever order the
 * findings are in. Never by a plain hash of the value, which would let anybody test guesses.
 */
export const findingIds = (findings: readonly SecretFinding[]): readonly string[] => {
  const like = new Map<string, SecretFinding[]>();
  const whereOf = ({ detector, places }: SecretFinding): string => `${detector.id}\0${places[0]?.path ?? ''}`;
  for (const finding of findings) {
    const where = whereOf(finding);
    const others = like.get(where);
    if (others) others.push(finding);
    else like.set(where, [finding]);
  }
  const numbers = new Map([...like.values()].flatMap((ones) => ones.toSorted(fromTheTop).map((finding, number) => [finding, number])));
  return findings.map((finding) => {
    const { detector, fingerprint } = finding;
    if (fingerprint !== undefined) return `${detector.id}:${fingerprint}`;
    return `${detector.id}:${crypto()
      .createHash('sha256')
      .update(`${whereOf(finding)}\0${numbers.get(finding) ?? 0}`)
      .digest('hex')
      .slice(0, 32)}`;
  });
};

const fromTheTop = ({ places: [a] }: SecretFinding, { places: [b] }: SecretFinding): number =>
  (a?.region.line ?? 0) - (b?.region.line ?? 0) || (a?.region.column ?? 0) - (b?.region.column ?? 0);

/** Also for SARIF. Null: `--verify` was not given. */
export const verificationDocument = (verification: Verification | undefined): object | null => {
  if (verification === undefined) return null;
  const { is } = verification;
  return {
    is,
    why: is === 'live' ? null : verification.why,
    who: is === 'live' ? verification.who : null,
    provider: is === 'not-tried' ? null : verification.provider,
    endpoint: is === 'not-tried' ? null : verification.endpoint,
    at: is === 'not-tried' ? null : verification.at,
  };
};

const isoDate = (seconds: number | undefined): string | null => {
  const date = new Date((seconds ?? NaN) * 1000);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
};
