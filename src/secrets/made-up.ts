import { generateKeyPairSync } from 'node:crypto';
import { caskCheck, crc36, crc62, crcHexSwapped, marvin32, oldPatSigned } from './checksums.ts';

/**
 * Fills `{{recipe:arguments}}` of test lines with invented values whose checksums hold, so that no value that a host would block is ever committed.
 * Deterministic for a seed, but for the PEM keys, which are made anew.
 */
export const madeUp = (template: string, seed = 1): string => fill(template, random(seed));

type Random = (below: number) => number;
/** Mulberry32. */
const random = (seed: number): Random => {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
};

const lower = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';
const b62 = lower + lower.toUpperCase() + digits;
const alphabets: Readonly<Record<string, string>> = {
  hex: '0123456789abcdef',
  HEX: '0123456789ABCDEF',
  digits,
  letters: lower + lower.toUpperCase(),
  b32: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  b36: lower + digits,
  B36: lower.toUpperCase() + digits,
  b62,
  b64: `${b62}+/`,
  b64url: `${b62}-_`,
  azsec: `${b62}._~-`,
  bech32: 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L',
  salt: `${b62}!#$%&()*+,-./:;<=>?@[]^_{|}~ `,
  django: `abcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*(-_=+)`,
};
const some = (letters: string, count: number, next: Random): string => Array.from({ length: count }, () => letters[next(letters.length)] ?? '').join('');
const bytes = (count: number, next: Random): Buffer => Buffer.from(Array.from({ length: count }, () => next(256)));
const wide = (text: string | undefined): number => Number(text ?? 0);

/** A password as people make them: letters, digits, one sign; `pwu`: nothing that a URL or a shell would read. */
const password = (length: number, next: Random, signs: string): string =>
  `${some(lower.toUpperCase(), 1, next)}${some(lower, 3, next)}${some(digits, 2, next)}${some(signs, 1, next)}${some(b62, Math.max(length - 7, 1), next)}`;

/** 86, 43, 52 or 54 letters with a mark ten before the end and Marvin32 in the last four bytes. */
const azure = (length: number, mark: string, seed: string, next: Random): string => {
  const size = Math.floor((length * 6) / 8);
  const text = bytes(size, next).toString('base64');
  const key = Buffer.from(text.slice(0, length - 10) + mark + text.slice(length - 6), 'base64');
  key.writeUInt32LE(marvin32(key.subarray(0, -4), seed), size - 4);
  return key.toString('base64');
};

const cask = (provider: string, next: Random): string => {
  const head = `${some(b62, 52, next)}JQQJ99B${some('ABCDEFGHIJKL', 1, next)}${some(b62, 16, next)}${provider}`;
  return head + caskCheck(Buffer.from(head, 'base64'));
};

const base32 = (data: Uint8Array): string => {
  const bits = [...data].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => (alphabets['b32'] ?? '')[Number.parseInt(five.padEnd(5, '0'), 2)] ?? '').join('');
};

const keys = new Map<string, string>();
/** One key of each form for a whole run: making an RSA pair takes a tenth of a second. */
const pem = (form: string, next: Random): string => {
  const known = keys.get(form);
  if (known !== undefined) return known;
  const made = makePem(form, next);
  keys.set(form, made);
  return made;
};
const lines = (data: Buffer): string => (data.toString('base64').match(/.{1,64}/g) ?? []).join('\n');
const makePem = (form: string, next: Random): string => {
  if (form === 'openssh') {
    const word = (text: string): Buffer => Buffer.concat([Buffer.from([0, 0, 0, text.length]), Buffer.from(text, 'latin1')]);
    const body = Buffer.concat([Buffer.from('openssh-key-v1\0', 'latin1'), word('none'), word('none'), word(''), Buffer.from([0, 0, 0, 1]), bytes(220, next)]);
    return `-----BEGIN OPENSSH PRIVATE ${'KEY'}-----\n${lines(body)}\n-----END OPENSSH PRIVATE ${'KEY'}-----\n`;
  }
  if (form === 'pgp')
    return `-----BEGIN PGP PRIVATE KEY ${'BLOCK'}-----\n\n${lines(Buffer.concat([Buffer.from([0x95, 1, 0xd8]), bytes(400, next)]))}\n=aB3d\n-----END PGP PRIVATE KEY ${'BLOCK'}-----\n`;
  if (form === 'ec') return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'sec1', format: 'pem' }).toString();
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  if (form === 'encrypted') return privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString();
  return privateKey.export({ type: form === 'pkcs8' ? 'pkcs8' : 'pkcs1', format: 'pem' }).toString();
};

type Recipe = (args: readonly string[], next: Random) => string;
const uuid: Recipe = (_, next) => [8, 4, 4, 4, 12].map((n) => some(alphabets['hex'] ?? '', n, next)).join('-');
const awsId: Recipe = ([prefix], next) => `${prefix ?? 'AKIA'}${some('QRSTUVWXYZ', 1, next)}${some(alphabets['b32'] ?? '', 15, next)}`;

