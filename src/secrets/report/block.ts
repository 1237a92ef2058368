import { wrapDisplay } from '#framework/display-width';
import { isGap } from './note.ts';
import { isOver } from './secret-finding.ts';
import type { SecretsRun } from './secrets-run.ts';
import { findingLines, noteLines, painter, type SecretsTextOptions } from './secrets-text.ts';
import { secretsWords } from './secrets-words.ts';
import { shownFacts } from './shown-facts.ts';

export type Stopped = 'commit' | 'push' | 'receive';

/** What a hook says when it stops somebody: what was found, where, and what to do now. Empty: nothing stops. */
export const blockText = (run: SecretsRun, stopped: Stopped, options: SecretsTextOptions): string => {
  const { locale, width, colour, bar } = options;
  const word = secretsWords[locale];
  const paint = painter(colour);
  const over = run.findings.filter((one) => isOver(one, bar));
  const facts = shownFacts(run.findings);
  const said = new Set<string>();
  const gaps = noteLines(run.notes.filter(isGap), word.notLooked, options);
  if (over.length === 0) return gaps.length === 0 ? '' : `${gaps.slice(1).join('\n')}\n`;
  const steps = word.rotateFirst[stopped].flatMap((text, i) => {
    const [first = '', ...rest] = wrapDisplay(text, width - 5);
    return [`  ${i + 1}. ${first}`, ...rest.map((line) => `     ${line}`)];
  });
  const fingerprint = over[0]?.fingerprint?.slice(0, 12);
  return `${[
    paint('red', word.blocked[stopped](over.length)),
    ...over.flatMap((finding) => ['', ...findingLines(finding, options, run.keyed, facts, said)]),
    '',
    paint('bold', word.now),
    ...steps,
    ...wrapDisplay(fingerprint === undefined ? word.letPassWithoutKey : word.letPass(over.length === 1 ? fingerprint : 'FINGERPRINT'), width - 2).map(
      (line) => `  ${paint('dim', line)}`,
    ),
    ...gaps,
  ].join('\n')}\n`;
};
