import type { Matcher } from './pattern.ts';

/** Is an address inside this block (`203.0.113.0/24`, `2001:db8::/32`) or this one address? Undefined: the block is none. */
export const addressMatcher = (block: string): Matcher | undefined => {
  const [text = '', bits, ...more] = block.trim().split('/');
  const base = addressOf(text);
  if (!base || more.length > 0 || (bits !== undefined && !/^\d{1,3}$/.test(bits))) return undefined;
  const size = base.length * 16;
  const length = bits === undefined ? size : Number(bits);
  if (length > size) return undefined;
  return (given) => {
    const address = addressOf(given.trim().split('/')[0] ?? '');
    return address !== undefined && address.length === base.length && samePrefix(base, address, length);
  };
};

/** Groups of 16 bits: two for IPv4, eight for IPv6. Undefined: not an address. */
const addressOf = (text: string): readonly number[] | undefined => {
  const four = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (four) return four.some((part) => part > 255) ? undefined : [(four[0] ?? 0) * 256 + (four[1] ?? 0), (four[2] ?? 0) * 256 + (four[3] ?? 0)];
  if (!text.includes(':') || !/^[0-9a-fA-F:]+$/.test(text)) return undefined;
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half) => (half === '' ? [] : half.split(':')));
  if (!head || [...head, ...(tail ?? [])].some((group) => group === '' || group.length > 4)) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail ? missing < 1 : missing !== 0) return undefined;
  return [...head, ...Array.from({ length: missing }, () => '0'), ...(tail ?? [])].map((group) => Number.parseInt(group, 16));
};

const samePrefix = (a: readonly number[], b: readonly number[], length: number): boolean => {
  for (let i = 0; i * 16 < length; i++) {
    const shift = Math.max(0, 16 - (length - i * 16));
    if ((a[i] ?? 0) >> shift !== (b[i] ?? 0) >> shift) return false;
  }
  return true;
};
