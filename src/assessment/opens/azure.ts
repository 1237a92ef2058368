import type { Text } from '#framework/text';
import type { CredentialReach } from '#resources/facets';
import type { EvaluatedBlock } from '#sources/block';
import { withoutRights } from './aws.ts';
import { openByHost } from './by-host.ts';
import { cloudOf, factAt, listIn, nestedIn, targetOf, textAt, type Estate, type Owned } from './estate.ts';
import { apart, counted, dataOf, inAccount, issuerOf, ofPrincipal, oneOf, replacing, type Facts, type Found } from './opening.ts';
import { stateText } from './states.ts';
import { openThing } from './things.ts';

/** By client or object id, by the account or host that its text names; a client secret by its three letters. */
export const inAzure = (estate: Estate, kind: string, facts: Facts): CredentialReach => {
  if (/^azure-sas-(account|service|delegated)$/.test(kind)) return bySas(estate, facts);
  if (/^azure-sas-messaging$/.test(kind))
    return openByHost(estate, { ...facts, host: decodeURIComponentSafe(facts['resource'] ?? '') }, expiry(facts)) ?? noNeighbour;
  if (/^azure-function-key|^azure-publish-profile|^azure-logicapp/.test(kind)) return byApp(estate, kind, facts);
  const client = facts['client-id'] ?? facts['object-id'];
  if (client !== undefined && !kind.startsWith('azure-storage')) return byClient(estate, client, facts);
  const account = facts['account'] === undefined ? undefined : byAccount(estate, kind, facts['account']);
  if (account) return account;
  const host = openByHost(estate, facts, policyOf(facts));
  if (host) return host;
  if (facts['host'] !== undefined || facts['account'] !== undefined) {
    const name = facts['host'] ?? facts['account'] ?? '';
    return inAccount(name, { en: `It opens ${name}, which is not among what was read`, ja: `${name} のものですが、読み取り範囲にありません` }, notRead);
  }
  return facts['hint'] === undefined ? noNeighbour : byHint(estate, facts['hint']);
};
const notRead: Text = {
  en: 'Read the subscription that it belongs to, or ask the owner.',
  ja: '所属するサブスクリプションも読み取るか、所有者に確認してください。',
};
const noNeighbour: CredentialReach = apart(
  { en: 'No client id, account or host near it tells what it belongs to', ja: 'クライアント ID、アカウント名、ホスト名が近くにないため、対象を特定できません' },
  {
    en: 'Put the state beside the code: keys are joined with it by value. Or compare with the keys of your resources.',
    ja: 'ステートをコードと同じ場所に置くと、値で照合できます。または各リソースのキーと照合してください。',
  },
);
const decodeURIComponentSafe = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
const expiry = ({ expires, expired, policy }: Facts): Partial<Found> => ({
  ...(expired === undefined ? {} : { state: 'expired' as const }),
  limits: [
    ...(expires === undefined || expired !== undefined ? [] : [{ en: `It ends on ${dateOf(expires)}`, ja: `有効期限は ${dateOf(expires)} です` }]),
    ...(policy === undefined ? [] : [{ en: `It acts under the policy ${policy}`, ja: `ポリシー ${policy} の範囲に限られます` }]),
  ],
});
const dateOf = (text: string): string => (/^\d{9,11}$/.test(text) ? new Date(Number(text) * 1000).toISOString() : decodeURIComponentSafe(text));
const policyOf = ({ policy, device }: Facts): Partial<Found> =>
  device !== undefined
    ? { limits: [{ en: `It acts as the device ${device} only`, ja: `デバイス ${device} に限られます` }] }
    : policy !== undefined && policy !== 'RootManageSharedAccessKey'
      ? { limits: [{ en: `It acts under the policy ${policy}`, ja: `ポリシー ${policy} の範囲に限られます` }] }
      : {};

// --- storage ---

