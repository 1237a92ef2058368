import { expect, test } from 'vitest';
import { allOf, anyOf, doubt, negate, type Tri } from './residual.ts';

const [a, b, c] = [doubt('a'), doubt('b'), doubt('c')];
test.for<readonly [string, Tri, Tri]>([
  ['a thing and its opposite', allOf([a, negate(a)]), false],
  ['and the opposite of it or another', allOf([a, negate(anyOf([a, b]))]), false],
  ['and the opposite of it with another that stands too', allOf([a, b, negate(allOf([a, b]))]), false],
  ['the opposite of something else stays open', allOf([a, negate(allOf([b, c]))]), { all: [{ not: { all: [b, c] } }, a] }],
])('%s', ([, made, expected]) => expect(made).toEqual(expected));
