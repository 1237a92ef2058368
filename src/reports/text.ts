import type { Resource } from '#core/resource';
import { styleText } from 'node:util';
import { padDisplay, wrapDisplay } from '#framework/display-width';
import { drawFigure } from '#framework/figure';
import { layers } from '#framework/layers';
import { responsibilityNames } from '#framework/responsibility';
import type { Locale } from '#framework/text';
import { severities, type Cause, type Finding, type Severity } from '#core/finding';
import { chain, positionAt, type Place } from '#core/origin';
import type { Run } from '#assessment/run';
import { byPriority } from '#assessment/run';
import type { Step } from '#assessment/steps';
import { unresolvedText } from './coverage.ts';
import { rotationOf } from './credential-paths.ts';
import { figureOf, messageOf, notesOf, placeOf, responsibilityOf, stepTitle } from './document.ts';
import { mask } from './mask.ts';
import { originText } from './reasons.ts';

export interface TextOptions {
  readonly locale: Locale;
  readonly colour: boolean;
  /** Columns. */
  readonly width: number;
  readonly path: string;
  /** All findings, also those below medium. */
  readonly all: boolean;
}

const words = {
  en: {
    files: (n: number) => `${n} ${n === 1 ? 'file' : 'files'}`,
    resources: (n: number) => `${n} ${n === 1 ? 'resource' : 'resources'}`,
    next: 'Next steps',
    rotate: 'Rotate first: no change of code ends a leak',
    noCode: 'No Terraform was found here (*.tf, *.tf.json, *.tofu): what credentials open could not be joined with code',
    scanned: (files: number, found: number) => `${files} ${files === 1 ? 'file' : 'files'} searched for credentials, ${found} found`,
    findings: 'Findings',
    coverage: 'Coverage',
    responsibility: 'Who answers for what',
    none: 'No problem was found in what could be assessed.',
    nothing: 'Nothing was found that could be assessed.',
    noSteps: 'No change of code was found that would remove a finding by itself.',
    proven: (gone: number, fresh: number) =>
      `proven: evaluated again with the change, ${gone} ${gone === 1 ? 'finding is' : 'findings are'} gone, ${fresh === 0 ? 'nothing new' : `${fresh} new`}`,
    recreates: (what: string) => `careful: applying this replaces ${what}; take a backup and plan the move of its data first`,
    tried: (gone: number, fresh: number) => `tried, not proven: ${gone} gone, ${fresh} new`,
    more: (n: number) => `${n} more: ippo steps`,
    times: (n: number) => `× ${n}`,
    assumed: 'assumed',
    lowered: { 'not-in-use': 'not in use', cancelled: 'cancelled by a boundary or Deny', 'not-reachable': 'not reachable', 'may-not-exist': 'may not exist' },
    rest: (n: number, low: number, info: number) => `${n} smaller ones (low ${low}, info ${info}): --all shows them.`,
    unknown: (n: number) => `${n} could not be decided; --all shows why.`,
    assessed: (n: number, withheld: number) => `${n} resources evaluated${withheld > 0 ? `, ${withheld} not created (count = 0)` : ''}`,
    notYet: 'Not assessed yet',
    unresolved: 'Modules not read',
    diagnostics: 'Could not be read',
    passed: (n: number, assumed: number) => `${n} checks passed${assumed > 0 ? `, ${assumed} of them on an assumption` : ''}`,
    notAssessed: 'yours, no control looks at it',
    looked: 'assessed',
    overlooked: 'not assessed',
    shared: ' (shared)',
    hint: 'ippo explain CONTROL tells why and how to fix it; ippo what-if STEP --write makes the change.',
    severity: { critical: 'critical', high: 'high', medium: 'medium', low: 'low', info: 'info' },
  },
  ja: {
    files: (n: number) => `${n} ファイル`,
    resources: (n: number) => `${n} リソース`,
    next: '次の一歩',
    rotate: 'まずローテーション(コードの変更だけでは漏えいは止まりません)',
    noCode: 'Terraform のコード(*.tf、*.tf.json、*.tofu)がないため、認証情報で何ができるかはコードと突き合わせていません',
    scanned: (files: number, found: number) => `認証情報を検査したファイル ${files} 件、検出 ${found} 件`,
    findings: '検出事項',
    coverage: '診断の範囲',
    responsibility: '責任の分担',
    none: '診断できた範囲では、問題は見つかりませんでした。',
    nothing: '診断できるリソースがありませんでした。',
    noSteps: 'コードの変更だけで解消できる検出事項はありませんでした。',
    recreates: (what: string) => `注意: 適用すると ${what} が作り直されます。先にバックアップを取り、データの移行を計画してください`,
    proven: (gone: number, fresh: number) => `検証済み: 変更後に再評価し、${gone} 件が解消、${fresh === 0 ? '新たな検出なし' : `新たに ${fresh} 件`}`,
    tried: (gone: number, fresh: number) => `未検証: ${gone} 件が解消、新たに ${fresh} 件`,
    more: (n: number) => `ほか ${n} 件は ippo steps で表示`,
    times: (n: number) => `× ${n}`,
    assumed: '推定',
    lowered: { 'not-in-use': '未使用', cancelled: '境界や Deny により無効', 'not-reachable': '到達不可', 'may-not-exist': '作成されない可能性あり' },
    rest: (n: number, low: number, info: number) => `ほかに軽微なものが ${n} 件(低 ${low}、情報 ${info})あります。--all で表示します。`,
    unknown: (n: number) => `判断できなかったものが ${n} 件あります。--all で理由を表示します。`,
    assessed: (n: number, withheld: number) => `評価したリソース ${n} 件${withheld > 0 ? `、作成されないもの(count = 0)${withheld} 件` : ''}`,
    notYet: '未対応のリソース',
    unresolved: '読み取れなかったモジュール',
    diagnostics: '読み取れなかった箇所',
    passed: (n: number, assumed: number) => `問題なし ${n} 件${assumed > 0 ? `(うち推定 ${assumed} 件)` : ''}`,
    notAssessed: '利用者の責任だが未診断の層',
    looked: '診断した層',
    overlooked: '未診断の層',
    shared: '(共有)',
    hint: '理由と直し方は ippo explain コントロール名、変更の適用は ippo what-if 一歩の番号 --write で行えます。',
    severity: { critical: '緊急', high: '高', medium: '中', low: '低', info: '情報' },
  },
} as const;