const byAccount = (estate: Estate, kind: string, name: string, found: Partial<Found> = {}): CredentialReach | undefined => {
  const type = kind.includes('cosmos')
    ? /^azurerm_cosmosdb_account$/
    : /acr/.test(kind)
      ? /^azurerm_container_registry$/
      : /^azurerm_(storage_account|cosmosdb_account|container_registry)$/;
  const block = estate.blocks.find((one) => type.test(one.type) && factAt(estate, one, 'name')?.toLowerCase() === name.toLowerCase());
  return (
    block && openThing(estate, block, { why: { en: `It opens ${block.address}`, ja: `${block.address} のすべてを開きます` }, next: renewKeys(block), ...found })
  );
};
const renewKeys = (block: EvaluatedBlock): Text | undefined => {
  const name = textAt(block, 'name') ?? block.address;
  const command = block.type === 'azurerm_storage_account' ? `az storage account keys renew --account-name ${name} --key primary` : undefined;
  return command === undefined
    ? undefined
    : { en: `Move clients to the second key, then renew: ${command}.`, ja: `クライアントを 2 つ目のキーへ切り替えてから再生成します: ${command}` };
};

/** Rights, scope and expiry stand in the text; a delegated one acts no further than whoever signed it. */
const bySas = (estate: Estate, facts: Facts): CredentialReach => {
  const rights = facts['permissions'];
  const scope = facts['resource'] ?? facts['services'];
  const signed = facts['object-id'];
  const until = expiry(facts);
  const limits: readonly Text[] = [
    ...(rights === undefined ? [] : [{ en: `Its rights: ${rightsOf(rights).en}`, ja: `権限: ${rightsOf(rights).ja}` }]),
    ...(scope === undefined ? [] : [{ en: `Its scope: ${scopeOf(facts).en}`, ja: `範囲: ${scopeOf(facts).ja}` }]),
    ...(until.limits ?? []),
  ];
  const found: Partial<Found> = { ...until, limits };
  const opened = facts['account'] === undefined ? undefined : byAccount(estate, 'azure-sas', facts['account'], found);
  const who = signed === undefined ? undefined : principalOf(estate, signed, facts['tenant']);
  if (opened && signed !== undefined) {
    // The account keys have no part in it: turning them off does not end it.
    const name = who === undefined ? signed : who.principal.name;
    const account = facts['account'];
    const may = who === undefined || dataOf(who).some(({ on }) => on.toLowerCase().includes(`/storageaccounts/${account}`.toLowerCase()));
    return {
      ...opened,
      ...(may ? {} : counted([])),
      limits: may
        ? opened.limits
        : [...opened.limits, { en: `${name} has no right to its data in the code`, ja: `コード上、${name} にはデータに対する権限がありません` }],
      state: until.state ?? 'unknown',
      issuer: undefined,
      why: { en: `${opened.why.en}, in the name of ${name} who signed it`, ja: `${opened.why.ja}(署名者 ${name} の権限の範囲内)` },
      next: {
        en: `Revoke the user delegation keys of the account (az storage account revoke-delegation-keys).`,
        ja: 'アカウントのユーザー委任キーを失効させてください(az storage account revoke-delegation-keys)。',
      },
    };
  }
  if (opened) return opened;
  const name = facts['account'] ?? signed;
  return name === undefined
    ? {
        ...apart(
          { en: 'The address before it is missing: it does not tell its account', ja: 'URL がないため、どのストレージアカウントのものか分かりません' },
          { en: 'Look for the rest of the URL near it.', ja: '近くに URL の残りの部分がないか確認してください。' },
          until.state,
        ),
        limits,
      }
    : {
        ...inAccount(
          name,
          { en: `It opens the account ${name}, which is not among what was read`, ja: `ストレージアカウント ${name} のものですが、読み取り範囲にありません` },
          notRead,
        ),
        limits,
        state: until.state ?? 'unknown',
      };
};
const letters: readonly (readonly [letter: string, en: string, ja: string])[] = [
  ['r', 'read', '読み取り'],
  ['w', 'write', '書き込み'],
  ['d', 'delete', '削除'],
  ['l', 'list', '一覧'],
  ['a', 'add', '追加'],
  ['c', 'create', '作成'],
  ['u', 'update', '更新'],
  ['p', 'process', '処理'],
  ['x', 'delete versions', 'バージョンの削除'],
  ['t', 'tags', 'タグ'],
];
const rightsOf = (permissions: string): Text => {
  const found = letters.filter(([letter]) => permissions.includes(letter));
  return { en: found.map(([, en]) => en).join(', ') || permissions, ja: found.map(([, , ja]) => ja).join('、') || permissions };
};
const scopes: Readonly<Record<string, Text>> = {
  b: { en: 'one blob', ja: '1 つの BLOB' },
  c: { en: 'one container', ja: '1 つのコンテナー' },
  d: { en: 'one directory', ja: '1 つのディレクトリ' },
  s: { en: 'one share', ja: '1 つの共有' },
  f: { en: 'one file', ja: '1 つのファイル' },
};
const scopeOf = ({ resource, services }: Facts): Text =>
  scopes[resource ?? ''] ?? { en: `the services ${services ?? ''} of the whole account`, ja: `アカウント全体のサービス ${services ?? ''}` };

