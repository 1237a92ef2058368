/** What takes the files of a tar archive: undefined where one is not wanted. */
export interface TarFile {
  readonly push: (bytes: Uint8Array) => void;
  readonly end: () => void;
}

export interface TarReader {
  /** Throws a plain `Error` where the archive is broken. */
  readonly push: (bytes: Uint8Array) => void;
  /** True if the archive ended where one may end. */
  readonly end: () => boolean;
}

const mostName = 64 * 1024;

/** Reads a tar archive (ustar, GNU and pax names) that comes in pieces. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html */
export const tarReader = (open: (name: string, size: number) => TarFile | undefined): TarReader => {
  const head = Buffer.alloc(512);
  let headFilled = 0;
  let left = 0;
  let padding = 0;
  let file: TarFile | undefined;
  /** A name that the next header is too short for. */
  let longName: string | undefined;
  let ended = false;
  let text: { kind: 'pax' | 'gnu'; parts: Buffer[] } | undefined;

  const finish = (): void => {
    file?.end();
    file = undefined;
    if (!text) return;
    const found = Buffer.concat(text.parts);
    longName = text.kind === 'gnu' ? terminated(found) : (paxPath(found) ?? longName);
    text = undefined;
  };

  const begin = (): void => {
    // Two blocks of zeros are the end.
    if (head.every((byte) => byte === 0)) return void (ended = true);
    if (!checksumHolds(head)) throw new Error('no header where one should be');
    const size = numberIn(head.subarray(124, 136));
    if (!Number.isSafeInteger(size) || size < 0) throw new Error('a size that cannot be');
    const kind = String.fromCharCode(head[156] ?? 0);
    left = size;
    padding = (512 - (size % 512)) % 512;
    if (kind === 'L' || kind === 'x') {
      if (size > mostName) throw new Error('a name too long');
      text = { kind: kind === 'L' ? 'gnu' : 'pax', parts: [] };
    } else if (kind === '0' || kind === '\0' || kind === '7') {
      const prefix = head.toString('latin1', 257, 262) === 'ustar' ? terminated(head.subarray(345, 500)) : '';
      const name = longName ?? (prefix ? `${prefix}/` : '') + terminated(head.subarray(0, 100));
      longName = undefined;
      file = open(name, size);
    } else if (kind !== 'g' && kind !== 'K') longName = undefined;
    if (left === 0) finish();
  };

  return {
    push: (bytes) => {
      for (let at = 0; at < bytes.length;) {
        if (left > 0) {
          const part = bytes.subarray(at, at + left);
          file?.push(part);
          text?.parts.push(Buffer.from(part));
          left -= part.length;
          at += part.length;
          if (left === 0) finish();
        } else if (padding > 0) {
          const skipped = Math.min(padding, bytes.length - at);
          padding -= skipped;
          at += skipped;
        } else {
          const part = bytes.subarray(at, at + 512 - headFilled);
          head.set(part, headFilled);
          headFilled += part.length;
          at += part.length;
          if (headFilled < 512) continue;
          headFilled = 0;
          begin();
        }
      }
    },
    end: () => {
      const whole = ended && left === 0 && headFilled === 0;
      finish();
      return whole;
    },
  };
};

export const looksLikeTar = (bytes: Uint8Array): boolean =>
  bytes.length >= 512 && Buffer.from(bytes.subarray(257, 262)).toString('latin1') === 'ustar' && checksumHolds(bytes);

const terminated = (bytes: Buffer): string => {
  const end = bytes.indexOf(0);
  return bytes.toString('utf8', 0, end < 0 ? bytes.length : end);
};

/** Octal text, or base 256 with the first bit set. */
const numberIn = (bytes: Buffer): number => {
  if (((bytes[0] ?? 0) & 0x80) === 0) return Number.parseInt(bytes.toString('latin1').replace(/[\0 ]+/g, '') || '0', 8);
  return bytes.subarray(1).reduce((sum, byte) => sum * 256 + byte, (bytes[0] ?? 0) & 0x7f);
};

const checksumHolds = (head: Uint8Array): boolean => {
  let sum = 8 * 32;
  for (let i = 0; i < 512; i++) if (i < 148 || i >= 156) sum += head[i] ?? 0;
  return numberIn(Buffer.from(head.subarray(148, 156))) === sum;
};

/** Records are "length key=value\n". */
const paxPath = (bytes: Buffer): string | undefined => {
  let found: string | undefined;
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(32, at);
    const length = space < 0 ? NaN : Number(bytes.toString('latin1', at, space));
    if (!Number.isInteger(length) || length <= space - at) return found;
    const record = bytes.toString('utf8', space + 1, at + length - 1);
    if (record.startsWith('path=')) found = record.slice(5);
    at += length;
  }
  return found;
};
