import { credentialDeed, credentialText, exposed, harmless, isOff, opensData } from '../credential.ts';
import { control } from '../control.ts';

export default control({
  id: 'credential-in-code',
  severity: 'high',
  viewpoints: ['unauthorised-use'],
  leakPath: 'insider',
  approach: 'credential-protection',
  layer: 'identity',
  intents: {},
  title: { en: 'A credential stands in a file', ja: 'ファイルに認証情報が書かれている' },
  why: {
    en: 'Whoever can read the repository, a copy of it or its history can use it, and nobody notices. Most misuse of clouds begins like this.',
    ja: 'リポジトリやその複製、履歴を読める人なら誰でも使え、使われても気付けません。クラウドの不正利用の多くは、ここから始まります。',
  },
  fix: credentialDeed,
  remedy: undefined,
  facet: 'credential',
  // What opens nothing any more (expired, a hash) is none.
  check: (found) => (opensData(found) ? undefined : found.severity === 'info' ? harmless : exposed(found)),
  severityOf: ({ severity, opens }) => (isOff(opens.state) ? 'low' : severity),
  message: { en: (found) => credentialText(found, 'en'), ja: (found) => credentialText(found, 'ja') },
  examples: {
    pass: `
      locals {
        password_hash = "$2y$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy"
      }`,
    fail: `
      locals {
        database = "postgres://shop:Vq8rT2mWx9Lp@db.internal:5432/shop"
      }`,
  },
});
