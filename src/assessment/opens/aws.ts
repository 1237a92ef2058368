import type { Text } from '#framework/text';
import type { CredentialIssuer, CredentialReach } from '#resources/facets';
import type { EvaluatedBlock } from '#sources/block';
import { openByHost } from './by-host.ts';
import { cloudOf, factAt, spelled, targetOf, textAt, type Estate, type Owned } from './estate.ts';
import { apart, counted, inAccount, issuerOf, ofPrincipal, oneOf, replacing, type Facts, type Found } from './opening.ts';
import { stateText, type StateThing } from './states.ts';

/** By the id of the key in code or state, by the user that its text names, by its account. */
export const inAws = (estate: Estate, kind: string, facts: Facts): CredentialReach => {
  const id = facts['key-id'] ?? facts['access-key-id'];
  const issued = id === undefined ? undefined : byKeyId(estate, id);
  if (kind === 'aws-presigned-url') return byPresigned(estate, facts, issued);
  if (issued) return kind === 'aws-ses-smtp' ? onlyMail(issued) : issued;
  const { account, user } = facts;
  const host = openByHost(estate, facts);
  if (user !== undefined && account !== undefined) return byUserName(estate, user, account, kind);
  if (host) return host;
  const registry = byRegistry(estate, facts);
  if (registry) return registry;
  if (account === undefined) return id === undefined ? apart(noId, noIdNext) : apart(oldForm, oldFormNext);
  if (id?.startsWith('ASIA')) return bySession(estate, account);
  const known = accountsOf(estate);
  if (!known.has(account)) {
    // Before deployment the code may not say which account it is for.
    const open = known.size === 0 && hasUsers(estate);
    return inAccount(
      account,
      open
        ? {
            en: `The key belongs to account ${account}; for which account this code is, it does not tell`,
            ja: `キーはアカウント ${account} のものです。このコードがどのアカウント向けかはコードから分かりません`,
          }
        : {
            en: `The key belongs to account ${account}, which is not among those of this code`,
            ja: `キーはアカウント ${account} のものですが、読み取り範囲にないアカウントです`,
          },
      {
        en: `Read account ${account} too, or ask its owner; ListAccessKeys there tells the user.`,
        ja: `アカウント ${account} も読み取るか、所有者に確認してください。そのアカウントの ListAccessKeys でユーザーが分かります。`,
      },
    );
  }
  const issuers = estate.blocks.filter(({ type }) => type === 'aws_iam_access_key').filter((block) => accountOfBlock(estate, block) === account);
  // A state that knows every key the code makes, and not this one.
  const allKnown = issuers.length > 0 && issuers.every((block) => keyIdOf(estate, block) !== undefined);
  const why: Text = allKnown
    ? {
        en: `The key belongs to account ${account}, the one of this code, but it is none of the keys that the state knows: replaced since, or made by hand`,
        ja: `キーはこのコードと同じアカウント ${account} のものですが、ステートにあるキーのいずれとも一致しません。差し替え済みか、手作業で作成されたものです`,
      }
    : {
        en: `The key belongs to account ${account}, the one of this code; to which user the code does not tell`,
        ja: `キーはこのコードと同じアカウント ${account} のものです。どのユーザーのものかはコードからは分かりません`,
      };
  const next: Text = {
    en: 'Find its user with ListAccessKeys, or in CloudTrail by the key id.',
    ja: 'ListAccessKeys、または CloudTrail をキー ID で検索して、ユーザーを特定してください。',
  };
  const owners = allKnown
    ? []
    : [...new Set(issuers.filter((block) => keyIdOf(estate, block) === undefined).flatMap((block) => ownerName(estate, block) ?? []))];
  return owners.length > 0
    ? oneOf(owners, {
        why: {
          en: `${why.en}; it may be one of the users for whom the code makes keys`,
          ja: `${why.ja}。コードがキーを発行しているユーザーのものである可能性があります`,
        },
        next,
      })
    : inAccount(account, why, next);
};
const noId: Text = { en: 'No key id, account or host stands near it', ja: 'キー ID、アカウント、ホスト名が近くにありません' };
const noIdNext: Text = {
  en: 'Look for the id that it is used with; the id tells the account.',
  ja: '一緒に使われているキー ID を探してください。ID からアカウントが分かります。',
};
/** A key of a session: which one it was only the audit log tells, and it ends by itself. */
const bySession = (estate: Estate, account: string): CredentialReach => {
  const own = accountsOf(estate).has(account);
  return inAccount(
    account,
    {
      en: `It was made for a session in account ${account}, ${own ? 'the one of this code' : 'which is not among those of this code'}`,
      ja: `アカウント ${account} のセッション用のキーです${own ? '(このコードのアカウント)' : '(読み取り範囲にないアカウント)'}`,
    },
    {
      en: 'CloudTrail tells by the key id whose session it was; it ends after 36 hours at most. Until then revoke the sessions of its role.',
      ja: 'CloudTrail をキー ID で検索すると、どのセッションのものか分かります。最長 36 時間で失効しますが、それまではロールのセッションを失効させてください。',
    },
  );
};
/** The login of a registry, by the account in its host. */
export const byRegistry = (estate: Estate, { host }: Facts): CredentialReach | undefined => {
  const account = /^(?:https?:\/\/)?(\d{12})\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com/.exec(host ?? '')?.[1];
  if (account === undefined) return undefined;
  const repositories = estate.blocks.filter(({ type }) => type === 'aws_ecr_repository').filter((block) => accountOfBlock(estate, block) === account);
  const names = repositories.slice(0, 3).map(({ address }) => address);
  return inAccount(
    account,
    names.length > 0
      ? {
          en: `It signs in to the registry of account ${account}, with ${names.join(', ')}${repositories.length > 3 ? ' and others' : ''}`,
          ja: `アカウント ${account} のレジストリにサインインできます(${names.join('、')}${repositories.length > 3 ? ' など' : ''})`,
        }
      : { en: `It signs in to the registry of account ${account}`, ja: `アカウント ${account} のレジストリにサインインできます` },
    {
      en: 'A login ends after 12 hours; rotate the key of whoever made it.',
      ja: 'ログインは 12 時間で失効します。ログインに使われたキーをローテーションしてください。',
    },
  );
};
const oldForm: Text = {
  en: 'The key id does not tell the account, as with older keys',
  ja: 'キー ID からアカウントを読み取れません(古い形式のキーなど)',
};
const oldFormNext: Text = { en: 'Ask the owner, or use GetAccessKeyInfo.', ja: '所有者に確認するか、GetAccessKeyInfo で調べてください。' };

