/** Where one of many names may begin: told by its first four letters, so a text is asked only at few places whether it really does. */
export interface NamesNearby {
  /** Beginnings of words in `from`..`to` that may be names, in rising order. */
  each(bytes: Uint8Array, from: number, to: number, see: (at: number) => void): void;
}

const folded = Uint8Array.from({ length: 256 }, (_, c) => (c >= 97 && c <= 122 ? c - 96 : c >= 65 && c <= 90 ? c - 64 : c >= 48 && c <= 57 ? c - 21 : 0));
const letterAt = (name: string, at: number): number => folded[name.charCodeAt(at) & 0xff] ?? 0;
const mix = (a: number, b: number, c: number, d: number): number => Math.imul((a << 18) | (b << 12) | (c << 6) | d, 0x9e3779b1) >>> 16;

/** Names of at least three letters, in lower case. */
export const namesNearby = (names: readonly string[]): NamesNearby => {
  const begins = new Uint8Array(0x10000);
  for (const name of names) {
    const [a, b, c] = [letterAt(name, 0), letterAt(name, 1), letterAt(name, 2)];
    // What follows a name of three is open.
    for (const d of name.length > 3 ? [letterAt(name, 3)] : Array.from({ length: 37 }, (_, one) => one)) begins[mix(a, b, c, d)] = 1;
  }
  return {
    each(bytes, from, to, see) {
      let before = folded[bytes[from - 1] ?? 0] ?? 0;
      let first = folded[bytes[from] ?? 0] ?? 0;
      for (let at = from; at < to; at++) {
        const second = folded[bytes[at + 1] ?? 0] ?? 0;
        // `myDiscordToken` names it, `blobstripe` does not.
        if (first !== 0 && (before === 0 || ((bytes[at] ?? 0) <= 90 && (bytes[at - 1] ?? 0) >= 97))) {
          const third = folded[bytes[at + 2] ?? 0] ?? 0;
          if (begins[mix(first, second, third, folded[bytes[at + 3] ?? 0] ?? 0)] === 1) see(at);
        }
        before = first;
        first = second;
      }
    },
  };
};
