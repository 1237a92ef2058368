import type { Locale } from '#framework/text';
import type { Phase } from '#assessment/run';

const words: Readonly<Record<Locale, Readonly<Record<Phase, string>>>> = {
  en: { evaluate: 'Reading and evaluating', judge: 'Judging', steps: 'Trying steps' },
  ja: { evaluate: '読み取り・評価中', judge: '診断中', steps: '一歩を検証中' },
};

/** One line on a terminal, from the second on in which the work still lasts; it is gone when the work is done. */
export const progressLine = (
  write: (text: string) => void,
  now: () => number,
  locale: Locale,
): { readonly onPhase: (phase: Phase, done: number, total: number) => void; readonly done: () => void } => {
  const started = now();
  let shown = false;
  return {
    onPhase: (phase, done, total) => {
      if (now() - started < 1000) return;
      shown = true;
      write(`\r\u001b[2K${words[locale][phase]}${total > 0 ? ` ${done}/${total}` : ''} …`);
    },
    done: () => {
      if (shown) write('\r\u001b[2K');
    },
  };
};
