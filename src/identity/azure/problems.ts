import type { Diagnostic } from '#core/diagnostic';
import type { Text } from '#framework/text';
import type { Written } from '../identity.ts';
import type { ConditionProblem } from './condition-parse.ts';

/** What a user can mend in the input. Plain data has no places in a text: the file and line are told in the sentence. */
const problem = (code: string, severity: Diagnostic['severity'], at: Written | undefined, message: Text, hint?: Text): Diagnostic => {
  const where = at ? ` (${at.file}${at.line === undefined ? '' : `:${at.line}`})` : '';
  return { code, severity, at: undefined, message: { en: message.en + where, ja: message.ja + where }, ...(hint && { hint }) };
};

const things = {
  principal: { en: 'principal', ja: 'プリンシパル' },
  application: { en: 'application', ja: 'アプリケーション' },
  role: { en: 'role definition', ja: 'ロール定義' },
  assignment: { en: 'role assignment', ja: 'ロールの割り当て' },
  resource: { en: 'resource', ja: 'リソース' },
} as const;

export const duplicate = (id: string, kind: keyof typeof things): Diagnostic =>
  problem('azure-duplicate-id', 'warning', undefined, {
    en: `Two ${things[kind].en}s have the id ${id}; the first one counts.`,
    ja: `${things[kind].ja}の ID ${id} が重複しています。最初のものを使用しました。`,
  });

export const groupCycle = (names: readonly string[], at: Written | undefined): Diagnostic =>
  problem('azure-group-cycle', 'warning', at, {
    en: `Groups are members of each other: ${names.join(', ')}. Each is treated as a member of all of them.`,
    ja: `グループが互いのメンバーになっています(${names.join('、')})。すべてに所属しているものとして評価しました。`,
  });

export const scopeCycle = (scope: string): Diagnostic =>
  problem('azure-scope-cycle', 'error', undefined, {
    en: `The management group ${scope} lies below itself; what is above it is unknown.`,
    ja: `管理グループ ${scope} が自分自身の配下にあります。それより上の階層は不明として扱いました。`,
  });

export const unknownRole = (role: string, assignment: string, at: Written | undefined): Diagnostic =>
  problem(
    'azure-unknown-role',
    'warning',
    at,
    {
      en: `The role ${role} of ${assignment} is neither built in nor defined here; what it allows is unknown.`,
      ja: `${assignment} が参照するロール ${role} は組み込みロールにもカスタムロールにも見つかりません。許可する操作は不明として扱いました。`,
    },
    {
      en: 'Give the definition of the custom role as well, or update the data of built-in roles.',
      ja: 'カスタムロールの定義も読み込むか、組み込みロールのデータを更新してください。',
    },
  );

export const unknownDirectoryRole = (role: string, at: Written | undefined): Diagnostic =>
  problem('azure-unknown-directory-role', 'note', at, {
    en: `What the Entra role ${role} allows is not known.`,
    ja: `Entra ロール ${role} が許可する操作は不明です。`,
  });

export const unknownPrincipal = (principal: string, assignment: string, at: Written | undefined): Diagnostic =>
  problem('azure-unknown-principal', 'note', at, {
    en: `The principal ${principal} of ${assignment} was not read; its kind and its groups are unknown.`,
    ja: `${assignment} の対象プリンシパル ${principal} は読み込まれていません。種類や所属グループは不明です。`,
  });

export const badScope = (scope: string, assignment: string, at: Written | undefined): Diagnostic =>
  problem('azure-bad-scope', 'error', at, {
    en: `${scope} of ${assignment} is no scope; where it applies is unknown.`,
    ja: `${assignment} のスコープ ${scope} は正しい形式ではありません。適用先は不明として扱いました。`,
  });

const reasons: Readonly<Record<ConditionProblem['problem'], Text>> = {
  unexpected: { en: 'unexpected text', ja: '予期しない文字列があります' },
  unfinished: { en: 'it ends too early', ja: '途中で終わっています' },
  'unknown-operator': { en: 'unknown operator', ja: '未知の演算子です' },
  ambiguous: { en: 'AND and OR are mixed without parentheses', ja: 'AND と OR が括弧なしで混在しています' },
  'too-deep': { en: 'it is nested too deeply', ja: '入れ子が深すぎます' },
};
export const badCondition = (found: ConditionProblem, where: string, at: Written | undefined): Diagnostic => {
  const about = found.about ? `: ${found.about}` : '';
  return problem('azure-bad-condition', 'error', at, {
    en: `The condition of ${where} cannot be read at character ${found.at + 1} (${reasons[found.problem].en}${about}); whether it holds is unknown.`,
    ja: `${where} の条件を読み取れません(${found.at + 1} 文字目、${reasons[found.problem].ja}${about})。成立するかどうかは不明として扱いました。`,
  });
};

export const badDate = (date: string, where: string, at: Written | undefined): Diagnostic =>
  problem('azure-bad-date', 'error', at, {
    en: `${date} of ${where} is no date; whether the assignment counts now is unknown.`,
    ja: `${where} の日時 ${date} は正しい形式ではありません。現在有効かどうかは不明として扱いました。`,
  });
