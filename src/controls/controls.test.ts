import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { assess } from '#assessment/assess';
import { credentialBlocks, foundCredentials, type FoundCredential } from '#assessment/credentials';
import { scanner } from '#secrets/scanner';
import { gathering } from '#secrets/report/secret-finding';
import { scanWhole } from '#secrets/tree/chunks';
import { buildInventory, typesOf } from '#inventory/inventory';
import { resourceTypes } from '#resources/index';
import { readTerraform } from '#sources/terraform/terraform';
import { textFiles } from '#sources/terraform/text-files';
import { controls } from './index.ts';

const types = typesOf(resourceTypes);
/** The verdicts of one control over a text: the worst one counts. */
const verdict = (id: string, text: string): string => {
  const { blocks, diagnostics } = readTerraform(textFiles({ 'main.tf': text }));
  expect(diagnostics.map(({ message }) => message.en)).toEqual([]);
  const { findings, judged } = assess(
    buildInventory([...blocks, ...credentialBlocks(credentialsIn(text))], types),
    controls.filter((control) => control.id === id),
  );
  if (!judged.get(id)) return 'not judged';
  return findings.some(({ verdict: { is } }) => is === 'fail') ? 'fail' : findings.length > 0 ? 'unknown' : 'pass';
};
/** As the command line finds them. */
const credentialsIn = (text: string): readonly FoundCredential[] => {
  const gather = gathering({ key: undefined, baseline: undefined, today: '2026-01-01', note: () => undefined });
  scanWhole(detectors, 'main.tf', Buffer.from(text), (sighting) =>
    gather.add(sighting, { path: sighting.path, region: sighting.region, in: 'file', commit: undefined, at: undefined, isInHead: undefined }),
  );
  return foundCredentials(gather.result().findings);
};
const detectors = scanner();
const kinds = ['pass', 'fail', 'unknown'] as const;
const rows = controls.flatMap((control) =>
  kinds.flatMap((kind) => (control.examples[kind] === undefined ? [] : [[control.id, kind, control.examples[kind]] as const])),
);

describe('examples of the controls', () => test.for(rows)('%s: %s', ([id, kind, text]) => expect(verdict(id, text)).toBe(kind)));

describe('the registry', () => {
  const catalogue = new Set(
    readFileSync('data/catalogue/core.csv', 'utf8')
      .split('\n')
      .map((line) => line.split(',')[0]),
  );
  test('ids are unique', () => expect(new Set(controls.map(({ id }) => id)).size).toBe(controls.length));
  test.for(controls.map((control) => [control.id, control] as const))('%s names rows of the catalogue, and types that exist', ([, control]) => {
    expect(
      Object.values(control.intents)
        .flat()
        .filter((intent) => !catalogue.has(intent)),
    ).toEqual([]);
    expect(Object.keys(control.intents).filter((type) => !types.own.has(type))).toEqual([]);
  });
  test.for(controls.map((control) => [control.id, control] as const))('%s has texts in both languages', ([, { title, why, fix }]) => {
    for (const text of [title, why, ...Object.values(fix)]) {
      expect(text.en.trim()).not.toBe('');
      expect(text.ja).toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u);
    }
    expect(title.ja).not.toMatch(/。$/);
    expect(why.ja).toMatch(/。$/);
  });
  test.for(controls.map((control) => [control.id, control] as const))(
    '%s has a fix for every cloud in which something offers its facet',
    ([, { facet, fix }]) => {
      const offering = new Set(resourceTypes.filter(({ facets }) => facets.includes(facet)).map(({ cloud }) => cloud));
      expect([...offering].filter((cloud) => fix[cloud] === undefined)).toEqual([]);
    },
  );
  test('a remedy that a control asks for is offered by some type', () => {
    const offered = new Set(resourceTypes.flatMap(({ remedies }) => remedies));
    expect(controls.flatMap(({ id, remedy }) => (remedy === undefined || offered.has(remedy) ? [] : [`${id}: ${remedy}`]))).toEqual([]);
  });
});