// --- Entra ID ---

const byClient = (estate: Estate, client: string, facts: Facts): CredentialReach => {
  const tenant = facts['tenant'];
  const foreign = tenant !== undefined && isForeign(estate, tenant);
  const owner = foreign ? undefined : principalOf(estate, client, tenant);
  const end = expiry(facts);
  if (owner) {
    const issuer = issuerOfClient(estate, owner);
    const disabled = isDisabled(estate, owner);
    return ofPrincipal(owner, {
      why: { en: `It signs in as ${owner.principal.name}`, ja: `${owner.principal.name} としてサインインできます` },
      state: end.state ?? (disabled ? 'disabled' : 'unknown'),
      limits: end.limits ?? [],
      issuer: issuer && issuerOf(issuer),
      next: issuer
        ? replacing(issuer)
        : {
            en: `Delete the secret: az ad app credential delete --id ${client} --key-id KEY.`,
            ja: `シークレットを削除してください: az ad app credential delete --id ${client} --key-id キー ID`,
          },
    });
  }
  return inAccount(
    client,
    foreign
      ? {
          en: `The application ${client} signs in to tenant ${tenant}, which is not the one of this code`,
          ja: `アプリケーション ${client} のサインイン先はテナント ${tenant} で、このコードのテナントとは異なります`,
        }
      : { en: `The application ${client} is not among what was read`, ja: `アプリケーション ${client} は読み取り範囲にありません` },
    {
      en: `Put the state beside the code (it has the client ids), or see "az ad sp show --id ${client}".`,
      ja: `ステートをコードと同じ場所に置く(クライアント ID が含まれます)か、az ad sp show --id ${client} で確認してください。`,
    },
  );
};

/** Who has this client or object id: as literal text of a block, or as a state knows it. */
export const principalOf = (estate: Estate, id: string, tenant?: string): Owned | undefined => {
  if (tenant !== undefined && isForeign(estate, tenant)) return undefined;
  const wanted = id.toLowerCase();
  for (const identity of estate.identities('azure')) {
    const principal = identity.principals.find((one) => one.id.toLowerCase() === wanted);
    if (principal) return { identity, principal };
  }
  const idsOf = (read: (name: string) => string | undefined): boolean =>
    ['client_id', 'application_id', 'object_id', 'principal_id'].some((name) => read(name)?.toLowerCase() === wanted);
  const block =
    estate.blocks.find((one) => directory.test(one.type) && idsOf((name) => textAt(one, name))) ??
    estate.states.filter((one) => directory.test(one.type) && idsOf((name) => stateText(one, name))).flatMap((one) => estate.blockOf(one) ?? [])[0];
  return block && signingIn(estate, block);
};
const directory = /^azuread_(application|application_registration|service_principal)$|^azurerm_user_assigned_identity$/;

