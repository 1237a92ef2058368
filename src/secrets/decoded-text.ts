import { isAscii, isUtf8 } from 'node:buffer';

/**
 * A file as the scanner works on it. `bytes` is UTF-8 (or what could not be read as UTF-8, byte by byte), `latin` the same with one character a byte, so
 * that offsets of bytes and characters agree whatever the language of the text. Offsets outwards are those of `text()`.
 */
export interface DecodedText {
  readonly bytes: Buffer;
  /** Turns offsets of bytes, (cheapest in rising order) into offsets of the decoded text. */
  offsets(): (byte: number) => number;
  /** A piece as people wrote it, in UTF-16. */
  piece(latin: string): string;
  readonly ascii: boolean;
}

/** The text of a file as offsets of matches count it: UTF-8, UTF-16 by its mark or its zeros, else Latin-1; without a byte order mark. */
export const textOf = (bytes: Uint8Array): string => {
  const { bytes: plain, is } = formOf(bytes);
  if (is !== 'utf-8') return asBuffer(plain).toString('latin1');
  const buffer = asBuffer(plain);
  let text = '';
  for (let at = 0; at < buffer.length;) {
    let end = Math.min(buffer.length, at + decodedAtOnce);
    while (end < buffer.length && end > at + 1 && ((buffer[end] ?? 0) & 0xc0) === 0x80) end--;
    text += buffer.toString('utf8', at, end);
    at = end;
  }
  return text;
};
/** Decoding takes memory outside of the heap, and large pieces of it leave holes there: a file of a gigabyte would end with 100 MB of them. */
const decodedAtOnce = 32 * 1024;

/** How long `textOf` is, without making it. */
export const unitsIn = (bytes: Uint8Array): number => {
  const { bytes: plain, is } = formOf(bytes);
  if (is !== 'utf-8') return plain.length;
  let units = 0;
  for (let at = 0; at < plain.length; at++) units += unitsOf(plain[at] ?? 0);
  return units;
};

export const decodedText = (bytes: Uint8Array): DecodedText => {
  const form = formOf(bytes);
  const buffer = asBuffer(form.bytes);
  const { is } = form;
  return {
    bytes: buffer,
    ascii: is === 'ascii',
    piece: (latin) => (is === 'utf-8' ? Buffer.from(latin, 'latin1').toString('utf8') : latin),
    offsets: () => {
      if (is !== 'utf-8') return (byte) => byte;
      let at = 0;
      let units = 0;
      return (byte) => {
        for (; at < byte && at < buffer.length; at++) units += unitsOf(buffer[at] ?? 0);
        while (at > byte) units -= unitsOf(buffer[--at] ?? 0);
        return units;
      };
    },
  };
};

/** A lead byte of four stands for a surrogate pair, a continuation byte for nothing. */
const unitsOf = (byte: number): number => (byte >= 0x80 && byte < 0xc0 ? 0 : byte >= 0xf0 ? 2 : 1);

/** A file without lines: pictures, archives, programs. */
export const isBinary = (bytes: Uint8Array): boolean => {
  const first = bytes.indexOf(0);
  return first >= 0 && first < 8192 && utf16(bytes) === undefined;
};

const formOf = (bytes: Uint8Array): { readonly bytes: Uint8Array; readonly is: 'ascii' | 'utf-8' | 'latin-1' } => {
  const wide = utf16(bytes);
  if (wide !== undefined) {
    const marked = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    const units = Buffer.from(bytes.subarray(marked ? 2 : 0, bytes.length - (bytes.length % 2)));
    if (wide === 'big') units.swap16();
    // Lone surrogates become U+FFFD of the same length in UTF-16, so offsets hold.
    return { bytes: Buffer.from(units.toString('utf16le'), 'utf8'), is: 'utf-8' };
  }
  const plain = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
  // A stray byte of an old file is a letter, not an error.
  return { bytes: plain, is: isAscii(plain) ? 'ascii' : isUtf8(plain) ? 'utf-8' : 'latin-1' };
};

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const utf16 = (bytes: Uint8Array): 'little' | 'big' | undefined => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'little';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'big';
  const zero = bytes.length < 8 ? -1 : bytes.indexOf(0);
  if (zero < 0 || zero > 63) return undefined;
  // Without a mark: text of ASCII letters has a zero in every other byte.
  const end = Math.min(bytes.length & ~1, 256);
  let even = 0;
  let odd = 0;
  for (let i = 0; i < end; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  if (odd * 2 >= end * 0.9 && even === 0) return 'little';
  if (even * 2 >= end * 0.9 && odd === 0) return 'big';
  return undefined;
};
