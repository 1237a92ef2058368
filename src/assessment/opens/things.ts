import type { Text } from '#framework/text';
import type { CredentialIssuer, CredentialReach, CredentialState } from '#resources/facets';
import type { EvaluatedBlock } from '#sources/block';
import { factAt, leadsTo, textAt, type Estate, type Owned } from './estate.ts';
import { networksOf } from './networks.ts';
import { issuerOf, ofThing, type Found } from './opening.ts';

/** A kind of thing that a key, a password or a token opens by itself. */
export interface ThingKind {
  readonly type: RegExp;
  /** What its host names end with; the name stands before. */
  readonly hosts: readonly string[];
  /** Attributes of which one is the name. */
  readonly names: readonly string[];
  /** In people's words; undefined: it holds no data of its own. */
  readonly holds: Text | undefined;
  /** Arguments that turn its keys off, with the value that does; the first is the one to write. */
  readonly off?: readonly (readonly [attribute: string, value: 'true' | 'false'])[];
  /** Names of these belong to one account or project; others are unique in the world. */
  readonly shared?: true;
}

const database: Text = { en: 'database', ja: 'データベース' };
const cache: Text = { en: 'cache', ja: 'キャッシュ' };
const warehouse: Text = { en: 'data warehouse', ja: 'データウェアハウス' };
const objects: Text = { en: 'object store', ja: 'オブジェクトストレージ' };
const messages: Text = { en: 'messages', ja: 'メッセージ' };
const index: Text = { en: 'search index', ja: '検索インデックス' };
const images: Text = { en: 'container images', ja: 'コンテナイメージ' };
const settings: Text = { en: 'settings', ja: '設定値' };
const devices: Text = { en: 'devices and their messages', ja: 'デバイスとそのメッセージ' };

/** The name of a cluster or instance is of one account; of Azure things it is unique in the world. */
export const thingKinds: readonly ThingKind[] = [
  { type: /^aws_(db_instance|rds_cluster)$/, hosts: ['.rds.amazonaws.com'], names: ['identifier', 'cluster_identifier'], holds: database, shared: true },
  { type: /^aws_docdb_cluster$/, hosts: ['.docdb.amazonaws.com'], names: ['cluster_identifier'], holds: database, shared: true },
  { type: /^aws_neptune_cluster$/, hosts: ['.neptune.amazonaws.com'], names: ['cluster_identifier'], holds: database, shared: true },
  { type: /^aws_redshift_cluster$/, hosts: ['.redshift.amazonaws.com'], names: ['cluster_identifier'], holds: warehouse, shared: true },
  { type: /^aws_redshiftserverless_workgroup$/, hosts: ['.redshift-serverless.amazonaws.com'], names: ['workgroup_name'], holds: warehouse, shared: true },
  {
    type: /^aws_elasticache_(cluster|replication_group)$|^aws_memorydb_cluster$/,
    hosts: ['.cache.amazonaws.com', '.memorydb.amazonaws.com'],
    names: ['replication_group_id', 'cluster_id', 'name'],
    holds: cache,
    shared: true,
  },
  { type: /^aws_(opensearch|elasticsearch)_domain$/, hosts: ['.es.amazonaws.com', '.aos.aws'], names: ['domain_name'], holds: index, shared: true },
  { type: /^aws_s3_bucket$/, hosts: ['.amazonaws.com'], names: ['bucket'], holds: objects },
  {
    type: /^azurerm_storage_account$/,
    hosts: ['.core.windows.net'],
    names: ['name'],
    holds: objects,
    off: [['shared_access_key_enabled', 'false']],
  },
  {
    type: /^azurerm_cosmosdb_account$/,
    hosts: ['.documents.azure.com', '.mongo.cosmos.azure.com', '.table.cosmos.azure.com', '.cassandra.cosmos.azure.com', '.gremlin.cosmos.azure.com'],
    names: ['name'],
    holds: database,
    off: [
      ['local_authentication_disabled', 'true'],
      ['local_authentication_enabled', 'false'],
    ],
  },
  {
    type: /^azurerm_(mssql|sql)_server$|^azurerm_synapse_workspace$/,
    hosts: ['.database.windows.net', '.sql.azuresynapse.net'],
    names: ['name'],
    holds: database,
    off: [['azuread_administrator.azuread_authentication_only', 'true']],
  },
  {
    type: /^azurerm_postgresql_(flexible_)?server$/,
    hosts: ['.postgres.database.azure.com'],
    names: ['name'],
    holds: database,
    off: [['authentication.password_auth_enabled', 'false']],
  },
  {
    type: /^azurerm_(mysql|mariadb)_(flexible_)?server$/,
    hosts: ['.mysql.database.azure.com', '.mariadb.database.azure.com'],
    names: ['name'],
    holds: database,
  },
  {
    type: /^azurerm_(servicebus|eventhub|relay)_namespace$/,
    hosts: ['.servicebus.windows.net'],
    names: ['name'],
    holds: messages,
    off: [
      ['local_auth_enabled', 'false'],
      ['local_authentication_enabled', 'false'],
    ],
  },
  {
    type: /^azurerm_redis_cache$|^azurerm_redis_enterprise_cluster$|^azurerm_managed_redis$/,
    hosts: ['.redis.cache.windows.net', '.redisenterprise.cache.azure.net', '.redis.azure.net'],
    names: ['name'],
    holds: cache,
    off: [['access_keys_authentication_enabled', 'false']],
  },
  { type: /^azurerm_search_service$/, hosts: ['.search.windows.net'], names: ['name'], holds: index, off: [['local_authentication_enabled', 'false']] },
  { type: /^azurerm_container_registry$/, hosts: ['.azurecr.io'], names: ['name'], holds: images, off: [['admin_enabled', 'false']] },
  {
    type: /^azurerm_(linux_|windows_)?(function_app|web_app|app_service|logic_app_standard)(_slot|_flex_consumption)?$/,
    hosts: ['.scm.azurewebsites.net', '.azurewebsites.net'],
    names: ['name'],
    holds: undefined,
  },
  {
    type: /^azurerm_(cognitive_account|ai_services|openai_account)$/,
    hosts: ['.openai.azure.com', '.cognitiveservices.azure.com', '.services.ai.azure.com'],
    names: ['custom_subdomain_name', 'name'],
    holds: undefined,
    off: [
      ['local_auth_enabled', 'false'],
      ['local_authentication_enabled', 'false'],
    ],
  },
  {
    type: /^azurerm_app_configuration$/,
    hosts: ['.azconfig.io'],
    names: ['name'],
    holds: settings,
    off: [
      ['local_auth_enabled', 'false'],
      ['local_authentication_enabled', 'false'],
    ],
  },
  { type: /^azurerm_iothub$/, hosts: ['.azure-devices.net'], names: ['name'], holds: devices, off: [['local_authentication_enabled', 'false']] },
  {
    type: /^azurerm_eventgrid_(topic|domain)$/,
    hosts: ['.eventgrid.azure.net'],
    names: ['name'],
    holds: undefined,
    off: [
      ['local_auth_enabled', 'false'],
      ['local_authentication_enabled', 'false'],
    ],
  },
  {
    type: /^azurerm_(signalr_service|web_pubsub)$/,
    hosts: ['.service.signalr.net', '.webpubsub.azure.com'],
    names: ['name'],
    holds: undefined,
    off: [
      ['local_auth_enabled', 'false'],
      ['local_authentication_enabled', 'false'],
    ],
  },
  { type: /^azurerm_communication_service$/, hosts: ['.communication.azure.com'], names: ['name'], holds: undefined },
  { type: /^azurerm_batch_account$/, hosts: ['.batch.azure.com'], names: ['name'], holds: undefined },
  { type: /^azurerm_api_management$/, hosts: ['.azure-api.net', '.management.azure-api.net'], names: ['name'], holds: undefined },
  { type: /^azurerm_kubernetes_cluster$/, hosts: ['.azmk8s.io'], names: ['dns_prefix', 'name'], holds: undefined, off: [['local_account_disabled', 'true']] },
  { type: /^google_sql_database_instance$/, hosts: [], names: ['name'], holds: database, shared: true },
  { type: /^google_storage_bucket$/, hosts: ['.storage.googleapis.com'], names: ['name'], holds: objects },
  {
    type: /^aws_(eks_cluster|ecr_repository)$|^google_(container_cluster|artifact_registry_repository|redis_instance)$/,
    hosts: [],
    names: ['name'],
    holds: undefined,
    shared: true,
  },
];

