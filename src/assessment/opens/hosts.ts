import type { EvaluatedBlock } from '#sources/block';
import { accountOf } from '#inventory/inventory';
import { factAt, targetOf, textAt, type Estate } from './estate.ts';
import type { Facts } from './opening.ts';
import { stateTexts, type StateThing } from './states.ts';
import { thingKinds, type ThingKind } from './things.ts';

export type ByHost =
  /** `byName`: the host does not tell the account, and no state does. */
  | { readonly is: 'block'; readonly block: EvaluatedBlock; readonly byName: boolean }
  /** Several of one name, in several accounts or regions. */
  | { readonly is: 'several'; readonly blocks: readonly EvaluatedBlock[] }
  /** Something of that name is there, but it is another one. */
  | { readonly is: 'other'; readonly name: string; readonly why: 'region' | 'account' | 'project' };

/** The thing that answers at a host: as a state knows it, through a DNS record of the code, or by the name within. */
export const byHost = (estate: Estate, facts: Facts): ByHost | undefined => {
  const host = hostOf(facts['host'] ?? '');
  if (host === '') return byInstance(estate, facts);
  const told = inStates(estate, host);
  if (told) return { is: 'block', block: told, byName: false };
  const record = estate.blocks.find(
    (block) =>
      /^aws_route53_record$|^azurerm_(private_)?dns_(cname|a)_record$|^google_dns_record_set$|^cloudflare_(dns_)?record$/.test(block.type) &&
      recordName(estate, block) === host,
  );
  const behind = record && targetOfRecord(estate, record);
  if (behind) return { is: 'block', block: behind, byName: false };
  for (const kind of thingKinds)
    for (const end of kind.hosts) {
      if (!host.endsWith(end) || (end === '.amazonaws.com' && !/\.s3[.-]/.test(host))) continue;
      const found = byName(estate, kind, host.slice(0, -end.length), host);
      if (found) return found;
    }
  return undefined;
};

