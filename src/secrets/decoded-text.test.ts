import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodedText, isBinary, textOf, unitsIn } from './decoded-text.ts';

const letters = fc.constantFrom('a', ' ', '\n', 'é', '鍵', '🗝', '\u{1F469}\u200D\u{1F4BB}', '=', 'Z');
const text = fc.array(letters, { maxLength: 400 }).map((all) => all.join(''));

test('UTF-8 of any length is read as it was written, and its length told', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 400 }), (one, times) => {
      const long = one.repeat(times);
      expect(textOf(Buffer.from(long))).toBe(long);
      expect(unitsIn(Buffer.from(long))).toBe(long.length);
    }),
    { numRuns: 60 },
  );
});

test.each([
  ['a byte order mark', Buffer.from('\uFEFFkey=é'), 'key=é'],
  ['UTF-16 with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('key=鍵', 'utf16le')]), 'key=鍵'],
  ['UTF-16 without one', Buffer.from('password=abc', 'utf16le'), 'password=abc'],
  ['UTF-16, big end first', Buffer.from('password=abc', 'utf16le').swap16(), 'password=abc'],
  ['a stray byte', Buffer.from([0x61, 0xe9, 0x62]), 'aéb'],
  ['nothing', Buffer.alloc(0), ''],
])('%s', (_, bytes, expected) => {
  expect(textOf(bytes)).toBe(expected);
  expect(unitsIn(bytes)).toBe(expected.length);
  expect(isBinary(bytes)).toBe(false);
});

test('a zero makes a file binary, unless every other byte is one', () => {
  expect(isBinary(Buffer.from('ab\0cd'))).toBe(true);
  expect(isBinary(Buffer.concat([Buffer.alloc(9000, 'a'), Buffer.alloc(1)]))).toBe(false);
});

test('offsets of bytes become those of the text, in any order', () => {
  fc.assert(
    fc.property(text, (one) => {
      const bytes = Buffer.from(one);
      const offset = decodedText(bytes).offsets();
      const starts = [...one].reduce<readonly (readonly [number, number])[]>(
        (all, letter) => {
          const [at = 0, units = 0] = all.at(-1) ?? [];
          return [...all, [at + Buffer.byteLength(letter), units + letter.length]];
        },
        [[0, 0]],
      );
      for (const [at, units] of [...starts, ...starts.toReversed()]) expect(offset(at)).toBe(units);
    }),
    { numRuns: 40 },
  );
});
