import { looksRandom } from '../../randomness.ts';
import { settingsAround, type Setting } from '../../settings-list.ts';
import type { Candidate } from '../../secret.ts';
import { isPlaceholder, isReference } from '../../placeholder.ts';
import { anchored, family, patterned, plain, type Row } from '../family.ts';

type Settings = ReadonlyMap<string, Setting>;

interface Listed {
  readonly id: string;
  readonly title: Row['title'];
  readonly opens: NonNullable<Row['opens']>;
  readonly severity?: Row['severity'];
  readonly anchors: readonly string[];
  /** The setting that is the secret, if the list is of this kind. */
  readonly secret: (settings: Settings) => Setting | undefined;
  readonly facts: (settings: Settings) => Readonly<Record<string, string>>;
  readonly separator?: ',' | ';' | '&';
}

/** A list of settings, recognised by what it holds in whatever order. */
const listed = ({ anchors, secret, facts, separator = ';', severity = 'critical', ...described }: Listed): Row =>
  anchored({
    ...described,
    severity,
    anchors,
    exact: false,
    window: { before: 1500, after: 1500 },
    rank: 3,
    *find(window, anchor): Iterable<Candidate> {
      const settings = settingsAround(window, anchor, separator);
      const found = secret(settings);
      if (found === undefined || found.value.length < 4 || isReference(found.value) || isPlaceholder(found.value)) return;
      yield {
        ...plain(decoded(found.value)),
        start: found.start,
        end: found.end,
        confidence: 'certain',
        reasons: ['whole-credential'],
        facts: Object.fromEntries(Object.entries(facts(settings)).filter(([, value]) => value !== '')),
      };
    },
  });

const decoded = (value: string): string => (/%(?:2b|2f|3d)/i.test(value) ? value.replace(/%2b/gi, '+').replace(/%2f/gi, '/').replace(/%3d/gi, '=') : value);
const text = (settings: Settings, name: string): string => settings.get(name)?.value ?? '';
const hostOf = (url: string): string => /^(?:[a-z]+:)?\/\/([^/:;,]+)/i.exec(url)?.[1] ?? url;
const endpoint = (settings: Settings): string => hostOf(text(settings, 'endpoint'));
/** The four letters six before the end tell the service of newer keys. */
const marked = (key: string, mark: string): boolean => key.replace(/=+$/, '').slice(-10, -6) === mark;
const messaging = (settings: Settings): Setting | undefined =>
  /^(?:sb|amqps?|https):\/\//i.test(text(settings, 'endpoint')) ? settings.get('sharedaccesskey') : undefined;
const isEventHub = (settings: Settings): boolean =>
  marked(text(settings, 'sharedaccesskey'), '+AEh') ||
  (!marked(text(settings, 'sharedaccesskey'), '+ASb') &&
    /event.?hub|telemetry|ehns?\b|\beh-/i.test(`${text(settings, 'endpoint')} ${text(settings, 'entitypath')}`));
const isRelay = (settings: Settings): boolean =>
  marked(text(settings, 'sharedaccesskey'), '+ARm') || /relay|hybrid/i.test(`${text(settings, 'endpoint')} ${text(settings, 'entitypath')}`);

const messagingFacts = (settings: Settings): Readonly<Record<string, string>> => ({
  host: endpoint(settings),
  policy: text(settings, 'sharedaccesskeyname'),
  entity: text(settings, 'entitypath'),
});

