import type { Text } from '#framework/text';
import { awsAccountOf } from '../checksums.ts';

/** A credential of several parts: kinds of its secret, and the ids, names and hosts without which the secret opens nothing or nobody knows what. */
export interface PairKind {
  readonly id: string;
  /** Ids of detectors. */
  readonly secrets: readonly string[];
  /** Of kinds that only a name tells: what the name has to say, in letters and digits of lower case. */
  readonly named?: RegExp;
  /** What stands under a general kind, such as data of a Kubernetes Secret, and is one by name and shape. */
  readonly general?: { readonly name: RegExp; readonly value: RegExp };
  readonly parts: readonly PartKind[];
}

/** Kinds that say where a value stands and not what it is. */
export const generalKinds: ReadonlySet<string> = new Set([
  'k8s-secret-manifest',
  'tfvars-secret',
  'secret-assignment',
  'key-assignment',
  'token-assignment',
  'client-secret',
]);

export interface PartKind {
  /** Under which fact the secret carries it afterwards; `ippo assess` joins by it. */
  readonly fact: string;
  readonly title: Text;
  /** On letters and digits of the name in lower case; undefined: the value alone tells. */
  readonly name?: RegExp;
  /** The whole value, or its first group. */
  readonly value: RegExp;
  /** Detectors that report it themselves. Then no file is read for it. */
  readonly reported?: readonly string[];
  /** One may belong to many secrets: a tenant, a host, a user. */
  readonly shared: boolean;
  /** How far it is looked for: names such as `user` mean little elsewhere. */
  readonly reach: 'folder' | 'tree';
  /** Only with the same words before the noun: DB_PASSWORD and DB_HOST. */
  readonly sameName: boolean;
  /** What the value tells besides. */
  readonly more?: (value: string) => Readonly<Record<string, string>>;
}

const uuid = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i;
const host = /^(?:[a-z][a-z0-9+:.-]{0,30}:\/\/)?((?:[a-z0-9][a-z0-9-]{0,62}\.){1,8}[a-z]{2,24})(?::\d{2,5})?(?:[/?;,][^@]{0,400})?$/i;
const hostOf = (end: string): RegExp =>
  new RegExp(String.raw`^(?:[a-z][a-z0-9+]{1,20}:\/\/)?([a-z0-9][a-z0-9-]{0,62}\.${end})(?::\d{2,5})?(?:[/;].{0,200})?$`, 'i');

const text = (en: string, ja: string): Text => ({ en, ja });
const keyId = text('key id', 'キー ID');
const clientId = text('client id', 'クライアント ID');
const anywhere = { shared: false, reach: 'tree', sameName: false } as const;
const everybodys = { shared: true, reach: 'tree', sameName: false } as const;

const aws: Omit<PartKind, 'value'> = {
  ...anywhere,
  fact: 'key-id',
  title: keyId,
  more: (value) => {
    const account = awsAccountOf(value);
    return account === undefined ? {} : { account };
  },
};

/** The host of a service, by the end of its name or by the name of the setting. */
const at = (id: string, secrets: readonly string[], name: RegExp, value: RegExp = host): PairKind => ({
  id,
  secrets,
  parts: [{ ...everybodys, fact: 'host', title: text('host', 'ホスト'), name, value }],
});

