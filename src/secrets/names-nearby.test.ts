import fc from 'fast-check';
import { expect, test } from 'vitest';
import { namesNearby } from './names-nearby.ts';

const names = ['airtable', 'owm', 'n8n', 'front_api', 'wakatime'];
const nearby = namesNearby(names);
const found = (text: string, from = 0, to = text.length): readonly number[] => {
  const places: number[] = [];
  nearby.each(Buffer.from(text, 'latin1'), from, to, (at) => void places.push(at));
  return places;
};

test('names at the beginning of words, of whatever case', () => {
  expect(found('AIRTABLE_KEY my-airtable myAirtableKey owm: n8n')).toEqual([0, 16, 27, 39, 44]);
  expect(found('repairtable x9airtable chowmein')).toEqual([]);
  expect(found('airtable airtable', 1, 17)).toEqual([9]);
  expect(found('airtable', 0, 0)).toEqual([]);
});

test('none is passed over, wherever it stands', () => {
  const word = fc.constantFrom(...names, 'key', '=', ' ', '\n', '"', '-', '\xff');
  fc.assert(
    fc.property(fc.array(word, { maxLength: 30 }), (words) => {
      const text = words.join(' ');
      const places = found(text);
      for (const name of names)
        for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) if (at === 0 || text[at - 1] === ' ') expect(places).toContain(at);
    }),
  );
});