const expiry = ({ expires, expired }: Facts): Partial<Found> => ({
  ...(expired === undefined ? {} : { state: 'expired' as const }),
  ...(expires === undefined || expires === '' || expired !== undefined ? {} : { limits: [{ en: `It ends on ${expires}`, ja: `有効期限は ${expires} です` }] }),
});

/** One call that is signed already: it opens that and nothing else of its signer. */
const byPresigned = (estate: Estate, facts: Facts, signer: CredentialReach | undefined): CredentialReach => {
  const name = signer?.names[0];
  const by: Text = name === undefined ? { en: '', ja: '' } : { en: `, signed by ${name}`, ja: `(署名者: ${name})` };
  const until = expiry(facts);
  const found: Partial<Found> = {
    ...until,
    limits: [
      { en: `It is good for the one call that it was signed for${by.en}`, ja: `署名された 1 つの呼び出しにのみ使えます${by.ja}` },
      ...(until.limits ?? []),
    ],
    next: { en: 'Wait for its end, or deactivate the key that signed it.', ja: '失効を待つか、署名に使われたキーを無効化してください。' },
  };
  const opened = openByHost(estate, facts, found, false);
  if (opened) return opened;
  const where = facts['host'] ?? facts['account'] ?? '';
  return {
    ...inAccount(where, { en: `It opens ${where}, which is not among what was read`, ja: `${where} のものですが、読み取り範囲にありません` }, askOwner),
    limits: found.limits ?? [],
    state: until.state ?? 'unknown',
  };
};
const askOwner: Text = { en: 'Ask the owner.', ja: '所有者に確認してください。' };

type Only = NonNullable<Found['only']>;
const mailOnly: Only = {
  actions: /^ses:/,
  limit: { en: 'It sends mail and does nothing else of what its user may', ja: 'メール送信にのみ使え、ユーザーのほかの権限は使えません' },
};
/** Credentials of a user for one service. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_service-specific-creds.html */
const ownServices: readonly (readonly [kind: RegExp, only: Only])[] = [
  [/git|codecommit/, { actions: /^codecommit:/, limit: { en: 'It works for CodeCommit only', ja: 'CodeCommit でのみ使えます' } }],
  [/bedrock/, { actions: /^bedrock:/, limit: { en: 'It works for Bedrock only', ja: 'Bedrock でのみ使えます' } }],
  [/cassandra/, { actions: /^cassandra:/, limit: { en: 'It works for Keyspaces only', ja: 'Keyspaces でのみ使えます' } }],
];
const onlyMail = (reach: CredentialReach): CredentialReach => ({
  ...reach,
  administrator: false,
  ascent: undefined,
  ...counted([]),
  rights: reach.rights.filter((one) => one.startsWith('ses:')),
  limits: [...reach.limits, mailOnly.limit],
});

