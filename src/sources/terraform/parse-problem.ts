import type { Diagnostic } from '#core/diagnostic';
import type { SourceFile } from '#core/origin';
import type { Text } from '#framework/text';

/** What stops the reading of one item; caught at the next level that can go on. */
export class SyntaxProblem {
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

/** The diagnostic of a problem; anything else that was thrown is our own bug and is thrown on. */
export const problemAt = (file: SourceFile, problem: unknown): Diagnostic => {
  if (!(problem instanceof SyntaxProblem)) throw problem;
  const { code, start, end, detail } = problem;
  const at = { is: 'written', file, start, end, from: undefined } as const;
  const hint = hints[code];
  const message = messages[code](detail);
  return hint ? { code: `hcl-${code}`, severity: 'error', at, message, hint } : { code: `hcl-${code}`, severity: 'error', at, message };
};

const found = (what: string, detail: string): string => (detail === '' ? `Expected ${what}.` : `Expected ${what}, found "${detail}".`);
const foundJa = (what: string, detail: string): string => (detail === '' ? `${what}が必要です。` : `${what}が必要ですが、「${detail}」があります。`);

const messages = {
  'too-deep': (): Text => ({
    en: 'This is nested too deeply; it was left out.',
    ja: '入れ子が深すぎるため、この部分は読み取りませんでした。',
  }),
  label: (): Text => ({ en: 'A block label must be a plain string.', ja: 'ブロックのラベルには式を含まない文字列だけを指定できます。' }),
  'expected-block': (detail: string): Text => ({ en: found('"=" or "{" after the name', detail), ja: foundJa('名前の後に「=」か「{」', detail) }),
  'expected-newline': (detail: string): Text => ({ en: found('the end of the line', detail), ja: foundJa('行の終わり', detail) }),
  'one-line-block': (): Text => ({
    en: 'A block on one line can hold one argument only.',
    ja: '1 行で書いたブロックには引数を 1 つしか書けません。',
  }),
  'expected-expression': (detail: string): Text => ({ en: found('a value', detail), ja: foundJa('値', detail) }),
  'expected-equals': (detail: string): Text => ({ en: found('"=" or ":" after the key', detail), ja: foundJa('キーの後に「=」か「:」', detail) }),
  'expected-item-end': (detail: string): Text => ({ en: found('a comma, a new line or "}"', detail), ja: foundJa('カンマか改行か「}」', detail) }),
  'expected-sign': (sign: string): Text => ({ en: `Expected "${sign}" here.`, ja: `ここには「${sign}」が必要です。` }),
  'expected-in': (detail: string): Text => ({ en: found('"in" after the names of "for"', detail), ja: foundJa('「for」の変数名の後に「in」', detail) }),
  'expected-name': (detail: string): Text => ({ en: found('a name', detail), ja: foundJa('名前', detail) }),
  unexpected: (detail: string): Text => ({ en: `"${detail}" does not belong here.`, ja: `「${detail}」はここには書けません。` }),
  'expected-arrow': (): Text => ({ en: 'A "for" in braces needs "key => value".', ja: '波かっこの「for」には「キー => 値」が必要です。' }),
  'bad-number': (detail: string): Text => ({ en: `"${detail}" is not a number.`, ja: `「${detail}」は数値ではありません。` }),
  'unclosed-string': (): Text => ({ en: 'This string is not closed on its line.', ja: '文字列がこの行の中で閉じられていません。' }),
  'unclosed-interpolation': (): Text => ({ en: 'This template sequence is not closed with "}".', ja: 'テンプレートの式が「}」で閉じられていません。' }),
  'unclosed-directive': (): Text => ({
    en: 'This template directive is never ended.',
    ja: 'テンプレートのディレクティブに対応する終わりがありません。',
  }),
  'stray-directive': (detail: string): Text => ({
    en: `"${detail}" has no directive to belong to.`,
    ja: `「${detail}」に対応するディレクティブがありません。`,
  }),
  'bad-directive': (detail: string): Text => ({
    en: `"${detail}" is not a template directive.`,
    ja: `「${detail}」というテンプレートのディレクティブはありません。`,
  }),
  'bad-heredoc': (): Text => ({ en: 'A heredoc begins with "<<", a name and a new line.', ja: 'ヒアドキュメントは「<<」と名前と改行で始めます。' }),
  'unclosed-heredoc': (detail: string): Text => ({
    en: `The end marker "${detail}" of this heredoc is missing.`,
    ja: `ヒアドキュメントの終端「${detail}」がありません。`,
  }),
  'heredoc-at-end': (): Text => ({
    en: 'The end marker of a heredoc must be followed by a new line.',
    ja: 'ヒアドキュメントの終端の後には改行が必要です。',
  }),
  'unclosed-comment': (): Text => ({ en: 'This comment is not closed with "*/".', ja: 'コメントが「*/」で閉じられていません。' }),
  'unclosed-block': (): Text => ({ en: 'This block is not closed with "}".', ja: 'ブロックが「}」で閉じられていません。' }),
  'bad-escape': (detail: string): Text => ({ en: `"${detail}" is not an escape sequence.`, ja: `「${detail}」は正しいエスケープシーケンスではありません。` }),
  'stray-brace': (): Text => ({ en: 'This "}" closes nothing.', ja: '対応する「{」がない「}」です。' }),
  duplicate: (name: string): Text => ({
    en: `"${name}" is set more than once here; the first one counts.`,
    ja: `「${name}」がここで 2 回以上設定されています。最初の値を使います。`,
  }),
  json: (): Text => ({ en: 'This is not valid JSON.', ja: '正しい JSON ではありません。' }),
  'json-shape': (): Text => ({ en: 'A JSON object is expected here.', ja: 'ここには JSON のオブジェクトが必要です。' }),
} as const;
export type ProblemCode = keyof typeof messages;

const hints: Partial<Record<ProblemCode, Text>> = {
  'one-line-block': { en: 'Write each argument on a line of its own.', ja: '引数ごとに行を分けて書いてください。' },
  label: { en: 'Write "$${" for a literal "${".', ja: '「${」という文字そのものは「$${」と書きます。' },
  'unclosed-string': {
    en: 'Close it with a quote, or use a heredoc for text of several lines.',
    ja: '引用符で閉じるか、複数行の文字列にはヒアドキュメントを使ってください。',
  },
  'unclosed-interpolation': { en: 'Write "$${" if it is meant for another language.', ja: '別の言語の「${」であれば「$${」と書いてください。' },
  'bad-escape': { en: 'Write "\\\\" for a backslash.', ja: 'バックスラッシュそのものは「\\\\」と書きます。' },
  'heredoc-at-end': { en: 'End the file with a new line.', ja: 'ファイルの末尾に改行を入れてください。' },
};