/** https://docs.aws.amazon.com, https://learn.microsoft.com/entra, https://cloud.google.com/storage/docs/authentication/hmackeys, https://www.twilio.com/docs */
export const pairKinds: readonly PairKind[] = [
  {
    id: 'aws-key',
    secrets: ['aws-secret-access-key'],
    general: { name: /secret(?:access)?key$/, value: /^[A-Za-z0-9+/]{40}\s?$/ },
    parts: [{ ...aws, value: /^(A[KS]IA[A-Z2-7]{16})$/, reported: ['aws-access-key-id', 'aws-temp-key-id'] }],
  },
  { id: 'aws-session', secrets: ['aws-session-token'], parts: [{ ...aws, value: /^(ASIA[A-Z2-7]{16})$/, reported: ['aws-temp-key-id'] }] },
  { id: 'aws-smtp', secrets: ['aws-ses-smtp'], parts: [{ ...aws, value: /^(AKIA[A-Z2-7]{16})$/, reported: ['aws-access-key-id'] }] },
  {
    id: 'entra-application',
    secrets: ['azure-client-secret', 'azure-client-secret-old', 'azure-client-secret-uuid', 'azure-client-cert'],
    parts: [
      { ...anywhere, fact: 'client-id', title: clientId, name: /(?:client|app|application|sp|principal)id$/, value: uuid },
      {
        ...everybodys,
        fact: 'tenant',
        title: text('tenant', 'テナント'),
        name: /(?:tenant|directory)(?:id)?$|authority(?:host|url)?$/,
        value:
          /^(?:https:\/\/login\.microsoftonline\.com\/)?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[\w-]{1,60}\.onmicrosoft\.com)(?:\/.{0,60})?$/i,
      },
    ],
  },
  {
    id: 'azure-storage',
    secrets: ['azure-storage-key'],
    general: { name: /storage.*key$/, value: /^[A-Za-z0-9+/]{86}==\s?$/ },
    parts: [
      {
        ...anywhere,
        fact: 'account',
        title: text('storage account', 'ストレージアカウント'),
        name: /storageaccount(?:name)?$|accountname$|azurestorage(?:name)?$|storagename$/,
        value: /^([a-z0-9]{3,24})$/,
      },
    ],
  },
  at('azure-cosmos', ['azure-cosmos-key'], /endpoint$|ur[il]$|host$/, hostOf(String.raw`documents\.azure\.com`)),
  at('azure-search', ['azure-search-key', 'azure-search-old-key'], /endpoint$|ur[il]$|host$|service$/, hostOf(String.raw`search\.windows\.net`)),
  at('azure-redis', ['azure-redis-key'], /host(?:name)?$|endpoint$|server$|ur[il]$/, hostOf(String.raw`redis\.cache\.windows\.net`)),
  at('azure-registry', ['azure-acr-key', 'azure-acr-old-password'], /(?:server|registry|loginserver|host|ur[il])$/, hostOf(String.raw`azurecr\.io`)),
  at(
    'azure-messaging',
    ['azure-servicebus-key', 'azure-eventhub-key', 'azure-relay-key'],
    /(?:namespace|endpoint|host|fullyqualifiednamespace|ur[il])$/,
    hostOf(String.raw`servicebus\.windows\.net`),
  ),
  at(
    'azure-ai',
    ['azure-ai-key', 'azure-ai-old-key'],
    /(?:endpoint|base|apibase|ur[il]|host)$/,
    hostOf(String.raw`(?:openai|cognitiveservices|services\.ai)\.azure\.com`),
  ),
  {
    id: 'google-oauth',
    secrets: ['gcp-oauth-secret', 'gcp-oauth-secret-old'],
    parts: [
      {
        ...anywhere,
        fact: 'client-id',
        title: clientId,
        value: /^(\d{6,14}-[a-z0-9]{20,40}\.apps\.googleusercontent\.com)$/,
        // The number of the project stands before the dash.
        more: (value) => ({ project: value.slice(0, value.indexOf('-')) }),
      },
    ],
  },
  {
    id: 'google-hmac',
    secrets: ['gcp-hmac-secret'],
    general: { name: /(?:gcs|hmac).*secret/, value: /^[A-Za-z0-9+/]{40}\s?$/ },
    parts: [{ ...anywhere, fact: 'key-id', title: keyId, value: /^(GOOG[A-Z0-9]{20}(?:[A-Z0-9]{37})?)$/, reported: ['gcp-hmac'] }],
  },
  {
    id: 'twilio',
    secrets: ['twilio-auth-token'],
    general: { name: /twilio.*token$/, value: /^[0-9a-f]{32}\s?$/ },
    parts: [{ ...anywhere, fact: 'account-sid', title: text('account SID', 'アカウント SID'), value: /^(AC[0-9a-f]{32})$/ }],
  },
  // Both are secrets: the one is of little use without the other.
  {
    id: 'datadog',
    secrets: ['datadog-app-key'],
    parts: [{ ...everybodys, fact: 'api-key', title: text('API key', 'API キー'), value: /^([0-9a-f]{32})$/, reported: ['datadog-api-key'] }],
  },
  {
    id: 'algolia',
    secrets: ['algolia-key'],
    parts: [
      {
        ...everybodys,
        fact: 'application',
        title: text('application id', 'アプリケーション ID'),
        name: /(?:app|application)(?:id)?$/,
        value: /^([A-Z0-9]{10})$/,
      },
    ],
  },
  {
    id: 'alibaba',
    secrets: ['alibaba-secret'],
    parts: [{ ...anywhere, fact: 'key-id', title: keyId, value: /^(LTAI[A-Za-z0-9]{12,20})$/, reported: ['alibaba-key-id'] }],
  },
  {
    id: 'tencent',
    secrets: ['tencent-secret'],
    parts: [{ ...anywhere, fact: 'key-id', title: keyId, value: /^(AKID[A-Za-z0-9]{32})$/, reported: ['tencent-key-id'] }],
  },
  at('vault', ['vault-token', 'vault-batch-token', 'vault-old-token'], /vault(?:addr|address|ur[il]|host|endpoint)$/),
  at('databricks', ['databricks-token'], /databricks(?:host|ur[il]|workspaceurl)$|workspaceurl$/),
  at('okta', ['okta-token', 'okta-ssws-token'], /okta(?:domain|orgurl|ur[il]|host|baseurl|issuer)$|orgurl$/),
  at('auth0', ['auth0-secret'], /auth0(?:domain|issuer|tenant|issuerbaseurl|ur[il])$/),
  at('grafana', ['grafana-sa-token', 'grafana-old-key'], /grafana(?:ur[il]|host|endpoint|address)$/),
  at('sonar', ['sonar-token', 'sonar-old-token'], /sonar(?:host)?(?:ur[il])$/),
  at('snowflake', ['snowflake-password'], /snowflake(?:account|host|ur[il])$/),
  {
    id: 'oauth-client',
    secrets: [
      'client-secret',
      'github-client-secret',
      'auth0-secret',
      'facebook-secret',
      'linkedin-secret',
      'twitter-secret',
      'asana-secret',
      'zoom-secret',
      'salesforce-secret',
      'paypal-secret',
      'plaid-secret',
      'line-channel-secret',
    ],
    parts: [
      {
        ...anywhere,
        fact: 'client-id',
        title: clientId,
        name: /(?:client|consumer|app|application|channel)(?:id|key)$/,
        value: /^([\w.-]{6,100})$/,
        sameName: true,
      },
    ],
  },
  {
    id: 'password',
    secrets: [
      'password-assignment',
      'cfn-arm-literal',
      'tfvars-secret',
      'ansible-vault-password',
      'smtp-password',
      'openstack-password',
      'planetscale-password',
      'k8s-secret-manifest',
    ],
    named: /pass|pwd|pw$/,
    parts: [
      {
        fact: 'host',
        title: text('host', 'ホスト'),
        name: /(?:host(?:name)?|server|endpoint|address|addr|ur[il])$/,
        value: host,
        shared: true,
        reach: 'folder',
        sameName: true,
      },
      {
        fact: 'user',
        title: text('user', 'ユーザー'),
        name: /(?:user(?:name)?|login|usr)$/,
        value: /^([A-Za-z][\w.@$-]{0,63})$/,
        shared: true,
        reach: 'folder',
        sameName: true,
      },
    ],
  },
];