/** The report for a terminal: the picture, the first three steps, the findings that matter, and what was not seen. */
export const textReport = (run: Run, options: TextOptions): string => {
  const { locale, colour, width, path, all } = options;
  const word = words[locale];
  const paint = painter(colour);
  const lines: string[] = [];
  const heading = (text: string): void => void lines.push('', paint('bold', text));

  lines.push(`${paint('bold', 'ippo 一歩')}  ${path}  ${word.files(run.source.fileCount)}  ${word.resources(run.source.blocks.length)}`, '');
  lines.push(...drawFigure(figureOf(run), locale, Math.min(width, 100)));

  const failing = run.assessment.findings.filter(({ verdict }) => verdict.is === 'fail');
  if (failing.length === 0) lines.push('', run.inventory.size === 0 ? word.nothing : paint('green', word.none));
  else {
    const rotations = rotationLines(run, options);
    if (rotations.length > 0) {
      heading(word.rotate);
      lines.push(...rotations);
    }
    heading(word.next);
    if (run.steps.length === 0) lines.push(`  ${word.noSteps}`);
    for (const [i, step] of run.steps.slice(0, 3).entries()) lines.push(...stepLines(step, i + 1, run, options));
    if (run.steps.length > 3) lines.push(`  ${paint('dim', word.more(run.steps.length - 3))}`);
    lines.push(...findingLines(run, options));
  }
  const unknown = run.assessment.findings.length - failing.length;
  if (unknown > 0 && !all) lines.push('', `  ${paint('dim', word.unknown(unknown))}`);
  if (all && unknown > 0) lines.push(...unknownLines(run, options));

  if (all) {
    heading(word.responsibility);
    lines.push(...responsibilityLines(run, options));
  }
  heading(word.coverage);
  lines.push(...coverageLines(run, options));
  if (failing.length > 0) lines.push('', ...wrapDisplay(word.hint, width).map((line) => paint('dim', line)));
  return `${lines.join('\n')}\n`;
};

