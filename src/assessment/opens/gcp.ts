import type { Text } from '#framework/text';
import type { CredentialReach } from '#resources/facets';
import type { EvaluatedBlock } from '#sources/block';
import { openByHost } from './by-host.ts';
import { withoutRights } from './aws.ts';
import { factAt, textAt, type Estate, type Owned } from './estate.ts';
import { apart, inAccount, issuerOf, ofPrincipal, oneOf, replacing, type Facts, type Found } from './opening.ts';
import { stateText } from './states.ts';
import { openThing } from './things.ts';

/** By the e-mail address or the id of the key; what cannot be read from it, by its project. */
export const inGcp = (estate: Estate, kind: string, facts: Facts): CredentialReach => {
  if (kind === 'gcp-signed-url') return bySignature(estate, facts);
  const email = facts['client-email']?.toLowerCase();
  const id = facts['key-id'];
  const key = id === undefined ? undefined : issuerById(estate, id);
  if (key) return key;
  const found = email === undefined ? undefined : byEmail(estate, email, facts);
  if (found) return found;
  const project = facts['project'] ?? projectIn(email ?? '');
  if (project === undefined) return openByHost(estate, facts) ?? apart(noProject, noProjectNext);
  return inAccount(
    email ?? project,
    {
      en: `It belongs to ${email ?? 'somebody'} in project ${project}, which is not among what was read`,
      ja: `プロジェクト ${project} の ${email ?? '認証情報'} ですが、読み取り範囲にありません`,
    },
    { en: `Read project ${project} too, or ask its owner.`, ja: `プロジェクト ${project} も読み取るか、所有者に確認してください。` },
  );
};
const noProject: Text = { en: 'Nothing beside it tells the project or the account', ja: 'プロジェクトやサービスアカウントを示す情報が近くにありません' };
const noProjectNext: Text = {
  en: 'Look for it in the credentials page of your projects (API keys are listed there, their texts in no export).',
  ja: '各プロジェクトの「認証情報」画面で照合してください(API キーの値はエクスポートに含まれません)。',
};
const projectIn = (email: string): string | undefined =>
  /@([\w-]+)\.iam\.gserviceaccount\.com$/.exec(email)?.[1] ?? /^([\w-]+)@appspot\.gserviceaccount\.com$/.exec(email)?.[1];

const storageOnly: NonNullable<Found['only']> = {
  actions: /^storage[.:]/,
  limit: { en: 'It works for Cloud Storage only', ja: 'Cloud Storage でのみ使えます' },
};

/** One object, signed by an account whose other rights it does not give. */
const bySignature = (estate: Estate, facts: Facts): CredentialReach => {
  const email = facts['client-email'] ?? '';
  const state = facts['expired'] === undefined ? 'unknown' : 'expired';
  const limits: readonly Text[] = [
    { en: `It is good for the one object that ${email} signed it for`, ja: `${email} が署名した 1 つのオブジェクトにのみ使えます` },
    ...(facts['expires'] === undefined || state === 'expired'
      ? []
      : [{ en: `It ends on ${endText(facts['expires'])}`, ja: `有効期限は ${endText(facts['expires'])} です` }]),
  ];
  const next: Text = { en: 'Wait for its end, or delete the key that signed it.', ja: '失効を待つか、署名に使われたキーを削除してください。' };
  const bucket = facts['bucket'];
  const block = bucket === undefined ? undefined : estate.blocks.find((one) => one.type === 'google_storage_bucket' && factAt(estate, one, 'name') === bucket);
  if (block)
    return openThing(
      estate,
      block,
      { why: { en: `It opens an object of ${block.address}`, ja: `${block.address} のオブジェクトを開きます` }, state, limits, next },
      { byKey: false },
    );
  const where = bucket ?? email;
  return {
    ...inAccount(
      where,
      { en: `It opens an object of ${where}, which is not among what was read`, ja: `${where} のオブジェクトのものですが、読み取り範囲にありません` },
      next,
    ),
    limits,
    state,
  };
};
const endText = (expires: string): string => (/^\d{9,11}$/.test(expires) ? new Date(Number(expires) * 1000).toISOString() : expires);

/** A key that the code makes. */
export const openGcpIssuer = (estate: Estate, block: EvaluatedBlock, found: Partial<Found> = {}): CredentialReach | undefined => {
  if (!/^google_(service_account_key|storage_hmac_key)$/.test(block.type)) return undefined;
  const attribute = block.type === 'google_service_account_key' ? 'service_account_id' : 'service_account_email';
  const account = estate.named(block, attribute);
  const told = factAt(estate, block, attribute)?.split('/').at(-1);
  const owner = (account && estate.principals(account)[0]) ?? (told === undefined ? undefined : accountNamed(estate, told));
  const name = owner?.principal.name ?? told;
  const off = factAt(estate, block, 'state') === 'INACTIVE' || (account !== undefined && factAt(estate, account, 'disabled') === 'true');
  if (name === undefined) return undefined;
  const more: Found = {
    ...found,
    state: off ? 'disabled' : (found.state ?? 'unknown'),
    issuer: issuerOf(block, hmacOff(block, off)),
    next: replacing(block),
    only: block.type === 'google_storage_hmac_key' ? storageOnly : undefined,
    why: { en: `It is a key of ${name}, issued by ${block.address}`, ja: `${block.address} が発行した ${name} のキーです` },
  };
  return owner ? ofPrincipal(owner, more) : withoutRights(name, more);
};
const hmacOff = (block: EvaluatedBlock, off: boolean) => {
  if (block.type !== 'google_storage_hmac_key' || off) return undefined;
  const origin = block.attributes['state']?.origin;
  const written = textAt(block, 'state') !== undefined && origin?.is === 'written';
  return { attribute: 'state', to: 'INACTIVE', at: written ? origin : block.place, written };
};

