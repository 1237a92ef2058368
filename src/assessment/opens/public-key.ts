import { createHash, createPrivateKey, createPublicKey, X509Certificate, type JsonWebKey, type KeyObject } from 'node:crypto';

/** What the public half of a private key is known by; nothing that is secret. */
export interface PublicHalf {
  /** SHA-256 of the public key (SubjectPublicKeyInfo, DER): the same for PEM, OpenSSH and certificates. */
  readonly print: string;
  /**
   * As EC2 shows it, whoever made the key: MD5 of the public key for imported RSA, SHA-1 of the private key where EC2 made it, SHA-256 for Ed25519.
   * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/verify-keys.html
   */
  readonly ec2: readonly string[];
}

/** `value`: a key in armour, or the body of one whose label is given. Undefined: it is encrypted, or no key that can be read. */
export const publicHalf = (value: string, label: string | undefined): PublicHalf | undefined => {
  const armoured = /-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----([\s\S]*?)-----END/.exec(value);
  const kind = armoured?.[1] ?? label;
  const body = (armoured?.[2] ?? value).replace(/[^A-Za-z0-9+/=]/g, '');
  try {
    if (kind === undefined || kind.startsWith('OPENSSH')) return openSsh(Buffer.from(body, 'base64'));
    const key = createPrivateKey(`-----BEGIN ${kind}-----\n${body.replace(/.{64}/g, '$&\n')}\n-----END ${kind}-----\n`);
    const half = createPublicKey(key);
    const made = createHash('sha1')
      .update(key.export({ type: 'pkcs8', format: 'der' }))
      .digest('hex');
    return { print: printOf(half), ec2: [coloned(made), ...ec2Of(half)] };
  } catch {
    // Encrypted, cut off, or of a kind that Node does not know: what cannot be computed is not joined.
    return undefined;
  }
};

/** The public keys in a text: lines of OpenSSH, PEM, certificates. */
export const publicKeysIn = (text: string): string[] => [
  ...[...text.matchAll(/(?:ssh-(?:rsa|ed25519)|ecdsa-sha2-nistp\d{3}) (AAAA[A-Za-z0-9+/]{40,2000}={0,2})/g)].flatMap(
    ([, blob = '']) => attempt(() => printOf(fromBlob(Buffer.from(blob, 'base64')))) ?? [],
  ),
  ...[...text.matchAll(/-----BEGIN (CERTIFICATE|PUBLIC KEY|RSA PUBLIC KEY)-----[A-Za-z0-9+/=\s]{40,20000}?-----END \1-----/g)].flatMap(
    ([pem, kind]) => attempt(() => printOf(kind === 'CERTIFICATE' ? new X509Certificate(pem).publicKey : createPublicKey(pem))) ?? [],
  ),
];

const attempt = <T>(make: () => T): T | undefined => {
  try {
    return make();
  } catch {
    return undefined;
  }
};

const printOf = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('base64url');
const coloned = (hex: string): string => hex.replace(/..(?!$)/g, '$&:');
const ec2Of = (key: KeyObject): string[] =>
  key.asymmetricKeyType === 'rsa'
    ? [
        coloned(
          createHash('md5')
            .update(key.export({ type: 'spki', format: 'der' }))
            .digest('hex'),
        ),
      ]
    : [];

/** The public half stands unencrypted in the file, also where the private one needs a passphrase. */
const openSsh = (bytes: Buffer): PublicHalf | undefined => {
  const magic = 'openssh-key-v1\0';
  if (bytes.toString('latin1', 0, magic.length) !== magic) return undefined;
  const read = fields(bytes.subarray(magic.length));
  // Cipher, key derivation and its options; then the number of keys.
  for (let i = 0; i < 3; i++) read.next();
  read.skip(4);
  const blob = read.next();
  const key = fromBlob(blob);
  const own = key.asymmetricKeyType === 'ed25519' ? [createHash('sha256').update(blob).digest('base64')] : ec2Of(key);
  return { print: printOf(key), ec2: own };
};

const fields = (bytes: Buffer): { next: () => Buffer; skip: (count: number) => void } => {
  let at = 0;
  return {
    next: () => {
      const length = bytes.readUInt32BE(at);
      const field = bytes.subarray(at + 4, at + 4 + length);
      if (field.length !== length) throw new RangeError('cut off');
      at += 4 + length;
      return field;
    },
    skip: (count) => void (at += count),
  };
};

/** RFC 4253 and RFC 8709: a name, then the numbers of the key. */
const fromBlob = (blob: Buffer): KeyObject => {
  const read = fields(blob);
  const name = read.next().toString('latin1');
  const number = (): string =>
    read
      .next()
      .subarray()
      .toString('hex')
      .replace(/^(?:00)+/, '');
  const url = (hex: string): string => Buffer.from(hex, 'hex').toString('base64url');
  if (name === 'ssh-rsa') {
    const e = number();
    return fromJwk({ kty: 'RSA', e: url(e), n: url(number()) });
  }
  if (name === 'ssh-ed25519') return fromJwk({ kty: 'OKP', crv: 'Ed25519', x: read.next().toString('base64url') });
  const curve = read.next().toString('latin1').replace('nistp', 'P-');
  const point = read.next();
  const half = (point.length - 1) / 2;
  return fromJwk({ kty: 'EC', crv: curve, x: point.subarray(1, 1 + half).toString('base64url'), y: point.subarray(1 + half).toString('base64url') });
};
const fromJwk = (key: JsonWebKey): KeyObject => createPublicKey({ key, format: 'jwk' });
