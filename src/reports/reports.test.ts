import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { locales } from '#framework/text';
import { run, type Run } from '#assessment/run';
import { readTree } from '../cli/file-tree.ts';
import { assessmentSchema, keys } from './assessment-schema.ts';
import { assessmentDocument, jsonPieces } from './document.ts';
import { markdownReport } from './markdown.ts';
import { sarifReport } from './sarif.ts';
import { textReport } from './text.ts';

const projects = { webshop: 'examples/webshop', secure: 'fixtures/projects/secure', broken: 'fixtures/projects/broken' } as const;
const circumstances = (path: string) => ({ version: '0.0.0', at: '2026-01-01T00:00:00.000Z', path });
const assessed = (folder: string): Run => {
  const tree = readTree(folder);
  return run({ paths: tree.paths, files: tree, variables: [], variableFiles: [], plan: undefined }, { only: [], mostSteps: 50 });
};
const runs = Object.fromEntries(Object.entries(projects).map(([name, folder]) => [name, assessed(folder)]));

/** The committed output; `UPDATE=1 npx vitest run src/reports` writes it again. */
const golden = (name: string, text: string): void => {
  const file = `fixtures/golden/${name}`;
  if (process.env['UPDATE'] === '1' || !existsSync(file)) writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
};

describe.for(Object.entries(projects))('%s', ([name, folder]) => {
  const found = runs[name] ?? assessed(folder);
  const document = assessmentDocument(found, circumstances(folder));
  test('JSON', () => golden(`${name}.json`, `${JSON.stringify(document, undefined, 2)}\n`));
  test('JSON in pieces is the same document', () =>
    expect(JSON.parse([...jsonPieces(found, circumstances(folder))].join(''))).toEqual(JSON.parse(JSON.stringify(document))));
  test('JSON follows its schema', () => {
    const validate = new Ajv2020({ strict: false, formats: { 'date-time': true } }).compile(z.toJSONSchema(assessmentSchema));
    expect(validate(JSON.parse(JSON.stringify(document))), JSON.stringify(validate.errors)).toBe(true);
    const always = Object.keys(keys).filter((key) => key !== 'identity');
    expect(Object.keys(document).toSorted()).toEqual(always.toSorted());
  });
  test.for(locales)('text, %s', (locale) =>
    golden(`${name}.${locale}.txt`, textReport(found, { locale, colour: false, width: 100, path: folder, all: false })),
  );
  test.for(locales)('Markdown, %s', (locale) =>
    golden(`${name}.${locale}.md`, markdownReport(document, new Map(found.controls.map(({ id, title }) => [id, title[locale]])), locale)),
  );
  test.for(locales)('SARIF, %s', (locale) => golden(`${name}.${locale}.sarif`, `${JSON.stringify(sarifReport(found, document, locale), undefined, 2)}\n`));
  test('SARIF: rules are named, regions are real, fingerprints are unique', () => {
    const [{ tool, results }] = (
      sarifReport(found, document, 'en') as {
        runs: [
          {
            tool: { driver: { rules: { id: string }[] } };
            results: {
              ruleId: string;
              ruleIndex: number;
              locations: [{ physicalLocation: { region: { startLine: number; endLine: number }; artifactLocation: { uri: string } } }];
              partialFingerprints: Record<string, string>;
            }[];
          },
        ];
      }
    ).runs;
    for (const { ruleId, ruleIndex, locations } of results) {
      expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
      const { region, artifactLocation } = locations[0].physicalLocation;
      expect(region.endLine).toBeGreaterThanOrEqual(region.startLine);
      expect(readFileSync(`${folder}/${artifactLocation.uri}`, 'utf8').split('\n').length).toBeGreaterThanOrEqual(region.endLine);
    }
    expect(new Set(results.map(({ partialFingerprints }) => partialFingerprints['ippo/v1'])).size).toBe(results.length);
  });
});

test('a secure project has at most two findings of medium or above', () =>
  expect(
    assessmentDocument(runs['secure'] ?? assessed(projects.secure), circumstances('')).findings.filter(
      ({ verdict, severity }) => verdict === 'fail' && ['critical', 'high', 'medium'].includes(severity),
    ),
  ).toEqual([]));
test('in the broken project the rest is still assessed', () => {
  const { findings, diagnostics, coverage } = assessmentDocument(runs['broken'] ?? assessed(projects.broken), circumstances(''));
  expect(findings.filter(({ verdict, control }) => verdict === 'fail' && control === 'metadata-without-token').map(({ resource }) => resource.address)).toEqual(
    ['aws_instance.good'],
  );
  expect(coverage.unresolved.map(({ what }) => what.split(' ')[0])).toEqual(
    expect.arrayContaining(['module.missing', 'module.registry', 'module.m.module.again']),
  );
  expect(diagnostics.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['hcl-expected-expression', 'tf-cycle', 'tf-too-many-instances', 'tf-evaluation', 'hcl-unclosed-block']),
  );
  for (const { message, at } of diagnostics) {
    expect(message.en).not.toBe('');
    expect(message.ja).not.toBe('');
    expect(at?.line).toBeGreaterThan(0);
  }
});
