/**
 * Ids of objects, in 16 bytes each however long they are: a repository has millions, and of a `Set` of texts each would take a hundred. Two ids with the same
 * first 64 bits are taken for one; among a million that happens by chance once in 30 million repositories.
 */
export interface IdSet {
  /** In hexadecimal digits. */
  readonly add: (id: string) => void;
  /** The raw bytes at `at` in `bytes`. */
  readonly hasBytes: (bytes: Buffer, at: number) => boolean;
  readonly has: (id: string) => boolean;
}

export const idSet = (): IdSet => {
  let slots = 1 << 12;
  let table = new Uint32Array(slots * 2);
  let count = 0;

  /** The place of an id, or the free one where it belongs. All zeros are free: no object has them. */
  const placeOf = (high: number, low: number): number => {
    let at = low & (slots - 1);
    while ((table[at * 2] !== high || table[at * 2 + 1] !== low) && (table[at * 2] !== 0 || table[at * 2 + 1] !== 0)) at = (at + 1) & (slots - 1);
    return at * 2;
  };
  const isTaken = (at: number): boolean => table[at] !== 0 || table[at + 1] !== 0;
  const put = (high: number, low: number): void => {
    const at = placeOf(high, low);
    if (!isTaken(at)) count++;
    table[at] = high;
    table[at + 1] = low;
  };
  const grow = (): void => {
    const old = table;
    slots *= 2;
    table = new Uint32Array(slots * 2);
    count = 0;
    for (let i = 0; i < old.length; i += 2) if (old[i] !== 0 || old[i + 1] !== 0) put(old[i] ?? 0, old[i + 1] ?? 0);
  };

  return {
    add: (id) => {
      if (count * 2 > slots) grow();
      put(Number.parseInt(id.slice(0, 8), 16), Number.parseInt(id.slice(8, 16), 16));
    },
    hasBytes: (bytes, at) => isTaken(placeOf(bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4))),
    has: (id) => isTaken(placeOf(Number.parseInt(id.slice(0, 8), 16), Number.parseInt(id.slice(8, 16), 16))),
  };
};
