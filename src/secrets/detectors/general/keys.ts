import { anchored, family, named, patterned, plain } from '../family.ts';
import { readPem, type Pem } from '../../pem.ts';
import type { Confidence } from '../../secret.ts';
import { isInventedBody } from '../../placeholder.ts';

/** What does not parse may be cut or retouched: by its armour it still is a key. */
const trust = (pem: Pem): Confidence => (pem.sound ? 'certain' : pem.value.length >= 120 && new Set(pem.value).size > 36 ? 'likely' : 'possible');

/** Private keys in whatever wrapping. */
export default family({
  vendor: 'any',
  severity: 'critical',
  fix: {
    en: 'Make a new key pair, replace the public part wherever it is trusted, revoke the certificate if there is one, then take it out.',
    ja: '鍵ペアを作り直し、公開鍵の登録先をすべて差し替えます。証明書がある場合は失効させたうえで取り除きます。',
  },
  opens: { en: 'Everything that trusts its public part: hosts, signatures, TLS.', ja: '対応する公開鍵を信頼するすべて(ホスト、署名、TLS)' },
  rows: [
    anchored({
      id: 'private-key-pem',
      title: { en: 'Private key', ja: '秘密鍵' },
      anchors: ['-----BEGIN'],
      exact: true,
      window: { before: 1, after: 8200 },
      rank: 2,
      *find(window, anchor) {
        const pem = readPem(window, anchor);
        if (pem === undefined || pem.kind !== 'pem') return;
        yield {
          ...plain(pem.value),
          start: anchor,
          end: pem.end,
          confidence: trust(pem),
          severity: pem.encrypted ? 'medium' : undefined,
          facts: { label: pem.label },
          reasons: [...(pem.sound ? ['parsed'] : ['not-random']), ...(pem.encrypted ? ['encrypted'] : [])],
        };
      },
    }),
    anchored({
      id: 'private-key-openssh',
      title: { en: 'OpenSSH private key', ja: 'OpenSSH の秘密鍵' },
      opens: { en: 'Every host and repository that lists its public part.', ja: '公開鍵が登録されたすべてのホストとリポジトリ' },
      anchors: ['-----BEGIN OPENSSH'],
      exact: true,
      window: { before: 1, after: 8200 },
      rank: 2,
      *find(window, anchor) {
        const pem = readPem(window, anchor);
        if (pem === undefined || pem.kind !== 'openssh') return;
        yield {
          ...plain(pem.value),
          start: anchor,
          end: pem.end,
          confidence: trust(pem),
          severity: pem.encrypted ? 'medium' : undefined,
          reasons: [...(pem.sound ? ['parsed'] : ['not-random']), ...(pem.encrypted ? ['encrypted'] : [])],
        };
      },
    }),
    anchored({
      id: 'private-key-pgp',
      title: { en: 'PGP private key', ja: 'PGP の秘密鍵' },
      opens: { en: 'Signatures and messages of its owner.', ja: '所有者の署名と暗号化メッセージ' },
      anchors: ['-----BEGIN PGP PRIVATE'],
      exact: true,
      window: { before: 1, after: 8200 },
      *find(window, anchor) {
        const pem = readPem(window, anchor);
        if (pem === undefined || pem.kind !== 'pgp') return;
        yield {
          ...plain(pem.value),
          start: anchor,
          end: pem.end,
          confidence: pem.sound ? 'likely' : 'possible',
          reasons: pem.sound ? ['parsed'] : ['not-random'],
        };
      },
    }),
    patterned({
      id: 'private-key-putty',
      title: { en: 'PuTTY private key', ja: 'PuTTY の秘密鍵' },
      opens: { en: 'Every host that lists its public part.', ja: '公開鍵が登録されたすべてのホスト' },
      anchors: ['PuTTY-User-Key-File-'],
      after: 7000,
      pattern: /PuTTY-User-Key-File-[123]:[\s\S]{10,6000}?Private-Lines: \d{1,3}\s{1,4}([A-Za-z0-9+/=\r\n]{40,4000})/,
      confidence: 'certain',
      reasons: ['parsed'],
    }),
    patterned({
      id: 'private-key-age',
      title: { en: 'age private key', ja: 'age の秘密鍵' },
      opens: { en: 'Every file encrypted for it.', ja: 'その鍵向けに暗号化されたすべてのファイル' },
      repetitive: true,
      anchors: ['AGE-SECRET-KEY-1'],
      after: 80,
      pattern: /AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}/,
    }),
    anchored({
      id: 'private-key-jwk',
      title: { en: 'Private key as JWK', ja: 'JWK 形式の秘密鍵' },
      anchors: ['"kty"', '\\"kty\\"'],
      exact: true,
      window: { before: 2500, after: 2500 },
      *find(window, anchor) {
        const from = Math.max(window.lastIndexOf('{', anchor), 0);
        const to = window.indexOf('}', anchor);
        const object = window.slice(from, to < 0 ? undefined : to);
        const d = /\\?"(?:d|k)\\?"\s{0,4}:\s{0,4}\\?"([\w-]{20,1400})/.exec(object);
        const value = d?.[1];
        if (!d || value === undefined || isInventedBody(value) || !/\\?"kty\\?"\s{0,4}:\s{0,4}\\?"(?:RSA|EC|OKP|oct)/.test(object)) return;
        const start = from + d.index + d[0].length - value.length;
        yield { ...plain(value), start, end: start + value.length, confidence: 'likely', reasons: ['parsed'] };
      },
    }),
    patterned({
      id: 'wireguard-key',
      title: { en: 'WireGuard private key', ja: 'WireGuard の秘密鍵' },
      opens: { en: 'The private network.', ja: 'プライベートネットワーク' },
      anchors: ['privatekey', 'presharedkey'],
      exact: false,
      after: 80,
      pattern: /(?:PrivateKey|PresharedKey)\s{0,4}=\s{0,4}([A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)/i,
    }),
    named({
      id: 'ethereum-private-key',
      title: { en: 'Private key of a wallet', ja: 'ウォレットの秘密鍵' },
      opens: { en: 'The funds of the wallet.', ja: 'ウォレットの資産' },
      fix: { en: 'Move the funds to a new wallet at once.', ja: '資産を直ちに新しいウォレットへ移します。' },
      vendor: ['key'],
      name: /(?:private|wallet|deployer|signer|owner)key\d?$/,
      shape: /^0x[0-9a-fA-F]{64}$/,
      accept: (value) => !isInventedBody(value) && new Set(value).size > 10,
    }),
  ],
});
