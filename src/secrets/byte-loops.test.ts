import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { automaton } from './automaton.ts';

const words = ['key', 'keys', 'ey', 'secret', 'aaaa', 'p=', 'longer-than-the-others'];
const machine = automaton(words);
const loops = machine.loops();

const hitsIn = (text: string, from: number, to: number): readonly string[] => {
  const found: string[] = [];
  loops.load(Buffer.from(text, 'latin1'));
  loops.eachHit(from, to, (end, state) => {
    for (const number of machine.wordsOf(state)) found.push(`${end} ${words[number] ?? ''}`);
  });
  return found.toSorted();
};
const plainHits = (text: string, from: number, to: number): readonly string[] => {
  const lower = text.toLowerCase();
  return words
    .flatMap((word) =>
      [...lower].flatMap((_, at) => (at >= from && at + word.length <= to && lower.startsWith(word, at) ? [`${at + word.length} ${word}`] : [])),
    )
    .toSorted();
};

const runsIn = (text: string, from: number, to: number): readonly string[] => {
  const found: string[] = [];
  loops.load(Buffer.from(text, 'latin1'));
  loops.eachRun(from, to, (start, end) => {
    found.push(`${start}-${end}`);
    return end;
  });
  return found;
};
const plainRuns = (text: string, from: number, to: number): readonly string[] =>
  [...text.matchAll(/[A-Za-z0-9+/_-]{20,}/g)].flatMap((run) => (run.index >= from && run.index < to ? [`${run.index}-${run.index + run[0].length}`] : []));

const pieces = fc.array(
  fc.oneof(
    fc.constantFrom(...words, 'KEY', 'sECRET', ' ', '\n', '=', '\0', '\xff', '@', '[', '`', '{', '/', ':', 'longer-than-the-other'),
    fc.string({ maxLength: 40 }).map((text) => text.replaceAll(/[^\0-\xff]/g, '?')),
    fc.stringMatching(/^[A-Za-z0-9+/_-]{15,60}$/),
  ),
  { maxLength: 60 },
);
const span = fc.tuple(pieces, fc.nat(), fc.nat()).map(([parts, a, b]) => {
  const text = parts.join('');
  const [from, to] = [a % (text.length + 1), b % (text.length + 1)];
  return { text, from: Math.min(from, to), to: Math.max(from, to) };
});

test('every word is found where it stands, and nowhere else', () => {
  fc.assert(
    fc.property(span, ({ text, from, to }) => {
      expect(hitsIn(text, from, to)).toEqual(plainHits(text, from, to));
    }),
    { numRuns: 2000 },
  );
});

test('every run of twenty letters is found, from its beginning', () => {
  fc.assert(
    fc.property(span, ({ text, from, to }) => {
      expect(runsIn(text, from, to)).toEqual(plainRuns(text, from, to));
    }),
    { numRuns: 2000 },
  );
});

test('hits come in rising order, each of them', () => {
  const text = 'key '.repeat(5000);
  loops.load(Buffer.from(text));
  const ends: number[] = [];
  loops.eachHit(0, text.length, (end) => void ends.push(end));
  // Of `key` alone; `ey` ends with it.
  expect(ends).toEqual(Array.from({ length: 5000 }, (_, n) => n * 4 + 3));
});

test('what was read further than its run is not told again', () => {
  const run = 'A'.repeat(30);
  const text = `${run}\n${run}\n${run}`;
  loops.load(Buffer.from(text));
  const starts: number[] = [];
  loops.eachRun(0, text.length, (start) => {
    starts.push(start);
    return start === 0 ? 61 : start;
  });
  expect(starts).toEqual([0, 62]);
});

test('a run of megabytes comes in parts, and a larger text makes room for itself', () => {
  const text = 'b'.repeat(3_000_000);
  const found = runsIn(text, 0, text.length);
  expect(found[0]).toBe('0-65536');
  expect(found.at(-1)).toBe('2949120-3000000');
  expect(hitsIn(`${text}key`, 0, text.length + 3)).toEqual([`${text.length + 3} ey`, `${text.length + 3} key`]);
});

test('the code is what its source says', () => {
  expect(execFileSync(process.execPath, ['tools/byte-loops.ts', '--check'], { encoding: 'utf8' })).toBe('');
});
