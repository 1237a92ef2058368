import type { Text } from '#framework/text';
import { isFields, isList, type Value } from '#core/value';
import { powerfulPrincipals } from '#identity/aws/powerful';
import type { AwsIdentity } from '#identity/aws/aws';
import type { Identity, Principal } from '#identity/identity';
import type { Inventory } from '#inventory/inventory';
import type { CredentialReach } from '#resources/facets';
import type { EvaluatedBlock } from '#sources/block';
import { accessInputOf, awsIdentityFrom, identitiesOf } from './identity-of.ts';

/**
 * What a credential opens, by joining what its text tells (account, key id, e-mail address, host) with the code that was read. Offline: also for keys that
 * no longer work, and without a trace in anybody's log.
 */
export const openingOf = (inventory: Inventory, kind: string, facts: Facts): CredentialReach => {
  const base = inventory.base ?? inventory;
  const known = remembered.get(base) ?? joinsOf(base);
  remembered.set(base, known);
  return joined(known, kind, facts);
};
type Facts = Readonly<Record<string, string>>;

interface Joins {
  readonly blocks: readonly EvaluatedBlock[];
  identity(cloud: 'azure' | 'gcp'): Identity | undefined;
  aws(): AwsIdentity | undefined;
}
const remembered = new WeakMap<Inventory, Joins>();

const joinsOf = (inventory: Inventory): Joins => {
  const blocks = inventory.blocks();
  let access: ReturnType<typeof accessInputOf>['access'] | undefined;
  const input = (): NonNullable<typeof access> => (access ??= accessInputOf(blocks, inventory).access);
  let engines: ReturnType<typeof identitiesOf> | undefined;
  let aws: AwsIdentity | undefined;
  return {
    blocks,
    identity: (cloud) => (engines ??= identitiesOf(input())).get(cloud)?.(),
    aws: () => {
      const { aws: own } = input();
      return own && (aws ??= awsIdentityFrom(own));
    },
  };
};

const joined = (joins: Joins, kind: string, facts: Facts): CredentialReach => {
  if (kind.startsWith('aws-')) return inAws(joins, facts);
  if (kind.startsWith('gcp-') || facts['client-email'] !== undefined) return inGcp(joins, facts);
  if (kind.startsWith('azure-') || kind.startsWith('entra-')) return inAzure(joins, facts);
  return byHost(joins, facts) ?? byAddress(joins, facts) ?? apart(noJoin);
};
const noJoin: Text = {
  en: 'Nothing beside it in the code tells whose it is or what it belongs to; ask the issuer.',
  ja: '所有者や対象を示す情報がコードの中に見つかりません。発行元で確認してください。',
};

const apart = (why: Text): CredentialReach => ({ is: 'unknown', names: [], administrator: false, becomesAdministrator: false, stores: [], why });

// --- AWS ---

const inAws = (joins: Joins, facts: Facts): CredentialReach => {
  const user = ownerOfKey(joins, facts);
  const identity = joins.aws();
  const principal =
    user === undefined ? undefined : identity?.principals.find(({ name, address, kind }) => address === user || (kind === 'user' && name === user));
  if (identity && principal) return ofAwsPrincipal(identity, principal);
  const { account } = facts;
  if (account === undefined)
    return (
      byHost(joins, facts) ??
      apart({
        en: 'The key id does not tell the account (older keys do not); ask its owner, or use GetAccessKeyInfo.',
        ja: 'キー ID からアカウントを読み取れません(古い形式のキーなど)。所有者に確認するか、GetAccessKeyInfo で調べてください。',
      })
    );
  const own = identity?.principals.some((one) => one.account === account) ?? false;
  return {
    ...apart(
      own
        ? {
            en: `The key belongs to account ${account}, the one of this code; to which user the code does not tell. Find it with ListAccessKeys.`,
            ja: `キーはこのコードと同じアカウント ${account} のものです。どのユーザーのものかはコードからは分かりません。ListAccessKeys で調べてください。`,
          }
        : {
            en: `The key belongs to account ${account}, which is not among what was read.`,
            ja: `キーはアカウント ${account} のものですが、このアカウントは読み取り範囲にありません。`,
          },
    ),
    is: 'account',
    names: [account],
  };
};

/** By the resource of a state file, by an id that a plan or state has told, or by the user name that stands beside it. */
const ownerOfKey = ({ blocks }: Joins, facts: Facts): string | undefined => {
  const { address, user } = facts;
  const id = facts['key-id'];
  const key = blocks.find(
    (block) =>
      block.type === 'aws_iam_access_key' &&
      ((address !== undefined && (block.address === address || block.address.endsWith(`:${address}`))) ||
        (id !== undefined && textOf(block.attributes['id']) === id)),
  );
  if (!key) return user;
  const named = key.attributes['user'];
  if (named?.is === 'known' && typeof named.value === 'string') return named.same?.address ?? named.value;
  const target = named?.is === 'reference' ? named.parts.find((part) => typeof part !== 'string') : named?.same;
  return target === undefined || typeof target === 'string' ? user : target.address;
};

const ofAwsPrincipal = (identity: AwsIdentity, principal: Principal): CredentialReach => {
  const power = powerfulPrincipals(identity, undefined, ({ is }) => is.arn === principal.id).get(principal.id);
  return {
    is: 'principal',
    names: [principal.name],
    administrator: power?.administrator !== undefined,
    becomesAdministrator: (power?.becomes.length ?? 0) > 0,
    stores: (power?.stores ?? []).map(({ store }) => shortName(store)),
    why: { en: `It is a key of ${principal.name}.`, ja: `${principal.name} のキーです。` },
  };
};

