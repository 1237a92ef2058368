import { looksRandom } from '../../randomness.ts';
import { family, named, patterned, prefixed } from '../family.ts';

/** Payment, shops, accounting. */
export default family({
  vendor: 'payment services',
  severity: 'critical',
  fix: { en: 'Roll the key in the dashboard of the service, look for charges and exports that were not yours, then take it out.', ja: 'ダッシュボードでキーをローテーションし、身に覚えのない決済やデータの取得がないか確認したうえで取り除きます。' },
  opens: { en: 'Charges, refunds and the data of customers.', ja: '決済、返金、顧客データ' },
  rows: [
    prefixed({ id: 'stripe-live-key', title: { en: 'Stripe live key', ja: 'Stripe の本番キー' }, prefix: ['sk_live_', 'rk_live_'], charset: 'b62', length: [24, 247] }),
    prefixed({ id: 'stripe-test-key', title: { en: 'Stripe test key', ja: 'Stripe のテストキー' }, severity: 'low', opens: { en: 'The test environment of the account.', ja: 'アカウントのテスト環境' }, prefix: ['sk_test_', 'rk_test_'], charset: 'b62', length: [24, 247] }),
    prefixed({ id: 'stripe-webhook-secret', title: { en: 'Stripe webhook secret', ja: 'Stripe の Webhook シークレット' }, severity: 'medium', opens: { en: 'Payment events can be forged.', ja: '決済イベントの偽造' }, prefix: 'whsec_', charset: 'b64', length: [32, 72] }),
    prefixed({ id: 'square-token', title: { en: 'Square access token', ja: 'Square のアクセストークン' }, prefix: 'sq0atp-', charset: 'b64url', length: 22 }),
    prefixed({ id: 'square-secret', title: { en: 'Square application secret', ja: 'Square のアプリケーションシークレット' }, prefix: 'sq0csp-', charset: 'b64url', length: 43 }),
    prefixed({ id: 'square-new-token', title: { en: 'Square access token, newer form', ja: 'Square のアクセストークン（新形式）' }, prefix: ['EAAAE', 'EAAAF', 'EAAAl'], charset: 'b64url', length: [55, 62], like: /\d/ }),
    prefixed({ id: 'shopify-token', title: { en: 'Shopify access token', ja: 'Shopify のアクセストークン' }, prefix: ['shpat_', 'shpca_', 'shppa_'], charset: 'hex', length: 32 }),
    prefixed({ id: 'shopify-secret', title: { en: 'Shopify shared secret', ja: 'Shopify の共有シークレット' }, prefix: 'shpss_', charset: 'hex', length: 32 }),
    patterned({ id: 'paypal-braintree-token', title: { en: 'Braintree access token', ja: 'Braintree のアクセストークン' }, anchors: ['access_token$production$', 'access_token$sandbox$'], after: 100, pattern: /access_token\$(?:production|sandbox)\$[0-9a-z]{16}\$[0-9a-f]{32}(?![0-9a-f])/ }),
    patterned({ id: 'plaid-token', title: { en: 'Plaid access token', ja: 'Plaid のアクセストークン' }, anchors: ['access-production-', 'access-development-', 'access-sandbox-'], after: 70, pattern: /access-(?:production|development|sandbox)-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/ }),
    named({ id: 'paypal-secret', title: { en: 'PayPal client secret', ja: 'PayPal のクライアントシークレット' }, vendor: ['paypal'], name: /secret/, shape: /^[A-Za-z0-9_-]{60,90}$/, accept: looksRandom }),
    named({ id: 'plaid-secret', title: { en: 'Plaid secret', ja: 'Plaid のシークレット' }, vendor: ['plaid'], name: /secret/, shape: /^[0-9a-f]{30}$/ }),
    named({ id: 'payjp-key', title: { en: 'PAY.JP or Omise secret key', ja: 'PAY.JP・Omise のシークレットキー' }, vendor: ['payjp', 'pay.jp', 'omise'], name: /(?:key|secret)$/, shape: /^s?key?_(?:live|test)_[0-9a-z]{16,40}$|^sk_(?:live|test)_[0-9a-z]{16,40}$/ }),
    named({ id: 'adyen-key', title: { en: 'Adyen API key', ja: 'Adyen の API キー' }, vendor: ['adyen'], name: /key$/, shape: /^AQE[A-Za-z0-9+/=.\-*^{}:;$&!@#%()[\]<>~?]{50,200}$/ }),
    named({ id: 'coinbase-secret', title: { en: 'Coinbase secret', ja: 'Coinbase のシークレット' }, vendor: ['coinbase', 'binance', 'kraken', 'bitflyer'], name: /(?:secret|key|passphrase)$/, shape: /^[A-Za-z0-9+/=]{32,90}$/, accept: looksRandom }),
  ],
});