export const kindOf = ({ type }: EvaluatedBlock): ThingKind | undefined => thingKinds.find((kind) => kind.type.test(type));

/** What a credential of this thing opens; whether its keys are accepted at all, and from which networks. */
export const openThing = (
  estate: Estate,
  block: EvaluatedBlock,
  found: Found,
  { byKey = true, through = [] }: { readonly byKey?: boolean; readonly through?: readonly Owned[] } = {},
): CredentialReach => {
  const kind = kindOf(block);
  const own = byKey && kind?.off ? switchOf(estate, block, kind.off) : undefined;
  const inside = networksOf(estate, block);
  const state: CredentialState = own?.isOff === true && found.state !== 'expired' && found.state !== 'rotated' ? 'local-auth-off' : (found.state ?? 'unknown');
  return ofThing(
    block,
    block.address,
    kind?.holds !== undefined,
    {
      ...found,
      state,
      private: inside.private,
      limits: [...(found.limits ?? []), ...inside.limits.filter(({ en }) => !found.limits?.some((one) => one.en === en))],
      issuer: found.issuer ?? issuerOf(block, own?.off),
      why: kind?.holds ? { en: `${found.why.en} (${kind.holds.en})`, ja: `${found.why.ja}(${kind.holds.ja})` } : found.why,
    },
    through,
  );
};

interface Switch {
  readonly isOff: boolean;
  /** How the code would turn it off; undefined: it is off, or another argument of the provider's version decides. */
  readonly off: CredentialIssuer['off'];
}
const switchOf = (estate: Estate, block: EvaluatedBlock, ways: NonNullable<ThingKind['off']>): Switch => {
  for (const [attribute, value] of ways) if (factAt(estate, block, attribute) === value) return { isOff: true, off: undefined };
  // The admin user of a registry is off unless the code turns it on.
  if (block.type.endsWith('container_registry') && textAt(block, 'admin_enabled') === undefined) return { isOff: true, off: undefined };
  const written = ways.find(([attribute]) => block.attributes[attribute] !== undefined && textAt(block, attribute) !== undefined);
  const [attribute, value] = written ?? ways[0] ?? ['', 'true'];
  if (attribute === '' || attribute.includes('.')) return { isOff: false, off: undefined };
  const origin = block.attributes[attribute]?.origin;
  // A function app that keeps its code in the account by key would stop: whoever decides that is no argument.
  if (block.type.endsWith('storage_account') && estate.blocks.some((other) => namesStorage(other, block))) return { isOff: false, off: undefined };
  return {
    isOff: false,
    off: { attribute, to: value === 'true', at: written && origin?.is === 'written' ? origin : block.place, written: written !== undefined },
  };
};
const namesStorage = (other: EvaluatedBlock, account: EvaluatedBlock): boolean =>
  /function_app|logic_app_standard/.test(other.type) &&
  ['storage_account_name', 'storage_account_access_key'].some((name) => leadsTo(other.attributes[name], account.address));