const recipes: Readonly<Record<string, Recipe>> = {
  ...Object.fromEntries(Object.entries(alphabets).map(([name, letters]): [string, Recipe] => [name, ([count], next) => some(letters, wide(count), next)])),
  uuid,
  pw: ([length], next) => password(wide(length), next, '!-_.'),
  pwu: ([length], next) => password(wide(length), next, '-_.'),
  word: (_, next) => ['maple', 'tiger', 'orchid', 'kitsune', 'falcon', 'sakura'][next(6)] ?? '',
  crc62: ([prefix], next) => {
    const body = some(b62, 30, next);
    return `${prefix ?? ''}${body}${crc62(body)}`;
  },
  'after-ghp': (_, next) => {
    const body = some(b62, 30, next);
    return `_${body}${crc62(body)}`;
  },
  'gitlab-routable': (_, next) => {
    const head = `glpat-${some(alphabets['b64url'] ?? '', 40, next)}.01.10`;
    return head + crc36(head);
  },
  grafana: (_, next) => {
    const body = some(b62, 32, next);
    return `glsa_${body}_${crcHexSwapped(body)}`;
  },
  'aws-id': awsId,
  'aws-tail': (_, next) => awsId([''], next),
  awssecret: (_, next) => some(alphabets['b64'] ?? '', 40, next),
  ses: (_, next) => Buffer.concat([Buffer.from([4]), bytes(32, next)]).toString('base64'),
  azure: ([length, mark, seed], next) => azure(wide(length), mark ?? '', seed ?? '', next),
  azurl: ([length, mark, seed], next) =>
    azure(wide(length), mark ?? '', seed ?? '', next)
      .replaceAll('+', '-')
      .replaceAll('/', '_'),
  azurlenc: ([length, mark, seed], next) =>
    azure(wide(length), mark ?? '', seed ?? '', next)
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '%3D'),
  cask: ([provider], next) => cask(provider ?? '', next),
  oldpat: (_, next) => base32(oldPatSigned(bytes(32, next))).toLowerCase(),
  sig: (_, next) => bytes(32, next).toString('base64'),
  sigenc: (_, next) => encodeURIComponent(bytes(32, next).toString('base64')),
  discord: (_, next) =>
    `${Buffer.from(`9${some(digits, 17, next)}`).toString('base64')}.${some(alphabets['b64url'] ?? '', 6, next)}.${some(alphabets['b64url'] ?? '', 38, next)}`,
  pfx: (_, next) => Buffer.concat([Buffer.from('30820a0002010330', 'hex'), bytes(900, next)]).toString('base64'),
  pem: ([form], next) => pem(form ?? '', next),
  'pem-json': ([form], next) => pem(form ?? '', next).replaceAll('\n', '\\n'),
  'pem-indent': ([form], next) => pem(form ?? '', next).replace(/^/gm, '    '),
  'pem-quoted': ([form], next) =>
    pem(form ?? '', next)
      .trimEnd()
      .replace(/^(.*)$/gm, '    "$1\\n"\n')
      .replaceAll('\n\n', '\n'),
};
/** These take their whole argument as one text. */
const wrapping: Readonly<Record<string, (text: string, next: Random) => string>> = {
  enc64: (text) => Buffer.from(text).toString('base64'),
  hexenc: (text) => Buffer.from(text).toString('hex'),
  pct: (text) => encodeURIComponent(text),
  jwt: (text, next) =>
    [JSON.stringify({ alg: 'HS256', typ: 'JWT' }), text]
      .map((part) => Buffer.from(part).toString('base64url'))
      .concat(some(alphabets['b64url'] ?? '', 43, next))
      .join('.'),
};

const open = /\{\{([A-Za-z0-9-]+)(:|\}\})/y;

const fill = (template: string, next: Random): string => {
  let out = '';
  let at = 0;
  while (at < template.length) {
    open.lastIndex = at;
    const match = template.startsWith('{{', at) ? open.exec(template) : undefined;
    const name = match?.[1] ?? '';
    if (!match || !(name in recipes || name in wrapping)) {
      out += template[at] ?? '';
      at++;
      continue;
    }
    const from = open.lastIndex;
    const to = match[2] === ':' ? closing(template, from) : from - 2;
    const argument = fill(template.slice(from, Math.max(to, from)), next);
    out += wrapping[name]?.(argument, next) ?? recipes[name]?.(argument.split(':'), next) ?? '';
    at = to + 2;
  }
  return out;
};

/** Where `}}` ends an argument that may hold recipes and JSON. */
const closing = (template: string, from: number): number => {
  const stack: ('{' | '{{')[] = [];
  for (let i = from; i < template.length; i++) {
    open.lastIndex = i;
    const match = template.startsWith('{{', i) ? open.exec(template) : undefined;
    if (match && ((match[1] ?? '') in recipes || (match[1] ?? '') in wrapping)) {
      if (match[2] === ':') stack.push('{{');
      i = open.lastIndex - 1;
    } else if (template[i] === '{') stack.push('{');
    else if (template[i] === '}') {
      const last = stack.pop();
      if (last === undefined) return i;
      if (last === '{{') i++;
    }
  }
  return template.length;
};
