import type { Locale, Text } from '#framework/text';
import type { Because, IdentityCloud, Principal, PrincipalKind } from '#identity/identity';
import { oneLine } from './one-line.ts';

/** What the identity pages say. */
export const words = {
  en: {
    may: (who: string, action: string) => `Can ${who} do ${action}?`,
    whoCan: (action: string) => `Who can do ${action}?`,
    on: (what: string) => `On: ${what}`,
    everything: 'everything (no resource was named)',
    answer: 'Answer',
    outcome: {
      allow: 'yes',
      'explicit-deny': 'no, it is denied',
      'implicit-deny': 'no, nothing allows it',
      'allow-if': 'only under a condition',
    },
    if: 'if',
    and: 'and',
    allow: 'allowed by',
    deny: 'denied by',
    mayDeny: 'unless denied by',
    nothing: 'nothing allows it in',
    ownRoot: 'the root user of the account needs no policy',
    missing: (list: string) => `Not collected, and could change the answer: ${list}`,
    assumption: (text: string) => `Assumed: ${text}`,
    keys: (role: string, operation: string) => `keys of the account, which role "${role}" may read (${operation})`,
    through: (group: string) => `through ${group}`,
    at: (level: string) => `at ${level}`,
    statement: (one: string | number) => (typeof one === 'number' ? `statement ${one + 1}` : `statement "${one}"`),
    can: (n: number) => (n === 1 ? '1 can' : `${n} can`),
    could: (n: number) => (n === 1 ? '1 could under a condition' : `${n} could under a condition`),
    nobody: 'Nobody can.',
    everyone: 'everyone, without signing in',
    signedIn: 'everyone who has a Google account',
    outside: 'outside of what was read',
    more: (n: number) => `… ${n} more (--all shows them)`,
    thisAccount: '000000000000 stands for the account of this code, whose number the code does not tell.',
    thisSubscription: 'The subscription of zeros stands for the one of this code.',
    levels: { list: 'list', read: 'read', write: 'write', tagging: 'tag', permissions: 'permissions' },
    administrator: 'Administrator: may do everything that the guardrails of the account leave.',
    becomes: 'Can become administrator:',
    noAdministrator: 'Not an administrator, and no way to become one was found.',
    noPermissions: 'No permissions.',
    staleKey: {
      old: (key: string, days: number) => `Access key ${key} is ${days} days old: renew it.`,
      unused: (key: string, days: number) => `Access key ${key} has not been used for ${days} days: delete it.`,
    },
    leftOut: (n: number) => `${n} further ways of the same kinds are not listed.`,
    reachesData: (n: number) => `Data it gets at (${n})`,
    stopsRecords: (n: number) => `Records of what is done that it can stop or wipe (${n})`,
    permissions: 'Permissions',
    of: (allowed: number, total: number) => (allowed < total ? `${allowed} of ${total} actions` : total === 1 ? 'its only action' : `all ${total} actions`),
    everywhere: 'on all resources',
    partly: 'on some resources or under conditions',
    wildcard: (patterns: string) => `wildcards: ${patterns}`,
    wildcardHint: 'Wildcards allow more than is used, and whatever the provider adds later. Name the actions that are needed instead.',
    taken: (n: number) => (n === 1 ? '1 way for others to take it over' : `${n} ways for others to take it over`),
    read: 'Read',
    administrators: 'Administrators',
    noAdministrators: 'None.',
    become: 'Can become administrator',
    nobodyBecomes: 'No way was found by which somebody becomes administrator.',
    conditional: 'under conditions',
    others: 'Other ways to become somebody else',
    noOthers: 'None.',
    toSelf: 'more rights for itself',
    using: 'using',
  },
  ja: {
    may: (who: string, action: string) => `${who}は ${action} を実行できるか`,
    whoCan: (action: string) => `${action} を実行できるのは誰か`,
    on: (what: string) => `対象: ${what}`,
    everything: '全体(リソースの指定なし)',
    answer: '結果',
    outcome: {
      allow: 'できる',
      'explicit-deny': 'できない(明示的に拒否)',
      'implicit-deny': 'できない(許可がない)',
      'allow-if': '条件付きでできる',
    },
    if: '条件',
    and: 'かつ',
    allow: '許可の根拠',
    deny: '拒否の根拠',
    mayDeny: '拒否の可能性',
    nothing: '許可がない箇所',
    ownRoot: 'アカウントのルートユーザーにはポリシーが不要',
    missing: (list: string) => `未収集(結果が変わる可能性あり): ${list}`,
    assumption: (text: string) => `前提: ${text}`,
    keys: (role: string, operation: string) => `ロール「${role}」で取得できるアカウントキー(${operation})`,
    through: (group: string) => `${group} 経由`,
    at: (level: string) => `スコープ ${level}`,
    statement: (one: string | number) => (typeof one === 'number' ? `ステートメント ${one + 1}` : `ステートメント「${one}」`),
    can: (n: number) => `実行できるもの ${n} 件`,
    could: (n: number) => `条件付きで実行できるもの ${n} 件`,
    nobody: '実行できるプリンシパルはありません。',
    everyone: 'すべての人(認証なし)',
    signedIn: 'Google アカウントを持つすべての人',
    outside: '読み取り範囲外',
    more: (n: number) => `…ほか ${n} 件(--all ですべて表示)`,
    thisAccount: '000000000000 は、このコードのデプロイ先アカウントを表します(番号はコードからは分かりません)。',
    thisSubscription: 'ゼロだけのサブスクリプション ID は、このコードのデプロイ先を表します。',
    levels: { list: '一覧', read: '読み取り', write: '書き込み', tagging: 'タグ付け', permissions: 'アクセス権の管理' },
    administrator: '管理者です。アカウントのガードレールが許す範囲で、すべての操作ができます。',
    becomes: '次の手順で管理者になれます。',
    noAdministrator: '管理者ではなく、管理者になる経路も見つかりませんでした。',
    noPermissions: '権限はありません。',
    staleKey: {
      old: (key: string, days: number) => `アクセスキー ${key} は作成から ${days} 日経っています。更新してください。`,
      unused: (key: string, days: number) => `アクセスキー ${key} は ${days} 日間使われていません。削除してください。`,
    },
    leftOut: (n: number) => `同じ種類の経路がほかに ${n} 件ありますが、省略しています。`,
    reachesData: (n: number) => `到達できるデータ (${n})`,
    stopsRecords: (n: number) => `停止または消去できる監査記録 (${n})`,
    permissions: '権限',
    of: (allowed: number, total: number) => (allowed === total ? `全 ${total} アクション` : `${total} アクション中 ${allowed}`),
    everywhere: 'すべてのリソースが対象',
    partly: '一部のリソースが対象、または条件付き',
    wildcard: (patterns: string) => `ワイルドカード: ${patterns}`,
    wildcardHint: 'ワイルドカードは、使わない操作や、今後追加される操作まで許可します。必要なアクションだけを列挙してください。',
    taken: (n: number) => `ほかのプリンシパルがこれになれる経路 ${n} 件`,
    read: '読み取った対象',
    administrators: '管理者',
    noAdministrators: 'ありません。',
    become: '管理者になれるプリンシパル',
    nobodyBecomes: '管理者になる経路は見つかりませんでした。',
    conditional: '条件付き',
    others: 'そのほかの、別のプリンシパルになれる経路',
    noOthers: 'ありません。',
    toSelf: '自身の権限の拡大',
    using: '利用する権限',
  },
} as const;