const sas = (row: {
  readonly id: string;
  readonly title: Row['title'];
  readonly opens: NonNullable<Row['opens']>;
  readonly is: (query: Settings) => boolean;
}): Row =>
  anchored({
    id: row.id,
    title: row.title,
    opens: row.opens,
    severity: 'high',
    fix: {
      en: 'Regenerate the account key that signed it, or revoke the stored access policy or the delegation key, then take it out.',
      ja: '署名に使われたアカウントキーを再生成するか、保存されたアクセスポリシーまたは委任キーを失効させたうえで取り除きます。',
    },
    anchors: ['sig=', 'sig%3d'],
    exact: false,
    window: { before: 1500, after: 1500 },
    rank: 3,
    *find(window, anchor): Iterable<Candidate> {
      const query = settingsAround(window, anchor, '&');
      const sig = query.get('sig');
      if (sig === undefined || !row.is(query)) return;
      const value = decoded(sig.value.replace(/%252/gi, '%2').replace(/%253/gi, '%3'));
      const body = /^([A-Za-z0-9+/_-]{43})=?/.exec(value)?.[1];
      if (body === undefined || !looksRandom(body)) return;
      const expires = text(query, 'se');
      const past = expires !== '' && Date.parse(decoded(expires).replace(/%3a/gi, ':')) < Date.now();
      const account = /([a-z0-9]{3,24})\.(?:blob|file|queue|table|dfs)\.core\./i.exec(window.slice(Math.max(0, anchor - 1500), anchor))?.[1];
      yield {
        ...plain(value),
        start: sig.start,
        end: sig.end,
        confidence: 'certain',
        severity: past ? 'info' : undefined,
        reasons: past ? ['parsed', 'expired'] : ['parsed'],
        facts: {
          ...(account === undefined ? {} : { account }),
          ...fact('permissions', text(query, 'sp')),
          ...fact('expires', expires.replace(/%3a/gi, ':')),
          ...fact('object-id', text(query, 'skoid')),
          ...fact('tenant', text(query, 'sktid')),
          ...fact('services', text(query, 'ss')),
          ...fact('resource', text(query, 'sr')),
          ...fact('policy', text(query, 'si')),
        },
      };
    },
  });
const fact = (name: string, value: string): Readonly<Record<string, string>> => (value === '' ? {} : { [name]: value });
const version = (query: Settings): boolean => query.has('sv');

