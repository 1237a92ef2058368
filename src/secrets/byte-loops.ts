import { byteLoopsCode } from './byte-loops-code.ts';

/** The tables of an automaton: the next state is `table[state << shift | classes[byte]]`, and states from `firstHit` on end a word. */
export interface Tables {
  readonly classes: Uint8Array;
  readonly table: Uint16Array;
  readonly shift: number;
  readonly root: number;
  readonly firstHit: number;
  readonly longestWord: number;
}

/** What `tablesOf` makes. `word` (its number and one; 0: none) and `back` (the state to go on with where this one fails) are by state. */
export interface Built extends Tables {
  readonly states: number;
  readonly word: Uint16Array;
  readonly back: Uint16Array;
}

/** The loops that look at every byte, in WebAssembly: twice as fast as the same in JavaScript (bench/secrets.ts). Source: byte-loops.wat. */
export interface ByteLoops {
  /** The text that the others are about. */
  load(bytes: Uint8Array): void;
  /** Words that end in `from`..`to`, in rising order. `end`: offset behind the word. */
  eachHit(from: number, to: number, see: (end: number, state: number) => void): void;
  /**
   * Runs of twenty and more letters of Base64 (either alphabet, so hex too) that begin in `from`..`to`. The rest of one that began before is left out, and
   * one over 64 kilobytes comes in parts. `each` tells how far it read; what lies before that is not told again.
   */
  eachRun(from: number, to: number, each: (start: number, end: number) => number): void;
}

export const shortestRun = 20;
const longestRun = 64 * 1024;
const page = 64 * 1024;
/** Under this a text is walked in one. */
const shortText = 512;
/** Vectors of sixteen bytes are read a little beyond the end. */
const beyond = 64;

interface Exports extends WebAssembly.Exports {
  readonly memory: WebAssembly.Memory;
  readonly states: WebAssembly.Global;
  hits(...numbers: readonly number[]): void;
  runs(...numbers: readonly number[]): number;
  build(...numbers: readonly number[]): number;
}
const isExports = (exports: WebAssembly.Exports): exports is Exports =>
  'memory' in exports && 'states' in exports && 'hits' in exports && 'runs' in exports && 'build' in exports;

let compiled: WebAssembly.Module | undefined;
const instance = (): Exports => {
  const { exports } = new WebAssembly.Instance((compiled ??= new WebAssembly.Module(Buffer.from(byteLoopsCode, 'base64'))));
  if (!isExports(exports)) throw new Error('byte-loops.wat exports something else');
  return exports;
};

const isLetter = (c: number): boolean => (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 47 && c <= 57) || c === 43 || c === 45 || c === 95;

/** The automaton over `words`, in rows of `1 << shift` for the classes of bytes. */
export const tablesOf = (words: readonly string[], classes: Uint8Array, count: number): Built => {
  const { memory, states: count16, build } = instance();
  const text = Buffer.from(words.map((word) => `${word}\n`).join(''), 'latin1');
  const most = text.length + 1;
  if (most > 0xffff) throw new Error(`${words.length} words do not fit`);
  const shift = Math.ceil(Math.log2(count));
  let free = 0;
  const take = (bytes: number): number => {
    const at = free;
    free += (bytes + 15) & ~15;
    return at;
  };
  const classesAt = take(classes.length);
  const textAt = take(text.length);
  const [trie, table] = [take((most << shift) * 2), take((most << shift) * 2)];
  const [word, fail, queue, renamed, hit] = [take(most * 2), take(most * 2), take(most * 2), take(most * 2), take(most)];
  memory.grow(Math.ceil(free / page));
  const bytes = new Uint8Array(memory.buffer);
  bytes.set(classes, classesAt);
  bytes.set(text, textAt);
  const firstHit = build(textAt, textAt + text.length, classesAt, count, shift, trie, table, word, fail, queue, renamed, hit);
  const states = count16.value;
  const list = (at: number, length: number): Uint16Array => new Uint16Array(memory.buffer, at, length);
  const [words16, fails, names] = [list(word, states), list(fail, states), list(renamed, states)];
  const byState = { word: new Uint16Array(states), back: new Uint16Array(states) };
  for (let old = 0; old < states; old++) {
    const state = names[old] ?? 0;
    byState.word[state] = words16[old] ?? 0;
    byState.back[state] = names[fails[old] ?? 0] ?? 0;
  }
  const longestWord = words.reduce((longest, one) => Math.max(longest, one.length), 0);
  return { classes, table: list(table, states << shift), shift, root: names[0] ?? 0, firstHit, longestWord, states, ...byState };
};

export const byteLoops = ({ classes, table, shift, root, firstHit, longestWord }: Tables): ByteLoops => {
  const { memory, hits, runs } = instance();
  const tableAt = classes.length;
  const input = tableAt + table.byteLength + beyond;
  let room = 0;
  let first = 0;
  let ends = 0;
  let listSize = 0;
  let bytesOf = new Uint8Array(memory.buffer);
  let list = new Int32Array(memory.buffer);
  let length = 0;

  /** A hit takes eight bytes, and each byte may end one. Pages that nobody writes cost nothing. */
  const makeRoom = (bytes: number): void => {
    room = Math.max(page, bytes);
    ends = (input + room + beyond) & ~7;
    first = ends + 16;
    // The last list may also hold all of a short text.
    listSize = (2 * room + 8 * shortText + 7) & ~7;
    const pages = Math.ceil((first + 4 * listSize) / page) - memory.buffer.byteLength / page;
    if (pages > 0) memory.grow(pages);
    bytesOf = new Uint8Array(memory.buffer);
    list = new Int32Array(memory.buffer);
  };
  makeRoom(0);
  bytesOf.set(classes);
  bytesOf.set(new Uint8Array(table.buffer, table.byteOffset, table.byteLength), tableAt);

  return {
    load(bytes) {
      if (bytes.length > room) makeRoom(bytes.length);
      ({ length } = bytes);
      bytesOf.set(bytes, input);
    },
    eachHit(from, to, see) {
      const stretch = to - from < shortText ? 0 : (to - from) >> 2;
      hits(input + from, input + to, stretch, longestWord, 0, tableAt, shift, root, firstHit, first, listSize, ends);
      for (let n = 0; n < 4; n++) {
        const end = (list[(ends >> 2) + n] ?? 0) >> 2;
        for (let at = (first + n * listSize) >> 2; at < end; at += 2) see((list[at] ?? 0) - input, list[at + 1] ?? 0);
      }
    },
    eachRun(from, to, each) {
      let start = from;
      if (from > 0) while (start < to && isLetter(bytesOf[input + start - 1] ?? 0)) start++;
      const end = runs(input + start, input + to, input + length, longestRun, first);
      let done = start;
      for (let at = first >> 2; at < end >> 2; at += 2) {
        const stop = (list[at + 1] ?? 0) - input;
        // What was read as one folded text is not read again line by line.
        const begin = Math.max((list[at] ?? 0) - input, done);
        if (stop - begin >= shortestRun) done = Math.max(each(begin, stop), stop);
      }
    },
  };
};
