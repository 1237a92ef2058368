import type { Severity, Verdict } from '#core/finding';
import type { Locale, Text } from '#framework/text';
import type { Ascent, CredentialReach, CredentialState, Facets } from '#resources/facets';

type Credential = Facets['credential'];
/** As reports show it: without the value, and without what only steps need. */
export type CredentialEvidence = Omit<Credential, 'origin' | 'opens'> & {
  readonly opens: Omit<CredentialReach, 'issuer'> & { readonly issuer: Issuer | undefined };
};
type Issuer = Omit<NonNullable<CredentialReach['issuer']>, 'off'>;

export const credentialDeed: { readonly none: Text } = {
  none: {
    en: 'Revoke or rotate it first: what was readable once counts as known. Then take it out of the file, keep it in a secret store, and clean the history if others have it.',
    ja: 'まず失効またはローテーションします(一度でも読める状態になった値は、漏れたものとして扱います)。そのうえでファイルから取り除いてシークレットストアに移し、必要に応じて履歴からも削除します。',
  },
};

/** Joined with the code, it reaches administrator rights or a store of data, and nothing says that it is not accepted any more. */
export const opensData = ({ kind, opens }: { readonly kind: string; readonly opens: Omit<CredentialReach, 'issuer'> }): boolean =>
  !isOff(opens.state) && !isIdentifier(kind) && (opens.administrator || opens.ascent !== undefined || opens.stores.length > 0);
/** It names a key and is none: what it tells of its owner is worth knowing, but opens nothing without the secret. */
const isIdentifier = (kind: string): boolean => /^(?:aws-(?:access|temp)-key-id|aws-bearer-id|alibaba-key-id|tencent-key-id)$/.test(kind);
/** By code or state it is not accepted: as long as that is deployed. */
export const isOff = (state: CredentialState): boolean => state !== 'unknown' && state !== 'current';

/** Rights weigh more than what the kind of credential usually opens; a network that keeps others out weighs against. */
export const severityOfOpening = (severity: Severity, { administrator, ascent, private: inside, stores }: CredentialEvidence['opens']): Severity => {
  if (administrator || ascent) return 'critical';
  return severity === 'critical' && !inside && stores.some(({ conditional }) => !conditional) ? 'critical' : 'high';
};
/** Among the critical ones the way to everything comes first. */
export const urgencyOf = ({ opens: { administrator, ascent, state } }: CredentialEvidence): number =>
  administrator ? 5 : ascent ? 3 : state === 'current' ? 1 : 0;

export const exposed = (found: Credential): Verdict<CredentialEvidence> => {
  const { origin, opens, ...rest } = found;
  const { issuer, ...reach } = opens;
  return {
    is: 'fail',
    evidence: { ...rest, opens: { ...reach, issuer: issuer && { address: issuer.address, file: issuer.file, line: issuer.line } } },
    because: [origin],
    assumed: found.confidence !== 'certain',
  };
};
/** Whether the evidence of a finding is that of a credential. */
export const isCredential = (evidence: unknown): evidence is CredentialEvidence =>
  typeof evidence === 'object' && evidence !== null && 'opens' in evidence && 'masked' in evidence && 'opensInGeneral' in evidence;
export const harmless: Verdict<never> = { is: 'pass', assumed: false };

/** What it is, what it opens, what to do now. The value is masked. */
export const credentialText = ({ kind, title, masked, places, opens, opensInGeneral, fix }: CredentialEvidence, locale: Locale): string => {
  const word = words[locale];
  const general = opens.is === 'unknown' || opens.is === 'account' ? `${word.general}${opensInGeneral[locale]}` : '';
  const parts = [
    `${title[locale]}${word.of(masked, places)}`,
    isIdentifier(kind) ? word.identifier : '',
    opens.why[locale],
    opens.is === 'candidates' ? word.candidates(some(opens.names, locale)) : '',
    ...rights(opens, locale),
    ...opens.limits.map((limit) => limit[locale]),
    word.states[opens.state],
    general,
    opens.next?.[locale] ?? '',
    fix[locale],
  ];
  const end = locale === 'ja' ? '。' : '.';
  return parts
    .filter((part) => part !== '')
    .map((part) => (part.endsWith(end) ? part : part + end))
    .join(locale === 'ja' ? '' : ' ');
};

