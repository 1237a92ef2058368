import { byteLoops, tablesOf, type ByteLoops } from './byte-loops.ts';

/** All words found in one pass over the bytes: Aho-Corasick with its failure links resolved into a table over byte classes. ASCII letters are folded. */
export interface Automaton {
  readonly states: number;
  /** With a memory of its own: who reads a text inside another takes a second one. */
  loops(): ByteLoops;
  /** Numbers of the words that end in a state. */
  wordsOf(state: number): readonly number[];
}

/** `words` in lower case, without duplicates. One character a byte; throws if one is longer than a line. */
export const automaton = (words: readonly string[]): Automaton => {
  const classes = new Uint8Array(256);
  let count = 1;
  for (const word of words)
    for (let i = 0; i < word.length; i++) {
      const code = word.charCodeAt(i);
      if (code > 255 || code === 10) throw new Error(`anchor "${word}" is not one line of bytes`);
      if (classes[code] === 0) classes[code] = count++;
    }
  for (let code = 65; code <= 90; code++) classes[code] = classes[code + 32] ?? 0;
  const tables = tablesOf(words, classes, count);
  return {
    states: tables.states,
    loops: () => byteLoops(tables),
    wordsOf: (state) => {
      const numbers: number[] = [];
      for (let at = state; at !== tables.root; at = tables.back[at] ?? tables.root) if ((tables.word[at] ?? 0) > 0) numbers.push((tables.word[at] ?? 0) - 1);
      return numbers;
    },
  };
};
