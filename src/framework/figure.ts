import { displayWidth, padDisplay } from './display-width.ts';
import { positions } from './positions.ts';
import type { Locale } from './text.ts';
import { themes, type ThemeId } from './themes.ts';
import { viewpointIds, viewpoints, type ViewpointId } from './viewpoints.ts';

export interface Counts {
  readonly fail: number;
  readonly unknown: number;
  readonly pass: number;
}
export type Figure = Readonly<Record<ViewpointId, Counts>>;

const words = { en: { fail: 'fail', unknown: 'unknown', pass: 'ok' }, ja: { fail: '不備', unknown: '不明', pass: '良好' } } as const;

/** The framework as a picture of text: two themes between three positions, the viewpoints inside with their counts. All lines take the same width. */
export const drawFigure = (figure: Figure, locale: Locale, width = 80): string[] => {
  const right = Math.floor(width * 0.63);
  const boxes: readonly (readonly [ThemeId, number])[] = [
    ['using-the-cloud', width - right - 1],
    ['trust', right],
  ];
  const drawn = boxes.map(([theme, size]) => box(theme, size, figure, locale));
  const [left = [], other = []] = drawn;
  const { 'cloud-user': a, 'service-provider': b, 'service-user': c } = positions;
  const legend = [a, b, c].map(({ letter, name }) => `${letter} ${name[locale]}`).join('   ');
  return [...left.map((line, i) => `${line} ${other[i] ?? ''}`), padDisplay(` ${legend}`, width)];
};

const box = (theme: ThemeId, size: number, figure: Figure, locale: Locale): string[] => {
  const { between, short } = themes[theme];
  const inside = size - 4;
  const shown = `${between}  ${short[locale]}`;
  const own = viewpointIds.filter((id) => viewpoints[id].theme === theme);
  const column = Math.floor(inside / own.length);
  const row = (cell: (id: ViewpointId) => string): string => `│ ${padDisplay(own.map((id) => padDisplay(cell(id), column)).join(''), inside)} │`;
  return [
    `┌ ${shown} ${'─'.repeat(Math.max(0, inside - displayWidth(shown)))}┐`,
    row((id) => viewpoints[id].short[locale]),
    row((id) => counts(figure[id], locale, column - 1)),
    `└${'─'.repeat(size - 2)}┘`,
  ];
};

const counts = ({ fail, unknown, pass }: Counts, locale: Locale, width: number): string => {
  const name = words[locale];
  const long = `${name.fail} ${fail}  ${name.unknown} ${unknown}  ${name.pass} ${pass}`;
  return displayWidth(long) <= width ? long : `${name.fail} ${fail} ? ${unknown} ${name.pass} ${pass}`;
};
