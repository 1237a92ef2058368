import { shortestRun } from './byte-loops.ts';

/** A stretch of text that stands for another text. */
export interface EncodedRun {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly reason: 'decoded-base64' | 'decoded-hex' | 'decoded-percent' | 'decoded-escapes' | 'joined-literals';
}

const longest = 64 * 1024;

// Printable text in base 64 has one of these at each fourth place (the top six bits of a byte), in hex at each second.
const leads64 = Uint8Array.from({ length: 256 }, (_, c) => Number(/[CI-Za-f]/.test(String.fromCharCode(c))));
const leadsHex = Uint8Array.from({ length: 256 }, (_, c) => Number(/[2-7]/.test(String.fromCharCode(c))));
const mayBeText = (bytes: Uint8Array, start: number): boolean =>
  leads64[bytes[start] ?? 0] === 1 && leads64[bytes[start + 4] ?? 0] === 1 && leads64[bytes[start + 8] ?? 0] === 1 && leads64[bytes[start + 12] ?? 0] === 1;
const mayBeHexText = (bytes: Uint8Array, start: number): boolean =>
  leadsHex[bytes[start] ?? 0] === 1 && leadsHex[bytes[start + 2] ?? 0] === 1 && leadsHex[bytes[start + 4] ?? 0] === 1 && leadsHex[bytes[start + 6] ?? 0] === 1;

