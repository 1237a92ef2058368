import { looksRandom } from '../../randomness.ts';
import { family, named, patterned, prefixed } from '../family.ts';

/** Hosts, platforms, content delivery. */
export default family({
  vendor: 'platforms',
  severity: 'critical',
  fix: { en: 'Revoke it in the console of the platform, look at its audit log, issue a new one with fewer rights, then take it out.', ja: 'プラットフォームのコンソールで失効させ、監査ログを確認します。権限を絞って再発行したうえで取り除きます。' },
  opens: { en: 'The servers, sites, zones and deployments of the account.', ja: 'アカウントのサーバー、サイト、DNS ゾーン、デプロイ' },
  rows: [
    prefixed({ id: 'cloudflare-token', title: { en: 'Cloudflare token', ja: 'Cloudflare のトークン' }, prefix: ['cfk_', 'cfut_', 'cfat_'], charset: 'b64url', length: [40, 60] }),
    named({ id: 'cloudflare-old-token', title: { en: 'Cloudflare token of the old form', ja: 'Cloudflare の旧形式トークン' }, vendor: ['cloudflare', 'cfapi', 'cf_api', 'cf_token', 'cftoken'], name: /(?:token|key)$/, shape: /^[A-Za-z0-9_-]{40}$/, accept: looksRandom }),
    named({ id: 'cloudflare-global-key', title: { en: 'Cloudflare global key', ja: 'Cloudflare のグローバルキー' }, vendor: ['cloudflare', 'cfapi', 'cf_api', 'xauthkey'], name: /key$/, shape: /^[0-9a-f]{37,45}$/ }),
    patterned({ id: 'cloudflare-origin-ca', title: { en: 'Cloudflare origin CA key', ja: 'Cloudflare の Origin CA キー' }, anchors: ['v1.0-'], after: 190, pattern: /v1\.0-[0-9a-f]{24}-[0-9a-f]{146}(?![0-9a-f])/ }),
    prefixed({ id: 'digitalocean-token', title: { en: 'DigitalOcean token', ja: 'DigitalOcean のトークン' }, prefix: ['dop_v1_', 'doo_v1_', 'dor_v1_'], charset: 'hex', length: 64 }),
    named({ id: 'digitalocean-old-token', title: { en: 'DigitalOcean key by name', ja: 'DigitalOcean のキー（名前による判定）' }, vendor: ['digitalocean', 'spaces', 'dotoken'], name: /(?:token|secret|key)$/, shape: /^[0-9a-f]{64}$|^[A-Za-z0-9+/]{43}=?$/, accept: looksRandom }),
    prefixed({ id: 'heroku-key', title: { en: 'Heroku API key', ja: 'Heroku の API キー' }, prefix: 'HRKU-', charset: 'b64url', length: [36, 62] }),
    named({ id: 'heroku-old-key', title: { en: 'Heroku API key of the old form', ja: 'Heroku の旧形式 API キー' }, vendor: ['heroku'], name: /(?:key|token|password|secret)$/, shape: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$|^[0-9a-f]{32}$/ }),
    named({ id: 'linode-token', title: { en: 'Linode or Hetzner token', ja: 'Linode・Hetzner のトークン' }, vendor: ['linode', 'hcloud', 'hetzner', 'vultr', 'scaleway', 'scw'], name: /(?:token|key|secret)$/, shape: /^[A-Za-z0-9]{36,64}$|^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, accept: (value) => value.includes('-') || looksRandom(value) }),
    prefixed({ id: 'vercel-token', title: { en: 'Vercel token', ja: 'Vercel のトークン' }, prefix: ['vcp_', 'vci_', 'vca_', 'vcr_', 'vck_'], charset: 'b62', length: [54, 60] }),
    named({ id: 'vercel-old-token', title: { en: 'Vercel token of the old form', ja: 'Vercel の旧形式トークン' }, vendor: ['vercel', 'nowtoken', 'zeit'], name: /token$/, shape: /^[A-Za-z0-9]{24}$/, accept: looksRandom }),
    prefixed({ id: 'netlify-token', title: { en: 'Netlify token', ja: 'Netlify のトークン' }, prefix: ['nfp_', 'nfo_', 'nfc_', 'nfu_'], charset: 'b62', length: [36, 44] }),
    named({ id: 'netlify-old-token', title: { en: 'Netlify token of the old form', ja: 'Netlify の旧形式トークン' }, vendor: ['netlify'], name: /token$/, shape: /^[A-Za-z0-9_-]{40,46}$/, accept: looksRandom }),
    patterned({ id: 'fly-token', title: { en: 'Fly.io token', ja: 'Fly.io のトークン' }, anchors: ['FlyV1 ', 'fo1_', 'fm1r_', 'fm1a_', 'fm2_'], after: 900, pattern: /(?:FlyV1 )?(?:fm1[ar]_[A-Za-z0-9+/]{80,700}={0,2}|fm2_[A-Za-z0-9+/]{80,700}={0,3}|fo1_[\w-]{43})/ }),
    prefixed({ id: 'supabase-token', title: { en: 'Supabase access token', ja: 'Supabase のアクセストークン' }, prefix: 'sbp_', charset: 'hex', length: 40 }),
    prefixed({ id: 'supabase-secret-key', title: { en: 'Supabase secret key', ja: 'Supabase のシークレットキー' }, prefix: 'sb_secret_', charset: 'b64url', length: [31, 36] }),
    prefixed({ id: 'planetscale-token', title: { en: 'PlanetScale token', ja: 'PlanetScale のトークン' }, prefix: ['pscale_tkn_', 'pscale_oauth_'], charset: 'b64url', length: [32, 64] }),
    prefixed({ id: 'planetscale-password', title: { en: 'PlanetScale password', ja: 'PlanetScale のパスワード' }, prefix: 'pscale_pw_', charset: 'b64url', length: [32, 64] }),
    named({ id: 'fastly-token', title: { en: 'Fastly token', ja: 'Fastly のトークン' }, vendor: ['fastly'], name: /(?:token|key)$/, shape: /^[A-Za-z0-9_-]{32}$/, accept: looksRandom }),
    named({ id: 'akamai-secret', title: { en: 'Akamai client secret', ja: 'Akamai のクライアントシークレット' }, vendor: ['akamai', 'edgegrid', 'akab'], name: /(?:secret|token)$/, shape: /^(?:akab-[\w-]{16,40}|[A-Za-z0-9+/]{43}=)$/ }),
    named({ id: 'render-key', title: { en: 'Render or Railway key', ja: 'Render・Railway のキー' }, vendor: ['render', 'railway'], name: /(?:key|token)$/, shape: /^rnd_[A-Za-z0-9]{28,40}$|^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/ }),
    named({ id: 'sakura-secret', title: { en: 'SAKURA Cloud secret', ja: 'さくらのクラウドのアクセストークンシークレット' }, vendor: ['sakura', 'usacloud'], name: /(?:secret|accesstokensecret)$/, shape: /^[A-Za-z0-9]{64}$/, accept: looksRandom }),
  ],
});
