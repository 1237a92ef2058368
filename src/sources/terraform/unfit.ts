import type { Diagnostic } from '#core/diagnostic';
import type { SourceFile } from '#core/origin';
import type { Files } from './module-instance.ts';

/** Why a file is not read, or not as it stands; undefined: nothing is wrong with it. */
export const unfit = (path: string, found: ReturnType<Files['read']>): Diagnostic | undefined => {
  if (!('file' in found)) return unreadable(path, found.missing.code);
  const { file, bytes } = found;
  if (file.text.includes('\0')) return notText(file, file.text.indexOf('\0'), 'error');
  const bad = file.text.indexOf('\uFFFD');
  // The sign itself may stand in a text.
  return bad >= 0 && !Buffer.from(file.text, 'utf8').equals(bytes) ? notText(file, bad, 'warning') : undefined;
};

const notText = (file: SourceFile, at: number, severity: 'error' | 'warning'): Diagnostic => ({
  code: 'file-not-utf8',
  severity,
  at: { is: 'written', file, start: at, end: at + 1, from: undefined },
  message:
    severity === 'error'
      ? { en: `${file.path} is not a text in UTF-8 and was left out.`, ja: `${file.path} は UTF-8 のテキストではないため読み飛ばしました。` }
      : {
          en: `${file.path} holds bytes that are not UTF-8; they were read as unknown letters.`,
          ja: `${file.path} に UTF-8 ではないバイトがあります。その部分は不明な文字として読み取りました。`,
        },
});

const unreadable = (path: string, code: string): Diagnostic => ({
  code: `file-${code}`,
  severity: 'error',
  at: { is: 'written', file: { path, text: '' }, start: 0, end: 0, from: undefined },
  message:
    code === 'too-large'
      ? { en: `${path} is too large and was left out.`, ja: `${path} はサイズが大きすぎるため読み飛ばしました。` }
      : { en: `${path} could not be read.`, ja: `${path} を読み取れませんでした。` },
});
