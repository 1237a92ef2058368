import { StringDecoder } from 'node:string_decoder';
import type { Scanner } from '../secret.ts';
import { linesOf } from './place.ts';
import { sightingOf, type See } from './sighting.ts';
import { textOf, unitsIn } from '../decoded-text.ts';

/** Read at once; what is longer is scanned in pieces. */
export const chunkSize = 4 * 1024 * 1024;
/** Of a text in pieces. The scanner makes strings of each, and the smaller those are, the fewer megabytes of them wait to be cleared away. */
const pieceSize = 384 * 1024;
/** How much of a piece is scanned again with the next one: more than the longest secret and its window. */
const overlap = 32 * 1024;

/** A text that is whole in memory. */
export const scanWhole = (scanner: Scanner, path: string, bytes: Uint8Array, see: See): void => {
  const matches = scanner.scan({ path, bytes });
  if (matches.length === 0) return;
  const lines = linesOf(textOf(bytes));
  for (const match of matches) see(sightingOf(match, path, lines, 0));
};

export interface ChunkedScan {
  readonly push: (bytes: Uint8Array) => void;
  readonly end: () => void;
}

/** A text of any length that comes in pieces. Pieces are cut at the ends of lines where there are any. */
export const chunkedScan = (scanner: Scanner, path: string, see: See): ChunkedScan => {
  const buffer = Buffer.allocUnsafe(pieceSize);
  let filled = 0;
  let lineBase = 0;
  /** Letters before the buffer in the line that its first one stands in. */
  let columnBase = 0;
  /** Bytes at the start of the buffer whose matches were told with the piece before. */
  let told = 0;
  let recode: ((bytes: Uint8Array) => Uint8Array) | undefined;
  let begun = false;

  const flush = (last: boolean): void => {
    // A letter of several bytes that is cut off would make the scanner take all for Latin-1.
    const cut = lineStart(buffer, filled);
    const bytes = buffer.subarray(0, last ? filled : cut === filled ? letterStart(buffer, filled - 4) : cut);
    const until = last ? filled : letterStart(buffer, lineStart(buffer, bytes.length - overlap));
    const matches = scanner.scan({ path, bytes });
    if (matches.length > 0) {
      const text = textOf(bytes);
      // One character a byte: ASCII, or a text that is no UTF-8.
      const lengthOf = (end: number): number => (text.length === bytes.length ? end : unitsIn(bytes.subarray(0, end)));
      const from = lengthOf(told);
      const to = last ? Infinity : lengthOf(until);
      const lines = linesOf(text);
      for (const match of matches) if (match.start >= from && match.start < to) see(sightingOf(match, path, lines, lineBase, columnBase));
    }
    const dropped = last ? filled : letterStart(buffer, lineStart(buffer, until - overlap));
    for (let at = bytes.indexOf(10); at >= 0 && at < dropped; at = bytes.indexOf(10, at + 1)) lineBase++;
    const lineEnd = dropped > 0 ? bytes.lastIndexOf(10, dropped - 1) : -1;
    columnBase = (lineEnd < 0 ? columnBase : 0) + unitsIn(bytes.subarray(lineEnd + 1, dropped));
    told = until - dropped;
    buffer.copyWithin(0, dropped, filled);
    filled -= dropped;
  };

  const take = (bytes: Uint8Array): void => {
    for (let at = 0; at < bytes.length;) {
      const part = bytes.subarray(at, at + buffer.length - filled);
      buffer.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled === buffer.length) flush(false);
    }
  };

  return {
    push: (bytes) => {
      if (!begun) {
        begun = true;
        const encoding = encodingOf(bytes);
        if (encoding !== 'utf-8') recode = toUtf8(encoding);
      }
      take(recode ? recode(bytes) : bytes);
    },
    end: () => flush(true),
  };
};

/** A continuation byte belongs to the letter before it. */
const letterStart = (bytes: Buffer, at: number): number => {
  let start = at;
  while (start > at - 4 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start--;
  return start;
};

/** The start of the line that `at` stands in, if it begins within reach; else `at`. */
const lineStart = (bytes: Buffer, at: number): number => {
  const end = bytes.lastIndexOf(10, at - 1);
  return end >= 0 && at - end < overlap ? end + 1 : at;
};

const encodingOf = (bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' =>
  bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';

/** Later pieces of a UTF-16 text carry no mark, so all of it is handed on as UTF-8. */
const toUtf8 = (encoding: 'utf-16le' | 'utf-16be'): ((bytes: Uint8Array) => Uint8Array) => {
  const decoder = new StringDecoder('utf16le');
  let odd: number | undefined;
  return (bytes) => {
    if (encoding === 'utf-16le') return Buffer.from(decoder.write(Buffer.from(bytes)));
    const all = odd === undefined ? Buffer.from(bytes) : Buffer.concat([Buffer.from([odd]), bytes]);
    const even = all.length & ~1;
    odd = all.length > even ? all[even] : undefined;
    return Buffer.from(decoder.write(Buffer.from(all.subarray(0, even)).swap16()));
  };
};