/** `tcp:shop.database.windows.net,1433`, `https://x.azmk8s.io:443/`: the host alone, in small letters. */
export const hostOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/^[a-z+]+:\/\//, '')
    .replace(/^tcp:/, '')
    .replace(/[/,:?#].*$/, '')
    .replace(/\.$/, '');

const inStates = (estate: Estate, host: string): EvaluatedBlock | undefined => {
  if (!/[.]/.test(host)) return undefined;
  const things = estate.states.filter((thing) => !/dns|route53|record/.test(thing.type) && hostsOf(thing).has(host));
  const blocks = things.flatMap((thing) => estate.blockOf(thing) ?? []);
  const known = blocks.find((block) => thingKinds.some(({ type }) => type.test(block.type)));
  return known ?? blocks[0];
};
const remembered = new WeakMap<StateThing, ReadonlySet<string>>();
/** The hosts and addresses that a thing has by the provider. */
const hostsOf = (thing: StateThing): ReadonlySet<string> => {
  const found =
    remembered.get(thing) ??
    new Set([...stateTexts(thing.values)].flatMap(([path, text]) => (addressing.test(path) && text.length < 300 ? [hostOf(text)] : [])));
  remembered.set(thing, found);
  return found;
};
const addressing =
  /(?:^|\.)(?:address|endpoint|reader_endpoint|\w*_endpoint(?:_address)?|fqdn|\w*_fqdn|hostname|default_hostname|host|public_ip|private_ip|public_ip_address|private_ip_address|ip_address|first_ip_address|public_dns|private_dns|dns_name|login_server|domain_name|uri|\w*_uri|access_endpoint)$/;

const byName = (estate: Estate, kind: ThingKind, lead: string, host: string): ByHost | undefined => {
  const wanted = labelsOf(lead, host);
  const found = estate.blocks
    .filter(({ type }) => kind.type.test(type))
    .filter((block) => kind.names.some((name) => wanted.includes(factAt(estate, block, name)?.toLowerCase() ?? '')));
  if (found.length === 0) return undefined;
  const region = regionIn(host);
  const there = kind.shared && region !== undefined ? found.filter((block) => regionOf(block) === undefined || regionOf(block) === region) : found;
  const [first] = found;
  if (there.length === 0) return { is: 'other', name: first?.address ?? lead, why: 'region' };
  // The letters before the region are those of one account and region: the state knows ours.
  const tail = host.slice(host.indexOf('.') + 1);
  const own = kind.shared ? there.filter((block) => !isElsewhere(estate, block, tail)) : there;
  if (own.length === 0) return { is: 'other', name: there[0]?.address ?? lead, why: 'account' };
  const [one, ...more] = own;
  return one && more.length === 0 ? { is: 'block', block: one, byName: kind.shared === true } : { is: 'several', blocks: own };
};

/** `orders.c1abc.ap-northeast-1`, `master.shop.abc123.apne1`, `search-shop-abc.ap-northeast-1`, `shop.blob`, `shop-dns-a1b2.hcp.japaneast`: what may be the name. */
const labelsOf = (lead: string, host: string): readonly string[] => {
  const labels = lead.split('.');
  const [first = '', second = ''] = labels;
  if (host.endsWith('.cache.amazonaws.com') || host.endsWith('.memorydb.amazonaws.com')) return [first, second];
  if (/\.(es\.amazonaws\.com|aos\.aws)$/.test(host)) return [first.replace(/^(?:search|vpc)-/, '').replace(/-[a-z0-9]{20,30}$/, ''), first];
  if (host.endsWith('.azmk8s.io')) return [first.replace(/-[a-z0-9]{8}$/, ''), first];
  // The region of a bucket stands behind its name, which may have dots.
  if (/\.s3[.-][a-z0-9.-]*amazonaws\.com$|\.s3\.amazonaws\.com$/.test(host)) return [lead.replace(/\.s3(?:[.-][a-z0-9-]+)*$/, '')];
  if (host.endsWith('.eventgrid.azure.net')) return [first.replace(/\.[a-z0-9-]+$/, '')];
  return [first];
};
const regionIn = (host: string): string | undefined => /\.([a-z]{2}(?:-[a-z]+)+-\d)\.[a-z0-9-]+\.(?:amazonaws\.com|aws)$/.exec(host)?.[1];
const regionOf = ({ scope }: EvaluatedBlock): string | undefined => /\/([a-z]{2}(?:-[a-z]+)+-\d)$/.exec(scope)?.[1];

/** A state of the same account has hosts of this kind and region with other letters. */
const isElsewhere = (estate: Estate, block: EvaluatedBlock, tail: string): boolean => {
  const letters = /^(?:cluster-|proxy-)?(?:ro-|custom-)?([a-z0-9]{8,})\.([a-z0-9-]+)\.(rds|docdb|neptune|redshift)\.amazonaws\.com$/.exec(tail);
  if (!letters) return false;
  const account = accountOf(block.scope);
  for (const other of estate.blocks) {
    if (accountOf(other.scope) !== account || !/^aws_(db_instance|rds_cluster|docdb_cluster|neptune_cluster|redshift_cluster)$/.test(other.type)) continue;
    const thing = estate.stateOf(other);
    for (const host of thing ? hostsOf(thing) : []) {
      const same = /\.(?:cluster-|proxy-)?(?:ro-|custom-)?([a-z0-9]{8,})\.([a-z0-9-]+)\.(rds|docdb|neptune|redshift)\.amazonaws\.com$/.exec(host);
      if (same && same[2] === letters[2] && same[3] === letters[3]) return same[1] !== letters[1];
    }
  }
  return false;
};

/** `project:region:instance`. */
const byInstance = (estate: Estate, { instance }: Facts): ByHost | undefined => {
  const [project, region, name] = instance?.split(':').slice(-3) ?? [];
  if (name === undefined) return undefined;
  const found = estate.blocks.filter((block) => block.type === 'google_sql_database_instance' && factAt(estate, block, 'name') === name);
  const there = found.filter((block) => {
    const own = factAt(estate, block, 'project');
    const place = factAt(estate, block, 'region');
    return (own === undefined || own === project) && (place === undefined || place === region);
  });
  const [one, ...more] = there;
  if (!one) return found[0] && { is: 'other', name: found[0].address, why: 'project' };
  return more.length === 0 ? { is: 'block', block: one, byName: false } : { is: 'several', blocks: there };
};

const recordName = (estate: Estate, block: EvaluatedBlock): string | undefined => {
  const name = (textAt(block, 'name') ?? textAt(block, 'fqdn'))?.toLowerCase().replace(/\.$/, '');
  if (name === undefined) return undefined;
  const zone = estate.named(block, 'zone_id') ?? estate.named(block, 'zone_name') ?? estate.named(block, 'managed_zone');
  const domain = (zone && (textAt(zone, 'name') ?? textAt(zone, 'dns_name'))?.toLowerCase().replace(/\.$/, '')) ?? textAt(block, 'zone_name');
  return domain === undefined || name === domain || name.endsWith(`.${domain}`) ? name : `${name}.${domain}`;
};
const targetOfRecord = (estate: Estate, block: EvaluatedBlock): EvaluatedBlock | undefined => {
  for (const name of ['records', 'record', 'rrdatas', 'target_resource_id', 'value', 'content', 'alias']) {
    const value = block.attributes[name];
    const inner = value?.is === 'known' && Array.isArray(value.value) ? value.value : value ? [value] : [];
    for (const one of inner) {
      const deep = one.is === 'known' && typeof one.value === 'object' && one.value !== null && !Array.isArray(one.value) ? Object.values(one.value) : [one];
      for (const each of deep) {
        const target = targetOf(each);
        const found = target && estate.at(target.address);
        if (found && thingKinds.some(({ type }) => type.test(found.type))) return found;
        const text = each.is === 'known' && typeof each.value === 'string' ? hostOf(each.value) : undefined;
        const next = text?.includes('.') ? byHostText(estate, text) : undefined;
        if (next) return next;
      }
    }
  }
  return undefined;
};
const byHostText = (estate: Estate, host: string): EvaluatedBlock | undefined => {
  for (const kind of thingKinds)
    for (const end of kind.hosts) {
      const found = host.endsWith(end) ? byName(estate, kind, host.slice(0, -end.length), host) : undefined;
      if (found?.is === 'block') return found.block;
    }
  return undefined;
};
