import type { Verdict } from '#core/finding';
import type { Locale, Text } from '#framework/text';
import type { Facets } from '#resources/facets';

type Credential = Facets['credential'];

export const credentialDeed: { readonly none: Text } = {
  none: {
    en: 'Revoke or rotate it first: what was readable once counts as known. Then take it out of the file, keep it in a secret store, and clean the history if others have it.',
    ja: 'まず失効またはローテーションします(一度でも読める状態になった値は、漏れたものとして扱います)。そのうえでファイルから取り除いてシークレットストアに移し、必要に応じて履歴からも削除します。',
  },
};

/** Joined with the code, it reaches administrator rights or a store of data. */
export const opensData = ({ opens }: Credential): boolean => opens.administrator || opens.becomesAdministrator || opens.stores.length > 0;

export const exposed = (found: Credential): Verdict<Credential> => ({
  is: 'fail',
  evidence: found,
  because: [found.origin],
  assumed: found.confidence !== 'certain',
});
export const harmless: Verdict<never> = { is: 'pass', assumed: false };

/** What it is, what it opens, what to do now. The value is masked. */
export const credentialText = ({ title, masked, places, opens, opensInGeneral, fix }: Credential, locale: Locale): string => {
  const reach = opens.is === 'unknown' ? `${locale === 'ja' ? '影響: ' : 'What it opens: '}${opensInGeneral[locale]}` : '';
  const parts =
    locale === 'ja'
      ? [`${title.ja}(${masked}${places > 1 ? `、${places} か所` : ''})。`, opens.why.ja, rights(opens, 'ja'), reach, fix.ja]
      : [`${title.en} (${masked}${places > 1 ? `, in ${places} places` : ''}).`, opens.why.en, rights(opens, 'en'), reach, fix.en];
  const end = locale === 'ja' ? '。' : '.';
  return parts
    .filter((part) => part !== '')
    .map((part) => (part.endsWith(end) ? part : part + end))
    .join(locale === 'ja' ? '' : ' ');
};

const rights = ({ is, administrator, becomesAdministrator, stores }: Credential['opens'], locale: Locale): string => {
  if (is !== 'principal') return '';
  const some = `${stores.slice(0, 3).join(locale === 'ja' ? '、' : ', ')}${stores.length > 3 ? ` +${stores.length - 3}` : ''}`;
  if (locale === 'ja')
    return `${administrator ? '管理者の権限があります。' : becomesAdministrator ? '管理者になれます。' : ''}${stores.length > 0 ? `データ(${some})に到達できます。` : ''}`;
  return [
    ...(administrator ? ['It is administrator.'] : becomesAdministrator ? ['It can become administrator.'] : []),
    ...(stores.length > 0 ? [`It gets at data: ${some}.`] : []),
  ].join(' ');
};