const issuerById = (estate: Estate, id: string): CredentialReach | undefined => {
  const thing = estate.states.find(
    (one) =>
      (one.type === 'google_service_account_key' && stateText(one, 'name')?.split('/').at(-1) === id) ||
      (one.type === 'google_storage_hmac_key' && stateText(one, 'access_id') === id),
  );
  const block = thing && estate.blockOf(thing);
  if (block) return openGcpIssuer(estate, block, { state: 'current' });
  const name = thing && (stateText(thing, 'service_account_email') ?? stateText(thing, 'service_account_id')?.split('/').at(-1));
  const owner = name === undefined ? undefined : accountNamed(estate, name);
  return thing && owner
    ? ofPrincipal(owner, {
        why: { en: `It is a key of ${name}, by ${thing.address} in ${thing.file}`, ja: `${thing.file} の ${thing.address} によると ${name} のキーです` },
        state: stateText(thing, 'state') === 'INACTIVE' ? 'disabled' : 'unknown',
        only: thing.type === 'google_storage_hmac_key' ? storageOnly : undefined,
      })
    : undefined;
};

/** The service account of an address: as the engine names it, or as the state knows it. */
export const accountNamed = (estate: Estate, email: string): Owned | undefined => {
  const wanted = email.toLowerCase();
  for (const identity of estate.identities('gcp')) {
    const principal = identity.principals.find(({ id }) => id.toLowerCase().endsWith(`:${wanted}`));
    // Of an account that only a binding names, the engine knows no more than the name.
    if (principal && (principal.address !== undefined || principal.at !== undefined || hasRights(identity, principal.id))) return { identity, principal };
  }
  const thing = estate.states.find((one) => one.type === 'google_service_account' && stateText(one, 'email')?.toLowerCase() === wanted);
  const block = thing && estate.blockOf(thing);
  return block && estate.principals(block)[0];
};
const hasRights = (identity: Owned['identity'], id: string): boolean => identity.permissionsOf(id).services.length > 0;

const byEmail = (estate: Estate, email: string, facts: Facts): CredentialReach | undefined => {
  const why: Text = { en: `It signs in as ${email}`, ja: `${email} としてサインインできます` };
  const limits =
    facts['expires'] === undefined || facts['expired'] !== undefined
      ? []
      : [{ en: `It ends on ${facts['expires']}`, ja: `有効期限は ${facts['expires']} です` }];
  const owner = accountNamed(estate, email);
  const blockOfOwner = owner?.principal.address === undefined ? undefined : estate.at(owner.principal.address);
  if (owner) {
    const disabled = blockOfOwner !== undefined && factAt(estate, blockOfOwner, 'disabled') === 'true';
    const keys = estate.blocks.filter(
      (block) => block.type === 'google_service_account_key' && blockOfOwner !== undefined && estate.named(block, 'service_account_id') === blockOfOwner,
    );
    const [issuer, ...others] = keys;
    // The states know the ids of all keys that the code makes for it, and this one is none of them.
    const replaced = facts['key-id'] !== undefined && keys.length > 0 && keys.every((block) => estate.stateOf(block) !== undefined);
    return ofPrincipal(owner, {
      why: replaced
        ? {
            en: `${why.en}; the state has other keys of it: this one was replaced since, or made by hand`,
            ja: `${why.ja}。ステートにあるのは別のキーです。差し替え済みか、手作業で作成されたものです`,
          }
        : why,
      state: facts['expired'] === undefined ? (disabled ? 'disabled' : 'unknown') : 'expired',
      limits,
      issuer: issuer && others.length === 0 && !replaced ? issuerOf(issuer) : undefined,
      next: issuer && others.length === 0 && !replaced ? replacing(issuer) : keysNext(email, facts['key-id']),
    });
  }
  const name = email.split('@')[0] ?? '';
  const project = projectIn(email);
  // The code names its accounts; of which project they are the provider's configuration alone may tell.
  const open = estate.blocks.filter(
    (block) => block.type === 'google_service_account' && textAt(block, 'account_id') === name && projectKnown(estate, block) === undefined,
  );
  return open.length > 0 && project !== undefined
    ? oneOf(
        open.map(({ address }) => address),
        {
          why: {
            en: `${why.en}; an account of that name is in the code, which does not tell its project`,
            ja: `${why.ja}。同名のサービスアカウントがコードにありますが、プロジェクトはコードから分かりません`,
          },
          next: {
            en: `Put the state beside the code, or see whether the provider's project is ${project}.`,
            ja: `ステートをコードと同じ場所に置くか、プロバイダーのプロジェクトが ${project} かどうかを確認してください。`,
          },
        },
      )
    : undefined;
};
const keysNext = (email: string, id: string | undefined): Text => {
  const command = `gcloud iam service-accounts keys ${id === undefined ? 'list' : `delete ${id}`} --iam-account=${email}`;
  return id === undefined
    ? { en: `Find the key with ${command}.`, ja: `${command} でキーを確認してください。` }
    : { en: `Delete the key: ${command}.`, ja: `キーの削除: ${command}` };
};
/** The project that code or state says; undefined: that of the provider, which nobody knows. */
const projectKnown = (estate: Estate, block: EvaluatedBlock): string | undefined => {
  const own = estate.principals(block)[0]?.principal.id.split('@')[1]?.split('.')[0];
  return factAt(estate, block, 'project') ?? (own === undefined || own === 'default-project' || own.startsWith('provider-') ? undefined : own);
};