/** An application acts through its service principal. */
const signingIn = (estate: Estate, block: EvaluatedBlock): Owned | undefined => {
  if (!block.type.startsWith('azuread_application')) return estate.principals(block)[0];
  const own = estate.blocks.find(
    (one) =>
      one.type === 'azuread_service_principal' && ['client_id', 'application_id'].some((name) => targetOf(one.attributes[name])?.address === block.address),
  );
  return own && estate.principals(own)[0];
};
const isDisabled = (estate: Estate, { principal }: Owned): boolean => {
  const block = principal.address === undefined ? undefined : estate.at(principal.address);
  return block !== undefined && factAt(estate, block, 'account_enabled') === 'false';
};
/** The only block that makes a password for it. */
const issuerOfClient = (estate: Estate, owner: Owned): EvaluatedBlock | undefined => {
  const [one, ...more] = estate.blocks.filter((block) => passwords.test(block.type) && holderOf(estate, block)?.principal.id === owner.principal.id);
  return more.length === 0 ? one : undefined;
};
const passwords = /^azuread_(application|service_principal)_(password|certificate)$/;
const holderOf = (estate: Estate, block: EvaluatedBlock): Owned | undefined => {
  for (const name of ['application_id', 'application_object_id', 'service_principal_id']) {
    const target = targetOf(block.attributes[name]);
    const found = target && estate.at(target.address);
    if (found) return signingIn(estate, found);
  }
  return undefined;
};

/** A password or certificate that the code makes for an application. */
export const openAzureIssuer = (estate: Estate, block: EvaluatedBlock, found: Partial<Found> = {}): CredentialReach | undefined => {
  if (!passwords.test(block.type)) return undefined;
  const owner = holderOf(estate, block);
  const more: Found = {
    state: owner && isDisabled(estate, owner) ? 'disabled' : 'unknown',
    ...found,
    issuer: issuerOf(block),
    next: replacing(block),
    why: {
      en: `It signs in as ${owner?.principal.name ?? 'an application'}, issued by ${block.address}`,
      ja: `${block.address} が発行した ${owner?.principal.name ?? 'アプリケーション'} の認証情報です`,
    },
  };
  const end = factAt(estate, block, 'end_date');
  const limited: Found = end === undefined ? more : { ...more, limits: [{ en: `It ends on ${end}`, ja: `有効期限は ${end} です` }] };
  if (owner) return ofPrincipal(owner, limited);
  const target = targetOf(block.attributes['application_id'] ?? block.attributes['service_principal_id']);
  return target && withoutRights(target.address, limited);
};

/** Tenants that code or states name as their own, and this is none of them. */
const isForeign = (estate: Estate, tenant: string): boolean => {
  const own = new Set<string>();
  for (const block of estate.blocks) {
    const named = cloudOf(block.type) === 'azure' ? factAt(estate, block, 'tenant_id') : undefined;
    if (named !== undefined) own.add(named.toLowerCase());
  }
  for (const thing of estate.states) {
    const named = thing.type.startsWith('azure')
      ? (stateText(thing, 'tenant_id') ?? stateText(thing, 'application_tenant_id') ?? stateText(thing, 'identity.tenant_id'))
      : undefined;
    if (named !== undefined) own.add(named.toLowerCase());
  }
  // A domain of a tenant (contoso.onmicrosoft.com) tells nothing of its id.
  return /^[0-9a-f-]{36}$/i.test(tenant) && own.size > 0 && !own.has(tenant.toLowerCase());
};

