/**
 * The LZMA decoder as LZMA2 uses it: chunks of known length over a window of what came before. Written after the description of the format by its author,
 * https://www.7-zip.org/sdk.html (lzma-specification), and of xz, https://tukaani.org/xz/xz-file-format.txt
 */
export interface LzmaDecoder {
  /** The window begins anew. */
  readonly resetWindow: () => void;
  /** The probabilities begin anew; `properties`: as they were, or `(pb * 5 + lp) * 9 + lc`. Throws where they cannot be. */
  readonly resetState: (properties: number | undefined) => void;
  /** One chunk. The result is valid until the next call. Throws where it is broken. */
  readonly decode: (packed: Buffer, size: number) => Buffer;
  /** A chunk that is not packed. */
  readonly copy: (plain: Buffer) => Buffer;
}

/** Places of the probabilities, one table after the other. */
const isMatch = 0;
const isRep = isMatch + 12 * 16;
const isRepG0 = isRep + 12;
const isRepG1 = isRepG0 + 12;
const isRepG2 = isRepG1 + 12;
const isRep0Long = isRepG2 + 12;
const posSlot = isRep0Long + 12 * 16;
const posSpecial = posSlot + 4 * 64;
const align = posSpecial + 115;
const lengths = align + 16;
const repLengths = lengths + 2 + 16 * 8 * 2 + 256;
const literals = repLengths + 2 + 16 * 8 * 2 + 256;
const mostLiterals = 0x300 << 4;

