import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allDetectors } from './scanner.ts';
import { byShapeOf, isPlainValue } from './shape.ts';

const isPlain = (shape: RegExp): boolean | undefined => byShapeOf([shape], (one) => one)[0]?.isPlain;

test.each([
  [/^[0-9a-f]{32}$/, true],
  [/^[A-Za-z0-9+/]{40,52}={0,2}$/, true],
  [/^[0-9a-f]{32}$|^[A-Za-z0-9-]{20,64}$/, true],
  [/^sk\.eyJ[\w-]{50,120}\.[\w-]{20,30}$/, true],
  [/^[0-9a-f]{32}$|x/, false],
  [/[0-9a-f]{32}/, false],
  [/^[^a]{8}$/, false],
  [/^a.b{8}$/, false],
  [/^\S{12,40}$/, false],
  [/^(?=.*\d)\w{8,}$/, false],
  [/^[a-z ]{8}$/, false],
])('%s', (shape, expected) => {
  expect(isPlain(shape)).toBe(expected);
});

test('what has a plain shape is plain, of every kind', () => {
  const shapes = byShapeOf(
    allDetectors.flatMap(({ look }) => (look.by === 'name' ? [look.shape] : [])),
    (one) => one,
  );
  const plain = shapes.filter((one) => one.isPlain);
  expect(plain.length).toBeGreaterThan(40);
  for (const { shape } of plain)
    fc.assert(
      // Case is nothing to it: both are letters of plain values.
      fc.property(fc.stringMatching(new RegExp(shape.source)), (value) => {
        expect(isPlainValue(value)).toBe(true);
      }),
      { numRuns: 30 },
    );
});

test('one shape is tested once', () => {
  expect(byShapeOf([/^a$/, /^b$/, /^a$/, /^a$/i], (one) => one).map(({ all }) => all.length)).toEqual([2, 1, 1]);
});