/** The first three. */
const rotationLines = (run: Run, { locale, colour, width }: TextOptions): string[] => {
  const paint = painter(colour);
  return run.assessment.findings
    .toSorted(byPriority(run.inventory))
    .flatMap(({ verdict, severity, resource }) => {
      const rotation = verdict.is === 'fail' ? rotationOf(verdict.evidence, severity) : undefined;
      return rotation ? [{ rotation, place: run.inventory.resource(resource).place }] : [];
    })
    .slice(0, 3)
    .flatMap(({ rotation: { title, masked, next }, place }) => [
      `  ${paint('cyan', at(place))}  ${safe(`${title[locale]} (${masked})`)}`,
      ...wrapDisplay(next[locale], width - 7).map((line) => `     ${safe(line)}`),
    ]);
};

/** A few of many, with how many more there are. */
const someOf = (names: readonly string[]): string => `${names.slice(0, 1).join(', ')}${names.length > 1 ? ` (+${names.length - 1})` : ''}`;

/** One step: what, where, before and after, and the proof. */
export const stepLines = (step: Step, number: number, run: Run, { locale, colour, width }: Pick<TextOptions, 'locale' | 'colour' | 'width'>): string[] => {
  const paint = painter(colour);
  const word = words[locale];
  const [head = '', ...more] = wrapDisplay(stepTitle(step, run.byId)[locale], width - 5);
  const lines = [`  ${paint('bold', `${number}  ${head}`)}`, ...more.map((line) => `     ${paint('bold', line)}`)];
  for (const change of step.changes.slice(0, 4)) {
    lines.push(`     ${paint('cyan', `${change.file}:${change.line}`)}`);
    for (const line of shown(change.before)) lines.push(`       ${paint('red', `- ${line}`)}`);
    for (const line of shown(change.after)) lines.push(`       ${paint('green', `+ ${line}`)}`);
  }
  lines.push(
    ...(step.recreates.length > 0 ? wrapDisplay(word.recreates(someOf(step.recreates)), width - 7).map((line) => `     ${paint('yellow', safe(line))}`) : []),
    `     ${paint('dim', step.proven ? word.proven(step.resolves.length, step.introduces.length) : word.tried(step.resolves.length, step.introduces.length))}`,
  );
  return lines;
};

const shown = (text: string): string[] => {
  if (text === '') return [];
  const lines = text.split('\n');
  const indent = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length));
  const cut = mask(lines.map((line) => safe(line.slice(indent))).join('\n')).split('\n');
  return cut.length > 8 ? [...cut.slice(0, 7), '…'] : cut;
};

const findingLines = (run: Run, options: TextOptions): string[] => {
  const { locale, colour, all } = options;
  const word = words[locale];
  const paint = painter(colour);
  const order = byPriority(run.inventory);
  const lines: string[] = ['', paint('bold', word.findings)];
  const groups = run.causes
    .map((cause) => ({ cause, first: cause.findings.toSorted(order)[0] }))
    .flatMap(({ cause, first }) => (first ? [{ cause, first }] : []))
    .toSorted((a, b) => order(a.first, b.first));
  const listed = all ? groups : groups.filter(({ first }) => isShown(first));
  // What is wrong is said once; then the places.
  const kinds = new Map<string, typeof listed>();
  for (const group of listed) {
    const key = `${group.first.control} ${group.first.severity}`;
    kinds.set(key, [...(kinds.get(key) ?? []), group]);
  }
  const most = all ? Infinity : 5;
  for (const [, places] of kinds) {
    const [head] = places;
    if (!head) continue;
    lines.push(
      `  ${paint(colours[head.first.severity], padDisplay(word.severity[head.first.severity], 9))}${paint('bold', run.byId.get(head.first.control)?.title[locale] ?? head.first.control)}  ${paint('dim', head.first.control)}`,
    );
    let said = '';
    for (const { cause, first } of places.slice(0, most)) {
      const message = messageOf(first)[locale];
      lines.push(...placeLines(cause, first, message === said ? undefined : message, run, options));
      said = message;
    }
    if (places.length > most) lines.push(`           ${paint('dim', `… +${places.length - most}`)}`);
  }
  const hidden = groups.length - listed.length;
  const count = (severity: Severity): number => groups.filter((group) => !listed.includes(group) && group.first.severity === severity).length;
  if (hidden > 0) lines.push(`  ${paint('dim', word.rest(hidden, count('low'), count('info')))}`);
  return lines;
};

