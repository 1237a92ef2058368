// Checks that settle a format without asking anybody. Sources: GitHub's and npm's token format posts, GitLab's routable tokens, Microsoft's
// Security Utilities (MIT) for Marvin32 and the identifiable keys, AWS key ids by published samples.

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

let crcTable: Uint32Array | undefined;
/** CRC-32 (IEEE) of bytes. */
const crc32 = (bytes: Uint8Array): number => {
  crcTable ??= Uint32Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
    return c >>> 0;
  });
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
};

const ascii = (text: string): Buffer => Buffer.from(text, 'latin1');

const base62Of = (value: number, width: number): string => {
  let rest = value;
  let text = '';
  while (rest > 0) {
    text = (base62[rest % 62] ?? '') + text;
    rest = Math.floor(rest / 62);
  }
  return text.padStart(width, '0');
};

/** The six characters that end a GitHub or npm token whose first thirty are `body`. */
export const crc62 = (body: string): string => base62Of(crc32(ascii(body)), 6);
/** A body of 36: thirty and their CRC. */
export const crc62Holds = (body: string): boolean => body.slice(-6) === crc62(body.slice(0, -6));

/** GitLab's routable tokens: CRC-32 of all text before it, base 36, seven wide. */
export const crc36 = (text: string): string => crc32(ascii(text)).toString(36).padStart(7, '0');
/** Grafana's service account tokens: hex of the CRC-32 of the body, low byte first. */
export const crcHexSwapped = (body: string): string => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(crc32(ascii(body)));
  return bytes.toString('hex');
};

const seedOf = (word: string): readonly [low: number, high: number] => {
  const bytes = ascii(word);
  return [bytes.readUInt32BE(4), bytes.readUInt32BE(0)];
};

const rotl = (value: number, by: number): number => (value << by) | (value >>> (32 - by));

/** Marvin32 with a seed given as an eight-letter word. */
export const marvin32 = (bytes: Uint8Array, seed: string): number => {
  const [low, high] = seedOf(seed);
  let p0 = low | 0;
  let p1 = high | 0;
  const mix = (): void => {
    p1 ^= p0;
    p0 = rotl(p0, 20);
    p0 = (p0 + p1) | 0;
    p1 = rotl(p1, 9);
    p1 ^= p0;
    p0 = rotl(p0, 27);
    p0 = (p0 + p1) | 0;
    p1 = rotl(p1, 19);
  };
  const words = Math.floor(bytes.length / 4);
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = 0; i < words; i++) {
    p0 = (p0 + view.readInt32LE(i * 4)) | 0;
    mix();
  }
  const tail = Buffer.alloc(4);
  view.copy(tail, 0, words * 4);
  tail[view.length - words * 4] = 0x80;
  p0 = (p0 + tail.readInt32LE(0)) | 0;
  mix();
  mix();
  return (p0 ^ p1) >>> 0;
};

/** An Azure key that carries its own check: the last four bytes are Marvin32 of those before, low byte first, under one of the seeds. */
export const azureSigned = (key: string, seeds: readonly string[]): boolean => {
  const bytes = Buffer.from(key, key.includes('-') || key.includes('_') ? 'base64url' : 'base64');
  if (bytes.length < 8) return false;
  const given = bytes.readUInt32LE(bytes.length - 4);
  const body = bytes.subarray(0, -4);
  return seeds.some((seed) => marvin32(body, seed) === given);
};

/** A key of the common annotated form: 84 characters, the last four the check of the eighty before. */
export const caskHolds = (key: string): boolean => {
  const bytes = Buffer.from(key.slice(0, 80), 'base64');
  return bytes.length === 60 && caskCheck(bytes) === key.slice(80, 84);
};
export const caskCheck = (bytes: Uint8Array): string => {
  const check = Buffer.alloc(4);
  check.writeUInt32LE(marvin32(bytes, 'Default0'));
  return check.subarray(0, 3).toString('base64');
};

const base32Letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** Bytes of upper- or lower-case base 32 without padding; undefined: another character. */
export const base32 = (text: string): Uint8Array | undefined => {
  const out = new Uint8Array(Math.floor((text.length * 5) / 8));
  let bits = 0;
  let value = 0;
  let at = 0;
  for (const letter of text.toUpperCase()) {
    const five = base32Letters.indexOf(letter);
    if (five < 0) return undefined;
    value = ((value << 5) | five) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      out[at++] = (value >>> bits) & 0xff;
    }
  }
  return out;
};

/** Positions of the four check bytes of a token of 52, low byte first. */
const patSlots = [22, 8, 7, 2] as const;
const patMarks = [0xe0b9692d, 0x1019f92e] as const;
/** Azure DevOps tokens before 2024: 32 bytes in base 32 with a CRC-32 spread inside. */
export const oldPatHolds = (token: string): boolean => {
  const bytes = base32(token);
  if (bytes === undefined || bytes.length < 32) return false;
  const rest = bytes.filter((_, i) => i < 32 && !patSlots.some((slot) => slot === i));
  const given = patSlots.reduce((sum, slot, i) => (sum | ((bytes[slot] ?? 0) << (8 * i))) >>> 0, 0);
  return patMarks.some((mark) => (crc32(rest) ^ mark) >>> 0 === given);
};
/** The bytes of such a token with its check put in. */
export const oldPatSigned = (bytes: Uint8Array): Uint8Array => {
  const out = Uint8Array.from(bytes);
  const rest = bytes.filter((_, i) => !patSlots.some((slot) => slot === i));
  const check = (crc32(rest) ^ patMarks[0]) >>> 0;
  for (const [i, slot] of patSlots.entries()) out[slot] = (check >>> (8 * i)) & 0xff;
  return out;
};

/** The account number that a newer AWS key id holds; undefined: an older id. */
export const awsAccountOf = (id: string): string | undefined => {
  const bytes = base32(id.slice(4));
  if (bytes === undefined || bytes.length < 10) return undefined;
  const first = bytes[0] ?? 0;
  if ((first & 0x80) === 0) return undefined;
  // Forty bits after the first one: six bytes as one number, the top bit off, seven bits too many at the end.
  const six = bytes.subarray(0, 6).reduce((sum, byte) => sum * 256 + byte, 0);
  const number = Math.floor((six - 2 ** 47) / 2 ** 7);
  return number < 1e12 ? String(number).padStart(12, '0') : undefined;
};
