import type { Text } from '#framework/text';
import type { Inventory } from '#inventory/inventory';
import type { CredentialReach } from '#resources/facets';
import type { EvaluatedBlock } from '#sources/block';
import { byRegistry, inAws, openAwsIssuer } from './opens/aws.ts';
import { inAzure, openAzureIssuer } from './opens/azure.ts';
import { openByHost } from './opens/by-host.ts';
import { estateOf, factAt, leadsTo, targetOf, type Estate } from './opens/estate.ts';
import { inGcp, openGcpIssuer } from './opens/gcp.ts';
import { apart, counted, inAccount, type Facts, type Found } from './opens/opening.ts';
import { byPublicKey } from './opens/public-keys.ts';
import { openThing } from './opens/things.ts';
import { byClaims, byPipeline, byServer, byServiceAccount } from './opens/tokens.ts';

/**
 * What a credential opens, by joining what its text tells (account, key id, e-mail address, host, public half) with the code and states that were read. Offline: also for
 * keys that no longer work, and without a trace in anybody's log.
 */
export const openingOf = (inventory: Inventory, kind: string, facts: Facts): CredentialReach => {
  const estate = estateOf(inventory);
  const reach = byBlock(estate, facts) ?? byPublicKey(estate, facts) ?? byKind(estate, kind, facts);
  return facts['state'] === 'rotated' && reach.state === 'unknown' ? { ...reach, state: 'rotated' } : reach;
};

const byKind = (estate: Estate, kind: string, facts: Facts): CredentialReach => {
  if (kind === 'k8s-sa-token') return byServiceAccount(estate, facts);
  if (kind.startsWith('kubeconfig')) return byServer(estate, kind, facts) ?? unjoined(facts);
  if (/jwt|idtoken/.test(kind)) return byClaims(estate, kind, facts) ?? unjoined(facts);
  const pipeline = byPipeline(estate, kind);
  if (pipeline) return pipeline;
  if (kind.startsWith('aws-')) return inAws(estate, kind, facts);
  if (kind.startsWith('gcp-') || facts['client-email'] !== undefined) return inGcp(estate, kind, facts);
  if (kind.startsWith('azure-') || kind.startsWith('entra-')) return inAzure(estate, kind, facts);
  return openByHost(estate, facts) ?? byRegistry(estate, facts) ?? unjoined(facts);
};

const unjoined = (facts: Facts): CredentialReach => {
  const host = facts['host'];
  return host !== undefined && host.includes('.')
    ? inAccount(
        host,
        { en: `It belongs to ${host}, which is not among what was read`, ja: `${host} のものですが、読み取り範囲にありません` },
        { en: `Rotate it at ${host}, or read the code that runs it.`, ja: `${host} でローテーションするか、そのホストのコードも読み取ってください。` },
      )
    : apart(noJoin, askIssuer);
};
const noJoin: Text = { en: 'Nothing beside it in the code tells whose it is or what it belongs to', ja: '所有者や対象を示す情報がコードの中に見つかりません' };
const askIssuer: Text = {
  en: 'Ask the issuer; until then take it for one that works.',
  ja: '発行元で確認してください。確認できるまでは、有効なものとみなしてください。',
};

/** The block that holds or issues this very value: told by a state, or by the evaluated code. */
const byBlock = (estate: Estate, facts: Facts): CredentialReach | undefined => {
  const { address } = facts;
  if (address === undefined) return undefined;
  const thing = estate.states.find((one) => one.address === address && one.folder === facts['folder']);
  const block = thing ? estate.blockOf(thing) : estate.at(address, facts['folder']);
  if (!block) return undefined;
  const found: Partial<Found> = facts['state'] === 'current' ? { state: 'current' } : facts['state'] === 'rotated' ? { state: 'rotated' } : {};
  const reach = openBlock(estate, block, found, facts);
  const more = (facts['also'] ?? '').split(' ').flatMap((other) => (other === '' ? [] : (estate.at(other, facts['folder']) ?? [])));
  return more.map((other) => openBlock(estate, other, found, facts)).reduce(both, reach);
};
/** The same value for several things: what each opens. */
const both = (one: CredentialReach, other: CredentialReach): CredentialReach =>
  one.is === other.is
    ? {
        ...one,
        names: [...new Set([...one.names, ...other.names])],
        administrator: one.administrator || other.administrator,
        ascent: one.ascent ?? other.ascent,
        ...counted([...one.stores, ...other.stores.filter(({ name }) => !one.stores.some((store) => store.name === name))]),
        private: one.private && other.private,
        path: [...one.path, ...other.path],
        why: { en: `${one.why.en}; the same value opens ${other.names.join(', ')}`, ja: `${one.why.ja}。同じ値で ${other.names.join('、')} も開けます` },
      }
    : one;

/** Made up or kept there, and used elsewhere. */
const kept =
  /^(random_password|random_string|aws_secretsmanager_secret_version|aws_ssm_parameter|azurerm_key_vault_secret|google_secret_manager_secret_version)$/;
const openBlock = (estate: Estate, block: EvaluatedBlock, found: Partial<Found>, facts: Facts, depth = 0): CredentialReach => {
  const issued = openAwsIssuer(estate, block, found, facts['attribute']) ?? openGcpIssuer(estate, block, found) ?? openAzureIssuer(estate, block, found);
  if (issued) return issued;
  // A password that a block makes up, or a secret that keeps it, belongs to what uses it.
  if (block.type === 'tls_private_key') return byPublicKey(estate, facts, block) ?? unjoined(facts);
  if (kept.test(block.type) && depth < 3) {
    const user = userOf(estate, block);
    if (user) return openBlock(estate, user, found, facts, depth + 1);
  }
  const database = ['instance', 'server_id', 'cluster_identifier', 'namespace_id', 'namespace_name', 'storage_account_id'].flatMap((name) => {
    const target = targetOf(block.attributes[name]);
    return (target && estate.at(target.address)) ?? [];
  })[0];
  const thing = database ?? block;
  const who = factAt(estate, block, 'name');
  const user = database && block.type.endsWith('_user') && who !== undefined ? { en: ` as its user ${who}`, ja: `(ユーザー ${who})` } : { en: '', ja: '' };
  const attribute = facts['attribute'];
  return openThing(
    estate,
    thing,
    {
      ...found,
      why: { en: `It opens ${thing.address}${user.en}`, ja: `${thing.address} を開きます${user.ja}` },
      next: { en: `Change ${attribute ?? 'it'} at ${block.address}.`, ja: `${block.address} の ${attribute ?? '値'} を変更してください。` },
    },
    // The password of a database is no key that a switch turns off; the keys of a store are.
    { byKey: attribute === undefined || /key|connection_string|token|admin_password|kube_config/.test(attribute) },
  );
};

/** Whose password it is. */
const userOf = (estate: Estate, block: EvaluatedBlock): EvaluatedBlock | undefined =>
  estate.blocks.find(
    (one) =>
      !kept.test(one.type) && Object.entries(one.attributes).some(([name, value]) => /password|secret|admin/.test(name) && leadsTo(value, block.address)),
  );