/** A key that the code makes, joined by the block that issues it. */
export const openAwsIssuer = (estate: Estate, block: EvaluatedBlock, found: Partial<Found> = {}, attribute = ''): CredentialReach | undefined => {
  if (!/^aws_iam_(access_key|user_login_profile|service_specific_credential)$/.test(block.type)) return undefined;
  const disabled = factAt(estate, block, 'status') === 'Inactive';
  const owner = ownerOf(estate, block);
  const name = ownerName(estate, block);
  const more: Found = {
    ...found,
    state: disabled ? 'disabled' : (found.state ?? 'unknown'),
    issuer: issuerOf(block, block.type === 'aws_iam_access_key' && !disabled ? inactive(block) : undefined),
    next: replacing(block),
    only: attribute.startsWith('ses_smtp') ? mailOnly : ownServices.find(([service]) => service.test(factAt(estate, block, 'service_name') ?? ''))?.[1],
    why: {
      en: `It is a credential of ${name ?? 'a user'}, issued by ${block.address}`,
      ja: `${block.address} が発行した ${name ?? 'ユーザー'} の認証情報です`,
    },
  };
  if (owner) return ofPrincipal(owner, more);
  return name === undefined ? undefined : withoutRights(name, more);
};
/** Whose it is is known; what that may do was not read. */
export const withoutRights = (name: string, found: Found): CredentialReach => ({
  ...apart(found.why, found.next, found.state),
  is: 'principal',
  names: [name],
  issuer: found.issuer,
  why: { en: `${found.why.en}, whose rights are not in the code`, ja: `${found.why.ja}。その権限はコードにありません` },
});
const inactive = (block: EvaluatedBlock): CredentialIssuer['off'] => {
  const origin = block.attributes['status']?.origin;
  const written = textAt(block, 'status') !== undefined && origin?.is === 'written';
  return { attribute: 'status', to: 'Inactive', at: written ? origin : block.place, written };
};

const byKeyId = (estate: Estate, id: string): CredentialReach | undefined => {
  const block = estate.blocks.find((one) => one.type === 'aws_iam_access_key' && textAt(one, 'id') === id);
  if (block) return openAwsIssuer(estate, block);
  const thing = estate.states.find((one) => one.type === 'aws_iam_access_key' && stateText(one, 'id') === id);
  if (!thing) return undefined;
  const issuer = estate.blockOf(thing);
  return (issuer && openAwsIssuer(estate, issuer, { state: 'current' })) ?? byStateKey(estate, thing);
};
/** The block of the key is gone from the code, the key is in the state still. */
const byStateKey = (estate: Estate, thing: StateThing): CredentialReach | undefined => {
  const name = stateText(thing, 'user');
  if (name === undefined) return undefined;
  const owner = usersNamed(estate, name).find(({ principal }) => {
    const block = principal.address === undefined ? undefined : estate.at(principal.address);
    return block !== undefined && (thing.folder === '' || block.address.startsWith(`${thing.folder}:`) || !block.address.includes(':'));
  });
  const found: Found = {
    state: stateText(thing, 'status') === 'Inactive' ? 'disabled' : 'unknown',
    why: { en: `It is a key of ${name}, by ${thing.address} in ${thing.file}`, ja: `${thing.file} の ${thing.address} によると ${name} のキーです` },
    next: {
      en: `${thing.address} is in ${thing.file} but no longer in the code: the next apply deletes the key. Deactivate it now.`,
      ja: `${thing.address} は ${thing.file} にありますが、コードからは削除されています。次回の apply でキーは削除されますが、先に無効化してください。`,
    },
  };
  return owner ? ofPrincipal(owner, found) : withoutRights(name, found);
};

