import { describe, expect, test } from 'vitest';
import { emptyBaseline, type Baseline } from '../baseline/baseline-file.ts';
import { fingerprint } from '../baseline/fingerprint.ts';
import { scanner } from '../scanner.ts';
import { scanWhole } from '../tree/chunks.ts';
import type { Sighting } from '../tree/sighting.ts';
import type { Note } from './note.ts';
import { gathering } from './secret-finding.ts';

const key = 'k'.repeat(64);
const [sample] = (() => {
  const seen: Sighting[] = [];
  scanWhole(scanner(), 'a.env', Buffer.from('DB_PASSWORD=hunter-and-Gatherer-7\n'), (one) => seen.push(one));
  return seen;
})();
if (!sample) throw new Error('nothing was found');
const sighting = (path: string, value: string, kind = 'password-assignment'): Sighting => ({
  ...sample,
  path,
  match: { ...sample.match, detector: { ...sample.match.detector, id: kind }, value },
});
const gathered = (all: readonly Sighting[], baseline?: Baseline) => {
  const notes: Note[] = [];
  const { add, result } = gathering({ key, baseline, today: '2026-11-25', note: (one) => notes.push(one) });
  for (const one of all) add(one, { path: one.path, region: one.region, in: 'file', commit: undefined, at: undefined, isInHead: undefined });
  return { findings: result().findings, notes };
};

describe('a flood', () => {
  const flood = (path: string, count: number): readonly Sighting[] => Array.from({ length: count }, (_, n) => sighting(path, `value-${path}-${n}`));

  test('of one kind in one file ends, is told once, and hides no other kind and no other file', () => {
    const { findings, notes } = gathered([...flood('dump.sql', 1500), sighting('dump.sql', 'another', 'slack-bot-token'), ...flood('b.env', 3)]);
    expect(findings.length).toBe(1000 + 1 + 3);
    expect(notes).toEqual([{ code: 'too-many-in-file', path: 'dump.sql', detail: 'password-assignment', count: 1000 }]);
  });

  test('one value in many places is one secret', () => {
    const { findings, notes } = gathered(Array.from({ length: 5000 }, () => sighting('app.log', 'the same')));
    expect(findings.map(({ placeCount, places }) => [placeCount, places.length])).toEqual([[5000, 1000]]);
    expect(notes).toEqual([]);
  });

  test('what the baseline accepts takes no room', () => {
    const entries = flood('dump.sql', 1500).map(({ match }) => ({
      kind: match.detector.id,
      fingerprint: fingerprint(key, match.value),
      expires: undefined,
      owner: 'a',
      reason: 'a dump of made-up accounts',
    }));
    const { findings, notes } = gathered([...flood('dump.sql', 1500), sighting('dump.sql', 'new')], { ...emptyBaseline, entries });
    expect(findings.filter(({ accepted }) => accepted === undefined).map(({ value }) => value)).toEqual(['new']);
    expect(notes).toEqual([]);
  });

  test('of what is only possible hides nothing that is more', () => {
    const possible = flood('a', 1200).map((one): Sighting => ({ ...one, match: { ...one.match, confidence: 'possible' } }));
    const { findings, notes } = gathered([...possible, sighting('a', 'sure')]);
    expect(findings.filter(({ confidence }) => confidence !== 'possible').map(({ value }) => value)).toEqual(['sure']);
    expect([findings.length, notes.length]).toEqual([1001, 1]);
  });

  test('over a whole tree ends too', () => {
    const { findings, notes } = gathered(Array.from({ length: 60 }, (_, n) => flood(`f${n}`, 800)).flat());
    expect(findings.length).toBe(40_000);
    expect(notes).toEqual([{ code: 'too-many-found', count: 40_000 }]);
  });
});
