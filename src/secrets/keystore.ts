import type { Candidate, Detector, ScannedText } from './secret.ts';

export const keystoreDetector: Detector = {
  id: 'private-key-keystore',
  vendor: 'any',
  title: { en: 'Key store', ja: 'キーストア(PKCS#12・JKS)' },
  fix: {
    en: 'If it holds a private key that is in use, make a new key pair and keep the store out of the repository; its password is often short or known.',
    ja: '使用中の秘密鍵を含む場合は鍵ペアを作り直し、キーストアはリポジトリの外で管理します(パスワードは短いものや既定値であることが多くあります)。',
  },
  opens: { en: 'The key inside, once its password is guessed.', ja: 'パスワードが推測された場合、格納された鍵' },
  severity: 'medium',
  rank: 2,
  look: { by: 'file', named: () => false, head: undefined, find: () => [] },
};

/** Of binary files only key stores are looked at: PKCS#12 by its structure, Java key stores by their magic. */
export const keystoreIn = ({ bytes }: ScannedText): readonly (readonly [Detector, Candidate])[] => {
  const jks = bytes[0] === 0xfe && bytes[1] === 0xed && bytes[2] === 0xfe && bytes[3] === 0xed;
  // SEQUENCE (long form), INTEGER 3, SEQUENCE, OID pkcs7-data.
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 40)).toString('hex');
  const pkcs12 = /^3082[0-9a-f]{4}0201033082[0-9a-f]{4}06092a864886f70d010701/.test(start) || start.startsWith('3080020103308006092a864886f70d010701');
  if ((!jks && !pkcs12) || bytes.length < 64 || bytes.length > 1_000_000) return [];
  const value = `${bytes.length}:${Buffer.from(bytes.buffer, bytes.byteOffset + bytes.length - 32, 32).toString('hex')}`;
  const candidate: Candidate = {
    start: 0,
    end: 0,
    value,
    checksum: undefined,
    facts: {},
    confidence: 'likely',
    severity: undefined,
    reasons: ['parsed', 'encrypted'],
    with: undefined,
  };
  return [[keystoreDetector, candidate]];
};