export default family({
  vendor: 'Azure',
  severity: 'critical',
  fix: {
    en: 'Regenerate the key of the resource (switch clients to the second key first), prefer Entra ID with a managed identity, then take it out.',
    ja: 'クライアントを 2 つ目のキーへ切り替えたうえで、リソースのキーを再生成します。可能であればマネージド ID による Entra ID 認証へ移行し、値を取り除きます。',
  },
  opens: { en: 'The resource with all its data.', ja: 'リソースと、その全データ' },
  rows: [
    listed({
      id: 'azure-storage-conn',
      title: { en: 'Azure Storage connection string', ja: 'Azure Storage の接続文字列' },
      opens: { en: 'All blobs, files, queues and tables of the account.', ja: 'ストレージアカウントの全 BLOB、ファイル、キュー、テーブル' },
      anchors: ['accountkey=', 'sharedaccesssignature='],
      secret: (all) =>
        all.has('accountendpoint')
          ? undefined
          : all.has('accountkey') && (all.has('accountname') || all.has('defaultendpointsprotocol') || all.has('endpointsuffix'))
            ? all.get('accountkey')
            : [...all.keys()].some((name) => /^(?:blob|file|queue|table)endpoint$|^accountname$/.test(name))
              ? all.get('sharedaccesssignature')
              : undefined,
      facts: (all) => ({ account: text(all, 'accountname') || (/\/\/([a-z0-9]{3,24})\./.exec(text(all, 'blobendpoint'))?.[1] ?? '') }),
    }),
    listed({
      id: 'azure-cosmos-conn',
      title: { en: 'Azure Cosmos DB connection string', ja: 'Azure Cosmos DB の接続文字列' },
      opens: { en: 'All databases of the account.', ja: 'アカウントの全データベース' },
      anchors: ['accountkey='],
      secret: (all) => (all.has('accountendpoint') ? all.get('accountkey') : undefined),
      facts: (all) => ({ host: hostOf(text(all, 'accountendpoint')), account: hostOf(text(all, 'accountendpoint')).split('.')[0] ?? '' }),
    }),
    listed({
      id: 'azure-servicebus-conn',
      title: { en: 'Azure Service Bus connection string', ja: 'Azure Service Bus の接続文字列' },
      opens: { en: 'Queues and topics under its policy.', ja: 'ポリシーで許可されたキューとトピック' },
      anchors: ['sharedaccesskey='],
      secret: (all) => (isEventHub(all) || isRelay(all) ? undefined : messaging(all)),
      facts: messagingFacts,
    }),
    listed({
      id: 'azure-eventhub-conn',
      title: { en: 'Azure Event Hubs connection string', ja: 'Azure Event Hubs の接続文字列' },
      opens: { en: 'Streams under its policy.', ja: 'ポリシーで許可されたストリーム' },
      anchors: ['sharedaccesskey='],
      secret: (all) => (isEventHub(all) && !isRelay(all) ? messaging(all) : undefined),
      facts: messagingFacts,
    }),
    listed({
      id: 'azure-relay-conn',
      title: { en: 'Azure Relay connection string', ja: 'Azure Relay の接続文字列' },
      opens: { en: 'Connections under its policy.', ja: 'ポリシーで許可された接続' },
      anchors: ['sharedaccesskey='],
      secret: (all) => (isRelay(all) ? messaging(all) : undefined),
      facts: messagingFacts,
    }),
    listed({
      id: 'azure-iot-conn',
      title: { en: 'Azure IoT connection string', ja: 'Azure IoT の接続文字列' },
      opens: { en: 'The hub under its policy, or one device.', ja: 'ポリシーで許可された IoT Hub、または特定のデバイス' },
      anchors: ['sharedaccesskey='],
      secret: (all) => (all.has('hostname') ? all.get('sharedaccesskey') : undefined),
      facts: (all) => ({ host: text(all, 'hostname'), policy: text(all, 'sharedaccesskeyname'), device: text(all, 'deviceid') }),
    }),
    listed({
      id: 'azure-appconfig-conn',
      title: { en: 'Azure App Configuration connection string', ja: 'Azure App Configuration の接続文字列' },
      opens: { en: 'All settings of the store.', ja: 'ストアの全設定' },
      anchors: ['secret='],
      secret: (all) => (all.has('endpoint') && all.has('id') ? all.get('secret') : undefined),
      facts: (all) => ({ host: endpoint(all), id: text(all, 'id') }),
    }),
    listed({
      id: 'azure-acs-conn',
      title: { en: 'Azure Communication Services connection string', ja: 'Azure Communication Services の接続文字列' },
      opens: { en: 'Sending mail and messages, calls.', ja: 'メール・メッセージの送信と通話' },
      anchors: ['accesskey='],
      secret: (all) => (/communication\.azure/.test(text(all, 'endpoint')) ? all.get('accesskey') : undefined),
      facts: (all) => ({ host: endpoint(all) }),
    }),
    listed({
      id: 'azure-signalr-conn',
      title: { en: 'Azure SignalR or Web PubSub connection string', ja: 'Azure SignalR・Web PubSub の接続文字列' },
      opens: { en: 'Sending to all connected clients.', ja: '接続中の全クライアントへの送信' },
      anchors: ['accesskey='],
      secret: (all) => (/communication\.azure/.test(text(all, 'endpoint')) || !all.has('endpoint') ? undefined : all.get('accesskey')),
      facts: (all) => ({ host: endpoint(all) }),
    }),
    patterned({
      id: 'azure-redis-conn',
      title: { en: 'Azure Cache for Redis connection string', ja: 'Azure Cache for Redis の接続文字列' },
      opens: { en: 'All data of the cache.', ja: 'キャッシュの全データ' },
      anchors: [':6380,', ':6379,', ':10000,', 'redis.cache.windows.net'],
      exact: false,
      before: 66,
      facts: (match) => fact('host', /[\w-]{1,63}\.redis\.cache\.windows\.net/i.exec(match.input.slice(0, match.index + 40))?.[0] ?? ''),
      after: 260,
      pattern: /(?:redis\.cache\.windows\.net(?::\d{2,5})?|:\d{4,5}),(?:\w{1,20}=\w{1,20},){0,6}password=([^,\s"'<>;]{8,100})/i,
      rank: 3,
      confidence: 'certain',
      accept: (value) => !isReference(value) && !isPlaceholder(value),
      reasons: ['whole-credential'],
    }),
    sas({
      id: 'azure-sas-delegated',
      title: { en: 'Azure Storage SAS of a user delegation', ja: 'Azure Storage の SAS(ユーザー委任)' },
      opens: {
        en: 'What its parameters permit, as the Entra user or identity that signed it.',
        ja: '署名した Entra ID のユーザー・ID として、パラメーターで許可された操作',
      },
      is: (query) => version(query) && query.has('skoid'),
    }),
    sas({
      id: 'azure-sas-account',
      title: { en: 'Azure Storage account SAS', ja: 'Azure Storage のアカウント SAS' },
      opens: { en: 'The services and rights of its parameters, in the whole account.', ja: 'アカウント全体で、パラメーターに示されたサービスと権限' },
      is: (query) => version(query) && !query.has('skoid') && (query.has('ss') || query.has('srt')),
    }),
    sas({
      id: 'azure-sas-service',
      title: { en: 'Azure Storage service SAS', ja: 'Azure Storage のサービス SAS' },
      opens: {
        en: 'One container, blob, share or file with the rights of its parameters.',
        ja: '特定のコンテナー、BLOB、共有、ファイルに対する、パラメーターで示された権限',
      },
      is: (query) =>
        version(query) &&
        !query.has('skoid') &&
        !query.has('ss') &&
        !query.has('srt') &&
        (query.has('sr') || query.has('si') || query.has('tn') || query.has('se')),
    }),
    anchored({
      id: 'azure-logicapp-url',
      title: { en: 'Azure Logic App trigger URL', ja: 'Azure Logic Apps のトリガー URL' },
      opens: { en: 'Starting the workflow with whatever its connections may do.', ja: 'ワークフローの起動と、その接続で行える操作' },
      fix: { en: 'Regenerate the access key of the workflow, then take the URL out.', ja: 'ワークフローのアクセスキーを再生成したうえで URL を取り除きます。' },
      severity: 'high',
      anchors: ['sig=', 'sig%3d'],
      exact: false,
      window: { before: 1000, after: 300 },
      rank: 3,
      *find(window, anchor) {
        const query = settingsAround(window, anchor, '&', 1000);
        const sig = query.get('sig');
        if (sig === undefined || !/^[\w-]{43}$/.test(sig.value) || !looksRandom(sig.value)) return;
        const url = window.slice(Math.max(0, anchor - 600), sig.end);
        const workflow = /\/workflows\/([0-9a-z]{20,40})\/triggers\//i.exec(url);
        if (!workflow && !/logic\.azure\.com|powerplatform\.com|powerautomate|flow\.microsoft/i.test(url)) return;
        yield { ...plain(sig.value), start: sig.start, end: sig.end, confidence: 'certain', facts: fact('workflow', workflow?.[1] ?? ''), reasons: ['parsed'] };
      },
    }),
    anchored({
      id: 'azure-sas-messaging',
      title: { en: 'Azure messaging or IoT SAS', ja: 'Azure のメッセージング・IoT の SAS' },
      opens: { en: 'The queue, hub or device of its resource, until it expires.', ja: '有効期限まで、対象のキュー、ハブ、デバイス' },
      severity: 'high',
      anchors: [
        'sharedaccesssignature sr=',
        'sharedaccesssignature sig=',
        'sharedaccesssignature se=',
        'sharedaccesssignature skn=',
        'sharedaccesssignature+sr=',
        'sharedaccesssignature%20sr',
      ],
      exact: false,
      window: { before: 1, after: 900 },
      rank: 3,
      *find(window, anchor) {
        const from = anchor + 22;
        const query = settingsAround(window.slice(from), 0, '&', 800);
        const sig = query.get('sig');
        if (sig === undefined) return;
        const value = decoded(sig.value);
        if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(value) || !looksRandom(value)) return;
        const until = Number(text(query, 'se'));
        const past = until > 0 && until * 1000 < Date.now();
        yield {
          ...plain(value),
          start: from + sig.start,
          end: from + sig.end,
          confidence: 'certain',
          severity: past ? 'info' : undefined,
          reasons: past ? ['parsed', 'expired'] : ['parsed'],
          facts: { ...fact('resource', text(query, 'sr')), ...fact('policy', text(query, 'skn')), ...fact('expires', text(query, 'se')) },
        };
      },
    }),
    patterned({
      id: 'azure-publish-profile',
      title: { en: 'Azure publish profile', ja: 'Azure の発行プロファイル' },
      opens: { en: 'Deploying to the web app, and its settings.', ja: 'Web アプリへのデプロイとその設定' },
      fix: {
        en: 'Reset the publish profile, or turn basic authentication off, then take it out.',
        ja: '発行プロファイルをリセットするか基本認証を無効化したうえで取り除きます。',
      },
      anchors: ['userPWD='],
      before: 400,
      facts: (match) => fact('host', /publishUrl=\\?["']([\w.-]{3,120})/.exec(match.input.slice(0, match.index))?.[1] ?? ''),
      after: 120,
      pattern: /userPWD=\\?["']([A-Za-z0-9]{40,80})\\?["']/,
      rank: 3,
      confidence: 'certain',
      reasons: ['parsed'],
    }),
  ],
});
