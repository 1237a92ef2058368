import { looksRandom } from '../../randomness.ts';
import { family, named, patterned, prefixed } from '../family.ts';

/** Tokens of secret stores: each opens further secrets. */
export default family({
  vendor: 'secret stores',
  severity: 'critical',
  fix: {
    en: 'Revoke it in the store, rotate every secret that it could read, then take it out.',
    ja: 'ストアで失効させ、読み取り可能だったすべてのシークレットをローテーションしたうえで取り除きます。',
  },
  opens: { en: 'Every secret that its policy lets it read.', ja: 'ポリシーで読み取りが許可されたすべてのシークレット' },
  rows: [
    prefixed({
      id: 'vault-token',
      title: { en: 'Vault service token', ja: 'Vault のサービストークン' },
      // The second: as replicated clusters wrote them before version 1.10.
      prefix: ['hvs.', 's.CAES'],
      charset: 'b64url',
      length: [24, 140],
    }),
    prefixed({
      id: 'vault-batch-token',
      title: { en: 'Vault batch token', ja: 'Vault のバッチトークン' },
      severity: 'high',
      prefix: 'hvb.',
      charset: 'b64url',
      length: [90, 300],
    }),
    prefixed({
      id: 'vault-recovery-token',
      title: { en: 'Vault recovery token', ja: 'Vault のリカバリートークン' },
      prefix: 'hvr.',
      charset: 'b64url',
      length: [24, 140],
    }),
    named({
      id: 'vault-old-token',
      title: { en: 'Vault token of the old form', ja: 'Vault の旧形式トークン' },
      vendor: ['vault'],
      name: /token$|secretid$/,
      shape: /^s\.[A-Za-z0-9]{24}$|^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
    }),
    patterned({
      id: 'vault-unseal-key',
      title: { en: 'Vault unseal key', ja: 'Vault のアンシールキー' },
      anchors: ['unseal key', 'operator unseal'],
      exact: false,
      after: 80,
      pattern: /(?:unseal key \d{1,2}:|operator unseal)\s{1,4}([A-Za-z0-9+/]{43,44}=?)/i,
      accept: looksRandom,
    }),
    prefixed({
      id: 'doppler-token',
      title: { en: 'Doppler token', ja: 'Doppler のトークン' },
      prefix: ['dp.pt.', 'dp.sa.', 'dp.ct.', 'dp.scim.', 'dp.audit.'],
      charset: 'b62',
      length: [40, 44],
    }),
    patterned({
      id: 'doppler-service-token',
      title: { en: 'Doppler service token', ja: 'Doppler のサービストークン' },
      anchors: ['dp.st.'],
      after: 110,
      pattern: /dp\.st\.(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,44}(?![A-Za-z0-9])/,
    }),
    prefixed({
      id: 'onepassword-token',
      title: { en: '1Password service account token', ja: '1Password のサービスアカウントトークン' },
      prefix: 'ops_eyJ',
      charset: 'b64url',
      length: [200, 2000],
    }),
    patterned({
      id: 'onepassword-secret-key',
      title: { en: '1Password secret key', ja: '1Password の Secret Key' },
      anchors: ['A3-'],
      after: 50,
      pattern: /A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}(?![A-Z0-9-])/,
    }),
    named({
      id: 'infisical-token',
      title: { en: 'Infisical service token', ja: 'Infisical のサービストークン' },
      vendor: ['infisical', 'token'],
      name: /token$/,
      shape: /^st\.[0-9a-f]{24}\.[0-9a-f]{32}\.[0-9a-f]{32}$/,
    }),
    patterned({
      id: 'akeyless-key',
      title: { en: 'Akeyless access key by name', ja: 'Akeyless のアクセスキー' },
      anchors: ['akeyless'],
      exact: false,
      after: 120,
      pattern: /akeyless\w{0,30}["']?\s{0,3}[:=]\s{0,3}["']?([A-Za-z0-9+/]{40,48}={0,2})/i,
      accept: looksRandom,
      rank: 1,
    }),
  ],
});
