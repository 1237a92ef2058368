/** A private key in armour, read from wherever it stands: a file, a JSON string with `\n`, indented YAML, quoted and concatenated lines. */
export interface Pem {
  readonly kind: 'pem' | 'openssh' | 'pgp';
  readonly label: string;
  readonly end: number;
  /** The body in one line: the same key in another wrapping has the same value. */
  readonly value: string;
  readonly encrypted: boolean;
  /** It parses: ASN.1 of the right length, or the magic of OpenSSH. */
  readonly sound: boolean;
}

const head = /-----BEGIN ((?:[A-Z0-9]{2,12} ){0,3}PRIVATE KEY(?: BLOCK)?)-----/y;

export const readPem = (text: string, at: number): Pem | undefined => {
  head.lastIndex = at;
  const label = head.exec(text)?.[1];
  if (label === undefined) return undefined;
  const from = head.lastIndex;
  const foot = text.indexOf(`-----END ${label}-----`, from);
  // Cut off at the end of a window or of an excerpt: what is there still is a key.
  const stop = foot < 0 ? Math.min(text.length, from + 8000) : foot;
  const raw = text.slice(from, stop);
  if (foot < 0 && !/^(?:\s|\\+[nr]|["'+,\\])*[A-Za-z0-9+/]{60}/.test(raw)) return undefined;
  const end = foot < 0 ? stop : foot + label.length + 14;
  const kind = label.startsWith('OPENSSH') ? 'openssh' : label.startsWith('PGP') ? 'pgp' : 'pem';
  // Wrapping away: escapes for line ends, quotes, signs of concatenation, remarks of YAML and mail.
  const bare = raw
    .replace(/\\+[nrt]/g, '\n')
    .replace(/\\u000a/gi, '\n')
    .replace(/&#x0*[ad];|&#1[03];|%0[AD]/gi, '\n');
  const headers = /(?:Proc-Type|DEK-Info|Version|Comment):[^\n]{0,200}/g;
  const encrypted = label.includes('ENCRYPTED') || /Proc-Type:[^\n]{0,20}ENCRYPTED/.test(bare);
  const body = bare.replace(headers, '').replace(/[^A-Za-z0-9+/=]/g, '');
  if (body.length < 40 || /(?:[xX]{8}|\.{3})/.test(raw) || new Set(body).size < 16) return undefined;
  const bytes = Buffer.from(body.replace(/=[A-Za-z0-9+/]{4}$/, ''), 'base64');
  const readable =
    kind === 'openssh' || bytes.toString('latin1', 0, magic.length) === magic
      ? openssh(bytes)
      : { sound: kind === 'pgp' ? (bytes[0] ?? 0) >= 0x80 : encrypted || derLength(bytes), encrypted };
  return { kind, label, end, value: body, ...readable, encrypted: readable.encrypted || encrypted };
};

/** A DER sequence whose stated length fits (an excerpt may be shorter than it says). */
const derLength = (bytes: Uint8Array): boolean => {
  if (bytes[0] !== 0x30) return false;
  const first = bytes[1] ?? 0;
  if (first < 0x80) return bytes.length >= first;
  const more = first & 0x7f;
  if (more === 0 || more > 3) return false;
  let length = 0;
  for (let i = 0; i < more; i++) length = length * 256 + (bytes[2 + i] ?? 0);
  return length > 30 && length < 20_000 && bytes.length >= length * 0.9 && bytes[2 + more] === 0x02;
};

const magic = 'openssh-key-v1\0';
const openssh = (bytes: Buffer): { readonly sound: boolean; readonly encrypted: boolean } => {
  if (bytes.toString('latin1', 0, magic.length) !== magic) return { sound: false, encrypted: false };
  const length = bytes.length > magic.length + 4 ? bytes.readUInt32BE(magic.length) : 0;
  return { sound: true, encrypted: bytes.toString('latin1', magic.length + 4, magic.length + 4 + Math.min(length, 40)) !== 'none' };
};
