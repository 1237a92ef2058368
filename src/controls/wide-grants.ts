import { blank, known, type Fact } from '#core/value';
import type { Verdict } from '#core/finding';
import type { Facets, RoleGrant, RoleLevel } from '#resources/facets';
import { judgeEach } from './control.ts';

export interface WideGrant {
  readonly role: string;
  readonly level: RoleLevel;
  readonly breadth: 'organisation' | 'account';
  /** Whom, as far as it is known. */
  readonly who: readonly string[];
}

/** Grants of one of these levels over a whole account or more. Undefined: nothing to say. `doubts`: this control tells of grants of which nobody knows what they give. */
export const wideGrants = ({ grants }: Facets['roleGrant'], levels: readonly RoleLevel[], doubts: boolean): Verdict<readonly WideGrant[]> | undefined => {
  const facts = grants.map((grant) => wide(grant, levels)).filter((fact) => doubts || fact.is === 'known');
  return facts.length === 0 ? undefined : judgeEach(facts, (found) => found);
};

const wide = ({ role, level, breadth, to, who }: RoleGrant, levels: readonly RoleLevel[]): Fact<WideGrant | undefined> => {
  const none = known<WideGrant | undefined>(undefined, role.origin);
  if (level.is === 'known' && !levels.includes(level.value)) return none;
  if (breadth.is === 'known' && breadth.value === 'part') return none;
  // The provider's own agents have what their service needs.
  if (to.length > 0 && to.every((one) => one.is === 'known' && one.value === 'provider')) return none;
  if (level.is === 'unknown') return blank(level);
  if (breadth.is === 'unknown') return blank(breadth);
  if (breadth.value === 'part') return none;
  return known(
    {
      role: role.is === 'known' ? role.value : '',
      level: level.value,
      breadth: breadth.value,
      who: who.flatMap((one) => (one.is === 'known' ? [plain(one.value)] : [])),
    },
    role.origin,
    level.assumed || breadth.assumed,
  );
};

/** `serviceAccount:${google_service_account.a.email}` is the account of that address. */
const plain = (who: string): string =>
  who
    .replace(/\$\{([^}]*)\}/g, '$1')
    .replace(/^serviceAccount:(?=\S*google_service_account\.)/, '')
    .replace(/(\.identity(\[0\]|\.0))?\.(email|member|principal_id|object_id|id|name)$/, '');

export const grantText = {
  en: ({ role, breadth, who }: WideGrant): string =>
    `${role}${whom(who, ' to ')}, on ${breadth === 'organisation' ? 'a whole organisation, folder or management group' : 'a whole subscription or project'}`,
  ja: ({ role, breadth, who }: WideGrant): string =>
    `${role}(対象: ${breadth === 'organisation' ? '組織、フォルダー、または管理グループの全体' : 'サブスクリプションまたはプロジェクトの全体'}${whom(who, '、付与先: ')})`,
};
const whom = (who: readonly string[], lead: string): string => (who.length === 0 ? '' : `${lead}${who.slice(0, 3).join(', ')}${who.length > 3 ? ', …' : ''}`);
