import type { Diagnostic } from '#core/diagnostic';
import type { Text } from '#framework/text';
import type { Written } from '../identity.ts';
import type { CelProblem } from './cel-parse.ts';

/** What a user can mend in the input. Plain data has no places in a text: the file and line are told in the sentence. */
const problem = (code: string, severity: Diagnostic['severity'], at: Written | undefined, message: Text, hint?: Text): Diagnostic => {
  const where = at ? ` (${at.file}${at.line === undefined ? (at.pointer ?? '') : `:${at.line}`})` : '';
  return { code, severity, at: undefined, message: { en: message.en + where, ja: message.ja + where }, ...(hint && { hint }) };
};

const things = {
  principal: { en: 'principal', ja: 'プリンシパル' },
  role: { en: 'custom role', ja: 'カスタムロール' },
  resource: { en: 'resource', ja: 'リソース' },
  pool: { en: 'identity pool', ja: 'ID プール' },
} as const;

export const duplicate = (id: string, kind: keyof typeof things): Diagnostic =>
  problem('gcp-duplicate-id', 'warning', undefined, {
    en: `Two ${things[kind].en}s have the id ${id}; the first one counts.`,
    ja: `${things[kind].ja}の ID ${id} が重複しています。最初のものを使用しました。`,
  });

export const groupCycle = (names: readonly string[], at: Written | undefined): Diagnostic =>
  problem('gcp-group-cycle', 'warning', at, {
    en: `Groups are members of each other: ${names.join(', ')}. Each is treated as a member of all of them.`,
    ja: `グループが互いのメンバーになっています(${names.join('、')})。すべてに所属しているものとして評価しました。`,
  });

export const levelCycle = (level: string): Diagnostic =>
  problem('gcp-hierarchy-cycle', 'error', undefined, {
    en: `${level} lies below itself; what is above it is unknown.`,
    ja: `${level} が自分自身の配下にあります。それより上の階層は不明として扱いました。`,
  });

export const unknownRole = (role: string, binding: string, at: Written | undefined): Diagnostic =>
  problem(
    'gcp-unknown-role',
    'warning',
    at,
    {
      en: `The role ${role} of ${binding} is neither predefined nor defined here; what it allows is unknown.`,
      ja: `${binding} が参照するロール ${role} は事前定義ロールにもカスタムロールにも見つかりません。許可する権限は不明として扱いました。`,
    },
    {
      en: 'Give the definition of the custom role as well, or update the data of predefined roles.',
      ja: 'カスタムロールの定義も読み込むか、事前定義ロールのデータを更新してください。',
    },
  );

export const unknownPermission = (permission: string, role: string, at: Written | undefined): Diagnostic =>
  problem('gcp-unknown-permission', 'note', at, {
    en: `No predefined role knows the permission ${permission} of ${role}; it counts as written.`,
    ja: `${role} の権限 ${permission} はどの事前定義ロールにも含まれていません。記述どおりに扱いました。`,
  });

export const badMember = (member: string, where: string, at: Written | undefined): Diagnostic =>
  problem(
    'gcp-bad-member',
    'error',
    at,
    {
      en: `${member} of ${where} names no principal; whom it means is unknown.`,
      ja: `${where} の ${member} はプリンシパルの形式ではありません。対象は不明として扱いました。`,
    },
    {
      en: 'Write the kind in front, such as user:, group: or serviceAccount:.',
      ja: 'user: や group:、serviceAccount: のように種別を先頭に付けてください。',
    },
  );

export const badPlace = (place: string, where: string, at: Written | undefined): Diagnostic =>
  problem('gcp-bad-resource', 'error', at, {
    en: `${place} of ${where} is no resource name; where it applies is unknown.`,
    ja: `${where} の ${place} はリソース名の形式ではありません。適用先は不明として扱いました。`,
  });

const reasons: Readonly<Record<CelProblem['problem'], Text>> = {
  unexpected: { en: 'unexpected text', ja: '予期しない文字列があります' },
  unfinished: { en: 'it ends too early', ja: '途中で終わっています' },
  'too-deep': { en: 'it is too long or nested too deeply', ja: '長すぎるか、入れ子が深すぎます' },
};
const effects = {
  allow: { en: 'whether it holds is unknown', ja: '成立するかどうかは不明として扱いました' },
  deny: { en: 'a condition that cannot be evaluated denies', ja: '評価できない条件は拒否として扱われます' },
} as const;
export const badCondition = (found: CelProblem, where: string, effect: keyof typeof effects, at: Written | undefined): Diagnostic => {
  const about = found.about ? `: ${found.about}` : '';
  return problem('gcp-bad-condition', 'error', at, {
    en: `The condition of ${where} cannot be read at character ${found.at + 1} (${reasons[found.problem].en}${about}); ${effects[effect].en}.`,
    ja: `${where} の条件を読み取れません(${found.at + 1} 文字目、${reasons[found.problem].ja}${about})。${effects[effect].ja}。`,
  });
};

export const unknownFunction = (name: string, where: string, at: Written | undefined): Diagnostic =>
  problem('gcp-unknown-function', 'warning', at, {
    en: `The condition of ${where} uses the function ${name}, which is not known here; what it gives is unknown.`,
    ja: `${where} の条件で使われている関数 ${name} には対応していません。結果は不明として扱いました。`,
  });

export const conditionOnBasicRole = (role: string, where: string, at: Written | undefined): Diagnostic =>
  problem('gcp-condition-on-basic-role', 'error', at, {
    en: `${where} puts a condition on the basic role ${role}, which Google Cloud refuses; it grants nothing.`,
    ja: `${where} は基本ロール ${role} に条件を付けていますが、Google Cloud では受け付けられません。何も許可しないものとして扱いました。`,
  });

export const conditionOnEverybody = (member: string, where: string, at: Written | undefined): Diagnostic =>
  problem('gcp-condition-on-everybody', 'error', at, {
    en: `${where} grants to ${member} under a condition, which Google Cloud refuses; it grants nothing to them.`,
    ja: `${where} は ${member} に条件付きで付与していますが、Google Cloud では受け付けられません。何も許可しないものとして扱いました。`,
  });

export const badDate = (date: string): Diagnostic =>
  problem('gcp-bad-date', 'error', undefined, {
    en: `${date} is no date with time; conditions on the time stay open.`,
    ja: `${date} は日時の形式ではありません。時刻に関する条件は判定を保留しました。`,
  });

export const unknownBoundary = (policy: string, binding: string, at: Written | undefined): Diagnostic =>
  problem('gcp-unknown-boundary', 'warning', at, {
    en: `The principal access boundary policy ${policy} of ${binding} was not read; what it leaves is unknown.`,
    ja: `${binding} が参照するプリンシパル アクセス境界ポリシー ${policy} は読み込まれていません。対象リソースは不明として扱いました。`,
  });