/** A console password, a CodeCommit or Bedrock credential: its text names user and account. */
const byUserName = (estate: Estate, user: string, account: string, kind: string): CredentialReach => {
  const only = ownServices.find(([kinds]) => kinds.test(kind))?.[1];
  const found = usersNamed(estate, user);
  const own = found.filter((one) => accountOfOwned(estate, one) === account);
  const [one, ...more] = own;
  const why: Text = { en: `It is a credential of the user ${user} in account ${account}`, ja: `アカウント ${account} のユーザー ${user} の認証情報です` };
  const next: Text = { en: `Reset it for ${user} in IAM.`, ja: `IAM で ${user} の認証情報を再設定してください。` };
  if (one && more.length === 0) return ofPrincipal(one, { why, next, only });
  const open = found.filter((each) => accountOfOwned(estate, each) === undefined);
  if (open.length > 0)
    return oneOf(
      open.map(({ principal }) => principal.name),
      {
        why: {
          en: `${why.en}; a user of that name is in the code, which does not tell its account`,
          ja: `${why.ja}。同名のユーザーがコードにありますが、そのアカウントはコードから分かりません`,
        },
        next: {
          en: 'Put the state beside the code, or compare the account with that of the provider.',
          ja: 'ステートをコードと同じ場所に置くか、プロバイダーのアカウントと照合してください。',
        },
      },
    );
  return inAccount(
    account,
    { en: `${why.en}, which is not among those of this code`, ja: `${why.ja}。このアカウントは読み取り範囲にありません` },
    { en: `Read account ${account} too, or ask its owner.`, ja: `アカウント ${account} も読み取るか、所有者に確認してください。` },
  );
};

const usersNamed = (estate: Estate, name: string): Owned[] =>
  estate
    .identities('aws')
    .flatMap((identity) => identity.principals.filter((one) => one.kind === 'user' && one.name === name).map((principal) => ({ identity, principal })));
const hasUsers = (estate: Estate): boolean => estate.blocks.some(({ type }) => type === 'aws_iam_user' || type === 'aws_iam_access_key');

const ownerOf = (estate: Estate, block: EvaluatedBlock): Owned | undefined => {
  const user = estate.named(block, 'user') ?? estate.named(block, 'user_name');
  const own = user && estate.principals(user)[0];
  if (own) return own;
  const name = ownerName(estate, block);
  const identity = estate.identityOf(block);
  const principal = name === undefined ? undefined : identity?.principals.find((one) => one.kind === 'user' && one.name === name);
  return identity && principal && { identity, principal };
};
const ownerName = (estate: Estate, block: EvaluatedBlock): string | undefined => {
  const target = targetOf(block.attributes['user'] ?? block.attributes['user_name']);
  const user = target && estate.at(target.address);
  return (user && (textAt(user, 'name') ?? user.address)) ?? factAt(estate, block, 'user') ?? factAt(estate, block, 'user_name') ?? spelled(block, 'user');
};
const keyIdOf = (estate: Estate, block: EvaluatedBlock): string | undefined => factAt(estate, block, 'id');

// --- whose account ---

/** Accounts that code and states name as their own. */
export const accountsOf = (estate: Estate): ReadonlySet<string> => {
  const found = new Set<string>();
  for (const block of estate.blocks) {
    const account = cloudOf(block.type) === 'aws' ? accountOfBlock(estate, block) : undefined;
    if (account !== undefined) found.add(account);
  }
  for (const thing of estate.states) {
    const account = accountOfThing(thing);
    if (account !== undefined) found.add(account);
  }
  return found;
};
export const accountOfBlock = (estate: Estate, block: EvaluatedBlock): string | undefined => {
  const thing = estate.stateOf(block);
  const told = thing && accountOfThing(thing);
  if (told !== undefined) return told;
  const assumed = /arn:aws[\w-]*:iam::(\d{12}):role/.exec(block.scope)?.[1];
  const own = estate.identityOf(block)?.principals.find(({ kind }) => kind === 'root')?.account;
  return assumed ?? stateAccount(estate, block) ?? (own === unknownAccount ? undefined : own);
};
/** Another thing of the same root in its state. */
const stateAccount = (estate: Estate, { address }: EvaluatedBlock): string | undefined => {
  const folder = /^([^"[\]]*?):(?=\w)/.exec(address)?.[1] ?? '';
  const accounts = new Set(estate.states.filter((one) => folder === '' || one.folder === folder).flatMap((one) => accountOfThing(one) ?? []));
  return accounts.size === 1 ? [...accounts][0] : undefined;
};
const accountOfOwned = (estate: Estate, { principal }: Owned): string | undefined => {
  const block = principal.address === undefined ? undefined : estate.at(principal.address);
  return block ? accountOfBlock(estate, block) : principal.account === unknownAccount ? undefined : principal.account;
};
const accountOfThing = (thing: StateThing): string | undefined =>
  thing.type.startsWith('aws_') ? /^arn:aws[\w-]*:[^:]*:[^:]*:(\d{12}):/.exec(stateText(thing, 'arn') ?? '')?.[1] : undefined;
/** As the identity engine calls the account that nobody knows. */
const unknownAccount = '000000000000';
