import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linesOf } from './json-pointer.ts';

const text = `{
  "a": [
    1, "two",
    { "b/c": true,
      "d~e": { "f": null } }
  ],
  "g \\"h\\"": "a document { \\"x\\": 1 }",
  "a2": [[], {},
    [
      7]]
}`;

describe('the line of a pointer', () => {
  const line = linesOf(text);
  test.for([
    ['', 1],
    ['/a', 2],
    ['/a/0', 3],
    ['/a/1', 3],
    ['/a/2', 4],
    ['/a/2/b~1c', 4],
    ['/a/2/d~0e/f', 5],
    ['/g "h"', 7],
    ['/g "h"/x', 7],
    ['/a2/2/0', 10],
    ['/a/3', undefined],
    ['/nothing', undefined],
    ['/a/2/nothing/more', undefined],
  ] as const)('%s', ([pointer, expected]) => expect(line(pointer)).toBe(expected));
  test('text that is no JSON has no lines, and does no harm', () => {
    for (const broken of ['', '{', '{"a', '{"a": [1,', '[[[[', 'nonsense']) expect(linesOf(broken)('/a/1')).toBeUndefined();
  });
});

test('every value is found where JSON.stringify puts it', () =>
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const written = JSON.stringify(value, undefined, 1);
      const lines = written.split('\n');
      const line = linesOf(written);
      const walk = (data: unknown, pointer: string): void => {
        const found = line(pointer);
        expect(found, pointer).toBeDefined();
        if (typeof data !== 'object' || data === null) {
          expect((lines[(found ?? 0) - 1] ?? '').replace(/,$/, '').endsWith(JSON.stringify(data))).toBe(true);
          return;
        }
        for (const [key, member] of Object.entries(data)) walk(member, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
      };
      walk(JSON.parse(written), '');
    }),
    { numRuns: 300 },
  ));
