import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allDetectors } from './scanner.ts';
import { byLength, byShapeOf, isPlainValue, lengthsOf } from './shape.ts';

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

test.each([
  [/^[0-9a-f]{32}$/, 32, 32],
  [/^[A-Za-z0-9+/]{40,52}={0,2}$/, 40, 54],
  [/^(?:sk_)?[0-9A-Za-z]{32,48}$/, 32, 51],
  [/^[0-9a-f]{32}$|^[A-Za-z0-9-]{20,64}$/, 20, 64],
  [/^(?![0-9a-f]{32}$|[0-9a-f]{40}$)(?!.*Q~)[A-Z[\]*-]{30,46}$/, 30, 46],
  [/^(?=.*\d)[a-z0-9]{15}$/, 15, 15],
  [/^(?<name>a|bcd)+x*$/, 1, Infinity],
  [/^a{2,}b?$/, 2, Infinity],
  [/^(?:\bab|\.)$/, 1, 2],
  [/^(a)\1$/, 1, Infinity],
  // Not anchored on both sides: more may stand round it.
  [/^[0-9a-f]{32}/, 32, Infinity],
  [/^a$|b/, 1, Infinity],
])('how long %s is', (shape, least, most) => {
  expect(lengthsOf(shape)).toEqual({ least, most });
});

/** What looks ahead takes no character, and the generator of texts does not know it. */
const withoutLooks = (source: string): string =>
  source.replace(/\(\?[=!](?:[^()[\]\\]|\\.|\[(?:[^\]\\]|\\.)*\]|\(\?:(?:[^()[\]\\]|\\.|\[[^\]]*\])*\))*\)/g, '');

test('the length of no value that fits is refused, of every kind', () => {
  for (const { look } of allDetectors) {
    if (look.by !== 'name') continue;
    const { least, most } = lengthsOf(look.shape);
    const shapes = byLength(byShapeOf([look.shape], (shape) => shape));
    fc.assert(
      fc.property(fc.stringMatching(new RegExp(withoutLooks(look.shape.source))), ({ length }) => {
        expect(length).toBeGreaterThanOrEqual(least);
        expect(length).toBeLessThanOrEqual(most);
        expect(shapes(length).length).toBe(1);
      }),
      { numRuns: 20 },
    );
  }
});
