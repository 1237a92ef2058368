import { readObjects, type Reader } from './blob-stream.ts';
import type { Git } from './git.ts';

/** Each broken object costs a new git. */
const mostBroken = 50;

/**
 * Reads objects as `readObjects` does, and goes on behind one that git cannot unpack: that ends `git cat-file`, and is handed on as missing. What fails by
 * itself, the list of what is wanted or a reader, is thrown.
 */
export const readThrough = async <T extends { readonly id: string }>(
  git: Git,
  wanted: AsyncIterable<readonly T[]> | Iterable<readonly T[]>,
  reader: Reader<T>,
): Promise<void> => {
  const iterator = Symbol.asyncIterator in wanted ? wanted[Symbol.asyncIterator]() : wanted[Symbol.iterator]();
  /** Asked for and not answered yet, in order. */
  let asked: (readonly T[])[] = [];
  let answered = 0;
  let own: unknown;

  const answer = <R>(act: () => R): R => {
    answered++;
    while (asked[0] && answered >= asked[0].length) answered -= asked.shift()?.length ?? 0;
    try {
      return act();
    } catch (error) {
      own = error;
      throw error;
    }
  };
  /** Without an end of its own: a git that dies may not end the list. */
  const next = async (): Promise<IteratorResult<readonly T[]>> => {
    try {
      const result = await iterator.next();
      if (result.done !== true) asked.push(result.value);
      return result;
    } catch (error) {
      own = error;
      throw error;
    }
  };
  let begin: readonly T[] = [];
  const list: AsyncIterable<readonly T[]> = {
    [Symbol.asyncIterator]: () => ({
      next: async () => {
        if (begin.length === 0) return next();
        const value = begin;
        begin = [];
        return { done: false, value };
      },
    }),
  };

  for (let broken = 0; ; broken++) {
    try {
      return await readObjects(git, list, {
        whole: (about, type, bytes) =>
          answer(() => reader.whole(about, type, bytes))?.catch((error: unknown) => {
            own = error;
            throw error;
          }),
        large: (about) => answer(() => reader.large(about)),
        missing: (about) => answer(() => reader.missing(about)),
      });
    } catch (error) {
      const [culprit, ...rest] = asked.flat().slice(answered);
      if (own !== undefined || !culprit || broken >= mostBroken) throw error;
      reader.missing(culprit);
      asked = [rest];
      answered = 0;
      begin = rest;
    }
  }
};
