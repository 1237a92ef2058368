import type { Text } from '#framework/text';
import type { CredentialReach } from '#resources/facets';
import type { EvaluatedBlock } from '#sources/block';
import { principalOf } from './azure.ts';
import { textAt, type Estate } from './estate.ts';
import { byHost } from './hosts.ts';
import { apart, ofPrincipal, oneOf, type Facts, type Found } from './opening.ts';
import { openThing } from './things.ts';

/** What is told by the host that stands with it. Undefined: nothing that was read answers there. */
export const openByHost = (estate: Estate, facts: Facts, more: Partial<Found> = {}, byKey = true): CredentialReach | undefined => {
  const found = byHost(estate, facts);
  if (!found) return undefined;
  switch (found.is) {
    case 'block': {
      const { address } = found.block;
      const user = facts['user'];
      const named: Text = found.byName
        ? { en: ', by its name (the host does not tell the account)', ja: '(名前による照合。ホスト名からアカウントは分かりません)' }
        : { en: '', ja: '' };
      const why: Text =
        user === undefined
          ? { en: `It opens ${address}${named.en}`, ja: `${address} に接続できます${named.ja}` }
          : { en: `It opens ${address} as its user ${user}${named.en}`, ja: `ユーザー ${user} として ${address} に接続できます${named.ja}` };
      const signedIn = user !== undefined && uuid.test(user) ? principalOf(estate, user) : undefined;
      if (signedIn)
        return ofPrincipal(signedIn, {
          ...more,
          why: { en: `It signs in to ${address} as ${signedIn.principal.name}`, ja: `${signedIn.principal.name} として ${address} にサインインできます` },
        });
      return openThing(estate, found.block, { why, ...more }, { byKey: byKey && isSwitched(found.block, facts) });
    }
    case 'several':
      return oneOf(
        found.blocks.map(({ address }) => address),
        {
          why: { en: 'Several of that name are in the code', ja: '同じ名前のものがコードに複数あります' },
          next: {
            en: 'Put the state beside the code (its endpoints tell them apart), or compare the whole host name in the console.',
            ja: 'ステートをコードと同じ場所に置く(エンドポイントで区別できます)か、コンソールでホスト名全体を照合してください。',
          },
        },
      );
    case 'other':
      return apart(others[found.why](found.name), {
        en: 'Find the owner of that host; the credential is as good there as it would be here.',
        ja: 'そのホストの所有者を確認してください。そこでは有効な認証情報です。',
      });
  }
};
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Whether the switch that turns keys off bears on this one: the admin user of a registry has its name, others are tokens and applications; MongoDB and Cassandra know keys only. */
const isSwitched = (block: EvaluatedBlock, { user, host }: Facts): boolean =>
  block.type === 'azurerm_container_registry'
    ? user === undefined || user.toLowerCase() === textAt(block, 'name')?.toLowerCase()
    : !/\.(?:mongo|cassandra)\.cosmos\.azure\.com/i.test(host ?? '');

const others: Readonly<Record<'region' | 'account' | 'project', (name: string) => Text>> = {
  region: (name) => ({
    en: `The host has the name of ${name} but lies in another region: it is another one, which is not among what was read.`,
    ja: `ホスト名は ${name} と同じですが、リージョンが異なります。読み取り範囲にない別のリソースです。`,
  }),
  account: (name) => ({
    en: `The host has the name of ${name} but belongs to another account: the endpoints in the state differ. It is not among what was read.`,
    ja: `ホスト名は ${name} と同じですが、ステートのエンドポイントと異なるため別のアカウントのものです。読み取り範囲にありません。`,
  }),
  project: (name) => ({
    en: `The instance has the name of ${name} but lies in another project or region: it is not among what was read.`,
    ja: `インスタンス名は ${name} と同じですが、プロジェクトまたはリージョンが異なります。読み取り範囲にありません。`,
  }),
};
