import { endsTooEarly, type ByteQueue } from './byte-queue.ts';

/** More than a block of 900,000 bytes takes at worst: 20 bits for each, and its tables. */
const mostPacked = 2_400_000;
const mostSymbols = 258;
const groupSize = 50;
const longestCode = 20;

/**
 * What a bzip2 file holds, streams one after the other (pbzip2 writes many). Sums are not checked: we look for secrets. The format has no document of its
 * author; https://github.com/dsnet/compress/blob/master/doc/bzip2-format.pdf describes it.
 */
export const unpackedBzip2 = async function* (queue: ByteQueue): AsyncGenerator<Buffer> {
  while ((await queue.fill(4)) > 0) {
    const head = await queue.read(4);
    const level = (head[3] ?? 0) - 0x30;
    if (head.toString('latin1', 0, 3) !== 'BZh' || level < 1 || level > 9) throw new Error('no stream where one should be');
    const text = new Uint32Array(level * 100_000);
    for (let skipped = 0; ;) {
      await queue.fill(mostPacked);
      const bits = bitReader(queue.peek(mostPacked), skipped);
      const mark = bits.read(24) * 0x1000000 + bits.read(24);
      bits.read(16);
      bits.read(16);
      if (mark === 0x177245385090) {
        queue.take(Math.ceil(bits.position() / 8));
        break;
      }
      if (mark !== 0x314159265359) throw new Error('no block where one should be');
      const block = unpackedBlock(bits, text);
      queue.take(bits.position() >> 3);
      skipped = bits.position() & 7;
      yield* block;
    }
  }
};

interface Bits {
  /** The next `count` bits, at most 24. Throws where there are no more. */
  readonly read: (count: number) => number;
  /** How many were read, with those skipped at the start. */
  readonly position: () => number;
}

const bitReader = (bytes: Buffer, skipped: number): Bits => {
  let at = 0;
  let value = 0;
  let ready = 0;
  const read = (count: number): number => {
    while (ready < count) {
      if (at >= bytes.length) throw new Error(endsTooEarly);
      value = ((value << 8) | (bytes[at++] ?? 0)) >>> 0;
      ready += 8;
    }
    ready -= count;
    const result = (value >>> ready) & ((1 << count) - 1);
    // So that the next byte does not push anything out that counts.
    value &= (1 << ready) - 1;
    return result;
  };
  read(skipped);
  return { read, position: () => at * 8 - ready };
};

/** Codes of one of the tables: for each length the first code, and where its symbols begin. */
interface Table {
  readonly shortest: number;
  readonly limits: Int32Array;
  readonly bases: Int32Array;
  readonly symbols: Uint16Array;
}

/** Reads a whole block at once; what it holds comes in pieces. */
const unpackedBlock = (bits: Bits, text: Uint32Array): Generator<Buffer> => {
  if (bits.read(1) === 1) throw new Error('a block of an old kind');
  const origin = bits.read(24);
  const used = usedBytes(bits);
  const tableCount = bits.read(3);
  const selectorCount = bits.read(15);
  if (used.length === 0 || tableCount < 2 || tableCount > 6 || selectorCount === 0) throw new Error('a block that cannot be');
  const selectors = selectorsIn(bits, tableCount, selectorCount);
  const tables = Array.from({ length: tableCount }, () => tableIn(bits, used.length + 2));
  const counts = new Int32Array(256);
  const length = moved(bits, { used, selectors, tables }, text, counts);
  if (origin >= length) throw new Error('a block that cannot be');
  return plain(text, length, origin, counts);
};

const usedBytes = (bits: Bits): Uint8Array => {
  const used: number[] = [];
  const groups = bits.read(16);
  for (let group = 0; group < 16; group++) {
    if (((groups >> (15 - group)) & 1) === 0) continue;
    const map = bits.read(16);
    for (let i = 0; i < 16; i++) if (((map >> (15 - i)) & 1) === 1) used.push(group * 16 + i);
  }
  return Uint8Array.from(used);
};

const selectorsIn = (bits: Bits, tables: number, count: number): Uint8Array => {
  const selectors = new Uint8Array(count);
  const order = Array.from({ length: tables }, (_, i) => i);
  for (let i = 0; i < count; i++) {
    let place = 0;
    while (bits.read(1) === 1) if (++place >= tables) throw new Error('a table that is not there');
    const [table = 0] = order.splice(place, 1);
    order.unshift(table);
    selectors[i] = table;
  }
  return selectors;
};