/** The first three letters are shown beside each secret in Entra ID: they narrow it down, and prove nothing. */
const byHint = (estate: Estate, hint: string): CredentialReach => {
  const made = estate.blocks.filter((block) => /^azuread_(application|service_principal)_password$/.test(block.type));
  const known = made.filter((block) => estate.stateOf(block) !== undefined);
  const fitting = known.filter((block) => {
    const thing = estate.stateOf(block);
    return thing !== undefined && stateText(thing, 'value')?.startsWith(hint);
  });
  // Those of which no state tells anything stay possible.
  const open = [...fitting, ...made.filter((block) => !known.includes(block))];
  const names = [...new Set(open.map((block) => holderOf(estate, block)?.principal.name ?? block.address))];
  if (names.length === 0) return noNeighbour;
  return oneOf(names, {
    why:
      fitting.length > 0
        ? {
            en: `No client id stands near it; ${fitting.length === 1 ? '1 application shares' : `${fitting.length} applications share`} the hint ${hint}`,
            ja: `クライアント ID が近くにありません。ヒント ${hint} が一致するアプリケーションは ${fitting.length} 件です`,
          }
        : {
            en: `No client id stands near it; the code makes secrets for ${names.length === 1 ? '1 application' : `${names.length} applications`}`,
            ja: `クライアント ID が近くにありません。コードがシークレットを発行しているアプリケーションは ${names.length} 件です`,
          },
    next: { en: `In Entra ID, look for the secret whose hint is ${hint}.`, ja: `Entra ID で、ヒントが ${hint} のシークレットを探してください。` },
  });
};

// --- apps ---

/** Whoever may call a function or deploy to an app acts as the identity that it runs as. */
const byApp = (estate: Estate, kind: string, facts: Facts): CredentialReach => {
  const workflow = facts['workflow'];
  const thing =
    workflow === undefined
      ? undefined
      : estate.states.find(
          (one) =>
            one.type === 'azurerm_logic_app_workflow' && Object.values(one.values).some((value) => typeof value === 'string' && value.includes(workflow)),
        );
  const byWorkflow = thing && estate.blockOf(thing);
  const opened = openByHost(estate, facts);
  const block = byWorkflow ?? (opened?.is === 'resource' ? estate.at(opened.names[0] ?? '') : undefined);
  if (!block)
    return facts['host'] === undefined
      ? apart(
          { en: 'No address stands with it: it does not tell its app', ja: 'URL がないため、どのアプリのものか分かりません' },
          { en: 'Look for the URL that it is used with.', ja: 'このキーを使う URL を探してください。' },
        )
      : inAccount(
          facts['host'],
          { en: `It opens ${facts['host']}, which is not among what was read`, ja: `${facts['host']} のものですが、読み取り範囲にありません` },
          notRead,
        );
  const through = identitiesOf(estate, block);
  const deploys = kind === 'azure-publish-profile';
  const off =
    deploys &&
    ['webdeploy_publish_basic_authentication_enabled', 'ftp_publish_basic_authentication_enabled'].every((name) => factAt(estate, block, name) === 'false');
  return openThing(
    estate,
    block,
    {
      why: deploys
        ? { en: `It deploys code to ${block.address}`, ja: `${block.address} へコードをデプロイできます` }
        : { en: `It calls ${block.address}`, ja: `${block.address} を呼び出せます` },
      state: off ? 'local-auth-off' : 'unknown',
      next: deploys
        ? { en: 'Reset the publish profile, and turn basic authentication off.', ja: '発行プロファイルをリセットし、基本認証を無効化してください。' }
        : {
            en: 'Renew the key of the function or host (az functionapp keys set).',
            ja: '関数またはホストのキーを再生成してください(az functionapp keys set)。',
          },
    },
    { through },
  );
};
/** System-assigned and user-assigned ones. */
const identitiesOf = (estate: Estate, block: EvaluatedBlock): readonly Owned[] => {
  const own = estate.principals(block);
  const chosen = nestedIn(block, 'identity').flatMap((fields) => listIn(fields['identity_ids']));
  const assigned = chosen.flatMap((one) => {
    const target = targetOf(one);
    const found = target && estate.at(target.address);
    return found ? estate.principals(found) : [];
  });
  return [...own, ...assigned];
};
