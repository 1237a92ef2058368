import { createHash } from 'node:crypto';
import type { Locale } from '#framework/text';
import { fixText } from '#controls/control';
import type { Severity } from '#core/finding';
import type { Run } from '#assessment/run';
import type { AssessmentDocument } from './document.ts';

const levels: Readonly<Record<string, 'error' | 'warning' | 'note'>> = { critical: 'error', high: 'error', medium: 'warning', low: 'note', info: 'note' };
/** As GitHub reads it: 9 and above critical, 7 high, 4 medium. */
const scores: Readonly<Record<Severity, string>> = { critical: '9.5', high: '8.0', medium: '5.5', low: '3.0', info: '1.0' };

/** SARIF 2.1.0: failing findings only, with regions, fingerprints that survive moved lines, and the chain of a value as related locations. https://docs.oasis-open.org/sarif/sarif/v2.1.0 */
export const sarifReport = (run: Run, document: AssessmentDocument, locale: Locale): object => {
  const failing = document.findings.filter(({ verdict }) => verdict === 'fail');
  const used = run.controls.filter(({ id }) => failing.some(({ control }) => control === id));
  const index = new Map(used.map(({ id }, i) => [id, i]));
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'ippo',
            version: document.ippo.version,
            language: locale,
            rules: used.map((control) => ({
              id: control.id,
              name: control.id.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase()),
              shortDescription: { text: control.title[locale] },
              fullDescription: { text: control.why[locale] },
              help: { text: fixText(control, locale) },
              defaultConfiguration: { level: levels[control.severity] ?? 'note' },
              properties: { 'security-severity': scores[control.severity], tags: ['security', ...control.viewpoints], precision: 'high' },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: failing.map((finding) => ({
          ruleId: finding.control,
          ruleIndex: index.get(finding.control) ?? 0,
          level: levels[finding.severity] ?? 'note',
          message: { text: `${finding.message[locale]} (${finding.resource.address})` },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: uri(finding.at.file) },
                region: { startLine: finding.at.line, startColumn: finding.at.column, endLine: finding.at.endLine },
              },
              logicalLocations: [{ fullyQualifiedName: finding.resource.address, kind: 'resource' }],
            },
          ],
          relatedLocations: finding.origins
            .filter((origin) => origin.is === 'written')
            .slice(1)
            .map((origin, i) => ({
              id: i + 1,
              physicalLocation: { artifactLocation: { uri: uri(origin.file ?? '') }, region: { startLine: origin.line ?? 1 } },
              message: { text: origin.text ?? '' },
            })),
          partialFingerprints: { 'ippo/v1': createHash('sha256').update(finding.id).digest('hex').slice(0, 32) },
          rank: finding.priority,
          properties: { severity: finding.severity, certainty: finding.certainty, intents: finding.intents },
        })),
      },
    ],
  };
};

const uri = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
