/** Bytes that come in pieces and are taken in other pieces. One piece at a time is waited for, so whoever reads sets the pace. */
export interface ByteQueue {
  /** Waits until `count` bytes are ready, or all that come; how many are. */
  readonly fill: (count: number) => Promise<number>;
  /** Of those that are ready, up to `count`; they stay. */
  readonly peek: (count: number) => Buffer;
  /** Of those that are ready, up to `count`. */
  readonly take: (count: number) => Buffer;
  /** Exactly `count` bytes. Throws where there are no more. */
  readonly read: (count: number) => Promise<Buffer>;
  /** The next `count` bytes, or all, as they come. */
  readonly pieces: (count?: number) => AsyncGenerator<Buffer>;
  /** Throws where there are no more. */
  readonly skip: (count: number) => Promise<void>;
  /** How many were taken so far. */
  readonly taken: () => number;
}

export const endsTooEarly = 'it ends too early';

export const byteQueue = (source: AsyncIterable<Buffer> | Iterable<Buffer>): ByteQueue => {
  const iterator = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  let ready: Buffer = Buffer.alloc(0);
  let taken = 0;
  let over = false;

  const next = async (): Promise<Buffer | undefined> => {
    if (over) return undefined;
    const { done, value } = await iterator.next();
    if (done === true) over = true;
    return done === true ? undefined : value;
  };
  const take = (count: number): Buffer => {
    const part = ready.subarray(0, count);
    ready = ready.subarray(part.length);
    taken += part.length;
    return part;
  };
  const fill = async (count: number): Promise<number> => {
    if (ready.length >= count) return ready.length;
    const parts = [ready];
    let length = ready.length;
    try {
      while (length < count) {
        const piece = await next();
        if (!piece) break;
        parts.push(piece);
        length += piece.length;
      }
    } finally {
      // Also what came before something broke.
      if (parts.length > 1) ready = ready.length === 0 && parts.length === 2 ? (parts[1] ?? ready) : Buffer.concat(parts);
    }
    return ready.length;
  };
  const pieces = async function* (count = Infinity): AsyncGenerator<Buffer> {
    let left = count;
    while (left > 0 && (ready.length > 0 || (await fill(1)) > 0)) {
      const piece = take(Math.min(left, ready.length));
      left -= piece.length;
      yield piece;
    }
  };
  return {
    fill,
    peek: (count) => ready.subarray(0, count),
    take,
    read: async (count) => {
      if (ready.length < count && (await fill(count)) < count) throw new Error(endsTooEarly);
      return take(count);
    },
    pieces,
    skip: async (count) => {
      let left = count;
      for await (const piece of pieces(count)) left -= piece.length;
      if (left > 0) throw new Error(endsTooEarly);
    },
    taken: () => taken,
  };
};
