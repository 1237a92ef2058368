import { crcHexSwapped } from '../../checksums.ts';
import { looksRandom } from '../../randomness.ts';
import { family, named, patterned, prefixed } from '../family.ts';

/** Monitoring, logs, incidents. */
export default family({
  vendor: 'monitoring services',
  severity: 'high',
  fix: {
    en: 'Revoke the key at the service, issue a new one for each sender, then take it out.',
    ja: 'サービス側でキーを失効させ、送信元ごとに再発行したうえで取り除きます。',
  },
  opens: {
    en: 'Logs, metrics and dashboards, which often hold data of customers.',
    ja: 'ログ、メトリクス、ダッシュボード(顧客データが含まれることも多くあります)',
  },
  rows: [
    named({
      id: 'datadog-api-key',
      title: { en: 'Datadog API key', ja: 'Datadog の API キー' },
      severity: 'medium',
      vendor: ['datadog', 'ddapikey', 'dd_api', 'dd-api', 'ddog'],
      name: /(?:apikey|key)$/,
      shape: /^[0-9a-f]{32}$/,
    }),
    named({
      id: 'datadog-app-key',
      title: { en: 'Datadog application key', ja: 'Datadog のアプリケーションキー' },
      vendor: ['datadog', 'ddapp', 'dd_app', 'ddog'],
      name: /(?:app|application)?key$/,
      shape: /^[0-9a-f]{40}$/,
    }),
    prefixed({ id: 'newrelic-user-key', title: { en: 'New Relic user key', ja: 'New Relic のユーザーキー' }, prefix: 'NRAK-', charset: 'b62', length: 27 }),
    prefixed({
      id: 'newrelic-insights-key',
      title: { en: 'New Relic insights key', ja: 'New Relic の Insights キー' },
      severity: 'medium',
      prefix: ['NRII-', 'NRIQ-'],
      charset: 'b64url',
      length: 32,
    }),
    prefixed({
      id: 'newrelic-browser-key',
      title: { en: 'New Relic browser key', ja: 'New Relic のブラウザーキー' },
      severity: 'low',
      prefix: 'NRJS-',
      charset: 'hex',
      length: 19,
    }),
    named({
      id: 'newrelic-license-key',
      title: { en: 'New Relic license key', ja: 'New Relic のライセンスキー' },
      severity: 'medium',
      vendor: ['newrelic', 'new_relic', 'nrlicense', 'license'],
      name: /(?:licensekey|license|key)$/,
      shape: /^(?:[0-9a-f]{36}|[a-z]{2}\d\dxx[0-9a-f]{30})NRAL$/,
    }),
    patterned({
      id: 'dynatrace-token',
      title: { en: 'Dynatrace token', ja: 'Dynatrace のトークン' },
      anchors: ['dt0c01.', 'dt0s01.', 'dt0s02.', 'dt0s16.'],
      after: 110,
      pattern: /dt0[a-z]\d\d\.[A-Z0-9]{8,24}\.[A-Z0-9]{64}(?![A-Z0-9])/,
    }),
    patterned({
      id: 'grafana-sa-token',
      title: { en: 'Grafana service account token', ja: 'Grafana のサービスアカウントトークン' },
      anchors: ['glsa_'],
      after: 60,
      pattern: /glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}(?![0-9A-Za-z])/,
      check: (value) => crcHexSwapped(value.slice(0, 37)) === value.slice(-8) || crcHexSwapped(value.slice(5, 37)) === value.slice(-8),
    }),
    prefixed({
      id: 'grafana-cloud-token',
      title: { en: 'Grafana Cloud token', ja: 'Grafana Cloud のトークン' },
      prefix: 'glc_',
      charset: 'b64',
      length: [60, 400],
    }),
    prefixed({
      id: 'grafana-old-key',
      title: { en: 'Grafana API key of the old form', ja: 'Grafana の旧形式 API キー' },
      prefix: 'eyJrIjoi',
      charset: 'b64',
      length: [60, 400],
    }),
    prefixed({ id: 'sentry-user-token', title: { en: 'Sentry user token', ja: 'Sentry のユーザートークン' }, prefix: 'sntryu_', charset: 'hex', length: 64 }),
    prefixed({
      id: 'sentry-org-token',
      title: { en: 'Sentry organisation token', ja: 'Sentry の組織トークン' },
      prefix: 'sntrys_',
      charset: 'b64',
      length: [80, 400],
      facts: (value) => sentryFacts(value.slice(7)),
    }),
    named({
      id: 'sentry-old-token',
      title: { en: 'Sentry token of the old form', ja: 'Sentry の旧形式トークン' },
      vendor: ['sentry'],
      name: /(?:token|secret)$/,
      shape: /^[0-9a-f]{64}$/,
    }),
    named({
      id: 'pagerduty-key',
      title: { en: 'PagerDuty key', ja: 'PagerDuty のキー' },
      vendor: ['pagerduty', 'pd_api', 'pdapi'],
      name: /(?:key|token)$/,
      shape: /^(?:u\+)?[A-Za-z0-9_+-]{18,20}$|^[0-9a-f]{32}$/,
      accept: looksRandom,
    }),
    named({
      id: 'splunk-hec-token',
      title: { en: 'Splunk HEC token', ja: 'Splunk HEC のトークン' },
      severity: 'medium',
      vendor: ['splunk', 'hec'],
      name: /token$/,
      shape: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
    }),
    prefixed({
      id: 'elastic-key',
      title: { en: 'Elastic service token', ja: 'Elastic のサービストークン' },
      prefix: ['essu_', 'AAEAAWVsYXN0aWMv'],
      charset: 'b64',
      length: [30, 140],
    }),
    named({
      id: 'elastic-api-key',
      title: { en: 'Elasticsearch API key', ja: 'Elasticsearch の API キー' },
      vendor: ['elastic', 'kibana'],
      name: /(?:apikey|key)$/,
      shape: /^[A-Za-z0-9+/]{50,64}={0,2}$|^[\w-]{20}:[\w-]{22}$/,
    }),
    prefixed({
      id: 'honeycomb-key',
      title: { en: 'Honeycomb key', ja: 'Honeycomb のキー' },
      prefix: ['hcaik_', 'hcalk_', 'hcxik_', 'hcamk_'],
      charset: 'b36',
      length: [58, 64],
    }),
    named({
      id: 'mackerel-key',
      title: { en: 'Mackerel API key', ja: 'Mackerel の API キー' },
      vendor: ['mackerel'],
      name: /key$/,
      shape: /^[A-Za-z0-9]{40,52}={0,2}$/,
    }),
    named({
      id: 'rollbar-token',
      title: { en: 'Rollbar or Bugsnag token', ja: 'Rollbar・Bugsnag のトークン' },
      severity: 'medium',
      vendor: [
        'rollbar',
        'bugsnag',
        'honeybadger',
        'airbrake',
        'loggly',
        'logz',
        'papertrail',
        'sumologic',
        'opsgenie',
        'statuspage',
        'uptimerobot',
        'pingdom',
      ],
      name: /(?:token|key|accessid)$/,
      shape: /^[0-9a-f]{32}$|^[A-Za-z0-9-]{20,64}$/,
      accept: looksRandom,
    }),
  ],
});

/** https://docs.sentry.io/api/auth/: a Base64 JSON that names organisation and region. */
const sentryFacts = (body: string): Readonly<Record<string, string>> => {
  const text = Buffer.from(body.split('_')[0] ?? '', 'base64').toString('utf8');
  const org = /"org":"([^"]{1,80})"/.exec(text)?.[1];
  const url = /"region_url":"([^"]{1,120})"/.exec(text)?.[1];
  return { ...(org === undefined ? {} : { account: org }), ...(url === undefined ? {} : { host: url }) };
};