export const cloudNames: Readonly<Record<IdentityCloud, string>> = { aws: 'AWS', azure: 'Azure', gcp: 'Google Cloud' };

export const kindNames: Readonly<Record<PrincipalKind, Text>> = {
  user: { en: 'user', ja: 'ユーザー' },
  group: { en: 'group', ja: 'グループ' },
  role: { en: 'role', ja: 'ロール' },
  'service-principal': { en: 'service principal', ja: 'サービスプリンシパル' },
  'managed-identity': { en: 'managed identity', ja: 'マネージド ID' },
  'service-account': { en: 'service account', ja: 'サービスアカウント' },
  root: { en: 'root user', ja: 'ルートユーザー' },
  federated: { en: 'federated identity', ja: 'フェデレーション ID' },
  service: { en: 'service', ja: 'サービス' },
  anyone: { en: 'everyone', ja: 'すべての人' },
};

/** `webshop-prod-app (role)`. */
export const principalText = ({ name, kind, account }: Principal, locale: Locale): string => {
  if (kind === 'anyone') return name === 'allAuthenticatedUsers' ? words[locale].signedIn : words[locale].everyone;
  if (kind === 'root') return locale === 'ja' ? `アカウント ${account} のルートユーザー` : `root user of account ${account}`;
  return locale === 'ja' ? `${oneLine(name)}(${kindNames[kind].ja})` : `${oneLine(name)} (${kindNames[kind].en})`;
};

