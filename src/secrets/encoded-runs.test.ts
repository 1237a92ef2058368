import { describe, expect, test } from 'vitest';
import { escapeAnchors, escapedRun } from './encoded-runs.ts';
import { madeUp } from './made-up.ts';
import { scanner } from './scanner.ts';

/** What the first anchor of a text is turned into. */
const turned = (text: string): string | undefined => {
  const at = Math.min(...escapeAnchors.map((anchor) => text.toLowerCase().indexOf(anchor)).filter((one) => one >= 0));
  return Number.isFinite(at) ? escapedRun(text, at)?.text : undefined;
};

describe('literals that are joined', () => {
  test.for([
    ['x = "AKIA" + "ABCDEFGH"', 'x = "AKIAABCDEFGH"'],
    ["x = 'AKIA' +\n    'ABCDEFGH'", "x = 'AKIAABCDEFGH'"],
    ['x = "AKIA" \\\n    "ABCDEFGH"', 'x = "AKIAABCDEFGH"'],
    ['x = "AKIA"\n    + "ABCD" + "EFGH"', 'x = "AKIAABCDEFGH"'],
    ["x = 'AKIA' // here\n    + 'ABCD'", undefined],
    ["x = y\n    + 'ABCD'", undefined],
    ['x = "a" & "bcd"', 'x = "abcd"'],
    ['x = "one " + "two-" + "three"', 'x = "one two-three"'],
    // Between words, and where a line ends: each part is read by itself.
    ['x = "These are words " + "that go on"', undefined],
    ['x = "first line\\n" + "second line"', undefined],
    ['x = "" + "abc"', undefined],
    // A backslash joins at the end of a line only: this is a text with quotes in it.
    ['x = "resource \\"aws_s3_bucket\\" \\"logs\\" {}"', undefined],
  ] as const)('%s', ([text, expected]) => {
    expect(turned(text)).toBe(expected);
  });
});

describe('escapes', () => {
  test.for([
    ['token=\\x41\\x42cdefghijk', 'token=ABcdefghijk'],
    ['token=\\u0041\\u0042cdefghijk', 'token=ABcdefghijk'],
    ['q=a%3Db%2Bc%0Ad', 'q=a=b+c%0Ad'],
    ['&lt;a href=&quot;b&quot;&gt;', '<a href="b">'],
    // What stands for no printable letter stays.
    ['bytes = b"\\x00\\x1f\\x80\\xff\\u0007"', undefined],
  ] as const)('%s', ([text, expected]) => {
    expect(turned(text)).toBe(expected);
  });
});

test('a secret in pieces is found', () => {
  const secret = madeUp('{{crc62:ghp_}}', 4);
  const [a, b, c] = [secret.slice(0, 9), secret.slice(9, 25), secret.slice(25)];
  for (const text of [
    `const t = "${a}" + "${b}" + "${c}";`,
    `const t = '${a}' +\n  '${b}' +\n  '${c}';`,
    `String t = "${a}"\n    + "${b}"\n    + "${c}";`,
    `T = "${a}" \\\n    "${b}" \\\n    "${c}"`,
    `const t = "a word " + "${a}" + "${b}${c}";`,
  ]) {
    const found = scanner().scan({ path: 'a.js', bytes: Buffer.from(text) });
    expect(
      found.map(({ value, reasons }) => [value, reasons.includes('joined-literals')]),
      text,
    ).toContainEqual([secret, true]);
  }
});
