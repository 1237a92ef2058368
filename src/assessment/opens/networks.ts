import type { Text } from '#framework/text';
import type { Facets } from '#resources/facets';
import type { EvaluatedBlock } from '#sources/block';
import { lookAround } from '../look-around.ts';
import { factAt, leadsTo, textAt, type Estate } from './estate.ts';

export interface Networks {
  /** Nobody outside reaches it. */
  readonly private: boolean;
  readonly limits: readonly Text[];
}

/** From where a thing can be reached. The facet of its type knows best; else what its block says. `port`: the only one that matters. */
export const networksOf = (estate: Estate, block: EvaluatedBlock, port?: number): Networks => {
  const facet = addressOf(estate, block);
  const own = facet && byFacet(facet, port);
  if (own) return own;
  const said = (name: string): string | undefined => factAt(estate, block, name);
  const isPrivate =
    said('publicly_accessible') === 'false' ||
    said('public_network_access_enabled') === 'false' ||
    said('public_network_access') === 'Disabled' ||
    // Without an address of their own on the internet, by design.
    (/^aws_(rds_cluster|docdb_cluster|neptune_cluster|elasticache_\w+|memorydb_cluster)$/.test(block.type) && said('publicly_accessible') !== 'true') ||
    (block.type === 'aws_db_instance' && said('publicly_accessible') === undefined) ||
    (block.type === 'google_sql_database_instance' && said('settings.ip_configuration.ipv4_enabled') === 'false') ||
    (block.type.endsWith('flexible_server') && block.attributes['delegated_subnet_id'] !== undefined);
  if (isPrivate) return { private: true, limits: [insideOnly] };
  return { private: false, limits: isFiltered(estate, block) ? [firewall] : [] };
};

const addressOf = ({ inventory }: Estate, block: EvaluatedBlock): Facets['publicAddress'] | undefined => {
  const i = inventory.indexOf(block.address);
  return i === undefined ? undefined : inventory.type(i).facet('publicAddress', inventory.resource(i), lookAround(inventory, i));
};

const byFacet = ({ public: open, limited, ingress }: Facets['publicAddress'], port: number | undefined): Networks | undefined => {
  if (open.is === 'known' && !open.value) return { private: true, limits: [insideOnly] };
  if (limited?.is === 'known' && limited.value) return { private: false, limits: [firewall] };
  const doors = ingress.filter(
    ({ ports }) => port === undefined || ports.is !== 'known' || (ports.value.from <= port && port <= ports.value.to) || ports.value.protocol === 'all',
  );
  // Rules are known, and none of them (or none for this port) lets the world in.
  const closed = ingress.length > 0 && doors.every(({ anywhere }) => anywhere.is === 'known' && !anywhere.value);
  return closed ? { private: true, limits: [port === 22 ? noSsh : noDoor] } : undefined;
};

/** A firewall of the service itself: by default it denies, or it has rules and denies the rest. */
const isFiltered = (estate: Estate, block: EvaluatedBlock): boolean => {
  const apart = estate.blocks.find(
    (other) => other.type === 'azurerm_storage_account_network_rules' && leadsTo(other.attributes['storage_account_id'], block.address),
  );
  const action = apart
    ? textAt(apart, 'default_action')
    : ['network_rules', 'network_acls', 'network_rule_set'].map((name) => factAt(estate, block, `${name}.default_action`)).find((one) => one !== undefined);
  if (action !== undefined) return action === 'Deny';
  if (block.type === 'azurerm_cosmosdb_account') {
    const filter = block.attributes['ip_range_filter'] ?? block.attributes['is_virtual_network_filter_enabled'];
    return filter !== undefined && !(filter.is === 'known' && (filter.value === '' || filter.value === false));
  }
  // Servers of databases let nobody in whom no rule names.
  return /^azurerm_(mssql|sql|postgresql|mysql|mariadb)(_flexible)?_server$/.test(block.type) && !estate.blocks.some((other) => opensServer(other, block));
};
const opensServer = (other: EvaluatedBlock, server: EvaluatedBlock): boolean => {
  if (
    !other.type.endsWith('_firewall_rule') ||
    !['server_id', 'server_name'].some((name) => leadsTo(other.attributes[name], server.address) || textAt(other, name) === textAt(server, 'name'))
  )
    return false;
  const [from, to] = [textAt(other, 'start_ip_address'), textAt(other, 'end_ip_address')];
  // 0.0.0.0 to 0.0.0.0 stands for all of Azure, of every customer.
  return from === undefined || to === undefined || (from === '0.0.0.0' && (to === '0.0.0.0' || to === '255.255.255.255'));
};

const insideOnly: Text = {
  en: 'It has no public address: whoever uses it must already be inside the network',
  ja: 'パブリックなアドレスがないため、利用できるのは内部ネットワークに入った場合に限られます',
};
const firewall: Text = {
  en: 'Its firewall denies all but the listed networks',
  ja: 'ファイアウォールにより、許可したネットワーク以外からの接続は拒否されます',
};
const noDoor: Text = {
  en: 'No rule of the code lets the internet in',
  ja: 'コードでは、インターネットからの接続は許可されていません',
};
const noSsh: Text = {
  en: 'No rule of the code lets the internet in on port 22',
  ja: 'コードでは、インターネットから 22 番ポートへの接続は許可されていません',
};