const rights = ({ is, state, administrator, ascent, stores, storeCount, rights: own }: CredentialEvidence['opens'], locale: Locale): string[] => {
  const word = words[locale];
  const would = isOff(state);
  const data = stores.map(({ name, actions }) =>
    actions.length === 0 ? name : `${name} (${actions.slice(0, 2).join(', ')}${actions.length > 2 ? ' …' : ''})`,
  );
  return [
    ...(administrator ? [would ? word.wouldAdministrator : word.administrator] : ascent ? [word.becomes(ascentText(ascent, locale))] : []),
    ...(stores.length > 0 && is !== 'candidates' && (is === 'principal' || stores.some(({ actions }) => actions.length > 0))
      ? [word.data(some(data, locale, storeCount))]
      : []),
    ...(is === 'principal' && !administrator ? [own.length > 0 ? word.rights(own.slice(0, 4).join('; ')) : word.noRights] : []),
  ];
};
const ascentText = ({ hops, condition }: Ascent, locale: Locale): string => {
  const steps = hops.map(
    ({ does, title, permissions }, i) =>
      `${hops.length > 1 ? `${i + 1}) ` : ''}${(does[locale] || title[locale]).replace(/[.。]$/, '')} (${permissions.slice(0, 3).join(', ')})`,
  );
  return steps.join('; ') + (condition === undefined ? '' : locale === 'ja' ? `(条件: ${condition})` : ` (if ${condition})`);
};
const some = (names: readonly string[], locale: Locale, count = names.length): string =>
  `${names.slice(0, 3).join(locale === 'ja' ? '、' : ', ')}${count > 3 ? (locale === 'ja' ? ` ほか ${count - 3} 件` : ` and ${count - 3} more`) : ''}`;

interface Words {
  readonly of: (masked: string, places: number) => string;
  readonly general: string;
  readonly identifier: string;
  readonly candidates: (names: string) => string;
  readonly administrator: string;
  readonly wouldAdministrator: string;
  readonly becomes: (how: string) => string;
  readonly data: (stores: string) => string;
  readonly rights: (rights: string) => string;
  readonly noRights: string;
  readonly states: Readonly<Record<CredentialState, string>>;
}
const words: Readonly<Record<Locale, Words>> = {
  en: {
    of: (masked, places) => ` (${masked}${places > 1 ? `, in ${places} places` : ''})`,
    general: 'What it opens: ',
    identifier: 'It is the id of a key and opens nothing without its secret; what follows holds for both together',
    candidates: (names) => `Candidates: ${names}`,
    administrator: 'It is administrator',
    wouldAdministrator: 'It would be administrator',
    becomes: (how) => `It can become administrator: ${how}`,
    data: (stores) => `It gets at data: ${stores}`,
    rights: (all) => `Its rights: ${all}`,
    noRights: 'The code gives it no rights',
    states: {
      unknown: '',
      current: 'The state holds this very value: it is in use',
      expired: 'It has expired',
      rotated: 'The state holds another value in its place: it was rotated, as of that state',
      disabled: 'The code or the state turns it off: it is not accepted as long as that is deployed',
      'local-auth-off': 'Keys are turned off there: it is not accepted as long as that is deployed',
    },
  },
  ja: {
    of: (masked, places) => `(${masked}${places > 1 ? `、${places} か所` : ''})`,
    general: '影響: ',
    identifier: 'キーの ID のみで、シークレットがなければ利用できません。以下はシークレットとそろった場合の内容です',
    candidates: (names) => `候補: ${names}`,
    administrator: '管理者の権限があります',
    wouldAdministrator: '有効であれば管理者の権限があります',
    becomes: (how) => `次の手順で管理者になれます: ${how}`,
    data: (stores) => `データに到達できます: ${stores}`,
    rights: (all) => `権限: ${all}`,
    noRights: 'コードで付与された権限はありません',
    states: {
      unknown: '',
      current: 'ステートに同じ値があり、現在使われています',
      expired: '有効期限が切れています',
      rotated: 'ステートには別の値があり、その時点でローテーション済みです',
      disabled: 'コードまたはステートで無効化されており、その構成が適用されている限り使えません',
      'local-auth-off': 'キー認証が無効化されており、その構成が適用されている限り使えません',
    },
  },
};
