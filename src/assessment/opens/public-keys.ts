import type { Text } from '#framework/text';
import type { CredentialReach } from '#resources/facets';
import type { EvaluatedBlock } from '#sources/block';
import { openAzureIssuer } from './azure.ts';
import { leadsTo, nestedIn, targetOf, textAt, writtenAt, type Estate, type Owned } from './estate.ts';
import { networksOf } from './networks.ts';
import { apart, ofPrincipal, oneOf, start, type Facts } from './opening.ts';
import { stateText } from './states.ts';
import { openThing } from './things.ts';
import { accountNamed } from './gcp.ts';

/** A private key, by its public half (`source`: the block that makes the pair): in the code as a key pair, on a machine, as a deploy key, within a certificate. */
export const byPublicKey = (estate: Estate, facts: Facts, source?: EvaluatedBlock): CredentialReach | undefined => {
  const print = facts['public-key'];
  if (print === undefined && !source) return undefined;
  const trusting = [...(print === undefined ? [] : estate.trusting(print)), ...byFingerprint(estate, facts), ...(source ? [source] : [])];
  for (const block of trusting) {
    const principal = openAzureIssuer(estate, block) ?? uploaded(estate, block);
    if (principal) return principal;
  }
  const machines = trusting.flatMap((block) => machinesOf(estate, block));
  if (machines.length > 0) return onMachines(estate, trusting[0], machines);
  const repository = trusting.find(({ type }) => type.endsWith('deploy_key'));
  if (repository) return asDeployKey(repository);
  const [first] = trusting;
  if (!first)
    return apart(
      { en: 'No public half of it stands in the code', ja: '対応する公開鍵はコードの中に見つかりません' },
      {
        en: 'Look for its public half in authorized_keys, in key pairs and in certificates; until then take it for one that opens hosts.',
        ja: 'authorized_keys、キーペア、証明書に対応する公開鍵がないか確認してください。確認できるまでは、ホストに接続できる鍵とみなしてください。',
      },
    );
  const certificate = /certificate|cert|ssl|tls|public_key/.test(first.type);
  return openThing(estate, first, {
    why: certificate
      ? {
          en: `It is the private half of the certificate or key in ${first.address}: it can stand in for the server or sign in its name`,
          ja: `${first.address} の証明書・公開鍵に対応する秘密鍵です。サーバーへのなりすましや署名に使えます`,
        }
      : { en: `Its public half stands in ${first.address}`, ja: `対応する公開鍵が ${first.address} に登録されています` },
    next: certificate
      ? { en: 'Issue a new certificate with a new key, then revoke the old one.', ja: '新しい鍵で証明書を再発行してから、古い証明書を失効させてください。' }
      : { en: `Replace the public key in ${first.address}.`, ja: `${first.address} の公開鍵を差し替えてください。` },
  });
};

/** Key pairs that EC2 has made, by what the state knows of them. */
const byFingerprint = (estate: Estate, { 'ec2-prints': prints }: Facts): EvaluatedBlock[] => {
  const wanted = (prints ?? '').split(' ').filter(Boolean);
  return estate.states
    .filter((one) => one.type === 'aws_key_pair' && wanted.includes(stateText(one, 'fingerprint') ?? ''))
    .flatMap((one) => estate.blockOf(one) ?? []);
};

/** A public key that was uploaded for a service account. */
const uploaded = (estate: Estate, block: EvaluatedBlock): CredentialReach | undefined => {
  if (block.type !== 'google_service_account_key') return undefined;
  const account = estate.named(block, 'service_account_id');
  const owner = (account && estate.principals(account)[0]) ?? accountNamed(estate, textAt(block, 'service_account_id')?.split('/').at(-1) ?? '');
  return (
    owner &&
    ofPrincipal(owner, {
      why: {
        en: `It signs in as ${owner.principal.name}, whose uploaded key is ${block.address}`,
        ja: `${block.address} でアップロードされた ${owner.principal.name} の鍵です`,
      },
    })
  );
};

interface Machine {
  readonly block: EvaluatedBlock;
  readonly runsAs: readonly Owned[];
}
const machineTypes =
  /^aws_(instance|launch_template|launch_configuration|spot_instance_request)$|^azurerm_(linux_)?virtual_machine(_scale_set)?$|^google_compute_(instance|instance_template)$/;