const isShown = ({ severity }: Finding): boolean => severities.indexOf(severity) <= severities.indexOf('medium');

const placeLines = (cause: Cause, first: Finding, message: string | undefined, run: Run, { locale, colour, width }: TextOptions): string[] => {
  const word = words[locale];
  const paint = painter(colour);
  const resource = run.inventory.resource(first.resource);
  const place = placeOf(first, resource.place);
  const marks = [
    ...(cause.findings.length > 1 ? [word.times(cause.findings.length)] : []),
    ...(first.verdict.is === 'fail' && first.verdict.assumed ? [word.assumed] : []),
    ...(first.lowered ? [word.lowered[first.lowered]] : []),
  ];
  const lines = [`           ${paint('cyan', at(place))}  ${safe(shortId(resource))}${marks.length > 0 ? paint('dim', `  (${marks.join(', ')})`) : ''}`];
  if (message !== undefined) lines.push(...wrapDisplay(message, width - 13).map((line) => `             ${safe(line)}`));
  const links = chain(place).slice(1, 6);
  if (links.length > 0) lines.push(`             ${paint('dim', `← ${links.map(at).join(' ← ')}`)}`);
  const note = first.verdict.is === 'fail' ? first.verdict.because.map(originText).find((text) => text !== undefined) : undefined;
  if (note && message !== undefined) lines.push(...wrapDisplay(note[locale], width - 13).map((line) => `             ${paint('dim', line)}`));
  return lines;
};

