import { expect, test } from 'vitest';
import { methodsById } from './method-pages.ts';
import { methods } from './methods.ts';

test('the catalogue of 65 and our own', () => {
  const ids = methods.map(({ id }) => id);
  expect(ids.indexOf('sts-001') + 1).toBe(65);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(methodsById.has(id)).toBe(true);
});

test.for([...methodsById.values()])('$id in both languages', ({ id, title, does, permissions, source }) => {
  expect(title.ja).not.toBe(title.en);
  expect(does.en).toMatch(/\.$/);
  expect(does.ja).toMatch(/ます。$/);
  expect([does.en.includes('{target}'), does.ja.includes('{target}')]).toEqual([true, true]);
  expect(title.ja).not.toMatch(/。/);
  // One sentence.
  expect(does.ja.match(/。/g)).toHaveLength(1);
  expect(permissions.length).toBeGreaterThan(0);
  expect(source).toMatch(
    methods.findIndex((one) => one.id === id) >= 0 && methods.findIndex((one) => one.id === id) < 65
      ? /^https:\/\/pathfinding\.cloud\/paths\/[a-z0-9]+-\d{3}$/
      : /^https:\/\/docs\.aws\.amazon\.com\//,
  );
});
