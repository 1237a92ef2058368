import { applied, textChanges } from '#sources/terraform/edit';
import { revise } from '#sources/terraform/revise';
import { assess } from '#assessment/assess';
import type { Run } from '#assessment/run';
import { byPriority } from '#assessment/run';
import type { Step } from '#assessment/steps';
import { messageOf, stepEntry } from '#reports/document';
import { painter, stepLines } from '#reports/text';
import { UsageError, type Options } from './options.ts';

const words = {
  en: {
    none: 'No change of code was found that would remove a finding by itself.',
    gone: (n: number) => `${n} finding(s) would be gone:`,
    fresh: (n: number) => `${n} new finding(s):`,
    left: (n: number) => `${n} finding(s) of medium or above would remain.`,
    written: (files: string) => `Written: ${files}. Run the assessment again to see the findings gone.`,
    dry: 'Nothing was written; --write edits the files.',
    hint: 'ippo what-if NUMBER [NUMBER...] --write makes the changes.',
  },
  ja: {
    none: 'コードの変更だけで解消できる検出事項はありませんでした。',
    gone: (n: number) => `解消される検出事項 ${n} 件:`,
    fresh: (n: number) => `新たな検出事項 ${n} 件:`,
    left: (n: number) => `重要度「中」以上の検出事項が ${n} 件残ります。`,
    written: (files: string) => `書き換えました: ${files}。もう一度診断すると、解消を確認できます。`,
    dry: 'ファイルは変更していません。--write を付けると書き換えます。',
    hint: 'ippo what-if 番号 [番号...] --write で変更を適用できます。',
  },
} as const;

export const stepsReport = (run: Run, options: Options): string => {
  if (options.outputs[0]?.format === 'json') return `${JSON.stringify(run.steps.map(stepEntry(run)), undefined, 2)}\n`;
  const word = words[options.locale];
  if (run.steps.length === 0) return `${word.none}\n`;
  return `${run.steps.flatMap((step, i) => [...stepLines(step, i + 1, run, { locale: options.locale, colour: options.colour, width: 100 }), '']).join('\n')}\n${word.hint}\n`;
};

/** Applies steps together in memory; with --write also to the files. */
export const whatIf = (run: Run, names: readonly string[], options: Options, write: (file: string, text: string) => void): string => {
  const { locale, colour } = options;
  if (names.length === 0)
    throw new UsageError('what-if takes the numbers of steps; "ippo steps" lists them.', '一歩の番号を指定してください。一覧は ippo steps で表示します。');
  const steps = names.map((name): Step => {
    const step = /^\d+$/.test(name) ? run.steps[Number(name) - 1] : run.steps.find(({ id }) => id === name);
    if (!step) throw new UsageError(`There is no step ${name}; there are ${run.steps.length}.`, `番号 ${name} の一歩はありません(全 ${run.steps.length} 件)。`);
    return step;
  });
  const changes = textChanges(
    steps.flatMap(({ cause }) => cause.edits),
    run.source.project.parsed,
  );
  if (!changes) throw new UsageError('These steps cannot be applied together.', 'これらの一歩は同時に適用できません。');
  const texts = applied(changes);
  const { blocks, gone } = revise(run.source.project, texts);
  const after = assess(run.inventory.patch(blocks, gone), run.controls);
  const failing = (findings: typeof after.findings) => findings.filter(({ verdict }) => verdict.is === 'fail');
  const now = new Set(failing(after.findings).map(({ id }) => id));
  const before = new Set(failing(run.assessment.findings).map(({ id }) => id));
  const removed = failing(run.assessment.findings)
    .filter(({ id }) => !now.has(id))
    .toSorted(byPriority(run.inventory));
  const fresh = failing(after.findings).filter(({ id }) => !before.has(id));
  if (options.write) for (const [file, text] of texts) write(file, text);
  if (options.outputs[0]?.format === 'json')
    return `${JSON.stringify({ resolves: removed.map(({ id }) => id), introduces: fresh.map(({ id }) => id), files: [...texts.keys()], written: options.write }, undefined, 2)}\n`;
  const word = words[locale];
  const paint = painter(colour);
  const line = ({ control, id, severity }: (typeof removed)[number], sign: string): string =>
    `  ${sign} ${severity.padEnd(8)} ${run.byId.get(control)?.title[locale] ?? control}  ${paint('dim', id.slice(control.length + 1))}`;
  const left = failing(after.findings).filter(({ severity }) => severity === 'critical' || severity === 'high' || severity === 'medium').length;
  return `${[
    ...steps.flatMap((step, i) => [...stepLines(step, i + 1, run, { locale, colour, width: 100 }), '']),
    paint('green', word.gone(removed.length)),
    ...removed.map((one) => line(one, '-')),
    ...(fresh.length > 0 ? ['', paint('red', word.fresh(fresh.length)), ...fresh.map((one) => `${line(one, '+')}  ${messageOf(one)[locale]}`)] : []),
    '',
    word.left(left),
    options.write ? word.written([...texts.keys()].join(', ')) : word.dry,
  ].join('\n')}\n`;
};