/** `windowSize`: how far back a chunk may refer. The memory for it is taken as the text grows. */
export const lzmaDecoder = (windowSize: number): LzmaDecoder => {
  const probabilities = new Uint16Array(literals + mostLiterals);
  let [lc, lp, pb] = [0, 0, 0];
  let state = 0;
  let [rep0, rep1, rep2, rep3] = [0, 0, 0, 0];
  let window = Buffer.allocUnsafe(1 << 16);
  let at = 0;
  /** Where the present text begins in the window. */
  let begin = 0;

  let input: Buffer = window;
  let from = 0;
  let range = 0;
  let code = 0;

  const bit = (index: number): number => {
    if (range < 0x1000000) {
      range = (range << 8) >>> 0;
      code = ((code << 8) | (input[from++] ?? 0)) >>> 0;
    }
    const probability = probabilities[index] ?? 0;
    const bound = (range >>> 11) * probability;
    if (code < bound) {
      range = bound;
      probabilities[index] = probability + ((2048 - probability) >> 5);
      return 0;
    }
    range -= bound;
    code -= bound;
    probabilities[index] = probability - (probability >> 5);
    return 1;
  };
  const direct = (count: number): number => {
    let value = 0;
    for (let i = 0; i < count; i++) {
      if (range < 0x1000000) {
        range = (range << 8) >>> 0;
        code = ((code << 8) | (input[from++] ?? 0)) >>> 0;
      }
      range >>>= 1;
      const one = code >= range;
      if (one) code -= range;
      value = value * 2 + (one ? 1 : 0);
    }
    return value;
  };
  const tree = (base: number, bits: number): number => {
    let node = 1;
    for (let i = 0; i < bits; i++) node = node * 2 + bit(base + node);
    return node - (1 << bits);
  };
  const reverseTree = (base: number, bits: number): number => {
    let node = 1;
    let value = 0;
    for (let i = 0; i < bits; i++) {
      const one = bit(base + node);
      node = node * 2 + one;
      value |= one << i;
    }
    return value;
  };
  const length = (base: number, posState: number): number => {
    if (bit(base) === 0) return 2 + tree(base + 2 + posState * 8, 3);
    if (bit(base + 1) === 0) return 10 + tree(base + 2 + 128 + posState * 8, 3);
    return 18 + tree(base + 2 + 256, 8);
  };
  const distance = (len: number): number => {
    const slot = tree(posSlot + Math.min(len - 2, 3) * 64, 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const base = (2 | (slot & 1)) * 2 ** bits;
    if (slot < 14) return base + reverseTree(posSpecial + base - slot, bits);
    return base + direct(bits - 4) * 16 + reverseTree(align, 4);
  };
  const literal = (): void => {
    const before = at > begin ? (window[at - 1] ?? 0) : 0;
    const base = literals + 0x300 * ((((at - begin) & ((1 << lp) - 1)) << lc) + (before >> (8 - lc)));
    let symbol = 1;
    if (state >= 7) {
      let match = window[at - rep0 - 1] ?? 0;
      while (symbol < 0x100) {
        const matchBit = (match >> 7) & 1;
        match <<= 1;
        const one = bit(base + ((1 + matchBit) << 8) + symbol);
        symbol = symbol * 2 + one;
        if (matchBit !== one) break;
      }
    }
    while (symbol < 0x100) symbol = symbol * 2 + bit(base + symbol);
    window[at++] = symbol & 0xff;
    state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
  };

  /** Room for `size` bytes after those that may still be referred to. */
  const makeRoom = (size: number): void => {
    if (at + size <= window.length) return;
    const kept = Math.min(at - begin, windowSize);
    const wanted = Math.min(windowSize + (4 << 20), Math.max(window.length * 2, kept + size));
    const next = wanted > window.length ? Buffer.allocUnsafe(Math.max(wanted, kept + size)) : window;
    window.copy(next, 0, at - kept, at);
    // Positions count from the start of the text: their lowest bits must not change.
    window = next;
    const shift = at - kept;
    at = kept;
    begin -= shift;
  };

  return {
    resetWindow: () => {
      at = 0;
      begin = 0;
    },
    resetState: (properties) => {
      if (properties !== undefined) {
        lc = properties % 9;
        lp = Math.floor(properties / 9) % 5;
        pb = Math.floor(properties / 45);
        if (pb > 4 || lc + lp > 4) throw new Error('properties that cannot be');
      }
      probabilities.fill(1024);
      state = 0;
      [rep0, rep1, rep2, rep3] = [0, 0, 0, 0];
    },
    decode: (packed, size) => {
      makeRoom(size);
      const start = at;
      const end = at + size;
      input = packed;
      from = 5;
      range = 0xffffffff;
      code = packed.length < 5 ? 0 : packed.readUInt32BE(1);
      while (at < end) {
        if (from > packed.length + 8) throw new Error('a chunk that is too short');
        const posState = (at - begin) & ((1 << pb) - 1);
        if (bit(isMatch + state * 16 + posState) === 0) {
          literal();
          continue;
        }
        let count: number;
        if (bit(isRep + state) === 0) {
          [rep3, rep2, rep1] = [rep2, rep1, rep0];
          count = length(lengths, posState);
          state = state < 7 ? 7 : 10;
          rep0 = distance(count);
        } else if (bit(isRepG0 + state) === 0) {
          if (bit(isRep0Long + state * 16 + posState) === 0) {
            state = state < 7 ? 9 : 11;
            count = 1;
          } else {
            count = length(repLengths, posState);
            state = state < 7 ? 8 : 11;
          }
        } else {
          let far: number;
          if (bit(isRepG1 + state) === 0) far = rep1;
          else {
            if (bit(isRepG2 + state) === 0) far = rep2;
            else {
              far = rep3;
              rep3 = rep2;
            }
            rep2 = rep1;
          }
          rep1 = rep0;
          rep0 = far;
          count = length(repLengths, posState);
          state = state < 7 ? 8 : 11;
        }
        let source = at - rep0 - 1;
        if (source < Math.max(0, begin) || count > end - at) throw new Error('a reference to what is not there');
        for (let i = 0; i < count; i++) window[at++] = window[source++] ?? 0;
      }
      return window.subarray(start, end);
    },
    copy: (plain) => {
      makeRoom(plain.length);
      plain.copy(window, at);
      at += plain.length;
      return window.subarray(at - plain.length, at);
    },
  };
};
