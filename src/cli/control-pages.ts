import { approaches } from '#framework/approaches';
import { padDisplay, wrapDisplay } from '#framework/display-width';
import { layers } from '#framework/layers';
import { leakPaths } from '#framework/leak-paths';
import { viewpoints } from '#framework/viewpoints';
import { fixText, type Control } from '#controls/control';
import { controls } from '#controls/index';
import { severities } from '#core/finding';
import { painter } from '#reports/text';
import { nearest } from '#sources/terraform/functions/index';
import { catalogue } from './catalogue.ts';
import { UsageError, type Options } from './options.ts';

const words = {
  en: {
    finds: 'Finds',
    why: 'Why',
    fix: 'Fix',
    on: 'On',
    rows: 'Catalogue rows',
    standards: 'Standards',
    bad: 'An example that fails',
    total: (n: number, rows: number) => `${n} controls, ${rows} rows of the catalogue`,
    covered: (a: number, b: number) => `${a} of ${b} rows of the catalogue are covered.`,
    service: 'service',
    rows_: 'covered / rows',
  },
  ja: {
    finds: '検出内容',
    why: '理由',
    fix: '対応',
    on: '対象',
    rows: 'カタログ項目',
    standards: '基準',
    bad: '不備と判定される例',
    total: (n: number, rows: number) => `コントロール ${n} 件、カタログ項目 ${rows} 件`,
    covered: (a: number, b: number) => `カタログ ${b} 項目のうち ${a} 項目に対応しています。`,
    service: 'サービス',
    rows_: '対応数 / 項目数',
  },
} as const;

const rowsOf = (control: Control): string[] => [...new Set(Object.values(control.intents).flat())];

export const controlsReport = ({ locale, colour, outputs }: Options): string => {
  if (outputs[0]?.format === 'json')
    return `${JSON.stringify(
      controls.map((control) => ({
        id: control.id,
        severity: control.severity,
        viewpoints: control.viewpoints,
        title: control.title,
        intents: rowsOf(control),
      })),
      undefined,
      2,
    )}\n`;
  const paint = painter(colour);
  const ordered = controls.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || (a.id < b.id ? -1 : 1));
  const width = Math.max(...controls.map(({ id }) => id.length)) + 2;
  return `${ordered.map((control) => `${padDisplay(control.severity, 9)} ${paint('bold', control.id.padEnd(width))} ${control.title[locale]}`).join('\n')}\n\n${words[locale].total(controls.length, new Set(controls.flatMap(rowsOf)).size)}\n`;
};

/** The rows of the catalogue by service: which are covered, and by which control. */
export const coverageReport = ({ locale, outputs }: Options): string => {
  const by = new Map<string, string[]>();
  for (const control of controls) for (const row of rowsOf(control)) by.set(row, [...(by.get(row) ?? []), control.id]);
  if (outputs[0]?.format === 'json')
    return `${JSON.stringify(
      catalogue.map(({ id }) => ({ id, controls: by.get(id) ?? [] })),
      undefined,
      2,
    )}\n`;
  const services = [...new Set(catalogue.map(({ service }) => service))];
  const lines = services.map((service) => {
    const own = catalogue.filter((row) => row.service === service);
    return { service, covered: own.filter(({ id }) => by.has(id)).length, all: own.length };
  });
  const shown = lines.filter(({ covered }) => covered > 0).toSorted((a, b) => b.covered - a.covered || (a.service < b.service ? -1 : 1));
  const word = words[locale];
  return `${padDisplay(word.service, 22)}${word.rows_}\n${shown.map(({ service, covered, all }) => `${service.padEnd(22)}${String(covered).padStart(4)} / ${all}`).join('\n')}\n\n${word.covered(by.size, catalogue.length)}\n`;
};

export const explainReport = (id: string | undefined, { locale, colour, outputs }: Options): string => {
  const control = controls.find((one) => one.id === id);
  if (!control) {
    const near =
      id === undefined
        ? undefined
        : nearest(
            id,
            controls.map((one) => one.id),
          );
    throw new UsageError(
      id === undefined
        ? 'explain takes the id of a control; "ippo controls" lists them.'
        : `There is no control "${id}".${near ? ` Did you mean "${near}"?` : ''}`,
      id === undefined
        ? 'コントロール名を指定してください。一覧は ippo controls で表示します。'
        : `「${id}」というコントロールはありません。${near ? `「${near}」ではありませんか。` : ''}`,
    );
  }
  if (outputs[0]?.format === 'json') return `${JSON.stringify({ ...control, judge: undefined }, undefined, 2)}\n`;
  const paint = painter(colour);
  const word = words[locale];
  const rows = rowsOf(control);
  const standards = [
    ...new Set(
      catalogue.filter((row) => rows.includes(row.id)).flatMap(({ cis, fsbp }) => [...cis.map((one) => `CIS ${one}`), ...fsbp.map((one) => `FSBP ${one}`)]),
    ),
  ].toSorted();
  const part = (name: string, text: string): string[] => [paint('bold', name), ...wrapDisplay(text, 78).map((line) => `  ${line}`), ''];
  return `${[
    `${paint('bold', control.id)}  ${control.severity}`,
    '',
    ...part(word.finds, control.title[locale]),
    ...part(word.why, control.why[locale]),
    ...part(word.fix, fixText(control, locale)),
    paint('bold', locale === 'ja' ? '位置づけ' : 'In the framework'),
    `  ${control.viewpoints.map((one) => viewpoints[one].name[locale]).join(' / ')}`,
    `  ${[control.leakPath ? leakPaths[control.leakPath].name[locale] : undefined, approaches[control.approach].name[locale], layers[control.layer].name[locale]].filter((one) => one !== undefined).join(' · ')}`,
    '',
    ...part(word.on, Object.keys(control.intents).join(', ')),
    ...(standards.length > 0 ? part(word.standards, standards.join(', ')) : []),
    ...part(word.rows, rows.join(', ')),
    paint('bold', word.bad),
    ...control.examples.fail
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => `  ${line.replace(/^ {6}/, '')}`),
    '',
  ].join('\n')}`;
};