// --- Google Cloud, Azure ---

const inGcp = (joins: Joins, facts: Facts): CredentialReach => {
  const email = facts['client-email'];
  const identity = joins.identity('gcp');
  const principal = email === undefined ? undefined : identity?.principals.find(({ id }) => id.toLowerCase().endsWith(`:${email.toLowerCase()}`));
  if (identity && principal) return ofPrincipal(identity, principal);
  const project = facts['project'] ?? /@([\w-]+)\.iam\.gserviceaccount\.com$/.exec(email ?? '')?.[1];
  if (project === undefined) return byHost(joins, facts) ?? apart(noJoin);
  return {
    ...apart({
      en: `It belongs to ${email ?? 'somebody'} in project ${project}, which is not among what was read.`,
      ja: `プロジェクト ${project} の ${email ?? '認証情報'} ですが、このプロジェクトは読み取り範囲にありません。`,
    }),
    is: 'account',
    names: [email ?? project],
  };
};

const inAzure = (joins: Joins, facts: Facts): CredentialReach => {
  const identity = joins.identity('azure');
  const client = facts['client-id'] ?? facts['object-id'];
  const principal = client === undefined ? undefined : identity?.principals.find(({ id }) => id.toLowerCase() === client.toLowerCase());
  if (identity && principal) return ofPrincipal(identity, principal);
  const found = facts['account'] === undefined ? undefined : named(joins, /^azurerm_(storage_account|cosmosdb_account|container_registry)$/, facts['account']);
  if (found) return ofThing(found);
  const host = byHost(joins, facts);
  if (host) return host;
  return apart(
    client === undefined
      ? { en: 'No client id or host near it tells what it belongs to.', ja: 'クライアント ID やホスト名が近くにないため、対象を特定できません。' }
      : {
          en: `The application ${client} is not among what was read.`,
          ja: `アプリケーション ${client} は読み取り範囲にありません。`,
        },
  );
};

const ofPrincipal = (identity: Identity, principal: Principal): CredentialReach => {
  const { administrators, becomeAdministrator } = identity.escalations();
  return {
    is: 'principal',
    names: [principal.name],
    administrator: administrators.has(principal.id),
    becomesAdministrator: becomeAdministrator.has(principal.id),
    stores: [],
    why: { en: `It signs in as ${principal.name}.`, ja: `${principal.name} としてサインインできます。` },
  };
};

// --- resources ---

/** `orders.abc123.ap-northeast-1.rds.amazonaws.com`, `shop.postgres.database.azure.com`: the first part is the name. */
const byHost = (joins: Joins, facts: Facts): CredentialReach | undefined => {
  const host = facts['host']?.replace(/:\d+$/, '').toLowerCase();
  const label = host?.includes('.') ? host.split('.')[0] : undefined;
  const kinds = host === undefined ? undefined : hosts.find(([end]) => host.endsWith(end))?.[1];
  const found = label === undefined || kinds === undefined ? undefined : named(joins, kinds, label);
  const instance = facts['instance']?.split(':').at(-1);
  const socket = instance === undefined ? undefined : named(joins, /^google_sql_database_instance$/, instance);
  const one = found ?? socket;
  return one && ofThing(one);
};
const hosts: readonly (readonly [string, RegExp])[] = [
  ['.rds.amazonaws.com', /^aws_(db_instance|rds_cluster|neptune_cluster|docdb_cluster)$/],
  ['.docdb.amazonaws.com', /^aws_docdb_cluster$/],
  ['.redshift.amazonaws.com', /^aws_redshift_cluster$/],
  ['.cache.amazonaws.com', /^aws_elasticache_/],
  ['.database.windows.net', /^azurerm_(mssql|sql)_server$/],
  ['.database.azure.com', /^azurerm_(postgresql|mysql|mariadb)/],
  ['.documents.azure.com', /^azurerm_cosmosdb_account$/],
  ['.servicebus.windows.net', /^azurerm_(servicebus|eventhub|relay)_namespace$/],
  ['.redis.cache.windows.net', /^azurerm_redis_cache$/],
  ['.search.windows.net', /^azurerm_search_service$/],
  ['.azurecr.io', /^azurerm_container_registry$/],
  ['.azurewebsites.net', /^azurerm_(linux|windows)?_?(function_app|web_app|app_service)$/],
  ['.core.windows.net', /^azurerm_storage_account$/],
];

const byAddress = ({ blocks }: Joins, { address }: Facts): CredentialReach | undefined => {
  const found = address === undefined ? undefined : blocks.find((block) => block.address === address || block.address.endsWith(`:${address}`));
  return found && ofThing(found);
};

const names = ['name', 'identifier', 'cluster_identifier', 'replication_group_id', 'cluster_id', 'account_name'] as const;
const named = ({ blocks }: Joins, kinds: RegExp, name: string): EvaluatedBlock | undefined =>
  blocks.find((block) => kinds.test(block.type) && names.some((attribute) => textOf(block.attributes[attribute])?.toLowerCase() === name.toLowerCase()));

const ofThing = ({ address }: EvaluatedBlock): CredentialReach => ({
  is: 'resource',
  names: [address],
  administrator: false,
  becomesAdministrator: false,
  stores: [address],
  why: { en: `It opens ${address}.`, ja: `${address} に接続できます。` },
});

const textOf = (value: Value | undefined): string | undefined =>
  value?.is === 'known' && !isList(value.value) && !isFields(value.value) && value.value !== null ? String(value.value) : undefined;
const shortName = (arn: string): string => arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