/** What people call a thing of that id: the end of an ARM id or an ARN. */
export const shortId = (id: string): string => {
  const arm = /\/(?:providers\/[^/]+\/.*?)?([^/]+\/[^/]+)$/.exec(id)?.[1];
  const arn = /^arn:[^:]*:[^:]*:[^:]*:[^:]*:(.+)$/.exec(id)?.[1];
  return oneLine(arn ?? (id.startsWith('/') ? (arm ?? id) : id));
};

/** A reason in one line, without its place: which policy, which statement of it, through whom. */
export const becauseText = ({ layer, policy, statement, through, at }: Because, locale: Locale): string => {
  const word = words[locale];
  // Keys of an account open its data: the statement is the operation that hands them out.
  if (layer === 'key' && typeof statement === 'string')
    return word.keys(oneLine(policy), oneLine(statement.slice(statement.lastIndexOf('/', statement.length - 8) + 1)));
  const where = policyText(layer, policy, locale);
  // The line tells better than a number.
  const part =
    statement === undefined || (at !== undefined && (typeof statement === 'number' || layer === 'binding')) ? '' : word.statement(numbered(statement));
  const via = through === undefined ? [] : through.split(', ').map((one) => (isLevel(one) ? word.at(shortId(one)) : word.through(oneLine(one))));
  return [where, part, ...via].filter(Boolean).join(locale === 'ja' ? '、' : ', ');
};
/** A place in the hierarchy, not a group. */
const isLevel = (text: string): boolean => /^(\/|(organizations|folders|projects)\/)/.test(text);
const numbered = (one: string | number): string | number => (typeof one === 'number' ? one : oneLine(one));

const policyText = (layer: string, policy: string, locale: Locale): string => {
  const name = oneLine(policy);
  if (name === '') return layerText(layer, locale);
  const [, kind, whose] = /^(inline policy|trust policy|policy) of (.+)$/.exec(name) ?? [];
  if (kind !== undefined && whose !== undefined) {
    if (locale === 'en') return kind === 'policy' ? `resource policy of ${whose}` : name;
    return `${whose} の${kind === 'inline policy' ? 'インラインポリシー' : kind === 'trust policy' ? '信頼ポリシー' : 'リソースベースのポリシー'}`;
  }
  return locale === 'ja' ? `${layerText(layer, locale)}「${name}」` : `${layerText(layer, locale)} "${name}"`;
};

export const layerText = (layer: string, locale: Locale): string => {
  const [, kind, level] = /^(scp|rcp) (\d+)$/.exec(layer) ?? [];
  if (kind !== undefined) return locale === 'ja' ? `${kind.toUpperCase()}(第 ${Number(level) + 1} 階層)` : `${kind.toUpperCase()} (level ${Number(level) + 1})`;
  return layers[layer]?.[locale] ?? layer;
};
const layers: Readonly<Record<string, Text>> = {
  identity: { en: 'identity policy', ja: 'ID ベースのポリシー' },
  resource: { en: 'resource policy', ja: 'リソースベースのポリシー' },
  trust: { en: 'trust policy', ja: '信頼ポリシー' },
  boundary: { en: 'permissions boundary', ja: 'アクセス許可の境界' },
  session: { en: 'session policy', ja: 'セッションポリシー' },
  endpoint: { en: 'endpoint policy', ja: 'エンドポイントポリシー' },
  grant: { en: 'KMS grant to', ja: 'KMS グラント' },
  'no-permission-needed': { en: 'a call that needs no permission', ja: '権限が不要な呼び出し' },
  'role-assignment': { en: 'role assignment', ja: 'ロールの割り当て' },
  'deny-assignment': { en: 'deny assignment', ja: '拒否割り当て' },
  'directory-role': { en: 'Entra role', ja: 'Entra ロール' },
  'app-permission': { en: 'app permission', ja: 'アプリのアクセス許可' },
  'access-policy': { en: 'key vault access policy', ja: 'Key Vault のアクセスポリシー' },
  'data-role': { en: 'data role', ja: 'データプレーンのロール' },
  'sql-administrator': { en: 'SQL administrator', ja: 'SQL 管理者' },
  key: { en: 'account key', ja: 'アカウントキー' },
  owner: { en: 'owner of', ja: '所有者' },
  binding: { en: 'role binding', ja: 'ロールのバインディング' },
  'identity-pool': { en: 'identity pool', ja: 'ID プール' },
  'deny-policy': { en: 'deny policy', ja: '拒否ポリシー' },
  'principal-access-boundary': { en: 'principal access boundary', ja: 'プリンシパルアクセス境界' },
};

