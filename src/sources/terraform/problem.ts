import type { Diagnostic } from '#core/diagnostic';
import type { SourceFile } from '#core/origin';
import type { Text } from '#framework/text';

/** What stops the reading of one item; caught at the next level that can go on. */
export class Problem {
  readonly code: ProblemCode;
  readonly start: number;
  readonly end: number;
  readonly detail: string;
  constructor(code: ProblemCode, start: number, end: number, detail: string) {
    this.code = code;
    this.start = start;
    this.end = end;
    this.detail = detail;
  }
}

const messages = {
  'too-deep': (_: string): Text => ({
    en: 'This is nested more than 200 levels deep; it was left out.',
    ja: '入れ子が 200 段を超えているため、この部分は読み取りませんでした。',
  }),
  label: (_: string): Text => ({ en: 'A block label must be a plain string.', ja: 'ブロックのラベルには単純な文字列だけを指定できます。' }),
  'expected-block': (found: string): Text => ({
    en: `Expected "=" or a block here, found ${quoted(found).en}.`,
    ja: `ここには「=」かブロックが必要ですが、${quoted(found).ja}があります。`,
  }),
  'expected-newline': (found: string): Text => ({
    en: `Expected the end of the line, found ${quoted(found).en}.`,
    ja: `行の終わりが必要ですが、${quoted(found).ja}があります。`,
  }),
  'expected-expression': (found: string): Text => ({
    en: `Expected a value, found ${quoted(found).en}.`,
    ja: `値が必要ですが、${quoted(found).ja}があります。`,
  }),
  'expected-equals': (found: string): Text => ({
    en: `Expected "=" or ":" after the key, found ${quoted(found).en}.`,
    ja: `キーの後には「=」か「:」が必要ですが、${quoted(found).ja}があります。`,
  }),
  'expected-item-end': (found: string): Text => ({
    en: `Expected a comma or a new line between items, found ${quoted(found).en}.`,
    ja: `要素の間にはカンマか改行が必要ですが、${quoted(found).ja}があります。`,
  }),
  'expected-in': (_: string): Text => ({ en: 'A "for" needs "in" after its names.', ja: '「for」の変数名の後には「in」が必要です。' }),
  'expected-arrow': (_: string): Text => ({ en: 'A "for" in braces needs "key => value".', ja: '波かっこの「for」には「キー => 値」が必要です。' }),
  'expected-sign': (sign: string): Text => ({ en: `Expected "${sign}" here.`, ja: `ここには「${sign}」が必要です。` }),
  'expected-name': (found: string): Text => ({ en: `Expected a name, found ${quoted(found).en}.`, ja: `名前が必要ですが、${quoted(found).ja}があります。` }),
  unexpected: (found: string): Text => ({ en: `"${found}" does not belong here.`, ja: `「${found}」はここには書けません。` }),
  'unclosed-string': (_: string): Text => ({ en: 'This string is not closed on its line.', ja: '文字列がこの行の中で閉じられていません。' }),
  'unclosed-interpolation': (_: string): Text => ({ en: 'This interpolation is not closed with "}".', ja: '式展開が「}」で閉じられていません。' }),
  'unclosed-heredoc': (_: string): Text => ({ en: 'The end marker of this heredoc is missing.', ja: 'ヒアドキュメントの終端がありません。' }),
  'unclosed-comment': (_: string): Text => ({ en: 'This comment is not closed with "*/".', ja: 'コメントが「*/」で閉じられていません。' }),
  'unclosed-block': (_: string): Text => ({ en: 'This block is not closed with "}".', ja: 'ブロックが「}」で閉じられていません。' }),
  'bad-escape': (found: string): Text => ({ en: `"${found}" is not an escape sequence.`, ja: `「${found}」は正しいエスケープシーケンスではありません。` }),
  'bad-heredoc': (_: string): Text => ({ en: 'A heredoc begins with "<<NAME" and a new line.', ja: 'ヒアドキュメントは「<<名前」と改行で始めます。' }),
  'bad-directive': (found: string): Text => ({
    en: `"${found}" is not a template directive (if, else, endif, for, endfor).`,
    ja: `「${found}」はテンプレートのディレクティブ(if、else、endif、for、endfor)ではありません。`,
  }),
  'stray-brace': (_: string): Text => ({ en: 'This "}" closes nothing.', ja: '対応する「{」がない「}」です。' }),
  duplicate: (name: string): Text => ({
    en: `"${name}" is set twice in this block; the first one counts.`,
    ja: `「${name}」がこのブロックで 2 回設定されています。最初の値を使います。`,
  }),
  json: (detail: string): Text => ({ en: `This is not valid JSON: ${detail}`, ja: `正しい JSON ではありません: ${detail}` }),
} as const;
export type ProblemCode = keyof typeof messages;

/** The diagnostic of a problem; anything else that was thrown is our own bug and is thrown on. */
export const problemAt = (file: SourceFile, problem: unknown): Diagnostic => {
  if (!(problem instanceof Problem)) throw problem;
  const { code, start, end, detail } = problem;
  return { code: `hcl-${code}`, severity: 'error', at: { is: 'written', file, start, end, from: undefined }, message: messages[code](detail.trim()) };
};

const quoted = (found: string): Text =>
  found.trim() === '' ? { en: 'the end of the line', ja: '行末' } : { en: `"${found.trim()}"`, ja: `「${found.trim()}」` };
