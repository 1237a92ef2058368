import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Residual } from './identity.ts';
import { and, conditionText, negate, or, type Truth } from './residual.ts';

const atom = (key: string): Residual => ({ key, operator: 'StringEquals', values: ['1'] });

/** A formula as it is asked, next to the one that was simplified. */
interface Formula {
  readonly holds: (known: Readonly<Record<string, boolean>>) => boolean;
  readonly simplified: Truth;
}
const { formula } = fc.letrec<{ formula: Formula }>((tie) => ({
  formula: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('a', 'b', 'c', 'd').map((key): Formula => ({ holds: (known) => known[key]!, simplified: atom(key) })),
    fc.boolean().map((value): Formula => ({ holds: () => value, simplified: value })),
    tie('formula').map((one): Formula => ({ holds: (known) => !one.holds(known), simplified: negate(one.simplified) })),
    fc
      .array(tie('formula'), { maxLength: 4 })
      .map((parts): Formula => ({ holds: (known) => parts.every((one) => one.holds(known)), simplified: and(parts.map((one) => one.simplified)) })),
    fc
      .array(tie('formula'), { maxLength: 4 })
      .map((parts): Formula => ({ holds: (known) => parts.some((one) => one.holds(known)), simplified: or(parts.map((one) => one.simplified)) })),
  ),
}));
const value = (truth: Truth, known: Readonly<Record<string, boolean>>): boolean => {
  if (typeof truth === 'boolean') return truth;
  if ('all' in truth) return truth.all.every((one) => value(one, known));
  if ('any' in truth) return truth.any.some((one) => value(one, known));
  if ('not' in truth) return !value(truth.not, known);
  return 'key' in truth && known[truth.key]!;
};

test('a simplified condition means what the whole one means', () => {
  fc.assert(
    fc.property(formula, ({ holds, simplified }) => {
      for (let i = 0; i < 16; i++) {
        const known = { a: (i & 1) > 0, b: (i & 2) > 0, c: (i & 4) > 0, d: (i & 8) > 0 };
        expect(value(simplified, known)).toBe(holds(known));
      }
    }),
    { numRuns: 5000, seed: 1 },
  );
});

test.for<[name: string, truth: Truth, text: string]>([
  ['repeats', and([atom('a'), atom('A')]), 'a StringEquals 1'],
  ['a part and its opposite', and([atom('a'), negate(atom('a'))]), 'false'],
  ['one or the other', or([atom('a'), negate(atom('a'))]), 'true'],
  ['a part that the others decide', and([atom('a'), or([negate(atom('a')), atom('b')])]), 'a StringEquals 1 and b StringEquals 1'],
  ['a part that is within another', or([atom('a'), and([atom('a'), atom('b')])]), 'a StringEquals 1'],
  [
    'a chain',
    and([atom('a'), or([negate(atom('a')), atom('b')]), or([negate(atom('b')), atom('c')])]),
    'a StringEquals 1 and b StringEquals 1 and c StringEquals 1',
  ],
  ['a doubt and its opposite may be about two things', and([{ doubt: 'x' }, negate({ doubt: 'x' })]), '? x and not (? x)'],
])('%s', ([, truth, text]) => {
  expect(typeof truth === 'boolean' ? String(truth) : conditionText(truth)).toBe(text);
});
