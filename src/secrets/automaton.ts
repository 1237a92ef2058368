import { byteLoops, type ByteLoops } from './byte-loops.ts';

/** All words found in one pass over the bytes: Aho-Corasick with its failure links resolved into a table over byte classes. ASCII letters are folded. */
export interface Automaton {
  /** With a memory of its own: who reads a text inside another takes a second one. */
  loops(): ByteLoops;
  /** Numbers of the words that end in a state. */
  wordsOf(state: number): readonly number[];
  readonly states: number;
}

/** `words` in lower case, without duplicates. */
export const automaton = (words: readonly string[]): Automaton => {
  const classes = new Uint8Array(256);
  let count = 1;
  for (const word of words)
    for (let i = 0; i < word.length; i++) {
      const code = word.charCodeAt(i);
      if (code > 255) throw new Error(`anchor "${word}" is not written as bytes`);
      if (classes[code] === 0) classes[code] = count++;
    }
  for (let code = 65; code <= 90; code++) classes[code] = classes[code + 32] ?? 0;

  const trie = new Int32Array((words.reduce((sum, word) => sum + word.length, 0) + 1) * count);
  const ends: number[][] = [[]];
  for (const [number, word] of words.entries()) {
    let at = 0;
    for (let i = 0; i < word.length; i++) {
      const slot = at * count + (classes[word.charCodeAt(i)] ?? 0);
      if ((trie[slot] ?? 0) === 0) {
        trie[slot] = ends.length;
        ends.push([]);
      }
      at = trie[slot] ?? 0;
    }
    ends[at]?.push(number);
  }

  // Breadth first: the failure state of a node is complete before its children are.
  const states = ends.length;
  const fail = new Int32Array(states);
  const queue = [0];
  for (let head = 0; head < queue.length; head++) {
    const at = queue[head] ?? 0;
    const back = fail[at] ?? 0;
    if (at !== 0) ends[at]?.push(...(ends[back] ?? []));
    for (let c = 0; c < count; c++) {
      const next = trie[at * count + c] ?? 0;
      const other = at === 0 ? 0 : (trie[back * count + c] ?? 0);
      if (next === 0) trie[at * count + c] = other;
      else {
        fail[next] = other;
        queue.push(next);
      }
    }
  }

  // States with words last: one comparison tells a hit. Rows of a power of two, so that a shift finds them, in sixteen bits, so that more of them stay in the cache.
  if (states > 0xffff) throw new Error(`${states} states do not fit`);
  const order = queue.toSorted((a, b) => Number(wordy(ends, a)) - Number(wordy(ends, b)) || a - b);
  const renamed = new Uint16Array(states);
  for (const [number, state] of order.entries()) renamed[state] = number;
  const shift = Math.ceil(Math.log2(count));
  const table = new Uint16Array(states << shift);
  for (let state = 0; state < states; state++) {
    const row = (renamed[state] ?? 0) << shift;
    for (let c = 0; c < count; c++) table[row + c] = renamed[trie[state * count + c] ?? 0] ?? 0;
  }
  const firstHit = order.findIndex((state) => wordy(ends, state));
  const found = order.map((state) => ends[state] ?? []);

  const longestWord = words.reduce((most, word) => Math.max(most, word.length), 0);
  return {
    states,
    wordsOf: (state) => found[state] ?? [],
    loops: () => byteLoops({ classes, table, shift, root: renamed[0] ?? 0, firstHit, longestWord }),
  };
};

const wordy = (ends: readonly (readonly number[])[], state: number): boolean => (ends[state]?.length ?? 0) > 0;