/** Without the folder of its root, where the file before it tells that folder already. */
const shortId = ({ id, place }: Resource): string => {
  const root = /^([^:"[\]]+):/.exec(id)?.[1];
  return root !== undefined && place.file.path.startsWith(`${root}/`) ? id.slice(root.length + 1) : id;
};

/** What could not be decided, the same doubt said once. */
const unknownLines = (run: Run, { locale, colour, width }: TextOptions): string[] => {
  const paint = painter(colour);
  const doubts = new Map<string, { title: string; message: string; ids: string[] }>();
  for (const finding of run.assessment.findings.filter(({ verdict }) => verdict.is === 'unknown').toSorted(byPriority(run.inventory))) {
    const title = run.byId.get(finding.control)?.title[locale] ?? finding.control;
    const message = messageOf(finding)[locale];
    const doubt = doubts.get(`${title} ${message}`) ?? { title, message, ids: [] };
    doubt.ids.push(run.inventory.resource(finding.resource).id);
    doubts.set(`${title} ${message}`, doubt);
  }
  return [
    '',
    ...[...doubts.values()].flatMap(({ title, message, ids }) => [
      `  ?        ${title}`,
      ...wrapDisplay(message, width - 13).map((line) => `           ${safe(line)}`),
      ...ids.map((id) => `             ${paint('dim', safe(id))}`),
    ]),
  ];
};

/** Each service in use, with the layers that are yours: looked at, and not looked at by any control. */
const responsibilityLines = (run: Run, { locale, width }: TextOptions): string[] => {
  const word = words[locale];
  return responsibilityOf(run).flatMap(({ service, model, resources, layers: row }) => {
    const named = (wanted: boolean): string =>
      row
        .filter(({ answerable, assessed }) => answerable !== 'provider' && assessed === wanted)
        .map(({ layer, answerable }) => layers[layer].name[locale] + (answerable === 'shared' ? word.shared : ''))
        .join(locale === 'ja' ? '、' : ', ');
    const part = (name: string, text: string): string[] =>
      text === '' ? [] : wrapDisplay(`${name}: ${text}`, width - 8).map((line, i) => `${i === 0 ? '    ' : '      '}${line}`);
    return [`  ${service} (${models[model]}, ${word.resources(resources)})`, ...part(word.looked, named(true)), ...part(word.overlooked, named(false))];
  });
};
const models = { iaas: 'IaaS', paas: 'PaaS', saas: 'SaaS' } as const;

const coverageLines = (run: Run, { locale, width }: TextOptions): string[] => {
  const word = words[locale];
  const sum = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((total, n) => total + n, 0);
  const lines = [
    `  ${word.assessed(run.source.blocks.length, run.source.withheld.length)}`,
    ...(run.source.fileCount === 0 && run.source.blocks.length === 0
      ? wrapDisplay(word.noCode, width - 4).map((line, i) => `${i === 0 ? '  ' : '    '}${line}`)
      : []),
    ...(run.scan ? [`  ${word.scanned(run.scan.files, run.scan.found.length)}`] : []),
    `  ${word.passed(sum(run.assessment.passed), sum(run.assessment.passedAssumed))}`,
  ];
  const rows = responsibilityOf(run);
  const open = new Set(
    rows
      .flatMap(({ layers: row }) => row.filter(({ answerable, assessed }) => answerable === 'customer' && !assessed).map(({ layer }) => layer))
      .filter((layer) => !rows.some((row) => row.layers.some((one) => one.layer === layer && one.assessed))),
  );
  if (open.size > 0)
    lines.push(
      ...wrapDisplay(
        `${responsibilityNames.aws[locale]}: ${word.notAssessed}: ${[...open].map((layer) => layers[layer].name[locale]).join(locale === 'ja' ? '、' : ', ')}`,
        width - 4,
      ).map((line, i) => `${i === 0 ? '  ' : '    '}${line}`),
    );
  const unknown = [...run.inventory.unknownTypes].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  if (unknown.length > 0)
    lines.push(
      ...wrapDisplay(
        `${word.notYet}: ${unknown
          .slice(0, 12)
          .map(([type, n]) => (n > 1 ? `${type} (${n})` : type))
          .join(', ')}${unknown.length > 12 ? ` … +${unknown.length - 12}` : ''}`,
        width - 4,
      ).map((line, i) => `${i === 0 ? '  ' : '    '}${safe(line)}`),
    );
  if (run.source.unresolved.length > 0) {
    lines.push(`  ${word.unresolved}: ${run.source.unresolved.length}`);
    for (const one of run.source.unresolved.slice(0, 5))
      lines.push(...wrapDisplay(`${safe(one.address)} (${safe(one.source)}) ${unresolvedText(one)[locale]}`, width - 4).map((line) => `    ${line}`));
    if (run.source.unresolved.length > 5) lines.push(`    … +${run.source.unresolved.length - 5}`);
  }
  const unread = [...run.source.diagnostics, ...notesOf(run)];
  if (unread.length > 0) {
    lines.push(`  ${word.diagnostics}: ${unread.length}`);
    for (const one of unread.slice(0, 8))
      lines.push(...wrapDisplay(`${one.at ? `${at(one.at)}  ` : ''}${one.message[locale]}`, width - 4).map((line) => `    ${safe(line)}`));
    if (unread.length > 8) lines.push(`    … +${unread.length - 8}`);
  }
  return lines;
};

const at = ({ file, start }: Place): string => `${safe(file.path)}:${positionAt(file, start).line}`;
/** Text of the target never moves the cursor or changes colours. */
// oxlint-disable-next-line no-control-regex -- control letters are what is taken out
export const safe = (text: string): string => text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');

const colours: Readonly<Record<Severity, 'magenta' | 'red' | 'yellow' | 'blue' | 'dim'>> = {
  critical: 'magenta',
  high: 'red',
  medium: 'yellow',
  low: 'blue',
  info: 'dim',
};
type Paint = 'bold' | 'dim' | 'red' | 'green' | 'cyan' | 'yellow' | 'blue' | 'magenta';
export const painter =
  (colour: boolean) =>
  (style: Paint, text: string): string =>
    colour ? styleText(style, text, { validateStream: false }) : text;
