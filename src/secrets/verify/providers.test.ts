import { generateKeyPairSync, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { SecretFinding } from '../report/secret-finding.ts';
import { allDetectors } from '../scanner.ts';
import type { AskRequest, Heard } from './ask.ts';
import { body, findingOf, hex } from './finding.test-support.ts';
import { allProviders, planned } from './plan.ts';

const at = new Date('2026-11-25T12:00:00Z');
const uuid = '11111111-2222-3333-4444-555555555555';
const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().trim();

type Said = readonly [status: number, body: unknown, headers?: Record<string, string>];
interface Case {
  readonly finding: SecretFinding;
  /** Method, host and path. */
  readonly asks: string;
  /** What of the headers or the body carries it. */
  readonly carries: string | RegExp;
  readonly live: readonly [Said, Record<string, string>];
  /** Answers that are not "live", as `refused unknown`. */
  readonly not: readonly (readonly [Said, string])[];
}

const bearer = (value: string): string => `"authorization":"Bearer ${value}"`;
const row = (kind: string, value: string, rest: Omit<Case, 'finding' | 'carries'> & { carries?: Case['carries']; facts?: Record<string, string> }): Case => ({
  carries: bearer(value),
  ...rest,
  finding: findingOf(kind, value, { facts: rest.facts ?? {}, reasons: ['own-format', 'beside-client-id'] }),
});
const no: Case['not'] = [[[401, {}], 'refused unknown']];
const elsewhere: Case['not'] = [[[401, {}], 'unclear elsewhere']];
const list = { object: 'list', data: [] };

/** What each issuer documents that it answers. */
const cases: Readonly<Record<string, Case>> = {
  aws: row('aws-secret-access-key', body(40), {
    facts: { 'key-id': `AKIA${body(16, 1, upper)}` },
    asks: 'POST sts.amazonaws.com/',
    carries: /Action=GetCallerIdentity&Version=2011-06-15/,
    live: [
      [200, '<Arn>arn:aws:sts::123456789012:assumed-role/deploy/i-0abc</Arn><UserId>AROAEXAMPLE:i-0abc</UserId><Account>123456789012</Account>'],
      { account: '123456789012', arn: 'arn:aws:sts::123456789012:assumed-role/deploy/i-0abc', 'user-id': 'AROAEXAMPLE:i-0abc' },
    ],
    not: [
      [[403, '<Error><Code>InvalidClientTokenId</Code></Error>'], 'refused unknown'],
      [[403, '<Error><Code>SignatureDoesNotMatch</Code></Error>'], 'unclear pair'],
      [[403, '<Error><Code>AccessDenied</Code></Error>'], 'unclear forbidden'],
      [[400, '<Error><Code>RequestExpired</Code></Error>'], 'unclear unexpected'],
    ],
  }),
  entra: row('azure-client-secret', `abc8Q~${body(34)}`, {
    facts: { tenant: uuid, 'client-id': uuid },
    asks: `POST login.microsoftonline.com/${uuid}/oauth2/v2.0/token`,
    carries: /grant_type=client_credentials&client_id=1{8}-.*&client_secret=abc8Q%7E/,
    live: [[200, { token_type: 'Bearer', access_token: 'never shown' }], { tenant: uuid, 'client-id': uuid }],
    not: [
      [[401, { error_codes: [7000215] }], 'refused unknown'],
      [[401, { error_codes: [7000222] }], 'refused expired'],
      [[401, { error_codes: [7000112] }], 'refused disabled'],
      [[400, { error_codes: [700016] }], 'unclear pair'],
      [[400, { error_codes: [53003] }], 'unclear unexpected'],
    ],
  }),
  'google-service-account': row('gcp-sa-json', pem, {
    facts: { 'client-email': 'ci@project-1.iam.gserviceaccount.com', 'key-id': hex(40) },
    asks: 'POST oauth2.googleapis.com/token',
    carries: /grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=ey/,
    live: [[200, { token_type: 'Bearer', access_token: 'never shown' }], { email: 'ci@project-1.iam.gserviceaccount.com' }],
    not: [
      [[400, { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' }], 'refused unknown'],
      [[400, { error: 'invalid_grant', error_description: 'Invalid grant: account not found' }], 'refused unknown'],
      [[400, { error: 'invalid_grant', error_description: 'Invalid JWT: Token must be a short-lived token' }], 'unclear unexpected'],
    ],
  }),
  google: row('gcp-access-token', `ya29.${body(100)}`, {
    asks: 'POST oauth2.googleapis.com/tokeninfo',
    carries: /access_token=ya29\./,
    live: [
      [200, { azp: '32555940559.apps.googleusercontent.com', sub: '1234567890', email: 'not shown' }],
      { client: '32555940559.apps.googleusercontent.com', user: '1234567890' },
    ],
    not: [[[400, { error: 'invalid_token', error_description: 'Invalid Value' }], 'refused expired']],
  }),
  github: row('github-fine-pat', `github_pat_${body(22)}_${body(59)}`, {
    asks: 'GET api.github.com/user',
    live: [[200, { login: 'octo-cat', id: 583231 }], { user: 'octo-cat', id: '583231' }],
    not: [...no, [[403, { message: 'API rate limit exceeded' }], 'unclear forbidden']],
  }),
  'github-app': row('github-app-token', `ghs_${body(36)}`, {
    asks: 'GET api.github.com/installation/repositories?per_page=1',
    live: [[200, { total_count: 1, repositories: [{ owner: { login: 'acme' } }] }], { owner: 'acme' }],
    not: no,
  }),
  gitlab: row('gitlab-pat', `glpat-${body(20)}`, {
    asks: 'GET gitlab.com/api/v4/personal_access_tokens/self',
    carries: `"private-token":"glpat-`,
    live: [[200, { id: 4, user_id: 24, scopes: ['api'] }], { 'user-id': '24', 'token-id': '4' }],
    not: elsewhere,
  }),
  npm: row('npm-token', `npm_${body(36)}`, { asks: 'GET registry.npmjs.org/-/whoami', live: [[200, { username: 'acme.bot' }], { user: 'acme.bot' }], not: no }),
  'docker-hub': row('docker-hub-pat', `dckr_pat_${body(27)}`, {
    facts: { user: 'acme1' },
    asks: 'POST hub.docker.com/v2/auth/token',
    carries: /"identifier\\":\\"acme1\\",\\"secret\\":\\"dckr_pat_/,
    live: [[200, { access_token: 'never shown' }], { user: 'acme1' }],
    not: [[[401, {}], 'unclear pair']],
  }),
  circleci: row('circleci-token', `CCIPAT_${body(22)}_${hex(40)}`, {
    asks: 'GET circleci.com/api/v2/me',
    carries: '"circle-token":"CCIPAT_',
    live: [[200, { id: uuid, login: 'acme', name: 'A. Person' }], { id: uuid, user: 'acme' }],
    not: no,
  }),
  buildkite: row('buildkite-token', `bkua_${hex(40)}`, {
    asks: 'GET api.buildkite.com/v2/access-token',
    live: [[200, { uuid, scopes: [] }], { 'token-id': uuid }],
    not: no,
  }),
  'terraform-cloud': row('terraform-cloud-token', `${body(14)}.atlasv1.${body(67)}`, {
    asks: 'GET app.terraform.io/api/v2/account/details',
    live: [[200, { data: { id: 'user-abc', attributes: { username: 'acme' } } }], { id: 'user-abc', user: 'acme' }],
    not: elsewhere,
  }),
  doppler: row('doppler-token', `dp.pt.${body(43)}`, {
    asks: 'GET api.doppler.com/v3/me',
    live: [[200, { workplace: { name: 'Acme', slug: 'acme' }, type: 'personal', slug: uuid }], { workplace: 'acme', slug: uuid }],
    not: no,
  }),
  openai: row('openai-key', `sk-proj-${body(40)}T3BlbkFJ${body(40)}`, {
    asks: 'GET api.openai.com/v1/models',
    live: [[200, list, { 'openai-organization': 'acme-1' }], { organisation: 'acme-1' }],
    not: [
      [[401, { error: { code: 'invalid_api_key' } }], 'refused unknown'],
      [[401, { error: { code: 'ip_not_authorized' } }], 'unclear unexpected'],
    ],
  }),
  anthropic: row('anthropic-key', `sk-ant-api03-${body(95)}`, {
    asks: 'GET api.anthropic.com/v1/models?limit=1',
    carries: '"x-api-key":"sk-ant-',
    live: [[200, { data: [], has_more: false }, { 'anthropic-organization-id': uuid }], { organisation: uuid }],
    not: [[[401, { error: { type: 'authentication_error' } }], 'refused unknown']],
  }),
  huggingface: row('huggingface-token', `hf_${body(34)}`, {
    asks: 'GET huggingface.co/api/whoami-v2',
    live: [[200, { name: 'acme', id: 'a1' }], { user: 'acme', id: 'a1' }],
    not: no,
  }),
  groq: row('groq-key', `gsk_${body(52)}`, { asks: 'GET api.groq.com/openai/v1/models', live: [[200, list], {}], not: no }),
  xai: row('xai-key', `xai-${body(80)}`, {
    asks: 'GET api.x.ai/v1/api-key',
    live: [[200, { team_id: uuid, user_id: uuid, redacted_api_key: 'xai-...x', api_key_blocked: false }], { team: uuid, user: uuid }],
    not: [
      [[400, {}], 'refused unknown'],
      [[200, { team_id: uuid, user_id: uuid, api_key_blocked: true }], 'refused unknown'],
    ],
  }),
  replicate: row('replicate-token', `r8_${body(37)}`, {
    asks: 'GET api.replicate.com/v1/account',
    live: [[200, { type: 'organization', username: 'acme' }], { user: 'acme' }],
    not: no,
  }),
  openrouter: row('openrouter-key', `sk-or-v1-${hex(64)}`, {
    asks: 'GET openrouter.ai/api/v1/key',
    live: [[200, { data: { label: 'sk-or-v1-au7...890', is_free_tier: false, creator_user_id: 'user_2dH' } }], { user: 'user_2dH' }],
    not: no,
  }),
  mistral: row('mistral-key', body(32), { asks: 'GET api.mistral.ai/v1/models', live: [[200, list], {}], not: no }),
  slack: row('slack-bot-token', `xoxb-123456789012-123456789012-${body(24)}`, {
    asks: 'POST slack.com/api/auth.test',
    live: [
      [200, { ok: true, team_id: 'T12345678', user_id: 'W12345678', user: 'bot', team: 'Acme Workspace' }],
      { team: 'T12345678', user: 'W12345678', login: 'bot' },
    ],
    not: [
      [[200, { ok: false, error: 'token_revoked' }], 'refused unknown'],
      [[200, { ok: false, error: 'account_inactive' }], 'refused disabled'],
      [[200, { ok: false, error: 'token_expired' }], 'refused expired'],
      [[200, { ok: false, error: 'invalid_auth' }], 'unclear elsewhere'],
      [[200, { ok: false, error: 'ratelimited' }], 'unclear rate-limited'],
      [[200, { ok: false, error: 'fatal_error' }], 'unclear unexpected'],
    ],
  }),
  discord: row('discord-bot-token', `${Buffer.from('123456789012345678').toString('base64url')}.${body(6)}.${body(38)}`, {
    asks: 'GET discord.com/api/v10/users/@me',
    carries: '"authorization":"Bot MTIz',
    live: [[200, { id: '123456789012345678', username: 'acme' }], { id: '123456789012345678', user: 'acme' }],
    not: no,
  }),
  'discord-webhook': row('discord-webhook', `/api/webhooks/123456789012345678/${body(68)}`, {
    asks: `GET discord.com/api/webhooks/123456789012345678/${body(68)}`,
    carries: '',
    live: [[200, { guild_id: '1', channel_id: '2', token: 'never shown' }], { server: '1', channel: '2' }],
    not: [
      [[404, { code: 10015 }], 'refused unknown'],
      [[401, { code: 50027 }], 'refused unknown'],
      [[404, {}], 'unclear unexpected'],
    ],
  }),
  telegram: row('telegram-bot-token', `123456789:AA${body(33)}`, {
    asks: `GET api.telegram.org/bot123456789:AA${body(33)}/getMe`,
    carries: '',
    live: [[200, { ok: true, result: { id: 123456789, username: 'acme_bot' } }], { id: '123456789', bot: 'acme_bot' }],
    not: no,
  }),
  line: row('line-channel-token', `${body(171)}=`, {
    asks: 'GET api.line.me/v2/bot/info',
    live: [[200, { userId: 'Ub9952f8', basicId: '@216ru' }], { user: 'Ub9952f8', bot: '@216ru' }],
    not: no,
  }),
  chatwork: row('chatwork-token', hex(32), {
    asks: 'GET api.chatwork.com/v2/me',
    carries: '"x-chatworktoken"',
    live: [[200, { account_id: 123, organization_id: 101, name: 'A. Person' }], { account: '123', organisation: '101' }],
    not: no,
  }),
  sendgrid: row('sendgrid-key', `SG.${body(22)}.${body(43)}`, {
    asks: 'GET api.sendgrid.com/v3/scopes',
    live: [[200, { scopes: ['mail.send'] }], {}],
    not: no,
  }),
  mailgun: row('mailgun-key', `key-${hex(32)}`, {
    asks: 'GET api.mailgun.net/v4/domains?limit=1',
    carries: Buffer.from(`api:key-${hex(32)}`).toString('base64'),
    live: [[200, { total_count: 2, items: [] }], {}],
    not: no,
  }),
  mailchimp: row('mailchimp-key', `${hex(32)}-us12`, {
    asks: 'GET us12.api.mailchimp.com/3.0/?fields=account_id,login_id',
    carries: Buffer.from(`ippo:${hex(32)}-us12`).toString('base64'),
    live: [[200, { account_id: '8d3a3db4', login_id: '1' }], { account: '8d3a3db4', login: '1' }],
    not: no,
  }),
  postmark: row('postmark-token', uuid, {
    asks: 'GET api.postmarkapp.com/server',
    carries: '"x-postmark-server-token"',
    live: [[200, { ID: 1, ApiTokens: [uuid] }], { server: '1' }],
    not: no,
  }),
  resend: row('resend-key', `re_${body(8)}_${body(24)}`, {
    asks: 'GET api.resend.com/domains',
    live: [[401, { statusCode: 401, name: 'restricted_api_key' }], {}],
    not: [
      [[403, { name: 'invalid_api_key' }], 'refused unknown'],
      [[401, { name: 'missing_api_key' }], 'unclear unexpected'],
    ],
  }),
  twilio: row('twilio-auth-token', hex(32), {
    facts: { 'account-sid': `AC${hex(32, 2)}` },
    asks: `GET api.twilio.com/2010-04-01/Accounts/AC${hex(32, 2)}.json`,
    carries: Buffer.from(`AC${hex(32, 2)}:${hex(32)}`).toString('base64'),
    live: [[200, { sid: `AC${hex(32, 2)}`, status: 'active', auth_token: 'never shown' }], { account: `AC${hex(32, 2)}` }],
    not: [
      [[200, { sid: `AC${hex(32, 2)}`, status: 'suspended' }], 'refused disabled'],
      [[401, { code: 20003 }], 'unclear pair'],
    ],
  }),
  stripe: row('stripe-live-key', `rk_live_${body(99)}`, {
    asks: 'GET api.stripe.com/v1/account',
    live: [[200, { id: 'acct_1Nv0FGQ9RKHgCVdK', email: 'not shown' }], { account: 'acct_1Nv0FGQ9RKHgCVdK' }],
    not: [...no, [[403, 'Forbidden'], 'unclear forbidden']],
  }),
  square: row('square-token', `sq0atp-${body(22)}`, {
    asks: 'POST connect.squareup.com/oauth2/token/status',
    live: [[200, { merchant_id: 'M1', client_id: 'C1', scopes: [] }], { merchant: 'M1', client: 'C1' }],
    not: no,
  }),
  datadog: row('datadog-api-key', hex(32), {
    asks: 'GET api.datadoghq.com/api/v1/validate',
    carries: '"dd-api-key"',
    live: [[200, { valid: true }], {}],
    not: [[[403, { errors: ['Forbidden'] }], 'unclear elsewhere']],
  }),
  newrelic: row('newrelic-user-key', `NRAK-${body(27)}`, {
    asks: 'POST api.newrelic.com/graphql',
    carries: '"api-key":"NRAK-',
    live: [[200, { data: { actor: { user: { id: 7 } } } }], { user: '7' }],
    not: elsewhere,
  }),
  mackerel: row('mackerel-key', body(44), {
    asks: 'GET api.mackerelio.com/api/v0/org',
    carries: '"x-api-key"',
    live: [[200, { name: 'acme' }], { organisation: 'acme' }],
    not: no,
  }),
  digitalocean: row('digitalocean-token', `dop_v1_${hex(64)}`, {
    asks: 'GET api.digitalocean.com/v2/account',
    live: [[200, { account: { uuid: hex(40), email: 'not shown', team: { uuid, name: 'not shown' } } }], { account: hex(40), team: uuid }],
    not: no,
  }),
  heroku: row('heroku-old-key', uuid, {
    asks: 'GET api.heroku.com/account',
    live: [[200, { id: uuid.replace('1', '9'), email: 'not shown' }], { account: uuid.replace('1', '9') }],
    not: no,
  }),
  cloudflare: row('cloudflare-token', `cfut_${body(48)}`, {
    asks: 'GET api.cloudflare.com/client/v4/user/tokens/verify',
    live: [[200, { success: true, result: { id: hex(32), status: 'active' } }], { 'token-id': hex(32) }],
    not: [
      ...no,
      [[200, { result: { id: hex(32), status: 'disabled' } }], 'refused disabled'],
      [[200, { result: { id: hex(32), status: 'expired' } }], 'refused expired'],
    ],
  }),
  vercel: row('vercel-token', `vcp_${body(56)}`, {
    asks: 'GET api.vercel.com/v2/user',
    live: [[200, { user: { id: 'u1', username: 'acme' } }], { user: 'acme', id: 'u1' }],
    not: [
      [[403, { error: { code: 'forbidden', invalidToken: true } }], 'refused unknown'],
      [[403, { error: { code: 'forbidden' } }], 'unclear forbidden'],
    ],
  }),
  netlify: row('netlify-token', `nfp_${body(40)}`, {
    asks: 'GET api.netlify.com/api/v1/user',
    live: [[200, { id: 'abc', slug: 'acme' }], { user: 'abc', slug: 'acme' }],
    not: no,
  }),
  supabase: row('supabase-token', `sbp_${hex(40)}`, {
    asks: 'GET api.supabase.com/v1/organizations',
    live: [[200, [{ id: 'org1', name: 'not shown' }]], { organisation: 'org1' }],
    not: no,
  }),
  fastly: row('fastly-token', body(32), {
    asks: 'GET api.fastly.com/tokens/self',
    carries: '"fastly-key"',
    live: [[200, { id: 'T', customer_id: 'C', user_id: 'U' }], { customer: 'C', user: 'U', 'token-id': 'T' }],
    not: no,
  }),
  notion: row('notion-token', `ntn_${body(46)}`, {
    asks: 'GET api.notion.com/v1/users/me',
    live: [[200, { object: 'user', id: uuid, name: 'not shown' }], { bot: uuid }],
    not: no,
  }),
  linear: row('linear-key', `lin_api_${body(40)}`, {
    asks: 'POST api.linear.app/graphql',
    carries: '"authorization":"lin_api_',
    live: [[200, { data: { viewer: { id: uuid }, organization: { urlKey: 'acme' } } }], { user: uuid, organisation: 'acme' }],
    not: [...no, [[400, { errors: [{ extensions: { code: 'AUTHENTICATION_ERROR' } }] }], 'refused unknown']],
  }),
  figma: row('figma-token', `figd_${body(43)}`, {
    asks: 'GET api.figma.com/v1/me',
    carries: '"x-figma-token"',
    live: [[200, { id: '2739109', email: 'not shown' }], { user: '2739109' }],
    not: [
      [[403, { status: 403, err: 'Invalid token' }], 'refused unknown'],
      [[403, { status: 403, err: 'Invalid scope(s)' }], 'unclear forbidden'],
    ],
  }),
  asana: row('asana-token', `2/1201234567890123/1209876543210987:${hex(32)}`, {
    asks: 'GET app.asana.com/api/1.0/users/me?opt_fields=gid',
    live: [[200, { data: { gid: '12345' } }], { user: '12345' }],
    not: no,
  }),
  airtable: row('airtable-token', `pat${body(14)}.${hex(64)}`, {
    asks: 'GET api.airtable.com/v0/meta/whoami',
    live: [[200, { id: 'usrL2PNC5o3H4lBEi' }], { user: 'usrL2PNC5o3H4lBEi' }],
    not: no,
  }),
  postman: row('postman-key', `PMAK-${hex(24)}-${hex(34)}`, {
    asks: 'GET api.getpostman.com/me',
    carries: '"x-api-key":"PMAK-',
    live: [[200, { user: { id: 1, teamId: 2, email: 'not shown' } }], { user: '1', team: '2' }],
    not: no,
  }),
  typeform: row('typeform-token', `tfp_${body(59)}`, {
    asks: 'GET api.typeform.com/me',
    live: [[200, { alias: 'Acme', user_id: '01A' }], { user: '01A' }],
    not: elsewhere,
  }),
  contentful: row('contentful-token', `CFPAT-${body(43)}`, {
    asks: 'GET api.contentful.com/users/me',
    live: [[200, { email: 'not shown', sys: { id: 'u1', type: 'User' } }], { user: 'u1' }],
    not: elsewhere,
  }),
  mapbox: row('mapbox-secret-token', `sk.eyJ${body(60)}.${body(22)}`, {
    asks: `GET api.mapbox.com/tokens/v2?access_token=sk.eyJ${body(60)}.${body(22)}`,
    carries: '',
    live: [[200, { code: 'TokenValid', token: { usage: 'sk', user: 'acme' } }], { user: 'acme' }],
    not: [
      [[200, { code: 'TokenRevoked' }], 'refused unknown'],
      [[200, { code: 'TokenInvalid' }], 'refused unknown'],
      [[200, { code: 'TokenExpired' }], 'refused expired'],
      [[200, { code: 'TokenMalformed' }], 'unclear unexpected'],
    ],
  }),
  apify: row('apify-token', `apify_api_${body(36)}`, {
    asks: 'GET api.apify.com/v2/users/me',
    live: [[200, { data: { id: 'YiKoxjkaS9gjGTqhF', username: 'acme', email: 'not shown' } }], { id: 'YiKoxjkaS9gjGTqhF', user: 'acme' }],
    not: no,
  }),
  clickup: row('clickup-token', `pk_12345678_${body(32, 1, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789')}`, {
    asks: 'GET api.clickup.com/api/v2/user',
    carries: '"authorization":"pk_',
    live: [[200, { user: { id: 123, username: 'A. Person', email: 'not shown' } }], { user: '123' }],
    not: no,
  }),
  neon: row('neon-key', `napi_${body(64, 1, 'abcdefghijklmnopqrstuvwxyz0123456789')}`, {
    asks: 'GET console.neon.tech/api/v2/users/me',
    live: [[200, { id: uuid, login: 'not shown' }], { user: uuid }],
    not: no,
  }),
  sentry: row('sentry-user-token', `sntryu_${hex(64)}`, {
    asks: 'GET sentry.io/api/0/organizations/',
    live: [[200, [{ id: '2', slug: 'acme', name: 'not shown' }]], { id: '2', organisation: 'acme' }],
    not: elsewhere,
  }),
  launchdarkly: row('launchdarkly-key', `api-${uuid}`, {
    asks: 'GET app.launchdarkly.com/api/v2/caller-identity',
    carries: '"authorization":"api-',
    live: [[200, { accountId: 'a', memberId: 'm', tokenId: 't' }], { account: 'a', member: 'm', 'token-id': 't' }],
    not: elsewhere,
  }),
};

/** What came of one answer, and what was asked. */
const asked = async (finding: SecretFinding, id: string, [status, said, headers = {}]: Said) => {
  const requests: AskRequest[] = [];
  const heard: Heard = { is: 'heard', status, headers, body: typeof said === 'string' ? said : JSON.stringify(said) };
  const plan = planned([finding], { providers: [id], accepted: false });
  const [verification] = await plan.carryOut(
    async (request) => {
      requests.push(request);
      return heard;
    },
    () => at,
  );
  return { verification, request: requests[0] };
};

describe.for(Object.entries(cases))('%s', ([id, { finding, asks: wanted, carries, live, not }]) => {
  test('the request', async () => {
    const { request } = await asked(finding, id, [401, {}]);
    expect(`${request?.method} ${request?.host}${request?.path}`).toBe(wanted);
    const sent = JSON.stringify({ headers: request?.headers, body: request?.body });
    if (typeof carries === 'string') expect(sent).toContain(carries);
    else expect(sent).toMatch(carries);
  });
  test('live, and whose it is', async () => {
    const { verification } = await asked(finding, id, live[0]);
    expect(verification).toMatchObject({ is: 'live', provider: id, at: at.toISOString() });
    expect(verification).toHaveProperty('who', live[1]);
  });
  test.for(not)('%j', async ([said, expected]) => {
    const { verification } = await asked(finding, id, said);
    expect(verification && 'why' in verification ? `${verification.is} ${verification.why}` : verification?.is).toBe(expected);
  });
});

describe('the table', () => {
  test('every issuer has its cases, an id of its own and a page that describes the call', () => {
    const ids = allProviders.map(({ id }) => id);
    expect(Object.keys(cases).toSorted()).toEqual(ids.toSorted());
    expect(new Set(ids).size).toBe(ids.length);
    for (const { documentation } of allProviders) expect(documentation).toMatch(/^https:\/\/[a-z0-9.-]+\/\S*$/);
  });
  test.for(['docs/secrets.md', 'docs/secrets.ja.md'])('%s lists every issuer', (file) => {
    const rows = readFileSync(file, 'utf8').split('\n');
    const listed = allProviders.map(
      ({ id, name, endpoint, onlyByName, documentation }) => `| \`${id}\`${onlyByName === true ? ' *' : ''} | [${name}](${documentation}) | \`${endpoint}\` |`,
    );
    expect(rows.filter((one) => /^\| `[a-z-]+`.*\| `https:/.test(one))).toEqual(listed);
  });
  test('every kind is a kind of the scanner, and is asked at one place only', () => {
    const kinds = allProviders.flatMap((one) => Object.keys(one.kinds));
    expect(kinds.filter((kind) => !allDetectors.some(({ id }) => id === kind))).toEqual([]);
    expect(new Set(kinds).size).toBe(kinds.length);
    for (const { mild = [], kinds: own } of allProviders) expect(Object.keys(own)).toEqual(expect.arrayContaining([...mild]));
  });
  test('hosts are whole names, alphabets are whole values, and no address shows a secret', () => {
    for (const { host, endpoint, kinds } of allProviders) {
      if (typeof host === 'string') expect(host).toMatch(/^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|co|org|io|app|ai|me|net|tech)$/);
      else expect(host.source).toMatch(/^\^[a-z]+\\d\{1,2\}\\\.api\\\.mailchimp\\\.com\$$/);
      if (typeof host === 'string') expect(endpoint.startsWith(`https://${host}/`)).toBe(true);
      for (const alphabet of Object.values(kinds)) expect(alphabet.source.startsWith('^') && alphabet.source.endsWith('$')).toBe(true);
    }
  });
});

test('a service account signs a statement of five minutes for the one address; its key stays here', async () => {
  const { finding } = cases['google-service-account'] ?? { finding: undefined };
  const { request } = await asked(finding!, 'google-service-account', [400, {}]);
  const assertion = new URLSearchParams(request?.body).get('assertion') ?? '';
  const [head = '', claims = '', signature = ''] = assertion.split('.');
  const read = (text: string): unknown => JSON.parse(Buffer.from(text, 'base64url').toString());
  expect(read(head)).toEqual({ alg: 'RS256', typ: 'JWT', kid: hex(40) });
  expect(read(claims)).toEqual({
    iss: 'ci@project-1.iam.gserviceaccount.com',
    scope: 'https://www.googleapis.com/auth/userinfo.email',
    aud: 'https://oauth2.googleapis.com/token',
    iat: at.getTime() / 1000,
    exp: at.getTime() / 1000 + 300,
  });
  expect(verify('RSA-SHA256', Buffer.from(`${head}.${claims}`), publicKey, Buffer.from(signature, 'base64url'))).toBe(true);
  expect(JSON.stringify(request)).not.toContain(pem.slice(40, 80));
});

test('keys of administrators of Anthropic are asked at the organisation, old tokens of Cloudflare stay open', async () => {
  const admin = await asked(findingOf('anthropic-key', `sk-ant-admin01-${body(95)}`), 'anthropic', [
    200,
    { id: uuid, type: 'organization', name: 'not shown' },
  ]);
  expect(admin.request?.path).toBe('/v1/organizations/me');
  expect(admin.verification).toMatchObject({ is: 'live', who: { organisation: uuid } });
  const old = await asked(findingOf('cloudflare-old-token', body(40)), 'cloudflare', [401, {}]);
  expect(old.verification).toMatchObject({ is: 'unclear', why: 'elsewhere' });
  const restricted = await asked(findingOf('stripe-live-key', `rk_live_${body(99)}`), 'stripe', [403, { error: { type: 'invalid_request_error' } }]);
  expect(restricted.verification).toMatchObject({ is: 'live', who: {}, mild: false });
  const mild = await asked(findingOf('stripe-test-key', `sk_test_${body(24)}`), 'stripe', [200, { id: 'acct_1Nv0FGQ9RKHgCVdK' }]);
  expect(mild.verification).toMatchObject({ is: 'live', mild: true });
});
