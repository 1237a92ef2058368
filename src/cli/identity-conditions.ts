import type { Locale, Text } from '#framework/text';
import type { Atom, Residual } from '#identity/identity';
import { oneLine } from './one-line.ts';

/**
 * A condition in words, one part a line; all of them have to hold. Common keys are explained and still named, so that they can be looked up; what is not
 * common is said as it is written.
 */
export const conditionLines = (condition: Residual, locale: Locale): readonly string[] =>
  'all' in condition ? condition.all.map((one) => phrase(one, locale)) : [phrase(condition, locale)];

const phrase = (condition: Residual, locale: Locale): string => {
  if ('all' in condition) return joined(condition.all, locale, { en: ' and ', ja: '、かつ' });
  if ('any' in condition) return joined(condition.any, locale, { en: ', or ', ja: '、または' });
  if ('doubt' in condition) return doubtPhrase(condition.doubt, locale);
  if ('key' in condition) return atomPhrase(condition, locale);
  const inner = condition.not;
  if ('not' in inner) return phrase(inner.not, locale);
  if ('key' in inner) {
    const turned = opposite(inner);
    if (turned) return atomPhrase(turned, locale);
  }
  return locale === 'ja' ? `「${phrase(inner, locale)}」が成り立たない` : `not (${phrase(inner, locale)})`;
};
const joined = (parts: readonly Residual[], locale: Locale, by: Text): string =>
  parts
    .map((one) => ('all' in one || 'any' in one ? `(${phrase(one, locale)})` : phrase(one, locale)))
    .reduce((left, right) => `${left}${by[locale]}${locale === 'ja' && /^[\w@]/.test(right) ? ' ' : ''}${right}`);

/** What holds exactly when the atom does not; an absent key satisfies a negated operator, and every operator with `IfExists`. */
const opposite = ({ key, operator, values }: Atom): Atom | undefined => {
  const plain = operator.replace(/IfExists$/, '');
  if (/^For(All|Any)/.test(plain)) return undefined;
  if ((plain === 'Bool' || plain === 'Null') && values.length === 1)
    return { key, operator: plain, values: [values[0]?.toLowerCase() === 'true' ? 'false' : 'true'] };
  const other = opposites[plain] ?? Object.keys(opposites).find((one) => opposites[one] === plain);
  return other === undefined ? undefined : { key, operator: other, values };
};
const opposites: Readonly<Record<string, string>> = {
  StringEquals: 'StringNotEquals',
  StringEqualsIgnoreCase: 'StringNotEqualsIgnoreCase',
  StringLike: 'StringNotLike',
  ArnEquals: 'ArnNotEquals',
  ArnLike: 'ArnNotLike',
  NumericEquals: 'NumericNotEquals',
  DateEquals: 'DateNotEquals',
  IpAddress: 'NotIpAddress',
  GuidEquals: 'GuidNotEquals',
  '<': '>=',
  '>': '<=',
};

const atomPhrase = ({ key, operator, values }: Atom, locale: Locale): string => {
  const [, set = '', bare = operator] = /^(ForAllValues|ForAnyValue|ForAnyOfAnyValues|ForAllOfAnyValues):(.+)$/.exec(operator) ?? [];
  const plain = bare.replace(/IfExists$/, '');
  const fixed = whole(key, plain, values);
  const spelling = oneLine(spelt(key));
  if (fixed) return `${fixed[locale]}${locale === 'ja' ? `(${spelling})` : ` (${spelling})`}`;
  if (plain === 'ResourceMatches' && values.length === 2) {
    const [pattern = '', resource = ''] = values.map((one) => oneLine(one));
    return locale === 'ja'
      ? `${pattern} が ${resource} に一致する(${spelling} によって決まる)`
      : `${pattern} matches ${resource}, which depends on ${spelling}`;
  }
  const verb = key === 'request.time' ? (moments[plain] ?? verbs[plain]) : verbs[plain];
  if (!verb) return oneLine([key, operator, ...values].join(' '));
  const name = attribute(key)?.[locale] ?? subject(key)?.[locale];
  const named = name === undefined ? spelling : key.startsWith('@') ? name : locale === 'ja' ? `${name}(${spelling})` : `${name} (${spelling})`;
  const list = listed(values, locale);
  const absent = bare !== plain;
  if (locale === 'ja') {
    const who = set.startsWith('ForAll') ? `${named}のすべての値` : set.startsWith('ForAny') ? `${named}のいずれかの値` : named;
    return `${verb.ja(who, list)}${absent ? '、または指定されていない' : ''}`;
  }
  const who = set.startsWith('ForAll') ? `every value of ${named}` : set.startsWith('ForAny') ? `some value of ${named}` : named;
  return `${verb.en(who, list)}${absent ? ', or is not given' : ''}`;
};

