import { looksRandom } from '../../randomness.ts';
import { family, named, patterned, prefixed } from '../family.ts';

/** Databases and data platforms as a service. */
export default family({
  vendor: 'data services',
  severity: 'critical',
  fix: { en: 'Revoke it in the console, issue a new one for a service user with fewer rights, then take it out.', ja: 'コンソールで失効させ、権限を絞ったサービスユーザー用に再発行したうえで取り除きます。' },
  opens: { en: 'The data of the workspace or cluster.', ja: 'ワークスペースやクラスターのデータ' },
  rows: [
    prefixed({ id: 'databricks-token', title: { en: 'Databricks token', ja: 'Databricks のトークン' }, prefix: ['dapi', 'dose', 'dkea'], charset: 'hex', length: 32 }),
    prefixed({ id: 'databricks-token-numbered', title: { en: 'Databricks token with a number', ja: 'Databricks のトークン（枝番付き）' }, prefix: 'dapi', charset: 'b64url', length: 34, like: /^[0-9a-f]{32}-\d$/ }),
    prefixed({ id: 'mongodb-atlas-secret', title: { en: 'MongoDB Atlas service account secret', ja: 'MongoDB Atlas のサービスアカウントシークレット' }, prefix: 'mdb_sa_sk_', charset: 'b64url', length: [40, 48] }),
    named({ id: 'mongodb-atlas-key', title: { en: 'MongoDB Atlas private key', ja: 'MongoDB Atlas のプライベートキー' }, vendor: ['atlas', 'mongodb', 'mcli'], name: /(?:privatekey|apikey|privateapikey)$/, shape: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/ }),
    named({ id: 'snowflake-password', title: { en: 'Snowflake password', ja: 'Snowflake のパスワード' }, vendor: ['snowflake', 'snowsql'], name: /(?:password|pwd|passphrase)$/, shape: /^(?=.*(?:\d|[^\w\s]))[^\s${}<>*]{6,64}$/ }),
    named({ id: 'confluent-secret', title: { en: 'Confluent Cloud secret', ja: 'Confluent Cloud のシークレット' }, vendor: ['confluent', 'kafka', 'schemaregistry', 'schema_registry'], name: /(?:secret|password|apisecret)$/, shape: /^[A-Za-z0-9+/]{64}$/, accept: looksRandom }),
    prefixed({ id: 'confluent-new-secret', title: { en: 'Confluent Cloud secret, newer form', ja: 'Confluent Cloud のシークレット（新形式）' }, prefix: 'cflt', charset: 'b64', length: 60, like: /\d/ }),
    named({ id: 'algolia-key', title: { en: 'Algolia key', ja: 'Algolia のキー' }, severity: 'high', vendor: ['algolia'], name: /key$/, shape: /^[0-9a-f]{32}$/ }),
    named({ id: 'segment-key', title: { en: 'Segment, Amplitude or Mixpanel key', ja: 'Segment・Amplitude・Mixpanel のキー' }, severity: 'medium', vendor: ['segment', 'amplitude', 'mixpanel'], name: /(?:secret|secretkey|writekey|token)$/, shape: /^[A-Za-z0-9]{32}$/, accept: looksRandom }),
    patterned({ id: 'airtable-token', title: { en: 'Airtable token', ja: 'Airtable のトークン' }, severity: 'high', anchors: ['pat'], after: 90, pattern: /pat[A-Za-z0-9]{14}\.[0-9a-f]{64}(?![0-9a-f])/ }),
    prefixed({ id: 'neon-key', title: { en: 'Neon API key', ja: 'Neon の API キー' }, prefix: 'napi_', charset: 'b36', length: [60, 68] }),
    prefixed({ id: 'aiven-token', title: { en: 'Aiven password', ja: 'Aiven のパスワード' }, prefix: 'AVNS_', charset: 'b64url', length: [16, 24] }),
    prefixed({ id: 'posthog-key', title: { en: 'PostHog personal key', ja: 'PostHog の個人用キー' }, severity: 'high', prefix: 'phx_', charset: 'b62', length: [40, 52] }),
    prefixed({ id: 'prefect-key', title: { en: 'Prefect key', ja: 'Prefect のキー' }, severity: 'high', prefix: ['pnu_', 'pnb_'], charset: 'b62', length: 36 }),
    prefixed({ id: 'dbt-token', title: { en: 'dbt Cloud token', ja: 'dbt Cloud のトークン' }, severity: 'high', prefix: ['dbtc_', 'dbtu_'], charset: 'b64url', length: [38, 64] }),
    named({ id: 'upstash-token', title: { en: 'Upstash token', ja: 'Upstash のトークン' }, vendor: ['upstash', 'kv_rest', 'kvrest'], name: /token$/, shape: /^[A-Za-z0-9+/=_-]{40,120}$/, accept: looksRandom }),
    named({ id: 'fauna-secret', title: { en: 'Fauna secret', ja: 'Fauna のシークレット' }, vendor: ['fauna'], name: /(?:secret|key)$/, shape: /^fn[A-Za-z0-9_-]{38}$/ }),
  ],
});