/** What decodes to anything but text is dropped after its first bytes. */
export const decodedRun = (text: string, bytes: Uint8Array, start: number, end: number): EncodedRun | undefined => {
  const hex = mayBeHexText(bytes, start);
  if (!hex && !mayBeText(bytes, start)) return undefined;
  // The first twelve bytes tell: random characters decode to printable ones once in 10^5.
  const head = text.slice(start, start + 16);
  if (hex && end - start >= 32 && /^[0-9a-fA-F]+$/.test(head) && (end - start) % 2 === 0) {
    const decoded = Buffer.from(text.slice(start, end), 'hex');
    if (decoded.length * 2 === end - start && isText(decoded)) return { start, end, text: decoded.toString('latin1'), reason: 'decoded-hex' };
  }
  if (/^[a-z_-]+$|^[A-Z_-]+$/.test(head) && !/[0-9A-Z]/.test(text.slice(start + 16, start + 40))) return undefined;
  if (!isText(Buffer.from(head, 'base64'))) return undefined;
  let raw = text.slice(start, end);
  let stop = end;
  // MIME and YAML fold base 64 into lines.
  while (stop - start < longest) {
    const next = /^(?:\r?\n|\\n|\\\n)[ \t]{0,20}([A-Za-z0-9+/]{4,200}={0,2})(?=\s|\\|["']|$)/.exec(text.slice(stop, stop + 240));
    if (!next || raw.length % 4 !== 0) break;
    raw += next[1] ?? '';
    stop += next[0].length;
  }
  if (raw.length < shortestRun) return undefined;
  const decoded = Buffer.from(raw, 'base64');
  if (!isText(decoded)) return undefined;
  while (text.charCodeAt(stop) === 61) stop++;
  return { start, end: stop, text: decoded.toString('latin1'), reason: 'decoded-base64' };
};

const isText = (bytes: Uint8Array): boolean => {
  if (bytes.length < 8) return false;
  let odd = 0;
  for (const byte of bytes) if ((byte < 32 && byte !== 10 && byte !== 13 && byte !== 9) || byte > 126) odd++;
  return odd === 0 || (bytes.length > 40 && odd <= bytes.length * 0.05);
};

/** Anchors that mark text in percent form or with escapes, and what turns it back. */
export const escapeAnchors: readonly string[] = [
  '%3a',
  '%3d',
  '%40',
  '%2b',
  '%22',
  '%0a',
  // Only what stands for printable letters.
  ...['2', '3', '4', '5', '6', '7'].flatMap((digit) => [`\\u00${digit}`, `\\x${digit}`]),
  '&amp;',
  '&quot;',
  '&#x',
  '&#3',
  '" + "',
  "' + '",
  '"+"',
  "'+'",
  '" +',
  "' +",
  '" &',
  '" \\',
  '+ "',
  "+ '",
];

/** The run round an anchor at `at`, turned back; `undefined`: nothing there. At most four kilobytes are read. */
export const escapedRun = (text: string, at: number): EncodedRun | undefined => {
  const c = text.charCodeAt(at);
  if (c === 37) return turned(text, at, inUrl, percent, 'decoded-percent');
  if (c === 92) return turned(text, at, inLine, escapes, 'decoded-escapes');
  if (c === 38) return turned(text, at, inElement, entities, 'decoded-escapes');
  const first = c === 43 ? quoteAbove(text, at) : at;
  return first === undefined ? undefined : joined(text, first);
};

/** Where a literal ends on the line above, if this one begins with `+`. */
const quoteAbove = (text: string, plus: number): number | undefined => {
  const least = Math.max(0, plus - 82);
  let at = plus - 1;
  let isAbove = false;
  for (; at >= least; at--) {
    const c = text.charCodeAt(at);
    if (c === 10) isAbove = true;
    else if (c !== 32 && c !== 9 && c !== 13) break;
  }
  return isAbove && isQuote(text.charCodeAt(at)) ? at : undefined;
};

const inUrl = Uint8Array.from({ length: 256 }, (_, c) => Number(/[\w%.~:/?#[\]@!$&'()*+,;=-]/.test(String.fromCharCode(c))));
const inLine = Uint8Array.from({ length: 256 }, (_, c) => Number(c !== 10 && c !== 13));
const inElement = Uint8Array.from({ length: 256 }, (_, c) => Number(c !== 10 && c !== 13 && c !== 60 && c !== 62));

const turned = (text: string, at: number, member: Uint8Array, turn: (raw: string) => string, reason: EncodedRun['reason']): EncodedRun | undefined => {
  let start = at;
  while (start > 0 && at - start < 512 && member[text.charCodeAt(start - 1) & 0xff] === 1) start--;
  let end = at;
  while (end < text.length && end - at < 2048 && member[text.charCodeAt(end) & 0xff] === 1) end++;
  const raw = text.slice(start, end);
  const back = turn(raw);
  return back === raw || end - start < 12 ? undefined : { start, end, text: back, reason };
};

const byCode = (code: number, otherwise: string): string => (code >= 32 && code < 127 ? String.fromCharCode(code) : otherwise);
const percent = (raw: string): string => raw.replace(/%([2-7][0-9a-fA-F])/g, (whole, two: string) => byCode(Number.parseInt(two, 16), whole));
const escapes = (raw: string): string => raw.replace(/\\(?:u00|x)([2-7][0-9a-fA-F])/g, (whole, two: string) => byCode(Number.parseInt(two, 16), whole));
const named: Readonly<Record<string, string>> = { amp: '&', quot: '"', apos: "'", lt: '<', gt: '>' };
const entities = (raw: string): string =>
  raw.replace(/&(?:(amp|quot|apos|lt|gt)|#x([0-9a-fA-F]{1,4})|#(\d{1,4}));/g, (whole, name?: string, hex?: string, ten?: string) =>
    name === undefined ? byCode(Number.parseInt(hex ?? ten ?? '0', hex === undefined ? 10 : 16), whole) : (named[name] ?? whole),
  );

// A backslash joins only at the end of a line.
const link = /(["'])[ \t]{0,8}(?:[+&.][ \t]{0,8})?(?:\\?\r?\n[ \t]{0,80})?(?:[+&.][ \t]{0,8})?\1/y;

/** No blank, line end or quote on either side: prose is parted between words, and each of its parts is read by itself. */
const goesOn = (text: string, last: number, next: number): boolean => {
  const [a, b] = [text.charCodeAt(last), text.charCodeAt(next)];
  return a > 32 && b > 32 && !isQuote(a) && !isQuote(b) && !(text.charCodeAt(last - 1) === 92 && (a === 110 || a === 114 || a === 116));
};
const isQuote = (c: number): boolean => c === 34 || c === 39 || c === 96;

/** `"AKIA" + "..."`, also over lines: the literals put together, with what stands before the first on its line. */
const joined = (text: string, at: number): EncodedRun | undefined => {
  // Bounded: a file may be one line of megabytes.
  const from = Math.max(0, at - 512);
  const lineStart = from + text.slice(from, at).lastIndexOf('\n') + 1;
  const quote = text.charAt(at);
  let out = text.slice(lineStart, at);
  // The first literal opens on this line, or this is the inside of a longer chain that was joined from its beginning.
  if (!out.includes(quote)) return undefined;
  let i = at;
  let links = 0;
  let isSplit = false;
  while (links < 16 && i < text.length) {
    link.lastIndex = i;
    if (!link.test(text)) break;
    links++;
    const from = link.lastIndex;
    isSplit ||= goesOn(text, i - 1, from);
    let end = from;
    while (end < text.length && end - from < 512 && text.charAt(end) !== quote && text.charAt(end) !== '\n') end++;
    out += text.slice(from, end);
    i = end;
  }
  if (!isSplit) return undefined;
  const end = Math.min(text.length, i + 1);
  return { start: lineStart, end, text: out + quote, reason: 'joined-literals' };
};