const listed = (values: readonly string[], locale: Locale): string => {
  const most = 5;
  const shown = values.slice(0, most).map((one) => (one === '' ? '""' : oneLine(one)));
  const more = values.length - shown.length;
  if (locale === 'ja') return shown.join('、') + (more > 0 ? `(ほか ${more} 件)` : '') + (values.length > 1 ? ' のいずれか' : '');
  return shown.join(' or ') + (more > 0 ? ` (or ${more} more)` : '');
};

interface Verb {
  readonly en: (who: string, values: string) => string;
  readonly ja: (who: string, values: string) => string;
}
const verb = (en: string, ja: string): Verb => ({
  en: (who, values) => `${who} ${en} ${values}`,
  ja: (who, values) => `${subjectOf(who)} ${values}${/[\w"'\]*)]$/.test(values) ? ' ' : ''}${ja}`,
});
/** No blank between two Japanese letters, or behind a bracket. */
const subjectOf = (who: string): string => (/[\w"'\]]$/.test(who) ? `${who} が` : `${who}が`);
const is = verb('is', 'である');
const isNot = verb('is not', 'ではない');
const like = verb('matches', 'に一致する');
const notLike = verb('does not match', 'に一致しない');
const given: Verb = {
  en: (who, values) => `${who} is ${values === 'true' ? 'not given' : 'given'}`,
  ja: (who, values) => `${subjectOf(who)}${values === 'true' ? '指定されていない' : '指定されている'}`,
};
const verbs: Readonly<Record<string, Verb>> = {
  StringEquals: is,
  StringEqualsIgnoreCase: is,
  StringNotEquals: isNot,
  StringNotEqualsIgnoreCase: isNot,
  StringLike: like,
  StringNotLike: notLike,
  StringStartsWith: verb('starts with', 'で始まる'),
  ArnEquals: like,
  ArnLike: like,
  ArnNotEquals: notLike,
  ArnNotLike: notLike,
  GuidEquals: is,
  GuidNotEquals: isNot,
  BinaryEquals: is,
  Bool: is,
  BoolEquals: is,
  Is: is,
  NumericEquals: is,
  NumericNotEquals: isNot,
  NumericLessThan: verb('is less than', '未満である'),
  NumericLessThanEquals: verb('is at most', '以下である'),
  NumericGreaterThan: verb('is more than', 'より大きい'),
  NumericGreaterThanEquals: verb('is at least', '以上である'),
  DateEquals: is,
  DateNotEquals: isNot,
  DateLessThan: verb('is before', 'より前である'),
  DateLessThanEquals: verb('is not after', '以前である'),
  DateGreaterThan: verb('is after', 'より後である'),
  DateGreaterThanEquals: verb('is not before', '以降である'),
  DateTimeLessThan: verb('is before', 'より前である'),
  DateTimeLessThanEquals: verb('is not after', '以前である'),
  DateTimeGreaterThan: verb('is after', 'より後である'),
  DateTimeGreaterThanEquals: verb('is not before', '以降である'),
  '==': is,
  in: is,
  '<': verb('is less than', 'より小さい'),
  '<=': verb('is at most', '以下である'),
  '>': verb('is more than', 'より大きい'),
  '>=': verb('is at least', '以上である'),
  startsWith: verb('starts with', 'で始まる'),
  endsWith: verb('ends with', 'で終わる'),
  contains: { en: (who, values) => `${who} contains ${values}`, ja: (who, values) => `${subjectOf(who)} ${values} を含む` },
  IpAddress: verb('is in', 'の範囲内である'),
  NotIpAddress: verb('is not in', 'の範囲外である'),
  Null: given,
  Exists: { en: (who) => `${who} is given`, ja: (who) => `${subjectOf(who)}指定されている` },
};

/** A time is compared in words of its own. */
const moments: Readonly<Record<string, Verb>> = {
  '<': verb('is before', 'より前である'),
  '<=': verb('is not after', '以前である'),
  '>': verb('is after', 'より後である'),
  '>=': verb('is not before', '以降である'),
};

/** Sentences for keys whose value is a plain yes or no, or that say one thing only. */
const whole = (key: string, operator: string, values: readonly string[]): Text | undefined => {
  const [value = '', second] = values;
  if (second !== undefined) return undefined;
  if (operator === 'Bool') {
    const found = yesOrNo[spelt(key)];
    return found?.[value.toLowerCase() === 'true' ? 0 : 1];
  }
  const found = said[spelt(key)];
  return found?.(oneLine(value));
};
const yesOrNo: Readonly<Record<string, readonly [yes: Text, no: Text]>> = {
  'aws:MultiFactorAuthPresent': [
    { en: 'the caller signed in with MFA', ja: 'MFA を使ってサインインしている' },
    { en: 'the caller signed in without MFA', ja: 'MFA を使わずにサインインしている' },
  ],
  'aws:SecureTransport': [
    { en: 'the request is sent over TLS', ja: 'TLS(HTTPS)で送信されている' },
    { en: 'the request is sent without TLS', ja: 'TLS(HTTPS)を使わずに送信されている' },
  ],
  'aws:ViaAWSService': [
    { en: 'an AWS service makes the call on behalf of the caller', ja: 'AWS のサービスが代わりに呼び出している' },
    { en: 'the caller makes the call directly', ja: 'AWS のサービスを介さず、直接呼び出している' },
  ],
  'aws:PrincipalIsAWSService': [
    { en: 'an AWS service itself makes the call', ja: 'AWS のサービス自身が呼び出している' },
    { en: 'the caller is not an AWS service', ja: '呼び出し元が AWS のサービスではない' },
  ],
  'kms:GrantIsForAWSResource': [
    { en: 'an AWS service makes the grant for its own use', ja: 'AWS のサービスが自身の用途でグラントを作成する' },
    { en: 'the grant is not made by an AWS service', ja: 'グラントの作成者が AWS のサービスではない' },
  ],
};
const said: Readonly<Record<string, (value: string) => Text>> = {
  'pim:activation': (id) => ({ en: `the eligible assignment ${id} is activated in PIM`, ja: `PIM で資格のある割り当て ${id} をアクティブ化している` }),
  'pim:approval': (id) => ({ en: `somebody approves the activation of ${id}`, ja: `${id} のアクティブ化が承認されている` }),
  'pim:mfa': (id) => ({ en: `MFA is passed when ${id} is activated`, ja: `${id} のアクティブ化時に MFA を行っている` }),
  'pim:justification': (id) => ({ en: `a justification is given when ${id} is activated`, ja: `${id} のアクティブ化時に理由を入力している` }),
  mfa: (who) => ({ en: `MFA is passed as ${who}`, ja: `${who} として MFA を通過している` }),
};

/** `@Resource[...]` of a condition on Azure. */
const attribute = (key: string): Text | undefined => {
  const [, whose = '', name = ''] = /^@(\w+)\[(.+)\]$/.exec(key) ?? [];
  const owner = owners[whose];
  return owner && { en: `${oneLine(name)} of ${owner.en}`, ja: `${owner.ja}の ${oneLine(name)}` };
};
const owners: Readonly<Record<string, Text>> = {
  Resource: { en: 'the resource', ja: 'リソース' },
  Request: { en: 'the request', ja: 'リクエスト' },
  Principal: { en: 'the caller', ja: '呼び出し元' },
  Environment: { en: 'the environment', ja: '環境' },
};

const subject = (key: string): Text | undefined => {
  const lower = key.toLowerCase();
  const [, whose, tag] = /^(aws:principal|aws:request|[a-z0-9-]+:resource|aws:resource)tag\/(.+)$/i.exec(key) ?? [];
  if (whose !== undefined && tag !== undefined) {
    const name = oneLine(tag);
    if (/principal/i.test(whose)) return { en: `the caller's tag "${name}"`, ja: `呼び出し元のタグ「${name}」` };
    if (/request/i.test(whose)) return { en: `the tag "${name}" in the request`, ja: `リクエストで付けるタグ「${name}」` };
    return { en: `the resource's tag "${name}"`, ja: `リソースのタグ「${name}」` };
  }
  if (/^[^@]+:sub$/.test(lower)) return { en: 'the subject of the token', ja: 'トークンのサブジェクト' };
  if (/^[^@]+:aud$/.test(lower)) return { en: 'the audience of the token', ja: 'トークンのオーディエンス' };
  return subjects[spelt(key)];
};
const subjects: Readonly<Record<string, Text>> = {
  'aws:SourceIp': { en: 'the source IP address', ja: '送信元 IP アドレス' },
  'aws:VpcSourceIp': { en: 'the source IP address inside the VPC', ja: 'VPC 内の送信元 IP アドレス' },
  'aws:SourceVpc': { en: 'the VPC that the request comes from', ja: '送信元の VPC' },
  'aws:SourceVpce': { en: 'the VPC endpoint that the request passes', ja: '経由する VPC エンドポイント' },
  'aws:PrincipalOrgID': { en: "the caller's organization", ja: '呼び出し元の組織' },
  'aws:PrincipalOrgPaths': { en: "the caller's place in the organization", ja: '呼び出し元の組織内のパス' },
  'aws:ResourceOrgID': { en: "the resource's organization", ja: 'リソースの組織' },
  'aws:PrincipalArn': { en: 'the caller', ja: '呼び出し元の ARN' },
  'aws:PrincipalAccount': { en: "the caller's account", ja: '呼び出し元のアカウント' },
  'aws:ResourceAccount': { en: "the resource's account", ja: 'リソースのアカウント' },
  'aws:PrincipalType': { en: 'the kind of caller', ja: '呼び出し元の種類' },
  'aws:PrincipalServiceName': { en: 'the service that calls', ja: '呼び出し元のサービス' },
  'aws:username': { en: 'the user name', ja: 'ユーザー名' },
  'aws:userid': { en: 'the id of the caller', ja: '呼び出し元の ID' },
  'aws:RequestedRegion': { en: 'the region', ja: 'リージョン' },
  'aws:CurrentTime': { en: 'the time', ja: '現在時刻' },
  'aws:EpochTime': { en: 'the time', ja: '現在時刻' },
  'aws:TokenIssueTime': { en: 'the time of signing in', ja: 'サインインした時刻' },
  'aws:MultiFactorAuthAge': { en: 'the number of seconds since MFA', ja: 'MFA からの経過秒数' },
  'aws:SourceArn': { en: 'the resource on whose behalf a service calls', ja: 'サービスの呼び出し元となるリソース' },
  'aws:SourceAccount': { en: 'the account on whose behalf a service calls', ja: 'サービスの呼び出し元となるアカウント' },
  'aws:SourceOrgID': { en: 'the organization on whose behalf a service calls', ja: 'サービスの呼び出し元となる組織' },
  'aws:CalledVia': { en: 'the services in between', ja: '経由するサービス' },
  'aws:UserAgent': { en: 'the user agent', ja: 'ユーザーエージェント' },
  'aws:Referer': { en: 'the referring page', ja: '参照元ページ' },
  'aws:TagKeys': { en: 'the tag keys in the request', ja: 'リクエストで付けるタグのキー' },
  'aws:FederatedProvider': { en: 'the identity provider', ja: 'ID プロバイダー' },
  'sts:ExternalId': { en: 'the external ID', ja: '外部 ID' },
  'sts:RoleSessionName': { en: 'the session name', ja: 'セッション名' },
  'sts:SourceIdentity': { en: 'the source identity', ja: 'ソース ID' },
  'iam:PassedToService': { en: 'the service that is given the role', ja: 'ロールを渡す先のサービス' },
  'iam:AssociatedResourceArn': { en: 'the resource that is given the role', ja: 'ロールを渡す先のリソース' },
  'iam:PermissionsBoundary': { en: 'the permissions boundary', ja: 'アクセス許可の境界' },
  'iam:PolicyARN': { en: 'the policy that is attached', ja: 'アタッチするポリシー' },
  'iam:AWSServiceName': { en: 'the service of the role', ja: 'ロールのサービス' },
  's3:prefix': { en: 'the prefix that is listed', ja: '一覧するプレフィックス' },
  's3:x-amz-acl': { en: 'the ACL that is set', ja: '設定する ACL' },
  's3:x-amz-server-side-encryption': { en: 'the encryption asked for', ja: '指定する暗号化方式' },
  'kms:ViaService': { en: 'the service that uses the key', ja: 'キーを使うサービス' },
  'kms:CallerAccount': { en: "the caller's account", ja: '呼び出し元のアカウント' },
  'ec2:Region': { en: 'the region', ja: 'リージョン' },
  'ec2:InstanceType': { en: 'the instance type', ja: 'インスタンスタイプ' },
  time: { en: 'the time', ja: '時刻' },
  'request.time': { en: 'the time', ja: '時刻' },
  'resource.name': { en: 'the name of the resource', ja: 'リソース名' },
  'resource.type': { en: 'the type of the resource', ja: 'リソースの種類' },
  'resource.service': { en: 'the service of the resource', ja: 'リソースのサービス' },
  suboperation: { en: 'the suboperation', ja: 'サブ操作' },
};

/** Engines may give keys in lower case: as the documents spell them, if they are known here. */
const spelt = (key: string): string => spellings.get(key.toLowerCase()) ?? key;
const spellings = new Map([...Object.keys(subjects), ...Object.keys(yesOrNo), ...Object.keys(said)].map((key) => [key.toLowerCase(), key]));

/** What could not be read or is not known, in words. */
export const doubtPhrase = (doubt: string, locale: Locale): string => {
  for (const [pattern, en, ja] of doubts) {
    const found = pattern.exec(doubt);
    if (found) return (locale === 'ja' ? ja : en).replace(/\$(\d)/g, (_, number: string) => oneLine(found[Number(number)] ?? ''));
  }
  return locale === 'ja' ? `不明な点がある(${oneLine(doubt)})` : `not known: ${oneLine(doubt)}`;
};
const doubts: readonly (readonly [pattern: RegExp, en: string, ja: string])[] = [
  [/^the policy (.+) was not read$/, 'the policy $1, which was not read, allows it', '読み取られていないポリシー $1 が許可している'],
  [/^account (\d+) allows it$/, 'account $1 allows it to the principal too', 'アカウント $1 の側でも許可している'],
  [/^operator (.+)$/, 'a condition holds whose operator $1 is not known', '未知の演算子 $1 の条件が成り立つ'],
  [/^a (.+) exists$/, 'there is a resource of type $1', '種類 $1 のリソースが存在する'],
  [/^a (.+) runs as (.+)$/, 'a resource of type $1 runs as $2', '種類 $1 のリソースが $2 で動作している'],
  [/^(.+) runs as (.+)$/, '$1 runs as $2', '$1 が $2 で動作している'],
  [/^an earlier version of (.+) allows more$/, 'an earlier version of $1 allows more', '$1 の以前のバージョンがより多くを許可している'],
  [/^(.+) has a console password$/, '$1 has a password for the console', '$1 にコンソールのパスワードがある'],
  [
    /^NotPrincipal names only the account$/,
    'the NotPrincipal element, which names only the account, leaves the principal out',
    'アカウントだけを指定した NotPrincipal が、このプリンシパルを除外している',
  ],
  [
    /^NotPrincipal names one session$/,
    'the NotPrincipal element, which names one session, leaves the principal out',
    '特定のセッションを指定した NotPrincipal が、このプリンシパルを除外している',
  ],
  [/^(?:a value that is not known)?$/, 'a value that is not known before deployment admits it', 'デプロイ前に分からない値が該当する'],
  [
    /^((?:[^:\s]*:)?(?:module\.\S+\.)?(?:var|local|data|each|count|[a-z0-9]+_\w+)\.\S+)$/,
    '$1, which is not known before deployment, admits it',
    'デプロイ前に分からない $1 の値が該当する',
  ],
  [/^a condition that is not known$/, 'a condition holds that is not known before deployment', 'デプロイ前には分からない条件が成り立つ'],
  [/^members of (.+)$/, 'the principal is a member of $1 (the members are not known)', '$1 のメンバーである(メンバーは不明)'],
  [/^whether (.+) exists: (.+)$/, '$1 exists, which depends on $2', '$1 が存在する($2 によって決まる)'],
  [/^whether (.+) accepts keys$/, '$1 accepts its account keys', '$1 がアカウントキーを受け付ける'],
  [
    /^whether RBAC or access policies decide on (.+)$/,
    'the mode of $1 (RBAC or access policies) admits it',
    '$1 のアクセス制御方式(RBAC またはアクセスポリシー)が許可している',
  ],
  [/^whether (.+) is restricted$/, 'the administrative unit $1 is not restricted', '管理単位 $1 が制限付きでない'],
  [/^whether (.+) is role-assignable$/, 'the group $1 is not role-assignable', 'グループ $1 がロール割り当て可能でない'],
  [/^whether (.+) is in a role-assignable group$/, '$1 is in no role-assignable group', '$1 がロール割り当て可能なグループに属していない'],
  [/^whether an eligible role protects (.+)$/, 'no eligible role protects $1', '資格のあるロールが $1 を保護していない'],
  [/^whether (.+) is locked$/, '$1 has no property lock', '$1 にプロパティロックがかかっていない'],
  [/^whether signing in as (.+) asks for MFA$/, 'signing in as $1 does not ask for MFA', '$1 としてのサインインに MFA が求められない'],
  [/^whether a synchronisation job writes this user$/, 'a synchronisation job writes this user', '同期ジョブがこのユーザーを書き込む'],
  [/^whether somebody it controls consents$/, 'somebody that it controls consents', '攻撃者が制御する利用者が同意する'],
  [/^whether (.+) includes (.+)$/, 'the role $1 includes $2', 'ロール $1 に $2 が含まれる'],
  [
    /^whom the federated credential of (.+) admits$/,
    'the federated credential of $1 admits the caller',
    '$1 のフェデレーション資格情報が呼び出し元を受け入れる',
  ],
  [/^what the (?:Entra )?role (.+) allows$/, 'the role $1, whose contents are not known, allows it', '内容の分からないロール $1 が許可している'],
  [/^the scope of (.+)$/, 'the scope of $1, which is not known, includes the resource', '$1 のスコープ(不明)に、このリソースが含まれる'],
  [/^the condition of (.+)$/, 'the condition of $1, which is not known, holds', '$1 の条件(不明)が成り立つ'],
  [/^the dates of an assignment$/, 'the assignment is valid now (its dates cannot be read)', '割り当てが有効期間内である(日付を解釈できない)'],
  [
    /^whether pods of (.+) reach the account of the node$/,
    'pods of $1 reach the service account of the node',
    '$1 の Pod からノードのサービスアカウントを利用できる',
  ],
  [/^whether OS Login is on for (.+)$/, 'OS Login is on for $1', '$1 で OS Login が有効になっている'],
  [/^which account builds in (.+)$/, 'builds in $1 run as this account', '$1 のビルドがこのアカウントで動作する'],
  [/^whether (.+) belongs to the (domain|organization)$/, '$1 belongs to the $2', '$1 が同じ$2に属している'],
  [/^where (.+) is attached$/, '$1, attached at a place that is not known, does not apply', '適用先の分からない $1 が適用されない'],
  [/^(principals|permissions|providers|resources) of (.+)$/, 'the $1 of $2, which are not known, admit it', '$2 の内容($1、不明)が許可している'],
  [/^an app permission$/, 'an app permission that is not known allows it', '不明なアプリのアクセス許可が許可している'],
  [/^(sharedKeys|localAuth|entraLogin|rbacMode) of (.+)$/, 'the setting $1 of $2, which is not known, admits it', '$2 の設定 $1(不明)が許可している'],
];