/** Those that let the holder of the key in. */
const machinesOf = (estate: Estate, block: EvaluatedBlock): Machine[] => {
  if (machineTypes.test(block.type)) return [{ block, runsAs: runningAs(estate, block) }];
  if (block.type === 'google_compute_project_metadata' || block.type === 'google_compute_project_metadata_item')
    return estate.blocks.filter(({ type }) => type === 'google_compute_instance').map((one) => ({ block: one, runsAs: runningAs(estate, one) }));
  if (!/^(aws_key_pair|azurerm_ssh_public_key|tls_private_key)$/.test(block.type)) return [];
  const name = textAt(block, 'key_name');
  return estate.blocks
    .filter((one) => machineTypes.test(one.type) || (block.type === 'tls_private_key' && one.type === 'aws_key_pair'))
    .filter((one) => uses(one, block) || (name !== undefined && textAt(one, 'key_name') === name))
    .flatMap((one) => (machineTypes.test(one.type) ? [{ block: one, runsAs: runningAs(estate, one) }] : machinesOf(estate, one)));
};
const uses = ({ attributes }: EvaluatedBlock, other: EvaluatedBlock): boolean => Object.values(attributes).some((value) => leadsTo(value, other.address));

/** The role or identity that whoever is on the machine has. */
const runningAs = (estate: Estate, block: EvaluatedBlock): readonly Owned[] => {
  const profile = estate.named(block, 'iam_instance_profile') ?? profileOfTemplate(estate, block);
  const role = profile && (profile.type === 'aws_iam_role' ? profile : estate.named(profile, 'role'));
  if (role) return estate.principals(role);
  const account = nestedTarget(block, 'service_account', 'email');
  const found = account === undefined ? undefined : estate.at(account);
  return found ? estate.principals(found) : estate.principals(block);
};
const profileOfTemplate = (estate: Estate, block: EvaluatedBlock): EvaluatedBlock | undefined => {
  const address = nestedTarget(block, 'iam_instance_profile', 'name') ?? nestedTarget(block, 'iam_instance_profile', 'arn');
  return address === undefined ? undefined : estate.at(address);
};
const nestedTarget = (block: EvaluatedBlock, name: string, inner: string): string | undefined => targetOf(nestedIn(block, name)[0]?.[inner])?.address;

const onMachines = (estate: Estate, key: EvaluatedBlock | undefined, machines: readonly Machine[]): CredentialReach => {
  const [first] = machines;
  const names = [...new Set(machines.map(({ block }) => block.address))];
  const powerful = machines.flatMap(({ runsAs, block }) => runsAs.map((owned) => ({ owned, block })));
  const why: Text = {
    en: `It signs in to ${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`,
    ja: `${names.slice(0, 3).join('、')}${names.length > 3 ? ` ほか ${names.length - 3} 台` : ''} にログインできます`,
  };
  const place = key && writtenAt(key);
  const next: Text = {
    en: `Replace the public key${place ? ` at ${place.file}:${place.line}` : ''} and in authorized_keys of machines that run: user data is read at first start only.`,
    ja: `${place ? `${place.file}:${place.line} の` : ''}公開鍵を差し替え、稼働中のマシンの authorized_keys からも取り除いてください(ユーザーデータは初回起動時にしか読まれません)。`,
  };
  if (!first) return apart(why, next);
  const limits = machines.every(({ block }) => networksOf(estate, block, 22).private) ? [...networksOf(estate, first.block, 22).limits] : [];
  const [best] = powerful
    .map(({ owned, block }) => ({
      block,
      reach: ofPrincipal(owned, { why: asIdentity, next, limits, path: [{ from: start, to: block.address, how: why, at: writtenAt(block) }] }),
    }))
    .toSorted((a, b) => weightOf(b.reach) - weightOf(a.reach));
  if (!best) return { ...openThing(estate, first.block, { why, next, limits }), names, private: limits.length > 0 };
  return {
    ...best.reach,
    is: 'resource',
    names,
    why: {
      en: `${why.en}, which act${names.length === 1 ? 's' : ''} as ${best.reach.names.join(', ')}`,
      ja: `${why.ja}。マシンは ${best.reach.names.join('、')} として動作します`,
    },
    private: limits.length > 0,
  };
};
const asIdentity: Text = { en: 'Whoever is on the machine has its identity', ja: 'マシンにログインすると、その ID の権限を得られます' };
const weightOf = ({ administrator, ascent, stores }: CredentialReach): number => (administrator ? 1000 : 0) + (ascent ? 500 : 0) + stores.length;
/** Whoever may push to a repository may run its workflows, with the cloud roles that trust them. */
const asDeployKey = (block: EvaluatedBlock): CredentialReach => {
  const repository = targetOf(block.attributes['repository'])?.address ?? textAt(block, 'repository') ?? block.address;
  const readOnly = textAt(block, 'read_only') !== 'false' && textAt(block, 'can_push') !== 'true';
  return oneOf([repository], {
    why: {
      en: `It is the deploy key ${block.address} of ${repository}${readOnly ? ' (read only)' : ', and may push'}`,
      ja: `${repository} のデプロイキー ${block.address} です${readOnly ? '(読み取りのみ)' : '。書き込みも可能です'}`,
    },
    next: { en: `Replace the key of ${block.address}.`, ja: `${block.address} の鍵を差し替えてください。` },
  });
};
