import { looksLikeTar } from './tar.ts';

/** How contents are packed. `unread`: in a way that is not opened here. */
export type Packing = 'zip' | 'tar' | 'ar' | 'cpio' | 'rpm' | 'gzip' | 'bzip2' | 'xz' | 'zstd' | 'lz4' | 'brotli' | 'unread' | 'text';

/** Told by the first bytes; the name counts only where they say nothing. */
export const packingOf = (bytes: Uint8Array, path: string): Packing => {
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  switch (a * 256 + b) {
    case 0x504b:
      // The second: an archive without files.
      return (c === 3 && d === 4) || (c === 5 && d === 6) ? 'zip' : 'text';
    case 0x4372:
      return c === 0x32 && d === 0x34 && bytes[4] !== undefined && bytes[5] === 0 ? 'zip' : 'text';
    case 0x1f8b:
      return c === 8 ? 'gzip' : 'text';
    case 0x425a:
      return c === 0x68 && d >= 0x31 && d <= 0x39 && startsWith(bytes, 4, bzip2Marks) ? 'bzip2' : otherwise(bytes, path);
    case 0xfd37:
      return c === 0x7a && d === 0x58 ? 'xz' : 'text';
    case 0x28b5:
      return c === 0x2f && d === 0xfd ? 'zstd' : 'text';
    case 0x0422:
      return c === 0x4d && d === 0x18 ? 'lz4' : 'text';
    case 0x377a:
      return c === 0xbc && d === 0xaf ? 'unread' : 'text';
    case 0x213c:
      return startsWith(bytes, 0, ['!<arch>\n']) ? 'ar' : 'text';
    case 0x3037:
      return startsWith(bytes, 0, ['070701', '070702', '070707']) && bytes.length >= 76 ? 'cpio' : otherwise(bytes, path);
    case 0xedab:
      return c === 0xee && d === 0xdb ? 'rpm' : 'text';
    default:
      return otherwise(bytes, path);
  }
};

/** Of a block, and of the end of a file without one. */
const bzip2Marks = ['1AY&SY', '\u0017rE8P\u0090'];

const startsWith = (bytes: Uint8Array, at: number, marks: readonly string[]): boolean =>
  marks.some((mark) => Buffer.from(bytes.subarray(at, at + mark.length)).toString('latin1') === mark);

/** Programs in a zip archive may begin with the line of a shell that starts them. */
const startedByShell = /\.(?:jar|war|pex|pyz|shiv)$/i;

const otherwise = (bytes: Uint8Array, path: string): Packing => {
  if (bytes[257] === 0x75 && looksLikeTar(bytes)) return 'tar';
  if (path.length > 3 && path.charCodeAt(path.length - 3) === 46 && path.endsWith('.br')) return 'brotli';
  return bytes[0] === 0x23 && bytes[1] === 0x21 && startedByShell.test(path) ? 'zip' : 'text';
};