/** Inputs that were not given, by the names that engines use. */
export const missingText = (what: string, locale: Locale): string => {
  const found = missing[what];
  if (found) return found[locale];
  for (const [pattern, en, ja] of missingPatterns) {
    const match = pattern.exec(what);
    if (match) return (locale === 'ja' ? ja : en).replace('$1', oneLine(match[1] ?? ''));
  }
  return oneLine(what);
};
const missing: Readonly<Record<string, Text>> = {
  scp: { en: 'SCPs (--scps)', ja: 'SCP(--scps)' },
  rcp: { en: 'RCPs (--rcps)', ja: 'RCP(--rcps)' },
  'resource-policy': { en: 'resource policies (--resource-policies)', ja: 'リソースベースのポリシー(--resource-policies)' },
  'deny policies': { en: 'deny policies', ja: '拒否ポリシー' },
  'principal access boundary policies': { en: 'principal access boundary policies', ja: 'プリンシパルアクセス境界ポリシー' },
  'deny assignments': { en: 'deny assignments', ja: '拒否割り当て' },
  scope: { en: 'a scope that can be read', ja: '解釈できるスコープ' },
  resource: { en: 'a resource name that can be read', ja: '解釈できるリソース名' },
};
const missingPatterns: readonly (readonly [pattern: RegExp, en: string, ja: string])[] = [
  [/^members of (.+)$/, 'members of $1', '$1 のメンバー'],
  [/^principal of (.+)$/, 'the principal of $1', '$1 の割り当て先'],
  [/^principal (.+)$/, 'the principal $1', 'プリンシパル $1'],
  [/^permission (.+)$/, 'the permission $1 in any role', 'ロールに含まれる権限 $1'],
  [/^facts of (.+)$/, 'settings of $1', '$1 の設定'],
  [/^what is above (.+)$/, 'what is above $1', '$1 の上位の階層'],
];

/** Readings that were taken where the provider's documents are silent. */
export const assumptionText = (id: string, locale: Locale): string => assumptions[id]?.[locale] ?? oneLine(id);
const assumptions: Readonly<Record<string, Text>> = {
  'grant-ignores-boundary': {
    en: 'a KMS grant counts whatever the permissions boundary leaves out',
    ja: 'KMS のグラントは、アクセス許可の境界に許可がなくても有効',
  },
  'everyone-ignores-boundary': {
    en: 'a resource policy that admits everyone counts whatever the permissions boundary leaves out',
    ja: '全員を許可するリソースベースのポリシーは、アクセス許可の境界に許可がなくても有効',
  },
  'azure-absent-attribute-compares-false': {
    en: 'a comparison with an attribute that the request does not have does not hold',
    ja: 'リクエストにない属性との比較は、成り立たない',
  },
  'azure-operation-is-control-plane': {
    en: 'the operation belongs to the control plane, as no role says otherwise',
    ja: 'どのロールにも記載のない操作は、コントロールプレーンの操作',
  },
  'gcp-boundary-blocks-every-permission': {
    en: 'a principal access boundary bears on every permission',
    ja: 'プリンシパルアクセス境界は、すべての権限に適用される',
  },
  'entra-role-actions-incomplete': {
    en: 'the lists of what Entra roles allow hold the actions that matter here, not all',
    ja: 'Entra ロールのアクション一覧は、主要なものだけを収録',
  },
};