const tableIn = (bits: Bits, symbolCount: number): Table => {
  const lengths = new Uint8Array(mostSymbols);
  let length = bits.read(5);
  for (let i = 0; i < symbolCount; i++) {
    for (;;) {
      if (length < 1 || length > longestCode) throw new Error('a code that cannot be');
      if (bits.read(1) === 0) break;
      length += bits.read(1) === 0 ? 1 : -1;
    }
    lengths[i] = length;
  }
  const symbols = new Uint16Array(symbolCount);
  const [limits, bases] = [new Int32Array(longestCode + 2), new Int32Array(longestCode + 2)];
  let [code, placed, shortest] = [0, 0, longestCode];
  for (let size = 1; size <= longestCode; size++) {
    bases[size] = placed - code;
    for (let i = 0; i < symbolCount; i++) {
      if (lengths[i] !== size) continue;
      shortest = Math.min(shortest, size);
      symbols[placed++] = i;
      code++;
    }
    // Codes of this length are below it.
    limits[size] = code;
    code <<= 1;
  }
  return { shortest, limits, bases, symbols };
};

const symbolIn = (bits: Bits, { shortest, limits, bases, symbols }: Table): number => {
  let code = bits.read(shortest);
  for (let size = shortest; size <= longestCode; size++) {
    if (code < (limits[size] ?? 0)) return symbols[(bases[size] ?? 0) + code] ?? 0;
    code = (code << 1) | bits.read(1);
  }
  throw new Error('a code that is not there');
};

/** Undoes the codes, the runs of the first symbol and the moving to the front. Counts the bytes, and returns how many there are. */
const moved = (
  bits: Bits,
  { used, selectors, tables }: { used: Uint8Array; selectors: Uint8Array; tables: readonly Table[] },
  text: Uint32Array,
  counts: Int32Array,
): number => {
  const order = Uint8Array.from(used);
  const end = used.length + 1;
  let [length, run, weight, selector, left] = [0, 0, 1, 0, 0];
  let table = tables[0];
  for (;;) {
    if (left === 0) {
      table = tables[selectors[selector++] ?? tables.length];
      left = groupSize;
    }
    if (!table) throw new Error('a table that is not there');
    left--;
    const symbol = symbolIn(bits, table);
    if (symbol <= 1) {
      run += weight << symbol;
      weight *= 2;
      if (run > text.length) throw new Error('a block that is too long');
      continue;
    }
    if (run > 0) {
      const byte = order[0] ?? 0;
      if (length + run > text.length) throw new Error('a block that is too long');
      text.fill(byte, length, length + run);
      counts[byte] = (counts[byte] ?? 0) + run;
      length += run;
      [run, weight] = [0, 1];
    }
    if (symbol === end) return length;
    const byte = order[symbol - 1] ?? 0;
    order.copyWithin(1, 0, symbol - 1);
    order[0] = byte;
    if (length >= text.length) throw new Error('a block that is too long');
    text[length++] = byte;
    counts[byte] = (counts[byte] ?? 0) + 1;
  }
};

const pieceSize = 256 * 1024;

/** Undoes the sorting, and the first runs: four like bytes are followed by how many more there are. */
const plain = function* (text: Uint32Array, length: number, origin: number, counts: Int32Array): Generator<Buffer> {
  const starts = new Int32Array(256);
  for (let byte = 1; byte < 256; byte++) starts[byte] = (starts[byte - 1] ?? 0) + (counts[byte - 1] ?? 0);
  // In the upper 24 bits of each place: where the next byte of the text stands.
  for (let i = 0; i < length; i++) {
    const byte = (text[i] ?? 0) & 0xff;
    const place = starts[byte] ?? 0;
    starts[byte] = place + 1;
    text[place] = ((text[place] ?? 0) | (i << 8)) >>> 0;
  }
  let at = (text[origin] ?? 0) >>> 8;
  let piece = Buffer.allocUnsafe(pieceSize + 256);
  let [filled, same, before] = [0, 0, -1];
  for (let i = 0; i < length; i++) {
    const entry = text[at] ?? 0;
    const byte = entry & 0xff;
    at = entry >>> 8;
    if (same === 4) {
      piece.fill(before, filled, filled + byte);
      filled += byte;
      same = 0;
    } else {
      piece[filled++] = byte;
      same = byte === before ? same + 1 : 1;
      before = byte;
    }
    if (filled < pieceSize) continue;
    yield piece.subarray(0, filled);
    piece = Buffer.allocUnsafe(pieceSize + 256);
    filled = 0;
  }
  if (filled > 0) yield piece.subarray(0, filled);
};
