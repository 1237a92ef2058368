import type { Locale } from '#framework/text';
import { viewpointIds, viewpoints } from '#framework/viewpoints';
import { rotationOf } from './credential-paths.ts';
import type { AssessmentDocument, FindingEntry } from './document.ts';

const words = {
  en: {
    title: 'ippo assessment',
    next: 'Next steps',
    rotate: 'Rotate first',
    findings: 'Findings',
    viewpoint: 'Viewpoint',
    fail: 'fail',
    unknown: 'unknown',
    pass: 'pass',
    severity: 'Severity',
    what: 'What',
    where: 'Where',
    recreates: 'Careful: applying this replaces the resource; take a backup and plan the move of its data first.',
    proven: (n: number) => `Proven: with this change ${n} finding(s) are gone and nothing new appears.`,
    none: 'No problem was found in what could be assessed.',
    more: (n: number) => `${n} smaller findings are not listed.`,
    unread: (n: number) => `${n} module(s) could not be read.`,
    names: { critical: 'critical', high: 'high', medium: 'medium', low: 'low', info: 'info' },
  },
  ja: {
    title: 'ippo 診断結果',
    next: '次の一歩',
    rotate: 'まずローテーション',
    findings: '検出事項',
    viewpoint: '観点',
    fail: '不備',
    unknown: '不明',
    pass: '良好',
    severity: '重要度',
    what: '内容',
    where: '場所',
    recreates: '注意: 適用するとリソースが作り直されます。先にバックアップを取り、データの移行を計画してください。',
    proven: (n: number) => `検証済み: この変更で ${n} 件が解消し、新たな検出はありません。`,
    none: '診断できた範囲では、問題は見つかりませんでした。',
    more: (n: number) => `ほかに軽微なものが ${n} 件あります。`,
    unread: (n: number) => `読み取れなかったモジュールが ${n} 件あります。`,
    names: { critical: '緊急', high: '高', medium: '中', low: '低', info: '情報' },
  },
} as const;

/** For a pull request: the table of viewpoints, three steps as diffs, the findings of medium and above. */
export const markdownReport = (document: AssessmentDocument, titles: ReadonlyMap<string, string>, locale: Locale): string => {
  const word = words[locale];
  const lines = [`## ${word.title}`, '', `| ${word.viewpoint} | ${word.fail} | ${word.unknown} | ${word.pass} |`, '| --- | ---: | ---: | ---: |'];
  for (const id of viewpointIds)
    lines.push(`| ${viewpoints[id].name[locale]} | ${document.figure[id].fail} | ${document.figure[id].unknown} | ${document.figure[id].pass} |`);
  const failing = document.findings.filter(({ verdict }) => verdict === 'fail');
  if (failing.length === 0) lines.push('', word.none);
  const rotations = failing.flatMap(({ evidence, severity, at }) => {
    const rotation = rotationOf(evidence, severity);
    return rotation
      ? [`- \`${at.file.replaceAll('`', '')}:${at.line}\` ${escape(`${rotation.title[locale]} (${rotation.masked}): ${rotation.next[locale]}`)}`]
      : [];
  });
  if (rotations.length > 0) lines.push('', `### ${word.rotate}`, '', ...rotations.slice(0, 3));
  if (document.steps.length > 0) {
    lines.push('', `### ${word.next}`);
    for (const [i, step] of document.steps.slice(0, 3).entries()) {
      lines.push('', `${i + 1}. **${escape(step.title[locale])}**`);
      for (const change of step.changes.slice(0, 4)) {
        const diff = [
          ...change.before
            .split('\n')
            .filter(Boolean)
            .map((line) => `- ${line}`),
          ...change.after
            .split('\n')
            .filter(Boolean)
            .map((line) => `+ ${line}`),
        ];
        const fence = fenceFor(diff);
        lines.push(
          '',
          `   \`${change.file.replaceAll('`', '')}:${change.line}\``,
          '',
          `   ${fence}diff`,
          ...diff.slice(0, 20).map((line) => `   ${line}`),
          `   ${fence}`,
        );
      }
      if (step.recreates.length > 0) lines.push('', `   ${word.recreates}`);
      if (step.proven) lines.push('', `   ${word.proven(step.resolves.length)}`);
    }
  }
  const shown = oncePerCause(failing.filter(({ severity }) => severity === 'critical' || severity === 'high' || severity === 'medium'));
  if (shown.length > 0) {
    lines.push('', `### ${word.findings}`, '', `| ${word.severity} | ${word.what} | ${word.where} |`, '| --- | --- | --- |');
    for (const finding of shown.slice(0, 50))
      lines.push(
        `| ${word.names[severityOf(finding)]} | ${escape(`${titles.get(finding.control) ?? finding.control} — ${finding.message[locale]}`)} | \`${finding.at.file.replaceAll('`', '')}:${finding.at.line}\` ${escape(finding.resource.address)} |`,
      );
  }
  const rest = oncePerCause(failing).length - shown.length;
  if (rest > 0) lines.push('', word.more(rest));
  if (document.coverage.unresolved.length > 0) lines.push('', word.unread(document.coverage.unresolved.length));
  return `${lines.join('\n')}\n`;
};

const severityOf = ({ severity }: FindingEntry): 'critical' | 'high' | 'medium' | 'low' | 'info' =>
  severity === 'critical' || severity === 'high' || severity === 'medium' || severity === 'low' ? severity : 'info';
const oncePerCause = (findings: readonly FindingEntry[]): FindingEntry[] =>
  findings.filter((one, i) => findings.findIndex(({ cause }) => cause !== null && cause === one.cause) === i || one.cause === null);
/** Nothing of the target becomes markup. */
const escape = (text: string): string => text.replace(/[\\`*_{}[\]<>|#@]/g, (sign) => `\\${sign}`).replace(/[\r\n]+/g, ' ');
const fenceFor = (lines: readonly string[]): string => '`'.repeat(Math.max(3, ...lines.map((line) => (/`+/.exec(line)?.[0].length ?? 0) + 1)));
