import type { Locale, Text } from '#framework/text';
import type { Severity } from '#core/finding';
import { masked } from './mask.ts';
import { isGap, noteText } from './note.ts';
import type { SecretFinding, SecretPlace } from './secret-finding.ts';
import { findingIds, verificationDocument } from './secrets-json.ts';
import { rotationOf } from './rotation.ts';
import type { Detector } from '../secret.ts';
import type { SecretsRun } from './secrets-run.ts';
import { secretsWords } from './secrets-words.ts';
import { verificationText } from './verification-words.ts';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = { critical: 'error', high: 'error', medium: 'warning', low: 'note', info: 'note' };
/** As GitHub reads it: 9 and above critical, 7 high, 4 medium. */
const scores: Readonly<Record<Severity, string>> = { critical: '9.5', high: '8.0', medium: '5.5', low: '3.0', info: '1.0' };
const precision = { certain: 'very-high', likely: 'high', possible: 'medium' } as const;
const mostRelated = 100;

/** SARIF 2.1.0 with masked snippets. Accepted findings are there as suppressed ones. https://docs.oasis-open.org/sarif/sarif/v2.1.0 */
export const secretsSarif = (run: SecretsRun, version: string, reasons: Readonly<Record<string, Text>>, locale: Locale): object => {
  const detectors = [...new Map(run.findings.map(({ detector }) => [detector.id, detector])).values()];
  const index = new Map(detectors.map(({ id }, i) => [id, i]));
  const ids = findingIds(run.findings);
  const word = secretsWords[locale];
  const messageOf = ({ detector, value, confidence, reasons: why, verification }: SecretFinding): string =>
    [
      `${detector.title[locale]} ${masked(detector.id, value)} (${word.confidence[confidence]})`,
      ...(verification === undefined ? [] : [`${word.atIssuer}: ${verificationText(verification, locale)}`]),
      ...why.flatMap((id) => reasons[id]?.[locale] ?? []),
      detector.fix[locale],
    ]
      .join(locale === 'ja' ? '。' : '. ')
      .replace(/。。|\.\./g, (twice) => twice.charAt(0));
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'ippo',
            version,
            language: locale,
            rules: detectors.map(({ id, title, opens, fix, severity }) => ({
              id,
              // Of one word it would repeat the id.
              name: `${id.replace(/(^|-)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase())}${id.includes('-') ? '' : 'Credential'}`,
              shortDescription: { text: title[locale] },
              fullDescription: { text: opens[locale] },
              help: { text: fix[locale], markdown: rotationMarkdown({ id, fix }, locale) },
              defaultConfiguration: { level: levels[severity] },
              properties: { 'security-severity': scores[severity], tags: ['security', 'secret'], precision: 'high' },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: run.notes.map((note) => ({
              level: isGap(note) ? 'warning' : 'note',
              descriptor: { id: note.code },
              message: { text: noteText(note, locale) },
            })),
          },
        ],
        results: run.findings.map((finding, i) => {
          const [first, ...others] = finding.places;
          return {
            ruleId: finding.detector.id,
            ruleIndex: index.get(finding.detector.id) ?? 0,
            level: levels[finding.severity],
            message: { text: messageOf(finding) },
            locations: first === undefined ? [] : [location(first, masked(finding.detector.id, finding.value))],
            relatedLocations: [
              ...others.slice(0, mostRelated).map((place) => location(place, masked(finding.detector.id, finding.value))),
              ...finding.halves.map((half) => ({
                ...location(half.place, undefined),
                message: { text: half.is === 'joined' ? word.half(half.title[locale]) : word.candidates(half.title[locale], finding.candidateCount) },
              })),
            ].map((one, n) => ({ id: n + 1, ...one })),
            partialFingerprints: { 'ippoSecret/v1': ids[i] },
            ...(finding.accepted === undefined
              ? {}
              : {
                  suppressions: [
                    {
                      kind: finding.accepted.by === 'comment' ? 'inSource' : 'external',
                      justification: (finding.accepted.by === 'comment' ? finding.accepted.comment.reason : finding.accepted.entry.reason) ?? '',
                    },
                  ],
                }),
            properties: {
              severity: finding.severity,
              confidence: finding.confidence,
              precision: precision[finding.confidence],
              reasons: finding.reasons,
              placeCount: finding.placeCount,
              ...(finding.verification === undefined ? {} : { verification: verificationDocument(finding.verification) }),
            },
          };
        }),
      },
    ],
  };
};

/** The steps of a rotation, without what is known of a single one. */
const rotationMarkdown = (detector: Pick<Detector, 'id' | 'fix'>, locale: Locale): string =>
  rotationOf(detector, {})
    .map(({ text, command, at }, i) => `${i + 1}. ${text[locale]}${command === undefined ? '' : `\n   \`${command}\``}${at === undefined ? '' : `\n   ${at}`}`)
    .join('\n');

const location = ({ path, region, in: where, commit, isInHead, keeper, submodule }: SecretPlace, snippet: string | undefined): object => ({
  ...(where === 'message'
    ? { logicalLocations: [{ fullyQualifiedName: path, kind: 'object' }] }
    : {
        physicalLocation: {
          artifactLocation: { uri: (submodule === undefined ? path : `${submodule}/${path}`).split('/').map(encodeURIComponent).join('/') },
          region: {
            startLine: region.line,
            startColumn: region.column,
            endLine: region.endLine,
            endColumn: region.endColumn,
            ...(snippet === undefined ? {} : { snippet: { text: snippet } }),
          },
        },
      }),
  ...(commit === undefined && keeper === undefined
    ? {}
    : {
        properties: {
          ...(commit === undefined ? {} : { commit }),
          inHead: isInHead ?? null,
          ...(keeper === undefined ? {} : { heldBy: keeper.by === 'stash' ? keeper.name : keeper.by }),
          ...(submodule === undefined ? {} : { submodule }),
        },
      }),
});
