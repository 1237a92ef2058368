import { describe, expect, test } from 'vitest';
import { approaches } from './approaches.ts';
import { displayWidth, wrapDisplay } from './display-width.ts';
import { drawFigure } from './figure.ts';
import { layerIds, layers } from './layers.ts';
import { leakPaths } from './leak-paths.ts';
import { positions } from './positions.ts';
import { responsibility, responsibilityMatrix } from './responsibility.ts';
import { locales } from './text.ts';
import { themes } from './themes.ts';
import { viewpoints } from './viewpoints.ts';

const counts = {
  'unauthorised-use': { fail: 12, unknown: 3, pass: 1040 },
  'stable-service': { fail: 4, unknown: 0, pass: 7 },
  'information-handling': { fail: 123, unknown: 45, pass: 678 },
};

describe('the figure', () =>
  test.for(locales.flatMap((locale) => [80, 100].map((width) => [locale, width] as const)))(
    'in %s, %i columns: boxes close and counts appear',
    ([locale, width]) => {
      const lines = drawFigure(counts, locale, width);
      expect(new Set(lines.map(displayWidth))).toEqual(new Set([width]));
      for (const number of ['12', '1040', '123', '678']) expect(lines.join('\n')).toContain(number);
    },
  ));

describe('display width', () =>
  test.for([
    ['abc', 3],
    ['一歩', 4],
    ['ｱ', 1],
    ['が', 2],
    ['S3 バケット', 11],
    ['─│', 2],
    ['é', 1],
  ] as const)('%s', ([text, width]) => expect(displayWidth(text)).toBe(width)));
test('wrapping keeps words and does not begin a line with a closing mark', () => {
  expect(wrapDisplay('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrapDisplay('設定を見直します。', 16)).toEqual(['設定を見直します。']);
});

describe('texts', () =>
  test.for(Object.entries({ approaches, layers, leakPaths, positions, themes, viewpoints }))('%s are named in both languages, each once', ([, table]) => {
    for (const locale of locales) {
      const names = Object.values(table).map(({ name }) => name[locale]);
      expect(names.every((name) => name.trim() !== '')).toBe(true);
      expect(new Set(names).size).toBe(names.length);
    }
  }));

describe('responsibility', () => {
  test('access to data is never the provider’s', () =>
    expect(Object.values(responsibilityMatrix['data-access'])).toEqual(['customer', 'customer', 'customer']));
  test('every layer of a service in use is listed, assessed or not', () => {
    const [row] = responsibility([{ service: 'Amazon EC2', model: 'iaas', resources: 2, assessed: new Set(['network-controls'] as const) }]);
    expect(row?.layers.map(({ layer }) => layer)).toEqual(layerIds);
    expect(row?.layers.filter(({ assessed }) => assessed).map(({ layer }) => layer)).toEqual(['network-controls']);
  });
});
